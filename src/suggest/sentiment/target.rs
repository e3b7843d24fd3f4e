//! The polarity of a sentence toward somebody named in it.
//!
//! Three linear models, one for each polarity, over the context of the target: words by side, distance and clause, the
//! polarity of the words there, and the pattern of the words next to it. Trained on news sentences by
//! `tools/train/sentiment.rs`.

use std::ops::Deref;

use super::Polarity;
use super::tokens::{ProseToken, TokenKind, Tokens};
use crate::suggest::Toward;
use crate::suggest::linear::{Feature, Hash, Linear};
use crate::text::Span;
use crate::text::segment::Language;

/// A passage of a text, prepared to be asked about several targets in it.
pub(super) struct TargetPassage<'t> {
    tokens: PassageTokens<'t>,
    /// The start of the passage, in bytes of the text that targets are in.
    start: usize,
}

/// The tokens of a passage: those of its text, if they are the same, or its own.
enum PassageTokens<'t> {
    Shared(&'t Tokens, &'t [ProseToken]),
    Own(Tokens),
}

impl<'t> TargetPassage<'t> {
    /// The passage at `span` of a text with these `tokens`; `text` is the passage itself.
    pub(super) fn new(tokens: &'t Tokens, span: Span, text: &str) -> Self {
        match tokens.alone(span) {
            Some(alone) => Self { tokens: PassageTokens::Shared(tokens, alone), start: 0 },
            None => Self { tokens: PassageTokens::Own(Tokens::new(text)), start: span.start },
        }
    }

    /// The polarity of the passage toward what is mentioned at `target`, in bytes of the whole text.
    pub(super) fn polarity(&self, models: &Toward, target: Span) -> Polarity {
        let (tokens, list) = match &self.tokens {
            PassageTokens::Shared(tokens, list) => (*tokens, *list),
            PassageTokens::Own(tokens) => (tokens, tokens.list()),
        };
        let mut found = Vec::with_capacity(20 * list.len());
        Sentence::new(tokens, list, target.unshifted(self.start)).add(&mut found);
        let scores = Linear::scores([&models.negative, &models.neutral, &models.positive], &found);
        let polarities = [Polarity::Negative, Polarity::Neutral, Polarity::Positive];
        let best = polarities.into_iter().zip(scores).max_by(|a, b| a.1.total_cmp(&b.1));
        best.map_or(Polarity::Neutral, |(polarity, _)| polarity)
    }
}

/// Adds the features of `text` for the target at `target` to `found`.
pub fn features(text: &str, target: Span, found: &mut Vec<Feature>) {
    let tokens = Tokens::new(text);
    Sentence::new(&tokens, tokens.list(), target).add(found);
}

/// A token with its word, whose letters A to Z are in lower case.
#[derive(Clone, Copy, Default)]
struct SpelledToken<'t> {
    lower: &'t str,
    token: ProseToken,
}

impl Deref for SpelledToken<'_> {
    type Target = ProseToken;

    fn deref(&self) -> &ProseToken {
        &self.token
    }
}

/// A sentence around its target.
struct Sentence<'t> {
    /// The tokens, with the whole target as one of them.
    tokens: Vec<SpelledToken<'t>>,
    /// The words of the target.
    mention: Vec<SpelledToken<'t>>,
    /// The index of the target in `tokens`.
    at: usize,
}

/// Begins a feature of the kind that `letter` names.
const fn kind(letter: u8) -> Hash {
    Hash::new(letter)
}

impl<'t> Sentence<'t> {
    /// The sentence of the tokens `list`, which belong to the tokens `of` a text, with its target.
    fn new(of: &'t Tokens, list: &[ProseToken], target: Span) -> Self {
        let mut tokens = Vec::with_capacity(list.len() + 1);
        let mut mention: Vec<SpelledToken> = Vec::new();
        let at = list.iter().position(|token| token.span.overlaps(target) || token.span.start >= target.end);
        let at = at.unwrap_or(list.len());
        for token in list.iter().map(|&token| SpelledToken { lower: of.lower(&token), token }) {
            if token.span.overlaps(target) {
                mention.push(token);
            } else {
                tokens.push(token);
            }
        }
        let neighbour = mention.first().or(tokens.get(at)).or(tokens.last()).copied().unwrap_or_default();
        let hash = Hash::new(0).byte(1);
        let token = ProseToken { kind: TokenKind::Word, hash, stem: hash, polarity: 0.0, ..neighbour.token };
        tokens.insert(at, SpelledToken { lower: ITSELF, token });
        if let Some(next) = tokens.get_mut(at + 1)
            && matches!(next.lower, "'" | "’" | "’s")
        {
            let token = ProseToken { hash: Hash::new(0).word("'s"), ..next.token };
            *next = SpelledToken { lower: "'s", token };
        }
        Self { tokens, mention, at }
    }

    fn add(&self, found: &mut Vec<Feature>) {
        let start = found.len();
        let mut features = Features(found);
        self.words(&mut features);
        self.patterns(&mut features);
        self.mention(&mut features);
        self.heads(&mut features);
        let length = ((found.len() - start) as f32).sqrt();
        for feature in found.iter_mut().skip(start) {
            feature.1 /= length;
        }
        self.sums(found);
    }

