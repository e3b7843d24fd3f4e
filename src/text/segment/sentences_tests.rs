use proptest::prelude::*;

use super::*;
use crate::text::segment::marks::is_cluster_end;
use crate::text::segment::testing::{assert_segments, grows_with_the_text};

#[track_caller]
fn finds(marked: &str) {
    assert_segments(marked, |text| sentences(text, Language::of(text)));
}

#[test]
fn stops_end_sentences() {
    finds("[The ferry left.] [Nobody waved!] [Why would they?]");
    finds("  [One.]\t[Two?!]  [Three!!] ");
    finds("[It cost 3.50 euros.] [It was worth it.]");
    finds("[No stop at the end]");
    finds("");
    finds(" \n\n ");
}

#[test]
fn titles_and_initials_do_not() {
    finds("[Dr. Lund met Rep. Ana Cruz.] [Gov. J.B. Hart did not come.]");
    finds("[Ask Prof. Ode or Mrs. Hale.] [They know St. Ives.]");
    finds("[Karl F. Braun wrote to P. D. Quill.] [Nobody replied.]");
    finds("[They can swim, Mia and I.] [Did you meet Ivan I. Petrov?]");
    finds("[Lt. Col. Mara Voss resigned.]");
}

#[test]
fn acronyms_end_one_where_a_sentence_begins() {
    finds("[He moved to the U.S.] [He liked it.] [The U.S. Senate sat.] [U.S. President Reed spoke.]");
    finds("[They trade with the E.U. every day.]");
    finds("[She lives in Washington, D.C.] [In May she moves.]");
    finds("[He sold Hill & Co.] [It was cheap.] [Acme Inc. Chairman Roe agreed.]");
    finds("[She took her Ph.D.] [Then she left.]");
    finds("[It fell in 79 A.D.] [Nothing was left.]");
}

#[test]
fn hours() {
    finds("[They met at 5 p.m. Monday.] [They left at 6 p.m.] [He slept.]");
    finds("[At 9 a.m. Ms. Roe came in.] [She left at 10 a.m.] [Mr. Roe stayed.]");
    finds("[It begins at 8 p.m. (GMT).]");
}

#[test]
fn numbers_of_things() {
    finds("[See No. 5 and pp. 12 and Fig. 3.] [He said no.] [No one laughed.]");
    finds("[Vol. IV is lost.] [On Sept. 3 it rained.] [It stopped in Oct.] [The sun came.]");
    finds("[Fruit, e.g. Apples, i.e. Malus, etc.] [Nuts are not.]");
    finds("[It is cited in Roe et al. (2001).]");
}

#[test]
fn closing_marks_belong_to_the_sentence() {
    finds("[“It rained.”] [She left.] [(It was late.)] [He knew (or did he?).]");
    finds("[\"It rained.\"] [She left.] ['It rained.'] [She left.]");
    finds("[Er sagte: „Es regnet.“] [Sie ging.] [Il dit : « Il pleut. »] [Elle part.]");
    finds("[He (the rain was over.) went out.]");
    finds("[It is known.\\[12\\]] [Others doubt it. \\[3\\]] [So do we.]");
    finds("[**It is bold.**] [_It leans._] [Then not.]");
}

#[test]
fn an_attribution_belongs_to_its_quotation() {
    finds("[“Are you sure?” he said.] [“Yes!” Nora Hale answered.] [“No…” Dr. Roe began.]");
    finds("[“Are you sure?”] [She turned away.] [“Why?” I asked.]");
    finds("[\"It is great.\" she said.] [“It is over.”] [We know it.]");
}

#[test]
fn two_sentences_in_one_quotation_are_two() {
    finds("[“It is over.] [We know it,” she said.]");
}

#[test]
fn ellipses() {
    finds("[I thought ... well, nothing.] [He left...] [She stayed.]");
    finds("[It was … I don’t know … odd.] [It ends….] [Next.]");
    finds("[He did what he could . . . .] [Then he slept.]");
    finds("[It was weak.] [. . . The rest was good.]");
}

#[test]
fn addresses_and_names() {
    finds("[Write to ann.roe@example.org.] [See www.example.org/a.html?b=1.] [Then call.]");
    finds("[Open Main.Rs or notes.Txt now.] [Version 2.10.3 is out.]");
    finds("[He works at Yahoo! in Dublin.]");
    finds("[It ended.][The next began.] [iPhones rang.]");
}

