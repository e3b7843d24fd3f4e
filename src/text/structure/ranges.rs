//! Ranges of a text in order, with a fast search for those that overlap a span: an implicit interval tree over a sorted vector.

use crate::text::Span;

/// A value that covers a span of the text.
pub trait Spanned {
    /// The span that it covers.
    fn span(&self) -> Span;
}

/// Ranges sorted by start, the longer one first where two start together. They may overlap and nest.
///
/// The vector is read as a balanced tree: the middle of each stretch is the root of that stretch, and `reach` at the middle
/// is the largest end in it. So "what overlaps this span" takes O(log n + hits), however long single ranges are.
#[derive(Clone, Debug)]
pub struct Ranges<T> {
    entries: Vec<T>,
    reach: Vec<usize>,
}

impl<T> Default for Ranges<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), reach: Vec::new() }
    }
}

impl<T: Spanned> Ranges<T> {
    /// The ranges in order. Empty ones are left out, since no place in the text is theirs.
    pub fn new(mut entries: Vec<T>) -> Self {
        entries.retain(|entry| !entry.span().is_empty());
        entries.sort_by_key(|entry| (entry.span().start, std::cmp::Reverse(entry.span().end)));
        let mut reach = vec![0; entries.len()];
        let end = entries.len();
        fill(&entries, 0, end, &mut reach);
        Self { entries, reach }
    }

    /// All of them, in order.
    pub fn as_slice(&self) -> &[T] {
        &self.entries
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Those that share at least one byte with `span`, in order.
    pub fn overlapping(&self, span: Span) -> Vec<&T> {
        let mut found = Vec::new();
        if !span.is_empty() {
            self.visit(0, self.entries.len(), span, &mut found);
        }
        found
    }

    /// Those that the byte at `at` lies in, in order.
    pub fn at(&self, at: usize) -> Vec<&T> {
        self.overlapping(Span::new(at, at + 1))
    }

    /// The first one that starts at `at` or later.
    pub fn from(&self, at: usize) -> Option<&T> {
        self.starting_from(at).first()
    }

    /// Those that start at `at` or later, in order.
    pub fn starting_from(&self, at: usize) -> &[T] {
        &self.entries[self.entries.partition_point(|entry| entry.span().start < at)..]
    }

    /// The last one that starts before `at`.
    pub fn before(&self, at: usize) -> Option<&T> {
        self.entries[..self.entries.partition_point(|entry| entry.span().start < at)].last()
    }

    fn visit<'a>(&'a self, from: usize, to: usize, span: Span, found: &mut Vec<&'a T>) {
        let middle = from.midpoint(to);
        if from >= to || self.reach[middle] <= span.start {
            return;
        }
        self.visit(from, middle, span, found);
        let entry = &self.entries[middle];
        if entry.span().start < span.end {
            if entry.span().overlaps(span) {
                found.push(entry);
            }
            self.visit(middle + 1, to, span, found);
        }
    }
}

/// Fills in `reach` for the entries from `from` to `to`. Returns the largest end among them.
fn fill<T: Spanned>(entries: &[T], from: usize, to: usize, reach: &mut [usize]) -> usize {
    if from >= to {
        return 0;
    }
    let middle = from.midpoint(to);
    let left = fill(entries, from, middle, reach);
    let right = fill(entries, middle + 1, to, reach);
    reach[middle] = left.max(right).max(entries[middle].span().end);
    reach[middle]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Spanned for Span {
        fn span(&self) -> Span {
            *self
        }
    }

    proptest! {
        #[test]
        fn what_overlaps_is_what_a_look_at_each_finds(
            spans in prop::collection::vec((0usize..60, 0usize..30), 0..40), start in 0usize..70, len in 0usize..20,
        ) {
            let spans: Vec<Span> = spans.into_iter().map(|(start, len)| Span::new(start, start + len)).collect();
            let ranges = Ranges::new(spans);
            let asked = Span::new(start, start + len);
            let all = ranges.as_slice().iter();
            let each: Vec<&Span> = all.filter(|span| !asked.is_empty() && span.overlaps(asked)).collect();
            prop_assert_eq!(ranges.overlapping(asked), each);
        }
    }

    #[test]
    fn neighbours_are_found_by_start() {
        let ranges = Ranges::new(vec![Span::new(8, 9), Span::new(2, 4), Span::at(5)]);
        assert_eq!(ranges.as_slice(), [Span::new(2, 4), Span::new(8, 9)]);
        assert_eq!((ranges.from(3), ranges.before(3)), (Some(&Span::new(8, 9)), Some(&Span::new(2, 4))));
        assert_eq!((ranges.from(9), ranges.before(2)), (None, None));
        assert!(Ranges::<Span>::default().overlapping(Span::new(0, 9)).is_empty());
    }
}
