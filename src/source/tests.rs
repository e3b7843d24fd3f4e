use std::io::Write;

use super::*;
use crate::text::{
    Span, Unit,
    segment::Language,
    structure::{BlockKind, LocatorKind, TextBlock},
};

fn document(bytes: &[u8]) -> Document {
    Document::from_bytes("x.txt", bytes.to_vec()).expect("text")
}

#[test]
fn encodings_are_told_apart() {
    let text = |bytes: &[u8]| document(bytes).text.as_str().unwrap_or_default().to_owned();
    assert_eq!(text("\u{feff}été\r\n".as_bytes()), "été\r\n");
    assert_eq!(text(b"Voil\xe0 l'\xe9t\xe9 \xe0 la campagne, d\xe9j\xe0"), "Voilà l'été à la campagne, déjà");
    let damaged = document("Ça été déjà là \u{2014} fin".as_bytes().to_vec().as_slice());
    assert_eq!((damaged.invalid, damaged.encoding), (0, None));
    let damaged = document(&[&b"\xff"[..], "“déjà là”".as_bytes()].concat());
    assert_eq!((damaged.invalid, damaged.encoding), (1, None));
    assert!(damaged.text.as_str().is_some_and(|text| text.starts_with('\u{fffd}')));
}

/// A text in units of two or four bytes.
fn wide(text: &str, unit: usize, is_big: bool) -> Vec<u8> {
    let mut bytes: Vec<Vec<u8>> = if unit == 2 {
        text.encode_utf16().map(|unit| unit.to_le_bytes().to_vec()).collect()
    } else {
        text.chars().map(|c| u32::from(c).to_le_bytes().to_vec()).collect()
    };
    if is_big {
        for unit in &mut bytes {
            unit.reverse();
        }
    }
    bytes.concat()
}

#[test]
fn wide_encodings_are_read_with_a_mark_and_without() {
    let texts = [
        "hi",
        "The ferry left at 5 p.m., half empty.\r\nIt was late.\r\n",
        "Паром ушёл в пять часов.\nОн опоздал.\n",
        "渡轮在五点离开了港口，船上只有一半的乘客。\n它晚点了。\n",
        "フェリーは五時に港を出た。\n遅れていた。\n",
        "배는 다섯 시에 떠났다.\n",
        "“Late,” she said 😀.\n",
    ];
    for text in texts {
        for (unit, is_big) in [(2, false), (2, true), (4, false), (4, true)] {
            for mark in ["", "\u{feff}"] {
                let document = document(&wide(&format!("{mark}{text}"), unit, is_big));
                let told = (document.text.as_str(), document.invalid);
                assert_eq!(told, (Some(text), 0), "{unit} bytes, big: {is_big}, mark: {mark:?}");
            }
        }
    }
    let cut = wide("\u{feff}Late", 4, false);
    assert_eq!(document(&cut[..cut.len() - 1]).text.as_str(), Some("Lat\u{fffd}"));
}

#[test]
fn a_cut_character_is_one_replacement_and_no_other_encoding() {
    for (bytes, shown) in [
        (&b"It rained \xe2\x80"[..], "It rained \u{fffd}"),
        (b"It rained \xf0\x9f\x98", "It rained \u{fffd}"),
        (b"It rained \xe2", "It rained \u{fffd}"),
        (b"It rained \xc3", "It rained \u{fffd}"),
        (b"caf\xc3\xa9 \xf0\x9f", "café \u{fffd}"),
        (b"caf\xc3\xa9, d\xc3\xa9j\xc3\xa0 \xe2\x28", "café, déjà \u{fffd}("),
        (b"un caf\xe9", "un café"),
    ] {
        assert_eq!(document(bytes).text.as_str(), Some(shown), "{bytes:?}");
    }
}

#[test]
fn a_few_nuls_are_part_of_a_text_and_binary_data_are_none() {
    for text in [
        "It rained.\0 It was late.\n",
        "a long name.txt\0another name.txt\0",
        "ab\0cde\0fghi",
        "été à la mer, \0 déjà\n",
    ] {
        assert_eq!(document(text.as_bytes()).text.as_str(), Some(text));
    }
    assert_eq!(
        document(b"La ville d\xe9j\xe0 s'est tue pour l'\xe9t\xe9, \0 dit-on, et rien n'a chang\xe9\n")
            .invalid,
        0
    );
    let noise: Vec<u8> = (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for bytes in [
        &b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0"[..],
        b"PK\x03\x04\x14\0\0\0\x08\0\x15\x1b\x3d\x5b\x9f\xa1\x07\x02",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06",
        b"SQLite format 3\0\x10\0\x01\x01\0@  \0\0\0\x02\0\0\0\x02",
        &noise,
        &[0; 100],
    ] {
        assert!(Document::from_bytes("x", bytes.to_vec()).is_err(), "{bytes:?}");
    }
}

#[test]
fn what_is_no_document_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let message = |path: &Path| open(path).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(message(folder.path()).ends_with("it is a folder"));
    assert!(message(&folder.path().join("no")).ends_with("there is no such file"));
    let binary = folder.path().join("b");
    std::fs::write(&binary, b"\x7fELF\0\0").expect("written");
    assert!(message(&binary).contains("binary data"));
    assert!(message(Path::new("/dev/zero")).contains("binary data"), "a device without an end");
}

