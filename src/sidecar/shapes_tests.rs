//! TOML has several ways to write one thing. Whichever a person chose, keys and comments of their own stay through every change.

use std::path::Path;

use proptest::prelude::*;

use super::{merge, tests::cases, *};
use crate::gloss::{Change, Gloss, Link, Reason, Selector};

/// What a person wrote that is not a gloss's own.
const OWN: [&str; 13] = [
    "# on the whole",
    "mine = 1",
    "# own key",
    "# on spans",
    "page = 7",
    "# by hand",
    "line = 'x'",
    "# counted",
    "when = 2020-01-01",
    "# on speakers",
    "seen = true",
    "# on the link",
    "# on the reason",
];

/// An annotation in one of its shapes; each number chooses that of one of its parts.
fn annotation([spans, attributes, links, review, keys]: [usize; 5]) -> String {
    let one = "start = 20 , end = 23 , exact = 'abc', prefix = \"\", suffix = ''";
    let two = "start = 40, end = 43, exact = \"def\", prefix = '', suffix = ''";
    let lines = |span: &str| span.replace(',', "\n");
    let (mut body, mut tables) = (String::new(), String::new());
    match spans {
        0 => {
            body += &format!(
                "# on spans\nspans = [{{{one}, page = 7}}, {{{two}, line = 'x'}}] # by hand, # counted\n"
            );
        }
        1 => {
            body += &format!(
                "spans = [ # on spans\n  {{ {one}, page = 7 }}, # by hand\n  # counted\n  {{ {two}, line = 'x' }}\n]\n"
            );
        }
        _ => {
            tables += &format!(
                "# on spans\n[[annotation.spans]] # by hand\n{}\npage = 7\n\n# counted\n[[ annotation . \"spans\" ]]\nline = 'x'\n{}\n",
                lines(one),
                lines(two)
            );
        }
    }
    match attributes {
        0 => body += "# on speakers\nattributes = {speaker = 'Ann', cue = \"said\", when = 2020-01-01}\n",
        1 => {
            body += "attributes.speaker = 'Ann' # on speakers\nattributes.\"cue\" = \"said\"\nattributes.when = 2020-01-01\n";
        }
        _ => {
            tables += "[annotation.attributes]\n# on speakers\nspeaker = \"\"\"Ann\"\"\"\ncue = 'said'\nwhen = 2020-01-01\n";
        }
    }
    match links {
        0 => body += "links = [\n  # on the link\n  { as = 'supports', to = 'b', seen = true },\n]\n",
        _ => tables += "[[annotation.links]]\nas = \"supports\"\nto = \"b\" # on the link\nseen = true\n",
    }
    match review {
        0 => body += "review = [{ why = 'look' }] # on the reason\n",
        _ => tables += "[[annotation.review]]\nwhy = '''look''' # on the reason\n",
    }
    let (id, tag) = if keys == 0 { ("id", "tag") } else { ("\"id\"", "'tag'") };
    format!(
        "format = \"gloss/1\"\n\n# on the whole\n[[annotation]]\n{id} = 'a'\n{tag} = 'quote'\nmine = 1 # own key\n{body}{tables}"
    )
}

fn parsed(text: &str) -> SidecarText {
    let document = SidecarText::parse(Path::new("x"), text).expect("a sidecar");
    assert!(document.problems().is_empty(), "{:?} in\n{text}", document.problems());
    document
}

fn gloss(document: &SidecarText) -> Gloss {
    document.glosses().next().expect("a gloss").clone()
}

/// The changes that are tried on the annotation.
fn changes(before: &Gloss) -> Vec<Gloss> {
    let with = |change: &dyn Fn(&mut Gloss)| {
        let mut after = before.clone();
        change(&mut after);
        after
    };
    vec![
        with(&|g| {
            g.selectors.iter_mut().for_each(|span| (span.start, span.end) = (span.start + 9, span.end + 9));
        }),
        with(&|g| {
            // The two have changed places in the document.
            (g.selectors[0].start, g.selectors[0].end) = (60, 63);
            g.selectors.reverse();
        }),
        with(&|g| {
            let mut third = g.selectors[1].clone();
            (third.start, third.end, third.exact) = (30, 33, "new".into());
            g.selectors.insert(1, third);
        }),
        with(&|g| g.selectors[0] = Selector { end: 25, exact: "abc d".into(), ..g.selectors[0].clone() }),
        with(&|g| g.attributes.set("speaker", "Ben".into())),
        with(&|g| g.attributes.set("certainty", "hedged".into())),
        with(&|g| g.note = Some("two\nlines".into())),
        with(&|g| g.tag = "claim".into()),
        with(&|g| g.links.push(Link { role: "contradicts".into(), to: "c".parse().expect("an id") })),
        with(&|g| g.review.add(Reason::deleted())),
        with(&|g| g.orphaned = true),
    ]
}

/// The part of [`OWN`] that is not in a text.
fn lost(text: &str) -> Vec<&str> {
    OWN.iter().copied().filter(|own| !text.contains(*own)).collect()
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_a_person_wrote_stays_in_every_shape(
        shape in [0..3_usize, 0..3_usize, 0..2_usize, 0..2_usize, 0..2_usize],
        first in 0..11_usize, second in 0..11_usize,
    ) {
        let text = annotation(shape);
        let mut document = parsed(&text);
        let before = gloss(&document);
        prop_assert_eq!(lost(&text), Vec::<&str>::new());
        let after = changes(&before).swap_remove(first);
        document.apply(&Change::replace(before.clone(), after.clone()));
        let written = document.text();
        prop_assert_eq!(lost(&written), Vec::<&str>::new(), "after change {} of\n{}\nis\n{}", first, text, written);
        prop_assert_eq!(gloss(&parsed(&written)), after.clone(), "after change {} of\n{}\nis\n{}", first, text, written);
        // Deleted and back.
        document.apply(&Change::remove(after.clone()));
        document.apply(&Change::add(after.clone()));
        let back = document.text();
        prop_assert_eq!(lost(&back), Vec::<&str>::new(), "after undo\n{}", back);
        prop_assert_eq!(gloss(&parsed(&back)), after);
        // Merged with what somebody else has changed.
        let mut theirs = parsed(&text);
        theirs.apply(&Change::replace(before.clone(), changes(&before).swap_remove(second)));
        let merged = merge::documents(&parsed(&text), &theirs, &document).document;
        let merged_text = merged.text();
        prop_assert_eq!(lost(&merged_text), Vec::<&str>::new(), "merged\n{}", merged_text);
        prop_assert!(parsed(&merged_text).glosses().eq(merged.glosses()), "merged\n{}", merged_text);
    }
}

#[test]
fn a_key_and_a_comment_that_somebody_else_put_into_a_span_are_merged_in() {
    for spans in 0..3 {
        let base = annotation([spans, 0, 0, 0, 0]).replace(", page = 7", "").replace("\npage = 7", "");
        let before = gloss(&parsed(&base));
        let mut ours = parsed(&base);
        ours.apply(&Change::replace(before.clone(), changes(&before).swap_remove(0)));
        let edited = annotation([spans, 0, 0, 0, 0]).replace("tag = 'quote'", "tag = 'claim' # rather");
        let merged = merge::documents(&parsed(&base), &ours, &parsed(&edited)).document.text();
        assert!(merged.contains("page = 7") && merged.contains("# rather"), "{merged}");
        assert_eq!(gloss(&parsed(&merged)).selectors[0].start, 29, "{merged}");
    }
}
