use super::*;
use crate::text::{
    Span, Text,
    segment::testing::grows_with_the_text,
    structure::{BlockKind, Style},
};

fn structured(source: &str) -> Text {
    let Rendered { text, markup, .. } = read(source.as_bytes()).expect("subtitles");
    Text::structured(text, markup)
}

fn paragraphs(source: &str) -> Vec<String> {
    let text = structured(source);
    text.structure().blocks().iter().map(|block| text.quote(block.span)).collect()
}

/// A file of SRT with these cues: seconds at which they begin and end, and their text.
fn srt(cues: &[(f64, f64, &str)]) -> String {
    let time = |seconds: f64| {
        let millis = std::time::Duration::from_secs_f64(seconds).as_millis() as u64;
        format!("{},{:03}", cues::shown(millis), millis % 1000)
    };
    let cue = |(at, (start, end, text)): (usize, &(f64, f64, &str))| {
        format!("{}\n{} --> {}\n{text}\n\n", at + 1, time(*start), time(*end))
    };
    cues.iter().enumerate().map(cue).collect()
}

/// The label of each kind of locator where `words` begin.
fn places(text: &Text, words: &str) -> Vec<String> {
    let start = text.as_str().and_then(|text| text.find(words)).expect("there");
    let citation = text.structure().citation(Span::new(start, start + words.len()));
    citation.iter().map(|place| format!("{} {place}", place.kind.name())).collect()
}

#[test]
fn a_sentence_over_cues_is_one_and_each_cue_is_a_place() {
    let source = srt(&[
        (1.0, 2.5, "The keeper wrote that the gate"),
        (2.6, 4.0, "had been <i>open</i>\nall night."),
        (4.1, 5.0, "Nobody asked."),
        (9.0, 11.0, "In May somebody did."),
    ]);
    let expected =
        ["The keeper wrote that the gate had been open all night. Nobody asked.", "In May somebody did."];
    assert_eq!(paragraphs(&source), expected);
    let text = structured(&source);
    assert_eq!(places(&text, "all night"), ["timestamp 00:00:02"]);
    assert_eq!(places(&text, "gate had"), ["timestamp 00:00:01–00:00:02"]);
    assert_eq!(places(&text, "In May"), ["timestamp 00:00:09"]);
    let styled = text.structure().styles().as_slice().iter().map(|s| (s.style, text.quote(s.span)));
    assert_eq!(styled.collect::<Vec<_>>(), [(Style::Emphasis, "open".to_owned())]);
}

#[test]
fn dashes_names_and_brackets_begin_paragraphs_and_sounds_stand_alone() {
    let source = srt(&[
        (1.0, 2.0, "- Is it shut?\n-It is."),
        (2.5, 3.0, "MAN #2 (on radio): Not yet. It is"),
        (3.1, 4.0, "-5 degrees."),
        (4.1, 5.0, "(gate\ncreaks)"),
        (5.1, 6.0, "[Ann, over radio]\nListen. I think that"),
        (6.1, 6.5, "[DOOR SLAMS]"),
        (6.6, 7.0, "we are late."),
        (7.1, 8.0, "[SPLASH]\nHelp!"),
        (8.1, 9.0, "♪ The gate is up,"),
        (9.1, 10.0, "the gate is down ♪"),
    ]);
    let text = structured(&source);
    let block = |block: &crate::text::structure::TextBlock| {
        (text.quote(block.span), block.kind == BlockKind::Boilerplate)
    };
    let expected = [
        ("- Is it shut?", false),
        ("-It is.", false),
        ("MAN #2 (on radio): Not yet. It is -5 degrees.", false),
        ("(gate creaks)", true),
        ("[Ann, over radio] Listen. I think that we are late.", false),
        ("[DOOR SLAMS]", true),
        ("[SPLASH]", true),
        ("Help!", false),
        ("♪ The gate is up, the gate is down ♪", true),
    ];
    let found: Vec<_> = text.structure().blocks().iter().map(block).collect();
    assert_eq!(found, expected.map(|(text, is_sign)| (text.to_owned(), is_sign)));
    assert_eq!(places(&text, "Not yet"), ["timestamp 00:00:02", "by MAN #2"]);
    assert_eq!(places(&text, "Listen"), ["timestamp 00:00:05", "by Ann"]);
    assert_eq!(places(&text, "Help"), ["timestamp 00:00:07"]);
}