#[test]
fn a_large_file_is_read_in_windows_and_may_shrink() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.txt");
    let mut file = File::create(&path).expect("created");
    file.write_all(b"\xef\xbb\xbf").expect("written");
    file.write_all(&b"word \xff \xe2\x82\xac".repeat(1_000_000)).expect("written");
    let document = open(&path).expect("opened");
    assert!(document.text.as_str().is_none());
    assert_eq!(document.text.quote(Span::new(0, 9)), "word \u{fffd} ");
    assert_eq!(document.sha256(), None);
    assert_eq!(document.compute_sha256().map(str::len).ok(), Some(64));
    file.set_len(1_000_000).expect("cut");
    let end = document.text.len();
    assert_eq!(document.text.slice(Span::new(end - 3, end)), "   ");
    assert!(document.text.lost() > 0);
}

#[test]
fn the_language_of_the_front_matter_is_that_of_the_text() {
    let source =
        |language: &str| format!("---\nlanguage: {language}\n---\n\nIl prof. M. Bianchi insegna storia.\n");
    let sentences = |language: &str| {
        let document = Readers::default().read("a.md", source(language).into_bytes()).expect("Markdown");
        // Asked first: where no language is declared, cutting the text into sentences identifies one.
        let declared = document.text.told_language().map(Language::code);
        (declared, Unit::Sentence.segments(&document.text, document.text.span()).len())
    };
    assert_eq!(sentences("it-IT"), (Some("it"), 1));
    assert_eq!(sentences("tlh").0, None);
}

#[test]
fn a_note_is_cited_by_the_page_that_refers_to_it() {
    let paragraph = || TextBlock::new(BlockKind::Paragraph, Span::default());
    let mut writer = TextWriter::default();
    writer.begin(paragraph());
    writer.locate(LocatorKind::Page, "1");
    writer.push("On one,", Span::default());
    writer.locate(LocatorKind::Page, "2");
    writer.push(" on two", Span::default());
    let mark = writer.len();
    writer.push("¹", Span::default());
    writer.refer_from(mark, "1");
    let mut note = TextWriter::default();
    note.begin(paragraph());
    note.push("Below.", Span::default());
    writer.append_note(note, "1");
    let (text, markup, _) = writer.finish("");
    let text = Text::structured(text, markup);
    let page = |words: &str| {
        let start = text.as_str().and_then(|text| text.find(words)).expect("there");
        let span = Span::new(start, start + words.len());
        text.structure().citation(span).iter().map(ToString::to_string).collect::<Vec<_>>().concat()
    };
    assert_eq!(["On one", "one, on", "on two", "Below"].map(page), ["1", "1–2", "2", "2"]);
}

#[test]
fn a_file_without_a_telling_name_is_in_another_format_only_if_its_first_lines_fit() {
    let srt = "1\n00:00:01,000 --> 00:00:02,000\nIt turns.\n\n2\n00:00:03,000 --> 00:00:04,000\nIt stands.\n";
    let eml = "Message-ID: <1@x.example>\nFrom: a@x.example\nSubject: Gate\n\nIt turns.\n";
    let mbox = format!("From a@x.example Wed Mar  4 09:05:00 2026\n{eml}");
    let reader = |name: &str, source: &str| {
        let document = Readers::default().read(name, source.as_bytes().to_vec()).expect("read");
        document.reader().map(|label| label.split('/').next().unwrap_or_default().to_owned())
    };
    for (source, format) in [(srt, "srt"), (eml, "eml"), (&mbox, "mbox")] {
        assert_eq!(reader("talk.txt", source).as_deref(), Some(format));
        assert_eq!(reader("talk", source).as_deref(), Some(format));
        assert_eq!(reader("talk.txt", &format!("See below.\n{source}")), None);
        let plain = |_: &Path| true;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("talk.txt");
        std::fs::write(&path, source).expect("written");
        let document = Readers::default().keeping_plain(plain).open(&path).expect("opened");
        assert_eq!((document.reader(), document.text.as_str()), (None, Some(source)));
    }
    assert_eq!(reader("talk.txt", "# A heading\n\n- *an item*\n"), None, "plain text may look like Markdown");
    assert_eq!(reader("talk.txt", "From: Ann\nDate: Monday\nSubject: Gate\n\nA note.\n"), None);
}

#[test]
fn a_packed_file_is_read_by_its_inner_name_and_known_by_its_own_bytes() {
    let pack = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).expect("packed");
        packer.finish().expect("packed")
    };
    let packed = pack(b"# It turns\n");
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text, reader) in
        [("a.txt.gz", "# It turns\n", None), ("a.md.gz", "It turns", Some("markdown"))]
    {
        let path = folder.path().join(name);
        std::fs::write(&path, &packed).expect("written");
        assert!(check_document(&path).is_ok());
        let document = open(&path).expect("opened");
        assert_eq!(document.text.as_str(), Some(text));
        assert_eq!(document.reader().and_then(|label| label.split('/').next()), reader);
        assert_eq!(document.sha256(), Some(&*hex(&Sha256::digest(&packed))));
        assert_eq!(document.name, name);
    }
    let refused =
        |bytes: Vec<u8>| Readers::default().read("a.txt.gz", bytes).expect_err("refused").to_string();
    assert!(refused(packed[..packed.len() / 2].to_vec()).contains("damaged"));
    assert!(refused(pack(&vec![b' '; 97 << 20])).contains("more than 96 MiB"));
    assert!(refused(pack(b"\x7fELF\0\0\0")).contains("a program"));
}
