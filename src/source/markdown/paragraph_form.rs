//! Forms of paragraphs that the parser doesn't know: pandoc's verse behind bars and its numbered examples, and the titles of
//! callouts.

use std::collections::HashMap;

/// The form of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParagraphForm {
    /// Running text.
    #[default]
    Prose,
    /// Verse: each line begins with a bar (pandoc's "line block").
    Verse,
    /// Examples that are numbered through the document: each begins with `(@)` or `(@label)`.
    Examples,
}

/// The form of the paragraph with this source.
pub fn form_of(source: &str) -> ParagraphForm {
    let is_verse = |line: &str| line.starts_with("| ") || line.trim_end() == "|" || line.starts_with(' ');
    if source.starts_with("| ") && source.trim_end().lines().all(is_verse) {
        return ParagraphForm::Verse;
    }
    if example_label(source).is_some() { ParagraphForm::Examples } else { ParagraphForm::Prose }
}

/// The label at the start of an example, with the length of its mark and the space behind it in bytes.
pub fn example_label(line: &str) -> Option<(&str, usize)> {
    let mark = line.strip_prefix("(@")?;
    let (label, rest) = mark.split_at(mark.find(|c: char| !is_in_label(c))?);
    let words = rest.strip_prefix(')')?.trim_start_matches([' ', '\t']);
    let spaces = rest.len() - 1 - words.len();
    (spaces > 0).then_some((label, line.len() - words.len()))
}

/// Whether a character may be in the label of an example.
fn is_in_label(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// The numbers of the examples that have a label.
pub fn example_numbers(source: &str) -> HashMap<&str, usize> {
    let labels = source.lines().filter_map(|line| Some(example_label(line.trim_start())?.0));
    labels.zip(1..).filter(|(label, _)| !label.is_empty()).collect()
}

/// `text` with the numbers of examples in the place of references to them: `(@label)`.
pub fn with_example_numbers(text: &str, numbers: &HashMap<&str, usize>) -> Option<String> {
    let mut rest = text;
    let mut numbered = String::new();
    while let Some((before, after)) = rest.split_once("(@") {
        let end = after.find(|c: char| !is_in_label(c)).unwrap_or(after.len());
        let label = after[end..].strip_prefix(')').zip(numbers.get(&after[..end]));
        numbered.push_str(before);
        rest = match label {
            Some((rest, number)) => {
                numbered.push_str(&format!("({number})"));
                rest
            }
            None => {
                numbered.push_str("(@");
                after
            }
        };
    }
    numbered.push_str(rest);
    (numbered != text).then_some(numbered)
}

/// The title of the callout that a quotation with this source begins with (`[!warning] Mind the gap`), and the length of its
/// line in bytes. A callout without a title of its own is called by its kind.
pub fn callout(source: &str) -> Option<(String, usize)> {
    let (line, _) = source.split_once('\n').unwrap_or((source, ""));
    let (kind, title) = line.strip_prefix("[!")?.split_once(']')?;
    if kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
        return None;
    }
    let title = title.strip_prefix(['+', '-']).unwrap_or(title).trim();
    let mut letters = kind.chars();
    let called =
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.flat_map(char::to_lowercase));
    let title = if title.is_empty() { called.collect() } else { title.to_owned() };
    Some((title, line.len()))
}

/// The brackets of the notes within lines (`^[…]`): where each opens, with where it closes. One that doesn't close in its paragraph
/// is none.
pub fn note_brackets(source: &str) -> HashMap<usize, usize> {
    let mut closed = HashMap::new();
    if !source.contains("^[") {
        return closed;
    }
    let mut open = Vec::new();
    let mut is_escaped = false;
    let mut is_blank = true;
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            _ if is_escaped => {}
            b'[' => open.push(at),
            b']' => {
                let note = open.pop().filter(|open| source[..*open].ends_with('^'));
                closed.extend(note.map(|open| (open, at)));
            }
            b'\n' if is_blank => open.clear(),
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
        is_blank = byte == b'\n' || is_blank && byte.is_ascii_whitespace();
    }
    closed
}
