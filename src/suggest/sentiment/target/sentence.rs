//! A sentence around its target.

use std::ops::Deref;

use crate::suggest::linear::Hash;
use crate::suggest::sentiment::tokens::{ProseToken, TokenKind, Tokens};
use crate::text::Span;
use crate::text::segment::Language;

/// The word that replaces the target; no text contains it.
pub(super) const ITSELF: &str = "\u{1}";

/// A token with its word, whose letters A to Z are in lower case.
#[derive(Clone, Copy, Default)]
pub(super) struct SpelledToken<'t> {
    /// The word, with the letters A to Z in lower case.
    pub(super) lower: &'t str,
    token: ProseToken,
}

impl Deref for SpelledToken<'_> {
    type Target = ProseToken;

    fn deref(&self) -> &ProseToken {
        &self.token
    }
}

/// A sentence around its target.
pub(super) struct Sentence<'t> {
    /// The tokens, with the whole target as one of them.
    pub(super) tokens: Vec<SpelledToken<'t>>,
    /// The words of the target.
    pub(super) mention: Vec<SpelledToken<'t>>,
    /// The index of the target in `tokens`.
    pub(super) at: usize,
}

impl<'t> Sentence<'t> {
    /// The sentence of the tokens `list`, which belong to the tokens `of` a text, with its target.
    pub(super) fn new(of: &'t Tokens, list: &[ProseToken], target: Span) -> Self {
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

    /// Whether the token at `i` is a verb of speech.
    pub(super) fn is_cue(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|token| token.kind == TokenKind::Word && Language::english().is_cue(token.lower))
    }
}
