use std::io::Write;

use super::*;
use crate::text::{Span, Unit, segment::Language};

fn document(bytes: &[u8]) -> Document {
    Document::from_bytes("x.txt", bytes.to_vec()).expect("text")
}

#[test]
fn encodings_are_told_apart() {
    let text = |bytes: &[u8]| document(bytes).text.as_str().unwrap_or_default().to_owned();
    assert_eq!(text("\u{feff}été\r\n".as_bytes()), "été\r\n");
    assert_eq!(text(b"\xff\xfeh\0i\0"), "hi");
    assert_eq!(text(b"Voil\xe0 l'\xe9t\xe9 \xe0 la campagne, d\xe9j\xe0"), "Voilà l'été à la campagne, déjà");
    let damaged = document("Ça été déjà là \u{2014} fin".as_bytes().to_vec().as_slice());
    assert_eq!((damaged.invalid, damaged.encoding), (0, None));
    let damaged = document(&[&b"\xff"[..], "“déjà là”".as_bytes()].concat());
    assert_eq!((damaged.invalid, damaged.encoding), (1, None));
    assert!(damaged.text.as_str().is_some_and(|text| text.starts_with('\u{fffd}')));
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