#[test]
fn voices_are_names_in_the_text_and_a_name_in_each_cue_is_no_new_turn() {
    let cue = |at: usize, text: &str| format!("00:{at:02}.000 --> 00:{at:02}.900\n{text}\n\n");
    let said = [
        "<v Ann Lock>We have heard</v>",
        "<v Ann Lock>of the flood.</v>",
        "<v Ann Lock>It was in May.</v>",
        "<v.loud Bo>And&nbsp;June.",
        "<v Bo>Later, too.",
        "<v Bo>Or so <00:05.500><c>they</c> say.",
    ];
    let source: String = said.iter().enumerate().map(|(at, text)| cue(at, text)).collect();
    let found = paragraphs(&format!("WEBVTT\n\n{source}"));
    assert_eq!(
        found,
        [
            "Ann Lock: We have heard of the flood. It was in May.",
            "Bo: And\u{a0}June. Later, too. Or so they say."
        ]
    );
    let found = paragraphs(&srt(&[
        (1.0, 2.0, "Ann Lock: We have heard of"),
        (2.0, 3.0, "Ann Lock: the flood. Note: in"),
        (3.0, 4.0, "Ann Lock: May. Only once."),
        (4.0, 5.0, "Bo: Yes."),
        (5.0, 6.0, "Bo: Twice."),
    ]));
    assert_eq!(found, ["Ann Lock: We have heard of the flood. Note: in May. Only once.", "Bo: Yes. Twice."]);
}

#[test]
fn captions_that_roll_are_read_once() {
    let words_with_times = "WEBVTT\nKind: captions\nLanguage: en-GB\n\n\
        00:00:00.100 --> 00:00:02.000 align:start position:0%\n \nso<00:00:00.500><c> the</c><00:00:00.900><c> water</c>\n\n\
        00:00:02.000 --> 00:00:02.010 align:start position:0%\nso the water\n \n\n\
        00:00:02.010 --> 00:00:04.000 align:start position:0%\nso the water\nrose<00:00:03.000><c> again</c>\n\n\
        00:00:04.000 --> 00:00:04.010 align:start position:0%\nrose again\n \n\n\
        00:00:09.000 --> 00:00:11.000 align:start position:0%\nrose again\n&gt;&gt; again\n\n";
    assert_eq!(paragraphs(words_with_times), ["so the water rose again", ">> again"]);
    assert_eq!(metadata(words_with_times).language.as_deref(), Some("en-GB"));
    let text = structured(words_with_times);
    assert_eq!(places(&text, "rose"), ["timestamp 00:00:02"]);
    let grows = [(0.0, 1.0, "So"), (1.0, 2.0, "So the"), (2.0, 3.0, "So the gate."), (3.0, 4.0, "It fell.")];
    assert_eq!(paragraphs(&srt(&grows)), ["So the gate. It fell."]);
    let repeats = [
        (0.0, 1.0, "No."),
        (1.1, 2.0, "No."),
        (2.1, 3.0, "Why?"),
        (3.0, 4.0, "Since."),
        (4.0, 5.0, "It"),
        (5.0, 6.0, "is."),
    ];
    assert_eq!(paragraphs(&srt(&repeats)), ["No. No. Why? Since. It is."]);
}

#[test]
fn broken_files_are_read_as_far_as_possible() {
    let source = "1\r\n0:00:01,5 --> 0:00:02,000\r\nOne.\r\n7\r\n00:10.000 --> 00:11.000 X1:1 Y1:2\r\nTwo\r\n\r\nand more.\r\n\r\n\
        00:20,000-->00:21,000\r\n{\\an8}<b>2019</b>\\NIt &amp; I < you.\r\n";
    assert_eq!(paragraphs(source), ["One.", "Two and more.", "2019 It & I < you."]);
    assert_eq!(places(&structured(source), "One"), ["timestamp 00:00:01"]);
    // Later cues may stand first, and a cue may be there twice.
    let source = "00:00:09,000 --> 00:00:10,000\nLast.\n\n1\n00:00:01,000 --> 00:00:02,000\nFirst.\n\n\
        1\n00:00:01,000 --> 00:00:02,000\nFirst.\n";
    assert_eq!(paragraphs(source), ["First.", "Last."]);
    assert!(read(b"Nothing here.").is_err());
    assert!(paragraphs("WEBVTT").is_empty());
    assert_eq!(cues::times("99999999999999999999:00:00,000 --> 1:0:0"), None);
}

