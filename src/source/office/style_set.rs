//! Sets of styles of text, and what a format says of them: some are set, some are unset, the rest is inherited.

use crate::text::structure::Style;

/// A set of styles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StyleSet(u16);

impl StyleSet {
    /// The set of this style alone.
    pub fn of(style: Style) -> Self {
        Self(1 << style as u16)
    }

    /// Whether the style is in the set.
    pub fn has(self, style: Style) -> bool {
        self.0 & Self::of(style).0 != 0
    }

    /// The styles of both sets.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The styles that `other` doesn't have.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The styles in the set.
    pub fn styles(self) -> impl Iterator<Item = Style> {
        ALL.into_iter().filter(move |style| self.has(*style))
    }
}

/// All styles.
const ALL: [Style; 9] = [
    Style::Emphasis,
    Style::Strong,
    Style::Code,
    Style::Deleted,
    Style::Inserted,
    Style::Highlighted,
    Style::Small,
    Style::Superscript,
    Style::Subscript,
];

/// What a format says of styles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StyleChange {
    set: StyleSet,
    unset: StyleSet,
}

impl StyleChange {
    /// Sets or unsets a style.
    pub fn put(&mut self, style: Style, is_set: bool) {
        let style = StyleSet::of(style);
        let (to, from) =
            if is_set { (&mut self.set, &mut self.unset) } else { (&mut self.unset, &mut self.set) };
        *to = to.with(style);
        *from = from.without(style);
    }

    /// The styles of a text that has `base` without this change.
    pub fn applied_to(self, base: StyleSet) -> StyleSet {
        base.without(self.unset).with(self.set)
    }

    /// This change after `base`, whose styles it overrides.
    #[must_use]
    pub fn after(self, base: Self) -> Self {
        Self { set: self.applied_to(base.set), unset: base.unset.without(self.set).with(self.unset) }
    }
}
