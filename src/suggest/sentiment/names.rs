//! Names of people and organisations, by their capitals.

use super::tokens::{Kind, Token};
use crate::text::Span;
use crate::text::segment::language::{Language, WordList};

/// The names in `text`, whose tokens are `tokens`, in order: runs of words with a capital.
///
/// The first word of a sentence has a capital anyhow: alone it is a name only if it has one elsewhere too.
pub(super) fn names(text: &str, tokens: &[Token]) -> Vec<Span> {
    let language = Language::english();
    let begins = beginnings(text, tokens, language);
    let mut inside: Vec<&str> = tokens
        .iter()
        .zip(&begins)
        .filter(|(token, begins)| token.kind == Kind::Word && token.is_capital && !**begins)
        .map(|(token, _)| token.lower)
        .collect();
    inside.sort_unstable();
    let mut names: Vec<Span> = Vec::new();
    // Where a name that may go on has come to.
    let mut open: Option<usize> = None;
    let mut doubtful = false;
    for (token, begins) in tokens.iter().zip(begins) {
        let going = open.filter(|end| token.span.start <= end + 1);
        let word = text.get(token.span.range()).unwrap_or_default();
        let initial = going.is_some() && word.len() == 1;
        if is_name(token, word, begins, language) || initial && token.is_capital {
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
                    doubtful = begins && inside.binary_search(&token.lower).is_err();
                }
            }
            open = Some(token.span.end);
        } else {
            // "Department of State", "J. Smith".
            open = going.filter(|_| matches!(token.lower, "of" | ".")).map(|_| token.span.end);
        }
    }
    if doubtful {
        names.pop();
    }
    names
}

fn is_name(token: &Token, word: &str, begins: bool, language: &Language) -> bool {
    let ordinary = || {
        language.is_starter(word)
            || language.has(WordList::Determiner, token.lower)
            || language.has(WordList::Subject, token.lower)
            || language.has(WordList::Subordinator, token.lower)
            || language.lists(token.lower).has(WordList::Preposition)
    };
    let is_proper = token.kind == Kind::Word && token.is_capital && word.chars().nth(1).is_some();
    let is_other =
        language.has(WordList::Day, word) || language.is_pronoun(token.lower) || begins && ordinary();
    is_proper && !is_other
}

/// Which of `tokens` begin a sentence, a quotation or a line.
fn beginnings(text: &str, tokens: &[Token], language: &Language) -> Vec<bool> {
    let mut begins = true;
    let mut end = 0;
    let mut shortened = false;
    tokens
        .iter()
        .map(|token| {
            begins |= text.get(end..token.span.start).is_some_and(|gap| gap.contains('\n'));
            end = token.span.end;
            let here = begins;
            let mark =
                token.kind == Kind::Quote || matches!(token.lower, "." | "!" | "?" | ":" | "‘" | "(" | "[");
            // A mark keeps a beginning, a word ends it; the stop of a title or an initial is none.
            begins = mark && !(shortened && token.lower == ".") || begins && token.kind == Kind::Mark;
            shortened = token.kind == Kind::Word
                && (token.span.len() == 1 || language.abbreviation(token.lower).is_some());
            here
        })
        .collect()
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
