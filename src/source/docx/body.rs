//! The renderer of a document and its notes: makes a flow of text of their elements. It is not recursive, so that elements may be
//! nested to any depth.

use super::{
    drawing,
    fields::{self, Fields},
    numbering::Numbering,
    properties::{ParagraphProperties, RunProperties},
    relations::Relations,
    runs::{self, OpenParagraph},
    styles::Styles,
};
use crate::{
    source::{
        ReadError,
        office::{
            drawing::OpenDrawing,
            flow::DocumentFlow,
            formula,
            pages::PageBreaks,
            run_look::RunLook,
            style_role::StyleRole,
            xml::{XmlEvent, XmlEvents, XmlSpace, XmlTag},
        },
    },
    text::structure::{LinkTarget, Markup},
};

/// How many elements may stand between a table and its rows. Chosen by hand.
const MAX_CONTROLS: usize = 16;

/// An element that is open, with what is to be done at its end.
pub(super) enum OpenElement {
    Paragraph,
    /// A run, with the look of the run around it.
    Run(RunLook),
    Link,
    Table,
    Row,
    Cell {
        columns: usize,
    },
    TextBox,
    /// The body of the note with this name.
    Note(String),
    Drawing,
    /// Alternatives, of which the first with text is shown, with the length of the text before them.
    Alternatives {
        written: usize,
    },
    /// A part that is not shown.
    Hidden,
    Other,
}

/// The state of the rendering after the elements so far.
pub struct BodyRenderer<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    relations: Relations,
    /// The text that is written.
    pub(super) flow: DocumentFlow,
    /// The breaks of pages.
    pub(super) pages: PageBreaks,
    /// The fields that are open.
    pub(super) fields: Fields,
    /// The elements that are open, the innermost last.
    pub(super) open: Vec<OpenElement>,
    /// The paragraphs that are open, the innermost last.
    pub(super) paragraphs: Vec<OpenParagraph>,
    drawings: Vec<OpenDrawing>,
    /// The look of the run that is open.
    pub(super) run: RunLook,
    /// The number of open parts that are not shown.
    pub(super) hidden: usize,
    /// The number of tracked changes.
    pub(super) changes: usize,
}

impl<'a> BodyRenderer<'a> {
    /// A renderer of a document with these styles and lists.
    pub fn new(styles: &'a Styles, numbering: Numbering, pages: PageBreaks) -> Self {
        let mut flow = DocumentFlow::new();
        flow.page("1");
        Self {
            styles,
            numbering,
            relations: Relations::default(),
            flow,
            pages,
            fields: Fields::default(),
            open: Vec::new(),
            paragraphs: Vec::new(),
            drawings: Vec::new(),
            run: RunLook::default(),
            hidden: 0,
            changes: 0,
        }
    }

    /// Renders a part: the document, or a part with notes.
    pub fn render(&mut self, part: &str, xml: &str, relations: Relations) -> Result<(), ReadError> {
        self.relations = relations;
        self.fields = Fields::default();
        let mut events = XmlEvents::new(part, xml);
        while let Some(event) = events.next()? {
            match event {
                XmlEvent::Start(tag) => self.start(&tag, &mut events)?,
                XmlEvent::End => self.end(),
                XmlEvent::Text(_) => {}
            }
        }
        Ok(())
    }

    /// The number of tracked changes.
    pub fn changes(&self) -> usize {
        self.changes
    }

    /// The finished text with its structure.
    pub fn finish(self) -> (String, Markup) {
        self.flow.finish_with(&self.pages)
    }

    /// Takes the start of an element: what has no text of its own is read to its end here.
    fn start(&mut self, tag: &XmlTag<'_>, events: &mut XmlEvents<'_>) -> Result<(), ReadError> {
        if tag.name() != (XmlSpace::Word, "pPr") {
            self.begin_paragraph(&ParagraphProperties::default());
        }
        if let Some(drawing) = self.drawings.last_mut() {
            drawing::take(drawing, tag, &self.relations);
        }
        let element = match tag.name() {
            (XmlSpace::Word, name) => match self.start_of_word(name, tag, events)? {
                Some(element) => element,
                None => return Ok(()),
            },
            (XmlSpace::Math, "oMath") => {
                let text = formula::read(events)?;
                self.push(&text);
                return Ok(());
            }
            (XmlSpace::Compatibility, "AlternateContent") => {
                OpenElement::Alternatives { written: self.flow.written() }
            }
            (XmlSpace::Compatibility, "Choice" | "Fallback") => {
                let written = match self.open.last() {
                    Some(OpenElement::Alternatives { written }) => *written,
                    _ => self.flow.written(),
                };
                if self.flow.written() > written {
                    return events.skip();
                }
                OpenElement::Other
            }
            (XmlSpace::Vml, "rect") if tag.get("hr").is_some_and(|value| matches!(&*value, "t" | "true")) => {
                self.flow.text_flow().rule();
                OpenElement::Other
            }
            _ => OpenElement::Other,
        };
        self.open.push(element);
        Ok(())
    }

