use super::*;
use crate::{
    archive::archive_of,
    text::{
        Text,
        structure::{BlockKind, LinkTarget, ListMarker, Style},
    },
};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                 xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
                 xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                 xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
                 xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
                 xmlns:v=\"urn:schemas-microsoft-com:vml\"";

/// A document with this body and these other parts, which are in the folder of the document.
pub(super) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let parts = parts.iter().map(|(name, xml)| {
        let xml = match *name {
            "styles.xml" => format!("<w:styles {W}>{xml}</w:styles>"),
            "numbering.xml" => format!("<w:numbering {W}>{xml}</w:numbering>"),
            "footnotes.xml" => format!("<w:footnotes {W}>{xml}</w:footnotes>"),
            "endnotes.xml" => format!("<w:endnotes {W}>{xml}</w:endnotes>"),
            _ => (*xml).to_owned(),
        };
        (format!("word/{name}"), xml)
    });
    let parts: Vec<(String, String)> =
        [("word/document.xml".to_owned(), document)].into_iter().chain(parts).collect();
    archive_of(parts.iter().map(|(name, xml)| (name.clone(), xml.as_bytes()))).expect("an archive")
}

fn rendered(body: &str, parts: &[(&str, &str)]) -> Rendered {
    read(&docx(body, parts)).expect("a document")
}

fn text(body: &str) -> String {
    rendered(body, &[]).text
}

fn structured(body: &str, parts: &[(&str, &str)]) -> Text {
    let Rendered { text, markup, .. } = rendered(body, parts);
    Text::structured(text, markup)
}

/// The blocks with their kinds, depths in lists and quotations, and texts.
fn blocks(body: &str, parts: &[(&str, &str)]) -> Vec<(BlockKind, u8, u8, String)> {
    let text = structured(body, parts);
    let block = |block: &crate::text::structure::TextBlock| {
        (block.kind.clone(), block.list_depth, block.quotation_depth, text.quote(block.span))
    };
    text.structure().blocks().iter().map(block).collect()
}

