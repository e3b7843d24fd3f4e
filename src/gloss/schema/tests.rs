use super::*;
use crate::gloss::{Id, Selector};

fn wrong(text: &str) -> String {
    Schema::builtin().layered(text).expect_err("wrong").to_string()
}

#[test]
fn the_builtin_schema_is_sound() {
    let schema = Schema::default().layered(BUILTIN).expect("sound");
    let names: Vec<_> = schema.kinds.iter().map(|kind| kind.name.as_str()).collect();
    assert_eq!(names, ["claim", "quote", "report", "sentiment", "note"]);
    let attributes: Vec<_> = schema.kinds[0].attributes.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(attributes, ["source", "certainty", "checkable", "verdict", "evidence"]);
    assert_eq!(schema.kind_for_key('"').map(|(kind, _)| kind.snap), Some(Some(Snap::Quotation)));
    assert_eq!(schema.kind_for_key('@').map(|(kind, _)| kind.snap), Some(Some(Snap::Report)));
    assert_eq!(schema.links.len(), 4);
}

#[test]
fn a_gloss_looks_like_the_key_that_sets_its_values() {
    let schema = Schema::builtin();
    let mut gloss = Gloss::new(Id::from_bits(1), "sentiment", vec![Selector::default()]);
    assert_eq!(schema.look(&gloss), ('S', "yellow"));
    gloss.attributes.set("polarity", "negative".into());
    assert_eq!(schema.look(&gloss), ('-', "red"));
    gloss.tag = "promise".to_owned();
    assert_eq!(schema.look(&gloss), ('p', "grey"));
}

#[test]
fn a_project_adds_changes_and_removes() {
    let text = "[kind.promise]\nkey = \"P\"\nletter = \"P\"\ncolor = \"#ff8800\"\n[kind.promise.attributes.by]\ntype = \"list\"\n\
                [kind.claim.attributes.verdict]\nchoices = [\"yes\", \"no\"]\n[kind.note]\nremove = true\n[link.repeats]\nremove = true\n";
    let schema = Schema::builtin().layered(text).expect("sound");
    assert!(schema.kind("note").is_none() && schema.links.iter().all(|link| link.name != "repeats"));
    assert_eq!(schema.kind_for_key('P').map(|(kind, _)| kind.attributes[0].shape.clone()), Some(Shape::List));
    assert!(schema.check_value("claim", "verdict", "true").is_err());
    let alone = Schema::builtin().layered(&format!("replace = true\n{text}"));
    assert_eq!(alone.map_err(|e| e.line), Err(8), "nothing is left to change or remove");
}

#[test]
fn errors_name_the_line_and_what_was_expected() {
    assert!(
        wrong("[kind.claim]\ncolour = \"red\"").starts_with("line 2, column 1: kind “claim” has no “colour”")
    );
    assert!(wrong("[kind.x]\ncolor = \"pink\"").contains("line 2, column 9: no colour “pink”"));
    assert!(wrong("[kind.x]\nletter = \"X\"\nkey = \"c\"").contains("“x” and “claim” have the same key, c"));
    let twice = "[kind.x]\nletter = \"X\"\n[kind.y]\ndoc = \"\"\nletter = \"X\"";
    assert!(wrong(twice).starts_with("line 5, column 10: “y” and “x” have the same letter, X"));
    assert!(wrong("[kind.x]\nletter = \"X\"\nkey = \"c\"").starts_with("line 3, column 7"));
    assert!(wrong("[kind.x]\nkey = \"4\"").contains("digits are counts"));
    assert!(wrong("[kind.x.attributes.y]\ntype = \"colour\"").contains("line 2"));
    assert!(wrong("[kind.x.attributes.y]\ntype = \"choice\"").contains("has no choices"));
    assert!(wrong("kind = 3").contains("is a table"));
    assert!(wrong("[kind.x\n").starts_with("line 1"));
}

