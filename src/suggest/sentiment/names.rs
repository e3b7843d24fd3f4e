//! Names of people and organisations, by their capitals.

use super::tokens::{ProseToken, TokenKind, Tokens};
use crate::text::Span;
use crate::text::segment::language::{Language, WordList};

/// The names in `text`, whose tokens are `tokens`, in order: runs of words with a capital.
///
/// The first word of a sentence has a capital anyhow: alone it is a name only if it has one elsewhere too.
pub(super) fn names(text: &str, tokens: &Tokens) -> Vec<Span> {
    let language = Language::english();
    let begins = beginnings(text, tokens, language);
    let list = tokens.list();
    let mut inside: Vec<&str> = list
        .iter()
        .zip(&begins)
        .filter(|(token, begins)| token.kind == TokenKind::Word && token.is_capital && !**begins)
        .map(|(token, _)| tokens.lower(token))
        .collect();
    inside.sort_unstable();
    let mut names: Vec<Span> = Vec::new();
    // Where a name that may go on has come to.
    let mut open: Option<usize> = None;
    let mut doubtful = false;
    for (token, begins) in list.iter().zip(begins) {
        let lower = tokens.lower(token);
        let going = open.filter(|end| token.span.start <= end + 1);
        let word = text.get(token.span.range()).unwrap_or_default();
        let initial = going.is_some() && word.len() == 1;
        if is_name(token, (word, lower), begins, language) || initial && token.is_capital {
            match names.last_mut().filter(|_| going.is_some() && !begins) {
                Some(name) => {
                    *name = name.hull(token.span);
                    doubtful = false;
                }
                None => {
                    if doubtful {
                        names.pop();
                    }
                    names.push(token.span);
                    doubtful = begins && inside.binary_search(&lower).is_err();
                }
            }
            open = Some(token.span.end);
        } else {
            // "Department of State", "J. Smith".
            let links = || lower == "." || language.has(WordList::NameLink, lower);
            open = going.filter(|_| links()).map(|_| token.span.end);
        }
    }
    if doubtful {
        names.pop();
    }
    names
}

/// Whether `token`, which is `word` and in lower case `lower`, may be part of a name.
fn is_name(token: &ProseToken, (word, lower): (&str, &str), begins: bool, language: &Language) -> bool {
    let is_proper = token.kind == TokenKind::Word && token.is_capital && word.chars().nth(1).is_some();
    let is_ordinary = || {
        language.is_starter(word)
            || language.has(WordList::Determiner, lower)
            || language.has(WordList::Subject, lower)
            || language.has(WordList::Subordinator, lower)
            || language.lists(lower).has(WordList::Preposition)
    };
    is_proper && !(language.has(WordList::Day, word) || language.is_pronoun(lower) || begins && is_ordinary())
}

/// Which of `tokens` begin a sentence, a quotation or a line.
fn beginnings(text: &str, tokens: &Tokens, language: &Language) -> Vec<bool> {
    let mut begins = true;
    let mut end = 0;
    let mut before: Option<&ProseToken> = None;
    let is_shortened = |token: &ProseToken| {
        token.kind == TokenKind::Word
            && (token.span.len() == 1 || language.abbreviation(tokens.lower(token)).is_some())
    };
    tokens
        .list()
        .iter()
        .map(|token| {
            begins |= text.get(end..token.span.start).is_some_and(|gap| gap.contains('\n'));
            end = token.span.end;
            let here = begins;
            let lower = tokens.lower(token);
            let mark =
                token.kind == TokenKind::Quote || matches!(lower, "." | "!" | "?" | ":" | "‘" | "(" | "[");
            // A mark keeps a beginning, a word ends it; the stop of a title or an initial is none.
            let is_stop = |before: Option<&ProseToken>| lower != "." || !before.is_some_and(is_shortened);
            begins = mark && is_stop(before) || begins && token.kind == TokenKind::Mark;
            before = Some(token);
            here
        })
        .collect()
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
