//! Quotations beside markup and rows of data, in texts that are read as they are.

use crate::{command, suggested::quotes};

#[test]
fn markup_is_never_within_a_quotation() {
    quotes(&[
        ("“It is <b>so</b> very late,” said Ina Falk.", &[("“It is … so … very late,”", "Ina Falk")]),
        (
            "“All of it is at https://example.org/lock for you,” said Ina Falk.",
            &[("“All of it is at … for you,”", "Ina Falk")],
        ),
        (
            "“Read [the long letter](https://example.org/a \"b c d\") again,” said Ina Falk.",
            &[("“Read … the long letter … again,”", "Ina Falk")],
        ),
        (
            "See [“it is so late”, she said](https://example.org/?q=\"a+b\") there.",
            &[("“it is so late”", "she")],
        ),
        ("![“It is so late,” said Ina Falk.](https://example.org/a.png)", &[]),
        ("<a title=\"it is so late, said she\" href=\"b c d e\">Kell</a> left.", &[]),
        ("https://example.org/“it_is_so_late”,said,Falk is an address.", &[]),
        ("« Il est <em>si</em> tard ici », dit Luc Aubert.", &[("« Il est … si … tard ici »", "Luc Aubert")]),
        (
            "„Alles steht auf https://example.org/a für alle“, sagte Ulla Heide.",
            &[("„Alles steht auf … für alle“", "Ulla Heide")],
        ),
        ("La página [«es tarde»](https://example.org/b) se cayó.", &[]),
    ]);
}

#[test]
fn rows_of_data_hold_no_quotations() {
    quotes(&[
        ("{\"speaker\": \"Ina Falk\", \"text\": \"she said it is so late\"}", &[]),
        ("[\n  {\n    \"said\": \"it is so very late\",\n    \"by\": \"Ina Falk\"\n  }\n]", &[]),
        ("id,speaker,text\n1,Ina Falk,\"It is so late, she said\"\n2,Hugo Stead,\"We said so, too\"", &[]),
        ("\"id\";\"wer\";\"was\"\n\"1\";\"Ulla Heide\";\"sagte, es ist spät geworden\"", &[]),
        ("1\tIna Falk\tsaid \"it is so very late\"", &[]),
        ("2024-05-01 12:00:07 lock said \"it is shut for good\" to all", &[]),
        ("10.0.0.7 - - [01/May/2024] \"GET /she/said HTTP/1.1\" 200 \"it is a browser\"", &[]),
        ("WARN lock: Falk said \"the gate is not shut\"", &[]),
        ("{\"texte\": \"« Il est tard », dit Luc Aubert.\"}", &[]),
        ("{\"a\": 1}\n\n“It is so late,” said Ina Falk.", &[("“It is so late,”", "Ina Falk")]),
    ]);
}

#[test]
fn texts_in_lines_of_json_are_read_as_they_are() {
    let done =
        command::Desk::empty().run_with(&["suggest", "--jsonl", "--as-format", "markdown"], String::new());
    assert_eq!(done.code, 2, "{done:?}");
    assert!(done.err.contains("--as-format"), "{done:?}");
}
