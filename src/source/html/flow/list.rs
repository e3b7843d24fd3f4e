//! Lists: their items get the markers that browsers show.

use super::{
    super::{tag::Tag, tree::NodeId},
    renderer::{Opened, Renderer},
};
use crate::text::structure::{BlockKind, ListMarker, TextBlock};

/// A list that is open.
#[derive(Clone, Copy, Debug)]
pub struct OpenList {
    /// The numbers of the items; `None` for bullets and descriptions.
    numbering: Option<Numbering>,
}

/// The numbers of a list.
#[derive(Clone, Copy, Debug)]
struct Numbering {
    next: i64,
    is_reversed: bool,
    /// The first number as the source would write it: `1`, `a`, `A`, `i` or `I`.
    style: char,
}

impl Renderer<'_> {
    /// Begins a list.
    pub(super) fn start_list(&mut self, id: NodeId, tag: Tag) {
        let tree = self.page.tree;
        let numbering = (tag == Tag::Ol).then(|| {
            let is_reversed = tree.attribute(id, "reversed").is_some();
            let items = || tree.children(id).filter(|&child| tree.is(child, Tag::Li)).count();
            let start = tree.attribute(id, "start").and_then(|start| start.trim().parse().ok());
            let first = || if is_reversed { i64::try_from(items()).unwrap_or(1) } else { 1 };
            let style =
                tree.attribute(id, "type").and_then(|style| style.trim().chars().next()).unwrap_or('1');
            Numbering { next: start.unwrap_or_else(first), is_reversed, style }
        });
        self.stream().lists.push(OpenList { numbering });
        self.opened(Opened::List);
    }

    /// Begins an item: its first block gets the marker. The number of a note is drawn in another way.
    pub(super) fn start_item(&mut self, id: NodeId) {
        if self.note.as_ref().is_some_and(|(note, _)| note.start == id) {
            return;
        }
        let value = self.page.tree.attribute(id, "value").and_then(|value| value.trim().parse().ok());
        let stream = self.stream();
        let has_list = !stream.lists.is_empty();
        let numbering = stream.lists.last_mut().and_then(|list| list.numbering.as_mut());
        stream.marker = Some(numbering.map_or(ListMarker::Bullet, |numbering| numbering.marker(value)));
        if !has_list {
            stream.lists.push(OpenList { numbering: None });
            self.opened(Opened::List);
        }
        self.opened(Opened::Item);
    }

    /// Begins a paragraph that a word processor has numbered: its style says how deep it stands.
    pub(super) fn start_word_item(&mut self, id: NodeId) {
        let style = self.page.tree.attribute(id, "style").unwrap_or_default();
        let Some((_, after)) = style.split_once("mso-list:") else { return };
        let level = after.split_once("level").and_then(|(_, level)| level.bytes().next());
        let level = level.filter(u8::is_ascii_digit).map_or(1, |digit| usize::from(digit - b'0'));
        for _ in 0..level {
            self.stream().lists.push(OpenList { numbering: None });
            self.opened(Opened::List);
        }
    }

    /// Takes the marker of an item that a word processor has written as text. Returns whether the element is one.
    pub(super) fn is_word_marker(&mut self, id: NodeId) -> bool {
        let tree = self.page.tree;
        let style = tree.attribute(id, "style").unwrap_or_default().to_ascii_lowercase();
        if !style.contains("mso-list:ignore") {
            return false;
        }
        let marker = tree.text_of(id, 24);
        let is_number = marker.contains(|c: char| c.is_ascii_alphanumeric()) && marker.len() > 1;
        let marker = if is_number { ListMarker::Number(marker.into()) } else { ListMarker::Bullet };
        self.stream().marker = Some(marker);
        true
    }

    /// Begins a description, which is indented as an item is.
    pub(super) fn start_description(&mut self) {
        self.stream().lists.push(OpenList { numbering: None });
        self.opened(Opened::List);
    }

    /// The box of a task at the start of an item is its marker.
    pub(super) fn task_box(&mut self, id: NodeId) {
        let tree = self.page.tree;
        if tree.attribute(id, "type").is_none_or(|kind| !kind.eq_ignore_ascii_case("checkbox")) {
            return;
        }
        let marker = ListMarker::Task { done: tree.attribute(id, "checked").is_some() };
        let stream = self.stream();
        let is_start = stream.writer.is_at_start_of_block();
        match (stream.writer.open_block(), &mut stream.marker) {
            (Some(TextBlock { kind: kind @ BlockKind::ListItem { .. }, .. }), _) if is_start => {
                *kind = BlockKind::ListItem { marker };
            }
            (None, waiting @ Some(_)) => *waiting = Some(marker),
            _ => {}
        }
    }
}

impl Numbering {
    /// The marker of the next item, whose number may be stated.
    fn marker(&mut self, value: Option<i64>) -> ListMarker {
        let number = value.unwrap_or(self.next);
        self.next = if self.is_reversed { number.saturating_sub(1) } else { number.saturating_add(1) };
        let positive = usize::try_from(number).ok().filter(|&number| number > 0);
        let shown = match (self.style, positive) {
            ('a', Some(number)) => letters(number, b'a'),
            ('A', Some(number)) => letters(number, b'A'),
            ('i', Some(number)) => roman(number).unwrap_or_else(|| number.to_string()),
            ('I', Some(number)) => {
                roman(number).map_or_else(|| number.to_string(), |roman| roman.to_uppercase())
            }
            _ => number.to_string(),
        };
        ListMarker::Number(format!("{shown}.").into())
    }
}

/// The number in letters: a, b, …, z, aa, ab.
fn letters(mut number: usize, first: u8) -> String {
    let mut shown = Vec::new();
    while number > 0 {
        number -= 1;
        shown.push(char::from(first + (number % 26) as u8));
        number /= 26;
    }
    shown.iter().rev().collect()
}

/// The number in small Roman numerals, up to 3999.
fn roman(mut number: usize) -> Option<String> {
    const VALUES: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number > 3999 {
        return None;
    }
    let mut shown = String::new();
    for (value, numeral) in VALUES {
        while number >= value {
            shown.push_str(numeral);
            number -= value;
        }
    }
    Some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_in_each_style() {
        assert_eq!([1, 26, 27, 703].map(|number| letters(number, b'a')), ["a", "z", "aa", "aaa"]);
        assert_eq!(roman(1994).as_deref(), Some("mcmxciv"));
        assert_eq!(roman(4000), None);
    }
}
