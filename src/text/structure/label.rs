//! Labels: the words of a document by which its pages, chapters and notes are called.

use super::{BlockKind, Markup};

/// The longest label, in code points. Chosen by hand: titles of chapters are shorter.
const MAX_LABEL_CHARS: usize = 200;

/// The mark of a label that was cut.
const CUT: &str = "…";

impl Markup {
    /// Makes one line of each label, since they are drawn, recorded and exported as one. Locators without a label are left out.
    pub(super) fn tidy_labels(&mut self) {
        self.locators.iter_mut().for_each(|locator| tidy(&mut locator.label));
        self.locators.retain(|locator| !locator.label.is_empty());
        self.notes.iter_mut().for_each(|note| tidy(&mut note.label));
        for block in &mut self.blocks {
            if let BlockKind::Note { label } = &mut block.kind {
                tidy(label);
            }
        }
    }
}

/// Puts a space for each run of line ends and control characters in `label`, and cuts what is too long.
fn tidy(label: &mut Box<str>) {
    let is_trimmed = label.trim().len() == label.len();
    if is_trimmed && label.len() <= MAX_LABEL_CHARS && !label.contains(breaks_line) {
        return;
    }
    let parts = label.split(breaks_line).map(str::trim).filter(|part| !part.is_empty());
    let mut line = parts.collect::<Vec<_>>().join(" ");
    if line.chars().nth(MAX_LABEL_CHARS).is_some() {
        let end = line.char_indices().nth(MAX_LABEL_CHARS - 1).map_or(line.len(), |(at, _)| at);
        line.truncate(end);
        line.truncate(line.trim_end().len());
        line.push_str(CUT);
    }
    *label = line.into();
}

fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{
        Span,
        structure::{Locator, LocatorKind, Structure, TextBlock},
    };

    #[test]
    fn a_label_is_one_line_without_control_characters() {
        for (label, line) in [
            ("312", "312"),
            ("S.\u{a0}12", "S.\u{a0}12"),
            (" The\r\n\tmill  \n\u{1b}[31m", "The mill [31m"),
            ("\u{2028}\u{7f}\0", ""),
            ("", ""),
        ] {
            let mut tidied = label.into();
            tidy(&mut tidied);
            assert_eq!(&*tidied, line, "{label:?}");
        }
    }

    #[test]
    fn a_long_label_is_cut_at_a_character() {
        for (label, kept) in [("é".repeat(1_000), "é".repeat(199)), ("é".repeat(200), String::new())] {
            let mut tidied = label.clone().into();
            tidy(&mut tidied);
            let line = if kept.is_empty() { label } else { kept + CUT };
            assert_eq!(*tidied, line);
        }
    }

    #[test]
    fn what_a_reader_gives_is_tidied_and_nameless_places_are_left_out() {
        let text = "The weir\nin spring\n\nIt held.";
        let locator =
            |label: &str| Locator { span: Span::new(0, 8), kind: LocatorKind::Page, label: label.into() };
        let heading = TextBlock::new(BlockKind::Heading { level: 1 }, Span::new(0, 18));
        let note = TextBlock::new(BlockKind::Note { label: "\u{7}a".into() }, Span::new(20, 28));
        let locators = vec![locator("\n"), locator("x\ni")];
        let markup = Markup { blocks: vec![heading, note], locators, ..Markup::default() };
        let structure = Structure::new(text, markup);
        let labels: Vec<&str> =
            structure.locators().as_slice().iter().map(|locator| &*locator.label).collect();
        assert_eq!(labels, ["The weir in spring", "x i"]);
        assert_eq!(structure.blocks()[1].kind, BlockKind::Note { label: "a".into() });
    }
}
