//! The mouse: a click selects a sentence or a gloss, a drag selects text, the wheel scrolls.

use super::{App, Focus, Mode, Mouse};
use crate::text::{Span, Unit, movement::Direction};

/// How many rows one turn of the wheel scrolls: as many as in most terminal programs.
const WHEEL_ROWS: usize = 3;

impl App {
    /// Handles an action of the mouse. Where something is being typed, only the wheel and a click that leaves it count.
    pub(super) fn mouse(&mut self, mouse: Mouse) {
        self.begin_jump(matches!(mouse, Mouse::Listed(_) | Mouse::Suggestion(_)));
        match mouse {
            Mouse::Wheel(direction, x, y) => self.wheel(direction, x, y),
            Mouse::Down(x, y) if matches!(self.mode, Mode::Normal | Mode::Doubled(..) | Mode::Jump(_)) => {
                self.click(x, y);
            }
            Mouse::Drag(x, y) if matches!(self.mode, Mode::Normal) => self.drag(x, y),
            Mouse::Listed(index) if self.leave_by_click() => self.click_listed(index),
            Mouse::Suggestion(number) if self.leave_by_click() && self.comparison.is_some() => {
                self.show_difference(number);
            }
            Mouse::Suggestion(number) if self.leave_by_click() => self.click_suggestion(number),
            Mouse::Down(..) => {
                self.leave_by_click();
            }
            Mouse::Drag(..) | Mouse::Listed(_) | Mouse::Suggestion(_) => {}
            Mouse::Up => self.cursor.anchor = None,
        }
    }

    /// Leaves the input mode, unless something that was typed would be lost. Returns whether it was left. A note is kept, as by escape.
    fn leave_by_click(&mut self) -> bool {
        match std::mem::take(&mut self.mode) {
            Mode::Note(note) => self.keep_note(&note),
            Mode::Form(form) if self.is_filled_in(&form) => {
                self.say("enter keeps it, esc leaves it");
                self.mode = Mode::Form(form);
            }
            _ => {}
        }
        matches!(self.mode, Mode::Normal)
    }

    fn click(&mut self, x: u16, y: u16) {
        self.mode = Mode::Normal;
        self.status.message = None;
        if let Some(at) = self.offset_at(x, y) {
            self.view.focus = Focus::Article;
            self.cursor.unit = Unit::Sentence;
            if let Some(span) = Unit::Sentence.at(self.text(), at.start) {
                self.select(span);
                // A drag may start here.
                self.cursor.head = at;
            }
        }
    }

    fn click_listed(&mut self, index: usize) {
        self.status.message = None;
        self.view.focus = Focus::Glosses;
        self.choose_listed(index);
    }

    fn click_suggestion(&mut self, number: usize) {
        self.status.message = None;
        self.view.focus = Focus::Article;
        self.choose_suggestion(number);
    }

    fn drag(&mut self, x: u16, y: u16) {
        let Some(at) = self.offset_at(x, y) else { return };
        let anchor = *self.cursor.anchor.get_or_insert(self.cursor.head);
        self.cursor.clear_target();
        self.cursor.selection = crate::text::Selection::one(anchor.hull(at));
        self.cursor.head = at;
    }

    fn wheel(&mut self, direction: Direction, x: u16, y: u16) {
        if let Mode::Help(row) = &mut self.mode {
            *row = match direction {
                Direction::Forward => *row + WHEEL_ROWS,
                Direction::Backward => row.saturating_sub(WHEEL_ROWS),
            };
        } else if self.view.panes().glosses.contains(x, y) {
            let by = if direction == Direction::Forward { 1 } else { -1 };
            self.step_list(by);
        } else {
            self.scroll(direction, WHEEL_ROWS);
        }
    }

    /// The span of the grapheme cluster at a cell of the article.
    fn offset_at(&self, x: u16, y: u16) -> Option<Span> {
        let area = self.view.panes().article;
        if !area.contains(x, y) {
            return None;
        }
        let rows = self.view.rows(self.text());
        let row = rows.get(usize::from(y - area.y)).or(rows.last())?;
        let column = usize::from((x - area.x).saturating_sub(self.view.gutter()));
        let cluster = row.cluster_at(self.text(), column + self.view.scrolled(row));
        (!self.text().is_empty()).then_some(cluster)
    }
}
