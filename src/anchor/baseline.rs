//! What is known of the text that glosses come from.

/// What is known of the text in which glosses were recorded.
#[derive(Clone, Copy, Debug)]
pub enum Baseline<'a> {
    /// It is the text at hand.
    Current,
    /// It was this.
    Text(&'a str),
    /// It is not at hand; this was its length, in code points.
    Unknown(Option<usize>),
}

impl<'a> Baseline<'a> {
    /// The text in which they were recorded, where it is another one and at hand.
    pub(super) fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Current | Self::Unknown(_) => None,
        }
    }

    /// Its length in code points, where it is another one.
    pub(super) fn length(self) -> Option<usize> {
        match self {
            Self::Text(text) => Some(text.chars().count()),
            Self::Unknown(length) => length,
            Self::Current => None,
        }
    }
}
