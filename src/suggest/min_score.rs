//! The least score of the suggestions that are wanted.

use super::Suggestion;

/// The least score of a suggestion of most kinds that is shown; chosen by hand: it is rather right than wrong.
const MIN_SHOWN: f32 = 0.5;

/// The least score of a suggestion of sentiment that is shown. Chosen by hand: scores below it are right more often than
/// not, but a page of news has about as many of them again, and few are worth a gloss.
const MIN_SHOWN_SENTIMENT: f32 = 0.71;

/// The least score of the suggestions that are wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MinScore {
    /// What is shown unless somebody sets a score: 0.5, for sentiment 0.71.
    ByKind,
    /// The same for all kinds, from 0 to 1.
    Fixed(f32),
}

/// All suggestions, likely or not.
impl Default for MinScore {
    fn default() -> Self {
        Self::Fixed(0.0)
    }
}

impl MinScore {
    /// The score that somebody set, or else what counts for each kind.
    pub fn set(score: Option<f32>) -> Self {
        score.map_or(Self::ByKind, Self::Fixed)
    }

    /// Whether `suggestion` is likely enough.
    pub fn admits(self, suggestion: &Suggestion) -> bool {
        let least = match self {
            Self::Fixed(least) => least,
            Self::ByKind if *suggestion.tag == *"sentiment" => MIN_SHOWN_SENTIMENT,
            Self::ByKind => MIN_SHOWN,
        };
        suggestion.score >= least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentiment_is_shown_only_where_it_is_surer() {
        let of = |tag: &str, score| Suggestion::new(tag, Vec::new(), score);
        for (tag, score, is_shown) in [
            ("quote", 0.5, true),
            ("quote", 0.49, false),
            ("sentiment", 0.7, false),
            ("sentiment", 0.72, true),
        ] {
            assert_eq!(MinScore::set(None).admits(&of(tag, score)), is_shown, "{tag} {score}");
        }
        assert!(MinScore::set(Some(0.6)).admits(&of("sentiment", 0.6)));
        assert!(!MinScore::set(Some(0.6)).admits(&of("quote", 0.5)));
    }
}
