use super::*;
use crate::{
    exchange::{ForeignFile, Imported, Loss, tests::bytes},
    gloss::{Gloss, Value},
};

/// Reads a `.ann` of a text.
fn read(text: Option<&str>, ann: &str) -> (Imported, Loss) {
    let mut loss = Loss::default();
    let input = ForeignFile { text, ..ForeignFile::new("fish.ann", ann.as_bytes()) };
    let mut read = read::read(&input, &mut loss).expect("read");
    (read.remove(0), loss)
}

fn gloss<'a>(read: &'a Imported, tag: &str) -> &'a Gloss {
    read.glosses.iter().find(|gloss| gloss.tag == tag).expect("read")
}

#[test]
fn what_brat_has_is_read() {
    let text = "The quota fell\nby half. Mara sold both boats.";
    let ann = "T1\tFall 10 14;15 22\tfell by half\n\
        T2\tQuota 4 9\tquota\r\n\
        T3\tSale 29 33\tsold\n\
        T4\tPerson 24 28\tMara\n\
        T5\tGoods 34 38;39 44\tboth boats\n\
        E1\tFall:T1 Theme:T2\n\
        E2\tSale:T3 Agent:T4 Theme2:T5 Cause:E1\n\
        A1\tNegation E1\n\
        A2\tCertainty E2 High\n\
        R1\tOwner Arg1:T5 Arg2:T4\n\
        *\tEquiv T2 T5\n\
        N1\tReference T4 Register:77\tMara Vane\n\
        #1\tAnnotatorNotes T4\tasked twice\n\
        #2\tCheck T4\tspelling\n\
        X9\twhat is this\n";
    let (read, loss) = read(Some(text), ann);
    assert_eq!(loss.to_string(), "1 that can't be read (line 15: “X9” is of no sort that brat has)");
    assert_eq!((read.name.as_deref(), read.glosses.len()), (Some("fish.txt"), 5));
    assert_eq!(gloss(&read, "Fall").exact(), "fell\nby half");
    assert_eq!(gloss(&read, "Goods").selectors.len(), 2);
    assert_eq!(gloss(&read, "Fall").attributes.get("Negation"), Some(&Value::Flag(true)));
    assert_eq!(gloss(&read, "Sale").attributes.text("Certainty"), Some("High"));
    let links: Vec<_> = gloss(&read, "Sale")
        .links
        .iter()
        .map(|link| {
            let to = read.glosses.iter().find(|gloss| gloss.id == link.to).expect("there");
            (link.role.as_str(), to.tag.as_str())
        })
        .collect();
    assert_eq!(links, [("Agent", "Person"), ("Theme", "Goods"), ("Cause", "Fall")]);
    let mara = gloss(&read, "Person");
    assert_eq!(mara.attributes.text("Reference"), Some("Register:77 Mara Vane"));
    assert_eq!(mara.note.as_deref(), Some("asked twice\nCheck: spelling"));
    assert_eq!(gloss(&read, "Goods").links.len(), 2);
}

#[test]
fn without_its_text_a_file_says_the_words() {
    let (read, loss) = read(None, "T1\tGoods 34 38;39 44\tboth boats\n");
    let words: Vec<_> = read.glosses[0].selectors.iter().map(|s| (s.start, s.exact.as_str())).collect();
    assert_eq!((words, read.text.is_none()), (vec![(34, "both"), (39, "boats")], true));
    assert!(loss.is_empty());
}

#[test]
fn what_lies_outside_of_the_text_is_counted() {
    let (read, loss) = read(Some("short"), "T1\tA 0 99999999999\tx\nR1\tB Arg1:T1 Arg2:T2\nA1\tC T1\n");
    assert!(read.glosses.is_empty());
    assert_eq!(
        loss.to_string(),
        "3 that can't be read (line 1: T1: 0 to 99999999999 is no part of the text; line 3: there is no T1; line 2: there is no T1)"
    );
}

#[test]
fn a_line_that_is_wrong_is_named_and_the_others_are_read() {
    let (read, loss) = read(Some("x y"), "T1\tA 0 1\tx\nT2\tA zero 1\tx\nE1\n\nR1\tB\nT3\tA 2 3\ty\n");
    assert_eq!((read.glosses.len(), loss.passed_over()), (2, 3));
    let told = loss.to_string();
    assert!(told.contains("line 2: an entity is a type, a start and an end, not “A zero 1”"), "{told}");
}

#[test]
fn words_that_are_not_at_their_offsets_are_for_a_person_to_look_at() {
    let text = "Mara sold both boats, both old.";
    let (read, loss) =
        read(Some(text), "T1\tGoods 10 14\tboth\nT2\tGoods 0 4;15 20\tMara boats\nT3\tA 0 4\told.\n");
    assert!(loss.is_empty(), "{loss}");
    let told: Vec<_> =
        read.glosses.iter().map(|gloss| (gloss.selectors[0].start, !gloss.review.is_empty())).collect();
    assert_eq!(told, [(10, false), (0, false), (27, true)]);
}

