//! The cache of the lines near the screen, as they were laid out.

use std::{
    cell::RefCell,
    collections::{BTreeMap, VecDeque},
    fmt,
    rc::Rc,
};

use super::{
    super::{Text, hard_wrap::WrappedParagraph, structure::TextBlock},
    Row,
    table::MeasuredTable,
};

/// How many rows are kept beside the line that was asked for last, at most. Chosen by hand: some pages of the highest screens, 100 KiB.
const MAX_CACHED_ROWS: usize = 2048;

/// How many measured tables and how many paragraphs are kept, at most. Chosen by hand: more than stand on a page.
const MAX_CACHED_BLOCKS: usize = 32;

/// A cache of lines laid out, of one text at one width. Its size is bounded, whatever the size of the text.
#[derive(Clone, Default)]
pub struct LineCache(RefCell<CachedLines>);

#[derive(Clone, Default)]
struct CachedLines {
    /// The text, the width in cells and the flow that the rows belong to.
    of: Option<(Text, usize, bool)>,
    /// The rows of each line, by the line's start in bytes.
    rows: BTreeMap<usize, Rc<[Row]>>,
    /// The number of all these rows.
    count: usize,
    /// The tables that were measured last.
    tables: VecDeque<Rc<MeasuredTable>>,
    /// The paragraphs of plain text whose line ends were looked at last.
    paragraphs: VecDeque<Rc<WrappedParagraph>>,
}

impl LineCache {
    /// Forgets all rows, unless they are of this text, this width and this flow.
    pub(super) fn keep_for(&self, text: &Text, width: usize, flow: bool) {
        let mut lines = self.0.borrow_mut();
        if !lines.of.as_ref().is_some_and(|(of, at, flows)| of.is(text) && (*at, *flows) == (width, flow)) {
            *lines = CachedLines { of: Some((text.clone(), width, flow)), ..CachedLines::default() };
        }
    }

    /// The rows of the line at `at`, if they are kept.
    pub(super) fn get(&self, at: usize) -> Option<Rc<[Row]>> {
        let lines = self.0.borrow();
        let (_, rows) = lines.rows.range(..=at).next_back()?;
        let last = rows.last()?;
        // The end of a text that has no line ending there belongs to its last line.
        let is_end = || {
            let len = lines.of.as_ref().map_or(0, |(text, ..)| text.len());
            at == len && last.span.end == len
        };
        (at < last.next || is_end()).then(|| rows.clone())
    }

    /// Keeps the rows of a line, and gives up those farthest from it if there are too many.
    pub(super) fn insert(&self, rows: Rc<[Row]>) {
        let Some(at) = rows.first().map(|row| row.span.start) else { return };
        let mut lines = self.0.borrow_mut();
        lines.count += rows.len();
        lines.rows.insert(at, rows);
        while lines.count > MAX_CACHED_ROWS && lines.rows.len() > 1 {
            let first = lines.rows.first_key_value().map_or(at, |(start, _)| *start);
            let last = lines.rows.last_key_value().map_or(at, |(start, _)| *start);
            let gone = if at - first > last - at { lines.rows.pop_first() } else { lines.rows.pop_last() };
            lines.count -= gone.map_or(0, |(_, rows)| rows.len());
        }
    }
}

impl LineCache {
    /// The table `block` of `text`, measured once while it is near.
    pub(super) fn table(&self, text: &Text, block: &TextBlock) -> Rc<MeasuredTable> {
        let known = self.0.borrow().tables.iter().find(|table| table.span == block.span).cloned();
        known.unwrap_or_else(|| {
            let table = Rc::new(MeasuredTable::measure(text, block));
            let tables = &mut self.0.borrow_mut().tables;
            tables.truncate(MAX_CACHED_BLOCKS - 1);
            tables.push_front(table.clone());
            table
        })
    }

    /// The paragraph of plain text around `at`, which is on no blank line; looked at once while it is near. `None` if it is too long
    /// for prose.
    pub(super) fn paragraph(&self, text: &Text, at: usize) -> Option<Rc<WrappedParagraph>> {
        let known = self.0.borrow().paragraphs.iter().find(|known| known.span.contains(at)).cloned();
        known.or_else(|| {
            let paragraph = Rc::new(WrappedParagraph::around(text, at)?);
            let paragraphs = &mut self.0.borrow_mut().paragraphs;
            paragraphs.truncate(MAX_CACHED_BLOCKS - 1);
            paragraphs.push_front(paragraph.clone());
            Some(paragraph)
        })
    }
}

impl fmt::Debug for LineCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LineCache({} rows)", self.0.borrow().count)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Layout, *};

    #[test]
    fn it_stays_small_and_keeps_what_is_near() {
        let text = Text::new("one two\n".repeat(20_000));
        let cache = LineCache::default();
        let layout = Layout::new(&text, 4, &cache);
        assert_eq!(layout.rows(0, 30_000).len(), 30_000);
        assert_eq!(layout.backward(text.len(), 30_000), 40_000);
        let lines = cache.0.borrow();
        assert_eq!(lines.count, lines.rows.values().map(|rows| rows.len()).sum::<usize>());
        assert!(lines.count <= MAX_CACHED_ROWS && lines.rows.contains_key(&40_000));
    }

    #[test]
    fn another_text_or_width_starts_anew() {
        let (one, other) = (Text::new("a b c"), Text::new("abc d"));
        let cache = LineCache::default();
        for (text, width, rows) in [(&one, 2, 3), (&other, 3, 2), (&one, 5, 1), (&one, 2, 3)] {
            assert_eq!(Layout::new(text, width, &cache).rows(0, 9).len(), rows);
        }
    }
}
