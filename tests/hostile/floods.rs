//! Documents with so many parts that what is known of each takes more memory than the document.

use super::{
    parts::{archive, book_files, package},
    refusal, text,
};

#[test]
fn a_page_of_elements_alone_is_refused() {
    for unit in ["<p>a", "<b>a", "<i><b>"] {
        let refused = refusal("a.html", format!("<!DOCTYPE html><body>{}", unit.repeat(2_600_000)));
        assert!(refused.contains("more elements"), "{unit}: {refused}");
    }
}

#[test]
fn attributes_without_end_are_passed_over() {
    let page = format!("<!DOCTYPE html><body><p {}>It held.", "a ".repeat(6_000_000));
    assert_eq!(text("a.html", page), "It held.");
}

#[test]
fn a_message_of_line_ends_alone_is_an_attachment() {
    let message = format!("From: Ann\nSubject: The weir\n\n{}", "a\n\n".repeat(4_000_000));
    assert_eq!(text("a.eml", message), "The weir\n\nFrom: Ann\n\nAttachments: text/plain (12.0 MB)");
}

#[test]
fn a_mailbox_keeps_its_text_whatever_the_number_of_its_messages() {
    let mailbox = "From a Mon Jan  1 00:00:00 2024\nSubject: b\n\nc\n\n".repeat(600_000);
    let words = text("a.mbox", mailbox);
    assert_eq!(words.split("\n\n").filter(|block| *block == "c").count(), 600_000);
}

#[test]
fn links_between_marks_without_end_are_told_up_to_a_bound() {
    let names: Vec<String> = (0..9).map(|page| format!("{page}.xhtml")).collect();
    let paths: Vec<String> = names.iter().map(|name| format!("book/{name}")).collect();
    let pages: Vec<String> =
        (0..9).map(|page| (0..100_000).map(|link| mark(page * 100_000 + link)).collect()).collect();
    let package = package(names.iter().map(|name| &**name));
    let files: Vec<(&str, &str)> = paths.iter().zip(&pages).map(|(path, page)| (&**path, &**page)).collect();
    assert!(text("a.epub", archive(book_files(&package, &files))).starts_with("01234567801"));
}

/// A link that looks like the mark of a note, and like the way back from it.
fn mark(number: usize) -> String {
    format!("<a id=\"n{number}\" href=\"#n{}\">{}</a>", number ^ 1, number % 9)
}
