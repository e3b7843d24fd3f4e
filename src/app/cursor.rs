//! The selection, and how it came to be.

use crate::{
    gloss::Id,
    text::{Selection, Span, Unit},
};

/// What every act applies to.
#[derive(Clone, Debug)]
pub struct Cursor {
    /// What is selected; never nothing.
    pub selection: Selection,
    /// What a step moves by.
    pub unit: Unit,
    /// While extending: what was selected when that began.
    pub anchor: Option<Span>,
    /// While extending: the end that moves.
    pub head: Span,
    /// While adding a range: whether the next move begins it.
    pub adding: bool,
    /// What was widened, to narrow the same way.
    pub widened: Vec<(Unit, Span)>,
    /// The gloss that was chosen or just made: acts apply to it until the selection moves on.
    pub gloss: Option<Id>,
    /// What was selected when a gloss was brought up for review, or one without a place was chosen: no answer to where it
    /// belongs.
    pub given: Option<Selection>,
    /// The suggestion that was chosen, by its number: acts apply to it until the selection moves on.
    pub suggestion: Option<usize>,
    /// Comparing coders: the difference at hand, by its number, until the selection moves on.
    pub difference: Option<usize>,
    /// The count typed before a command.
    pub count: Option<usize>,
}

impl Cursor {
    /// A cursor that has selected `span`.
    pub fn new(span: Span, unit: Unit) -> Self {
        Self {
            selection: Selection::one(span),
            unit,
            anchor: None,
            head: span,
            adding: false,
            widened: Vec::new(),
            gloss: None,
            given: None,
            suggestion: None,
            difference: None,
            count: None,
        }
    }

    /// Acts apply to this gloss now.
    pub fn hold(&mut self, gloss: Id) {
        self.let_go();
        self.gloss = Some(gloss);
    }

    /// Acts apply to what stands under the selection.
    pub fn let_go(&mut self) {
        (self.gloss, self.suggestion, self.difference) = (None, None, None);
    }
}
