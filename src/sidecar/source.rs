//! `[source]`: what a sidecar says of the document that it belongs to.

use toml_edit::{DocumentMut, Item};

use super::{SourceInfo, entries::EntryKind, entry_list::FileEntry, sidecar_text::SidecarText, write};

impl SidecarText {
    /// What the file says of the document it belongs to.
    pub fn source(&self) -> Option<SourceInfo> {
        let tables = self.entries.iter().filter(|entry| entry.kind == EntryKind::Other);
        let source = tables.filter_map(|entry| {
            let parsed: DocumentMut = entry.text.trim_start_matches('\u{feff}').parse().ok()?;
            let table = parsed.get("source").filter(|item| is_headed(item))?.as_table_like()?;
            let text = |name: &str| table.get(name).and_then(Item::as_str).map(str::to_owned);
            let length = table.get("length").and_then(Item::as_integer).and_then(|n| usize::try_from(n).ok());
            Some(SourceInfo { file: text("file").unwrap_or_default(), sha256: text("sha256"), length })
        });
        source.into_iter().next()
    }

    /// Writes down what document the file belongs to, where that differs.
    pub fn set_source(&mut self, source: &SourceInfo) {
        let old = self.source();
        if old.as_ref() == Some(source) {
            return;
        }
        if old.is_none() {
            if !self.has_another_source() {
                self.add_source(source);
            }
            return;
        }
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
            let mut put = |name: &str, value: toml_edit::Value| match table
                .get_mut(name)
                .and_then(Item::as_value_mut)
            {
                Some(old) => {
                    let mut value = value;
                    *value.decor_mut() = old.decor().clone();
                    *old = value;
                }
                None => {
                    table.insert(name, Item::Value(value));
                }
            };
            let old = old.clone().unwrap_or_default();
            if old.file != source.file {
                put("file", source.file.as_str().into());
            }
            match &source.sha256 {
                Some(sha256) if old.sha256.as_ref() != Some(sha256) => put("sha256", sha256.as_str().into()),
                _ => {}
            }
            match source.length {
                Some(length) if old.length != Some(length) => {
                    put("length", i64::try_from(length).unwrap_or(i64::MAX).into());
                }
                _ => {}
            }
            let text = if bom { format!("\u{feff}{parsed}") } else { parsed.to_string() };
            let text = self.with_line_endings(&text);
            if let Some(entry) = self.entries.get_mut(at) {
                entry.text = text;
            }
            return;
        }
    }

    /// Whether the name means something else in this file: then it is left alone.
    fn has_another_source(&self) -> bool {
        self.entries.iter().filter(|entry| entry.kind == EntryKind::Other).any(|entry| {
            let parsed = entry.text.trim_start_matches('\u{feff}').parse::<DocumentMut>();
            parsed.is_ok_and(|parsed| parsed.get("source").is_some_and(|item| !item.is_table_like()))
        })
    }

    fn add_source(&mut self, source: &SourceInfo) {
        self.begin();
        let mut text = format!("[source]\nfile = {}\n", write::quoted(&source.file));
        if let Some(sha256) = &source.sha256 {
            text.push_str(&format!("sha256 = {}\n", write::quoted(sha256)));
        }
        if let Some(length) = source.length {
            text.push_str(&format!("length = {length}\n"));
        }
        self.put(vec![(1, FileEntry::other(text))]);
    }
}

/// Whether a table is there itself, and not only because of `[source.another]`.
fn is_headed(item: &Item) -> bool {
    item.as_table().is_none_or(|table| table.is_dotted() || !table.is_implicit())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn what_is_called_source_and_is_none_is_left_alone() {
        let info = SourceInfo { file: "a.txt".into(), sha256: None, length: Some(7) };
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
}
