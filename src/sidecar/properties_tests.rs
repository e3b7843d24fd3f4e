//! Whatever a gloss says comes back from a file, and both readers of a file agree.

use std::path::Path;

use proptest::prelude::*;

use super::{
    tests::{BY_HAND, cases, info, quote, selector},
    *,
};
use crate::gloss::{Change, Generator, Gloss, Id, Link, Reason, Review, Selector, Value};

fn any_gloss() -> impl Strategy<Value = Gloss> {
    let value = prop_oneof![
        any::<String>().prop_map(Value::Text),
        any::<bool>().prop_map(Value::Flag),
        (-1e9..1e9_f64).prop_map(Value::Number),
        prop::collection::vec(any::<String>(), 0..3).prop_map(Value::List),
    ];
    let attributes = prop::collection::vec((any::<String>(), value), 0..4);
    (
        0..20_u64,
        "[a-z]{1,6}",
        0..1000_usize,
        any::<String>(),
        any::<String>(),
        attributes,
        any::<Option<String>>(),
        (any_review(), any::<Option<(String, Option<String>, Vec<String>)>>(), any::<bool>()),
    )
        .prop_map(|(id, tag, start, exact, prefix, attributes, note, (review, generator, orphaned))| {
            let exact = format!("x{exact}");
            let selector = Selector { prefix, ..selector(start, &exact) };
            let mut gloss = Gloss::new(Id::from_bits(id), tag, vec![selector]);
            gloss.attributes = attributes.into_iter().collect();
            gloss.note = note;
            gloss.review = review;
            gloss.generator = generator.map(|(by, what, from)| Generator::new(by, what, from));
            gloss.orphaned = orphaned;
            gloss
        })
}

fn any_review() -> impl Strategy<Value = Review> {
    let fields = || prop::collection::vec(any::<String>(), 0..3);
    let reason = prop_oneof![
        any::<String>().prop_map(Reason::noted),
        (fields(), 0..9_u64).prop_map(|(fields, with)| Reason::conflict(fields, Id::from_bits(with))),
        (fields(), 0..9_u64).prop_map(|(fields, with)| Reason::copy_of(fields, Id::from_bits(with))),
        any::<String>().prop_map(Reason::import),
        Just(Reason::deleted()),
    ];
    prop::collection::vec(reason, 0..3).prop_map(Review::from_iter)
}

proptest! {
    #![proptest_config(cases(64))]
    #[test]
    fn what_is_written_is_what_is_read(
        first in prop::collection::vec(any_gloss(), 0..6),
        second in prop::collection::vec(any_gloss(), 0..6),
        by_hand in any::<bool>(),
    ) {
        let mut document = if by_hand {
            SidecarText::parse(Path::new("x"), BY_HAND).expect("sound")
        } else {
            SidecarText::default()
        };
        document.set_source(&info());
        for gloss in first.into_iter().chain(second) {
            let before = document.get(&gloss.id).cloned();
            document.apply(&Change { before, after: Some(gloss.clone()) });
            let read = SidecarText::parse(Path::new("x"), &document.text()).expect("sound");
            prop_assert_eq!(read.get(&gloss.id), Some(&gloss));
            prop_assert!(read.glosses().eq(document.glosses()));
        }
    }
}

/// An annotation as it is written, with a piece of it replaced by something else.
fn nearly_plain() -> impl Strategy<Value = String> {
    const BITS: &str = r#"| |\n|"|\"\"|\|,|[|]|{|}|=|0|-1|1.5|07|1e9|true|nan|#|\r|\t|é|\u00e9|\ud800|note = "a"\n|2026-11-23T15:42:00Z|2026-13-23|2026-02-29T00:00:00Z|2026-00-01T23:59:59Z|2026-11-31T24:00:00Z|2026-12-28T23:60:00Z|a.b"#;
    let bits: Vec<&str> = BITS.split('|').collect();
    let mut full = quote(7, 3);
    full.links.push(Link { role: "supports".into(), to: Id::from_bits(2) });
    full.attributes.set("weight", Value::Number(-2.5));
    full.attributes.set("at", Value::List(vec!["a".into(), "b".into()]));
    full.attributes.set("sure", Value::Flag(true));
    full.note = Some("a \"note\"\u{202e}".into());
    full.modified = Some("yesterday".into());
    let gloss = prop_oneof![any_gloss(), Just(full)];
    (gloss, any::<prop::sample::Index>(), 0..3_usize, prop::sample::select(bits)).prop_map(
        |(gloss, at, long, bit)| {
            let mut text = write::annotation(&gloss);
            let at = text.floor_char_boundary(at.index(text.len()));
            let end = text.ceil_char_boundary((at + long).min(text.len()));
            text.replace_range(at..end, bit);
            text
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]
    #[test]
    fn what_is_soon_read_is_what_toml_says(text in nearly_plain()) {
        if let Some(gloss) = fast_read::gloss(&text) {
            let parsed: toml_edit::DocumentMut = text.parse().expect("what is taken is TOML");
            let tables = parsed.get("annotation").and_then(toml_edit::Item::as_array_of_tables).expect("a table");
            prop_assert_eq!(tables.len(), 1);
            prop_assert_eq!(read::gloss(tables.get(0).expect("one")), Ok(gloss));
        }
    }

    #[test]
    fn what_is_written_is_soon_read(gloss in any_gloss()) {
        let gloss = Gloss { note: gloss.note.map(|note| note.replace('\n', " ")), ..gloss };
        let written = write::annotation(&gloss);
        // Exponents are left to TOML in general.
        let has_exponent = gloss.attributes.iter().any(|(_, value)| matches!(value, Value::Number(n) if format!("{n:?}").contains('e')));
        prop_assert!(has_exponent || fast_read::gloss(&written) == Some(gloss), "{}", written);
    }
}
