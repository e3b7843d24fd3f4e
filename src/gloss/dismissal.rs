//! A suggestion that a person does not want to see again.

use serde::{Deserialize, Serialize};

use crate::text::{Span, Text};

/// What was dismissed: a kind, and the words that it was suggested for.
///
/// It is known again by its words and what stands around them, wherever they have moved in the text. Of a link only the
/// words that it starts from are kept: a dismissed link hides all links of its relation from that claim.
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
    /// Whether `span` of `text` reads as what was dismissed did: the same words, and on one side the same around them.
    ///
    /// Nothing on a side is the edge of the text. Nothing on either, as a person may write it, is anywhere.
    pub fn is_at(&self, text: &Text, span: Span) -> bool {
        if span.len() != self.exact.len() || text.quote(span) != self.exact {
            return false;
        }
        let before = Span::new(span.start.saturating_sub(self.prefix.len()), span.start);
        let after = Span::new(span.end, (span.end + self.suffix.len()).min(text.len()));
        let (first, last) = (self.prefix.is_empty(), self.suffix.is_empty());
        let same_before = if first { span.start == 0 } else { text.quote(before).ends_with(&self.prefix) };
        let same_after =
            if last { span.end == text.len() } else { text.quote(after).starts_with(&self.suffix) };
        first && last || same_before || same_after
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
    #[test]
    fn at_an_edge_of_the_text_it_hides_nothing_elsewhere() {
        let text = Text::new("No. She said: No. He said: No.");
        let dismissal = |prefix: &str, suffix: &str| Dismissal {
            tag: "quote".into(),
            exact: "No.".into(),
            prefix: prefix.into(),
            suffix: suffix.into(),
        };
        let at = |d: &Dismissal| [0, 14, 27].map(|start| d.is_at(&text, Span::new(start, start + 3)));
        assert_eq!(at(&dismissal("", " She said: ")), [true, false, false]);
        assert_eq!(at(&dismissal("He said: ", "")), [false, false, true]);
        assert_eq!(at(&dismissal("", "")), [true; 3], "written by hand, it means these words anywhere");
    }
}
