//! Splits a TOML file into entries without parsing them, so that one entry can be changed without touching the others.

use crate::text::ByteSet;

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Everything before the first entry, and tables that are not ours.
    Other,
    /// An `[[annotation]]`, with its sub-tables.
    Annotation,
    /// A `[[dismissed]]`.
    Dismissal,
}

/// An entry as text. All entries together are the file, byte for byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawEntry<'a> {
    /// The kind of entry.
    pub kind: EntryKind,
    /// Its text, with the comments right above its header and the blank lines after it.
    pub text: &'a str,
    /// The line that it starts on, from 1.
    pub line: usize,
}

/// The entries of a file that is valid TOML.
pub fn split(text: &str) -> Vec<RawEntry<'_>> {
    let mut pieces = Vec::new();
    let mut open = OpenMarks::default();
    let mut kind = EntryKind::Other;
    // The start of the current piece, and of the comments that may belong to the next one: offset and line of each.
    let mut start = (0, 1);
    let mut comments: Option<(usize, usize)> = None;
    let mut at = 0;
    for (number, line) in lines(text).enumerate() {
        let content = line.trim_start();
        if open.is_between_entries() {
            if content.starts_with('[') {
                let next = kind_of(content);
                if !is_part_of_annotation(content, kind) {
                    let from = comments.unwrap_or((at, number + 1));
                    pieces.push(RawEntry {
                        kind,
                        text: text.get(start.0..from.0).unwrap_or_default(),
                        line: start.1,
                    });
                    (kind, start) = (next, from);
                }
                comments = None;
            } else if content.starts_with('#') {
                comments = comments.or(Some((at, number + 1)));
            } else {
                comments = None;
            }
        }
        open.read(line);
        at += line.len();
    }
    pieces.push(RawEntry { kind, text: text.get(start.0..).unwrap_or_default(), line: start.1 });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The lines of a text with their line breaks. A file may have a million, so they are looked for many bytes at a time.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at_checked(end).filter(|(line, _)| !line.is_empty())?;
        rest = after;
        Some(line)
    })
}

/// The comments of a text, on lines of their own or behind something, without the white space around them.
pub fn comments(text: &str) -> impl Iterator<Item = &str> {
    let mut open = OpenMarks::default();
    text.lines().filter_map(move |line| Some(line[open.read(line)?..].trim()))
}

/// The blank lines at the end of an entry, with the comments between them.
pub fn tail(piece: &str) -> &str {
    let mut open = OpenMarks::default();
    let (mut at, mut blank, mut has_content) = (0, None, false);
    for line in piece.split_inclusive('\n') {
        let content = line.trim();
        if !open.is_between_entries() || !(content.is_empty() || content.starts_with('#')) {
            (blank, has_content) = (None, true);
        } else if content.is_empty() {
            blank = blank.or(Some(at));
        }
        open.read(line);
        at += line.len();
    }
    // In a file of comments alone there is nothing for them to follow.
    blank.filter(|_| has_content).map_or("", |blank| &piece[blank..])
}

/// The comments at the end of an entry that are separated from it by a blank line.
pub fn unattached(piece: &str) -> Option<&str> {
    let (_blank, comments) = tail(piece).split_once('\n')?;
    comments.contains('#').then_some(comments)
}

/// The header of an entry's table, with its brackets; empty for the text before the first table.
pub fn table_name(piece: &str) -> &str {
    let mut lines = piece.trim_start_matches('\u{feff}').lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    let end = first.find(']').map_or(0, |at| if first[at..].starts_with("]]") { at + 2 } else { at + 1 });
    if first.starts_with('[') { &first[..end] } else { "" }
}

/// The characters of the name in a table's header, without brackets, spaces and quotes.
fn header(line: &str) -> impl Iterator<Item = char> {
    let inside = line.trim_start_matches('[').chars().take_while(|c| *c != ']');
    inside.filter(|c| !c.is_whitespace() && *c != '"' && *c != '\'')
}

fn kind_of(line: &str) -> EntryKind {
    let is_list_of = |name: &str| line.starts_with("[[") && header(line).eq(name.chars());
    if is_list_of("annotation") {
        EntryKind::Annotation
    } else if is_list_of("dismissed") {
        EntryKind::Dismissal
    } else {
        EntryKind::Other
    }
}

fn is_part_of_annotation(line: &str, kind: EntryKind) -> bool {
    let prefix = match kind {
        EntryKind::Annotation => "annotation.",
        EntryKind::Dismissal => "dismissed.",
        EntryKind::Other => return false,
    };
    header(line).take(prefix.len()).eq(prefix.chars())
}

/// The bytes outside of strings that matter to [`OpenMarks`]. Most bytes don't.
static MARKS: ByteSet = ByteSet::of(b"#\"'[]{}");

