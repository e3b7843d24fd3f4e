//! The interactive program without a terminal: it takes events and returns effects.

mod accept_all;
mod address;
mod beginning;
mod compare;
mod comparison;
mod contents;
pub mod corpus;
mod current_gloss;
mod cursor;
mod deletion;
mod event;
mod extent;
mod form;
mod form_fields;
mod gloss_pane;
mod input_line;
mod jump;
mod jump_list;
mod kind_change;
pub mod kind_keys;
mod link;
mod mouse;
mod navigation;
mod note;
mod page_address;
mod persistence;
mod picker;
mod preview;
mod reading;
mod reference;
mod reload;
mod review;
mod sequence;
mod sideways;
mod stray;
mod suggest;
mod suggestions;
mod tagging;
mod text_search;
mod update;
mod view;

use std::{collections::HashSet, sync::Arc};

pub use accept_all::AcceptAll;
pub use address::Address;
pub use compare::Settlement;
pub use comparison::Comparison;
pub use cursor::Cursor;
pub use event::{Effect, Event, Mouse, SearchQuery, SearchResult};
pub use form::Form;
pub use form_fields::{FieldName, FormField};
pub use gloss_pane::GlossPane;
pub use input_line::InputLine;
pub use jump::{Jump, JumpGoal, JumpTarget, Purpose};
pub use jump_list::{JumpList, Visit, VisitTarget, VisitedPlace};
pub use link::relation_key;
pub use note::Note;
pub use picker::{Choice, Pick, Picker};
pub use preview::Preview;
pub use reading::Reading;
pub use reference::{Reference, ReferenceTarget};
pub use sequence::Sequence;
pub use stray::StrayGlosses;
pub use suggestions::Suggestions;
pub use text_search::Search;
pub use view::{Area, Focus, Panes, View};

use crate::{
    command::{Command, Key, Settings},
    gloss::{Glosses, History, Id, Schema, Transaction},
    source::{Document, Metadata},
    text::{LineCache, Span, Text, Unit},
    workspace::{Clock, Random},
};

/// The input mode, which decides what keys do.
#[derive(Debug, Default)]
pub enum Mode {
    /// Keys run commands.
    #[default]
    Normal,
    /// A key that has to be pressed twice was pressed once; the second press runs this command.
    Doubled(Key, Command),
    /// The next key is that of a kind, which tags the selection.
    Tag,
    /// Keys spell a jump label on the screen.
    Jump(Jump),
    /// It is shown where a link, the mark of a note or a picture leads, before anything is done.
    Preview(Preview),
    /// The next key is that of a relation for a link between these two glosses.
    Relation(Id, Id),
    /// Keys are typed into the search prompt.
    Search(Search),
    /// Keys are typed into a list that they narrow down.
    Pick(Picker),
    /// Keys edit a gloss in a form.
    Form(Box<Form>),
    /// Keys edit a note.
    Note(Note),
    /// Keys choose which suggestions are accepted together.
    AcceptAll(AcceptAll),
    /// Help is shown, scrolled down by this number of rows.
    Help(usize),
}

/// Whether the changes on the screen are saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// All changes are saved.
    #[default]
    Yes,
    /// The beginning of the document is shown, and nothing can be changed before the whole is read.
    NotYet,
    /// Nothing can be saved, for this reason.
    Never(String),
    /// The last attempt to save failed.
    Failed(SaveFailure),
}

/// Why changes could not be saved, and whether they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveFailure {
    /// The reason, and what the person can do about it.
    pub reason: String,
    /// Whether the changes are kept in a recovery file, and offered when the document is opened again.
    pub is_kept: bool,
}

/// The contents of the status line.
#[derive(Clone, Debug, Default)]
pub struct Status {
    /// What there was to say when the document was opened, shown until the first key.
    pub opening: Vec<String>,
    /// A message for the person, shown until the next key.
    pub message: Option<String>,
    /// Whether the changes on the screen are saved.
    pub saved: SaveState,
    /// Whether quitting was refused once because something is not saved; the next time it is done.
    pub is_leaving: bool,
}

impl Status {
    /// The messages that are shown.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        self.opening.iter().chain(&self.message).map(String::as_str)
    }
}

