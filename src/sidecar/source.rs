//! `[source]`, the table in which a sidecar describes its document.

use toml_edit::{Array, Datetime, DocumentMut, Item, TableLike, Value};

use super::{
    SourceInfo,
    entries::{EntryKind, table_name},
    entry_list::FileEntry,
    record,
    sidecar_text::SidecarText,
};
use crate::source::{Metadata, MetadataField};

impl SidecarText {
    /// The description of the document in the file.
    pub fn source(&self) -> Option<SourceInfo> {
        let tables = self.entries.iter().filter(|entry| entry.kind == EntryKind::Other);
        let source = tables.filter_map(|entry| {
            let parsed: DocumentMut = entry.text.trim_start_matches('\u{feff}').parse().ok()?;
            let table = parsed.get("source").filter(|item| is_headed(item))?.as_table_like()?;
            Some(read(table))
        });
        source.into_iter().next()
    }

    /// Updates the description of the document where it differs.
    pub fn set_source(&mut self, source: &SourceInfo) {
        let old = self.source();
        let mut source = source.clone();
        if self.entries.iter().any(|entry| table_name(&entry.text) == "[source.record]") {
            source.record.clear();
        }
        let source = &source;
        if old.as_ref() == Some(source) {
            return;
        }
        if old.is_none() {
            if !self.has_another_source() {
                self.add_source(source);
            }
            return;
        }
        let old = old.unwrap_or_default();
        self.edit_source(|table| change(table, &old, source));
    }

    /// Sets parts of the metadata, and takes out those of which there are no values. Does nothing if the file has no description of
    /// the document.
    pub fn set_metadata(&mut self, parts: &[(MetadataField, Vec<String>)]) {
        self.edit_source(|table| {
            for (field, values) in parts {
                let mut metadata = Metadata::default();
                metadata.set(*field, values.clone());
                match metadata_value(&metadata, *field) {
                    Some(value) => put(table, field.name(), value),
                    None => _ = table.remove(field.name()),
                }
            }
        });
    }

    /// Changes the table that describes the document.
    fn edit_source(&mut self, edit: impl FnOnce(&mut dyn TableLike)) {
        for at in 0..self.entries.len() {
            let Some(entry) = self.entries.get(at).filter(|entry| entry.kind == EntryKind::Other) else {
                continue;
            };
            let bom = entry.text.starts_with('\u{feff}');
            let Ok(mut parsed) = entry.text.trim_start_matches('\u{feff}').parse::<DocumentMut>() else {
                continue;
            };
            let item = parsed.get_mut("source").filter(|item| is_headed(item));
            let Some(table) = item.and_then(Item::as_table_like_mut) else { continue };
            edit(table);
            let text = if bom { format!("\u{feff}{parsed}") } else { parsed.to_string() };
            let text = self.with_line_endings(&text);
            if let Some(entry) = self.entries.get_mut(at) {
                entry.text = text;
            }
            return;
        }
    }

    /// Whether `source` is something else in this file; then it is not touched.
    fn has_another_source(&self) -> bool {
        self.entries.iter().filter(|entry| entry.kind == EntryKind::Other).any(|entry| {
            let parsed = entry.text.trim_start_matches('\u{feff}').parse::<DocumentMut>();
            parsed.is_ok_and(|parsed| parsed.get("source").is_some_and(|item| !item.is_table_like()))
        })
    }

    fn add_source(&mut self, source: &SourceInfo) {
        self.begin();
        let mut text = "[source]\n".to_owned();
        for (name, value) in values(source) {
            text.push_str(&format!("{name} = {value}\n"));
        }
        self.put(vec![(1, FileEntry::other(text))]);
    }
}

