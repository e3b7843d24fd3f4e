//! One line of a paragraph, with what tells whether it was wrapped.

use super::{
    super::{Span, Text, cells, lines::Line},
    Joint,
};

/// A line of a paragraph.
#[derive(Debug)]
pub struct WrappedLine<'a> {
    /// Where it stands.
    pub line: Line,
    /// Its words, without the white space around them.
    pub words: &'a str,
    /// Where its words begin, in bytes of the text.
    pub start: usize,
    /// How many cells it is indented.
    pub indent: usize,
    /// Its width in cells, with the indent.
    pub width: usize,
    /// Whether a form feed begins a page with it.
    pub begins_page: bool,
}

impl<'a> WrappedLine<'a> {
    /// The lines of the paragraph at `span`, whose text is `slice`.
    pub fn all(text: &Text, span: Span, slice: &'a str) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut at = span.start;
        loop {
            let line = text.line(at);
            let Some(content) = slice.get(line.span.start - span.start..line.span.end - span.start) else {
                return lines;
            };
            let words = content.trim();
            let head = &content[..content.len() - content.trim_start().len()];
            let indent = cells::width(head, 0);
            let width = indent + cells::width(words, indent);
            let start = line.span.start + head.len();
            lines.push(Self { line, words, start, indent, width, begins_page: head.contains('\u{c}') });
            if line.span.end >= span.end || line.next <= at {
                return lines;
            }
            at = line.next;
        }
    }

    /// What parts this line from the one `below` it.
    pub fn joint_with(&self, below: &Self) -> Joint {
        let span = Span::new(self.start + self.words.len(), below.start);
        let (last, first) = (self.words.chars().next_back(), below.words.chars().next());
        let is_spaceless = last.is_some_and(is_spaceless) && first.is_some_and(is_spaceless);
        Joint { span, glyph: if self.ends_in_hyphen() || is_spaceless { "" } else { " " } }
    }

    /// Whether a word, or two dashes behind one, go on over the end of the line.
    pub fn ends_in_hyphen(&self) -> bool {
        let before = self.words.trim_end_matches(['-', '\u{2010}', '\u{2013}', '\u{2014}']);
        before.len() < self.words.len() && before.ends_with(|c: char| c.is_alphanumeric() || is_closing(c))
    }

    /// Whether the line ends as a sentence, a line of verse or a head does.
    pub fn ends_in_stop(&self) -> bool {
        let words = self.words.trim_end_matches(|c| is_closing(c) || c == '_');
        words.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：'])
    }

    /// Whether a mark of punctuation ends the line.
    pub fn ends_in_punctuation(&self) -> bool {
        self.ends_in_stop() || self.words.ends_with([',', ';', '，', '、', '；', '—', '–'])
    }

    /// Whether the line begins in the middle of a sentence, as far as its first letter tells.
    pub fn begins_within_sentence(&self) -> bool {
        self.words.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
    }

    /// Whether a capital begins the line, perhaps in quotation marks.
    pub fn begins_with_capital(&self) -> bool {
        self.words.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
    }

    /// The width of its first word, in cells.
    pub fn first_word_width(&self) -> usize {
        // Where no spaces stand, a line is broken before any character.
        let end = match self.words.chars().next().filter(|&c| is_spaceless(c)) {
            Some(c) => c.len_utf8(),
            None => self.words.find(char::is_whitespace).unwrap_or(self.words.len()),
        };
        cells::width(&self.words[..end], 0)
    }

    /// The marker of a list's item, a quotation or a comment at its start.
    pub fn marker(&self) -> Option<&'a str> {
        let end = self.words.find(' ')?;
        let marker = &self.words[..end];
        let is_bullet =
            matches!(marker, "-" | "*" | "+" | "•" | "◦" | "‣" | "·" | "–" | "—" | "o" | "#" | "//");
        let number = marker.trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.']);
        let is_number = number.len() < marker.len()
            && !number.is_empty()
            && (number.bytes().all(|b| b.is_ascii_digit() || b == b'.') && number.len() <= 6
                || number.len() == 1
                    && number.bytes().all(|b| b.is_ascii_alphabetic())
                    && marker.ends_with(')'));
        (is_bullet || is_number || marker.starts_with('>')).then_some(marker)
    }

    /// Whether the words stand in columns, as in a table: a tab, or three spaces between them.
    pub fn has_columns(&self) -> bool {
        self.words.contains('\t') || self.words.contains("   ") || self.words.starts_with('|')
    }
}

/// Whether `c` stands in a script that puts no spaces between words, or is one of its marks.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..)
}

/// Whether `c` may close what a sentence stands in: a quotation or a bracket.
fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '」' | '』' | '）')
}