#[test]
fn events_equivalences_and_normalizations_go_back_as_they_came() {
    let text = "Mara sold two boats and a net to Bo.";
    let ann = "T1\tPerson 0 4\tMara\n\
        T2\tGoods 10 19\ttwo boats\n\
        T3\tGoods 24 29\ta net\n\
        T4\tPerson 33 35\tBo\n\
        T5\tSale 5 9\tsold\n\
        E1\tSale:T5 Agent:T1 Theme:T2 Theme2:T3\n\
        E2\tSale:T5 Agent:T1 Buyer:T4\n\
        A1\tCertain E2\n\
        A2\tMood E1 good\n\
        A3\tAge T1 61\n\
        R1\tCauses Arg1:E1 Arg2:E2\n\
        *\tEquiv T2 T3\n\
        N1\tReference T1 Register:77\tMara Vane\n";
    let (read, loss) = read(Some(text), ann);
    assert!(loss.is_empty(), "{loss}");
    let text = read.text.expect("a text");
    let points = crate::text::CodePoints::new(text.as_str().expect("in memory"));
    let placed = read.glosses.into_iter().map(|gloss| {
        let spans = gloss.selectors.iter().map(|s| points.span(s.start, s.end).expect("inside")).collect();
        crate::gloss::Placed { place: crate::gloss::Place::unchanged(spans), gloss }
    });
    let placed: Vec<_> = placed.collect();
    let schema = crate::gloss::Schema::builtin().into();
    let export = crate::exchange::Export::new("fish.txt", text.clone(), placed, schema);
    let again = String::from_utf8(bytes(&FORMAT, export)).expect("text");
    let said = |ann: &str| {
        let mut lines: Vec<String> = ann
            .lines()
            .filter(|line| !line.contains("\tGloss "))
            .map(|line| line.split_once('\t').map_or(line, |(_, rest)| rest).to_owned())
            .collect();
        lines.sort();
        lines
    };
    // Entities are numbered anew, triggers after the others: here that changes nothing.
    assert_eq!(said(&again), said(ann));
}

const CONF: &str = "# what we look for\n[entities]\n!Thing\n\tGoods\n\t\tBoat\n\tPerson\n---\nPlace\n\n\
    [relations]\nOwns\tArg1:Person, Arg2:Goods\nEquiv\tArg1:Goods, Arg2:Goods, <REL-TYPE>:symmetric-transitive\n\n\
    [events]\nSale\tAgent:Person, Theme+:Goods, Buyer?:Person\n\n\
    [attributes]\nCertain\tArg:<EVENT>\nState\tArg:Goods|Place, Value:old|new\n";

#[test]
fn a_configuration_is_a_code_book() {
    let look = "[labels]\nBoat | Boat or ship | Boat\n[drawing]\nPlace bgColor:#7fa2ff, borderColor:darken\n";
    let beside = [(LOOK, look.to_owned())];
    let input = ForeignFile { codebooks: &beside, ..ForeignFile::new("annotation.conf", CONF.as_bytes()) };
    let read = codebook::read(&input, &mut Loss::default()).expect("read");
    let schema = read[0].schema.as_ref().expect("kinds");
    let names: Vec<&str> = schema.kinds.iter().map(|kind| kind.name.as_str()).collect();
    assert_eq!(names, ["Thing/Goods", "Thing/Goods/Boat", "Thing/Person", "Place", "Sale"]);
    let kind = |name| schema.kind(name).expect("there");
    assert_eq!(
        (kind("Thing/Goods/Boat").doc.as_str(), kind("Place").color.as_str()),
        ("Boat or ship", "#7fa2ff")
    );
    let shape =
        |kind: &str, name| schema.kind(kind).and_then(|kind| kind.attribute(name)).map(|a| a.shape.clone());
    let choice = Some(crate::gloss::Shape::Choice(vec!["old".into(), "new".into()]));
    assert_eq!((shape("Thing/Goods/Boat", "State"), shape("Place", "State")), (choice.clone(), choice));
    assert_eq!(
        (shape("Sale", "Certain"), shape("Place", "Certain")),
        (Some(crate::gloss::Shape::Flag), None)
    );
    let links: Vec<&str> = schema.links.iter().map(|link| link.name.as_str()).collect();
    assert_eq!(links, ["Agent", "Theme", "Buyer", "Owns", "Equiv"]);
    let again = config::describe(schema);
    for line in [
        "!Thing",
        "\tGoods",
        "\t\tBoat",
        "Place",
        "Certain\tArg:Sale",
        "State\tArg:Goods|Boat|Place, Value:new|old",
    ] {
        assert!(again.lines().any(|there| there == line), "{line} in {again}");
    }
    assert!(again.contains("[events]\nSale\t"), "{again}");
}

