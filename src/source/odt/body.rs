//! The renderer of a document: makes a flow of text of its elements. It is not recursive, so that elements may be nested to any depth.

use super::{
    lists::Lists,
    objects::Objects,
    styles::{DocumentStyle, Styles},
};
use crate::{
    source::{
        ReadError,
        office::{
            drawing::OpenDrawing,
            flow::{DocumentFlow, ParagraphLook},
            pages::PageBreaks,
            run_look::RunLook,
            style_role::StyleRole,
            words::notice,
            xml::{XmlEvent, XmlEvents, XmlSpace, XmlTag},
        },
    },
    text::structure::{BlockKind, ListMarker, Markup},
};

/// An element that is open, with what is to be done at its end.
pub(super) enum OpenElement {
    /// A paragraph, with the look of the run around it, and whether a page begins after it.
    Paragraph(RunLook, bool),
    /// A part of a paragraph, with the look of the run around it.
    Run(RunLook),
    Link,
    List,
    Table,
    TableHead,
    Row,
    /// A cell, or several that are alike.
    Cell(usize),
    TextBox,
    /// The body of a note with this name.
    Note(String),
    /// A drawing, and whether it is a text box, too.
    Drawing(bool),
    /// A part of a paragraph without a meaning of its own.
    Inline,
    Other,
}

/// The state of the rendering after the elements so far.
pub struct BodyRenderer<'a> {
    /// The styles that were read so far.
    pub(super) styles: Styles,
    /// The documents within this one.
    pub(super) objects: Objects<'a>,
    /// The text that is written.
    pub(super) flow: DocumentFlow,
    /// The pages so far.
    pub(super) pages: PageBreaks,
    lists: Lists,
    /// The elements that are open, the innermost last.
    pub(super) open: Vec<OpenElement>,
    /// The drawings that are open, the innermost last.
    pub(super) drawings: Vec<OpenDrawing>,
    /// The look of the run that is open.
    pub(super) run: RunLook,
    /// Whether the text ends with a space that further ones are one with.
    pub(super) is_after_space: bool,
    /// The number of notes so far.
    pub(super) notes: usize,
    /// The number of tracked changes.
    changes: usize,
    /// The number of comments.
    comments: usize,
}

impl<'a> BodyRenderer<'a> {
    /// A renderer of a document with these objects.
    pub fn new(objects: Objects<'a>) -> Self {
        Self {
            styles: Styles::default(),
            objects,
            flow: DocumentFlow::new(),
            pages: PageBreaks::new(false, false),
            lists: Lists::default(),
            open: Vec::new(),
            drawings: Vec::new(),
            run: RunLook::default(),
            is_after_space: true,
            notes: 0,
            changes: 0,
            comments: 0,
        }
    }

