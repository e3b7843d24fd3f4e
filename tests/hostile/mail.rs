//! Messages in messages, and fields without end.

use super::text;

/// How deep parts are nested.
const DEPTH: usize = 50_000;

#[test]
fn parts_may_be_nested_as_deep_as_they_like() {
    let parts: String = (0..DEPTH)
        .map(|part| format!("Content-Type: multipart/mixed; boundary=b{part}\n\n--b{part}\n"))
        .collect();
    let messages = "Content-Type: message/rfc822\n\nSubject: Inner\n".repeat(DEPTH);
    let same = format!(
        "Content-Type: multipart/mixed; boundary=b\n\n{}",
        "--b\nContent-Type: multipart/mixed; boundary=b\n\n".repeat(DEPTH)
    );
    for nested in [parts, messages, same] {
        let message = format!("From: Ann <ann@example.org>\nSubject: The weir\n{nested}\nIt held.\n");
        assert!(text("a.eml", &message).starts_with("The weir\n\nFrom: Ann"), "{nested:.80}");
        let mailbox = format!("From ann Mon Jan  1 00:00:00 2024\n{message}");
        assert!(text("a.mbox", mailbox).starts_with("The weir\n\nFrom: Ann"), "{nested:.80}");
    }
}

#[test]
fn a_page_in_a_message_may_be_nested_as_deep_as_it_likes() {
    let page = "<div>".repeat(2 * DEPTH);
    let message = format!("From: Ann\nSubject: The weir\nContent-Type: text/html\n\n{page}It held.");
    assert!(text("a.eml", message).ends_with("It held."));
}

#[test]
fn a_message_may_have_fields_and_words_without_end() {
    let fields = "X: y\n".repeat(DEPTH);
    let words = "=?utf-8?Q?=41?= ".repeat(DEPTH);
    let parameters = "; name*0=a".repeat(DEPTH);
    let message =
        format!("From: Ann\nSubject: {words}\nContent-Type: text/plain{parameters}\n{fields}\nIt held.\n");
    assert!(text("a.eml", message).contains("It held."));
}