#[test]
fn what_can_t_be_meant_is_an_error_at_its_key() {
    let attribute = |said: &str| wrong(&format!("[kind.x]\n[kind.x.attributes.y]\n{said}"));
    for (said, line, what) in [
        ("type = \"number\"\nmax = 1\nmin = 2", 5, "min, 2, is above max, 1"),
        ("type = \"number\"\nmin = nan", 4, "min is a number"),
        ("type = \"number\"\nmax = 3\ndefault = 4", 5, "y is a number from … to 3, not “4”"),
        (
            "type = \"choice\"\nchoices = [\"a\", \"b\", \"a\"]",
            4,
            "column 22: the choice “a” stands there twice",
        ),
        ("type = \"choice\"\nchoices = [\"a\", \" \"]", 4, "column 17: this choice is empty"),
        ("type = \"choice\"\nchoices = []", 4, "has no choices"),
        ("type = \"choice\"\nchoices = [\"a\"]\ndefault = \"b\"", 5, "y is one of a, not “b”"),
        ("type = \"flag\"\ndefault = \"yes\"", 4, "y is true or false, not “yes”"),
        ("type = \"list\"\ndefault = \"a\"", 4, "y is a list of texts, not “a”"),
        ("type = \"text\"\ndefault = 3", 4, "y is a text, not “3”"),
    ] {
        let error = attribute(said);
        assert!(error.starts_with(&format!("line {line}, ")) && error.contains(what), "{said}: {error}");
    }
    let changed = wrong("[kind.claim.attributes.certainty]\nchoices = [\"sure\"]\ndefault = \"hedged\"");
    assert!(changed.starts_with("line 3, ") && changed.contains("certainty is one of sure"), "{changed}");
    let set = wrong("[[kind.sentiment.keys]]\nkey = \"+\"\nset = { polarity = \"postive\" }");
    assert!(set.starts_with("line 3, column 20: polarity is one of positive, negative"), "{set}");
    for (text, what) in [
        ("[kind.\"\"]", "line 1, column 7: the name of a kind is empty"),
        (
            "[kind.x]\n[kind.x.attributes.\" \"]\ntype = \"text\"",
            "line 2, column 20: the name of an attribute",
        ),
        ("[link.\"\"]", "line 1, column 7: the name of a link is empty"),
    ] {
        assert!(wrong(text).starts_with(what), "{}", wrong(text));
    }
}

#[test]
fn a_kind_without_a_letter_gets_a_free_one() {
    let letters = |text: &str| -> String {
        let schema = Schema::builtin().layered(text).expect("sound");
        schema.kinds.iter().skip(Schema::builtin().kinds.len()).map(|kind| kind.letter).collect()
    };
    assert_eq!(letters("[kind.promise]\n[kind.cause]\n[kind.cost]"), "PAO");
    assert_eq!(
        letters("[kind.cause]\n[kind.attack]\nletter = \"A\""),
        "UA",
        "what is said of another kind is taken"
    );
    let schema = Schema::builtin().layered("[kind.case]\nletter = \"C\"").expect("sound");
    let letter = |name: &str| schema.kind(name).map(|kind| kind.letter);
    assert_eq!((letter("case"), letter("claim")), (Some('C'), Some('L')), "a project's own letter counts");
}

#[test]
fn what_no_schema_may_have_is_not_written() {
    let mut found = Schema::default();
    let attribute = |name: &str, shape: Shape, default: Option<Value>| Attribute {
        name: name.to_owned(),
        doc: String::new(),
        shape,
        default,
    };
    let choices = ["a", "", "a", "b"].map(str::to_owned).to_vec();
    found.kinds = vec![Kind::unknown("x"), Kind::unknown("")];
    found.kinds[0].attributes = vec![
        attribute("of", Shape::Choice(choices), Some("c".into())),
        attribute("size", Shape::Number { min: Some(3.0), max: Some(1.0) }, None),
        attribute("", Shape::Text, None),
    ];
    let read = Schema::default().layered(&found.additions_to(&Schema::default())).expect("sound");
    let shapes: Vec<_> =
        read.kinds[0].attributes.iter().map(|a| (a.shape.clone(), a.default.clone())).collect();
    let number = Shape::Number { min: None, max: None };
    assert_eq!(shapes, [(Shape::Choice(vec!["a".to_owned(), "b".to_owned()]), None), (number, None)]);
    assert_eq!(read.kinds.len(), 1);
}

