//! The worked example of `ARCHITECTURE.md`: one gloss is followed through anchoring. Where a figure here changes, it changes
//! there, too.

use super::{
    align::WordMatch, decision::Decision, fragment::Fragment, new_text::NewText, search::Findings,
    seeds::Seeds, solve, words::Words, *,
};
use crate::{
    gloss::{Gloss, Id, Selector, State},
    text::{Span, Text},
};

const OLD: &str = "The ferry stopped in autumn. Ines Palm, who keeps the lock, said: “The water stood higher than the wall, \
and no pump could hold it.” Nobody on the council answered her.\n";

const NEW: &str = "The council met on Monday and passed the budget.\n\nThe ferry stopped in autumn. Ines Palm, keeper of the \
lock, said: \"The water stood higher than our wall, and no pump could ever hold it.\" Nobody on the council answered her.\n";

const QUOTE: &str = "“The water stood higher than the wall, and no pump could hold it.”";

const FOUND: &str = "\"The water stood higher than our wall, and no pump could ever hold it.\"";

fn quote_selector() -> Selector {
    let start = OLD.find(QUOTE).expect("in the old text");
    selector(&Text::new(OLD), Span::new(start, start + QUOTE.len()))
}

/// A figure with two decimals, as it is printed.
fn two_decimals(figure: f32) -> String {
    format!("{figure:.2}")
}

#[track_caller]
fn assert_decision(decision: &Decision, measures: [&str; 5], trust: &str) {
    let (hull, evidence) = decision.judged.expect("a place");
    assert_eq!(&NEW[hull.range()], FOUND);
    assert_eq!(evidence.measures().map(two_decimals), measures);
    assert_eq!(format!("{:.3}", evidence.trust()), trust);
    assert_eq!((decision.state, decision.reason), (State::Changed, "a few of its words were edited"));
}

#[test]
fn the_selector_keeps_the_words_with_32_code_points_on_each_side() {
    let selector = quote_selector();
    assert_eq!((selector.start, selector.end, selector.exact.as_str()), (66, 132, QUOTE));
    assert_eq!(selector.prefix, "Palm, who keeps the lock, said: ");
    assert_eq!(selector.suffix, " Nobody on the council answered ");
}

#[test]
fn seeds_and_an_alignment_find_the_place() {
    let text = Text::new(NEW);
    let new_text = NewText::new(&text).expect("in memory");
    assert_eq!((new_text.keys.len(), two_decimals(new_text.rarity.whole()).as_str()), (51, "5.67"));
    let fragment = Fragment::new(&quote_selector(), &new_text.rarity);
    assert_eq!((fragment.keys.len(), fragment.inner.clone()), (30, 8..25));
    let bits = |word: &str| two_decimals(new_text.rarity.bits(Words::new(word).words[0].key));
    assert_eq!(["water", "council", "“", "the"].map(bits), ["5.67", "4.67", "4.67", "3.09"]);

    let seeds = Seeds::new(std::iter::once(&fragment), &new_text.words.words);
    let places = seeds.places(&fragment);
    assert_eq!(places.len(), 1);
    assert_eq!((two_decimals(places[0].0).as_str(), places[0].1.clone()), ("551.71", -27..44));

    let findings = Findings::anywhere(&new_text, &fragment, &seeds);
    let [candidate] = &findings.candidates[..] else { panic!("{:?}", findings.candidates) };
    assert_eq!(candidate.mapped.hull(), 26..44);
    assert_eq!((two_decimals(candidate.mapped.kept).as_str(), candidate.mapped.changed_words), ("0.92", 3));
    assert_eq!(two_decimals(candidate.bits), "129.15");
}

#[test]
fn the_old_words_are_matched_with_new_ones() {
    let text = Text::new(NEW);
    let new_text = NewText::new(&text).expect("in memory");
    let old = Words::new(OLD);
    let matches = diff::diff(&old, &new_text.words, &new_text.rarity, &|_, _| false);
    let lost =
        old.words.iter().zip(&matches).filter(|(_, matched): &(_, &Option<WordMatch>)| matched.is_none());
    let lost: Vec<&str> = lost.map(|(word, _)| &OLD[word.span().range()]).collect();
    assert_eq!(lost, ["who", "keeps", "the"]);
}

#[test]
fn five_measures_give_the_trust_and_the_trust_gives_the_state() {
    let text = Text::new(NEW);
    let new_text = NewText::new(&text).expect("in memory");
    let gloss = Gloss::new(Id::from_bits(7), "quote", vec![quote_selector()]);
    let without = solve::decisions(&new_text, &[&gloss], Baseline::Unknown(Some(OLD.chars().count())));
    assert_decision(&without[0][0], ["3.41", "0.35", "0.82", "5.93", "0.00"], "0.987");
    let with = solve::decisions(&new_text, &[&gloss], Baseline::Text(OLD));
    assert_decision(&with[0][0], ["3.41", "0.35", "0.88", "5.93", "0.00"], "0.989");
}