#[test]
fn notes_styles_and_advertisements_are_left_out() {
    let source = "WEBVTT - A talk\n\nSTYLE\n::cue { color: red }\n\nNOTE by hand\nline\n\nfirst\n00:01.000 --> 00:02.000 line:0\n\
        <lang pl><ruby>水<rt>みず</rt></ruby></lang> is water.\n\nNOTE\nno\n\nlast\n00:03.500 --> 00:04.000\nNOTE that.\n\n\
        00:09.000 --> 00:10.000\nSubtitles by Nobody, www.subs.example\n";
    assert_eq!(paragraphs(source), ["水 is water.", "NOTE that."]);
    assert_eq!(metadata(source).title.as_deref(), Some("A talk"));
    let source = srt(&[(1.0, 2.0, "Visit us at www.lock.example."), (2.0, 3.0, "She writes subtitles.")]);
    assert_eq!(paragraphs(&source), ["Visit us at www.lock.example. She writes subtitles."]);
}

#[test]
fn two_languages_stand_below_each_other() {
    let source = srt(&[
        (1.0, 2.0, "Кто закрыл\nворота?\nWho shut\nthe gate?"),
        (2.2, 3.0, "Никто.\nNobody."),
        (7.0, 8.0, "Тогда почему?\nThen why?"),
    ]);
    let expected = ["Кто закрыл ворота? Никто.", "Who shut the gate? Nobody.", "Тогда почему?", "Then why?"];
    assert_eq!(paragraphs(&source), expected);
    assert_eq!(places(&structured(&source), "Nobody"), ["timestamp 00:00:02"]);
    let slanted = srt(&[
        (1.0, 2.0, "Wer schloss das Tor?\n<i>Who shut the gate?</i>"),
        (2.2, 3.0, "Niemand.\n<i>Nobody.</i>"),
    ]);
    let expected = ["Wer schloss das Tor? Niemand.", "Who shut the gate? Nobody."];
    assert_eq!(paragraphs(&slanted), expected);
}

#[test]
fn colours_are_speakers_and_capitals_are_sounds() {
    let source = srt(&[
        (1.0, 2.0, "<font color=\"#ffffff\">BIRDSONG</font>"),
        (2.1, 3.0, "<font color=\"#ffff00\">Good morning.</font>\n<font color=\"#00ffff\">Is it</font>"),
        (3.1, 4.0, "<font color=\"#00ffff\">really morning?</font>"),
        (4.1, 5.0, "<font color=\"#ffff00\">SHE SIGHS\nThe gate leaks.</font>"),
        (5.1, 6.0, "We are\nlate for it."),
        (6.1, 7.0, "GO AWAY!"),
    ]);
    let expected = [
        "BIRDSONG",
        "Good morning.",
        "Is it really morning?",
        "SHE SIGHS",
        "The gate leaks.",
        "We are late for it.",
        "GO AWAY!",
    ];
    assert_eq!(paragraphs(&source), expected);
    let webvtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.yellow>Is it shut?</c>\n<c.cyan>It is.</c>\n";
    assert_eq!(paragraphs(webvtt), ["Is it shut?", "It is."]);
}

#[test]
fn hostile_files_take_linear_time() {
    let cue = "00:01,000 --> 00:02,000\n";
    for unit in [
        "<",
        "<i>",
        "<b></i>",
        "{\\",
        "&",
        "(\n",
        "[a\n",
        "♪\n",
        "♪ (\n",
        "- a\n",
        "A: b\n",
        "\\N",
        "<v a>b",
        "1\n",
        "\n",
        "00:01,000 --> 00:02,000\na\n",
        "00:01,000 --> 00:02,000\n[x]\n",
        "-->",
        "<v a>\n<ruby>a<rt>b",
    ] {
        grows_with_the_text(unit, |text| drop(read(format!("{cue}{text}").as_bytes())));
    }
}
