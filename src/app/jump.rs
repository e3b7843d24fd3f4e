//! Jump labels: one or two letters on everything in view that can be selected; typing the letters selects it.

use super::{App, Mode, Reference};
use crate::{
    command::{Code, Key},
    gloss::Id,
    text::{Span, Unit},
};

/// The letters of labels, the easiest to reach on a keyboard first.
const LETTERS: &[u8] = b"asdfjklghewioruvncmtypqzxb";

/// A label and what it selects.
#[derive(Clone, Debug, PartialEq)]
pub struct JumpTarget {
    /// The letters of the label.
    pub label: String,
    /// The span that the label selects; the label stands at its start.
    pub span: Span,
    /// What the label stands for.
    pub goal: JumpGoal,
}

/// What a label stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JumpGoal {
    /// A sentence or a quotation, which is selected.
    Text,
    /// A gloss, which is chosen.
    Gloss(Id),
    /// A link, the mark of a note or a picture, which is followed.
    Reference(Reference),
}

/// What is done with the target chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The target is selected.
    Select,
    /// The target becomes the other end of a link from this gloss.
    Link(Id),
}

/// The jump labels on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Jump {
    /// What is done with the target chosen.
    pub purpose: Purpose,
    /// The targets still possible after the letters typed, in text order.
    pub targets: Vec<JumpTarget>,
    /// The letters typed so far.
    pub typed: String,
}

impl App {
    /// Puts labels on the sentences, quotations and glosses in view.
    pub(super) fn jump(&mut self) {
        let page = self.page_span();
        let mut spans: Vec<(Span, JumpGoal)> = Vec::new();
        for unit in [Unit::Sentence, Unit::Quotation] {
            let mut at = page.start;
            while let Some(span) = unit.next(self.text(), at).filter(|span| span.start < page.end) {
                spans.push((span, JumpGoal::Text));
                at = span.end.max(span.start + 1);
            }
        }
        spans.extend(self.glosses_on(page).into_iter().map(|(span, id)| (span, JumpGoal::Gloss(id))));
        if spans.is_empty() {
            self.say("there is nothing to jump to");
        } else {
            self.label(spans, Purpose::Select);
        }
    }

    /// Puts labels on the glosses in view, for the other end of a link from `from`.
    pub(super) fn label_glosses(&mut self, from: &Id) {
        let glosses = self.glosses_on(self.page_span());
        let others = glosses.into_iter().filter(|(_, id)| id != from);
        let others = others.map(|(span, id)| (span, JumpGoal::Gloss(id))).collect();
        self.label(others, Purpose::Link(from.clone()));
    }

    /// The span of the text on the page.
    pub(super) fn page_span(&self) -> Span {
        let rows = self.view.rows(self.text());
        let end = rows.last().map_or(self.view.top, |row| row.next);
        Span::new(self.view.top, end)
    }

    /// The glosses that start on the page.
    fn glosses_on(&self, page: Span) -> Vec<(Span, Id)> {
        let begins =
            |placed: &&crate::gloss::Placed| placed.place.hull().is_some_and(|h| page.contains(h.start));
        let from = self.glosses.index_from(page.start);
        let on_page = (from..self.glosses.len()).map_while(|i| self.glosses.nth(i)).take_while(begins);
        on_page.filter_map(|placed| Some((placed.place.hull()?, placed.gloss.id.clone()))).collect()
    }

    /// Puts labels on these parts of the text.
    pub(super) fn label(&mut self, mut spans: Vec<(Span, JumpGoal)>, purpose: Purpose) {
        // Where a sentence and a gloss have the same span, the label stands for the gloss.
        let is_text = |goal: &JumpGoal| *goal == JumpGoal::Text;
        spans.sort_by_key(|(span, goal)| (*span, is_text(goal)));
        spans.dedup_by(|later, earlier| later.0 == earlier.0 && is_text(&later.1));
        let labels = labels(spans.len());
        let target = |((span, goal), label): ((Span, JumpGoal), String)| JumpTarget { label, span, goal };
        let targets = spans.into_iter().zip(labels).map(target).collect();
        self.mode = Mode::Jump(Jump { purpose, targets, typed: String::new() });
    }

    /// Handles a key while jump labels are shown.
    pub(super) fn jump_key(&mut self, mut jump: Jump, key: Key) {
        if let (Purpose::Link(from), Some('/')) = (&jump.purpose, key.typed()) {
            let from = from.clone();
            self.pick_gloss(&from);
            return;
        }
        if key.is(Code::Backspace) && jump.typed.is_empty() || key.leaves() {
            return;
        }
        let Some(letter) = key.typed().map(|c| c.to_ascii_lowercase()) else {
            return;
        };
        jump.typed.push(letter);
        jump.targets.retain(|target| target.label.starts_with(&jump.typed));
        match &jump.targets[..] {
            [] => self.say("no label begins with that"),
            [target] if target.label == jump.typed => {
                let target = target.clone();
                self.take_target(&jump.purpose, target);
            }
            _ => self.mode = Mode::Jump(jump),
        }
    }

    fn take_target(&mut self, purpose: &Purpose, target: JumpTarget) {
        match (purpose, target.goal) {
            (Purpose::Link(from), JumpGoal::Gloss(to)) => self.ask_relation(from.clone(), to),
            (Purpose::Link(_), _) => {}
            (Purpose::Select, JumpGoal::Gloss(id)) => self.choose(&id),
            (Purpose::Select, JumpGoal::Reference(reference)) => self.open_reference(reference),
            (Purpose::Select, JumpGoal::Text) => self.move_to(target.span),
        }
    }
}

/// `count` labels of which none is the beginning of another: single letters if they suffice, otherwise some pairs.
fn labels(count: usize) -> Vec<String> {
    let letter = |i: usize| LETTERS[i] as char;
    let n = LETTERS.len();
    // The least number of letters that must begin pairs so that there are enough labels.
    let pairs = (0..=n).find(|pairs| n - pairs + pairs * n >= count).unwrap_or(n);
    let single = (0..n - pairs).map(|i| letter(i).to_string());
    let double = (n - pairs..n).flat_map(|i| (0..n).map(move |j| format!("{}{}", letter(i), letter(j))));
    single.chain(double).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_begins_another() {
        for count in [0, 1, 26, 27, 60, 600] {
            let labels = labels(count);
            assert_eq!(labels.len(), count);
            for label in &labels {
                let same = labels.iter().filter(|other| other.starts_with(label.as_str())).count();
                assert_eq!(same, 1, "{label} of {count}");
            }
        }
    }
}
