//! VADER 3.3.2: the rule-based valence of short informal text, number for number as the reference gives it.
//!
//! C. J. Hutto and E. Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
//! ICWSM 2014; reference implementation `vaderSentiment` 3.3.2. Scores are compared across tools and studies, so every
//! peculiarity of the reference is kept, and named where it stands.

mod emoji;
mod lexicon;
mod rules;
mod words;

#[cfg(test)]
mod tests;

use words::Word;

/// The reference's `alpha`, which approximates the square of the largest expected sum.
const ALPHA: f64 = 15.0;

/// The compound score of `text`, from -1 to 1, rounded to four decimals.
pub fn compound(text: &str) -> f64 {
    let text = emoji::described(text);
    let words = Word::all(&text);
    let mut valences = rules::valences(&words);
    if let Some(but) = words.iter().position(|word| word.lower == "but") {
        rules::weigh_around(but, &mut valences);
    }
    // The order of addition is the reference's, since rounding depends on it.
    let sum = valences.iter().fold(0.0, |sum, valence| sum + valence);
    let emphasis = emphasis(&text);
    let sum = if sum > 0.0 {
        sum + emphasis
    } else if sum < 0.0 {
        sum - emphasis
    } else {
        return 0.0;
    };
    rounded((sum / (sum * sum + ALPHA).sqrt()).clamp(-1.0, 1.0))
}

/// The amount that exclamation and question marks add to the strength of a text's valence.
fn emphasis(text: &str) -> f64 {
    let count = |mark: u8| text.bytes().filter(|&byte| byte == mark).count();
    let exclamation = count(b'!').min(4) as f64 * 0.292;
    let question = match count(b'?') {
        0 | 1 => 0.0,
        few @ (2 | 3) => few as f64 * 0.18,
        _ => 0.96,
    };
    exclamation + question
}

/// Rounds to four decimals, exact ties to the even digit, as Python does: the decimal form of a number is exact.
fn rounded(number: f64) -> f64 {
    format!("{number:.4}").parse().unwrap_or(number)
}

/// Whether the lower-case `word` negates the words after it.
pub(super) fn negates(word: &str) -> bool {
    lexicon::lexicon().entry(word).negates
}
