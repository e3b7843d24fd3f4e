//! Revising a text while every token that stays keeps its identity.

use super::prose::{Token, Writer};

/// How much of a text is revised.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Words inserted, deleted, replaced or corrected, per thousand.
    pub words: usize,
    /// Sentences inserted, deleted or replaced, per thousand.
    pub sentences: usize,
    /// Sentences rewritten with some of their old words, per thousand.
    pub rewrites: usize,
    /// Paragraphs inserted, deleted or replaced, per thousand.
    pub paragraphs: usize,
    /// Paragraphs split, joined with the next, or with reordered sentences, per thousand.
    pub joins: usize,
    /// How many blocks of a few paragraphs move elsewhere.
    pub moves: usize,
    /// How many long sections move elsewhere, under a heading of their own.
    pub sections: usize,
    pub rewrap: bool,
    pub straighten: bool,
}

impl Measure {
    pub const NOTHING: Self = Self {
        words: 0,
        sentences: 0,
        rewrites: 0,
        paragraphs: 0,
        joins: 0,
        moves: 0,
        sections: 0,
        rewrap: false,
        straighten: false,
    };
}

/// A revision of `tokens`.
pub fn revise(writer: &mut Writer, tokens: &[Token], measure: Measure) -> Vec<Token> {
    let mut paragraphs = split(tokens, Token::begins_paragraph);
    for _ in 0..measure.moves {
        let length = 1 + writer.dice.below(3);
        move_block(writer, &mut paragraphs, length);
    }
    for _ in 0..measure.sections {
        let length = 1 + paragraphs.len() / 6;
        let at = move_block(writer, &mut paragraphs, length);
        let heading = vec![writer.token("\n\n", "Chapter"), writer.token(" ", "Two")];
        paragraphs.insert(at, heading);
    }
    begin_paragraphs(&mut paragraphs);
    let mut revised = Vec::new();
    for paragraph in paragraphs {
        if writer.dice.chance(measure.paragraphs) {
            match writer.dice.below(3) {
                0 => continue,
                1 => {}
                _ => {
                    revised.extend(writer.paragraph());
                    continue;
                }
            }
            revised.extend(writer.paragraph());
        }
        let from = revised.len();
        revised.extend(sentences(writer, &paragraph, measure));
        if writer.dice.chance(measure.joins) {
            regroup(writer, &mut revised[from..]);
        }
    }
    keep_apart(tokens, &mut revised);
    if let Some(first) = revised.first_mut() {
        first.space.clear();
    }
    if measure.rewrap {
        rewrap(&mut revised);
    }
    if measure.straighten {
        straighten(&mut revised);
    }
    revised
}

fn split(tokens: &[Token], begins: impl Fn(&Token) -> bool) -> Vec<Vec<Token>> {
    let mut pieces: Vec<Vec<Token>> = Vec::new();
    for token in tokens {
        match pieces.last_mut() {
            Some(piece) if !begins(token) => piece.push(token.clone()),
            _ => pieces.push(vec![token.clone()]),
        }
    }
    pieces
}

/// Moves some paragraphs; returns their new index.
fn move_block(writer: &mut Writer, paragraphs: &mut Vec<Vec<Token>>, length: usize) -> usize {
    let from = writer.dice.below(paragraphs.len());
    let length = length.min(paragraphs.len() - from);
    let block: Vec<_> = paragraphs.drain(from..from + length).collect();
    let to = writer.dice.below(paragraphs.len() + 1);
    paragraphs.splice(to..to, block);
    to
}

fn begin_paragraphs(paragraphs: &mut [Vec<Token>]) {
    for first in paragraphs.iter_mut().filter_map(|paragraph| paragraph.first_mut()) {
        if !first.begins_paragraph() {
            "\n\n".clone_into(&mut first.space);
        }
    }
}

/// Splits a paragraph at a sentence, joins it to the one before, or swaps two of its sentences.
fn regroup(writer: &mut Writer, paragraph: &mut [Token]) {
    let begins: Vec<usize> = sentence_starts(paragraph).into_iter().skip(1).collect();
    let (Some(&one), Some(&last)) = (begins.first(), begins.last()) else { return };
    match writer.dice.below(3) {
        0 => " ".clone_into(&mut paragraph[0].space),
        1 => "\n\n".clone_into(&mut paragraph[begins[writer.dice.below(begins.len())]].space),
        _ => {
            let (first, behind) = (paragraph[0].space.clone(), paragraph[last].space.clone());
            let length = paragraph.len();
            paragraph[one..].rotate_left(last - one);
            let moved = one + length - last;
            (paragraph[0].space, paragraph[one].space) = (first, behind.clone());
            if moved < length {
                paragraph[moved].space = behind;
            }
        }
    }
}

