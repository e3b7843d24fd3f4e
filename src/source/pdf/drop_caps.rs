//! Drop caps: the first letter of a chapter, as high as several rows, goes back to the word that it begins.

use super::word::DrawnWord;

/// The smallest size of a drop cap, as a multiple of that of the text beside it.
const MIN_SIZE: f32 = 1.8;

/// The most characters that are set so: a letter behind a quotation mark.
const MAX_CHARACTERS: usize = 2;

/// How far the text beside it is at most, in sizes of the text.
const MAX_DISTANCE: f32 = 1.5;

/// The gap from which a letter is a word of its own, in sizes of the text.
const MIN_WORD_GAP: f32 = 0.4;

/// How many large letters of a page are looked at.
const MAX_TRIED: usize = 40;

/// Puts the drop caps among the words of a page in front of the words that they begin.
pub(super) fn attach_drop_caps(words: &mut Vec<DrawnWord>) {
    let mut sizes: Vec<f32> = words.iter().map(|word| word.size).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let is_cap = |word: &DrawnWord| {
        word.size > MIN_SIZE * usual
            && word.len() <= MAX_CHARACTERS
            && word.text.chars().next_back().is_some_and(char::is_uppercase)
    };
    let caps: Vec<usize> = (0..words.len()).filter(|&at| is_cap(&words[at])).take(MAX_TRIED).collect();
    let mut attached: Vec<usize> = Vec::new();
    for at in caps {
        let cap = words[at].clone();
        let beside = first_words_beside(words, &cap);
        let [first, _, ..] = beside[..] else { continue };
        let word = &mut words[first];
        let is_apart = word.left - cap.right > MIN_WORD_GAP * word.size;
        let space = if is_apart { " " } else { "" };
        word.text = format!("{}{space}{}", cap.text, word.text);
        // The rows beside the letter are not indented.
        for at in beside {
            words[at].left = cap.left;
        }
        attached.push(at);
    }
    for at in attached.into_iter().rev() {
        words.remove(at);
    }
}

/// The first words of the rows of smaller text at the right of a drop cap, the highest first.
fn first_words_beside(words: &[DrawnWord], cap: &DrawnWord) -> Vec<usize> {
    let is_beside = |word: &DrawnWord| {
        let distance = (word.left - cap.right) / word.size;
        cap.size > MIN_SIZE * word.size
            && (-0.5..MAX_DISTANCE).contains(&distance)
            && word.baseline > cap.baseline - cap.size
            && word.baseline < cap.baseline + 0.3 * word.size
    };
    let mut beside: Vec<usize> = (0..words.len()).filter(|&at| is_beside(&words[at])).collect();
    beside.sort_by(|&a, &b| words[a].baseline.total_cmp(&words[b].baseline));
    let mut first: Vec<usize> = Vec::new();
    for at in beside {
        let word = &words[at];
        match first.last_mut().filter(|last| word.baseline - words[**last].baseline < 0.3 * word.size) {
            Some(last) if word.left < words[*last].left => *last = at,
            Some(_) => {}
            None => first.push(at),
        }
    }
    first
}
