//! The baseline: what is known of the text in which glosses were recorded.

/// What is known of the text in which glosses were recorded.
#[derive(Clone, Copy, Debug)]
pub enum Baseline<'a> {
    /// The glosses were recorded in the very text in which they are looked for.
    Current,
    /// The glosses were recorded in this text.
    Text(&'a str),
    /// The old text is not at hand; its length in code points is given if it was recorded.
    Unknown(Option<usize>),
}

impl<'a> Baseline<'a> {
    /// The old text, if it differs from the new one and is at hand.
    pub(super) fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Current | Self::Unknown(_) => None,
        }
    }

    /// The length of the old text in code points, if it differs from the new one and is known.
    pub(super) fn length(self) -> Option<usize> {
        match self {
            Self::Text(text) => Some(text.chars().count()),
            Self::Unknown(length) => length,
            Self::Current => None,
        }
    }
}
