//! `WordNet` as its database files have it: senses, their words, their relations and definitions (see `wndb(5WN)`).

use std::{collections::HashMap, fs, path::Path};

/// The parts of speech as the files are named and as pointers name them.
const PARTS: [(&str, u8); 4] = [("noun", b'n'), ("verb", b'v'), ("adj", b'a'), ("adv", b'r')];

/// A sense: words that mean the same.
pub struct Synset {
    /// In lower case.
    pub words: Vec<String>,
    /// To other senses.
    pub pointers: Vec<Pointer>,
    /// Without the examples.
    pub definition: String,
}

/// A relation to another sense, or of one of its words to one of the other's.
pub struct Pointer {
    /// `!` antonym, `&` similar, `@` hypernym, `~` hyponym, `+` derived, …
    pub symbol: u8,
    /// Part of speech and offset of the other sense.
    pub sense: (u8, u32),
    /// The places of the two words, where the relation is theirs alone.
    pub words: Option<(usize, usize)>,
}

/// The database.
pub struct WordNet {
    senses: HashMap<(u8, u32), Synset>,
    /// The senses of each word, the commonest first.
    words: HashMap<String, Vec<(u8, u32)>>,
}

impl WordNet {
    /// Reads the `dict` folder of `WordNet` 3.1.
    pub fn read(folder: &Path) -> std::io::Result<Self> {
        let mut wordnet = Self { senses: HashMap::new(), words: HashMap::new() };
        for (part, letter) in PARTS {
            // A line of a licence begins with a blank.
            let data = fs::read(folder.join(format!("data.{part}")))?;
            for line in String::from_utf8_lossy(&data).lines().filter(|line| !line.starts_with(' ')) {
                if let Some((offset, synset)) = synset(line) {
                    wordnet.senses.insert((letter, offset), synset);
                }
            }
            let index = fs::read(folder.join(format!("index.{part}")))?;
            for line in String::from_utf8_lossy(&index).lines().filter(|line| !line.starts_with(' ')) {
                let fields: Vec<&str> = line.split_whitespace().collect();
                let count: usize = fields.get(2).and_then(|count| count.parse().ok()).unwrap_or_default();
                let offsets = fields.iter().skip(fields.len().saturating_sub(count));
                let senses = offsets.filter_map(|offset| Some((letter, offset.parse().ok()?)));
                let word = fields.first().copied().unwrap_or_default().to_owned();
                wordnet.words.entry(word).or_default().extend(senses);
            }
        }
        Ok(wordnet)
    }

    /// The words of letters only, sorted.
    pub fn words(&self) -> Vec<&str> {
        let letters = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase());
        let mut words: Vec<&str> = self.words.keys().map(String::as_str).filter(letters).collect();
        words.sort_unstable();
        words
    }

    /// The part of speech and the sense of each of the first `count` senses of `word`.
    pub fn senses(&self, word: &str, count: usize) -> Vec<(u8, &Synset)> {
        let senses = self.words.get(word).map(Vec::as_slice).unwrap_or_default();
        senses.iter().take(count).filter_map(|key| Some((key.0, self.senses.get(key)?))).collect()
    }

    /// The words that `pointer` leads to from the word at `place` of its sense.
    pub fn follow(&self, pointer: &Pointer, place: Option<usize>) -> &[String] {
        let Some(other) = self.senses.get(&pointer.sense) else { return &[] };
        match pointer.words {
            None => &other.words,
            Some((from, to)) if Some(from) == place => other.words.get(to..=to).unwrap_or_default(),
            Some(_) => &[],
        }
    }
}

/// The sense in a line of a data file, and its offset.
fn synset(line: &str) -> Option<(u32, Synset)> {
    let (head, gloss) = line.split_once('|')?;
    let mut fields = head.split_whitespace();
    let offset = fields.next()?.parse().ok()?;
    let count = usize::from_str_radix(fields.nth(2)?, 16).ok()?;
    let mut words = Vec::new();
    for _ in 0..count {
        let word = fields.next()?.to_lowercase();
        fields.next()?;
        // "(p)" and the like say where an adjective may stand.
        words.push(word.split('(').next().unwrap_or_default().to_owned());
    }
    let count: usize = fields.next()?.parse().ok()?;
    let mut pointers = Vec::new();
    for _ in 0..count {
        let symbol = fields.next()?.bytes().next()?;
        let offset = fields.next()?.parse().ok()?;
        let part = match fields.next()?.bytes().next()? {
            b's' => b'a',
            part => part,
        };
        let places = u16::from_str_radix(fields.next()?, 16).ok()?;
        let words = (places != 0).then(|| (usize::from(places >> 8), usize::from(places & 0xff)));
        let words = words.map(|(from, to)| (from.saturating_sub(1), to.saturating_sub(1)));
        pointers.push(Pointer { symbol, sense: (part, offset), words });
    }
    let definition = gloss.split('"').next().unwrap_or_default().to_lowercase();
    Some((offset, Synset { words, pointers, definition }))
}