/// The whole state of the interactive program.
pub struct App {
    /// The document being read.
    pub document: Document,
    /// What is known of the document: who wrote it, when and where it was published.
    pub metadata: Metadata,
    /// The glosses of the document.
    pub glosses: Glosses,
    /// The glosses that were made, changed or removed while the sidecar is still being loaded; `None` once it is
    /// loaded.
    pub loading: Option<HashSet<Id>>,
    /// The undo history.
    pub history: History,
    /// Changes that could not be saved in an earlier session.
    pub unsaved: Transaction,
    /// Glosses that a renamed document left behind, until they are taken over.
    pub stray: Option<StrayGlosses>,
    /// Whether part of the sidecar could not be read.
    pub is_partly_read: bool,
    /// The gloss that was reviewed last.
    pub reviewed: Option<Id>,
    /// The schema: kinds, attributes and relations.
    pub schema: Schema,
    /// The settings of the person.
    pub settings: Settings,
    /// What the screen shows, and how.
    pub view: View,
    /// The selection, and what commands act on.
    pub cursor: Cursor,
    /// The suggestions for the document.
    pub suggestions: Suggestions,
    /// The comparison of coders, if there is one.
    pub comparison: Option<Comparison>,
    /// The place of the document among several, if there are others to go to.
    pub sequence: Option<Sequence>,
    /// The contents of the gloss pane.
    pub list: GlossPane,
    /// The places from which jumps began.
    pub jumps: JumpList,
    /// The last search.
    pub search: text_search::Matches,
    /// The input mode.
    pub mode: Mode,
    /// The note or form as it was before the current key press; if that panics, it is saved from here.
    draft_before_key: Option<Mode>,
    /// The contents of the status line.
    pub status: Status,
    /// The source of time stamps for new and changed glosses.
    clock: Clock,
    /// The source of random bits for new ids.
    random: Random,
    effects: Vec<Effect>,
}

impl App {
    /// The program at the start of `document`.
    pub fn new(document: Document, schema: Schema, settings: Settings, clock: Clock, random: Random) -> Self {
        let first = Unit::Sentence.next(&document.text, 0).unwrap_or(Span::at(0));
        let view = View {
            screen: (80, 24),
            top: 0,
            sideways: 0,
            measure: settings.measure,
            flow: settings.flow,
            focus: Focus::Article,
            zoom: false,
            numbers: settings.paragraph_numbers,
            hints: settings.hints,
            card: true,
            dark: settings.dark.unwrap_or(true),
            lines: LineCache::default(),
        };
        Self {
            metadata: document.metadata().cloned().unwrap_or_default(),
            document,
            glosses: Glosses::default(),
            loading: None,
            history: History::default(),
            unsaved: Transaction::default(),
            stray: None,
            is_partly_read: false,
            reviewed: None,
            schema,
            suggestions: Suggestions::new(settings.suggestions),
            settings,
            comparison: None,
            sequence: None,
            view,
            cursor: Cursor::new(first, Unit::Sentence),
            list: GlossPane::default(),
            jumps: JumpList::default(),
            search: text_search::Matches::default(),
            mode: Mode::Normal,
            draft_before_key: None,
            status: Status::default(),
            clock,
            random,
            effects: Vec::new(),
        }
    }

    /// The text of the document.
    pub fn text(&self) -> &Text {
        &self.document.text
    }

    /// The reading position: the byte offset where the selection starts.
    pub fn position(&self) -> usize {
        self.cursor.selection.hull().start
    }

    /// Selects the unit at byte `at`, when a document is opened again.
    pub fn resume(&mut self, at: usize) {
        if let Some(span) = self.cursor.unit.at(self.text(), at.min(self.text().len())) {
            self.cursor = Cursor::new(span, self.cursor.unit);
            self.reveal();
        }
    }

    /// Sets the glosses of the document.
    pub fn set_glosses(&mut self, glosses: Glosses) {
        self.glosses = glosses;
        self.suggestions.refresh(&self.document.text, &self.glosses);
        self.count_unsettled();
        self.list.refresh(&self.glosses, &self.schema);
    }

    /// The pattern whose matches are highlighted.
    pub fn highlighted(&self) -> Option<&Arc<crate::text::search::Pattern>> {
        match &self.mode {
            Mode::Search(search) => search.pattern.as_ref(),
            _ => self.search.pattern.as_ref().filter(|_| self.search.shown),
        }
    }

    fn say(&mut self, message: impl Into<String>) {
        self.status.message = Some(message.into());
    }

    fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }
}