/// Reads the table.
fn read(table: &dyn TableLike) -> SourceInfo {
    let text = |name: &str| match table.get(name)?.as_value()? {
        Value::String(text) => Some(text.value().clone()),
        Value::Datetime(time) => Some(time.value().to_string()),
        _ => None,
    };
    let list = |name: &str| match table.get(name).and_then(Item::as_array) {
        Some(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        None => text(name).into_iter().collect(),
    };
    SourceInfo {
        file: text("file").unwrap_or_default(),
        sha256: text("sha256"),
        length: table.get("length").and_then(Item::as_integer).and_then(|n| usize::try_from(n).ok()),
        reader: text("reader"),
        metadata: metadata(&list),
        record: table.get(RECORD).and_then(Item::as_table_like).map(record::read).unwrap_or_default(),
    }
}

/// The metadata of which `list` has the values by their keys.
fn metadata(list: &dyn Fn(&str) -> Vec<String>) -> Metadata {
    let mut metadata = Metadata::default();
    for field in MetadataField::ALL {
        metadata.set(field, list(field.name()));
    }
    metadata
}

/// Changes the table from `old` to `new`. Facts that are not known now, such as a digest, stay as they were, unless they are those
/// of another text. The title and other metadata stay, since a person may have written them.
fn change(table: &mut dyn TableLike, old: &SourceInfo, new: &SourceInfo) {
    let is_another_text = new.length.is_some() && new.length != old.length;
    if new.sha256.is_none() && is_another_text {
        table.remove("sha256");
    }
    if new.reader.is_none() {
        table.remove("reader");
    }
    let before = values(old);
    for (name, value) in values(new) {
        let same = before.iter().any(|(other, old)| *other == name && old.to_string() == value.to_string());
        let is_there = table.get(name).is_some_and(Item::is_value);
        let is_persons = is_there && MetadataField::named(name).is_some();
        if !same && !is_persons {
            put(table, name, value);
        }
    }
}

/// Sets a key, keeping what a person wrote around its value.
fn put(table: &mut dyn TableLike, name: &str, mut value: Value) {
    match table.get_mut(name).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => _ = table.insert(name, Item::Value(value)),
    }
}

/// The key of the record that the document was imported with.
const RECORD: &str = "record";

/// The keys and values to write, in order.
fn values(source: &SourceInfo) -> Vec<(&'static str, Value)> {
    let SourceInfo { file, sha256, length, reader, metadata, record } = source;
    let text = |text: &Option<String>| text.as_deref().map(Value::from);
    let length = length.map(|length| i64::try_from(length).unwrap_or(i64::MAX).into());
    let first = [
        ("file", Some(file.as_str().into())),
        ("sha256", text(sha256)),
        ("length", length),
        ("reader", text(reader)),
    ];
    let metadata = MetadataField::ALL.map(|field| (field.name(), metadata_value(metadata, field)));
    let all = first.into_iter().chain(metadata).chain([(RECORD, record::write(record))]);
    all.filter_map(|(name, value)| Some((name, value?))).collect()
}

/// A part of the metadata as TOML: a date as a date if it is one, authors as a list.
fn metadata_value(metadata: &Metadata, field: MetadataField) -> Option<Value> {
    let values = metadata.values(field);
    let first = values.first()?;
    if field.is_list() {
        return Some(values.iter().map(String::as_str).collect::<Array>().into());
    }
    let date = first.parse::<Datetime>().ok().filter(|_| field.is_date());
    Some(date.map_or_else(|| first.as_str().into(), Value::from))
}