/// The indices at which the sentences of a paragraph start.
fn sentence_starts(paragraph: &[Token]) -> Vec<usize> {
    let mut ended = true;
    let mut starts = Vec::new();
    for (i, token) in paragraph.iter().enumerate() {
        let begins = ended && token.text != "”";
        ended = token.ends_sentence() || (ended && !begins);
        starts.extend(begins.then_some(i));
    }
    starts
}

/// Puts a space between two words between which nothing is left.
fn keep_apart(old: &[Token], revised: &mut [Token]) {
    let touching = |one: &Token, other: &Token| {
        other.space.is_empty()
            && one.text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && other.text.starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    let before: std::collections::HashSet<(u64, u64)> =
        old.windows(2).filter(|two| touching(&two[0], &two[1])).map(|two| (two[0].id, two[1].id)).collect();
    for i in 1..revised.len() {
        if touching(&revised[i - 1], &revised[i]) && !before.contains(&(revised[i - 1].id, revised[i].id)) {
            " ".clone_into(&mut revised[i].space);
        }
    }
}

fn sentences(writer: &mut Writer, paragraph: &[Token], measure: Measure) -> Vec<Token> {
    let mut revised: Vec<Token> = Vec::new();
    let starts = sentence_starts(paragraph);
    let mut at = 0;
    while at < paragraph.len() {
        let end = starts.iter().copied().find(|&start| start > at).unwrap_or(paragraph.len());
        let space = paragraph[at].space.clone();
        if writer.dice.chance(measure.sentences) {
            match writer.dice.below(3) {
                0 => {}
                1 => {
                    revised.extend(words(writer, &paragraph[at..end], measure));
                    revised.extend(writer.sentence(" "));
                }
                _ => revised.extend(writer.sentence(&space)),
            }
        } else if writer.dice.chance(measure.rewrites) {
            revised.extend(rewrite(writer, &paragraph[at..end]));
        } else {
            revised.extend(words(writer, &paragraph[at..end], measure));
        }
        at = end;
    }
    if let (Some(first), Some(old)) = (revised.first_mut(), paragraph.first()) {
        first.space.clone_from(&old.space);
    }
    revised
}

/// Rewrites a sentence: some phrases stay, others are new, and two of them may swap places.
fn rewrite(writer: &mut Writer, sentence: &[Token]) -> Vec<Token> {
    let mut phrases: Vec<Vec<Token>> = Vec::new();
    let mut rest = sentence;
    while !rest.is_empty() {
        let (phrase, behind) = rest.split_at((2 + writer.dice.below(6)).min(rest.len()));
        rest = behind;
        if rest.is_empty() || writer.dice.chance(650) {
            phrases.push(phrase.to_vec());
        } else {
            let count = 1 + writer.dice.below(6);
            let anew = (0..count).map(|_| writer.word()).collect::<Vec<_>>();
            phrases.push(anew.iter().map(|word| writer.token(" ", word)).collect());
        }
    }
    if phrases.len() > 3 && writer.dice.chance(200) {
        phrases.swap(1, 2);
    }
    let mut revised = phrases.concat();
    revised[0].space.clone_from(&sentence[0].space);
    revised
}

fn words(writer: &mut Writer, sentence: &[Token], measure: Measure) -> Vec<Token> {
    // Revisions cluster: a sentence is either left alone or heavily revised.
    let share = if writer.dice.chance(300) { measure.words * 3 } else { measure.words / 10 };
    let mut revised = Vec::new();
    let mut skip = 0;
    for token in sentence {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        if !writer.dice.chance(share) {
            revised.push(token.clone());
            continue;
        }
        let word = writer.word();
        match writer.dice.below(5) {
            0 if token.space.is_empty() => revised.push(token.clone()),
            0 => {}
            1 => skip = writer.dice.below(5),
            2 => {
                revised.push(token.clone());
                for _ in 0..=writer.dice.below(4) {
                    let word = writer.word();
                    revised.push(writer.token(" ", &word));
                }
            }
            // Removing a mark must not join two words.
            _ if !token.text.starts_with(char::is_alphanumeric) => revised.push(token.clone()),
            3 => revised.push(writer.token(&token.space, &word)),
            // A spelling correction: another word in the place of the old one.
            _ => revised.push(Token { text: format!("{}e", token.text), ..token.clone() }),
        }
    }
    revised
}

/// Breaks lines at 60 columns.
fn rewrap(tokens: &mut [Token]) {
    let mut column = 0;
    for token in tokens {
        if token.begins_paragraph() {
            column = 0;
        } else if !token.space.is_empty() {
            let wraps = column + token.text.chars().count() >= 60;
            token.space = if wraps { "\n".to_owned() } else { " ".to_owned() };
            column = if wraps { 0 } else { column + 1 };
        }
        column += token.text.chars().count();
    }
}

fn straighten(tokens: &mut [Token]) {
    for token in tokens {
        token.text = match token.text.as_str() {
            "“" | "”" => "\"".to_owned(),
            "‘" | "’" => "'".to_owned(),
            "—" => "--".to_owned(),
            _ => continue,
        };
    }
}
