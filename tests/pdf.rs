//! PDF through the program: in a child process with limits, whatever the file does to it.

#![cfg(feature = "pdf")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn gloss(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gloss"));
    command
        .args(args)
        .current_dir(folder)
        .env("HOME", folder)
        .env_remove("XDG_STATE_HOME")
        .env_remove("XDG_CONFIG_HOME");
    command.output().expect("gloss runs")
}

/// A PDF with one page of these drawing instructions, in Helvetica as /F.
fn pdf(content: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
         5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>",
        content.len()
    )
    .into_bytes()
}

#[test]
fn a_pdf_is_read_in_a_child() {
    let folder = tempfile::tempdir().expect("folder");
    let page = "BT /F 10 Tf 50 300 Td (The lamp burns, and the harb-) Tj 0 -12 Td (our is open until the eve-) Tj 0 -12 Td (ning.) Tj ET";
    fs::write(folder.path().join("a.pdf"), pdf(page)).expect("written");
    let output = gloss(folder.path(), &["text", "a.pdf"]);
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "The lamp burns, and the harbour is open until the evening."
    );
    let child = Command::new(env!("CARGO_BIN_EXE_gloss"))
        .args(["__read-document", "pdf", "10"])
        .output()
        .expect("runs");
    assert!(
        child.status.success() && String::from_utf8_lossy(&child.stdout).contains("damaged"),
        "{child:?}"
    );
}

#[test]
fn a_file_that_can_not_be_read_says_what_would_help() {
    let folder = tempfile::tempdir().expect("folder");
    let picture = "q 400 0 0 400 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q";
    let cases = [
        ("scan.pdf", pdf(picture), "ocrmypdf"),
        ("empty.pdf", pdf(""), "no text"),
        ("broken.pdf", b"%PDF-1.7 ...".to_vec(), "qpdf"),
    ];
    for (name, bytes, help) in cases {
        fs::write(folder.path().join(name), bytes).expect("written");
        let output = gloss(folder.path(), &["text", name]);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && message.contains(help), "{name}: {message}");
    }
}

#[test]
fn hostile_files_take_neither_the_program_nor_much_time() {
    let folder = tempfile::tempdir().expect("folder");
    let nested = |open: &str, close: &str, n: usize| [open.repeat(n), close.repeat(n)].concat();
    let endless = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 9999999>>endobj\ntrailer<</Root 1 0 R>>";
    let form = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>endobj\n\
         4 0 obj<</Length 5>>stream\n/X Do\nendstream endobj\n\
         5 0 obj<</Type/XObject/Subtype/Form/Resources<</XObject<</X 5 0 R>>>>/Length 60>>stream\n/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do \nendstream endobj\ntrailer<</Root 1 0 R>>";
    let cases = [
        ("arrays", pdf(&nested("[", "]", 21_000))),
        ("dictionaries", pdf(&nested("<</A", ">>", 21_000))),
        ("states", pdf(&"q ".repeat(200_000))),
        ("marks", pdf(&"/P BMC ".repeat(100_000))),
        ("pages", endless.as_bytes().to_vec()),
        ("forms", form.as_bytes().to_vec()),
    ];
    for (name, bytes) in cases {
        let file = format!("{name}.pdf");
        fs::write(folder.path().join(&file), bytes).expect("written");
        let output = gloss(folder.path(), &["text", &file]);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{name}: {message}");
        assert!(message.contains("can't read"), "{name}: {message}");
    }
}
