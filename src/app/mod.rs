//! The program without a terminal: events in, changes and effects out.

mod accept_all;
mod compare;
mod comparison;
pub mod corpus;
mod cursor;
mod deletion;
mod event;
mod finding;
mod focus;
mod form;
mod form_fields;
mod jump;
mod line;
mod link;
mod list;
mod motion;
mod mouse;
mod note;
mod picker;
mod review;
mod saving;
mod shape;
mod stray;
mod suggest;
mod suggestions;
mod tagging;
mod update;
mod view;

use std::{collections::HashSet, sync::Arc};

pub use accept_all::AcceptAll;
pub use compare::Settled;
pub use comparison::Comparison;
pub use cursor::Cursor;
pub use event::{Effect, Event, Found, Mouse, Query, Record};
pub use finding::Search;
pub use form::Form;
pub use form_fields::{Field, FieldName};
pub use jump::{Jump, JumpTarget, Purpose};
pub use line::Line;
pub use link::relation_key;
pub use list::List;
pub use note::Note;
pub use picker::{Choice, Pick, Picker};
pub use stray::Stray;
pub use suggestions::Suggestions;
pub use view::{Area, Focus, Panes, View};

use crate::{
    command::Settings,
    gloss::{Glosses, History, Id, Schema, Transaction},
    source::Document,
    text::{LineCache, Span, Text, Unit},
    workspace::{Clock, Random},
};

/// What keys mean at the moment.
#[derive(Debug, Default)]
pub enum Mode {
    /// Commands.
    #[default]
    Normal,
    /// A kind's key follows.
    Tag,
    /// One of the labels on the screen is being typed.
    Jump(Jump),
    /// The key of a relation follows, for a link between two glosses.
    Relation(Id, Id),
    /// A search is being typed.
    Search(Search),
    /// One of many is being found by a few of its letters.
    Pick(Picker),
    /// A gloss is being edited.
    Form(Box<Form>),
    /// A note is being written.
    Note(Note),
    /// Several suggestions are about to be taken.
    AcceptAll(AcceptAll),
    /// Help is shown, scrolled by so many rows.
    Help(usize),
}

/// Whether what is on the screen is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saved {
    /// It is.
    #[default]
    Yes,
    /// Nothing can be saved, for this reason.
    Never(String),
    /// The last attempt failed.
    Failed(NotSaved),
}

/// Why changes are not on the disk, and where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSaved {
    /// Why, and what to do about it.
    pub reason: String,
    /// Whether they are kept aside, and offered when the document is opened again.
    pub kept: bool,
}

/// What the status line tells.
#[derive(Clone, Debug, Default)]
pub struct Status {
    /// The last thing worth saying; gone with the next key.
    pub message: Option<String>,
    /// Whether what is on the screen is on the disk.
    pub saved: Saved,
    /// Whether quitting was asked for once although something is not saved.
    pub leaving: bool,
}

/// The whole state of the program.
pub struct App {
    /// What is being read.
    pub document: Document,
    /// What was said of it.
    pub glosses: Glosses,
    /// While its glosses are still being loaded: those that were made, changed or removed meanwhile.
    pub loading: Option<HashSet<Id>>,
    /// What was done, and what was undone.
    pub history: History,
    /// What could not be saved in an earlier session, as changes to what is there now.
    pub unsaved: Transaction,
    /// Glosses that were left behind when the document was renamed, until they are taken over.
    pub stray: Option<Stray>,
    /// Whether not all of the sidecar could be read.
    pub is_partly_read: bool,
    /// The gloss that was reviewed last.
    pub reviewed: Option<Id>,
    /// What can be said.
    pub schema: Schema,
    /// What the person has set.
    pub settings: Settings,
    /// What is seen.
    pub view: View,
    /// What is selected.
    pub cursor: Cursor,
    /// What might be tagged.
    pub suggestions: Suggestions,
    /// What coders made of the document, where they are compared.
    pub comparison: Option<Comparison>,
    /// The gloss pane.
    pub list: List,
    /// The last search.
    pub search: finding::Matches,
    /// What keys mean.
    pub mode: Mode,
    /// The note or form as it was before the key that is being dealt with: a panic leaves it here.
    written: Option<Mode>,
    /// What the status line tells.
    pub status: Status,
    /// The time, for what is new or changed.
    clock: Clock,
    /// Random bits, for new ids.
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
            measure: settings.measure,
            focus: Focus::Article,
            zoom: false,
            numbers: settings.paragraph_numbers,
            hints: settings.hints,
            card: true,
            dark: settings.dark.unwrap_or(true),
            lines: LineCache::default(),
        };
        Self {
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
            view,
            cursor: Cursor::new(first, Unit::Sentence),
            list: List::default(),
            search: finding::Matches::default(),
            mode: Mode::Normal,
            written: None,
            status: Status::default(),
            clock,
            random,
            effects: Vec::new(),
        }
    }

    /// What is read.
    pub fn text(&self) -> &Text {
        &self.document.text
    }

    /// Where reading has come to: the selection's start, in bytes.
    pub fn position(&self) -> usize {
        self.cursor.selection.hull().start
    }

    /// Selects what stands at `at`, for a document that is opened again.
    pub fn resume(&mut self, at: usize) {
        if let Some(span) = self.cursor.unit.at(self.text(), at.min(self.text().len())) {
            self.cursor = Cursor::new(span, self.cursor.unit);
            self.reveal();
        }
    }

    /// Puts the glosses of the document in place.
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
