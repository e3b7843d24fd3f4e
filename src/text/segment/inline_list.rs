//! Items of a list that stand one after another in a line: "1) Wash the rice 2) Boil the water".

use super::list_item::ListItem;
use super::marks::{char_before, is_bullet};
use super::scanner::Scanner;
use super::stop::first_word;

impl Scanner<'_> {
    /// If the next item's number ends at `at`, begins a sentence with it and gives the place after it.
    pub(super) fn inline_item(&mut self, at: usize) -> Option<usize> {
        let item = self.item?;
        let length = item.next_ends(self.text.get(..at)?, self.text.get(at..)?)?;
        let start = at - length;
        if self.is_counted(first_word(self.text.get(at + item.mark.len()..)?.trim_start())) {
            return None;
        }
        if start > self.start && self.item_bullet(start).is_none() {
            self.cut(start);
        }
        self.item = Some(ListItem { number: item.number + 1, ..item });
        Some(at + item.mark.len())
    }

    /// The bullet that stands before the number at `at` and begins the sentence.
    fn item_bullet(&self, at: usize) -> Option<char> {
        let head = self.text.get(self.start..at)?.trim();
        head.chars().next().filter(|c| is_bullet(*c) && head.len() == c.len_utf8())
    }

    /// A bullet within a line that a bullet of the same kind began: a sentence begins with it.
    pub(super) fn bullet(&mut self, at: usize, bullet: char) -> usize {
        let spaced = char_before(self.text, at).is_none_or(char::is_whitespace);
        if spaced && at > self.start && self.item.is_some_and(|item| item.bullet == Some(bullet)) {
            self.cut(at);
        }
        at + bullet.len_utf8()
    }
}
