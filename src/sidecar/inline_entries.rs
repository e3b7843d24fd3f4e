//! Entries in arrays at the head of a file, `annotation = [{ … }]`: another way of TOML's to say what this program writes as
//! `[[annotation]]`. They are read as if each were headed so, with the comments beside it, and are written so at the next save.

use std::ops::Range;

use toml_edit::{Array, ArrayOfTables, Document, DocumentMut, InlineTable, Item, Value};

use super::entries::{self, EntryKind, RawEntry};

/// The names of the arrays, with the kind of their entries.
const ARRAYS: [(&str, EntryKind); 2] =
    [("annotation", EntryKind::Annotation), ("dismissed", EntryKind::Dismissal)];

/// An entry that was made of a table in an array, or what is left of the text around the array.
#[derive(Debug, PartialEq, Eq)]
pub struct SpreadEntry {
    kind: EntryKind,
    text: String,
    line: usize,
}

impl SpreadEntry {
    /// The entry as one that stands in a file.
    pub fn as_raw(&self) -> RawEntry<'_> {
        RawEntry { kind: self.kind, text: &self.text, line: self.line }
    }

    /// Takes the blank line from its end, since no other entry follows.
    pub fn end(&mut self) {
        let newline = if self.text.ends_with("\r\n") { "\r\n" } else { "\n" };
        self.text.truncate(self.text.trim_end().len());
        self.text.push_str(newline);
    }
}

/// What a piece of a file says: its text without arrays of entries, and an entry for each table in them. `None` if it has no such
/// array, or also entries of that kind that are headed, which TOML forbids.
pub fn spread(piece: &RawEntry<'_>, is_headed: impl Fn(EntryKind) -> bool) -> Option<Vec<SpreadEntry>> {
    if piece.kind != EntryKind::Other || !ARRAYS.iter().any(|(name, _)| piece.text.contains(name)) {
        return None;
    }
    let text = piece.text.trim_start_matches('\u{feff}');
    // Places are known in the one, and values can be taken from the other.
    let (placed, parsed) = (Document::parse(text).ok()?, text.parse::<DocumentMut>().ok()?);
    let (mut tables, mut taken) = (Vec::new(), Vec::new());
    for (name, kind) in ARRAYS {
        let Some(places) = placed.get(name).and_then(Item::as_array) else { continue };
        if is_headed(kind) {
            return None;
        }
        let values = parsed.get(name)?.as_array()?;
        let values = values.iter().map(Value::as_inline_table).collect::<Option<Vec<_>>>()?;
        taken.push(placed.as_table().key(name)?.span()?.start..places.span()?.end);
        for (table, Beside { start, comments }) in values.into_iter().zip(beside(text, places)?) {
            let line = piece.line + text[..start].matches('\n').count();
            let text = comments.iter().map(|comment| format!("{comment}\n")).collect::<String>();
            let text = text + &headed(name, table);
            tables.push(SpreadEntry { kind, text, line: line.saturating_sub(comments.len()).max(1) });
        }
    }
    if taken.is_empty() {
        return None;
    }
    let mut head = piece.text.to_owned();
    taken.sort_by_key(|range| std::cmp::Reverse(range.start));
    for range in &taken {
        take_out(&mut head, piece.text.len() - text.len(), range);
    }
    if !head.trim().is_empty() && !tables.is_empty() {
        head = format!("{}\n\n", head.trim_end());
    }
    let ends_with = |text: &str| if text.contains("\r\n") { "\r\n" } else { "\n" };
    let newline = ends_with(piece.text);
    let head = SpreadEntry { kind: EntryKind::Other, text: head, line: piece.line };
    let mut all: Vec<SpreadEntry> = std::iter::once(head).chain(tables).collect();
    for entry in &mut all {
        entry.text = entry.text.replace("\r\n", "\n").replace('\n', newline);
    }
    all.retain(|entry| !entry.text.is_empty());
    Some(all)
}

/// Where a table in an array begins, and the comments that belong to it.
struct Beside {
    start: usize,
    comments: Vec<String>,
}

/// What stands beside each value of an array: above it, or behind it on its line. What stands below the last one is that one's.
fn beside(text: &str, array: &Array) -> Option<Vec<Beside>> {
    let whole = array.span()?;
    let places = array.iter().map(Value::span).collect::<Option<Vec<_>>>()?;
    let comments = |gap: &str| entries::comments(gap).map(str::to_owned).collect::<Vec<_>>();
    let of = |(at, place): (usize, &Range<usize>)| {
        let before = match at.checked_sub(1).map(|before| places[before].end) {
            Some(end) => text[end..place.start].split_once('\n').map_or("", |(_, own)| own),
            None => &text[whole.start + 1..place.start],
        };
        let after = match places.get(at + 1) {
            Some(next) => text[place.end..next.start].split_once('\n').map_or("", |(own, _)| own),
            None => &text[place.end..whole.end - 1],
        };
        Beside { start: place.start, comments: [comments(before), comments(after)].concat() }
    };
    Some(places.iter().enumerate().map(of).collect())
}

