//! The suggester of sentiment: sentences and quotations that praise, blame or lament.

use std::sync::Arc;

use super::tokens::{ProseToken, Tokens};
use super::valence::Tone;
use super::{Polarity, target, vader};
use crate::gloss::{Attributes, Value};
use crate::suggest::quotes::Quotes;
use crate::suggest::said::{Said, speaker};
use crate::suggest::{Analysis, Error, Models, Suggester, Suggestion, Task};
use crate::text::Span;

/// The lowest likelihood of a passage that is suggested, before it is calibrated; chosen by hand.
const MIN_LIKELIHOOD: f64 = 0.4;

/// The shortest quotation that is judged by itself, in bytes; chosen by hand.
const MIN_QUOTATION_BYTES: usize = 16;

/// The shortest quotation whose tone is as sure as a sentence's, in words and marks; chosen by hand.
const MIN_SURE_WORDS: usize = 4;

/// The factor for the tone of a shorter one; chosen by hand.
const FRAGMENT_SHARE: f64 = 0.75;

/// The factor for the tone of a report: how somebody's view is put is the writer's choice. Chosen by hand.
const REPORTED_SHARE: f32 = 0.85;

/// How many words a reason may name; chosen by hand.
const MAX_REASON_WORDS: usize = 3;

/// The lowest polarity, without its sign, of a word that a reason names; chosen by hand.
const MIN_REASON_POLARITY: f32 = 0.2;

/// How many of a sentence's names are examined: in a list of names, the sentence is about none of them. Chosen by hand.
const MAX_TARGETS: usize = 4;

/// Suggests sentences and quotations for their tone.
pub struct Sentiment {
    /// The kind that it suggests: `sentiment`.
    kinds: [Arc<str>; 1],
    models: Models,
}

impl Sentiment {
    /// The name of this source.
    pub const NAME: &str = "sentiment";

    /// A suggester with these models.
    pub fn new(models: &Models) -> Self {
        Self { kinds: ["sentiment".into()], models: *models }
    }
}

impl Suggester for Sentiment {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn kinds(&self) -> &[Arc<str>] {
        &self.kinds
    }

    fn needs(&self) -> &[&str] {
        &[Quotes::NAME]
    }

    fn suggest(&self, analysis: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error> {
        // The lexicons know English words only, and "die" and "war" are others elsewhere.
        if !analysis.language.is_english() {
            return Ok(Vec::new());
        }
        let [tag] = &self.kinds;
        let judge = ToneJudge { analysis, models: &self.models, tag, tokens: analysis.tokens() };
        let mut found = Vec::new();
        let mut quotations = analysis.quotations.iter().peekable();
        for (sentence, &vader) in analysis.sentences.iter().zip(analysis.sentence_vader()) {
            task.check()?;
            let whole = judge.passage(*sentence, vader);
            let mut best = whole;
            // If a quotation inside the sentence has the stronger tone, it is suggested instead.
            while let Some(quotation) = quotations.next_if(|quotation| quotation.outer.end <= sentence.end) {
                if sentence.covers(quotation.outer) && quotation.inner.len() >= MIN_QUOTATION_BYTES {
                    let words = judge.passage(quotation.inner, vader::compound(judge.text(quotation.inner)));
                    let words =
                        words.weighed(if words.tokens.len() < MIN_SURE_WORDS { FRAGMENT_SHARE } else { 1.0 });
                    if words.likelihood() > best.likelihood() {
                        best = JudgedPassage { span: quotation.outer, ..words };
                    }
                }
            }
            if best.likelihood() >= MIN_LIKELIHOOD {
                found.extend(judge.suggestion(&best, &whole));
            }
        }
        let mut said = Said::new(task.found_by(Quotes::NAME));
        for suggestion in &mut found {
            if let Some(around) = said.around(suggestion) {
                if let Some(holder) = speaker(around) {
                    suggestion.attributes.set("holder", holder.into());
                }
                if *around.tag == *Quotes::REPORT {
                    suggestion.score *= REPORTED_SHARE;
                }
            }
            suggestion.score = self.models.sentiment.of(suggestion.score);
        }
        Ok(found)
    }
}

/// A passage with its tone.
#[derive(Clone, Copy)]
struct JudgedPassage<'t> {
    span: Span,
    tokens: &'t [ProseToken],
    tone: Tone,
}