    /// Adds the words with their positions.
    fn words(&self, features: &mut Features) {
        let target = &self.tokens[self.at];
        for (i, token) in self.tokens.iter().enumerate().filter(|(i, _)| *i != self.at) {
            let side = u8::from(i > self.at);
            let near = bucket(i.abs_diff(self.at));
            let inside = u8::from(token.clause == target.clause);
            let across = u8::from(token.is_quoted != target.is_quoted);
            if token.kind == TokenKind::Word {
                features.add(kind(b'w').with(token.hash).byte(u8::from(token.is_negated)));
                features.add(kind(b's').with(token.stem));
                features.add(kind(b'd').with(token.hash).byte(side).byte(near));
                features.add(kind(b'c').with(token.stem).byte(side).byte(inside));
                features.add(kind(b'q').with(token.stem).byte(side).byte(across));
                if let Some(next) = self.tokens.get(i + 1) {
                    features.add(kind(b'b').with(token.hash).with(next.hash));
                }
                affixes(token.lower, features);
            }
            let sound = sound(token.polarity);
            if sound != 0 {
                features.add(kind(b'v').byte(sound).byte(side).byte(near));
                features.add(kind(b'V').byte(sound).byte(side).byte(inside));
                features.add(kind(b'x').byte(sound).byte(across));
                features.add(kind(b'y').byte(sound));
            }
        }
    }

    /// Whether the token at `i` is a verb of speech.
    fn is_cue(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|token| token.kind == TokenKind::Word && Language::english().is_cue(token.lower))
    }

    /// Adds the words next to the target, as they are and by class.
    fn patterns(&self, features: &mut Features) {
        let near: [_; 2 * MAX_PATTERN_WORDS + 1] = std::array::from_fn(|i| {
            let i = (self.at + i).checked_sub(MAX_PATTERN_WORDS)?;
            let token = self.tokens.get(i)?;
            Some((token.hash, class(token, self.is_cue(i))))
        });
        for (letter, from, to) in PATTERNS {
            let mut plain = kind(b't').byte(letter);
            let mut classes = kind(b'k').byte(letter);
            for token in near.iter().skip(MAX_PATTERN_WORDS - from).take(from + to + 1) {
                let (word, class) = token.unwrap_or((OUTSIDE, OUTSIDE));
                plain = plain.with(word);
                classes = classes.with(class);
            }
            if from + to < 4 {
                features.add(plain);
            }
            features.add(classes);
        }
    }

    /// Adds the target itself, and whether it speaks.
    fn mention(&self, features: &mut Features) {
        let mut whole = kind(b'M');
        for token in &self.mention {
            features.add(kind(b'm').with(token.hash));
            whole = whole.with(token.hash);
        }
        features.add(whole);
        let count = self.tokens.len();
        let quoted = self.tokens.get(self.at).is_some_and(|token| token.is_quoted);
        features.add(kind(b'p').byte((5 * self.at / count.max(1)).min(4) as u8));
        features.add(kind(b'Q').byte(u8::from(quoted)));
        features.add(kind(b'l').byte((count / 10).min(5) as u8));
        features.add(kind(b'f').byte(u8::from(self.at == 0)));
        let has_quote = self.tokens.iter().any(|token| token.kind == TokenKind::Quote);
        let cue = |range: std::ops::Range<usize>| range.into_iter().find(|&i| self.is_cue(i));
        if let Some(cue) = cue(self.at + 1..self.at + 4) {
            features.add(kind(b'S'));
            features.add(kind(b'S').with(self.tokens[cue].hash));
            features.add(kind(b'S').byte(1 + u8::from(has_quote)));
        }
        if let Some(cue) = cue(self.at.saturating_sub(2)..self.at) {
            features.add(kind(b'R'));
            features.add(kind(b'R').with(self.tokens[cue].hash));
        }
        let capitals = self.tokens.iter().skip(1).filter(|token| token.is_capital).count();
        features.add(kind(b'o').byte(capitals.min(4) as u8));
    }

    /// Adds the nearest content words, and the nearest words with a polarity.
    fn heads(&self, features: &mut Features) {
        let after = self.tokens.iter().enumerate().skip(self.at + 1).take(7);
        let verbs = after.take_while(|(_, token)| !is_break(token)).filter(|(i, token)| {
            let verb =
                token.lower.len() > 3 && ["ed", "s", "ing"].iter().any(|end| token.lower.ends_with(end));
            token.kind == TokenKind::Word && (verb || self.is_cue(*i) || token.polarity != 0.0)
        });
        for (nth, (_, token)) in (0..).zip(verbs.take(2)) {
            features.add(kind(b'r').byte(nth).with(token.stem));
        }
        let before = self.tokens.iter().take(self.at).rev().take(6).take_while(|token| !is_break(token));
        let long = before.filter(|token| token.lower.len() > 3);
        for (nth, token) in (0..).zip(long.take(2)) {
            features.add(kind(b'h').byte(nth).with(token.stem));
        }
        let clause = self.tokens.get(self.at).map(|token| token.clause);
        let heard = |token: &&SpelledToken| token.polarity != 0.0;
        let sides = [
            self.tokens.iter().skip(self.at + 1).find(heard),
            self.tokens.iter().take(self.at).rev().find(heard),
        ];
        for (side, token) in (0..).zip(sides) {
            let what =
                token.map_or((0, false), |token| (sound(token.polarity), Some(token.clause) == clause));
            features.add(kind(b'n').byte(side).byte(what.0).byte(u8::from(what.1)));
        }
        if self.tokens.get(self.at + 1).is_some_and(|token| token.lower == "'s") {
            for token in self.tokens.iter().skip(self.at + 2).take(3) {
                features.add(kind(b'P').with(token.hash));
            }
        }
    }

    /// Adds the sums of polarities by position, positive and negative ones apart.
    fn sums(&self, found: &mut Vec<Feature>) {
        let Some(target) = self.tokens.get(self.at) else { return };
        let mut sums = [[0.0_f32; 12]; 2];
        for (i, token) in self.tokens.iter().enumerate().filter(|(_, token)| token.polarity != 0.0) {
            let size = 3.0 * token.polarity.abs();
            let sums = &mut sums[usize::from(token.polarity > 0.0)];
            let side = usize::from(i > self.at);
            let near = size / (1.0 + i.abs_diff(self.at) as f32 / 3.0);
            let inside = usize::from(token.clause == target.clause);
            sums[0] += size;
            sums[1 + side] += size;
            sums[3 + 2 * side + inside] += size;
            sums[7] += near;
            sums[8 + side] += near;
            sums[10 + usize::from(token.is_quoted != target.is_quoted)] += size;
        }
        for (sign, sums) in (0..).zip(sums) {
            let all = (0..).zip(sums).filter(|(_, sum)| *sum > 0.0);
            found.extend(all.map(|(i, sum)| (kind(b'#').byte(sign).byte(i), sum.ln_1p() * SUMS_WEIGHT)));
        }
    }
}

