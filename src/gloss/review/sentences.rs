//! The sentences in which version 0.1 wrote why a gloss should be looked at: read here, and written nowhere any more.

use super::Reason;
use crate::gloss::Id;

/// Version 0.1 put this between several reasons.
const BETWEEN: &str = "; ";

/// The reasons in a text: those that version 0.1 wrote, and what a person added to them; else the text as it is.
pub fn reasons(text: &str) -> Vec<Reason> {
    let parts: Vec<(&str, Option<Reason>)> = text.split(BETWEEN).map(|part| (part, reason(part))).collect();
    if parts.iter().all(|(_, known)| known.is_none()) {
        return vec![Reason::noted(text)];
    }
    parts.into_iter().map(|(part, known)| known.unwrap_or_else(|| Reason::noted(part))).collect()
}

fn reason(sentence: &str) -> Option<Reason> {
    conflict(sentence).or_else(|| deleted(sentence)).or_else(|| {
        let because = sentence.strip_prefix("imported: ")?;
        Some(Reason::import(because))
    })
}

/// `both sides changed speaker, note: the other version is 7f3k2m9q0c`, and maybe `and keeps the id`.
fn conflict(sentence: &str) -> Option<Reason> {
    let rest = sentence.strip_prefix("both sides changed ")?;
    let (fields, other) = rest.split_once(": the other version is ")?;
    let (other, is_copy) = match other.strip_suffix(" and keeps the id") {
        Some(other) => (other, true),
        None => (other, false),
    };
    let (fields, other) = (names(fields), other.parse::<Id>().ok()?);
    Some(if is_copy { Reason::copy_of(fields, other) } else { Reason::conflict(fields, other) })
}

/// `one side deleted it, the other changed it`, `one side removed note, the other changed it`, or
/// `it links to 7f3k2m9q0c, which one side deleted`.
fn deleted(sentence: &str) -> Option<Reason> {
    if let Some(what) = sentence.strip_suffix(", the other changed it") {
        let removed = || Some(Reason::fields_deleted(names(what.strip_prefix("one side removed ")?)));
        return if what == "one side deleted it" { Some(Reason::deleted()) } else { removed() };
    }
    let to = sentence.strip_prefix("it links to ")?.strip_suffix(", which one side deleted")?;
    Some(Reason::link_to_deleted(to.parse().ok()?))
}

fn names(fields: &str) -> Vec<String> {
    fields.split(", ").map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_version_wrote_is_understood() {
        let id = |id: &str| -> Id { id.parse().expect("an id") };
        let fields = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        for (text, expected) in [
            (
                "both sides changed speaker, note: the other version is 7f3k2m9q0c",
                Reason::conflict(fields(&["speaker", "note"]), id("7f3k2m9q0c")),
            ),
            (
                "both sides changed spans: the other version is a and keeps the id",
                Reason::copy_of(fields(&["spans"]), id("a")),
            ),
            ("one side deleted it, the other changed it", Reason::deleted()),
            ("one side removed speaker, the other changed it", Reason::fields_deleted(fields(&["speaker"]))),
            ("it links to b2, which one side deleted", Reason::link_to_deleted(id("b2"))),
            (
                "imported: its words stand in several places",
                Reason::import("its words stand in several places"),
            ),
        ] {
            assert_eq!(reasons(text), std::slice::from_ref(&expected), "{text}");
            assert_eq!(expected.to_string(), text, "a person still reads it so");
        }
    }

    #[test]
    fn several_reasons_and_a_persons_own_are_told_apart() {
        let both = reasons(
            "it links to b2, which one side deleted; one side deleted it, the other changed it; why?",
        );
        assert_eq!(both.len(), 3);
        assert_eq!(both[2], Reason::noted("why?"));
        assert_eq!(reasons("both sides changed it; or so"), [Reason::noted("both sides changed it; or so")]);
    }
}
