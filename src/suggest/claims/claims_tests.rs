use proptest::prelude::*;

use super::contradictions::contradictions;
use super::*;
use crate::suggest::suggester::testing::found_in;
use crate::text::segment::testing::grows_with_the_text;

fn claims(text: &str) -> Vec<Suggestion> {
    found_in(&Claims::new(Models::embedded()), text)
}

/// The text of the claims in `text` that are rather worth a check than not.
fn worthy(text: &str) -> Vec<String> {
    let found = claims(text).into_iter().filter(|claim| claim.score >= 0.5);
    found.map(|claim| text[claim.hull().range()].to_owned()).collect()
}

/// A report long enough that the rules count.
const REPORT: &str = "The council of Nordby closed the old bridge in March, after engineers found cracks in two of its \
piers. Traffic on the ring road rose by 40 per cent in the first week, the road office said. “We are proud of this \
town,” Mayor Ada Holm told the council. The bridge, built in 1931, carried 9,000 cars a day. Holm denied that the cracks \
had been known before. “Nobody told us anything, ever,” she said. The engineers, who had sent three letters, disagreed. A \
new bridge may cost 30 million crowns, according to the road office, and the work will take four years. Good evening and \
thank you all for coming, Holm told the meeting. Should the town pay for it? Many shops near the bridge lost customers, \
and the ferry was reopened in May for the first time since 1958.";

#[test]
fn numbers_events_and_denials_are_claims() {
    let found = worthy(REPORT);
    let has = |part: &str| assert!(found.iter().any(|claim| claim.contains(part)), "{part}: {found:#?}");
    has("closed the old bridge in March");
    has("rose by 40 per cent");
    has("carried 9,000 cars a day");
    has("the cracks had been known before");
    has("A new bridge may cost 30 million crowns");
}

#[test]
fn feelings_greetings_and_questions_are_none() {
    let found = worthy(REPORT);
    let lacks = |part: &str| assert!(!found.iter().any(|claim| claim.contains(part)), "{part}: {found:#?}");
    lacks("We are proud");
    lacks("Good evening");
    lacks("Should the town");
}

#[test]
fn who_says_it_is_no_part_of_a_claim() {
    let found = worthy(REPORT);
    assert!(found.iter().any(|claim| claim.ends_with("in the first week")), "{found:#?}");
    assert!(found.iter().any(|claim| claim == "A new bridge may cost 30 million crowns"), "{found:#?}");
}

#[test]
fn what_is_said_within_a_quotation_frames_nothing() {
    let statements = |text: &str| {
        let analysis = Analysis::new(text);
        let found: Vec<Span> = analysis.sentences.iter().flat_map(|&s| analysis.statements(s)).collect();
        found.iter().map(|span| text[span.range()].to_owned()).collect::<Vec<_>>()
    };
    let text = "“The harbour office said the lock was shut for 30 years,” Holm told the council.";
    assert_eq!(statements(text), ["The harbour office said the lock was shut for 30 years"]);
}

#[test]
fn how_a_claim_is_put() {
    let certainty = |part: &str| {
        let found = claims(REPORT);
        let claim = found.iter().find(|claim| REPORT[claim.hull().range()].contains(part)).expect("a claim");
        claim.attributes.text("certainty").map(str::to_owned)
    };
    assert_eq!(certainty("rose by 40").as_deref(), Some("stated"));
    assert_eq!(certainty("may cost 30 million").as_deref(), Some("hedged"));
    assert_eq!(certainty("the cracks had been known").as_deref(), Some("denied"));
}

#[test]
fn the_reason_tells_the_kind() {
    let found = claims(REPORT);
    let claim =
        found.iter().find(|claim| REPORT[claim.hull().range()].contains("40 per cent")).expect("a claim");
    assert_eq!(claim.reason, "a number (“40”), a change (“rose”)");
}

#[test]
fn a_debater_is_judged_by_the_model() {
    let taxes = claims("Senator, you voted to raise taxes 94 times, and unemployment rose to 9 percent.");
    let vision = claims("And I believe that together we can build a better future for our children.");
    assert!(taxes[0].score > 0.8, "{taxes:?}");
    assert!(vision.iter().all(|claim| claim.score < 0.2), "{vision:?}");
}

#[test]
fn a_quotation_gives_its_speaker() {
    let text = "“The mine closed in 1998,” Lund said. The town has 800 people.";
    let found = claims(text);
    let spans = vec![Span::new(0, "“The mine closed in 1998,”".len())];
    let mut quote = Suggestion { tag: "quote".into(), spans, ..found[0].clone() };
    quote.attributes.set("speaker", Value::from("Nora Lund"));
    let all = [quote];
    let mut said = Said::new(&all);
    let mut source = |i: usize| said.around(&found[i]).and_then(speaker);
    assert_eq!((source(0), source(1)), (Some("Nora Lund"), None));
}

