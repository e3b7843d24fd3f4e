//! Random prose whose words are as rare and as common as in a book; and any text, split into tokens.

/// A reproducible generator of pseudo-random numbers.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Whether an event happens that happens this many times in a thousand.
    pub fn chance(&mut self, in_a_thousand: usize) -> bool {
        self.below(1000) < in_a_thousand
    }
}

/// A word or a run of one punctuation mark, with the white space before it.
#[derive(Clone, Debug)]
pub struct Token {
    /// The identity of the token, the same in all revisions.
    pub id: u64,
    pub space: String,
    pub text: String,
}

impl Token {
    pub fn ends_sentence(&self) -> bool {
        matches!(self.text.as_str(), "." | "?" | "!" | "。")
    }

    pub fn begins_paragraph(&self) -> bool {
        self.space.matches('\n').count() > 1
    }
}

const COMMON: &[&str] = &[
    "the", "of", "and", "a", "to", "in", "he", "was", "that", "it", "his", "her", "with", "as", "had", "she",
    "for", "at", "on", "not", "but", "him", "they", "be", "from", "which", "is", "all", "said", "by", "were",
    "one", "who", "this", "what", "an", "so", "been", "their", "there", "when", "would", "up", "no", "out",
    "if", "them", "into",
];

const SYLLABLES: &[&str] = &[
    "ba", "ren", "to", "mil", "ka", "so", "ver", "lin", "du", "fen", "ga", "ro", "hal", "ti", "mo", "ster",
    "pel", "na", "cor", "vi", "sha", "lu", "den", "qui", "wes", "ar", "no", "bel", "ri", "tum",
];

/// A writer of random prose.
pub struct Writer {
    pub dice: Dice,
    pub ids: u64,
}

impl Writer {
    pub fn new(seed: u64) -> Self {
        Self { dice: Dice::new(seed), ids: 0 }
    }

    pub fn token(&mut self, space: &str, text: &str) -> Token {
        self.ids += 1;
        Token { id: self.ids, space: space.to_owned(), text: text.to_owned() }
    }

    /// A word: half of them are common, the others are the rarer the more there are of them.
    pub fn word(&mut self) -> String {
        if self.dice.chance(500) {
            // The first words of the list are the most common.
            let most = COMMON.len();
            return COMMON[self.dice.below(most).min(self.dice.below(most))].to_owned();
        }
        let range = [40, 400, 4000][self.dice.below(3)];
        let mut number = self.dice.below(range);
        let mut word = String::new();
        for _ in 0..2 + range / 2000 {
            word.push_str(SYLLABLES[number % SYLLABLES.len()]);
            number /= SYLLABLES.len();
        }
        word
    }

    pub fn sentence(&mut self, space: &str) -> Vec<Token> {
        let quoted = self.dice.chance(200);
        let length = 4 + self.dice.below(12) + self.dice.below(12);
        let mut tokens = Vec::new();
        if quoted {
            tokens.push(self.token(space, "“"));
        }
        for i in 0..length {
            let word = self.word();
            let word = if i == 0 { word[..1].to_uppercase() + &word[1..] } else { word };
            let space = if i > 0 {
                " "
            } else if quoted {
                ""
            } else {
                space
            };
            tokens.push(self.token(space, &word));
            if i + 1 < length && self.dice.chance(90) {
                tokens.push(self.token("", ","));
            }
        }
        let end = if self.dice.chance(100) { "?" } else { "." };
        tokens.push(self.token("", end));
        if quoted {
            tokens.push(self.token("", "”"));
        }
        tokens
    }

    pub fn paragraph(&mut self) -> Vec<Token> {
        let mut tokens = self.sentence("\n\n");
        for _ in 0..self.dice.below(7) {
            tokens.extend(self.sentence(" "));
        }
        tokens
    }

    pub fn text(&mut self, paragraphs: usize) -> Vec<Token> {
        let mut tokens: Vec<Token> = (0..paragraphs).flat_map(|_| self.paragraph()).collect();
        tokens[0].space.clear();
        tokens
    }

    /// The tokens of any text.
    pub fn read(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut rest = text;
        loop {
            let start = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            let (space, from) = rest.split_at(start);
            let Some(first) = from.chars().next() else { return tokens };
            let goes_on = |c: char| match first {
                _ if first.is_ascii_alphanumeric() => c.is_alphanumeric(),
                _ => first.is_ascii() && c == first,
            };
            let end = from.char_indices().skip(1).find(|&(_, c)| !goes_on(c));
            let (word, after) = from.split_at(end.map_or(from.len(), |(end, _)| end));
            tokens.push(self.token(space, word));
            rest = after;
        }
    }
}

/// The text of tokens, with the range of each in bytes.
pub fn text_of(tokens: &[Token]) -> (String, Vec<std::ops::Range<usize>>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(tokens.len());
    for token in tokens {
        text.push_str(&token.space);
        let start = text.len();
        text.push_str(&token.text);
        spans.push(start..text.len());
    }
    (text, spans)
}
