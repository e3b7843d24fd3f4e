//! What stands within paragraphs: words, spaces, links, notes, drawings.

use super::body::{BodyRenderer, OpenElement};
use crate::{
    source::{
        ReadError,
        office::{
            drawing::OpenDrawing,
            formula,
            run_look::RunLook,
            style_role::StyleRole,
            style_set::StyleSet,
            xml::{XmlEvents, XmlSpace, XmlTag},
        },
    },
    text::structure::{LinkTarget, Style},
};

/// The largest number of spaces that one element stands for. Chosen by hand.
const MAX_SPACES: usize = 256;

impl BodyRenderer<'_> {
    /// Takes the start of an element that is no paragraph, list or table. Returns how it is open, unless it was read to its end.
    pub(super) fn start_of_inline(
        &mut self,
        tag: &XmlTag<'_>,
        events: &mut XmlEvents<'_>,
    ) -> Result<Option<OpenElement>, ReadError> {
        let element = match tag.name() {
            (XmlSpace::Text, name) => return self.start_of_text(name, tag, events),
            (XmlSpace::Draw, name) => self.start_of_drawing(name, tag)?,
            (XmlSpace::Svg, "title" | "desc") => {
                let text = events.text()?;
                if let Some(drawing) = self.drawings.last_mut() {
                    drawing.describe(text);
                }
                return Ok(None);
            }
            (XmlSpace::MathMl, "math") => {
                let text = formula::read(events)?;
                self.push(&text);
                return Ok(None);
            }
            (XmlSpace::Office, _) => OpenElement::Other,
            _ => OpenElement::Inline,
        };
        Ok(Some(element))
    }

    fn start_of_text(
        &mut self,
        name: &str,
        tag: &XmlTag<'_>,
        events: &mut XmlEvents<'_>,
    ) -> Result<Option<OpenElement>, ReadError> {
        let is_left_out = matches!(name, "note-citation" | "ruby-text" | "number" | "placeholder" | "script");
        if is_left_out || name.ends_with("-source") {
            events.skip()?;
            return Ok(None);
        }
        Ok(Some(match name {
            "span" => {
                let look = self.span_look(&tag.get("style-name").unwrap_or_default());
                OpenElement::Run(std::mem::replace(&mut self.run, look))
            }
            "a" => self.start_of_link(tag.get("href").map(std::borrow::Cow::into_owned)),
            "bookmark-ref" | "reference-ref" => {
                self.start_of_link(tag.get("ref-name").map(|name| format!("#{name}")))
            }
            "note" => {
                self.notes += 1;
                if !self.run.is_hidden {
                    self.flow.refer(&self.notes.to_string());
                    self.is_after_space = false;
                }
                OpenElement::Other
            }
            "note-body" if self.flow.begin_note() => OpenElement::Note(self.notes.to_string()),
            _ => {
                self.mark(name, tag);
                OpenElement::Inline
            }
        }))
    }

    /// Takes an empty element that stands for a character, a break, or a place.
    fn mark(&mut self, name: &str, tag: &XmlTag<'_>) {
        match name {
            "s" => {
                let count = tag.number("c").unwrap_or(1).min(MAX_SPACES);
                self.push(&" ".repeat(count));
            }
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "soft-page-break" if self.flow.is_in_document() => {
                let cell = self.flow.text_flow().table().map(|(table, _)| table.cells());
                if let Some(page) = self.pages.laid_out(cell, self.flow.written()) {
                    self.flow.page(&page.to_string());
                }
            }
            "bookmark" | "bookmark-start" | "reference-mark" | "reference-mark-start" => {
                if let Some(name) = tag.get("name") {
                    self.flow.text_flow().anchor(&name);
                }
            }
            "hidden-paragraph" if tag.get("is-hidden").is_some_and(|value| value == "true") => {
                self.flow.text_flow().drop_paragraph();
                self.run.is_hidden = true;
            }
            _ => {}
        }
    }

    fn start_of_link(&mut self, address: Option<String>) -> OpenElement {
        let Some(address) = address.filter(|address| !address.is_empty()) else { return OpenElement::Inline };
        self.flow.text_flow().begin_link(LinkTarget::Address(address.into()));
        OpenElement::Link
    }

    fn start_of_drawing(&mut self, name: &str, tag: &XmlTag<'_>) -> Result<OpenElement, ReadError> {
        Ok(match name {
            "a" => self.start_of_link(tag.get("href").map(std::borrow::Cow::into_owned)),
            "text-box" if self.flow.begin_box() => OpenElement::TextBox,
            "frame" | "g" => {
                self.drawings.push(OpenDrawing::new(self.flow.written()));
                OpenElement::Drawing(false)
            }
            "image" => {
                if let (Some(drawing), Some(address)) = (self.drawings.last_mut(), tag.get("href")) {
                    drawing.show(address.into_owned());
                }
                OpenElement::Other
            }
            "object" => {
                if let Some(address) = tag.get("href")
                    && let Some(text) = self.objects.formula(&address)?
                {
                    self.push(&text);
                }
                OpenElement::Other
            }
            "control" | "plugin" | "floating-frame" => OpenElement::Other,
            // Shapes may have text in them.
            _ if tag.get("style-name").is_some() || name.ends_with("shape") => {
                self.drawings.push(OpenDrawing::new(self.flow.written()));
                OpenElement::Drawing(self.flow.begin_box())
            }
            _ => OpenElement::Other,
        })
    }

    /// The look of a span with this style within the run that is open.
    fn span_look(&mut self, name: &str) -> RunLook {
        let run = self.run;
        let Some(style) = self.styles.style("text", name) else { return run };
        let is_code = style.role() == StyleRole::Code;
        let code = if is_code { StyleSet::of(Style::Code) } else { StyleSet::default() };
        RunLook {
            styles: style.styles.applied_to(run.styles).with(code),
            is_hidden: run.is_hidden || style.is_hidden == Some(true),
            font: style.font.or(run.font),
        }
    }

    /// Takes words. White space counts as one space, and as none after another.
    pub(super) fn text(&mut self, text: &str) {
        let is_inline = |element: &OpenElement| {
            matches!(
                element,
                OpenElement::Paragraph(..) | OpenElement::Run(_) | OpenElement::Link | OpenElement::Inline
            )
        };
        if !self.open.last().is_some_and(is_inline) {
            return;
        }
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            let is_space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !(is_space && self.is_after_space) {
                words.push(if is_space { ' ' } else { c });
            }
            self.is_after_space = is_space;
        }
        if !words.is_empty() {
            let is_after_space = self.is_after_space;
            self.push(&words);
            self.is_after_space = is_after_space;
        }
    }

    /// Writes text as the run looks.
    pub(super) fn push(&mut self, text: &str) {
        self.is_after_space = false;
        self.flow.push_run(text, &self.run);
    }
}
