//! Quotations, reports and their speakers.

use crate::suggested::{all_suggested, quotes, reports, scores, speakers};
use crate::{command, support};

/// An article that quotes and reports.
const ARTICLE: &str = "Ida Brandt confirmed that “for two weeks” the pumps have not worked. According to Ida Brandt, \
    the dyke lost 40 metres in May. The pumps cost 3 million crowns, said the engineer, Olaf Rehm.";

#[test]
fn only_what_stands_between_marks_is_a_quotation() {
    quotes(&[
        (ARTICLE, &[("“for two weeks”", "Ida Brandt")]),
        ("Ida Brandt said that the pumps have not worked for two weeks.", &[]),
        (
            "The pumps, Ida Brandt noted, are “older than the town” and “not for sale.”",
            &[("“older than the town”", "Ida Brandt"), ("“not for sale.”", "Ida Brandt")],
        ),
    ]);
}

#[test]
fn what_is_said_without_marks_is_a_report_where_it_is_asked_for() {
    reports(&[(
        ARTICLE,
        &[
            ("that “for two weeks” the pumps have not worked", "Ida Brandt"),
            ("the dyke lost 40 metres in May", "Ida Brandt"),
            ("The pumps cost 3 million crowns", "Olaf Rehm"),
        ],
    )]);
    let by_default = all_suggested(&[], &[ARTICLE]).remove(0);
    assert!(by_default.iter().all(|suggested| suggested.kind != "report"));
    assert!(by_default.iter().any(|suggested| suggested.kind == "quote"));
}

#[test]
fn the_settings_turn_reports_on() {
    let desk = command::Desk::with_document(ARTICLE);
    let count = |desk: &command::Desk| desk.run(&["suggest", "a.txt"]).out.matches("\treport\t").count();
    assert_eq!(count(&desk), 0);
    desk.write(".config/gloss/config.toml", "suggest = [\"quote\", \"report\"]\n");
    assert_eq!(count(&desk), 3);
    assert!(!desk.run(&["suggest", "a.txt"]).out.contains("\tclaim\t"));
}

#[test]
fn every_claim_in_a_report_has_its_source() {
    let found = all_suggested(&["claim"], &[ARTICLE]).remove(0);
    let sources: Vec<&str> = found.iter().map(|claim| claim.source.as_str()).collect();
    assert_eq!(sources, ["Ida Brandt", "Ida Brandt", "Olaf Rehm"]);
}

#[test]
fn an_older_file_may_call_a_report_an_indirect_quotation() {
    let desk = command::Desk::with_document("Ida Brandt said the pumps were old.");
    let sidecar = "format = \"gloss/1\"\n\n[[annotation]]\nid = \"a1\"\ntag = \"quote\"\n\
        attributes = { speaker = \"Ida Brandt\", form = \"indirect\" }\n\
        spans = [{ start = 16, end = 34, exact = \"the pumps were old\", prefix = \"Ida Brandt said \", suffix = \".\" }]\n";
    desk.write("a.txt.gloss.toml", sidecar);
    assert_eq!(desk.run(&["check", "a.txt"]).code, 0);
    assert!(desk.run(&["list", "a.txt", "--where", "form=indirect"]).out.contains("the pumps were old"));
    assert!(desk.run(&["export", "a.txt", "--to", "csv"]).out.contains("indirect"));
}

#[test]
fn a_report_is_tagged_with_its_key() {
    let desk = support::Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("j@").wait_for("speaker: a spokeswoman");
    screen.keys("q");
    screen.ended();
    let saved = desk.sidecar();
    assert!(saved.contains("tag = \"report\"") && saved.contains("cue = \"said\""), "{saved}");
    assert!(saved.contains("exact = \"The ferry company and its crews have not reached a deal\""), "{saved}");
}

