//! Reading the properties of rows, cells and controls of forms, which say whether and how these are shown.

use super::{
    body::{BodyRenderer, OpenElement},
    each_element,
    properties::is_on,
};
use crate::source::{
    ReadError,
    office::xml::{XmlEvents, XmlSpace},
};

impl BodyRenderer<'_> {
    /// Reads the properties of a row. A deleted row is read to its end.
    pub(super) fn read_row(&mut self, events: &mut XmlEvents<'_>) -> Result<(), ReadError> {
        let (mut is_head, mut is_deleted) = (false, false);
        each_element(events, |events, tag| {
            match tag.name() {
                (XmlSpace::Word, "trPrChange") => events.skip()?,
                (XmlSpace::Word, "tblHeader") => is_head = is_on(tag.get("val").as_deref()),
                (XmlSpace::Word, "del") => is_deleted = true,
                _ => {}
            }
            Ok(())
        })?;
        if !matches!(self.open.last(), Some(OpenElement::Row)) {
            return Ok(());
        }
        if let Some((table, _)) = self.flow.text_flow().table() {
            if is_deleted {
                table.drop_row();
                self.changes += 1;
                self.open.pop();
                return events.skip();
            }
            if is_head {
                table.mark_head();
            }
        }
        Ok(())
    }

    /// Reads the properties of a cell.
    pub(super) fn read_cell(&mut self, events: &mut XmlEvents<'_>) -> Result<(), ReadError> {
        let mut span = 1;
        each_element(events, |_, tag| {
            if tag.name() == (XmlSpace::Word, "gridSpan") {
                span = tag.number("val").unwrap_or(1);
            }
            Ok(())
        })?;
        if let Some(OpenElement::Cell { columns }) = self.open.last_mut() {
            *columns = span;
        }
        Ok(())
    }

    /// Reads the properties of a control of a form. Its content is not shown while it only says what is to be filled in.
    pub(super) fn read_control(&mut self, events: &mut XmlEvents<'_>) -> Result<(), ReadError> {
        let mut is_placeholder = false;
        each_element(events, |_, tag| {
            if tag.name() == (XmlSpace::Word, "showingPlcHdr") {
                is_placeholder = is_on(tag.get("val").as_deref());
            }
            Ok(())
        })?;
        if is_placeholder && let Some(control @ OpenElement::Other) = self.open.last_mut() {
            *control = OpenElement::Hidden;
            self.hidden += 1;
        }
        Ok(())
    }
}
