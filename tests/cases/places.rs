//! Glosses in a text that has changed.

use crate::command::Desk;

/// A list in which people have voted.
const VOTES: &str =
    "The vote on the new pier\n\n- Halvar: no\n- Merike: yes\n- Tonnis: no\n- Sorrel: yes\n- Ansgar: later\n";

/// A gloss as `gloss check --json` tells it.
#[derive(Debug)]
struct Found {
    state: String,
    reason: String,
    /// The line on which it begins; empty without a place.
    line: String,
}

impl Found {
    /// Whether a person is asked to look at it.
    fn is_marked(&self) -> bool {
        matches!(self.state.as_str(), "doubtful" | "orphan" | "changed")
    }
}

/// Tags `exact` where it begins at or after `behind` in `old`, writes `new` in its place, and checks it, with the old text at hand and
/// without.
#[track_caller]
fn found(old: &str, (behind, exact): (&str, &str), new: &str) -> [Found; 2] {
    [true, false].map(|knows_old_text| {
        let desk = Desk::with_document(old);
        let from = old.find(behind).expect("in the text");
        let at = from + old[from..].find(exact).expect("behind it");
        let start = old[..at].chars().count().to_string();
        let tagged = desk.run(&["add", "a.txt", "--tag", "note", "--exact", exact, "--start", &start]);
        assert_eq!(tagged.code, 0, "{tagged:?}");
        desk.write("a.txt", new);
        if !knows_old_text {
            std::fs::remove_dir_all(desk.path(".state")).expect("a state folder");
        }
        let checked = desk.run(&["check", "a.txt", "--json"]);
        let glosses: serde_json::Value = serde_json::from_str(&checked.out).expect("JSON");
        let [gloss] = &glosses.as_array().expect("a list")[..] else { panic!("{checked:?}") };
        let text = |name: &str| gloss[name].as_str().unwrap_or_default().to_owned();
        let start = gloss["spans"][0]["start"].as_u64();
        let line = start.map(|start| line_at(new, usize::try_from(start).expect("a place")));
        let found = Found { state: text("state"), reason: text("reason"), line: line.unwrap_or_default() };
        assert_eq!(checked.code, i32::from(found.is_marked()), "{found:?}");
        found
    })
}

/// The line of a code point.
fn line_at(text: &str, point: usize) -> String {
    let before: String = text.chars().take(point).collect();
    text.lines().nth(before.matches('\n').count()).unwrap_or_default().to_owned()
}

/// Asserts that a gloss is on the line `line`, or that a person is asked.
#[track_caller]
fn assert_on_or_marked(found: &[Found; 2], line: &str) {
    for found in found {
        assert!(found.is_marked() || found.line == line, "{found:?}");
    }
}

#[test]
fn an_answer_follows_its_row_when_rows_of_one_length_change_places() {
    let swapped = VOTES.replace("Merike", "\0").replace("Sorrel", "Merike").replace('\0', "Sorrel");
    let found = found(VOTES, ("Merike", "yes"), &swapped);
    assert_eq!((found[0].state.as_str(), found[0].line.as_str()), ("moved", "- Merike: yes"), "{found:?}");
    assert_on_or_marked(&found, "- Merike: yes");
}

#[test]
fn rows_that_are_sorted_or_roll_keep_their_glosses() {
    let rows: Vec<String> = (0..30)
        .map(|i| format!("plot {:02}   {}   {:03}", i * 7 % 30, ["wet", "dry"][i % 2], 100 + i))
        .collect();
    let text = |rows: &[String]| format!("Samples of the spring\n\n{}\n", rows.join("\n"));
    let mut sorted = rows.clone();
    sorted.sort();
    let mut rolled = rows.clone();
    rolled.rotate_left(1);
    for new in [sorted, rolled] {
        for row in [&rows[0], &rows[9], &rows[29]] {
            let word = &row[10..13];
            assert_on_or_marked(&found(&text(&rows), (row, word), &text(&new)), row);
        }
    }
}