#[test]
fn a_role_is_nobody_who_was_named_with_another_one() {
    quotes(&[
        (
            "A driver and a nurse came in. “We agree,” Ina Falk, the nurse, said. “I don’t,” the driver said.",
            &[("“We agree,”", "Ina Falk"), ("“I don’t,”", "the driver")],
        ),
        (
            "“We agree,” Ina Falk said. “So,” the girl said. “No,” the head of the port said. “Yes,” the company said.",
            &[
                ("“We agree,”", "Ina Falk"),
                ("“So,”", "the girl"),
                ("“No,”", "the head of the port"),
                ("“Yes,”", "the company"),
            ],
        ),
        (
            "Mayor Ina Falk came. “We agree,” the mayor said. Then a mayor from Kell rose. “I don’t,” the mayor said.",
            &[("“We agree,”", "Ina Falk"), ("“I don’t,”", "the mayor")],
        ),
        (
            "Harbour spokesman Omar Dahl came. “It leaks,” the representative said. “It does not,” the minister’s aide said.",
            &[("“It leaks,”", "Omar Dahl"), ("“It does not,”", "the minister’s aide")],
        ),
    ]);
}

#[test]
fn he_and_she_beside_each_other_are_two() {
    quotes(&[
        (
            "“We agree,” Mika Orr said. “I do not,” he said. “I do,” she said.",
            &[("“We agree,”", "Mika Orr"), ("“I do not,”", "Mika Orr"), ("“I do,”", "she")],
        ),
        ("“We agree,” Mr Orr said. “I do not,” she said.", &[("“We agree,”", "Orr"), ("“I do not,”", "she")]),
    ]);
}

#[test]
fn the_name_in_apposition_counts() {
    speakers(&[
        ("“No comment,” the vicar, Hugo Stead, said.", "Hugo Stead"),
        ("“No comment,” said the vicar, Hugo Stead.", "Hugo Stead"),
        ("“No comment,” said her lawyer, Hugo Stead.", "Hugo Stead"),
        ("“No comment,” said a neighbour, Hugo Stead, who saw it.", "Hugo Stead"),
        ("“No comment,” the vicar of the old church by the river, Hugo Stead, 52, said.", "Hugo Stead"),
        ("“No comment,” the keeper of the mill, a tall man named Hugo Stead, said on Monday.", "Hugo Stead"),
        ("“No comment,” the vicar, a friend of Hugo Stead, said.", "the vicar"),
        ("“No comment,” said the vicar, who met Hugo Stead.", "the vicar"),
        ("“No comment,” said the mayor of Kell, Ohio.", "the mayor of Kell"),
    ]);
}

#[test]
fn adverbs_are_neither_speaker_nor_quotation() {
    speakers(&[
        ("“We are cold,” said Ada Quist quietly.", "Ada Quist"),
        ("“We are cold,” said Ada Quist again.", "Ada Quist"),
        ("“We are cold,” said Ada Quist late Friday.", "Ada Quist"),
        ("“We are cold,” said Ada Quist contentedly from her chair.", "Ada Quist"),
        ("“We are cold,” said Ada Quist this morning.", "Ada Quist"),
        ("“We are cold,” said the vicar in a letter to the council.", "the vicar"),
        ("“We are cold,” said the family doctor.", "the family doctor"),
        ("“We are cold,” said two elderly sisters quietly.", "two elderly sisters"),
        ("“We are cold,” said retired pilot Ada Quist.", "Ada Quist"),
        ("“We are cold,” said April Quist yesterday.", "April Quist"),
        ("„Uns ist kalt“, sagte Ada Quist leise.", "Ada Quist"),
        ("„Uns ist kalt“, sagte die Ministerin in einem Brief.", "die Ministerin"),
    ]);
    reports(&[("Ada Quist said quietly: “We are cold.”", &[])]);
}

#[test]
fn particles_are_parts_of_names() {
    speakers(&[
        ("“We need it,” said Ulla von der Heide.", "Ulla von der Heide"),
        ("“We need it,” said Maria de la Vega.", "Maria de la Vega"),
        ("“We need it,” said Piet van den Bos quietly.", "Piet van den Bos"),
        ("“We need it,” von der Heide said.", "von der Heide"),
        ("“We need it,” said al-Rashid.", "al-Rashid"),
        ("“We need it,” said Conor O’Shea.", "Conor O’Shea"),
        ("“We need it,” said Rory McLean.", "Rory McLean"),
        ("“We need it,” said Guy d’Aubert.", "Guy d’Aubert"),
        ("„Das ist so“, sagte Ulla von der Heide.", "Ulla von der Heide"),
    ]);
}

