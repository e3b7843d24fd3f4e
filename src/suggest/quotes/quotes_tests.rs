use crate::text::segment::testing::grows_with_the_text;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::suggest::suggester::testing::found_in;

/// What is suggested by default in `text`: the parts of each quotation with " … " between, and its speaker.
fn suggested(text: &str) -> Vec<(String, String)> {
    let mut found = found_in(&Quotes::default(), text);
    found.sort_by_key(Suggestion::hull);
    let shown = found.iter().filter(|suggestion| suggestion.score >= 0.5);
    let parts = |suggestion: &Suggestion| -> Vec<String> {
        suggestion.spans.iter().map(|span| text[span.range()].to_owned()).collect()
    };
    let speaker =
        |suggestion: &Suggestion| suggestion.attributes.text("speaker").unwrap_or_default().to_owned();
    shown.map(|suggestion| (parts(suggestion).join(" … "), speaker(suggestion))).collect()
}

#[track_caller]
fn suggests(text: &str, expected: &[(&str, &str)]) {
    let found = suggested(text);
    let found: Vec<_> = found.iter().map(|(words, speaker)| (words.as_str(), speaker.as_str())).collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn the_attribution_after_before_and_between() {
    suggests("“The lock is shut,” Nora Lund said.", &[("“The lock is shut,”", "Nora Lund")]);
    suggests("“The lock is shut,” said Nora Lund.", &[("“The lock is shut,”", "Nora Lund")]);
    suggests("Nora Lund said: “The lock is shut.”", &[("“The lock is shut.”", "Nora Lund")]);
    let split = "“The lock is shut,” Nora Lund said, “and it stays shut.”";
    suggests(split, &[("“The lock is shut,” … “and it stays shut.”", "Nora Lund")]);
    let two = "“The lock is shut,” Nora Lund said. “It stays shut.”";
    suggests(two, &[("“The lock is shut,” … “It stays shut.”", "Nora Lund")]);
}

#[test]
fn two_speakers_in_one_paragraph() {
    suggests(
        "“The lock is shut,” said Nora Lund. “It is wide open,” said Ivo Kell.",
        &[("“The lock is shut,”", "Nora Lund"), ("“It is wide open,”", "Ivo Kell")],
    );
}

#[test]
fn what_adding_adds_is_a_quotation_of_its_own() {
    suggests(
        "“The lock is shut,” said Nora Lund, adding: “Nobody knows for how long.”",
        &[("“The lock is shut,”", "Nora Lund"), ("“Nobody knows for how long.”", "Nora Lund")],
    );
}

#[test]
fn the_outermost_report_has_the_quotation() {
    let found = suggested("“We shut it at noon,” Kell said, according to the Harbour Gazette.");
    assert_eq!(found[0].1, "Harbour Gazette");
}

#[test]
fn british_single_marks() {
    suggests(
        "‘The boys’ boats weren’t ours,’ said Nora Lund. 'It's the dogs' fault,' she said.",
        &[("‘The boys’ boats weren’t ours,’", "Nora Lund"), ("'It's the dogs' fault,'", "Nora Lund")],
    );
}

#[test]
fn marks_within_marks_are_one_quotation() {
    let text = "“He told me ‘go home’ twice,” said Nora Lund.";
    suggests(text, &[("“He told me ‘go home’ twice,”", "Nora Lund")]);
}

#[test]
fn interviews() {
    suggests(
        "LUND: Why is it shut?\n\nKELL: Because it leaks.\n\nLUND: Since when?",
        &[("Why is it shut?", "LUND"), ("Because it leaks.", "KELL"), ("Since when?", "LUND")],
    );
    suggests(
        "“LUND: Why is it shut?\n\n“KELL: Because it leaks.\n\n“It always did.”",
        &[("Why is it shut?", "LUND"), ("Because it leaks.", "KELL"), ("“It always did.”", "KELL")],
    );
    // One line of that form is a headline.
    assert!(
        suggested("Harbour Gazette: Lock Shut\n\nThe port has no lock.").iter().all(|(_, who)| who != "LUND")
    );
}

#[test]
fn signed_quotations() {
    suggests(
        "“Nobody asked us about it.” — Nora Lund, Kell",
        &[("“Nobody asked us about it.”", "Nora Lund")],
    );
    suggests("“Nobody asked us about it.”\n\n- Nora Lund", &[("“Nobody asked us about it.”", "Nora Lund")]);
}

#[test]
fn paragraphs_that_are_left_open() {
    suggests(
        "“It leaks,” said Nora Lund. “It leaks everywhere.\n\n“And it always did.”",
        &[("“It leaks,” … “It leaks everywhere.", "Nora Lund"), ("“And it always did.”", "Nora Lund")],
    );
    suggests("Nora Lund said: “It leaks and leaks.", &[("“It leaks and leaks.", "Nora Lund")]);
}

#[test]
fn a_block_that_a_colon_or_a_comma_introduces() {
    let block = [("“The lock leaks and leaks.”", "Nora Lund")];
    suggests("Then Nora Lund continued:\n\n“The lock leaks and leaks.”", &block);
    suggests("Then Nora Lund wrote,\n\n“The lock leaks and leaks.”", &block);
}

#[test]
fn a_long_paragraph_alone_goes_on_with_its_speaker_unless_two_take_turns() {
    let one = "“The lock is shut,” said Nora Lund.\n\n“It leaks on both of its sides.”";
    suggests(one, &[("“The lock is shut,”", "Nora Lund"), ("“It leaks on both of its sides.”", "Nora Lund")]);
    let two = "“Where is the lock?” asked Nora Lund.\n\n“Down by the river,” said Ivo Kell.\n\n\
               “And who keeps it for the town?”";
    assert_eq!(suggested(two)[2], ("“And who keeps it for the town?”".to_owned(), String::new()));
}

#[test]
fn feet_and_inches() {
    suggests("The gate is 6'2\" wide and 12\" deep.", &[]);
    suggests("\"The gate is 6'2\" wide,\" said Nora Lund.", &[("\"The gate is 6'2\" wide,\"", "Nora Lund")]);
}

#[test]
fn titles_nicknames_and_markup_are_not_speech() {
    suggests("She wept over the novel “The Old Lock” and slept through “Harbour Lights” on Channel 4.", &[]);
    suggests("Ivo “Jack” Kell keeps the lock.", &[]);
    suggests("<photo id=\"4711\" author=\"Lund\">", &[]);
}

#[test]
fn an_office_is_held_by_who_was_named_with_it() {
    let text = "Port spokeswoman Nora Lund met mayor Ivo Kell.\n\nThe spokeswoman said: “It leaks everywhere.”\n\n\
                “It does not leak at all,” said the mayor.";
    let speakers: Vec<String> = suggested(text).into_iter().map(|(_, speaker)| speaker).collect();
    assert_eq!(speakers, ["Nora Lund", "Ivo Kell"]);
}

#[test]
fn he_and_she_are_told_by_first_names() {
    let text = "Nora Lund met Peter Kell.\n\n“The lock is shut,” Peter Kell said.\n\n“It is wide open,” she said.\n\n\
                “It is half open,” he said.";
    let speakers: Vec<String> = suggested(text).into_iter().map(|(_, speaker)| speaker).collect();
    assert_eq!(speakers, ["Peter Kell", "Nora Lund", "Peter Kell"]);
}

#[test]
fn nouns_of_speech() {
    suggests(
        "The paper has a statement by Nora Lund about “a very old lock.”",
        &[("“a very old lock.”", "Nora Lund")],
    );
}

#[test]
fn the_form_and_the_reason() {
    let found = found_in(&Quotes::default(), "“The lock is shut,” Nora Lund said.");
    let attributes = &found[0].attributes;
    assert_eq!((attributes.text("cue"), attributes.get("form")), (Some("said"), Some(&"direct".into())));
    assert_eq!(found[0].reason, "“said” after it, of “Nora Lund”");
    assert!(found[0].score > 0.9);
}

#[test]
fn other_languages() {
    suggests(
        "„Die Schleuse ist zu“, sagte Nora Lund am Montag. Der Sprecher erklärte: „Sie bleibt auch zu.“",
        &[("„Die Schleuse ist zu“", "Nora Lund"), ("„Sie bleibt auch zu.“", "Der Sprecher")],
    );
    suggests(
        "« L'écluse est fermée », a déclaré Nora Lund. « Elle le reste », dit-il.",
        &[("« L'écluse est fermée »", "Nora Lund"), ("« Elle le reste »", "il")],
    );
    suggests(
        "«La esclusa está cerrada», dijo Nora Lund. El portavoz afirmó: “Así se queda hoy.”",
        &[("«La esclusa está cerrada»", "Nora Lund"), ("“Así se queda hoy.”", "El portavoz")],
    );
    suggests(
        "«Он закрыт и не откроется», — сказала Нора Лунд.",
        &[("«Он закрыт и не откроется»", "Нора Лунд")],
    );
    suggests("彼女は「水門は閉まっている」と述べた。", &[("「水門は閉まっている」", "")]);
    suggests("他说：“水闸仍然关闭。”", &[("“水闸仍然关闭。”", "他")]);
}

#[test]
fn hostile_input_is_quick() {
    let units = [
        "“a,” ",
        "said ",
        "“a,” he said, ",
        "Kell said, ",
        "\"",
        "who said ",
        "A: b\n",
        "“a” - ",
        "“a.”\n\n",
        "the mayor said “a b c d.” ",
        "Lund’s statement about “a” ",
        "saying ",
        "—Ya voy —dijo él—. ",
        "—Ya, voy ",
        "—Ya voy.\n",
        "“a,”³ said <b>Kell</b>. ",
        "he she Nora Lund ",
        "“a\n\n",
        "\n",
    ];
    for unit in units {
        grows_with_the_text(unit, |text| drop(suggested(&format!("“It is shut,” {text}”"))));
    }
}

proptest! {
    #[test]
    fn spans_are_in_order_and_on_grapheme_boundaries(
        text in "(“|”|\n—Ya |dijo él| —|³|<b>|`|\"|'|‘|’|, |\\. |: |— |\n\n|\n|he |said |told |Kell |LUND: |Nora |according to |him|the |of |mayor |who |adding |statement by |\u{301}|é ){0,40}|\\PC{0,40}"
    ) {
        let found = found_in(&Quotes::default(), &text);
        let bounds: Vec<usize> =
            text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        for suggestion in found {
            prop_assert!(!suggestion.spans.is_empty() && (0.0..=1.0).contains(&suggestion.score));
            prop_assert!(suggestion.spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}");
            let all = suggestion.spans.iter().chain(&suggestion.speaker).chain(&suggestion.cue);
            for span in all {
                prop_assert!(!span.is_empty(), "{text:?}");
                prop_assert!(bounds.contains(&span.start) && bounds.contains(&span.end), "{span:?} in {text:?}");
            }
        }
    }
}

#[test]
fn a_report_goes_on_over_a_quotation_of_somebody_else_within_it() {
    let text =
        "Nora Lund said that the crew was tired but longed for what Ivo Kell called “a lock of glass.”";
    let report = "that the crew was tired but longed for what Ivo Kell called “a lock of glass.”";
    suggests(text, &[(report, "Nora Lund"), ("“a lock of glass.”", "Ivo Kell")]);
}

#[test]
fn a_whole_sentence_may_have_its_stop_behind_the_marks() {
    for (text, whole) in [
        ("Lund said: “The lock is shut”.", true),
        ("‘The lock is shut’, said Lund.", true),
        ("„Die Schleuse ist zu“, sagte Lund.", true),
        ("Lund a dit : « Le port est fermé ».", true),
        ("It rained. “The lock is shut”, he said.", true),
        ("Lund said: “The lock is shut.”", true),
        ("She called it “the old lock”.", false),
        ("She called it “Old Lock”.", false),
        ("The film, “The Lock”, is long.", false),
        ("Lund said: “the lock is shut”.", false),
        ("„Alte Schleuse“ nannte er sie.", false),
    ] {
        let language = crate::text::segment::Language::english();
        let quotation = crate::text::segment::quotations(text, language)[0].outer;
        assert_eq!(is_whole(text, &[quotation]), whole, "{text}");
    }
}
