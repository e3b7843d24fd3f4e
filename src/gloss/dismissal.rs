//! Dismissals: suggestions that a person does not want to see again.

use serde::{Deserialize, Serialize};

use crate::text::{Span, Text};

/// A dismissal: a kind, and the words for which it was suggested.
///
/// It is recognised by its words and their context, wherever they have moved in the text. For a link only the words at
/// its start are kept: a dismissed link hides all links of its relation from that claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dismissal {
    /// The kind that was suggested, or the relation of a link.
    pub tag: String,
    /// The words of the first span.
    pub exact: String,
    /// The text before them, as in a [`Selector`](super::Selector).
    pub prefix: String,
    /// The text after them.
    pub suffix: String,
}

impl Dismissal {
    /// Whether `span` of `text` has the dismissed words, with the same context on at least one side.
    ///
    /// An empty context on one side means the edge of the text. If both are empty, as a person may write it, every
    /// place matches.
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