#[test]
fn values_of_several_words_go_there_and_back() {
    let toml = "replace = true\n[kind.claim.attributes.verdict]\ntype = \"choice\"\n\
        choices = [\"true\", \"mostly true\", \"true, or false|both\", \"a_u20_b\"]\n";
    let schema = crate::gloss::Schema::builtin().layered(toml).expect("a schema");
    let conf = config::describe(&schema);
    let line =
        "verdict\tArg:claim, Value:true|mostly_u20_true|true_u2c__u20_or_u20_false_u7c_both|a_u5f_u20_b";
    assert!(conf.lines().any(|there| there == line), "{conf}");
    let beside = [(CONFIGURATION, conf)];
    let ann = "T1\tclaim 0 4\tboat\nA1\tverdict T1 mostly_u20_true\n";
    let input =
        ForeignFile { text: Some("boat"), codebooks: &beside, ..ForeignFile::new("a.ann", ann.as_bytes()) };
    let read = read::read(&input, &mut Loss::default()).expect("read").remove(0);
    let choices = |schema: &crate::gloss::Schema| schema.kinds[0].attributes[0].shape.clone();
    assert_eq!(choices(read.schema.as_ref().expect("kinds")), choices(&schema));
    let verdict = read.glosses[0].attributes.get("verdict").expect("a value");
    assert_eq!(verdict, &Value::from("mostly true"));
    let written = config::attribute_values(&schema, "claim", "verdict", verdict);
    assert_eq!(written, Some(vec!["mostly_u20_true".to_owned()]));
}

#[test]
fn a_type_below_another_is_a_part_of_it_and_goes_back_by_its_own_name() {
    let beside = [(CONFIGURATION, CONF.to_owned())];
    let ann = "T1\tBoat 0 4\tboat\n";
    let input =
        ForeignFile { text: Some("boat"), codebooks: &beside, ..ForeignFile::new("a.ann", ann.as_bytes()) };
    let read = read::read(&input, &mut Loss::default()).expect("read").remove(0);
    assert_eq!(read.glosses[0].tag, "Thing/Goods/Boat");
    let names = names::TypeNames::of(read.schema.as_ref().expect("kinds"));
    assert_eq!(
        (names.name("Thing/Goods/Boat"), names.name("other/Boat")),
        ("Boat".into(), "other_u2f_Boat".into())
    );
}

#[test]
fn the_article_as_brat_has_it() {
    let ann = String::from_utf8(bytes(&FORMAT, crate::exchange::tests::article())).expect("text");
    let lines = [
        "T1\tquote 12 24;36 53\t“We agreed,” “and *meant* it.”",
        "#1\tAnnotatorNotes T1\t=1+1 second line",
        "#2\tGloss T1\t{\"attributes\":{\"cue\":\"said\",\"speaker\":\"Mara\"},\"id\":\"0000000001\",\
         \"note\":\"=1+1\\nsecond line\"}",
        "T2\tclaim 13 29\tWe agreed,” Mara",
        "R1\tcontradicts Arg1:T2 Arg2:T3",
        "#3\tGloss T2\t{\"id\":\"0000000002\"}",
        "T3\tclaim 55 69\tNobody agreed.",
        "#4\tGloss T3\t{\"id\":\"0000000003\"}",
    ];
    assert_eq!(ann.lines().collect::<Vec<_>>(), lines);
}

#[test]
fn the_configuration_has_what_people_choose_from() {
    let conf = config::describe(&crate::gloss::Schema::builtin());
    for line in ["claim", "contradicts\tArg1:<ENTITY>, Arg2:<ENTITY>"] {
        assert!(conf.lines().any(|there| there == line), "{conf}");
    }
    let attributes = conf.split("[attributes]\n").nth(1).expect("there");
    assert!(attributes.lines().all(|line| line.contains("\tArg:")), "{attributes}");
    assert!(attributes.contains(", Value:"), "{attributes}");
}

#[test]
fn a_note_that_was_changed_in_brat_counts() {
    let ann = |note: &str| {
        format!("T1\tA 0 5\tshort\n#1\tAnnotatorNotes T1\t{note}\n#2\tGloss T1\t{{\"note\":\"one\\ntwo\"}}\n")
    };
    let note = |ann: &str| read(Some("short"), ann).0.glosses[0].note.clone().expect("a note");
    assert_eq!(note(&ann("one two")), "one\ntwo");
    assert_eq!(note(&ann("one three")), "one three");
}
