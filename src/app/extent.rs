//! Changing the extent of the selection.

use super::App;
use crate::{
    gloss::Placed,
    suggest,
    text::{
        Selection, Span, Unit,
        movement::{self, Direction},
    },
};

impl App {
    /// Selects the next larger unit around the selection.
    pub(super) fn widen(&mut self) {
        let primary = self.cursor.selection.primary();
        let Some((unit, span)) = movement::widen(self.text(), primary) else {
            self.say("there is nothing wider here");
            return;
        };
        let mut widened = std::mem::take(&mut self.cursor.widened);
        widened.push((self.cursor.unit, primary));
        self.reshape(span);
        (self.cursor.widened, self.cursor.unit) = (widened, unit);
    }

    /// Selects what was widened last, or else the first smaller unit inside the selection.
    pub(super) fn narrow(&mut self) {
        let mut widened = std::mem::take(&mut self.cursor.widened);
        let primary = self.cursor.selection.primary();
        let back = widened.pop().filter(|(_, span)| primary.covers(*span));
        let Some((unit, span)) = back.or_else(|| movement::narrow(self.text(), primary)) else {
            self.say("there is nothing narrower here");
            return;
        };
        self.reshape(span);
        (self.cursor.widened, self.cursor.unit) = (widened, unit);
    }

    /// Changes the primary range and keeps the chosen gloss, which may be about to get this extent.
    fn reshape(&mut self, span: Span) {
        self.cursor.selection = self.cursor.selection.with_primary(span);
        self.cursor.head = span;
        if self.cursor.anchor.is_some() {
            self.cursor.anchor = Some(span);
        }
        self.reveal();
    }

    /// Selects the unit at the start of the selection; later steps are by this unit.
    pub(super) fn select_here(&mut self, unit: Unit) {
        match unit.at(self.text(), self.cursor.selection.primary().start) {
            Some(span) => {
                self.cursor.unit = unit;
                self.move_to(span);
            }
            None => self.say(format!("there is no {} here", unit.name())),
        }
    }

    /// Selects the quotation at the cursor with all its parts, or the nearest one of the paragraph.
    pub(super) fn select_quotation(&mut self) {
        let primary = self.cursor.selection.primary();
        let here = self.quotation_here(primary, None).or_else(|| {
            let nearest = Unit::Quotation.at(self.text(), primary.start)?;
            self.quotation_here(nearest, None)
        });
        match here.as_deref().and_then(Selection::many) {
            Some(selection) => {
                self.cursor.unit = Unit::Quotation;
                self.select(selection.primary());
                self.cursor.selection = selection;
                self.reveal();
            }
            None => self.say("there is no quotation in this paragraph"),
        }
    }

    /// The parts of the quotation that contains `span`, or of the first one inside it that has no gloss of this kind yet, or
    /// no gloss at all; else of the turn of a transcript or a dialogue there.
    pub(super) fn quotation_here(&self, span: Span, kind: Option<&str>) -> Option<Vec<Span>> {
        let text = self.text();
        let quotations = crate::text::unit::quotations_around(text, span.start);
        let holding = quotations.iter().filter(|q| q.covers(span)).min_by_key(|q| q.len());
        let is_meant = |placed: &Placed| kind.is_none_or(|kind| placed.gloss.tag == kind);
        let tagged = |q: &Span| {
            self.glosses.overlapping(*q).iter().any(|(span, placed)| span == q && is_meant(placed))
        };
        let inside = || {
            let mut inside = quotations.iter().filter(|q| q.overlaps(span));
            inside.clone().find(|q| !tagged(q)).or_else(|| inside.next())
        };
        let Some(&quotation) = holding.or_else(inside) else { return self.turn_here(span) };
        let window = crate::text::unit::around(text, text.paragraph(quotation.start), 3);
        let parts = suggest::parts(&text.slice(window), quotation.unshifted(window.start));
        let parts: Vec<Span> = parts.into_iter().map(|part| part.shifted(window.start)).collect();
        Some(if parts.is_empty() { vec![quotation] } else { parts })
    }

    /// The parts of the turn of a transcript or a dialogue, in which somebody speaks between no marks, at `span`.
    fn turn_here(&self, span: Span) -> Option<Vec<Span>> {
        let text = self.text();
        let window = crate::text::unit::around(text, text.paragraph(span.start), 3);
        let parts = suggest::spoken(&text.slice(window), span.unshifted(window.start));
        let parts: Vec<Span> = parts.into_iter().map(|part| part.shifted(window.start)).collect();
        (!parts.is_empty()).then_some(parts)
    }

    /// The parts of the report that shares most of its words with `span`.
    pub(super) fn report_here(&self, span: Span) -> Option<Vec<Span>> {
        let text = self.text();
        let window = crate::text::unit::around(text, text.paragraph(span.start), 3);
        let parts = suggest::report(&text.slice(window), span.unshifted(window.start));
        let parts: Vec<Span> = parts.into_iter().map(|part| part.shifted(window.start)).collect();
        (!parts.is_empty()).then_some(parts)
    }

    /// Begins to extend the selection with each move, or ends that.
    pub(super) fn extend(&mut self) {
        self.cursor.anchor = match self.cursor.anchor {
            Some(_) => None,
            None => Some(self.cursor.selection.primary()),
        };
        self.cursor.head = self.cursor.selection.primary();
    }

    /// Keeps the ranges that are selected: the next move selects another one.
    pub(super) fn add_range(&mut self) {
        self.cursor.anchor = None;
        self.cursor.is_adding = true;
        self.say("the next move begins another range");
    }

    /// Moves the end of the selection by as many grapheme clusters as were typed, or by one.
    pub(super) fn nudge_end(&mut self, direction: Direction) {
        let count = self.cursor.count.unwrap_or(1);
        let span = movement::nudge_end(self.text(), self.cursor.selection.primary(), direction, count);
        self.reshape(span);
    }

    /// Moves the start of the selection by as many grapheme clusters as were typed, or by one.
    pub(super) fn nudge_start(&mut self, direction: Direction) {
        let count = self.cursor.count.unwrap_or(1);
        let span = movement::nudge_start(self.text(), self.cursor.selection.primary(), direction, count);
        self.reshape(span);
    }

    /// Ends one thing per call, in this order: extending, the chosen gloss, additional ranges, highlighted matches.
    pub(super) fn cancel(&mut self) {
        let cursor = &mut self.cursor;
        if cursor.anchor.is_some() || cursor.is_adding {
            (cursor.anchor, cursor.is_adding) = (None, false);
        } else if cursor.selection.ranges().len() > 1 {
            cursor.selection = Selection::one(cursor.selection.primary());
            cursor.clear_target();
        } else if cursor.gloss.is_some() || cursor.suggestion.is_some() {
            cursor.clear_target();
        } else if self.view.focus == super::Focus::Glosses {
            self.other_pane();
        } else {
            self.search.shown = false;
            self.effect(super::Effect::StopSearch);
        }
    }
}