#[test]
fn rows_with_equal_surroundings_are_told_apart_by_their_names() {
    let row = |name: &str| {
        format!("{name} | the pump house at the lower lock | open | the pump house at the upper lock |")
    };
    let text = |names: [&str; 4]| format!("{}\n", names.map(row).join("\n"));
    let old = text(["A1", "A2", "A3", "A4"]);
    for name in ["A1", "A2", "A3", "A4"] {
        for found in found(&old, (name, "open"), &text(["A3", "A2", "A1", "A4"])) {
            assert!(!found.is_marked() && found.line == row(name), "{found:?}");
        }
        for found in found(&old, (name, "open"), &text(["B1", "B2", "B3", "B4"])) {
            assert!(found.is_marked(), "{found:?}");
        }
    }
}

#[test]
fn the_answer_of_a_name_that_was_replaced_by_one_as_long_is_marked() {
    for found in found(VOTES, ("Sorrel", "yes"), &VOTES.replace("Sorrel", "Quirin")) {
        assert!(found.is_marked(), "{found:?}");
    }
}

#[test]
fn words_in_a_sentence_that_was_written_anew_around_them_are_marked() {
    for (old, words, new) in [
        (
            "Ina Falk held that the mill was sound.\n",
            "held that the",
            "Joe Rask held that the barn was rotten.\n",
        ),
        (
            "Hang the lantern right above the door of the shed.\n",
            "right above the",
            "A swallow nests right above the beam of a barn.\n",
        ),
    ] {
        for found in found(old, ("", words), new) {
            assert!(found.is_marked(), "{found:?}");
        }
    }
}

#[test]
fn of_paragraphs_alike_the_one_that_was_cut_is_not_found_in_the_other() {
    let paragraph = |side: &str| format!("Crew {side} wants to mend the wall by spring.\n\n");
    let old = format!("{}{}The board meets in May.\n", paragraph("East"), paragraph("West"));
    for found in found(&old, ("East", "mend the wall by spring"), &old.replace(&paragraph("East"), "")) {
        assert!(found.is_marked(), "{found:?}");
    }
}

#[test]
fn paragraphs_alike_are_told_apart_by_a_word_farther_off() {
    let crew = |ship: &str| {
        format!(
            "The crew of the {ship} has refused to unload the grain until the wages of last winter are paid.\n\n"
        )
    };
    let after = "Nobody at the harbour office answered the telephone.\n";
    let old = [&crew("Alma"), &crew("Brida"), &crew("Cora"), after].concat();
    for exact in ["wages of last winter are paid", "until", "refused to unload the grain"] {
        for found in found(&old, ("Brida", exact), &old.replace(&crew("Brida"), "")) {
            assert!(found.is_marked(), "{exact}: {found:?}");
        }
    }
    for gone in ["Alma", "Cora"] {
        for found in found(&old, ("Brida", "wages of last winter are paid"), &old.replace(&crew(gone), "")) {
            assert!(!found.is_marked() && found.line.contains("Brida"), "{found:?}");
        }
    }
}

#[test]
fn a_number_is_not_the_beginning_of_another_one() {
    let old = "The repair of the quay wall cost 40 crowns a metre, and nobody asked for less.\n";
    for now in ["40.5", "40,000"] {
        for found in found(old, ("cost", "40"), &old.replace("40", now)) {
            assert!(found.is_marked(), "{now}: {found:?}");
        }
    }
    for found in
        found(old, ("cost", "40"), &old.replace("a metre,", "a metre.").replace("crowns", "crowns, or so,"))
    {
        assert!(!found.is_marked(), "{found:?}");
    }
}

#[test]
fn a_sentence_that_stands_once_is_certain_beside_new_ones() {
    let old = "The ferry left at six with nine people.\n\nOld Ketil shouted from the pier. He waved his hat at the mate twice.\n\n\
               Then the fog came down, and the bell began to ring.\n";
    let new = old.replace("Old Ketil shouted from the pier.", "It was a cold morning for June.");
    let [with_old_text, _] = found(old, ("Old", "He waved his hat at the mate twice."), &new);
    assert!(!with_old_text.is_marked(), "{with_old_text:?}");
    let new = new.replace("Then the fog came down, and the bell began to ring.", "A gull sat on the rope.");
    let [with_old_text, _] = found(old, ("Old", "He waved his hat at the mate twice."), &new);
    assert!(with_old_text.is_marked(), "{with_old_text:?}");
}

