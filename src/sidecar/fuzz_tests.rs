//! Files that nobody wrote: arbitrary bytes, and sidecars that were damaged at random. None makes the reader, a change or a
//! merge panic, lose a byte or leave a file that is no TOML.
//!
//! `PROPTEST_CASES=200000 cargo test --release --lib sidecar::fuzz` tries as many of each kind.

use std::{fs, path::Path, time::Duration};

use proptest::prelude::*;
use toml_edit::DocumentMut;

use super::{
    Sidecar, SourceInfo,
    journal::Journal,
    merge,
    sidecar_text::SidecarText,
    tests::{BY_HAND, cases, info, of, quote},
};
use crate::{
    gloss::{Change, Dismissal, Gloss, Review, Transaction},
    platform::{Audience, FolderLock, Readership, testing::set_age},
    text::FUZZ_TOKENS,
};

/// What sidecars are made of, beside what breaks every text.
const TOKENS: &[&str] = &[
    "[[annotation]]",
    "[annotation.attributes]",
    "[[annotation.spans]]",
    "[annotation]",
    "[[dismissed]]",
    "[source]",
    "annotation = []",
    "annotation.id = \"x\"",
    "id = \"x\"",
    "id = \"\"",
    "spans = []",
    "links = [{}]",
    "format = \"gloss/1\"",
    "\"\"\"",
    "'''",
    "\u{202e}",
    "𝄞",
    "-inf",
    "-1",
    "99999999999999999999",
    "0x1f",
];

/// Sound sidecars to start from, of every kind of line that there is.
const SOUND: &[&str] = &[
    BY_HAND,
    "\u{feff}format = 'gloss/1'\r\n\r\n[[annotation]] # one\r\nid = \"a\"\r\ntag = \"claim\"\r\nnote = \"\"\"\r\na\r\n\r\n# b\"\"\"\r\n[[annotation.spans]]\r\nstart = 1\r\nend = 2\r\nexact = \"w\"\r\n[annotation.attributes]\r\nwhen = 2020-01-01\r\n\r\n# apart\r\n\r\n[[dismissed]]\r\ntag = \"claim\"\r\nexact = \"w\"\r\n",
    "format = \"gloss/1\"\n[source]\nfile = \"a\"\nlength = 9\n[mine]\na = '''\n[[annotation]]\n'''\n[[annotation]]\nid = \"b\"\ntag = \"quote\"\nattributes = { speaker = \"x\", n = nan, l = [\"a\", \"b\"] }\nspans = [\n  { start = 1, end = 2, exact = \"[[annotation]]\", prefix = \"\\\"\", suffix = \"\" }, # first\n  { start = 3, end = 4, exact = \"w\" },\n]\nlinks = [{ as = \"supports\", to = \"b\" }]\nreview = true\n",
];

