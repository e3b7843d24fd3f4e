//! What is known of the text that glosses come from.

/// What is known of the text in which glosses were recorded.
#[derive(Clone, Copy, Debug)]
pub enum Past<'a> {
    /// It is the text at hand.
    Same,
    /// It was this.
    Known(&'a str),
    /// It is not at hand; this was its length, in code points.
    Lost(Option<usize>),
}

impl<'a> Past<'a> {
    /// The text in which they were recorded, where it is another one and at hand.
    pub(super) fn text(self) -> Option<&'a str> {
        match self {
            Self::Known(text) => Some(text),
            Self::Same | Self::Lost(_) => None,
        }
    }

    /// Its length in code points, where it is another one.
    pub(super) fn length(self) -> Option<usize> {
        match self {
            Self::Known(text) => Some(text.chars().count()),
            Self::Lost(length) => length,
            Self::Same => None,
        }
    }
}
