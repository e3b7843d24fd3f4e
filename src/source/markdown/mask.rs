//! Parts of a source that the parser doesn't know, which are hidden from it before it reads the source.
//!
//! They are replaced by other bytes of the same number, so that all offsets stay as they are: a table by a comment, which the
//! renderer recognises by its place, and what nobody reads by spaces.

use std::{borrow::Cow, collections::HashMap};

use super::tables::{DrawnTable, table_at};
use crate::text::Span;

/// Commands of TeX on a line of their own that only say how pages are set.
const PAGE_COMMANDS: [&str; 9] = [
    "\\newpage",
    "\\pagebreak",
    "\\clearpage",
    "\\cleardoublepage",
    "\\tableofcontents",
    "\\maketitle",
    "\\bigskip",
    "\\medskip",
    "\\smallskip",
];

/// A source as the parser reads it.
pub struct MaskedSource<'a> {
    /// The source, as long as it was, with what the parser doesn't know replaced.
    pub text: Cow<'a, str>,
    /// The tables, by the offset at which each begins.
    pub tables: HashMap<usize, DrawnTable>,
}

/// Hides what the parser doesn't know in `source` from `start` on.
pub fn mask(source: &str, start: usize) -> MaskedSource<'_> {
    let mut tables = HashMap::new();
    let mut hidden = Vec::new();
    let lines = line_spans(source, start);
    let mut fence: Option<&str> = None;
    let mut is_in_comment = false;
    let mut at = 0;
    while at < lines.len() {
        let line = source[lines[at].range()].trim_end();
        let words = line.trim_start();
        let is_after_blank = at == 0 || source[lines[at - 1].range()].trim().is_empty();
        match fence {
            Some(mark) => {
                let is_end = words.starts_with(mark) && words.trim_start_matches(&mark[..1]).is_empty();
                fence = fence.filter(|_| !is_end);
            }
            None if words.starts_with("```") || words.starts_with("~~~") => fence = Some(&words[..3]),
            None if words == "%%" || is_in_comment => {
                is_in_comment ^= words == "%%";
                hidden.push(lines[at]);
            }
            None if is_unread(words) => hidden.push(lines[at]),
            None if is_after_blank && line.len() - words.len() <= 3 => {
                if let Some((table, len)) = table_at(source, &lines, at) {
                    tables.insert(table.span.start, table);
                    at += len;
                    continue;
                }
            }
            None => {}
        }
        at += 1;
    }
    // A comment that never ends is none.
    if is_in_comment {
        hidden.retain(|line| is_unread(source[line.range()].trim()));
    }
    if hidden.is_empty() && tables.is_empty() {
        return MaskedSource { text: Cow::Borrowed(source), tables };
    }
    let tables_masked = tables.values().map(|table| (table.span, commented(&source[table.span.range()])));
    let mut replaced: Vec<(Span, String)> =
        hidden.into_iter().map(|line| (line, blanked(&source[line.range()]))).chain(tables_masked).collect();
    replaced.sort_unstable_by_key(|(span, _)| span.start);
    let mut masked = String::with_capacity(source.len());
    for (span, text) in replaced {
        masked.push_str(&source[masked.len()..span.start]);
        masked.push_str(&text);
    }
    masked.push_str(&source[masked.len()..]);
    MaskedSource { text: Cow::Owned(masked), tables }
}

/// A comment as long as `text`, with its line ends left.
fn commented(text: &str) -> String {
    let blanked = blanked(text);
    let inner = blanked.get("<!--".len()..blanked.len() - "-->".len()).unwrap_or_default();
    format!("<!--{inner}-->")
}

/// Whether nobody reads a line: a command for the page, or the border of a division (`:::`).
fn is_unread(line: &str) -> bool {
    let is_division = line.starts_with(":::")
        && (line.trim_start_matches(':').trim().is_empty()
            || line.trim_start_matches(':').starts_with([' ', '{']));
    is_division || PAGE_COMMANDS.contains(&line)
}

/// A space for each byte of `text`, with the line ends left.
fn blanked(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// The lines of `source` from `start` on, with their line ends.
fn line_spans(source: &str, start: usize) -> Vec<Span> {
    let mut at = start;
    let line = |line: &str| {
        let span = Span::new(at, at + line.len());
        at = span.end;
        span
    };
    source[start..].split_inclusive('\n').map(line).collect()
}
