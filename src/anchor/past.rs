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
