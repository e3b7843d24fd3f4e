//! What a run of text looks like.

use super::{style_set::StyleSet, symbols::SymbolFont};

/// What a run of text looks like.
#[derive(Clone, Copy, Debug, Default)]
pub struct RunLook {
    /// Its styles.
    pub styles: StyleSet,
    /// Whether it is not shown.
    pub is_hidden: bool,
    /// The font, if its characters are symbols.
    pub font: Option<SymbolFont>,
}