/// The word that replaces the target; no text contains it.
const ITSELF: &str = "\u{1}";

/// The weight of the sums beside the words; chosen by hand.
const SUMS_WEIGHT: f32 = 0.3;

/// The farthest word from the target in a pattern, in words; chosen by hand.
const MAX_PATTERN_WORDS: usize = 4;

/// The token before the first word and after the last one.
const OUTSIDE: Hash = Hash::new(0).byte(2);

/// The patterns: a letter, and the number of words before and after the target.
const PATTERNS: [(u8, usize, usize); 12] = [
    (b'a', 1, 0),
    (b'b', 0, 1),
    (b'c', 2, 0),
    (b'd', 0, 2),
    (b'e', 1, 1),
    (b'f', 3, 0),
    (b'g', 0, 3),
    (b'h', 2, 1),
    (b'i', 1, 2),
    (b'j', 0, 4),
    (b'k', 4, 0),
    (b'l', 2, 2),
];

struct Features<'a>(&'a mut Vec<Feature>);

impl Features<'_> {
    fn add(&mut self, feature: Hash) {
        self.0.push((feature, 1.0));
    }
}

/// Adds the beginning and the end of a long word.
fn affixes(word: &str, features: &mut Features) {
    if let (Some(head), Some(tail)) = (word.get(..5), word.len().checked_sub(4).and_then(|at| word.get(at..)))
        && word.len() > 5
    {
        features.add(kind(b'(').bytes(head.as_bytes()));
        features.add(kind(b')').bytes(tail.as_bytes()));
    }
}

/// The class of a distance in words; the larger the distance, the coarser the class.
fn bucket(distance: usize) -> u8 {
    match distance {
        0..=3 => distance as u8,
        4..=6 => 4,
        7..=12 => 5,
        _ => 6,
    }
}

/// The class of a polarity: 0 none, then bad, very bad, good, very good.
fn sound(polarity: f32) -> u8 {
    match polarity {
        p if p <= -0.67 => 2,
        p if p < -0.1 => 1,
        p if p >= 0.67 => 4,
        p if p > 0.1 => 3,
        _ => 0,
    }
}

/// The class of a token in a pattern; a short word is its own class.
fn class(token: &SpelledToken, is_cue: bool) -> Hash {
    let sound = sound(token.polarity);
    if token.lower == ITSELF {
        Hash::new(1)
    } else if is_cue {
        Hash::new(2)
    } else if sound != 0 {
        Hash::new(3).byte(u8::from(sound > 2))
    } else if token.lower.len() > 3 && token.lower.ends_with("ed") {
        Hash::new(4)
    } else if token.lower.len() > 4 && token.lower.ends_with("ing") {
        Hash::new(5)
    } else if token.is_capital {
        Hash::new(6)
    } else if token.lower.bytes().all(|byte| byte.is_ascii_digit()) {
        Hash::new(7)
    } else if token.lower.chars().count() <= 4 {
        token.hash
    } else {
        Hash::new(8)
    }
}

/// Whether a token ends the passage in which words relate to the target.
fn is_break(token: &SpelledToken) -> bool {
    token.kind != TokenKind::Word && !matches!(token.lower, "'" | "’")
}
