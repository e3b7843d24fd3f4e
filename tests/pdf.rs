//! PDF through the program, which reads it in a child process. What hostile files do to it is in `tests/hostile/pdf.rs`.

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