impl JudgedPassage<'_> {
    /// The passage with its likelihoods times `share`.
    fn weighed(self, share: f64) -> Self {
        let tone = Tone { positive: share * self.tone.positive, negative: share * self.tone.negative };
        Self { tone, ..self }
    }

    fn polarity(&self) -> Polarity {
        if self.tone.positive > self.tone.negative { Polarity::Positive } else { Polarity::Negative }
    }

    /// The likelihood that a careful reader calls the passage what [`polarity`](Self::polarity) says.
    fn likelihood(&self) -> f64 {
        self.tone.positive.max(self.tone.negative)
    }

    /// The strength of the tone, from 1 to 3: the likelier the polarity, the stronger readers rate it (see
    /// `tools/train/sentiment.rs`).
    fn intensity(&self) -> f64 {
        match self.likelihood() {
            sure if sure >= 0.85 => 3.0,
            sure if sure >= 0.6 => 2.0,
            _ => 1.0,
        }
    }
}

/// Judges the passages of one text.
struct ToneJudge<'r, 'a> {
    analysis: &'r Analysis<'a>,
    models: &'r Models,
    tag: &'r Arc<str>,
    tokens: &'r Tokens,
}

impl<'r, 'a> ToneJudge<'r, 'a> {
    fn text(&self, span: Span) -> &'a str {
        self.analysis.text.get(span.range()).unwrap_or_default()
    }

    /// Judges the passage at `span`, whose words have this VADER score.
    fn passage(&self, span: Span, vader: f64) -> JudgedPassage<'r> {
        let tokens = self.tokens.within(span);
        JudgedPassage { span, tokens, tone: Tone::of_tokens(self.models, self.tokens, tokens, vader) }
    }

    /// The suggestion to tag `passage`, in `sentence`; `None` if no word can be given as the reason.
    fn suggestion(&self, passage: &JudgedPassage, sentence: &JudgedPassage) -> Option<Suggestion> {
        let polarity = passage.polarity();
        let reason = self.reason(passage, polarity)?;
        let mut attributes = Attributes::default();
        attributes.set("polarity", polarity.name().into());
        attributes.set("intensity", Value::Number(passage.intensity()));
        if let Some(target) = self.target(sentence.span, polarity) {
            attributes.set("target", target.into());
        }
        let score = passage.likelihood() as f32;
        let spans = vec![passage.span];
        Some(Suggestion { attributes, reason, ..Suggestion::new(self.tag.clone(), spans, score) })
    }

    /// The first name in `sentence` toward which it has this `polarity`.
    fn target(&self, sentence: Span, polarity: Polarity) -> Option<&'a str> {
        let names = self.analysis.names();
        let here = names.iter().skip(names.partition_point(|name| name.start < sentence.start));
        let here = here.take_while(|name| name.end <= sentence.end).take(MAX_TARGETS);
        let mut here = here.peekable();
        here.peek()?;
        let passage = target::TargetPassage::new(self.tokens, sentence, self.text(sentence));
        let toward = &self.models.toward;
        here.find(|name| passage.polarity(toward, **name) == polarity).map(|name| self.text(*name))
    }

    /// The words of `passage` with the strongest polarity in the direction of `polarity`, in the order of the text;
    /// `None` if there are none.
    fn reason(&self, passage: &JudgedPassage, polarity: Polarity) -> Option<String> {
        let sign = if polarity == Polarity::Positive { 1.0 } else { -1.0 };
        let loud = |token: &&ProseToken| token.polarity * sign >= MIN_REASON_POLARITY;
        let mut heard: Vec<&ProseToken> = passage.tokens.iter().filter(loud).collect();
        heard.sort_by(|a, b| (b.polarity * sign).total_cmp(&(a.polarity * sign)));
        heard.truncate(MAX_REASON_WORDS);
        heard.sort_by_key(|token| token.span.start);
        let mut words: Vec<String> = Vec::new();
        for token in heard {
            let word = self.text(token.span);
            let named =
                if token.is_negated { format!("“{word}” negated") } else { format!("“{word}”") };
            if !words.contains(&named) {
                words.push(named);
            }
        }
        (!words.is_empty()).then(|| words.join(", "))
    }
}