#[test]
fn statements_are_parted_by_frames() {
    let parts = |text: &str| -> Vec<String> {
        let analysis = Analysis::new(text);
        let spans = analysis.statements(Span::new(0, text.len()));
        spans.iter().map(|span| text[span.range()].to_owned()).collect()
    };
    assert_eq!(parts("Lund said the lock was shut in May."), ["the lock was shut in May."]);
    assert_eq!(
        parts("The lock was shut, Lund said, and the boats were sold."),
        ["The lock was shut", "the boats were sold."]
    );
    assert_eq!(parts("According to Lund, the lock was shut."), ["the lock was shut."]);
    assert_eq!(
        parts("Nora Lund, who keeps the lock, said that it was shut in May."),
        ["it was shut in May."]
    );
    assert_eq!(parts("“The lock was shut,” Lund said."), ["The lock was shut"]);
    for frame in [
        "said Lund",
        "said Nora Lund, the harbour master",
        "said Nora Lund, the harbour master of Sund, on Monday",
        "said Lund, who keeps the lock",
        "said the harbour master",
        "said officials",
        "Nora Lund, the harbour master, told reporters",
    ] {
        assert_eq!(
            parts(&format!("“The lock was shut in May,” {frame}.")),
            ["The lock was shut in May"],
            "{frame}"
        );
    }
    assert_eq!(parts("The lock was shut in May, said Lund."), ["The lock was shut in May"]);
    assert_eq!(parts("The lock was shut."), ["The lock was shut."]);
}

#[test]
fn hostile_input_is_quick() {
    for unit in ["a, ", "\" ", "he said that ", "no 5 “x” ", "A: ", "’", "1", "said, "] {
        grows_with_the_text(unit, |text| {
            let found = claims(text);
            contradictions(&Analysis::new(text), &found);
        });
    }
}

proptest! {
    #[test]
    fn spans_stand_in_the_text(
        text in "(He said |that |, |the 5 |“|”|\"|‘|’|no |\\. |rose |Lund |:|;|\u{301}|\n\n|because |and ){0,40}|\\PC{0,60}"
    ) {
        let found = claims(&text);
        for claim in &found {
            let span = claim.hull();
            prop_assert!(text.get(span.range()).is_some() && !span.is_empty());
            prop_assert!((0.0..=1.0).contains(&claim.score));
        }
        for pair in contradictions(&Analysis::new(&text), &found) {
            prop_assert!(pair.a < pair.b && pair.b < found.len());
        }
    }
}

#[test]
fn a_claim_that_somebody_denies_says_so() {
    let certainty = |text: &str| {
        let found = claims(text);
        let certainties: Vec<_> =
            found.iter().filter_map(|claim| claim.attributes.text("certainty")).collect();
        (text[found[0].hull().range()].to_owned(), certainties.join(" "))
    };
    for (text, claim, expected) in [
        ("Lund denied that the lock lost 40 boats in May.", "the lock lost 40 boats in May.", "denied"),
        ("Lund denied saying that the lock lost 40 boats.", "the lock lost 40 boats.", "denied"),
        (
            "The board dismissed claims that 40 boats had sunk in 2019.",
            "40 boats had sunk in 2019.",
            "denied",
        ),
        ("“The lock lost 40 boats,” Lund said, and denied the rest.", "The lock lost 40 boats", "stated"),
        (
            "The town denied the charge, saying that it paid 4 million crowns.",
            "it paid 4 million crowns.",
            "stated",
        ),
        (
            "Lund, who denied the charge, said that the lock lost 40 boats.",
            "the lock lost 40 boats.",
            "stated",
        ),
    ] {
        assert_eq!(certainty(text), (claim.to_owned(), expected.to_owned()), "{text}");
    }
    // Without the words that deny it, the claim would be the opposite.
    for text in [
        "Lund did not say that the lock lost 40 boats in 2019.",
        "Lund never said the lock lost 40 boats in 2019.",
        "Nobody said that the lock lost 40 boats in 2019.",
        "Lund refused to say whether the lock lost 40 boats in 2019.",
        "Lund did not deny that the lock lost 40 boats.",
        "Lund rejected the claim that the lock lost 40 boats.",
    ] {
        assert_eq!(certainty(text).0, text);
    }
}

#[test]
fn who_speaks_by_the_structure_is_the_source_unless_the_text_says_another() {
    use crate::{
        suggest::Engine,
        text::{
            Span, Text,
            structure::{Locator, LocatorKind, Markup},
        },
    };
    let turns = [
        "Unemployment fell to 4.1 percent in 2019, the lowest rate in fifty years.",
        "“Unemployment fell to 4.1 percent in 2019,” Nell Ort said.",
    ];
    let text = turns.join("\n\n");
    let starts = [0, turns[0].len() + 2];
    let by = |(turn, name): (usize, &str)| Locator {
        span: Span::new(starts[turn], starts[turn] + turns[turn].len()),
        kind: LocatorKind::By,
        label: name.into(),
    };
    let locators = [(0, "Ann Voss"), (1, "Ben Roe")].map(by).into();
    let text = Text::structured(text, Markup { locators, ..Markup::default() });
    let found = Engine::default().find_within(&text, text.span());
    let claims = found.suggestions.iter().filter(|found| &*found.tag == "claim");
    let sources: Vec<_> = claims.map(|claim| claim.attributes.get("source").cloned()).collect();
    assert_eq!(sources, [Some(Value::from("Ann Voss")), Some(Value::from("Nell Ort"))]);
}
