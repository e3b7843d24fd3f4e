//! What the structure of a document says for suggestions: what in it is nobody's words, and who speaks where.

use super::analysis::Voice;
use super::time_marks::{is_time, time_mark};
use crate::text::structure::{BlockKind, LinkTarget, Locator, LocatorKind, Style, TextBlock};
use crate::text::{Span, Text};

/// The longest label of a caption, in bytes: "Figure 12:". Chosen by hand.
const MAX_CAPTION_LABEL_BYTES: usize = 24;

/// The longest greeting or closing of a message, in words and in lines; chosen by hand.
const MAX_FORMULA_WORDS: usize = 9;
const MAX_FORMULA_LINES: usize = 3;

/// The longest closing before a name of which nothing tells that it is the writer's, in words; chosen by hand.
const MAX_CLOSING_WORDS: usize = 2;

/// What the subject of an answer begins with.
const REPLY: &str = "Re:";

/// What the structure of a text says of a part of it, in bytes from the start of that part.
#[derive(Debug, Default)]
pub(super) struct StructureHints {
    /// What nobody says: code, tables, boilerplate, descriptions of pictures, the labels of captions, lines with a name and a time,
    /// greetings and closings of messages.
    pub(super) unsaid: Vec<Span>,
    /// The names with a colon that stand before what somebody says, ascending.
    pub(super) labels: Vec<Span>,
    /// Who speaks or writes where, ascending.
    pub(super) voices: Vec<Voice>,
}

impl StructureHints {
    /// What the structure of `text` says of `span`.
    pub(super) fn of(text: &Text, span: Span) -> Self {
        let mut reader = HintReader { text, span, hints: Self::default() };
        reader.read_styles();
        reader.read_blocks();
        reader.read_voices();
        let mut hints = reader.hints;
        hints.unsaid.sort_by_key(|part| part.start);
        hints
    }
}

struct HintReader<'a> {
    text: &'a Text,
    span: Span,
    hints: StructureHints,
}