#[test]
fn lists() {
    finds("[1. Wash the rice] [2. Boil the water] [3. Wait]");
    finds("[1) Wash the rice.] [2) Boil the water.]");
    finds("[1.) Wash the rice] [2.) Boil the water]");
    finds("[a. Wash the rice] [b. Boil the water]");
    finds("[• Rice] [• Water] [• Salt]");
    finds("[- Rice]\n[- Water]\n[* Salt]");
    finds("[1. Rice is washed.]\n[2. Water is boiled.]");
    finds("[A. Lund met B. Hale.]");
}

#[test]
fn lines_and_paragraphs() {
    finds("[A wrapped line\nis one sentence.] [And\nso is this.]");
    finds("[No stop]\n\n[Another paragraph]\r\n \r\n[A third]");
    finds("[# Title]\n[The text.]\n[## Part]\n[More.]");
    finds("[THE RIVER]\n[It rose in the night and took the bridge with it.]");
    finds("[Shall I compare\nThe morning to the night,\nOr let it be?]");
    let long = "word ".repeat(60);
    finds(&format!("[{}]\n[Another paragraph]", long.trim()));
}

#[test]
fn scripts_without_spaces_and_without_case() {
    finds("[今日は雨です。][明日は？][はい！]");
    finds("[「はい。」と彼は言った。][次。]");
    finds("[“好。”他说。][她走了。]");
    finds("[यह घर है।] [वह आया।]");
    finds("[هل جاء؟] [نعم.]");
}

#[test]
fn careless_writing() {
    finds("[it was good.] [they know it.] [what now?] [i dont know]");
    finds("[Look here.] [https://example.org is down.]");
}

#[test]
fn hostile_input_is_quick() {
    for unit in [
        ".", "!", ". ", "! ", "\n", ". \" x", "a. ", "A. ", "1. ", "1) ", "[1]", ".[1]", ". . ", "”", "(",
        "a\n", "• ", "@", "x,", "x)", "://", "1.1", "\n\n>", "a.b. ",
    ] {
        grows_with_the_text(unit, |text| drop(sentences(text, Language::english())));
    }
    let german = Language::by_code("de").expect("a language");
    grows_with_the_text("a.\u{a0}b.c", |text| drop(sentences(text, german)));
    grows_with_the_text("x. a.a", |text| drop(sentences(text, german)));
}

proptest! {
    #[test]
    fn sentences_ascend_and_hold_all_text(
        text in "([a-cA-C1-3.!?…,;:()\\[\\] \"'“”’\r\n。、\u{301}\u{600}\u{200d}é🇩•#-]|U\\.S\\. |Mr\\. ){0,60}|\\PC{0,60}"
    ) {
        let found = sentences(&text, Language::of(&text));
        let mut at = 0;
        for span in &found {
            prop_assert!(at <= span.start && !span.is_empty());
            // The marks of a quotation in a message are none of its words.
            let between = text[at..span.start].trim_matches(|c: char| c.is_whitespace() || c == '>');
            prop_assert!(between.is_empty(), "{between:?} lost of {text:?}");
            prop_assert!(is_cluster_end(&text, span.start) && is_cluster_end(&text, span.end));
            at = span.end;
        }
        prop_assert!(text[at..].trim().is_empty());
    }

    #[test]
    fn words_ascend(text in "\\PC{0,40}|[a\u{301}\u{600} '’1,.東カ]{0,40}") {
        let mut at = 0;
        for span in super::super::words(&text) {
            prop_assert!(at <= span.start && text[span.range()].contains(char::is_alphanumeric));
            prop_assert!(is_cluster_end(&text, span.start) && is_cluster_end(&text, span.end));
            at = span.end;
        }
    }
}

#[test]
fn lines_that_were_joined_end_sentences() {
    finds("[Paula Rieck] [04/12/2003 09:15 AM] [The boat is late.]");
    finds("[It is here.] [Paula Rieck] [04/12/2003 09:15 AM] [The boat is late.]");
    finds("[Sent by the office on 04/12/2003 09:15 AM and read at once.]");
    finds("[From: \"Ivo Kell\" <ivo@example.org>] [The lock is shut.]");
    finds("[Email: ivo@example.org] [Groups: rivers, locks]");
    finds("[Write to ivo@example.org and ask.]");
    finds("[http://example.org/a] [http://example.org/b]");
    finds("[See http://example.org/a for more.]");
    finds("[That is all.] [________] [This message is private.]");
    finds("[She wrote a_long_name and 2 * 3 = 6.]");
    finds("[We hope that you will come soon.] [With best regards,] [Ivo Kell]");
    finds("[She sent her regards, and Ivo his.]");
    finds("[It was fun :-)] [Next year again.]");
    finds("[The odds are 3 :) but who knows.]");
}
