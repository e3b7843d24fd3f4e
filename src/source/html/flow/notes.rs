//! The texts of notes, which are written apart and stand at the end.

use super::{
    super::{
        marks,
        tree::{NodeId, Step},
    },
    note_index::NoteBody,
    renderer::Renderer,
    stream::Stream,
};

impl Renderer<'_> {
    /// Begins the text of a note, if it begins with this element. Returns whether it does.
    pub(super) fn begin_note(&mut self, id: NodeId) -> bool {
        if self.note.is_some() || self.joined > 0 || self.table.is_some() {
            return false;
        }
        let Some(body) = self.bodies.remove(&id) else { return false };
        self.end_block();
        let writer = self.flow.document.writer.for_part();
        self.note = Some((body, Stream { writer, ..Stream::default() }));
        true
    }

    /// Ends the text of the note that is open, if this step leads out of it.
    pub(super) fn end_note_before(&mut self, step: Step) {
        let Some((NoteBody { start, end, .. }, _)) = &self.note else { return };
        let leads_out = match step {
            Step::Enter(id) => id >= *end,
            Step::Leave(id) => id < *start,
        };
        if leads_out {
            self.end_note();
        }
    }

    /// Ends the text of the note that is open, if there is one.
    pub(super) fn end_note(&mut self) {
        if self.note.is_none() {
            return;
        }
        self.end_block();
        if let Some((body, stream)) = self.note.take() {
            let number = self.flow.notes.number(&body.key);
            let label = self.flow.notes.label(&body.key);
            self.flow.bodies.push((number, label, stream.writer));
        }
    }

    /// `text` without the label of the note, if it begins one: the label is drawn.
    pub(super) fn without_label<'a>(&mut self, text: &'a str) -> &'a str {
        let Some((body, stream)) = &mut self.note else { return text };
        let label = body.label.take_if(|_| stream.writer.is_empty());
        let Some(label) = label else { return text };
        // What followed the label may be left, if that was a link back.
        let rest = text.strip_prefix(['.', ')', ']', ':']).filter(|rest| rest.starts_with([' ', '\u{a0}']));
        rest.map_or_else(
            || marks::without_label(text, &label),
            |rest| rest.trim_start_matches([' ', '\u{a0}']),
        )
    }
}
