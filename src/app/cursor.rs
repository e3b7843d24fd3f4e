//! The cursor: the selection, its history, and what commands act on.

use crate::{
    gloss::Id,
    text::{Selection, Span, Unit},
};

/// The selection, and the gloss, suggestion or difference that commands act on.
#[derive(Clone, Debug)]
pub struct Cursor {
    /// The selected ranges; never empty.
    pub selection: Selection,
    /// The unit by which a step moves.
    pub unit: Unit,
    /// The span that was selected when extending began; `None` while not extending.
    pub anchor: Option<Span>,
    /// The end that moves while extending.
    pub head: Span,
    /// Whether the next move begins a new range of the selection.
    pub is_adding: bool,
    /// The spans that were widened, with their units, for narrowing back.
    pub widened: Vec<(Unit, Span)>,
    /// The gloss that was chosen or just made; commands act on it until the selection moves.
    pub gloss: Option<Id>,
    /// The selection that the program made when it showed a gloss for review or a gloss without a place; as long as
    /// it is unchanged, the person has not said where the gloss belongs.
    pub review_selection: Option<Selection>,
    /// The number of the suggestion that was chosen; commands act on it until the selection moves.
    pub suggestion: Option<usize>,
    /// The number of the difference between coders that is being shown, until the selection moves.
    pub difference: Option<usize>,
    /// The count typed before a command.
    pub count: Option<usize>,
}

impl Cursor {
    /// A cursor that selects `span`.
    pub fn new(span: Span, unit: Unit) -> Self {
        Self {
            selection: Selection::one(span),
            unit,
            anchor: None,
            head: span,
            is_adding: false,
            widened: Vec::new(),
            gloss: None,
            review_selection: None,
            suggestion: None,
            difference: None,
            count: None,
        }
    }

    /// Makes commands act on this gloss.
    pub fn set_target(&mut self, gloss: Id) {
        self.clear_target();
        self.gloss = Some(gloss);
    }

    /// Makes commands act on what is under the selection again.
    pub fn clear_target(&mut self) {
        (self.gloss, self.suggestion, self.difference) = (None, None, None);
    }
}