/// A paragraph with these properties and this text.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A run with these properties and this text.
fn r(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

const STYLES: &str = "<w:style w:type='paragraph' w:default='1' w:styleId='Standard'><w:name w:val='Normal'/></w:style>\
    <w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/><w:basedOn w:val='Standard'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Kapitel'><w:name w:val='Kapitel'/><w:basedOn w:val='berschrift1'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Inhalt'><w:name w:val='TOC Heading'/><w:basedOn w:val='berschrift1'/>\
        <w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Z'><w:name w:val='Quote'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Code'><w:name w:val='Source Code'/></w:style>\
    <w:style w:type='paragraph' w:styleId='A'><w:name w:val='A'/><w:basedOn w:val='B'/></w:style>\
    <w:style w:type='paragraph' w:styleId='B'><w:name w:val='B'/><w:basedOn w:val='A'/></w:style>\
    <w:style w:type='character' w:styleId='Hidden'><w:name w:val='Hidden'/><w:rPr><w:vanish/></w:rPr></w:style>";

#[test]
fn styles_make_headings_quotations_and_code() {
    let style = |id: &str| format!("<w:pStyle w:val='{id}'/>");
    let body = [
        p(&style("Inhalt"), "Contents"),
        p(&style("berschrift1"), "One"),
        p(&style("Kapitel"), "Two"),
        p("<w:outlineLvl w:val='2'/>", "Three"),
        p(&style("Z"), "Said."),
        p(&style("Code"), "a {"),
        p(&style("Code"), ""),
        p(&style("Code"), "  b }"),
        p(&style("A"), "In a circle"),
    ];
    let heading = |level| BlockKind::Heading { level };
    let expected = [
        (BlockKind::Paragraph, 0, "Contents"),
        (heading(1), 0, "One"),
        (heading(1), 0, "Two"),
        (heading(3), 0, "Three"),
        (BlockKind::Paragraph, 1, "Said."),
        (BlockKind::Code { language: Box::default() }, 0, "a {\n\n  b }"),
        (BlockKind::Paragraph, 0, "In a circle"),
    ];
    let expected = expected.map(|(kind, quotations, text)| (kind, 0, quotations, text.to_owned()));
    assert_eq!(blocks(&body.concat(), &[("styles.xml", STYLES)]), expected);
}

#[test]
fn comments_are_counted_and_not_shown() {
    let body = format!(
        "<w:p><w:commentRangeStart w:id='0'/>{}<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r></w:p>",
        r("", "The lock is open.")
    );
    let comments = "<w:comments xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
        <w:comment w:id='0' w:author='Nell'><w:p><w:r><w:t>Is it?</w:t></w:r></w:p></w:comment>\
        <w:comment w:id='1' w:author='Ada'><w:p><w:r><w:t>Yes.</w:t></w:r></w:p></w:comment></w:comments>";
    let with_comments = rendered(&body, &[("comments.xml", comments)]);
    assert_eq!(with_comments.text, "The lock is open.");
    assert_eq!(with_comments.notice.as_deref(), Some("2 comments are not shown"));
    assert_eq!(rendered(&body, &[]).notice, None);
}

#[test]
fn tracked_changes_are_accepted() {
    let body = format!(
        "<w:p>{}<w:del w:id='1'><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>{}</w:ins>{}</w:p>",
        r("", "A "),
        r("", "new"),
        r("<w:rPrChange><w:rPr><w:b/><w:vanish/></w:rPr></w:rPrChange>", " word"),
    );
    let moved = format!(
        "<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>{0}</w:moveFrom></w:p><w:p><w:moveTo>{0}</w:moveTo></w:p>",
        r("", "Moved.")
    );
    let joined = format!("{}{}", p("<w:rPr><w:del/></w:rPr>", "One "), p("", "paragraph."));
    let row = |properties: &str, cells: [&str; 2]| {
        let cells = cells.map(|text| format!("<w:tc>{}</w:tc>", p("", text))).concat();
        format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
    };
    let rows = [row("", ["a", "b"]), row("<w:del/>", ["c", "d"]), row("", ["e", "f"])].concat();
    let rendered = rendered(&format!("{body}{moved}{joined}<w:tbl>{rows}</w:tbl>"), &[]);
    assert_eq!(rendered.text, "A new word\n\nMoved.\n\nOne paragraph.\n\na\tb\ne\tf");
    assert_eq!(rendered.notice.as_deref(), Some("6 tracked changes are shown as accepted"));
}

#[test]
fn lists_have_the_numbers_that_word_shows() {
    let level = |level: u8, format: &str, shown: &str, more: &str| {
        format!(
            "<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{shown}'/></w:lvl>"
        )
    };
    let outline =
        [level(0, "decimal", "%1.", "<w:pStyle w:val='berschrift1'/>"), level(1, "lowerRoman", "%1.%2", "")];
    let bullets = [level(0, "bullet", "\u{f0b7}", ""), level(1, "upperLetter", "(%2)", "")];
    let numbering = format!(
        "<w:abstractNum w:abstractNumId='4'>{}</w:abstractNum><w:abstractNum w:abstractNumId='5'>{}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='4'/></w:num>\
         <w:num w:numId='2'><w:abstractNumId w:val='5'/></w:num>\
         <w:num w:numId='3'><w:abstractNumId w:val='4'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>",
        outline.concat(),
        bullets.concat(),
    );
    let styles = STYLES.replace(
        "<w:basedOn w:val='Standard'/></w:style>",
        "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>",
    );
    let item = |list: u8, level: u8, text: &str| {
        p(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>"), text)
    };
    let body = [
        p("<w:pStyle w:val='berschrift1'/>", "Scope"),
        item(1, 1, "first"),
        p("", "Between."),
        item(1, 1, "second"),
        p("<w:pStyle w:val='berschrift1'/>", "Terms"),
        item(1, 1, "third"),
        item(2, 0, "dot"),
        item(2, 1, "letter"),
        item(3, 0, "seven"),
        item(3, 0, "eight"),
        item(0, 0, "none"),
        item(99, 0, "unknown"),
    ];
    let shown: Vec<_> = blocks(&body.concat(), &[("styles.xml", &styles), ("numbering.xml", &numbering)])
        .into_iter()
        .map(|(kind, depth, _, text)| match kind {
            BlockKind::ListItem { marker: ListMarker::Number(number) } => format!("{depth} {number} {text}"),
            BlockKind::ListItem { .. } => format!("{depth} • {text}"),
            BlockKind::Heading { level } => format!("h{level} {text}"),
            _ => text,
        })
        .collect();
    let expected = [
        "h1 1. Scope",
        "2 1.i first",
        "Between.",
        "2 1.ii second",
        "h1 2. Terms",
        "2 2.i third",
        "1 • dot",
        "2 (A) letter",
        "1 7. seven",
        "1 8. eight",
        "none",
        "unknown",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn notes_stand_at_the_end_in_the_order_of_their_marks() {
    let mark = |kind: &str, id: u8| format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}<w:del>{}</w:del></w:p>",
        r("", "One"),
        mark("endnote", 2),
        r("", " two"),
        mark("footnote", 2),
        mark("footnote", 3)
    );
    let notes = |kind: &str, text: &str| {
        format!(
            "<w:{kind} w:type='separator' w:id='0'>{0}</w:{kind}><w:{kind} w:id='2'>{1}{2}</w:{kind}><w:{kind} w:id='3'>{0}</w:{kind}>",
            p("", "never"),
            p("", text),
            p("", "More.")
        )
    };
    let parts = [
        ("footnotes.xml", &*notes("footnote", "At the foot.")),
        ("endnotes.xml", &*notes("endnote", "At the end.")),
    ];
    let text = structured(&body, &parts);
    assert_eq!(text.as_str(), Some("One¹ two²\n\nAt the end.\n\nMore.\n\nAt the foot.\n\nMore."));
    let notes: Vec<_> =
        text.structure().notes().as_slice().iter().map(|note| text.quote(note.body)).collect();
    assert_eq!(notes, ["At the end.\n\nMore.", "At the foot.\n\nMore."]);
}

#[test]
fn tables_have_rows_and_cells_unless_they_only_set_out_blocks() {
    let cell =
        |properties: &str, content: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>");
    let row = |properties: &str, cells: &[String]| {
        format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
    };
    let table = |rows: &[String]| format!("<w:tbl>{}</w:tbl>", rows.concat());
    let bold = format!("<w:p>{}</w:p>", r("<w:b/>", "two"));
    let inner = table(&[row("", &[cell("", &p("", "x")), cell("", &p("", "y"))])]);
    let whole = table(&[
        row("<w:tblHeader/>", &[cell("<w:gridSpan w:val='2'/>", &p("", "Head")), cell("", &p("", "c"))]),
        row("", &[cell("", &(p("", "one") + &bold)), cell("<w:vMerge/>", "<w:p/>"), cell("", &inner)]),
        row("", &[cell("", "<w:p/>")]),
    ]);
    let text = structured(&(p("", "Before.") + &whole + &p("", "After.")), &[]);
    assert_eq!(text.as_str(), Some("Before.\n\nHead\t\tc\none two\t\tx y\n\nAfter."));
    let styled = text.structure().styles().as_slice();
    assert_eq!(styled.iter().map(|styled| text.quote(styled.span)).collect::<Vec<_>>(), ["two"]);
    let heads =
        text.structure().blocks().iter().map(|block| matches!(block.kind, BlockKind::Table { head: 1, .. }));
    assert_eq!(heads.filter(|is_table| *is_table).count(), 1);

    let layout = table(&[row("", &[cell("", &(p("", "One.") + &p("", "Two.")))])]);
    assert_eq!(blocks(&layout, &[]).len(), 2);
}

#[test]
fn fields_give_their_results_and_links_their_targets() {
    let code = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let field = |instruction: &str, result: &str| {
        let instruction = format!("<w:r><w:instrText>{instruction}</w:instrText></w:r>");
        code("begin") + &instruction + &code("separate") + result + &code("end")
    };
    let nested =
        field("IF 1 = 1", &field(" HYPERLINK \"https://x.org/\" ", &(r("", "to ") + &r("<w:b/>", "x"))));
    let body = format!(
        "<w:p>{nested}{}<w:fldSimple w:instr='DATE'>{}</w:fldSimple></w:p>\
         <w:p>{}{}</w:p>\
         <w:p><w:hyperlink w:anchor='end'>{}{}</w:hyperlink></w:p>\
         <w:p><w:bookmarkStart w:id='0' w:name='end'/>{}</w:p>",
        r("", ", "),
        r("", "1 May"),
        code("begin"),
        r("", "no end"),
        r("<w:u w:val='single'/>", "see "),
        r("", "below"),
        r("", "End"),
    );
    let text = structured(&body, &[]);
    assert_eq!(text.as_str(), Some("to x, 1 May\n\nsee below\n\nEnd"));
    let links: Vec<_> = text
        .structure()
        .links()
        .as_slice()
        .iter()
        .map(|link| (text.quote(link.span), link.target.clone()))
        .collect();
    let end = text.len() - "End".len();
    let expected = [
        ("to x".to_owned(), LinkTarget::Address("https://x.org/".into())),
        ("see below".to_owned(), LinkTarget::Place(end)),
    ];
    assert_eq!(links, expected);
    assert!(text.structure().styles().as_slice().iter().all(|styled| styled.style == Style::Strong));
}

#[test]
fn text_boxes_stand_once_after_their_paragraph_and_pictures_are_described() {
    let drawing = |description: &str| {
        format!(
            "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='Picture 1' descr='{description}'/></wp:inline></w:drawing></w:r>"
        )
    };
    let text_box = "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr descr='Box'/><w:txbxContent><w:p><w:r><w:t>Aside</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Aside</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
    let body = format!(
        "<w:p>{}{text_box}{}</w:p><w:p>{}</w:p><w:p>{}</w:p><w:p><w:r><w:pict><v:rect o:hr='t' xmlns:o='o'/></w:pict></w:r></w:p>",
        r("", "Be"),
        r("", "fore."),
        drawing(""),
        drawing("A lock &amp; a sluice")
    );
    assert_eq!(text(&body), "Before.\n\nAside\n\n[A lock & a sluice]\n\n* * *");
}

#[test]
fn what_is_not_shown_is_not_text() {
    let control = |properties: &str| {
        format!(
            "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p("", "Filled in")
        )
    };
    let body = format!(
        "<w:p>{}{}{}{}<w:r><w:noBreakHyphen/><w:t>x</w:t><w:softHyphen/><w:tab/><w:t>y</w:t><w:br/><w:t>z</w:t></w:r></w:p>{}{}<w:sectPr/>",
        r("<w:vanish/>", "hidden"),
        r("<w:vanish w:val='0'/>", "shown"),
        r("<w:rStyle w:val='Hidden'/>", "by style"),
        "<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        control("<w:showingPlcHdr/>"),
        control(""),
    );
    assert_eq!(rendered(&body, &[("styles.xml", STYLES)]).text, "shown漢\u{2011}x\ty\nz\n\nFilled in");
    assert_eq!(
        text("<w:p><w:r><w:t>  a\u{ad}b </w:t><w:t xml:space='preserve'> c</w:t></w:r></w:p>"),
        "ab c"
    );
}

#[test]
fn a_docx_is_told_by_its_first_parts() {
    let of =
        |name: &str, content: &str| archive_of([(name.to_owned(), content.as_bytes())]).expect("an archive");
    let types = "<Override ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/>";
    assert!(signature::is_docx(&docx("", &[])));
    assert!(signature::is_docx(&of("[Content_Types].xml", types)));
    assert!(!signature::is_docx(&of(
        "[Content_Types].xml",
        &types.replace("wordprocessing", "presentation")
    )));
    assert!(!signature::is_docx(&of("ppt/presentation.xml", "")));
    assert!(!signature::is_docx(b"word/document.xml"));
}

#[test]
fn what_can_not_be_read_is_said() {
    let old = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 512]].concat();
    let wide: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    let empty = archive_of([("a".to_owned(), &b"b"[..])]).expect("an archive");
    for (bytes, told) in [
        (&old, "convert-to docx"),
        (&[old.clone(), wide].concat(), "encrypted with a password"),
        (&empty, "no Word document in it"),
        (&docx("<w:p>", &[]), "no well-formed XML"),
    ] {
        let error = read(bytes).expect_err("refused").to_string();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn wide_characters_and_other_prefixes_are_read() {
    let xml = "<?xml version='1.0' encoding='UTF-16'?><x:document xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main'>\
               <x:body><x:p><x:r><x:t>Über</x:t></x:r></x:p></x:body></x:document>";
    let wide: Vec<u8> = [0xfeff].into_iter().chain(xml.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let bytes = archive_of([("Word\\Document.xml".to_owned(), &wide[..])]).expect("an archive");
    assert_eq!(read(&bytes).expect("a document").text, "Über");
}

#[test]
fn any_nesting_is_read_in_linear_time() {
    use crate::{source::office::testing::closed, text::segment::testing::grows_with_the_text};
    let units = [
        "<w:p>",
        "<w:p><w:r><w:t>x</w:t>",
        "<w:ins>",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p>",
        "<w:p><w:hyperlink w:anchor='x'><w:r><w:t>x</w:t></w:r>",
        "<w:p><w:r><w:t>x</w:t><w:txbxContent>",
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>",
        "<mc:AlternateContent><mc:Choice>",
        "<w:p><w:bookmarkStart w:name='x'/></w:p>",
        "<w:p><m:oMath><m:f><m:num>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='63'/></w:tcPr></w:tc></w:tr></w:tbl>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>",
        "<w:p><w:r><w:br w:type='page'/></w:r></w:p>",
        "<w:p><w:r><w:t>A: b</w:t><w:footnoteReference w:id='1'/></w:r></w:p>",
        "<w:drawing>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>",
        "<w:p>&c;</w:p>",
    ];
    for unit in units {
        grows_with_the_text(unit, |body| {
            let body = format!("{body}{}", closed(unit).repeat(body.len() / unit.len()));
            let Rendered { text, markup, .. } = rendered(&body, &[]);
            drop(Text::structured(text, markup));
        });
    }
}