/// The strings and brackets that are open at the start of a line.
#[derive(Default)]
struct OpenMarks {
    depth: usize,
    /// The quotation mark of an open multi-line string.
    multiline: Option<u8>,
}

impl OpenMarks {
    fn is_between_entries(&self) -> bool {
        self.depth == 0 && self.multiline.is_none()
    }

    /// Reads a line. Returns the offset of the comment in it.
    fn read(&mut self, line: &str) -> Option<usize> {
        let bytes = line.as_bytes();
        // The brackets of a header are not an array.
        let is_header = self.is_between_entries() && line.trim_start().starts_with('[');
        let mut i = 0;
        while i < bytes.len() {
            if let Some(quote) = self.multiline {
                if quote == b'"' && bytes[i] == b'\\' {
                    i += 2;
                } else if is_triple(bytes, i, quote) {
                    // Up to two more quotation marks may belong to the string.
                    let run = bytes[i..].iter().take_while(|&&b| b == quote).count();
                    self.multiline = None;
                    i += run.min(5);
                } else {
                    i += 1;
                }
                continue;
            }
            i = MARKS.find(bytes, i)?;
            match bytes[i] {
                b'#' => return Some(i),
                quote @ (b'"' | b'\'') if is_triple(bytes, i, quote) => {
                    self.multiline = Some(quote);
                    i += 3;
                    continue;
                }
                quote @ (b'"' | b'\'') => i = end_of_string(bytes, i, quote),
                b'[' | b'{' if !is_header => self.depth += 1,
                b']' | b'}' if !is_header => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            i += 1;
        }
        None
    }
}

fn is_triple(bytes: &[u8], at: usize, quote: u8) -> bool {
    bytes.get(at..at + 3) == Some(&[quote; 3])
}

/// The offset of the closing mark of a string of one line that opens at `at`.
fn end_of_string(bytes: &[u8], at: usize, quote: u8) -> usize {
    let mut i = at + 1;
    while let Some(next) = bytes.get(i..).and_then(|rest| memchr::memchr2(quote, b'\\', rest)) {
        i += next;
        if bytes[i] == quote {
            return i;
        }
        i += if quote == b'"' { 2 } else { 1 };
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use EntryKind::{Annotation, Dismissal, Other};

    use super::*;

    #[test]
    fn entries_with_what_belongs_to_them() {
        let text = "# head\nformat = \"gloss/1\"\n\n[source]\nfile = \"a\"\n\n# about one\n[[annotation]]\nid = \"1\"\n[annotation.attributes]\nspeaker = \"x\"\n\n# alone\n\n[[annotation]] # two\nnote = '''\n[[annotation]]\n''' # ]\nspans = [\n  { start = 1, exact = \"[[annotation]] \\\"\" },\n]\n[mine]\na = 1\n[[dismissed]]\n";
        let pieces = split(text);
        let starts: Vec<_> =
            pieces.iter().map(|p| (p.kind, p.line, p.text.lines().next().unwrap_or_default())).collect();
        assert_eq!(
            starts,
            [
                (Other, 1, "# head"),
                (Other, 4, "[source]"),
                (Annotation, 7, "# about one"),
                (Annotation, 15, "[[annotation]] # two"),
                (Other, 22, "[mine]"),
                (Dismissal, 24, "[[dismissed]]"),
            ]
        );
        assert_eq!(pieces.iter().map(|p| p.text).collect::<String>(), text);
    }

    #[test]
    fn a_tail_is_behind_a_blank_line_and_in_no_string() {
        for (text, expected) in [
            ("[[a]]\nb = 1\n# c\n", ""),
            ("[[a]]\nb = 1\n# c\n\n# d\n\n", "\n# d\n\n"),
            ("\n[[a]]\nb = 1\n\n", "\n"),
            ("[[a]]\nb = \"\"\"\n\n# c\"\"\"\n# d\n", ""),
            ("[[a]]\nb = [\n\n# c\n]\n\n# d\n", "\n# d\n"),
            ("# c\n\n# d\n", ""),
        ] {
            assert_eq!(tail(text), expected, "{text}");
        }
    }

    #[test]
    fn strings_of_several_lines_hide_what_looks_like_an_entry() {
        for quote in ["\"\"\"", "'''"] {
            let text =
                format!("[[annotation]]\nnote = {quote}a\n[[annotation]]\n# b {quote}\n[[annotation]]\n");
            assert_eq!(split(&text).len(), 2, "{text}");
        }
        assert_eq!(split("[[annotation]]\nnote = \"\"\"a\\\"\"\"\"\n[[annotation]]\n").len(), 2);
    }
}
