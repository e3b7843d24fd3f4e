//! Mutations of bytes: bits, blocks, numbers and tokens of the format.

use super::{random::Random, tokens::Vocabulary};

/// The longest input that a mutation makes, in bytes. Chosen by hand: what a reader may take a second for.
const MAX_INPUT_BYTES: usize = 2 * 1024 * 1024;

/// The most bytes that repetitions of one part add; once in a while, and else.
const MAX_FLOOD_BYTES: usize = 1024 * 1024;
const MAX_REPEATED_BYTES: usize = 8 * 1024;

/// One in how many repetitions is a flood.
const FLOOD: usize = 40;

/// The most mutations of one input.
const MAX_MUTATIONS: usize = 12;

const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "1",
    "255",
    "256",
    "65536",
    "2147483647",
    "4294967295",
    "9223372036854775808",
    "99999999999999999999",
    "1e99",
    "0.0000001",
];

/// Changes `bytes` in a few places. `other` is another input of the same format.
pub fn mutate(bytes: &mut Vec<u8>, other: &[u8], vocabulary: &Vocabulary, random: &mut Random) {
    for _ in 0..=random.size(MAX_MUTATIONS - 1) {
        change(bytes, other, vocabulary, random);
    }
    bytes.truncate(MAX_INPUT_BYTES);
}

fn change(bytes: &mut Vec<u8>, other: &[u8], vocabulary: &Vocabulary, random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    match random.below(14) {
        0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        1 if at < bytes.len() => bytes[at] = random.below(256) as u8,
        2 => {
            let (from, to) = block(bytes, vocabulary.borders, random);
            bytes.drain(from..to);
        }
        3 | 4 => {
            let (from, to) = block(bytes, vocabulary.borders, random);
            let part = bytes[from..to].to_vec();
            insert(bytes, at, &part);
        }
        5 | 6 => {
            let (from, to) = block(other, vocabulary.borders, random);
            insert(bytes, at, &other[from..to]);
        }
        7 => {
            let (from, to) = block(bytes, vocabulary.borders, random);
            let part = bytes[from..to].to_vec();
            repeat(bytes, to, &part, random);
        }
        8 => {
            let token = token(vocabulary, random);
            repeat(bytes, at, &token, random);
        }
        9 => replace_number(bytes, at, random),
        10 => bytes.truncate(at),
        _ => {
            let at = border(bytes, vocabulary.borders, at);
            insert(bytes, at, &token(vocabulary, random));
        }
    }
}

/// One token, or two or three in a row.
fn token(vocabulary: &Vocabulary, random: &mut Random) -> Vec<u8> {
    let count = 1 + random.size(2);
    (0..count).filter_map(|_| random.one_of(&vocabulary.tokens)).flat_map(|token| token.bytes()).collect()
}

fn insert(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    bytes.splice(at..at, part.iter().copied());
}

/// Puts a part into `bytes` many times.
fn repeat(bytes: &mut Vec<u8>, at: usize, part: &[u8], random: &mut Random) {
    let max = if random.once_in(FLOOD) { MAX_FLOOD_BYTES } else { MAX_REPEATED_BYTES };
    let times = random.size(max / part.len().max(1));
    insert(bytes, at, &part.repeat(times));
}

/// A part of `bytes`, often from a border to another.
fn block(bytes: &[u8], borders: &[u8], random: &mut Random) -> (usize, usize) {
    let from = random.below(bytes.len() + 1);
    let to = from + random.size(bytes.len() - from);
    if random.once_in(3) {
        return (from, to);
    }
    let from = border(bytes, borders, from);
    (from, border(bytes, borders, to).max(from))
}

/// The first border from `at` on.
fn border(bytes: &[u8], borders: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| borders.contains(byte)).map_or(bytes.len(), |ahead| at + ahead)
}

/// Replaces the first number from `at` on by one that is hard to take.
fn replace_number(bytes: &mut Vec<u8>, at: usize, random: &mut Random) {
    let Some(from) = bytes[at..].iter().position(u8::is_ascii_digit).map(|ahead| at + ahead) else { return };
    let len = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = random.one_of(NUMBERS).copied().unwrap_or_default();
    bytes.splice(from..from + len, number.bytes());
}
