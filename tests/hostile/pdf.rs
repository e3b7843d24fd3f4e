//! PDFs whose parts are nested without end, or lead back to themselves.

#![cfg(feature = "pdf")]

use super::{refusal, text};

/// A PDF of these objects, which are numbered from 1; the first one is its catalogue. Without a table of contents, they are looked for.
fn pdf(objects: &[&str]) -> String {
    let objects: String =
        (1..).zip(objects).map(|(number, object)| format!("{number} 0 obj{object}endobj\n")).collect();
    format!("%PDF-1.4\n{objects}trailer<</Root 1 0 R>>\n")
}

const PAGES: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
const PAGE: &str =
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>";
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
const CONTENT: &str = "<</Length 50>>stream\nBT /F 10 Tf 50 300 Td (It held, they say.) Tj ET\nendstream ";

#[test]
fn nested_objects_end_in_a_refusal() {
    for (open, close) in [("[", "]"), ("<</A", ">>"), ("[<</A", ">>]")] {
        let nested = open.repeat(21_000) + &close.repeat(21_000);
        let refused = refusal("a.pdf", pdf(&["<</Type/Catalog/Pages 2 0 R>>", &nested]));
        assert!(refused.contains("can't read"), "{refused}");
    }
}

#[test]
fn instructions_and_forms_without_end_are_followed_for_a_while() {
    let font = "/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>";
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R{font}>>");
    let form =
        format!("<</Type/XObject/Subtype/Form{font}/Length 60>>stream\n{}\nendstream ", "/X Do ".repeat(10));
    for flood in ["q ".repeat(200_000), "/P BMC ".repeat(100_000), "/X Do ".repeat(10)] {
        let instructions = format!("BT /F 10 Tf 50 300 Td (It held, they say.) Tj ET {flood}");
        let content = format!("<</Length {}>>stream\n{instructions}\nendstream ", instructions.len());
        let bytes = pdf(&["<</Type/Catalog/Pages 2 0 R>>", PAGES, &page, &content, FONT, &form]);
        assert_eq!(text("a.pdf", bytes), "It held, they say.", "{flood:.10}");
    }
}

#[test]
fn pages_that_lead_back_to_themselves_end_in_a_refusal() {
    for kids in ["[2 0 R]", "[2 0 R 2 0 R 2 0 R]", "[1 0 R 2 0 R]"] {
        let pages = format!("<</Type/Pages/Kids{kids}/Parent 2 0 R/Count 9999999>>");
        let refused = refusal("a.pdf", pdf(&["<</Type/Catalog/Pages 2 0 R>>", &pages]));
        assert!(refused.contains("can't read"), "{refused}");
    }
}

#[test]
fn a_table_of_contents_that_leads_back_to_itself_is_left() {
    let catalogue = "<</Type/Catalog/Pages 2 0 R>>";
    let sound = pdf(&[catalogue, PAGES, PAGE, CONTENT, FONT]);
    let at = sound.find("trailer").expect("there");
    let looping = format!(
        "{}xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 6/Prev {at}>>\nstartxref\n{at}\n%%EOF\n",
        &sound[..at]
    );
    assert_eq!(text("a.pdf", looping), "It held, they say.");
}

#[test]
fn bookmarks_labels_and_fonts_that_lead_back_to_themselves_are_left() {
    let catalogue =
        "<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R/PageLabels 7 0 R/Names 7 0 R/StructTreeRoot 8 0 R>>";
    let outline = "<</Title(Again)/First 6 0 R/Next 6 0 R/Last 6 0 R/Parent 6 0 R/Dest[3 0 R/Fit]>>";
    let labels = "<</Kids[7 0 R 7 0 R]/Dests 7 0 R>>";
    let tags = "<</Type/StructTreeRoot/K[8 0 R 8 0 R]/ParentTree 7 0 R/RoleMap<</A/B/B/A>>>>";
    let font =
        "<</Type/Font/Subtype/Type0/BaseFont/A/DescendantFonts[5 0 R]/Encoding 5 0 R/ToUnicode 5 0 R>>";
    assert_eq!(
        text("a.pdf", pdf(&[catalogue, PAGES, PAGE, CONTENT, FONT, outline, labels, tags])),
        "It held, they say."
    );
    let refused = refusal("a.pdf", pdf(&[catalogue, PAGES, PAGE, CONTENT, font, outline, labels, tags]));
    assert!(refused.contains("can't read"), "{refused}");
}