#[test]
fn words_of_news_that_is_gone_are_not_found_in_news_that_came() {
    let news = [
        "19:05 A crane has fallen on the grain store at Ulm Quay. Nobody was hurt, as far as is known. The quay is shut.",
        "18:20 The ferry to Lunde lies off the bar with a broken rudder. Two tugs are on their way.",
        "17:40 Hail has broken the panes of the glasshouses at Torp. The owner speaks of a great loss.",
        "16:55 A van slid off the dyke road near Holm. Nobody was hurt, as far as is known. The road is open.",
    ];
    for between in [" ", "\n"] {
        let page = |news: &[&str]| {
            format!(
                "The gale, as it goes on\n\n{}\n",
                news.join("\n\n").replace(". ", &format!(".{between}"))
            )
        };
        for words in
            ["Nobody was hurt, as far as is known.", "Nobody was hurt", "hurt, as far as is known", "Nobody"]
        {
            for found in found(&page(&news[1..]), ("Holm", words), &page(&news[..3])) {
                assert!(found.is_marked(), "{words}: {found:?}");
            }
        }
    }
}

#[test]
fn a_sentence_is_not_doubtful_because_what_stood_beside_it_was_cut() {
    let weirs: String = (1..9)
        .map(|i| {
            format!(
                "Weir {i} was built of oak in the year {}, and it has leaked since then.\n\n",
                1800 + i * 7
            )
        })
        .collect();
    let (before, beside) = ("The keeper counts every eel that comes by.", "He sells none of them.");
    let own = "In a dry autumn not one of them is seen above the third gate.";
    let old = format!("{weirs}{before} {own} {beside}\n\n{}", weirs.replace("oak", "stone"));
    let new = old.replace(&format!("{before} "), "").replace(&format!(" {beside}"), "");
    let [with_old_text, _] = found(&old, ("", own), &new);
    assert_eq!(with_old_text.state, "moved", "{with_old_text:?}");
}

#[test]
fn a_short_paragraph_that_was_doubled_is_doubtful() {
    let old = "The harbour is closed tonight.\n\nNo boats go out.\n\nThe lamps stay lit until the morning.\n";
    let doubled = old.replace("No boats go out.\n\n", "No boats go out.\n\nNo boats go out.\n\n");
    for found in found(old, ("", "No boats go out."), &doubled) {
        assert_eq!(found.state, "doubtful", "{found:?}");
    }
}

#[test]
fn a_sentence_that_moved_keeps_its_full_stop() {
    let sentences = [
        "The weir was built in a single summer by forty men from the upper valley.",
        "Its gates were lifted by hand until the winter of the great flood.",
        "Nobody knows any more who carved the date above the arch.",
        "In the year after the flood the miller left, and the house stood empty.",
    ];
    let filler = "A long path leads along the river from the bridge to the weir, and most who walk it turn back at the gate.";
    let old = format!("{filler}\n\n{}\n\nThe end of it is not told.\n", sentences.join(" "));
    let new = format!(
        "{filler}\n\n{} {} {}\n\nThe end of it is not told.\n",
        sentences[2], sentences[0], sentences[3]
    );
    for found in found(&old, ("", sentences[0]), &new) {
        assert_ne!(found.state, "changed", "{found:?}");
        assert!(!found.reason.contains("edited"), "{found:?}");
    }
}

#[test]
fn no_reason_says_that_words_are_gone_which_stand_in_the_text() {
    let old = "# Walks\n\nThe second gate is locked.\n\n# Meals\n\nSoup at noon.\n";
    let new = "# Trips\n\nAll buses leave at nine, says the note that the second gate is nailed to.\n";
    for (old, words, new) in [
        (old, "second gate is", new),
        ("A dog barked. The hen ran off. A dog slept.\n", "dog", "The hen ran off. A dog slept.\n"),
    ] {
        for found in found(old, ("", words), new) {
            assert!(found.is_marked(), "{found:?}");
            assert!(
                !found.reason.contains("gone, with") && !found.reason.contains("not in the text"),
                "{found:?}"
            );
        }
    }
}

