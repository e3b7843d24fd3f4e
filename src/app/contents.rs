//! The contents: the headings of the document as a list, and going from section to section.

use super::{App, Choice, Mode, Pick, Picker};
use crate::{
    command::Command,
    text::{
        Span, Unit,
        movement::Direction,
        structure::{LocatorKind, OutlineEntry},
    },
};

/// What is said of a document with structure in which there is nothing to list.
const NO_HEADINGS: &str = "this document has no headings";

/// How many code points of a heading are shown in the contents. Chosen by hand: more than the widest list has room for.
const MAX_TITLE_CHARS: usize = 200;

impl App {
    /// Opens the list of the document's headings, with the one of the section here chosen.
    pub(super) fn contents(&mut self) {
        let outline = self.text().structure().outline();
        if outline.is_empty() {
            self.say(match self.document.rendering {
                Some(_) => NO_HEADINGS.to_owned(),
                None => {
                    let next = self.key_of(Command::NextSection);
                    format!(
                        "a plain text has no contents; {next} goes to the next line that looks like a heading"
                    )
                }
            });
            return;
        }
        let here = outline.partition_point(|entry| entry.heading.start <= self.position()).checked_sub(1);
        let choices = outline.iter().enumerate().map(|(i, entry)| self.content(entry, here == Some(i)));
        let mut picker = Picker::new("Contents", choices.collect());
        picker.chosen = here.unwrap_or(0);
        self.mode = Mode::Pick(picker);
    }

    /// The row of a heading: indented by its level, marked if it is that of the section here, with its page or its percentage of
    /// the text at the end.
    fn content(&self, entry: &OutlineEntry, is_here: bool) -> Choice {
        let mark = if is_here { "▸ " } else { "  " };
        let indent = "  ".repeat(usize::from(entry.level.saturating_sub(1)));
        let places = self.text().structure().citation(entry.heading);
        let page = places.iter().find(|place| place.kind == LocatorKind::Page);
        let percent = || format!("{}%", self.percent_at(entry.heading.start));
        Choice {
            pick: Pick::Go(entry.heading.start),
            text: format!("{mark}{indent}{}", self.title(entry.heading)),
            aside: page.map_or_else(percent, |page| format!("p. {}", page.first)),
        }
    }

    /// The words of a heading on one line.
    fn title(&self, heading: Span) -> String {
        let words = self.text().quote(heading);
        words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_TITLE_CHARS).collect()
    }

    /// The heading of the section that the selection starts in; `None` where there is none, and in a plain text.
    pub fn section_title(&self) -> Option<String> {
        let heading = self.text().structure().heading_at(self.position())?;
        Some(self.title(heading.span))
    }

    /// Goes to the heading of the next section, or of this one or the one before it, as often as the typed count says.
    pub(super) fn step_section(&mut self, direction: Direction) {
        let mut found = None;
        for _ in 0..self.cursor.count.unwrap_or(1) {
            let from = found.unwrap_or(self.position());
            match self.section_from(from, direction) {
                Some(next) => found = Some(next),
                None => break,
            }
        }
        match (found, direction) {
            (Some(at), _) => self.go_to(at),
            (None, _) if self.has_no_headings() => self.say(NO_HEADINGS),
            (None, Direction::Forward) => self.say("no further section near here"),
            (None, Direction::Backward) => self.say("no earlier section near here"),
        }
    }

    /// Where the next section after `at` begins, or the last one that begins before it.
    fn section_from(&self, at: usize, direction: Direction) -> Option<usize> {
        let text = self.text();
        let own = Unit::Section.at(text, at);
        let found = match direction {
            Direction::Forward => Unit::Section.next(text, text.paragraph(at).start + 1),
            Direction::Backward => match own.filter(|own| own.start < text.paragraph(at).start) {
                Some(own) => Some(own),
                None => Unit::Section.previous(text, own?.start),
            },
        };
        found.map(|section| section.start)
    }

    /// How much of the text stands before byte `at`, in per cent.
    pub fn percent_at(&self, at: usize) -> u128 {
        (at as u128 * 100).checked_div(self.text().len() as u128).unwrap_or(0)
    }

    /// Whether the document has a structure without any heading.
    fn has_no_headings(&self) -> bool {
        self.document.rendering.is_some() && self.text().structure().heading_from(0).is_none()
    }
}