    /// Reads the part with the named styles.
    pub fn read_styles(&mut self, part: &str, xml: &str) -> Result<(), ReadError> {
        let mut events = XmlEvents::new(part, xml);
        while let Some(event) = events.next()? {
            let XmlEvent::Start(tag) = event else { continue };
            match tag.name() {
                (XmlSpace::Office, "styles") => self.styles.read(&mut events)?,
                // Those of headers and footers have the names of others in the text.
                (XmlSpace::Office, "automatic-styles" | "master-styles") => events.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Renders the part with the text.
    pub fn render(&mut self, part: &str, xml: &str) -> Result<(), ReadError> {
        let is_laid_out = memchr::memmem::find(xml.as_bytes(), b"soft-page-break").is_some();
        self.pages = PageBreaks::new(is_laid_out, false);
        self.flow.page("1");
        let mut events = XmlEvents::new(part, xml);
        while let Some(event) = events.next()? {
            match event {
                XmlEvent::Start(tag) => {
                    if let Some(element) = self.start(&tag, &mut events)? {
                        self.open.push(element);
                    }
                }
                XmlEvent::End => self.end(),
                XmlEvent::Text(text) => self.text(&text),
            }
        }
        Ok(())
    }

    /// What is said of the tracked changes and the comments, if there are any.
    pub fn notice(&self) -> Option<String> {
        notice(self.changes, self.comments)
    }

    /// The language of the document, as its styles state it.
    pub fn language(&self) -> Option<String> {
        self.styles.language.clone()
    }

    /// The finished text with its structure.
    pub fn finish(self) -> (String, Markup) {
        self.flow.finish_with(&self.pages)
    }

    /// Takes the start of an element. Returns how it is open, unless it was read to its end.
    fn start(
        &mut self,
        tag: &XmlTag<'_>,
        events: &mut XmlEvents<'_>,
    ) -> Result<Option<OpenElement>, ReadError> {
        let says = |name: &str, value: &str| tag.get(name).is_some_and(|stated| stated == value);
        if matches!(tag.space, XmlSpace::Text | XmlSpace::Table)
            && (says("display", "none") || says("is-hidden", "true") && !says("display", "true"))
            && tag.name().1 != "hidden-paragraph"
        {
            events.skip()?;
            return Ok(None);
        }
        let element = match tag.name() {
            (XmlSpace::Office, "styles" | "automatic-styles") => {
                self.styles.read(events)?;
                return Ok(None);
            }
            (
                XmlSpace::Office,
                "meta" | "settings" | "scripts" | "font-face-decls" | "master-styles" | "forms"
                | "binary-data" | "event-listeners",
            ) => {
                events.skip()?;
                return Ok(None);
            }
            (XmlSpace::Office, "annotation") => {
                self.comments += 1;
                events.skip()?;
                return Ok(None);
            }
            (XmlSpace::Text, "p" | "h") => self.start_of_paragraph(tag),
            (XmlSpace::Text, "list") => {
                self.lists.begin(tag);
                OpenElement::List
            }
            (XmlSpace::Text, name @ ("list-item" | "list-header")) => {
                self.lists.begin_item(tag, name == "list-header");
                OpenElement::Other
            }
            (XmlSpace::Text, "tracked-changes") => {
                self.count_changes(events)?;
                return Ok(None);
            }
            (XmlSpace::Table, name) => return self.start_of_table(name, tag, events),
            _ => return self.start_of_inline(tag, events),
        };
        Ok(Some(element))
    }

    fn start_of_paragraph(&mut self, tag: &XmlTag<'_>) -> OpenElement {
        let name = tag.get("style-name").unwrap_or_default();
        let style = self.styles.style("paragraph", &name).cloned();
        // Some programs name styles that they don't define.
        let style = style.unwrap_or_else(|| DocumentStyle::named(&name));
        let look = self.paragraph_look(tag, &style);
        let around = std::mem::replace(
            &mut self.run,
            RunLook { is_hidden: style.is_hidden.unwrap_or(false), ..RunLook::default() },
        );
        if style.has_page_before == Some(true) && self.flow.is_in_document() {
            self.page_asked_for();
        }
        self.is_after_space = true;
        self.flow.text_flow().begin_paragraph(look);
        if style.role() == StyleRole::Rule {
            self.flow.text_flow().rule();
        }
        OpenElement::Paragraph(around, style.has_page_after == Some(true))
    }

    /// The look of a paragraph, whose number in its list is counted.
    fn paragraph_look(&mut self, tag: &XmlTag<'_>, style: &DocumentStyle) -> ParagraphLook {
        let depth = self.lists.depth();
        if tag.name().1 == "h" {
            let level: u8 = tag.number("outline-level").unwrap_or(1);
            let mut look = StyleRole::Heading(level).look();
            let is_counted = tag.get("is-list-header").is_none_or(|value| value != "true");
            look.number = match self.lists.next(&self.styles.lists, style.list.as_deref()) {
                Some(ListMarker::Number(number)) => Some(number.into()),
                None if is_counted && depth == 0 => {
                    let restarts = tag.get("restart-numbering").is_some_and(|value| value == "true");
                    let start = restarts.then(|| tag.number("start-value").unwrap_or(1));
                    self.lists.next_heading(&self.styles.outline, level, start)
                }
                _ => None,
            };
            return look;
        }
        let mut look = style.role().look();
        if depth > 0 {
            let marker = self.lists.next(&self.styles.lists, style.list.as_deref());
            look.block.list_depth = depth;
            match (&look.block.kind, marker) {
                (BlockKind::Paragraph, Some(marker)) => look.block.kind = BlockKind::ListItem { marker },
                (_, Some(ListMarker::Number(number))) => look.number = Some(number.into()),
                _ => {}
            }
        }
        look
    }

    fn start_of_table(
        &mut self,
        name: &str,
        tag: &XmlTag<'_>,
        events: &mut XmlEvents<'_>,
    ) -> Result<Option<OpenElement>, ReadError> {
        let is_head = matches!(self.open.last(), Some(OpenElement::TableHead));
        let is_row = matches!(self.open.last(), Some(OpenElement::Row));
        let text = self.flow.text_flow();
        Ok(Some(match (name, text.table()) {
            ("table", _) => {
                if text.begin_table() {
                    OpenElement::Table
                } else {
                    OpenElement::Other
                }
            }
            ("table-header-rows", Some(_)) => OpenElement::TableHead,
            ("table-row", Some(_))
                if tag.get("visibility").is_some_and(|value| matches!(&*value, "collapse" | "filter")) =>
            {
                events.skip()?;
                return Ok(None);
            }
            ("table-row", Some((table, _))) => {
                table.begin_row();
                if is_head {
                    table.mark_head();
                }
                self.pages.begin_row();
                OpenElement::Row
            }
            ("table-cell" | "covered-table-cell", Some((table, writer))) if is_row => {
                table.begin_cell(writer);
                OpenElement::Cell(tag.number("number-columns-repeated").unwrap_or(1))
            }
            ("title" | "desc" | "shapes" | "dde-source", _) => {
                events.skip()?;
                return Ok(None);
            }
            _ => OpenElement::Other,
        }))
    }

    fn count_changes(&mut self, events: &mut XmlEvents<'_>) -> Result<(), ReadError> {
        events.within(|_, event| {
            if let XmlEvent::Start(tag) = event
                && tag.name() == (XmlSpace::Text, "changed-region")
            {
                self.changes += 1;
            }
            Ok(())
        })
    }

    /// Begins a page, as the document asks for.
    fn page_asked_for(&mut self) {
        if let Some(page) = self.pages.asked_for(self.flow.written()) {
            self.flow.page(&page.to_string());
        }
    }

    /// Takes the end of the innermost element.
    fn end(&mut self) {
        match self.open.pop() {
            Some(OpenElement::Paragraph(around, has_page_after)) => {
                self.flow.text_flow().end_paragraph(false);
                self.run = around;
                if has_page_after && self.flow.is_in_document() {
                    self.page_asked_for();
                }
            }
            Some(OpenElement::Run(around)) => self.run = around,
            Some(OpenElement::Link) => self.flow.text_flow().end_link(),
            Some(OpenElement::List) => self.lists.end(),
            Some(OpenElement::Table) => self.flow.text_flow().end_table(),
            Some(OpenElement::Cell(columns)) => {
                if let Some((table, writer)) = self.flow.text_flow().table() {
                    table.end_cell(writer, columns);
                }
            }
            Some(OpenElement::TextBox) => self.flow.end_box(),
            Some(OpenElement::Note(name)) => self.flow.end_note(&name),
            Some(OpenElement::Drawing(is_box)) => {
                if is_box {
                    self.flow.end_box();
                }
                if let Some(drawing) = self.drawings.pop()
                    && !self.run.is_hidden
                {
                    drawing.end(&mut self.flow);
                    self.is_after_space = false;
                }
            }
            Some(OpenElement::TableHead | OpenElement::Row | OpenElement::Inline | OpenElement::Other)
            | None => {}
        }
    }
}
