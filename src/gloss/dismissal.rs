//! A suggestion that a person does not want to see again.

use serde::{Deserialize, Serialize};

use crate::text::{Span, Text};

/// What was dismissed: a kind, and the words that it was suggested for.
///
/// It is known again by its words and what stands around them, wherever they have moved in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dismissal {
    /// The kind that was suggested, or for a link its relation.
    pub tag: String,
    /// The words of the first span.
    pub exact: String,
    /// What stood before them, as in a [`Selector`](super::Selector).
    pub prefix: String,
    /// What stood after them.
    pub suffix: String,
}

impl Dismissal {
    /// Whether `span` of `text` reads as what was dismissed did.
    pub fn is_at(&self, text: &Text, span: Span) -> bool {
        if span.len() != self.exact.len() || text.quote(span) != self.exact {
            return false;
        }
        let before = text.quote(Span::new(span.start.saturating_sub(self.prefix.len()), span.start));
        let after = text.quote(Span::new(span.end, span.end + self.suffix.len()));
        before.ends_with(&self.prefix) || after.starts_with(&self.suffix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_known_by_its_words_and_one_side_of_them() {
        let text = Text::new("He said so. She said so.");
        let dismissal = Dismissal {
            tag: "quote".into(),
            exact: "said so".into(),
            prefix: "He ".into(),
            suffix: ". She".into(),
        };
        assert!(dismissal.is_at(&text, Span::new(3, 10)));
        assert!(!dismissal.is_at(&text, Span::new(16, 23)));
        assert!(!dismissal.is_at(&text, Span::new(2, 9)));
        let edited = Text::new("Now he said so. She left.");
        assert!(dismissal.is_at(&edited, Span::new(7, 14)));
    }
}