#[test]
fn two_speakers_in_a_sentence_are_two() {
    quotes(&[
        ("\"Yes,\" said Tim, and \"No,\" said Lea.", &[("\"Yes,\"", "Tim"), ("\"No,\"", "Lea")]),
        ("\"Yes,\" said Tim; \"No,\" said Lea.", &[("\"Yes,\"", "Tim"), ("\"No,\"", "Lea")]),
        ("“Yes,” said Tim, while Lea said, “No.”", &[("“Yes,”", "Tim"), ("“No.”", "Lea")]),
        (
            "“We agree,” Ina Falk said. “Fine,” a clerk at Stead & Co. replied.",
            &[("“We agree,”", "Ina Falk"), ("“Fine,”", "a clerk at Stead & Co")],
        ),
        (
            "“We are closing,” Ina Falk said. “We are not,” was how Hugo Stead put it.",
            &[("“We are closing,”", "Ina Falk"), ("“We are not,”", "Hugo Stead")],
        ),
        (
            "“We are ready,” Ina Falk said. “The doors are open,” the museum was quoted as saying.",
            &[("“We are ready,”", "Ina Falk"), ("“The doors are open,”", "the museum")],
        ),
        ("“Yes,” said Tim, “and no.”", &[("“Yes,” … “and no.”", "Tim")]),
    ]);
}

#[test]
fn marks_of_notes_and_nicknames_are_nobody_s_words() {
    speakers(&[
        ("“We will wait,”³ said Ina Falk.", "Ina Falk"),
        ("“We will wait,”¹² said Ina Falk.", "Ina Falk"),
        ("“We will wait,”[12] said Ina Falk.", "Ina Falk"),
        ("“We will wait,”(3) said Ina Falk.", "Ina Falk"),
        ("“We will wait,”* said Ina Falk.", "Ina Falk"),
        ("“We will wait,”† Ina Falk[4] said.", "Ina Falk"),
    ]);
    quotes(&[("Robert “Bob” Stead said the lock was shut.", &[]), ("Ina “the Fox” Falk left.", &[])]);
}

#[test]
fn a_clause_with_its_own_subject_ends_a_report() {
    reports(&[
        ("He said it was “late,” but the board disagreed.", &[("it was “late,”", "He")]),
        ("He said the plan was “late,” and the board agreed.", &[("the plan was “late,”", "He")]),
        ("He said it was late, but she left.", &[("it was late", "He")]),
        (
            "He said that it was late and that it rained, but nobody listened.",
            &[("that it was late and that it rained", "He")],
        ),
        (
            "He said the bridge, the lock and the pier were shut.",
            &[("the bridge, the lock and the pier were shut", "He")],
        ),
        ("Tim said “yes” and Lea said “no.”", &[]),
    ]);
    quotes(&[("She didn’t say “perhaps never,” but each added it.", &[("“perhaps never,”", "She")])]);
    let asked =
        all_suggested(&["report"], &["Asked whether the plan was dead, Ina Falk replied: “No, it is not.”"]);
    let asked: Vec<&str> = asked[0].iter().map(|report| report.words.as_str()).collect();
    assert_eq!(asked, ["whether the plan was dead"]);
}

#[test]
fn dialogue_with_dashes_is_found() {
    quotes(&[
        (
            "—No iremos —dijo la señora Prado—. Mañana será otro día.\n\n—¿Por qué? —preguntó él.\n\n—Porque llueve.",
            &[
                ("—No iremos … Mañana será otro día.", "la señora Prado"),
                ("—¿Por qué?", "él"),
                ("—Porque llueve.", ""),
            ],
        ),
        ("— Нет, — сказал Олег. — Мы останемся здесь.", &[("— Нет … Мы останемся здесь.", "Олег")]),
        (
            "— Je reste ici, dit Mme Aubert.\n\n— Où vas-tu ? demanda-t-il.\n\n— Chez moi, répondit Luc, je suis las. Il sortit.",
            &[
                ("— Je reste ici", "Mme Aubert"),
                ("— Où vas-tu ?", "il"),
                ("— Chez moi … je suis las.", "Luc"),
            ],
        ),
        (
            "— Alors, dit le vieux M. Aubert, nous partons.",
            &[("— Alors … nous partons.", "le vieux M. Aubert")],
        ),
        ("— Что? — не поняла она.\n\n— Иди! — крикнул отец.", &[("— Что?", ""), ("— Иди!", "отец")]),
        ("— Non vengo — disse Carla. — Resto qui.", &[("— Non vengo … Resto qui.", "Carla")]),
        ("We sell:\n\n— bread and butter\n\n— milk from Kell\n\nIt rained.", &[]),
        ("Nous vendons :\n\n— du pain et du beurre\n\n— du lait\n\nIl pleut.", &[]),
    ]);
}

