//! Moving the selection, and scrolling to keep it in view.

use super::{App, Focus, view};
use crate::text::{
    Span, Unit,
    movement::{self, Direction},
};

/// How many rows stay visible above and below the selection, where there is room. Chosen by hand.
const MARGIN_ROWS: usize = 2;

impl App {
    /// Steps by `unit`, which `j` and `k` then keep using. A step by a smaller unit than the one selected goes into
    /// the selection: from a sentence to its first word.
    pub(super) fn step_as(&mut self, unit: Unit, direction: Direction) {
        let smaller = unit < self.cursor.unit && self.cursor.anchor.is_none() && !self.cursor.is_adding;
        self.cursor.unit = unit;
        let hull = self.cursor.selection.hull();
        let inside = match direction {
            _ if !smaller => None,
            Direction::Forward => unit.next(self.text(), hull.start),
            Direction::Backward => unit.previous(self.text(), hull.end),
        };
        match inside.filter(|span| hull.covers(*span) && *span != hull) {
            Some(span) => {
                self.move_to(span);
                if let Some(more) =
                    self.cursor.count.and_then(|count| count.checked_sub(1)).filter(|more| *more > 0)
                {
                    self.cursor.count = Some(more);
                    self.step(unit, direction);
                }
            }
            None => self.step(unit, direction),
        }
    }

    /// Steps by `unit`, as often as the typed count says.
    pub(super) fn step(&mut self, unit: Unit, direction: Direction) {
        let from = self.origin(direction);
        let count = self.cursor.count.unwrap_or(1);
        match movement::step(self.text(), from, unit, direction, count) {
            Some(span) => self.move_to(span),
            None => {
                let end = if direction == Direction::Forward { "further" } else { "earlier" };
                self.say(format!("no {end} {} near here", unit.name()));
            }
        }
    }

    /// The span from which a step starts: the moving end while extending, otherwise the whole selection.
    fn origin(&self, direction: Direction) -> Span {
        if self.cursor.anchor.is_some() {
            return self.cursor.head;
        }
        if self.cursor.is_adding {
            return self.cursor.selection.primary();
        }
        // A unit that covers the whole selection may be larger than it; the step then starts from the selection
        // itself.
        let hull = self.cursor.selection.hull();
        match direction {
            Direction::Forward => hull,
            Direction::Backward => Span::new(hull.start, hull.start),
        }
    }

    /// Selects `span`; while extending, everything from the anchor to `span`.
    pub(super) fn move_to(&mut self, span: Span) {
        self.cursor.head = span;
        self.cursor.review_selection = None;
        self.cursor.widened.clear();
        self.cursor.selection = match self.cursor.anchor {
            Some(anchor) => self.cursor.selection.with_primary(anchor.hull(span)),
            None if self.cursor.is_adding => {
                self.cursor.is_adding = false;
                self.cursor.anchor = Some(span);
                self.cursor.selection.and(span)
            }
            None => {
                self.cursor.clear_target();
                crate::text::Selection::one(span)
            }
        };
        self.reveal();
    }

    /// Selects `span` alone and ends extending.
    pub(super) fn select(&mut self, span: Span) {
        self.cursor.anchor = None;
        self.cursor.is_adding = false;
        self.move_to(span);
    }

    /// Scrolls as little as needed to show the moving end of the selection; a place far away is centred.
    pub(super) fn reveal(&mut self) {
        let span =
            if self.cursor.anchor.is_some() { self.cursor.head } else { self.cursor.selection.primary() };
        self.reveal_sideways(span);
        let text = &self.document.text;
        let (layout, height) = (self.view.layout(text), self.view.height());
        let margin = MARGIN_ROWS.min(height.saturating_sub(1) / 4);
        let rows = self.view.rows(text);
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let start = layout.row(span.start).span.start;
        let end = layout.row(span.end.saturating_sub(1).max(span.start)).span.start;
        let inner_first = rows.get(margin).unwrap_or(first).span.start;
        let inner_last = rows[rows.len().saturating_sub(margin + 1)].span.start;
        let at_end = last.next >= text.len();
        let above = start < inner_first && start < text.len() && self.view.top > 0;
        let below = end > inner_last && !(at_end && end <= last.span.start);
        if !above && !below {
            return;
        }
        // The last row of a page whose first row is the one at `at`.
        let last_from = |at: usize, height: usize| layout.row(layout.forward(at, height - 1));
        // A selection taller than the page is shown from its start.
        let tall = last_from(start, height - margin).span.start < end;
        let top = if tall {
            layout.backward(start, margin)
        } else if above {
            let near = last_from(start, height).next > first.span.start;
            layout.backward(start, if near { margin } else { height / 3 })
        } else {
            let near = last_from(last.span.start, height).next > end;
            let below = layout.backward(end, height.saturating_sub(1 + margin));
            if near { below } else { layout.backward(start, height / 3) }
        };
        self.view.scroll_to(&self.document.text, top);
    }

    /// Keeps the same text at the top and the selection in view after the layout has changed.
    pub(super) fn keep_in_view(&mut self) {
        self.view.scroll_to(&self.document.text, self.view.top);
        self.reveal();
    }