/// The answer of a row that was cut doesn't go over to the row beside it, with its full stop or without.
#[test]
fn an_answer_of_a_row_that_was_cut_is_no_other_rows() {
    let rows = ["Anna: yes.", "Bert: yes.", "Carl: yes.", "Dora: yes."];
    for (cut, answer) in (0..rows.len()).flat_map(|cut| ["yes.", "yes"].map(|answer| (cut, answer))) {
        let desk = Desk::with_document(&format!("{}\n", rows.join("\n")));
        assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", answer, "--all"]).code, 0);
        let left: Vec<&str> = (0..rows.len()).filter(|&row| row != cut).map(|row| rows[row]).collect();
        desk.write("a.txt", format!("{}\n", left.join("\n")));
        std::fs::remove_dir_all(desk.path(".state")).expect("a state folder");
        let checked = desk.run(&["check", "a.txt", "--json"]).out;
        let silent =
            ["\"unchanged\"", "\"moved\""].iter().map(|state| checked.matches(state).count()).sum::<usize>();
        assert!(silent < rows.len(), "{cut} {answer}: {checked}");
        // A person looks at the one that was cut.
        let start = rows[..cut].iter().map(|row| row.len() + 1).sum::<usize>() + 6;
        let sidecar = desk.read("a.txt.gloss.toml");
        let id = sidecar.split("[[annotation]]").find(|entry| entry.contains(&format!("start = {start},")));
        let id = id.and_then(|entry| entry.split('"').nth(1)).expect("an id");
        let found: serde_json::Value = serde_json::from_str(&checked).expect("JSON");
        let place =
            found.as_array().expect("places").iter().find(|place| place["id"] == id).expect("its place");
        assert!(
            ["doubtful", "orphan"].iter().any(|state| place["state"] == *state),
            "{cut} {answer}: {place}"
        );
    }
}

#[test]
fn a_word_that_stands_in_another_sentence_than_the_rest_of_its_own_is_marked() {
    for (old, word, new) in [
        ("He paid the bank.\n", "bank", "He paid the firm. Later a dog ran along the river bank.\n"),
        (
            "It rained all day.\n\nHe thanked the ministry.\n",
            "ministry",
            "It rained all day.\n\nHe thanked the bureau.\n\nLater, all left the ministry.\n",
        ),
        (
            "Ida Brock left the mill on Monday.\n",
            "mill",
            "Ida Brock left the yard on Monday. Nobody has worked in a mill since.\n",
        ),
    ] {
        for found in found(old, ("", word), new) {
            assert!(found.is_marked(), "{new}: {found:?}");
        }
    }
    for (old, word, new) in [
        ("He paid the bank.\n", "bank", "It was late. He paid the old bank. Nobody saw it.\n"),
        ("He paid the bank, which was old.\n", "bank", "He paid the bank. It was old.\n"),
        ("He left when the bank closed.\n", "bank", "He left. The bank closed.\n"),
    ] {
        for found in found(old, ("", word), new) {
            assert!(!found.is_marked(), "{new}: {found:?}");
        }
    }
}

#[test]
fn what_stands_once_is_not_doubtful() {
    let log: String =
        (0..60).map(|i| format!("07:{i:02} host {} answers in {} ms\n", i % 5, i * i % 91)).collect();
    let longer = format!("{log}08:00 host 2 does not answer\n08:01 host 2 answers in 11 ms\n");
    for found in found(&log, ("07:31", "answers"), &longer) {
        assert_eq!(found.state, "unchanged", "{found:?}");
    }
    let longer = VOTES.replace("\n- Halvar", "\n- Aurora: yes\n- Halvar");
    for found in found(VOTES, ("Merike", "yes"), &longer) {
        assert_eq!((found.state.as_str(), found.line.as_str()), ("moved", "- Merike: yes"), "{found:?}");
    }
}
