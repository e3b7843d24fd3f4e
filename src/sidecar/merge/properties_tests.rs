//! Random edits on both sides: what commutes is applied, what does not is kept twice, and nothing breaks the file.
//!
//! `PROPTEST_CASES=20000 cargo test --release --lib merge::properties` tries as many pairs of edit scripts.

use std::{collections::BTreeMap, path::Path};

use proptest::prelude::*;

use super::*;
use crate::{
    gloss::{Dismissal, Link, Selector, Transaction},
    sidecar::tests::cases,
};

/// How many glosses both sides start from.
const GLOSSES: u64 = 5;

/// Something that a person does, to a gloss that may be gone already.
#[derive(Clone, Debug)]
enum Edit {
    Add(u64),
    Remove(u64),
    Tag(u64, u8),
    Attribute(u64, u8, Option<u8>),
    Note(u64, Option<u8>),
    Words(u64, u8),
    Link(u64, u64),
    Unlink(u64),
    Dismiss(u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let (gloss, value) = (0..GLOSSES, 0..4_u8);
    let maybe = || prop::option::of(0..4_u8);
    prop_oneof![
        (0..20_u64).prop_map(Edit::Add),
        gloss.clone().prop_map(Edit::Remove),
        (gloss.clone(), value.clone()).prop_map(|(id, to)| Edit::Tag(id, to)),
        (gloss.clone(), 0..3_u8, maybe()).prop_map(|(id, name, to)| Edit::Attribute(id, name, to)),
        (gloss.clone(), maybe()).prop_map(|(id, to)| Edit::Note(id, to)),
        (gloss.clone(), value.clone()).prop_map(|(id, to)| Edit::Words(id, to)),
        (gloss.clone(), gloss.clone()).prop_map(|(id, to)| Edit::Link(id, to)),
        gloss.prop_map(Edit::Unlink),
        value.prop_map(Edit::Dismiss),
    ]
}

fn words(start: usize, word: u8) -> Vec<Selector> {
    let exact = format!("word {word}");
    vec![Selector { start, end: start + exact.len(), exact, ..Selector::default() }]
}

fn apply(document: &mut SidecarText, edit: &Edit, side: u64) {
    let change = |document: &mut SidecarText, id: u64, make: &dyn Fn(&mut Gloss)| {
        if let Some(before) = document.get(&Id::from_bits(id)).cloned() {
            let mut after = before.clone();
            make(&mut after);
            document.apply(&Change::replace(before, after));
        }
    };
    match edit {
        Edit::Add(n) => {
            let id = Id::from_bits(1000 * side + n);
            document.apply(&Change::add(Gloss::new(id, "new", words(*n as usize * 3, 9))));
        }
        Edit::Remove(id) => {
            if let Some(gloss) = document.get(&Id::from_bits(*id)).cloned() {
                document.apply(&Change::remove(gloss));
            }
        }
        Edit::Tag(id, to) => change(document, *id, &|gloss| gloss.tag = format!("kind{to}")),
        Edit::Attribute(id, name, to) => change(document, *id, &|gloss| {
            let name = format!("name{name}");
            match to {
                Some(to) => gloss.attributes.set(&name, format!("value {to}").as_str().into()),
                None => drop(gloss.attributes.remove(&name)),
            }
        }),
        Edit::Note(id, to) => change(document, *id, &|gloss| gloss.note = to.map(|to| format!("note {to}"))),
        Edit::Words(id, to) => {
            change(document, *id, &|gloss| gloss.selectors = words(usize::from(*to) * 20, *to));
        }
        Edit::Link(id, to) => change(document, *id, &|gloss| {
            let link = Link { role: "supports".into(), to: Id::from_bits(*to) };
            if !gloss.links.contains(&link) {
                gloss.links.push(link);
            }
        }),
        Edit::Unlink(id) => change(document, *id, &|gloss| drop(gloss.links.pop())),
        Edit::Dismiss(n) => {
            let dismissed =
                Dismissal { tag: "claim".into(), exact: format!("word {n}"), ..Dismissal::default() };
            document.apply_dismissals(&Transaction { dismissed: vec![dismissed], ..Transaction::default() });
        }
    }
}

/// A file that a person has written in, too.
fn base() -> SidecarText {
    let mut document = SidecarText::default();
    for n in 0..GLOSSES {
        let mut gloss = Gloss::new(Id::from_bits(n), "kind0", words(n as usize * 10, 8));
        gloss.attributes.set("name0", "value 0".into());
        gloss.note = (n % 2 == 0).then(|| "note 0".to_owned());
        document.apply(&Change::add(gloss));
    }
    let text = document.text().replace("[[annotation]]\n", "# by hand\n[[annotation]] # too\nmine = 1\n");
    SidecarText::parse(Path::new("x"), &text).expect("sound")
}

fn edited(start: &SidecarText, edits: &[Edit], side: u64) -> SidecarText {
    let mut document = start.clone();
    for edit in edits {
        apply(&mut document, edit, side);
    }
    document
}

/// All that is said, without what follows from the order in which it was said.
fn said(document: &SidecarText) -> (BTreeMap<Id, Gloss>, Vec<String>) {
    let plain = |gloss: &Gloss| {
        let mut gloss = gloss.clone();
        gloss.links.sort_by(|a, b| a.to.cmp(&b.to));
        (gloss.id.clone(), gloss)
    };
    let mut dismissed: Vec<String> = document.dismissals().map(|dismissal| dismissal.exact.clone()).collect();
    dismissed.sort();
    (document.glosses().map(plain).collect(), dismissed)
}

/// The fields of a gloss, each as text.
fn fields(gloss: &Gloss) -> BTreeMap<String, String> {
    let attributes = gloss.attributes.iter().map(|(name, value)| (name.to_owned(), value.to_string()));
    let links = gloss.links.iter().map(|link| (format!("link to {}", link.to), String::new()));
    let note = gloss.note.iter().map(|note| ("note".to_owned(), note.clone()));
    let own = [("tag".to_owned(), gloss.tag.clone()), ("words".to_owned(), gloss.exact())];
    attributes.chain(links).chain(note).chain(own).collect()
}

/// The glosses that one side deleted while the other changed them, or linked to them.
fn is_deleted_and_used(base: &SidecarText, one: &SidecarText, other: &SidecarText) -> bool {
    let deleted = base.glosses().filter(|gloss| one.get(&gloss.id).is_none());
    let used = |gloss: &Gloss| {
        let old = |by: &Gloss| {
            base.get(&by.id).map_or(&[][..], |old| &old.links).iter().any(|link| link.to == gloss.id)
        };
        let linked = |by: &Gloss| !old(by) && by.links.iter().any(|link| link.to == gloss.id);
        other.get(&gloss.id).is_some_and(|now| now != gloss) || other.glosses().any(linked)
    };
    deleted.into_iter().any(used)
}

/// Whatever `side` changed is in the merged file: in the gloss, or in the version that was kept beside it.
fn assert_kept(base: &SidecarText, side: &SidecarText, other: &SidecarText, merged: &SidecarText) {
    for gloss in side.glosses() {
        let old = base.get(&gloss.id).map(fields).unwrap_or_default();
        let of_it = |found: &&Gloss| found.id == gloss.id || found.is_reviewed_with(&gloss.id);
        let now: Vec<_> = merged.glosses().filter(of_it).map(fields).collect();
        for (name, value) in fields(gloss).iter().filter(|(name, value)| old.get(*name) != Some(value)) {
            let kept = |fields: &BTreeMap<String, String>| {
                fields.get(name).is_some_and(|now| now.contains(value.as_str()))
            };
            assert!(now.iter().any(kept), "{name} = {value} of {} in {}", gloss.id, merged.text());
        }
    }
    for gloss in base.glosses().filter(|gloss| side.get(&gloss.id).is_none()) {
        let marked = merged.get(&gloss.id).is_none_or(|gloss| !gloss.review.is_empty());
        assert!(marked || other.get(&gloss.id) != Some(gloss), "{} was deleted", gloss.id);
    }
}

fn assert_sound(text: &str) -> SidecarText {
    text.parse::<toml_edit::DocumentMut>().expect("valid TOML");
    SidecarText::parse(Path::new("x"), text).expect("a sidecar")
}

proptest! {
    #![proptest_config(cases(1000))]
    #[test]
    fn both_sides_work_is_kept(
        ours in prop::collection::vec(edit(), 0..7),
        theirs in prop::collection::vec(edit(), 0..7),
    ) {
        let base = base();
        let (one, other) = (edited(&base, &ours, 1), edited(&base, &theirs, 2));
        let (merged, mirrored) = (documents(&base, &one, &other), documents(&base, &other, &one));
        let read = assert_sound(&merged.text());
        prop_assert_eq!(read.problems(), &[]);
        prop_assert_eq!(said(&read), said(&merged.document), "written as it is held");
        prop_assert_eq!(said(&merged.document), said(&mirrored.document), "symmetric");
        prop_assert_eq!(merged.conflicts.len(), mirrored.conflicts.len());
        let (then, before) = (edited(&one, &theirs, 2), edited(&other, &ours, 1));
        let used = is_deleted_and_used(&base, &one, &other) || is_deleted_and_used(&base, &other, &one);
        if said(&then) == said(&before) && !used {
            prop_assert_eq!(said(&merged.document), said(&then), "equal to applying both");
            prop_assert_eq!(&merged.conflicts, &[]);
        }
        assert_kept(&base, &one, &other, &merged.document);
        assert_kept(&base, &other, &one, &merged.document);
        prop_assert_eq!(said(&documents(&base, &one, &base).document), said(&one));
        let mut live = other.clone();
        super::apply(&mut live, &difference(&base, &one));
        prop_assert_eq!(said(&assert_sound(&live.text())), said(&live));
        assert_kept(&base, &one, &other, &live);
        assert_kept(&base, &other, &one, &live);
        prop_assert_eq!(documents(&base, &base, &one).document.text().matches("by hand").count(), one.text().matches("by hand").count());
    }
}

/// A file in which nearly every line can be left out, moved or doubled, and it is TOML still.
const MANGLED: &str = "# head
format = \"gloss/1\"
mine = { a = 1 }

[source]
file = \"a\"
[table]
a = '''
# no comment
[[annotation]]
'''

# lead
[[annotation]] # at
id = \"a\"
tag = \"quote\"
# in
attributes = { speaker = \"x\", when = 2020-01-01, n = nan }
spans = [{ start = 1, end = 2, exact = \"w\" }]
note = \"\"\"
a
# b\"\"\"
review = true

# apart

[[annotation]]
id = \"b\"
tag = \"claim\"
spans = [{ start = 1, end = 2, exact = \"w\" }]
[annotation.attributes]
source = \"x\"
[annotation.mine]
a = [1]
[[dismissed]]
tag = \"claim\"
exact = \"w\"
[[array]]
a = 1
[[array]]
a = 2
";

fn mangled() -> impl Strategy<Value = String> {
    let lines = MANGLED.lines().count();
    let cut = (0..4_u8, 0..lines, 0..lines);
    (prop::collection::vec(cut, 0..5), any::<bool>(), any::<String>()).prop_map(|(cuts, crlf, words)| {
        let mut lines: Vec<String> = MANGLED.lines().map(str::to_owned).collect();
        for (how, from, to) in cuts {
            let (from, to) = (from % lines.len(), to % lines.len());
            match how {
                0 => drop(lines.remove(from)),
                1 => lines.swap(from, to),
                2 => lines.insert(to, lines[from].clone()),
                _ => lines[from] = lines[from].replace("\"x\"", &format!("{words:?}")).replace("= 1", "= 7"),
            }
            lines.push(String::new());
        }
        lines.join(if crlf { "\r\n" } else { "\n" })
    })
}

proptest! {
    #![proptest_config(cases(1000))]
    #[test]
    fn no_file_breaks_a_merge(base in mangled(), ours in mangled(), theirs in mangled(), text in any::<String>()) {
        let _ = SidecarText::parse(Path::new("x"), &text);
        let read = |text: &str| SidecarText::parse(Path::new("x"), text).ok();
        let whole = |text: &str| text.parse::<toml_edit::DocumentMut>().is_ok();
        if let (Some(base_read), Some(one), Some(other)) = (read(&base), read(&ours), read(&theirs)) {
            let merged = documents(&base_read, &one, &other).text();
            if whole(&ours) && whole(&theirs) {
                assert_sound(&merged);
            }
        }
    }
}