/// Whether a table has a header of its own, and is not only implied by `[source.another]`.
fn is_headed(item: &Item) -> bool {
    item.as_table().is_none_or(|table| table.is_dotted() || !table.is_implicit())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn what_is_called_source_and_is_none_is_left_alone() {
        let info = SourceInfo { file: "a.txt".into(), length: Some(7), ..SourceInfo::default() };
        for (text, says) in [
            ("format = \"gloss/1\"\nsource = \"x\"\n", false),
            ("format = \"gloss/1\"\n[[source]]\na = 1\n", false),
            ("format = \"gloss/1\"\n[source.mine]\na = 1\n[source]\nfile = \"b\"\n", true),
            ("format = \"gloss/1\"\n[source.mine]\na = 1\n", true),
            ("format = \"gloss/1\"\nsource.file = \"b\"\n", true),
        ] {
            let (mut document, wrong) = SidecarText::parse_anyway(Path::new("x"), text);
            assert!(wrong.is_none(), "{text}");
            document.set_source(&info);
            let written = document.text();
            assert!(written.parse::<DocumentMut>().is_ok(), "{written}");
            assert_eq!(document.source().is_some_and(|source| source == info), says, "{written}");
            assert_eq!(written == text, !says, "{written}");
        }
    }

    #[test]
    fn a_record_is_written_and_replaced_and_what_else_stands_there_stays() {
        let record = |id: i64| [("id".to_owned(), id.into())].into_iter().collect();
        let of = |id| SourceInfo { file: "a.txt".into(), record: record(id), ..SourceInfo::default() };
        let by_hand = "format = \"gloss/1\"\n\n[source]\nfile = \"a.txt\"  # mine\n";
        let (mut document, _) = SidecarText::parse_anyway(Path::new("x"), by_hand);
        document.set_source(&of(7));
        assert_eq!(document.text(), format!("{by_hand}record = {{ id = 7 }}\n"));
        document.set_source(&of(8));
        assert_eq!(document.text(), format!("{by_hand}record = {{ id = 8 }}\n"));
        assert_eq!(document.source(), Some(of(8)));
        let own_table = format!("{by_hand}\n[source.record]\nid = 1\n");
        let (mut document, _) = SidecarText::parse_anyway(Path::new("x"), &own_table);
        document.set_source(&of(8));
        assert_eq!(document.text(), own_table, "a table of a person's own is left alone");
    }

    #[test]
    fn a_reader_is_written_and_taken_out_and_what_a_person_wrote_of_the_document_stays() {
        let of = |title: &str, reader: Option<&str>| SourceInfo {
            file: "a.md".into(),
            reader: reader.map(str::to_owned),
            metadata: Metadata {
                title: Some(title.to_owned()),
                author: vec!["Nell Ort".to_owned()],
                published: Some("2026-11-20".to_owned()),
                ..Metadata::default()
            },
            ..SourceInfo::default()
        };
        let mut document = SidecarText::default();
        document.set_source(&of("Talks", Some("markdown/1")));
        let written = document.text();
        let expected = "[source]\nfile = \"a.md\"\nreader = \"markdown/1\"\ntitle = \"Talks\"\nauthor = [\"Nell Ort\"]\npublished = 2026-11-20\n";
        assert!(written.ends_with(expected), "{written}");
        assert_eq!(document.source(), Some(of("Talks", Some("markdown/1"))));
        let by_hand =
            written.replace("[\"Nell Ort\"]", "\"N. Ort\"  # as printed").replace("\"Talks\"", "\"Mine\"");
        let (mut document, _) = SidecarText::parse_anyway(Path::new("x"), &by_hand);
        document.set_source(&of("Talks", None));
        assert_eq!(document.text(), by_hand.replace("reader = \"markdown/1\"\n", ""));
    }

    #[test]
    fn metadata_are_set_and_taken_out_where_they_stand() {
        let by_hand = "format = \"gloss/1\"\n\n[source]\nfile = \"a.txt\"\nauthor = \"N. Ort\"  # as printed\nsite = \"Post\"\n";
        let (mut document, _) = SidecarText::parse_anyway(Path::new("x"), by_hand);
        document.set_metadata(&[
            (MetadataField::Author, vec!["Nell Ort".into(), "Jo".into()]),
            (MetadataField::Site, Vec::new()),
            (MetadataField::Retrieved, vec!["2026-11-29T08:12:00Z".into()]),
            (MetadataField::Published, vec!["2026-11".into()]),
        ]);
        let expected = "author = [\"Nell Ort\", \"Jo\"]  # as printed\nretrieved = 2026-11-29T08:12:00Z\npublished = \"2026-11\"\n";
        assert_eq!(
            document.text(),
            format!("format = \"gloss/1\"\n\n[source]\nfile = \"a.txt\"\n{expected}")
        );
        let read = document.source().unwrap_or_default().metadata;
        assert_eq!(read.retrieved.as_deref(), Some("2026-11-29T08:12:00Z"));
        let (mut none, _) = SidecarText::parse_anyway(Path::new("x"), "format = \"gloss/1\"\n");
        none.set_metadata(&[(MetadataField::Title, vec!["x".into()])]);
        assert_eq!(none.text(), "format = \"gloss/1\"\n");
    }
}