    /// Takes the start of an element of text. Returns how it is open, unless it was read to its end.
    fn start_of_word(
        &mut self,
        name: &str,
        tag: &XmlTag<'_>,
        events: &mut XmlEvents<'_>,
    ) -> Result<Option<OpenElement>, ReadError> {
        Ok(Some(match name {
            "p" => {
                self.paragraphs.push(OpenParagraph::default());
                OpenElement::Paragraph
            }
            "r" => {
                let look = self.run_look(RunProperties::default());
                OpenElement::Run(std::mem::replace(&mut self.run, look))
            }
            "hyperlink" | "fldSimple" => self.start_link(tag),
            "tbl" | "tr" | "tc" => self.start_of_table(name),
            "txbxContent" if self.flow.begin_box() => OpenElement::TextBox,
            "footnote" | "endnote" => {
                let is_note = tag.get("type").is_none_or(|kind| kind == "normal") && self.flow.begin_note();
                if !is_note {
                    events.skip()?;
                    return Ok(None);
                }
                self.fields = Fields::default();
                OpenElement::Note(note_name(name, tag))
            }
            "drawing" | "pict" | "object" => {
                self.drawings.push(OpenDrawing::new(self.flow.written()));
                OpenElement::Drawing
            }
            "ins" | "moveTo" => {
                self.changes += 1;
                OpenElement::Other
            }
            _ => return self.leaf(name, tag, events),
        }))
    }

    fn start_link(&mut self, tag: &XmlTag<'_>) -> OpenElement {
        let target = tag.get("id").and_then(|id| self.relations.target(&id).map(str::to_owned));
        let anchor = tag.get("anchor").map(|anchor| format!("#{anchor}"));
        let address = match (target, anchor) {
            (None, None) => tag.get("instr").and_then(|code| fields::link_address(&code)),
            (target, anchor) => Some(target.unwrap_or_default() + &anchor.unwrap_or_default()),
        };
        let Some(address) = address.filter(|_| !self.fields.is_code()) else { return OpenElement::Other };
        self.flow.text_flow().begin_link(LinkTarget::Address(address.into()));
        OpenElement::Link
    }

    fn start_of_table(&mut self, name: &str) -> OpenElement {
        let text = self.flow.text_flow();
        if name == "tbl" {
            return if text.begin_table() { OpenElement::Table } else { OpenElement::Other };
        }
        // Controls of forms may stand around rows and cells.
        let is_around = |element: &&OpenElement| !matches!(element, OpenElement::Other | OpenElement::Hidden);
        let around = self.open.iter().rev().take(MAX_CONTROLS).find(is_around);
        match (name, around, text.table()) {
            ("tr", Some(OpenElement::Table), Some((table, _))) => {
                table.begin_row();
                self.pages.begin_row();
                OpenElement::Row
            }
            ("tc", Some(OpenElement::Row), Some((table, writer))) => {
                table.begin_cell(writer);
                OpenElement::Cell { columns: 1 }
            }
            _ => OpenElement::Other,
        }
    }

    /// Takes an element that has no elements with text in it. Others are left open.
    fn leaf(
        &mut self,
        name: &str,
        tag: &XmlTag<'_>,
        events: &mut XmlEvents<'_>,
    ) -> Result<Option<OpenElement>, ReadError> {
        match name {
            "t" => {
                let text = events.text()?;
                let is_kept = tag.get("space").is_some_and(|value| value == "preserve");
                self.push(if is_kept { &text } else { text.trim_matches([' ', '\n', '\t', '\r']) });
                return Ok(None);
            }
            "instrText" => {
                let code = events.text()?;
                self.fields.code(&code);
                return Ok(None);
            }
            "pPr" => {
                let properties = ParagraphProperties::read(events)?;
                self.begin_paragraph(&properties);
                return Ok(None);
            }
            "rPr" => {
                let properties = RunProperties::read(events)?;
                self.run = self.run_look(properties);
                return Ok(None);
            }
            "trPr" => self.read_row(events)?,
            "tcPr" => self.read_cell(events)?,
            "sdtPr" => self.read_control(events)?,
            "del" | "moveFrom" => {
                self.changes += usize::from(name == "del");
                events.skip()?;
            }
            "delText" | "delInstrText" | "rt" | "rubyPr" | "sectPr" | "tblPr" | "tblGrid" | "tblPrEx"
            | "sdtEndPr" => {
                events.skip()?;
            }
            "fldChar" => {
                self.field(tag);
                return Ok(Some(OpenElement::Other));
            }
            _ => {
                self.mark(name, tag);
                return Ok(Some(OpenElement::Other));
            }
        }
        Ok(None)
    }

