//! Files that no program wrote: exports that were damaged at random. No reader panics, and whatever it makes of one has ids,
//! words and positions with which the rest of the program can work.
//!
//! `PROPTEST_CASES=20000 cargo test --lib exchange::fuzz` tries as many of each format.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::{
    archive::{Archive, archive_of, is_archive},
    gloss::Value,
    text::{FUZZ_TOKENS, Text},
};

/// What formats are made of, beside what breaks all of them.
const TOKENS: &[&str] = &[
    "<",
    ">",
    "</",
    "&",
    "&#0;",
    "&#x110000;",
    "<![CDATA[",
    ";",
    ":",
    "👩‍💻",
    "null",
    "T1",
    "R1",
    "E1",
    "A1",
    "*",
    "Arg1:",
    "B-",
    "I-",
    "_",
    "xmi:id",
    "begin",
];

/// Numbers that offsets, lengths and counts are not.
const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "1.5",
    "1e9",
    "1e999",
    "-0",
    "00",
    "7",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999999",
    "",
];

/// What happens to a file. Places are counted modulo its length.
#[derive(Clone, Debug)]
enum Damage {
    Ended(usize),
    Cut(usize, usize),
    Doubled(usize, usize),
    Put(usize, &'static str),
    Number(usize, &'static str),
    Bits(usize, u8),
    Swapped(usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let (at, length) = (any::<u16>().prop_map(usize::from), 0..120_usize);
    let token = prop::sample::select([FUZZ_TOKENS, TOKENS].concat());
    let number = prop::sample::select(NUMBERS);
    prop_oneof![
        1 => at.clone().prop_map(Damage::Ended),
        2 => (at.clone(), length.clone()).prop_map(|(at, length)| Damage::Cut(at, length)),
        2 => (at.clone(), length).prop_map(|(at, length)| Damage::Doubled(at, length)),
        3 => (at.clone(), token).prop_map(|(at, token)| Damage::Put(at, token)),
        5 => (at.clone(), number).prop_map(|(at, number)| Damage::Number(at, number)),
        2 => (at.clone(), any::<u8>()).prop_map(|(at, bits)| Damage::Bits(at, bits)),
        1 => (at.clone(), at).prop_map(|(one, other)| Damage::Swapped(one, other)),
    ]
}

impl Damage {
    fn done_to(&self, file: &[u8]) -> Vec<u8> {
        let place = |at: usize| at % (file.len() + 1);
        let end = |at: usize, length: usize| (place(at) + length).min(file.len());
        match *self {
            Self::Ended(at) => file[..place(at)].to_vec(),
            Self::Cut(at, length) => [&file[..place(at)], &file[end(at, length)..]].concat(),
            Self::Doubled(at, length) => [&file[..end(at, length)], &file[place(at)..]].concat(),
            Self::Put(at, token) => [&file[..place(at)], token.as_bytes(), &file[place(at)..]].concat(),
            Self::Number(at, number) => {
                let digit =
                    |from: usize| file[from..].iter().position(u8::is_ascii_digit).map(|at| at + from);
                let Some(start) = digit(place(at)).or_else(|| digit(0)) else { return file.to_vec() };
                let length = file[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                [&file[..start], number.as_bytes(), &file[start + length..]].concat()
            }
            Self::Bits(at, bits) => {
                let mut file = file.to_vec();
                if let Some(byte) = file.get_mut(place(at)) {
                    *byte ^= bits;
                }
                file
            }
            Self::Swapped(one, other) => {
                let mut lines: Vec<&[u8]> = file.split_inclusive(|&byte| byte == b'\n').collect();
                let count = lines.len().max(1);
                if !lines.is_empty() {
                    lines.swap(one % count, other % count);
                }
                lines.concat()
            }
        }
    }
}

/// A file of each format that is written and read.
static SOUND: LazyLock<Vec<(&Format, Vec<u8>)>> = LazyLock::new(|| {
    let both = FORMATS.iter().filter(|format| format.read.is_some() && format.write.is_some());
    both.map(|format| (format, tests::bytes(format, full()))).collect()
});

/// A document with something of everything that formats have a place for.
fn full() -> Export {
    let mut export = tests::article();
    let quote = &mut export.glosses[0].gloss;
    quote.attributes.set("many", Value::List(vec!["b".into(), "a".into()]));
    quote.attributes.set("weight", Value::Number(-1.5));
    quote.attributes.set("sure", Value::Flag(false));
    quote.creator = Some("alice".into());
    quote.created = Some("2026-01-02T03:04:05Z".into());
    quote.modified = Some("2026-01-03T03:04:05.5Z".into());
    export.record = DocumentRecord::of(
        &serde_json::json!({ "id": 7, "meta": { "a": [1, null] }, "cases": [{ "name": "c", "variables": { "n": 1 } }] }),
        &[],
    );
    export
}

/// The file of an archive that is damaged: damage to what is compressed is all found by its checksum.
fn damaged(file: &[u8], all: &[Damage]) -> Vec<u8> {
    let damage = |bytes: &[u8]| all.iter().fold(bytes.to_vec(), |file, damage| damage.done_to(&file));
    let Some(mut read) = is_archive(file).then(|| Archive::open(file).expect("an archive")) else {
        return damage(file);
    };
    let names: Vec<String> = read.names().collect();
    let files: Vec<(String, Vec<u8>)> = names
        .into_iter()
        .map(|name| {
            let bytes = read.bytes(&name).expect("in the archive");
            let bytes = if name == "project.qde" { damage(&bytes) } else { bytes };
            (name, bytes)
        })
        .collect();
    archive_of(files.iter().map(|(name, bytes)| (name.clone(), &bytes[..]))).expect("an archive")
}

/// Reads a file with and without a text beside it, and looks at what was read as an export does.
fn read(format: &Format, file: &[u8]) {
    let read = format.read.expect("read");
    for text in [None, Some("A thaw.")] {
        let input = ForeignFile { text, ..ForeignFile::new("a.txt.x", file) };
        let Ok(documents) = read(&input, &mut Loss::default()) else { continue };
        for gloss in documents.iter().flat_map(|document| &document.glosses) {
            let _ = (gloss.check(), gloss.exact(), json_of_gloss(gloss).to_string());
        }
        for document in &documents {
            let text = document.text.as_ref().map(Text::span);
            assert!(text.is_none_or(|span| span.end < 1 << 20), "{}: a text out of nothing", format.name);
        }
    }
}

proptest! {
    #[test]
    fn no_reader_is_surprised_by_damage(all in prop::collection::vec(damage(), 1..6)) {
        for (format, sound) in SOUND.iter() {
            read(format, &damaged(sound, &all));
            if is_archive(sound) {
                read(format, &all.iter().fold(sound.clone(), |file, damage| damage.done_to(&file)));
            }
        }
    }
}