    /// Scrolls by rows; the selection moves along when it would leave the page.
    pub(super) fn scroll(&mut self, direction: Direction, rows: usize) {
        let layout = self.view.layout(&self.document.text);
        let top = match direction {
            Direction::Forward => layout.forward(self.view.top, rows),
            Direction::Backward => layout.backward(self.view.top, rows),
        };
        self.view.scroll_to(&self.document.text, top);
        self.drag_selection();
    }

    /// Selects something on the page if the selection is outside of it.
    fn drag_selection(&mut self) {
        let rows = self.view.rows(self.text());
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let page = Span::new(first.span.start, last.next);
        if self.cursor.selection.primary().overlaps(page) || self.cursor.anchor.is_some() {
            return;
        }
        let unit = self.cursor.unit.min(Unit::Paragraph);
        let found = if self.cursor.selection.primary().start < page.start {
            unit.next(self.text(), page.start)
        } else {
            unit.previous(self.text(), page.end)
        };
        if let Some(span) = found.filter(|span| span.overlaps(page)) {
            self.cursor =
                super::Cursor { count: self.cursor.count, ..super::Cursor::new(span, self.cursor.unit) };
        }
    }

    /// Scrolls by `numerator / denominator` of a page, as often as the typed count says; the selection moves along.
    pub(super) fn page(&mut self, direction: Direction, numerator: usize, denominator: usize) {
        let height = self.view.height();
        // Two rows of the old page stay visible, so that the reader keeps the thread.
        let rows = (height * numerator / denominator).saturating_sub(2 / denominator).max(1);
        let before = self.view.top;
        self.scroll(direction, rows * self.cursor.count.unwrap_or(1).min(1000));
        if self.view.top == before {
            // At the end of the text, the selection goes to the first or last unit instead.
            match direction {
                Direction::Forward => self.go_to_end(),
                Direction::Backward => self.go_to_start(),
            }
        }
    }

    /// Goes to the first unit of the document, or to the paragraph whose number was typed.
    pub(super) fn go_to_start(&mut self) {
        match self.cursor.count {
            Some(number) => self.go_to_paragraph(number),
            None => {
                let first = self.near_unit().next(self.text(), 0);
                self.move_or_say(first, "the document is empty");
            }
        }
    }

    /// Goes to the last unit of the document, or to the paragraph whose number was typed.
    pub(super) fn go_to_end(&mut self) {
        match self.cursor.count {
            Some(number) => self.go_to_paragraph(number),
            None => {
                let last = self.near_unit().previous(self.text(), self.text().len());
                self.move_or_say(last, "the document is empty");
                if self.cursor.anchor.is_none() {
                    self.view.scroll_to(&self.document.text, self.document.text.len());
                }
            }
        }
    }

    fn go_to_paragraph(&mut self, number: usize) {
        let start = self.text().paragraph_start(number);
        let unit = self.near_unit();
        let found = start.and_then(|start| unit.next(self.text(), start));
        self.move_or_say(found, "there is no such paragraph");
    }

    /// Goes as far through the document as the number that was typed, in per cent of its bytes.
    pub(super) fn go_to_percent(&mut self) {
        let Some(percent) = self.cursor.count else {
            self.say("type a number first: 50% goes to the middle");
            return;
        };
        self.go_to((self.text().len() as u128 * percent.min(100) as u128 / 100) as usize);
    }

    /// Selects the unit at byte `at`, which may have come from outside: from a link, or from a text as it was.
    pub(super) fn go_to(&mut self, at: usize) {
        let found = self.near_unit().at(self.text(), at.min(self.text().len()));
        self.move_or_say(found, "the document is empty");
    }

    /// The unit to select after scrolling: quotations and sections may be far away, so a sentence stands in for them.
    fn near_unit(&self) -> Unit {
        match self.cursor.unit {
            Unit::Quotation => Unit::Sentence,
            Unit::Section => Unit::Paragraph,
            unit => unit,
        }
    }

    /// Moves to `found`, or reports `otherwise` if it is `None`.
    fn move_or_say(&mut self, found: Option<Span>, otherwise: &str) {
        match found {
            Some(span) => self.move_to(span),
            None => self.say(otherwise),
        }
    }

    /// Makes the rows of text wider or narrower by `by` cells; a typed count sets the width itself.
    pub(super) fn change_measure(&mut self, by: isize) {
        let wanted = self.cursor.count.unwrap_or_else(|| self.view.measure.saturating_add_signed(by));
        self.view.measure = wanted.clamp(view::MIN_MEASURE_CELLS, view::MAX_MEASURE_CELLS);
        self.keep_in_view();
        let (measure, width) = (self.view.measure, self.view.width());
        let narrower =
            if width < measure { format!(" (the pane has room for {width})") } else { String::new() };
        self.say(format!("{measure} cells to a line{narrower}"));
    }

    /// Gives the keys to the other one of the two panes.
    pub(super) fn other_pane(&mut self) {
        self.view.focus = match self.view.focus {
            Focus::Article => Focus::Glosses,
            Focus::Glosses => Focus::Article,
        };
        if self.view.focus == Focus::Glosses {
            self.choose_nearest();
        }
        self.keep_in_view();
    }
}