/// What happens to a file.
#[derive(Clone, Debug)]
enum Damage {
    Cut(usize, usize),
    Doubled(usize, usize),
    Put(usize, String),
    Swapped(usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let (at, length) = (0..2000_usize, 0..120_usize);
    let token = prop::sample::select([FUZZ_TOKENS, TOKENS].concat()).prop_map(str::to_owned);
    prop_oneof![
        (at.clone(), length.clone()).prop_map(|(at, length)| Damage::Cut(at, length)),
        (at.clone(), length).prop_map(|(at, length)| Damage::Doubled(at, length)),
        (at.clone(), prop_oneof![4 => token, 1 => any::<String>()])
            .prop_map(|(at, text)| Damage::Put(at, text)),
        (at.clone(), at).prop_map(|(one, other)| Damage::Swapped(one, other)),
    ]
}

fn damaged() -> impl Strategy<Value = String> {
    (prop::sample::select(SOUND), prop::collection::vec(damage(), 0..6)).prop_map(|(sound, all)| {
        let mut text = sound.to_owned();
        for damage in all {
            let place = |at: usize| text.floor_char_boundary(at % (text.len() + 1));
            text = match damage {
                Damage::Cut(at, length) => {
                    let (from, to) = (place(at), text.floor_char_boundary(place(at) + length));
                    text[..from].to_owned() + &text[to..]
                }
                Damage::Doubled(at, length) => {
                    let (from, to) = (place(at), text.floor_char_boundary(place(at) + length));
                    text[..to].to_owned() + &text[from..]
                }
                Damage::Put(at, new) => text[..place(at)].to_owned() + &new + &text[place(at)..],
                Damage::Swapped(one, other) => {
                    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                    let count = lines.len().max(1);
                    if !lines.is_empty() {
                        lines.swap(one % count, other % count);
                    }
                    lines.concat()
                }
            };
        }
        text
    })
}

fn is_toml(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').parse::<DocumentMut>().is_ok()
}

fn glosses(document: &SidecarText) -> Vec<Gloss> {
    document.glosses().cloned().collect()
}

/// Everything that the program does to a file, to the first gloss of this one if it has any.
fn changes(document: &SidecarText) -> Vec<Transaction> {
    let mut all = vec![of(&[Change::add(quote(7, 40)), Change::add(quote(8, 0))])];
    if let Some(first) = document.glosses().next() {
        let mut after = first.clone();
        after.attributes.set("speaker", "Ann\nBea".into());
        after.note = Some("two\nlines \"\"\" ''' \\".into());
        after.review = Review::default();
        all.push(of(&[Change::replace(first.clone(), after)]));
        all.push(of(&[Change::remove(first.clone())]));
    }
    let dismissed = Dismissal { tag: "claim".into(), exact: "w".into(), ..Dismissal::default() };
    all.push(Transaction { dismissed: vec![dismissed.clone()], ..Transaction::default() });
    all.push(Transaction { restored: vec![dismissed], ..Transaction::default() });
    all
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn any_bytes_are_opened_or_refused_and_left_alone(
        bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..300), any::<String>().prop_map(String::into_bytes)],
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt.gloss.toml");
        fs::write(&path, &bytes).expect("written");
        // Nobody is still writing it.
        set_age(&path, Duration::from_mins(1));
        let mut sidecar = Sidecar::open_anyway(path.clone()).expect("opened");
        let saved = sidecar.save(&of(&[Change::add(quote(7, 40))]), &info());
        let after = fs::read(&path).expect("read");
        match saved {
            Ok(_) => prop_assert!(is_toml(str::from_utf8(&after).expect("text")) && after.starts_with(&bytes[..0])),
            Err(_) => prop_assert_eq!(after, bytes),
        }
    }

    #[test]
    fn a_damaged_sidecar_keeps_every_byte_and_stays_sound_where_it_is(text in damaged()) {
        let (document, wrong) = SidecarText::parse_anyway(Path::new("x"), &text);
        prop_assert_eq!(&document.text(), &text);
        // Of two annotations with one id the second is read once the first is gone.
        let is_double = document.problems().iter().any(|problem| problem.message.contains("annotation before it"));
        if wrong.is_some() || !is_toml(&text) || is_double {
            return Ok(());
        }
        for change in changes(&document) {
            let mut changed = document.clone();
            merge::apply(&mut changed, &change);
            changed.set_source(&SourceInfo { file: "new \"name\"".into(), ..info() });
            let written = changed.text();
            prop_assert!(is_toml(&written), "no TOML after {:?}:\n{}", change, written);
            let (read, wrong) = SidecarText::parse_anyway(Path::new("x"), &written);
            prop_assert!(wrong.is_none(), "{:?} in\n{}", wrong, written);
            prop_assert_eq!(glosses(&read), glosses(&changed), "in\n{}", written);
            prop_assert_eq!(read.problems().len(), document.problems().len(), "in\n{}", written);
        }
    }

    #[test]
    fn damaged_sidecars_are_merged_into_a_sound_one(base in damaged(), ours in damaged(), theirs in damaged()) {
        let read = |text: &str| match SidecarText::parse_anyway(Path::new("x"), text) {
            (document, None) if is_toml(text) => Some(document),
            _ => None,
        };
        // Where one is past use, the others are merged with a sound one.
        let sound = |text: &str, n: usize| read(text).or_else(|| read(SOUND[n])).expect("sound");
        let (base, ours, theirs) = (sound(&base, 0), sound(&ours, 1), sound(&theirs, 2));
        let merged = merge::documents(&base, &ours, &theirs).document;
        let written = merged.text();
        prop_assert!(is_toml(&written), "no TOML:\n{}", written);
        let (again, wrong) = SidecarText::parse_anyway(Path::new("x"), &written);
        prop_assert!(wrong.is_none(), "{:?} in\n{}", wrong, written);
        prop_assert_eq!(glosses(&again), glosses(&merged), "in\n{}", written);
        for gloss in ours.glosses().chain(theirs.glosses()).filter(|gloss| base.get(&gloss.id).is_none()) {
            prop_assert!(again.get(&gloss.id).is_some(), "{} was added, and is lost in\n{}", gloss.id, written);
        }
    }

    #[test]
    fn of_a_damaged_journal_only_what_was_written_is_read(
        at in 0..4000_usize, length in 0..40_usize, put in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = FolderLock::acquire(folder.path()).expect("locked");
        let sidecar = folder.path().join("a.txt.gloss.toml");
        let mut journal = Journal::for_sidecar(&sidecar);
        let written: Vec<Transaction> = (0..4).map(|n| of(&[Change::add(quote(n, 40))])).collect();
        for transaction in &written {
            journal.append(transaction, Audience::Like(&sidecar, Readership::EVERYBODY), &lock).expect("appended");
        }
        let mut bytes = fs::read(journal.path()).expect("read");
        let from = at % bytes.len();
        let to = (from + length).min(bytes.len());
        bytes.splice(from..to, put);
        fs::write(journal.path(), bytes).expect("written");
        let read = Journal::for_sidecar(&sidecar).read_new().expect("read").transactions;
        prop_assert!(read.iter().all(|transaction| written.contains(transaction)));
    }
}