impl HintReader<'_> {
    /// The part of `part` that is asked about, in bytes from its start.
    fn inside(&self, part: Span) -> Option<Span> {
        Some(part.intersection(self.span)?.unshifted(self.span.start))
    }

    fn leave_out(&mut self, part: Span) {
        let part = self.inside(part);
        self.hints.unsaid.extend(part);
    }

    /// Code within a line, and descriptions of pictures.
    fn read_styles(&mut self) {
        let structure = self.text.structure();
        for styled in structure.styles().overlapping(self.span) {
            if styled.style == Style::Code {
                self.leave_out(styled.span);
            }
        }
        for link in structure.links().overlapping(self.span) {
            if matches!(link.target, LinkTarget::Picture(_)) {
                self.leave_out(link.span);
            }
        }
    }

    fn read_blocks(&mut self) {
        let blocks = self.text.structure().blocks_in(self.span);
        let is_table = |block: Option<&TextBlock>| {
            block.is_some_and(|block| matches!(block.kind, BlockKind::Table { .. }))
        };
        for (i, block) in blocks.iter().enumerate() {
            match block.kind {
                BlockKind::Code { .. } | BlockKind::Table { .. } | BlockKind::Boilerplate => {
                    self.leave_out(block.span);
                }
                BlockKind::Caption => self.leave_out_label(block.span),
                BlockKind::Paragraph
                    if is_table(blocks.get(i + 1))
                        || is_table(i.checked_sub(1).map(|before| &blocks[before])) =>
                {
                    self.leave_out_label(block.span);
                }
                _ => {}
            }
        }
        if self.text.structure().has_locators(LocatorKind::Message) {
            for block in blocks {
                match block.kind {
                    BlockKind::Paragraph => self.read_formula(block.span),
                    // The subject of an answer is that of what it answers.
                    BlockKind::Heading { .. } if is_reply(&self.text.slice(block.span)) => {
                        self.leave_out(block.span);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Leaves out the label with which a caption begins: "Figure 12:".
    fn leave_out_label(&mut self, caption: Span) {
        let end = self.text.floor(caption.end.min(caption.start + MAX_CAPTION_LABEL_BYTES));
        let length = caption_label(&self.text.slice(Span::new(caption.start, end)));
        self.leave_out(Span::new(caption.start, caption.start + length));
    }

    /// Leaves out a paragraph of a message that greets, or that ends it with the name of who wrote it.
    fn read_formula(&mut self, paragraph: Span) {
        let words = self.text.slice(paragraph);
        let few = words.split_whitespace().take(MAX_FORMULA_WORDS + 1).count() <= MAX_FORMULA_WORDS;
        if !few || words.lines().count() > MAX_FORMULA_LINES {
            return;
        }
        let greets = words.ends_with(',') && !words.contains('\n');
        let by = self.text.structure().locators().overlapping(paragraph);
        let author = by.iter().rev().find(|locator| locator.kind == LocatorKind::By);
        let signs = || closes(&words, author.map_or("", |author| &*author.label));
        if greets || signs() {
            self.leave_out(paragraph);
        }
    }

    /// Who speaks or writes where. What is quoted in somebody's words is not theirs.
    fn read_voices(&mut self) {
        let structure = self.text.structure();
        let locators = structure.locators().overlapping(self.span);
        for locator in locators.into_iter().filter(|locator| locator.kind == LocatorKind::By) {
            self.read_label(locator);
            let Some(part) = locator.span.intersection(self.span) else { continue };
            let depth = structure.blocks_in(locator.span).first().map_or(0, |block| block.quotation_depth);
            let own = structure.blocks_in(part).iter().filter(|block| block.quotation_depth <= depth);
            for block in own {
                if let Some(span) = block.span.intersection(part).and_then(|span| self.inside(span)) {
                    self.hints.voices.push(Voice { span, name: locator.label.to_string() });
                }
            }
        }
    }

    /// The name before somebody's words, as far as it stands there: "Ada Holm: ", or a line "Ada Holm 00:04:10".
    fn read_label(&mut self, locator: &Locator) {
        let Locator { span, label, .. } = locator;
        let line = self.text.slice(self.text.line(span.start).span.intersection(*span).unwrap_or(*span));
        let time = time_mark(&line).unwrap_or(0);
        let rest = line[time..].trim_start();
        let Some(after) = rest.strip_prefix(&**label) else { return };
        if let Some(words) = after.trim_start().strip_prefix(':').filter(|words| !words.trim().is_empty()) {
            let end = span.start + line.len() - words.trim_start().len();
            let label = self.inside(Span::new(span.start, end));
            self.hints.labels.extend(label);
        } else if is_time(after.trim_matches([' ', '\t', '(', ')', '[', ']', ':'])) {
            self.leave_out(Span::new(span.start, span.start + line.len()));
        }
    }
}

/// The length of the label with a number at the beginning of a caption, with the white space after it; 0 if there is none.
fn caption_label(words: &str) -> usize {
    let ends = words.match_indices([':', '.']).filter_map(|(at, _)| words.split_at_checked(at + 1));
    let is_numbered = |label: &str| label.contains(|c: char| c.is_ascii_digit());
    let label =
        ends.into_iter().find(|(label, rest)| is_numbered(label) && rest.starts_with(char::is_whitespace));
    match label {
        Some((label, rest)) if label.split_whitespace().count() <= 2 => words.len() - rest.trim_start().len(),
        _ => 0,
    }
}

/// Whether a subject is that of an answer.
fn is_reply(subject: &str) -> bool {
    subject.get(..REPLY.len()).is_some_and(|start| start.eq_ignore_ascii_case(REPLY))
}

/// Whether `words` end a message: its last line, or what stands behind the last comma, is a name of `author`, or may be somebody's
/// where little stands before it.
fn closes(words: &str, author: &str) -> bool {
    let Some((before, name)) = words.trim_end().rsplit_once(['\n', ',']) else { return false };
    let is_of_author = |part: &str| author.split_whitespace().any(|own| own.eq_ignore_ascii_case(part));
    let is_name = |part: &str| part.starts_with(char::is_uppercase) && part.chars().all(char::is_alphabetic);
    let is_brief = (1..=MAX_CLOSING_WORDS).contains(&before.split_whitespace().count());
    let mut parts = name.split_whitespace().peekable();
    let is_signed = parts.peek().is_some() && parts.clone().all(is_of_author);
    !before.trim().is_empty()
        && (is_signed || is_brief && parts.next().is_some_and(is_name) && parts.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_of_a_caption_has_a_number() {
        for (words, label) in [
            ("Figure 12: The harbour", "Figure 12: "),
            ("Fig. 3. The harbour", "Fig. 3. "),
            ("Tab. 4.1: The harbour", "Tab. 4.1: "),
            ("In 2019. The harbour", "In 2019. "),
            ("The harbour in 2019: rain", ""),
            ("The harbour", ""),
            ("12:30 boats", ""),
        ] {
            assert_eq!(&words[..caption_label(words)], label);
        }
    }

    #[test]
    fn a_closing_has_the_name_of_who_wrote() {
        for (words, is_closing) in [
            ("Best, Kumi", true),
            ("Best wishes,\nKumi Oda", true),
            ("Thanks a lot!\nkumi", true),
            ("Cheers, Bo", true),
            ("It is a great shame, Ben", false),
            ("Oh no, that hurts", false),
            ("No, Bo.", false),
            ("Kumi", false),
            ("Best,", false),
        ] {
            assert_eq!(closes(words, "Kumi Oda"), is_closing, "{words}");
        }
    }
}
