//! Labels: the names of speakers before their words, as in “NÓRA: It was signed.”

use std::collections::HashMap;

/// The longest label, in bytes. Chosen by hand: a name with a title and a remark in brackets.
const MAX_LABEL_BYTES: usize = 60;

/// The most words of a name.
const MAX_WORDS: usize = 4;

/// The fewest letters of a sound in capitals. Chosen by hand: “OK” is said.
const MIN_CAPITALS: usize = 4;

/// The least number of lines of a file for each line in capitals, so that those are sounds. Chosen by hand.
const MIN_LINES_PER_SOUND: usize = 4;

/// The labels of a file that are the names of speakers, whatever their letters are.
#[derive(Debug, Default)]
pub struct KnownLabels {
    /// How often each comes.
    counts: HashMap<String, usize>,
    /// Whether one of them comes more than once, so that names of several words are speakers, too.
    any_again: bool,
    /// Whether few lines are in capitals, so that those tell what is heard or seen.
    tells_sounds_in_capitals: bool,
}

impl KnownLabels {
    /// The labels at these starts of lines, counted.
    pub fn of<'a>(starts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let capitals = starts.clone().filter(|start| is_in_capitals(start)).count();
        let all = starts.clone().count();
        let mut counts: HashMap<String, usize> = HashMap::new();
        for (name, _) in starts.filter_map(label) {
            *counts.entry(name.to_owned()).or_default() += 1;
        }
        let any_again = counts.values().any(|&count| count > 1);
        Self { counts, any_again, tells_sounds_in_capitals: capitals * MIN_LINES_PER_SOUND <= all }
    }

    /// Whether a line tells what is heard or seen, in capitals among lines in other letters.
    pub fn is_sound(&self, line: &str) -> bool {
        self.tells_sounds_in_capitals && is_in_capitals(line)
    }

    /// The name of the speaker at the start of `text`, and the length of the label in bytes with the space after it: a name in capitals;
    /// or one in other letters that comes more than once, or has several words in a file where others come more than once.
    pub fn label<'t>(&self, text: &'t str) -> Option<(&'t str, usize)> {
        let (name, len) = label(text)?;
        let is_capital = !name.chars().any(char::is_lowercase);
        let comes_again = self.counts.get(name).is_some_and(|&count| count > 1);
        let is_usual = comes_again || self.any_again && name.contains(' ');
        (is_capital || is_usual).then_some((name, len))
    }
}

/// Whether words are in capitals, and end no sentence: nobody speaks them, and nobody cries them.
fn is_in_capitals(words: &str) -> bool {
    let is_word = |c: char| c.is_uppercase() || c.is_whitespace() || matches!(c, '\'' | '’' | '-');
    words.chars().all(is_word) && words.chars().filter(|c| c.is_uppercase()).count() >= MIN_CAPITALS
}

/// What may be a speaker's name at the start of `text`: a few words with capital letters before a colon.
fn label(text: &str) -> Option<(&str, usize)> {
    let near = &text[..text.floor_char_boundary(MAX_LABEL_BYTES)];
    let (label, after) = near.split_once(':')?;
    let rest = &text[label.len() + 1..];
    // A time or an address has a colon, too.
    if !after.is_empty() && !after.starts_with(char::is_whitespace)
        || rest.trim().is_empty() && text.len() > near.len()
    {
        return None;
    }
    let name = label.split(['(', '[']).next().unwrap_or_default().trim();
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| ".'’\"#-".contains(c));
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || matches!(word, "de" | "van" | "von" | "der" | "of" | "the" | "and" | "&" | "la" | "di")
    };
    let words = name.split_whitespace();
    let is_name = name.starts_with(char::is_uppercase)
        && words.clone().count() <= MAX_WORDS
        && words.clone().all(is_word);
    let space = rest.len() - rest.trim_start().len();
    is_name.then_some((name, label.len() + 1 + space))
}
