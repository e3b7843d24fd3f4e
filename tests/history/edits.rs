//! A revision of a text, in which every token that stays keeps its identity.

use super::prose::{Token, Writer};

/// How much is revised: of a thousand words, sentences and paragraphs.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    pub words: usize,
    pub sentences: usize,
    pub paragraphs: usize,
    pub moves: usize,
    pub rewrap: bool,
    pub straighten: bool,
}

/// A revision of `tokens`.
pub fn revise(writer: &mut Writer, tokens: &[Token], measure: Measure) -> Vec<Token> {
    let mut paragraphs = split(tokens, Token::begins_paragraph);
    for _ in 0..measure.moves {
        move_block(writer, &mut paragraphs);
    }
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
        revised.extend(sentences(writer, &paragraph, measure));
    }
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

fn move_block(writer: &mut Writer, paragraphs: &mut Vec<Vec<Token>>) {
    let from = writer.dice.below(paragraphs.len());
    let length = (1 + writer.dice.below(3)).min(paragraphs.len() - from);
    let block: Vec<_> = paragraphs.drain(from..from + length).collect();
    let to = writer.dice.below(paragraphs.len() + 1);
    paragraphs.splice(to..to, block);
    for paragraph in paragraphs {
        if !paragraph[0].begins_paragraph() {
            "\n\n".clone_into(&mut paragraph[0].space);
        }
    }
}

fn sentences(writer: &mut Writer, paragraph: &[Token], measure: Measure) -> Vec<Token> {
    let mut revised: Vec<Token> = Vec::new();
    let mut ended = true;
    let begins: Vec<bool> = paragraph
        .iter()
        .map(|token| {
            let begins = ended && token.text != "”";
            ended = token.ends_sentence() || (ended && !begins);
            begins
        })
        .collect();
    let mut at = 0;
    while at < paragraph.len() {
        let end = (at + 1..paragraph.len()).find(|&i| begins[i]).unwrap_or(paragraph.len());
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

fn words(writer: &mut Writer, sentence: &[Token], measure: Measure) -> Vec<Token> {
    // Revisions come together: a sentence is left alone, or worked on.
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
            // A mark that goes must not leave two words in one.
            _ if !token.text.starts_with(char::is_alphanumeric) => revised.push(token.clone()),
            3 => revised.push(writer.token(&token.space, &word)),
            // A letter is corrected: another word, in the place of the old one.
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
