//! An index of the spans of glosses: which of them overlap a span.

use crate::text::Span;

/// How many spans a block has at most. Chosen by hand: a change moves no more, and of 100,000 glosses a question passes over some
/// hundred blocks.
const MAX_BLOCK_SPANS: usize = 256;

/// Spans, each with a number for whose it is, ordered by start, in blocks of which the largest end is known. A question passes over
/// the blocks that end before it, and a change moves what is in one block.
#[derive(Debug, Default)]
pub struct SpanIndex {
    blocks: Vec<SpanBlock>,
}

#[derive(Debug)]
struct SpanBlock {
    /// The spans, ascending; there is at least one.
    entries: Vec<(Span, usize)>,
    /// The largest end.
    end: usize,
}

impl SpanBlock {
    fn new(entries: Vec<(Span, usize)>) -> Self {
        let end = entries.iter().map(|(span, _)| span.end).max().unwrap_or(0);
        Self { entries, end }
    }
}

impl SpanIndex {
    /// The index of these spans.
    pub fn new(spans: impl Iterator<Item = (Span, usize)>) -> Self {
        let mut sorted: Vec<_> = spans.collect();
        sorted.sort_unstable();
        // Half full, so that there is room for others.
        let blocks = sorted.chunks(MAX_BLOCK_SPANS / 2).map(|entries| SpanBlock::new(entries.to_vec()));
        Self { blocks: blocks.collect() }
    }

    /// Adds a span.
    pub fn insert(&mut self, span: Span, whose: usize) {
        let entry = (span, whose);
        let at = self.block_of(entry);
        let Some(block) = self.blocks.get_mut(at) else {
            self.blocks.push(SpanBlock::new(vec![entry]));
            return;
        };
        let place = block.entries.partition_point(|other| *other < entry);
        block.entries.insert(place, entry);
        block.end = block.end.max(span.end);
        if block.entries.len() > MAX_BLOCK_SPANS {
            let later = block.entries.split_off(MAX_BLOCK_SPANS / 2);
            *block = SpanBlock::new(std::mem::take(&mut block.entries));
            self.blocks.insert(at + 1, SpanBlock::new(later));
        }
    }

    /// Takes a span out.
    pub fn remove(&mut self, span: Span, whose: usize) {
        let entry = (span, whose);
        let at = self.block_of(entry);
        let Some(block) = self.blocks.get_mut(at) else { return };
        let Ok(place) = block.entries.binary_search(&entry) else { return };
        block.entries.remove(place);
        *block = SpanBlock::new(std::mem::take(&mut block.entries));
        if block.entries.is_empty() {
            self.blocks.remove(at);
        }
    }

    /// Calls `visit` with each span that overlaps `span`, and whose it is, in order.
    pub fn overlapping(&self, span: Span, visit: &mut dyn FnMut(Span, usize)) {
        let begins_before = |(other, _): &(Span, usize)| other.start < span.end;
        let to = self.blocks.partition_point(|block| block.entries.first().is_some_and(begins_before));
        for block in self.blocks.iter().take(to).filter(|block| block.end > span.start) {
            let before = block.entries.iter().copied().take_while(begins_before);
            before.filter(|(other, _)| other.overlaps(span)).for_each(|(other, whose)| visit(other, whose));
        }
    }

    /// The number of the block that `entry` is in, or belongs into: the last one that does not begin after it.
    fn block_of(&self, entry: (Span, usize)) -> usize {
        let begins_by_then = |block: &SpanBlock| block.entries.first().is_some_and(|first| *first <= entry);
        self.blocks.partition_point(begins_by_then).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_answers_as_a_list_would_while_it_grows_and_shrinks() {
        // Some spans are long, so that blocks far before a question matter.
        let spans: Vec<(Span, usize)> = (0..1500)
            .map(|i| {
                let start = i * 7919 % 1009;
                (Span::new(start, start + 1 + if i % 97 == 0 { 600 } else { i % 13 }), i)
            })
            .collect();
        let (mut index, mut list) = (SpanIndex::default(), Vec::new());
        let check = |index: &SpanIndex, list: &[(Span, usize)]| {
            assert!(index.blocks.iter().all(|block| (1..=MAX_BLOCK_SPANS).contains(&block.entries.len())));
            for asked in [0, 3, 400, 800, 1008, 1600].map(|start| Span::new(start, start + 20)) {
                let mut expected: Vec<_> =
                    list.iter().copied().filter(|(span, _)| span.overlaps(asked)).collect();
                expected.sort_unstable();
                let mut found = Vec::new();
                index.overlapping(asked, &mut |span, whose| found.push((span, whose)));
                assert_eq!(found, expected, "{asked:?} of {}", list.len());
            }
        };
        for (i, &(span, whose)) in spans.iter().enumerate() {
            index.insert(span, whose);
            list.push((span, whose));
            if i % 50 == 0 {
                check(&index, &list);
            }
        }
        check(&SpanIndex::new(list.iter().copied()), &list);
        while let Some((span, whose)) = (!list.is_empty()).then(|| list.swap_remove(list.len() * 3 / 5)) {
            index.remove(span, whose);
            if list.len() % 50 == 0 {
                check(&index, &list);
            }
        }
        assert!(index.blocks.is_empty());
    }
}
