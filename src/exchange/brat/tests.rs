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
    assert_eq!(loss.to_string(), "1 line of unknown sorts");
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
        "1 attribute of what is not there, 1 link to what is not there, 1 span outside of the text"
    );
}

#[test]
fn a_line_that_is_wrong_is_named() {
    let mut loss = Loss::default();
    let input = ForeignFile { text: Some("x"), ..ForeignFile::new("a.ann", b"T1\tA 0 1\tx\nT2\tA zero 1\tx\n") };
    let error = read::read(&input, &mut loss).expect_err("wrong");
    assert_eq!(error.to_string(), "line 2: an entity is a type, a start and an end, not “A zero 1”");
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
