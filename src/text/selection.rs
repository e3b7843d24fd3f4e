//! The selection: there always is one, of one range or of several.

use super::Span;

/// One or more ranges, ascending, not overlapping, none of them empty (unless the text is).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    ranges: Vec<Span>,
    /// The range that movements move.
    primary: usize,
}

impl Selection {
    /// One range.
    pub fn one(range: Span) -> Self {
        Self { ranges: vec![range], primary: 0 }
    }

    /// Several ranges, in any order; those that overlap become one. The last one given is the primary one.
    pub fn many(ranges: &[Span]) -> Option<Self> {
        let last = *ranges.last()?;
        let mut sorted = ranges.to_vec();
        sorted.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(sorted.len());
        for range in sorted {
            match merged.last_mut() {
                Some(before) if before.overlaps(range) => *before = before.hull(range),
                _ => merged.push(range),
            }
        }
        let primary = merged.iter().position(|range| range.covers(last)).unwrap_or(0);
        Some(Self { ranges: merged, primary })
    }

    /// The ranges, ascending.
    pub fn ranges(&self) -> &[Span] {
        &self.ranges
    }

    /// The range that movements move.
    pub fn primary(&self) -> Span {
        self.ranges[self.primary]
    }

    /// From the first range's start to the last one's end.
    pub fn hull(&self) -> Span {
        self.ranges[0].hull(self.ranges[self.ranges.len() - 1])
    }

    /// The selection with `range` in place of the primary range.
    #[must_use]
    pub fn with_primary(&self, range: Span) -> Self {
        let mut ranges = self.ranges.clone();
        ranges.remove(self.primary);
        ranges.push(range);
        Self::many(&ranges).unwrap_or_else(|| Self::one(range))
    }

    /// The selection with one more range, which becomes the primary one.
    #[must_use]
    pub fn and(&self, range: Span) -> Self {
        let mut ranges = self.ranges.clone();
        ranges.push(range);
        Self::many(&ranges).unwrap_or_else(|| Self::one(range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_ascend_and_merge() {
        let selection = Selection::one(Span::new(10, 20)).and(Span::new(2, 5));
        assert_eq!(selection.ranges(), [Span::new(2, 5), Span::new(10, 20)]);
        assert_eq!(selection.primary(), Span::new(2, 5));
        assert_eq!(selection.hull(), Span::new(2, 20));
        let merged = selection.with_primary(Span::new(4, 12));
        assert_eq!(merged.ranges(), [Span::new(4, 20)]);
    }
}