const OWN: &str = r##"
[kind."Weather/Cold \"snap\""]
doc = "said of it"
letter = "K"
color = "#ff8800"
[kind."Weather/Cold \"snap\"".attributes."how much"]
type = "number"
min = 0.5
max = 3
default = 1
doc = "degrees"
[kind.quote.attributes.tone]
type = "choice"
choices = ["warm", "cold; dry"]
default = "warm"
[kind.promise]
key = "P"
[kind.promise.attributes]
by = { type = "list", default = ["a", "b"] }
kept = { type = "flag" }
[link.answers]
key = "a"
inverse = "answered by"
"##;

#[test]
fn what_is_written_of_a_schema_gives_it_again() {
    let schema = Schema::builtin().layered(OWN).expect("sound");
    let whole = schema.additions_to(&Schema::default());
    assert_eq!(Schema::default().layered(&whole), Ok(schema.clone()), "{whole}");
    let beyond = schema.additions_to(&Schema::builtin());
    assert!(!beyond.contains("[kind.quote]") && !beyond.contains("speaker"), "{beyond}");
    assert_eq!(Schema::builtin().layered(&beyond), Ok(schema.clone()), "{beyond}");
    assert_eq!(schema.additions_to(&schema), "");
}

#[test]
fn what_is_added_takes_no_letter_and_no_key() {
    let own = "[kind.case]\nkey = \"c\"\nletter = \"C\"\n[link.cites]\nkey = \"c\"";
    let mut crowd = Schema::default().layered(own).expect("sound");
    crowd.kinds.extend((0..300).map(|number| Kind::unknown(&format!("claim {number}"))));
    let both = Schema::builtin().layered(&crowd.additions_to(&Schema::builtin())).expect("sound");
    assert_eq!(both.kinds.len(), Schema::builtin().kinds.len() + 301);
    assert_eq!(both.kind("case").map(|kind| kind.letter), Some('A'));
    assert_eq!(both.kind_for_key('c').map(|(kind, _)| kind.name.as_str()), Some("claim"));
}

#[test]
fn typed_values_are_checked() {
    let schema = Schema::builtin();
    let check = |kind, name, typed| schema.check_value(kind, name, typed);
    assert_eq!(check("sentiment", "intensity", "2"), Ok(Value::Number(2.0)));
    assert!(check("sentiment", "intensity", "7").is_err_and(|e| e.to_string().contains("from 1 to 3")));
    assert_eq!(check("claim", "checkable", "Yes"), Ok(Value::Flag(true)));
    assert!(
        check("claim", "certainty", "perhaps")
            .is_err_and(|e| e.to_string().contains("stated, hedged, denied"))
    );
    assert_eq!(check("claim", "anything", " text "), Ok("text".into()));
}

#[test]
fn kinds_have_parts() {
    let own = "[kind.\"frame/economic\"]\nkey = \"e\"\ncolor = \"teal\"\n[kind.frame]\nkey = \"f\"\ncolor = \"red\"\n\
               [kind.frame.attributes.side]\ntype = \"choice\"\nchoices = [\"for\", \"against\"]\n";
    let schema = Schema::default().layered(own).expect("sound");
    assert_eq!(Schema::default().layered(&schema.additions_to(&Schema::default())), Ok(schema.clone()));
    assert_eq!(schema.kind_for_key('e').map(|(kind, _)| kind.name.as_str()), Some("frame/economic"));
    let color = |tag: &str| schema.look_of(tag, &Attributes::default()).1.to_owned();
    assert_eq!(["frame/economic", "frame/moral/duty", "frames"].map(color), ["teal", "red", "grey"]);
    assert!(schema.check_value("frame/moral", "side", "maybe").is_err());
    assert!(schema.has_kind("frame") && schema.has_kind("frame/economic") && !schema.has_kind("frame/moral"));
    assert!(is_of_kind("frame/economic", "frame") && !is_of_kind("framework", "frame"));
}
