//! Rows and files for tests.

use std::fmt::Write;

use super::{
    glyph::Face,
    row::Row,
    word::{DrawnWord, Raise},
};

/// A row of words of size 10, whose characters are 5 points wide.
pub(super) fn row(text: &str, left: f32, baseline: f32) -> Row {
    let mut at = left;
    let mut words = Vec::new();
    for (i, part) in text.split(' ').enumerate() {
        let right = at + 5.0 * part.chars().count() as f32;
        let word = DrawnWord {
            text: part.to_owned(),
            left: at,
            right,
            baseline,
            size: 10.0,
            face: Face::default(),
            raise: Raise::default(),
            follows_space: i > 0,
            block: None,
            link: None,
        };
        words.push(word);
        at = right + 3.0;
    }
    words.retain(|word| !word.text.is_empty());
    Row { words, baseline, size: 10.0, page: 0, min_gap: 0.15 }
}

/// A PDF that is put together for a test: pages of 400 by 600 points, Helvetica as /R, bold as /B.
#[derive(Default)]
pub(super) struct TestPdf {
    pages: Vec<String>,
    catalog: String,
    page_entries: String,
    fonts: String,
}

impl TestPdf {
    /// The same with a page of these drawing instructions.
    pub fn page(mut self, content: impl Into<String>) -> Self {
        self.pages.push(content.into());
        self
    }

    /// The same with more entries in the catalog. The object of page 1 is number 10, that of page 2 number 12.
    pub fn catalog(mut self, entries: &str) -> Self {
        entries.clone_into(&mut self.catalog);
        self
    }

    /// The same with more entries in each page.
    pub fn page_entries(mut self, entries: &str) -> Self {
        entries.clone_into(&mut self.page_entries);
        self
    }

    /// The same with more fonts for all pages.
    pub fn fonts(mut self, entries: &str) -> Self {
        entries.clone_into(&mut self.fonts);
        self
    }

    /// The bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let kids: String = (0..self.pages.len()).map(|i| format!("{} 0 R ", 10 + 2 * i)).collect();
        let mut file = format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R{}>>endobj\n2 0 obj<</Type/Pages/Kids[{kids}]/Count {}>>endobj\n\
             3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n\
             4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>endobj\n",
            self.catalog,
            self.pages.len()
        );
        for (i, page) in self.pages.iter().enumerate() {
            let (page_id, content_id) = (10 + 2 * i, 11 + 2 * i);
            let _ = write!(
                file,
                "{page_id} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents {content_id} 0 R{}\
                 /Resources<</Font<</R 3 0 R/B 4 0 R{}>>>>>>endobj\n\
                 {content_id} 0 obj<</Length {}>>stream\n{page}\nendstream endobj\n",
                self.page_entries,
                self.fonts,
                page.len()
            );
        }
        file.push_str("trailer<</Root 1 0 R>>");
        file.chars().map(|c| c as u8).collect()
    }
}

/// Instructions that draw lines of text below each other, in size 10 with a leading of 12.
pub(super) fn lines(left: f32, top: f32, lines: &[&str]) -> String {
    lines.iter().enumerate().map(|(i, line)| text("R", 10.0, left, top - 12.0 * i as f32, line)).collect()
}

/// Instructions that draw a line of text.
pub(super) fn text(font: &str, size: f32, left: f32, y: f32, line: &str) -> String {
    format!("BT /{font} {size} Tf {left} {y} Td ({line}) Tj ET\n")
}
