//! Suggests the sentences and quotations that praise, blame or lament.

use super::names::names;
use super::tokens::{Token, tokens};
use super::valence::Tone;
use super::{Polarity, target};
use crate::gloss::{Attributes, Value};
use crate::suggest::{Analysis, Suggester, Suggestion};
use crate::text::Span;

/// What is less likely than this is not worth a person's look.
const FLOOR: f64 = 0.4;

/// The fewest bytes of a quotation that has a tone of its own.
const SHORTEST: usize = 16;

/// How many words a reason names.
const REASONS: usize = 3;

/// The least polarity of such a word.
const LEAST: f32 = 0.2;

/// How many of a sentence's names are looked at: a list of names is no sentence about them.
const TARGETS: usize = 4;

/// Suggests sentiment.
pub struct Sentiment;

impl Suggester for Sentiment {
    fn tag(&self) -> &'static str {
        "sentiment"
    }

    fn suggest(&self, analysis: &Analysis, found: &mut Vec<Suggestion>) {
        let lower = analysis.text.to_ascii_lowercase();
        let all = tokens(analysis.text, &lower);
        let names = names(analysis.text, &all);
        let mut quotations = analysis.quotations.iter().peekable();
        for sentence in &analysis.sentences {
            let whole = Passage::new(analysis.text, &all, *sentence);
            let mut best = whole;
            // A quotation inside the sentence is the better place, where it is the stronger.
            while let Some(quotation) = quotations.next_if(|quotation| quotation.outer.end <= sentence.end) {
                if sentence.covers(quotation.outer) && quotation.inner.len() >= SHORTEST {
                    let words = Passage::new(analysis.text, &all, quotation.inner);
                    if words.likelihood() > best.likelihood() {
                        best = Passage { span: quotation.outer, ..words };
                    }
                }
            }
            if best.likelihood() >= FLOOR {
                found.extend(best.suggestion(&whole, &names));
            }
        }
    }
}

/// A piece of a text with its tone.
#[derive(Clone, Copy)]
struct Passage<'a> {
    text: &'a str,
    span: Span,
    tokens: &'a [Token<'a>],
    tone: Tone,
}

impl<'a> Passage<'a> {
    fn new(text: &'a str, all: &'a [Token<'a>], span: Span) -> Self {
        let start = all.partition_point(|token| token.span.start < span.start);
        let end = all.partition_point(|token| token.span.start < span.end);
        let tokens = all.get(start..end).unwrap_or_default();
        let tone = Tone::of_tokens(text.get(span.range()).unwrap_or_default(), tokens);
        Self { text, span, tokens, tone }
    }

    fn polarity(&self) -> Polarity {
        if self.tone.positive > self.tone.negative { Polarity::Positive } else { Polarity::Negative }
    }

    /// That a careful reader would call the passage what [`polarity`](Self::polarity) says.
    fn likelihood(&self) -> f64 {
        self.tone.positive.max(self.tone.negative)
    }

    /// The suggestion to tag the passage, in `sentence`; none if there is no word to point at.
    fn suggestion(&self, sentence: &Passage, names: &[Span]) -> Option<Suggestion> {
        let polarity = self.polarity();
        let reason = self.reason(polarity)?;
        let mut attributes = Attributes::default();
        attributes.set("polarity", polarity.name().into());
        attributes.set("intensity", Value::Number(self.intensity()));
        if let Some(target) = sentence.target(polarity, names) {
            attributes.set("target", target.into());
        }
        let score = self.likelihood() as f32;
        Some(Suggestion { attributes, reason, ..Suggestion::new("sentiment", vec![self.span], score) })
    }

    /// From 1 to 3: the surer readers are, the stronger they rate (see `tools/train/sentiment.rs`).
    fn intensity(&self) -> f64 {
        match self.likelihood() {
            sure if sure >= 0.85 => 3.0,
            sure if sure >= 0.6 => 2.0,
            _ => 1.0,
        }
    }

    /// The first of `names` in the sentence toward which it has this `polarity`.
    fn target(&self, polarity: Polarity, names: &[Span]) -> Option<&'a str> {
        let sentence = self.text.get(self.span.range())?;
        let here = names.iter().skip(names.partition_point(|name| name.start < self.span.start));
        let mut here = here.take_while(|name| name.end <= self.span.end).take(TARGETS);
        let fits = |name: &&Span| target::polarity(sentence, name.unshifted(self.span.start)) == polarity;
        here.find(fits).and_then(|name| self.text.get(name.range()))
    }

    /// The words that sound most like `polarity`, in their order; none if no word does.
    fn reason(&self, polarity: Polarity) -> Option<String> {
        let sign = if polarity == Polarity::Positive { 1.0 } else { -1.0 };
        let loud = |token: &&Token| token.polarity * sign >= LEAST;
        let mut heard: Vec<&Token> = self.tokens.iter().filter(loud).collect();
        heard.sort_by(|a, b| (b.polarity * sign).total_cmp(&(a.polarity * sign)));
        heard.truncate(REASONS);
        heard.sort_by_key(|token| token.span.start);
        let mut words: Vec<String> = Vec::new();
        for token in heard {
            let word = self.text.get(token.span.range())?;
            let named =
                if token.is_negated { format!("“{word}” negated") } else { format!("“{word}”") };
            if !words.contains(&named) {
                words.push(named);
            }
        }
        (!words.is_empty()).then(|| words.join(", "))
    }
}
