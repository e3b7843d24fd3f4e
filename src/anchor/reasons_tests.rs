//! The reasons that are told for places, each with a text in which it is true.

use super::*;
use crate::{
    gloss::{Gloss, Id},
    text::{Span, Text},
};

const OLD: &str = "The mill at Torp ground its last corn in March.\n\n\
Ada Lind, who keeps the bridge, said that the river had never stood so high in her time.\n\n\
- Halvar: no\n- Merike: yes\n- Sorrel: no\n\n\
The council meets again after the harvest, when the roads are dry.\n";

/// The reasons for the first place of `words` after the edit from `OLD` to `new`: with the old text, and without.
fn reasons(words: &str, new: &str) -> [&'static str; 2] {
    let start = OLD.find(words).expect("in the old text");
    let selector = selector(&Text::new(OLD), Span::new(start, start + words.len()));
    let gloss = Gloss::new(Id::from_bits(1), "note", vec![selector]);
    let known = [Baseline::Text(OLD), Baseline::Unknown(Some(OLD.chars().count()))];
    known.map(|baseline| locate_all(&Text::new(new), &[&gloss], baseline).remove(0).reason)
}

#[test]
fn the_reason_that_is_told_is_true() {
    let replaced = |from: &str, to: &str| OLD.replace(from, to);
    let bridge =
        "Ada Lind, who keeps the bridge, said that the river had never stood so high in her time.\n\n";
    let table: [(&str, String, &str); 7] = [
        (
            "never stood so high",
            format!("{OLD}\nOne line more.\n"),
            "the recorded words stand at the recorded place",
        ),
        ("never stood so high", format!("A line before.\n\n{OLD}"), "the recorded words stand elsewhere now"),
        (
            "never stood so high",
            replaced("never stood so high", "never stood  so high"),
            "the same words, with other spaces, marks or capitals",
        ),
        (
            "the river had never stood so high",
            replaced("never stood so", "never been so"),
            "a few of its words were edited",
        ),
        ("yes", replaced("Merike", "Quirin"), "hardly anything that stood beside it stands there"),
        (
            "in her time",
            OLD.replace(bridge, &format!("{bridge}{bridge}")),
            "its paragraph stands there twice",
        ),
        ("last corn", replaced("last corn ", ""), "its words were deleted"),
    ];
    for (words, new, reason) in table {
        assert_eq!(reasons(words, &new), [reason; 2], "{words:?} in {new}");
    }
}

#[test]
fn words_that_stand_without_their_surroundings_are_not_called_gone() {
    let new = "Nothing is left of it all but a sign that had never stood so high.\n";
    for reason in reasons("never stood so high", new) {
        assert!(
            reason.starts_with("its words stand there, ")
                || reason.starts_with("hardly anything")
                || reason.starts_with("too little tells"),
            "{reason}"
        );
    }
    for reason in reasons("bridge", "They built a bridge.\n") {
        let true_ones = [
            "its words stand in the text, but nothing tells which of them are meant",
            "too little tells for this place",
            "hardly anything that stood beside it stands there",
        ];
        assert!(true_ones.contains(&reason), "{reason}");
    }
}