/// The text of a table as an entry, with a blank line behind it.
fn headed(name: &str, table: &InlineTable) -> String {
    let mut tables = ArrayOfTables::new();
    tables.push(table.clone().into_table());
    let mut document = DocumentMut::new();
    document.insert(name, Item::ArrayOfTables(tables));
    format!("{}\n", document.to_string().trim_start())
}

/// Takes a range out of a text, `offset` bytes on, and its line where nothing is left of that.
fn take_out(text: &mut String, offset: usize, range: &Range<usize>) {
    let (start, end) = (range.start + offset, range.end + offset);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let rest = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    if text[line..start].trim_matches('\u{feff}').trim().is_empty() && text[end..rest].trim().is_empty() {
        text.replace_range(line.max(offset)..rest, "");
    } else {
        text.replace_range(start..end, "");
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::sidecar::{SidecarText, count};

    const SPAN: &str = "spans = [{ start = 0, end = 3, exact = \"The\", prefix = \"\", suffix = \" mill\" }]";

    fn parsed(text: &str) -> SidecarText {
        SidecarText::parse(Path::new("a.gloss.toml"), text).expect("a sidecar")
    }

    #[test]
    fn tables_in_an_array_are_glosses_with_their_comments_and_keys() {
        let text = format!(
            "# mine\nformat = \"gloss/1\"\nannotation = [ # all\n  # the first\n  {{ id = \"aaaa\", tag = \"note\", {SPAN}, \
             mood = \"wry\", attributes = {{ sure = true }} }}, # behind it\n\n  # the second\n  {{ id = \"bbbb\", tag = \"note\", \
             {SPAN} }},\n  # the end\n]\ndismissed = [{{ tag = \"claim\", exact = \"The\" }}] # no claim\n\n[source]\nfile = \"a\"\n"
        );
        let read = parsed(&text);
        let ids: Vec<&str> = read.glosses().map(|gloss| gloss.id.as_str()).collect();
        assert_eq!((ids, read.dismissals().count()), (vec!["aaaa", "bbbb"], 1));
        let sure = read.glosses().next().and_then(|gloss| gloss.attributes.get("sure")).cloned();
        assert_eq!(sure, Some(crate::gloss::Value::Flag(true)));
        assert_eq!(read.source().map(|source| source.file).as_deref(), Some("a"));
        let written = read.text();
        for kept in [
            "# mine",
            "# all",
            "# the first",
            "# behind it",
            "# the second",
            "# the end",
            "# no claim",
            "mood = \"wry\"",
        ] {
            assert!(written.contains(kept), "{kept}: {written}");
        }
        assert!(!written.contains("annotation = ["), "{written}");
        // What is written is read as the same, and stays.
        let again = parsed(&written);
        assert!(again.glosses().eq(read.glosses()) && again.dismissals().eq(read.dismissals()));
        assert_eq!(again.text(), written);
        written.parse::<DocumentMut>().expect("TOML");
        assert_eq!(count(text.as_bytes()), 2);
    }

    #[test]
    fn an_array_is_read_wherever_it_stands_in_the_head() {
        let head = "format = \"gloss/1\"\n";
        let one = format!("annotation = [{{ id = \"aaaa\", tag = \"note\", {SPAN} }}]\n");
        for (text, glosses) in [
            (format!("{one}{head}"), 1),
            (format!("\u{feff}{one}{head}"), 1),
            (format!("{head}{one}").replace('\n', "\r\n"), 1),
            (format!("{head}{}", one.trim_end()), 1),
            (format!("{head}annotation = []\n[source]\nfile = \"a\"\n"), 0),
        ] {
            let read = parsed(&text);
            assert_eq!(read.glosses().count(), glosses, "{text}");
            let written = read.text();
            written.trim_start_matches('\u{feff}').parse::<DocumentMut>().expect("TOML");
            assert!(!written.contains("annotation = ["), "{written}");
            assert_eq!(text.contains("\r\n"), written.contains("\r\n"), "{written:?}");
            assert!(
                !written.trim_end_matches(['\r', '\n']).is_empty() && !written.ends_with("\n\n"),
                "{written:?}"
            );
        }
    }

    #[test]
    fn what_is_wrong_in_an_array_is_named_at_its_line() {
        let text = format!(
            "format = \"gloss/1\"\nannotation = [\n  # a comment\n  {{ id = \"aaaa\", {SPAN} }},\n  {{ id = \"bbbb\", tag = \"note\" }},\n]\n"
        );
        let read = parsed(&text);
        let problems: Vec<(usize, &str)> =
            read.problems().iter().map(|problem| (problem.line, problem.message.as_str())).collect();
        assert_eq!(problems, [(4, "it has no tag"), (5, "it has no spans")]);
        for wrong in [
            "annotation = [1]",
            "annotation = { id = \"aaaa\" }",
            "annotation = []\n[[annotation]]\nid = \"a\"",
        ] {
            let text = format!("format = \"gloss/1\"\n{wrong}\n");
            assert!(SidecarText::parse(Path::new("a"), &text).is_err(), "{wrong}");
        }
    }
}
