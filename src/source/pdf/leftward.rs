//! Scripts that are written from right to left: a PDF has their characters where they are drawn, and the text has them as they are read.

use super::row::Word;

/// Whether a character belongs to a script that is written from right to left.
pub(super) fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && !c.is_numeric()
}

/// Puts words that stand in their order on the page into the order in which they are read.
pub(super) fn into_reading_order(words: &mut [Word]) {
    let count = |is_one: fn(char) -> bool| {
        words.iter().flat_map(|word| word.text.chars()).filter(|&c| is_one(c)).count()
    };
    let (leftward, letters) = (count(is_leftward), count(char::is_alphabetic));
    if leftward == 0 {
        return;
    }
    for word in words.iter_mut().filter(|word| word.text.chars().any(is_leftward)) {
        word.text = word.text.chars().rev().map(mirrored).collect();
    }
    let is_leftward_row = 2 * leftward >= letters;
    let has_side = |word: &Word| word.text.chars().any(char::is_alphanumeric);
    if is_leftward_row {
        words.reverse();
    }
    // The runs that are written in the other direction than the row.
    let is_turned = |word: &Word| has_side(word) && word.text.chars().any(is_leftward) != is_leftward_row;
    let mut first = 0;
    while first < words.len() {
        let len = words.get(first..).unwrap_or_default().iter().take_while(|word| is_turned(word)).count();
        if let Some(run) = words.get_mut(first..first + len) {
            run.reverse();
        }
        first += len + 1;
    }
}

/// The bracket that is drawn as this one in text from right to left.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}