    /// Begins the paragraph that is open, if its properties were not known yet.
    fn begin_paragraph(&mut self, properties: &ParagraphProperties) {
        let Some(open) = self.paragraphs.last_mut().filter(|open| !open.is_begun) else { return };
        let style = self.styles.of_paragraph(properties.style.as_deref());
        let role = runs::role(properties, style);
        *open = OpenParagraph {
            is_begun: true,
            style: properties.style.clone(),
            is_heading: matches!(role, StyleRole::Heading(_)),
            is_mark_deleted: properties.mark.is_deleted,
            has_page_after: properties.has_page_after,
        };
        let look = runs::paragraph_look(role, properties, style, &mut self.numbering);
        let has_page = properties.has_page_before.unwrap_or(style.is_some_and(|style| style.has_page_before));
        if has_page {
            self.page_asked_for();
        }
        self.flow.text_flow().begin_paragraph(look);
        self.run = self.run_look(RunProperties::default());
    }

    /// Begins the page that a break in the text asks for.
    pub(super) fn page_asked_for(&mut self) {
        if self.flow.is_in_document() {
            let page = self.pages.asked_for(self.flow.written());
            self.begin_page(page);
        }
    }

    /// Begins the page of this number, if there is one.
    pub(super) fn begin_page(&mut self, page: Option<u32>) {
        if let Some(page) = page {
            self.flow.page(&page.to_string());
        }
    }

    fn run_look(&self, properties: RunProperties) -> RunLook {
        let style = self.paragraphs.last().and_then(|open| self.styles.of_paragraph(open.style.as_deref()));
        runs::run_look(properties, style, self.styles)
    }

    /// Whether text is not shown here.
    pub(super) fn is_hidden(&self) -> bool {
        self.run.is_hidden || self.hidden > 0 || self.fields.is_code()
    }

    /// Writes text as the run looks.
    pub(super) fn push(&mut self, text: &str) {
        if !self.is_hidden() {
            self.flow.push_run(text, self.run);
        }
    }

    /// Takes the end of the innermost element.
    fn end(&mut self) {
        match self.open.pop() {
            Some(OpenElement::Paragraph) => {
                self.begin_paragraph(&ParagraphProperties::default());
                self.fields.end_codes();
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.changes += usize::from(paragraph.is_mark_deleted);
                    self.flow.text_flow().end_paragraph(paragraph.is_mark_deleted);
                    if paragraph.has_page_after {
                        self.page_asked_for();
                    }
                }
            }
            Some(OpenElement::Run(around)) => self.run = around,
            Some(OpenElement::Link) => self.flow.text_flow().end_link(),
            Some(OpenElement::Table) => self.flow.text_flow().end_table(),
            Some(OpenElement::Cell { columns }) => {
                if let Some((table, writer)) = self.flow.text_flow().table() {
                    table.end_cell(writer, columns);
                }
            }
            Some(OpenElement::TextBox) => self.flow.end_box(),
            Some(OpenElement::Note(name)) => self.flow.end_note(&name),
            Some(OpenElement::Drawing) => {
                if let Some(drawing) = self.drawings.pop()
                    && !self.is_hidden()
                {
                    drawing.end(&mut self.flow);
                }
            }
            Some(OpenElement::Hidden) => self.hidden -= 1,
            Some(OpenElement::Row | OpenElement::Alternatives { .. } | OpenElement::Other) | None => {}
        }
    }
}

/// The name of a note of this kind, by which references find its body.
pub(super) fn note_name(kind: &str, tag: &XmlTag<'_>) -> String {
    format!("{kind} {}", tag.get("id").unwrap_or_default())
}
