//! `gloss text`: the text that offsets refer to.

use std::path::PathBuf;

use super::{error::Exit, open::Opened, output};
use crate::text::{STEP, Span};

/// Prints the text of each file.
pub fn run(files: &[PathBuf]) -> Exit {
    output::each(files, |file| {
        let document = Opened::document(file)?;
        let text = &document.text;
        output::to_stdout(|out| {
            let mut at = 0;
            while at < text.len() {
                // Whole characters at a time, so that what is no text is replaced as the program replaces it.
                let next = text.ceil((at + STEP).min(text.len()));
                out.write_all(text.quote(Span::new(at, next)).as_bytes())?;
                at = next;
            }
            Ok(())
        })
    })
}