#[test]
fn dialogue_is_read_in_its_own_language() {
    let text = "The council met for three hours on Tuesday and talked about what it would cost to mend the bridge.\n\n\
        —No iremos —dijo la señora Prado—. Mañana volveremos con los demás.\n\n\
        — Нет, — сказал Олег. — Мы не пойдём туда сегодня.\n\n— Je ne viens pas, dit Mme Aubert.";
    quotes(&[(
        text,
        &[
            ("—No iremos … Mañana volveremos con los demás.", "la señora Prado"),
            ("— Нет … Мы не пойдём туда сегодня.", "Олег"),
            ("— Je ne viens pas", "Mme Aubert"),
        ],
    )]);
}

#[test]
fn a_verb_of_speech_tells_the_language_of_a_short_text() {
    speakers(&[
        ("«No», dijo Ana.", "Ana"),
        ("«Sì», disse Carla.", "Carla"),
        ("« Non », dit Luc.", "Luc"),
        ("« Où vas-tu ? » demanda-t-elle.", "elle"),
        ("„Nein“, rief Ulla Heide.", "Ulla Heide"),
        ("« Non », a déclaré hier Luc Aubert.", "Luc Aubert"),
        ("«No», añadió ayer Ana Prado.", "Ana Prado"),
        ("«Нет», — сказал вчера Олег Петров.", "Олег Петров"),
    ]);
}

#[test]
fn nothing_is_suggested_in_markup() {
    quotes(&[
        (
            "<p class=\"he said yes to all\">“It is late,” said <b>Ina Falk</b>.</p>",
            &[("“It is late,”", "Ina Falk")],
        ),
        ("The code `print(\"so she said to me\")` prints. Ina Falk left.", &[]),
        ("Text.\n\n```\nputs \"he said it is late\"\n```\n", &[]),
        ("| \"one two three four\" | he said \"no no no no\" |\n|---|---|\n", &[]),
        ("---\ntitle: \"He said it was late\"\n---\nIt rained.", &[]),
        ("See https://example.org/?q=\"a+b+c\"&r=“yes,said,she” for it.", &[]),
        (
            "``It is late,'' said Ina Falk. ``It is not,'' said Hugo Stead.",
            &[("``It is late,''", "Ina Falk"), ("``It is not,''", "Hugo Stead")],
        ),
    ]);
    let markup =
        all_suggested(&[], &["<!-- The town lost 40 million crowns in 2019. -->\nIt rained."]).remove(0);
    assert!(markup.is_empty(), "{:?}", markup.iter().map(|found| &found.words).collect::<Vec<_>>());
    let desk = command::Desk::empty();
    desk.write("a.md", "He left.\n\n```\nputs \"he said it is late\"\n```\n\n| a | b |\n|---|---|\n| \"it is so late\" | he said \"no no no no\" |\n");
    assert_eq!(desk.run(&["suggest", "a.md", "--tag", "quote"]).out, "");
}

#[test]
fn confidence_falls_where_the_evidence_is_thin() {
    let texts = [
        "“The lock is shut for good,” Ina Falk said.",
        "Ina Falk came. “The lock is shut for good,” she said.",
        "The vicar met a man who thundered from the pulpit about “a lock that was shut for good.”",
        "“The lock is shut for good.”",
    ];
    let scores = scores(&texts);
    assert!(scores.windows(2).all(|pair| pair[0] > pair[1]), "{scores:?}");
}
