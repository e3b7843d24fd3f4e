//! What comes into the program, and what goes out of it: data on both sides, so that a test can be a terminal.

use std::{path::PathBuf, sync::Arc};

use super::{NotSaved, Stray};
use crate::{
    command::Key,
    gloss::{Glosses, Transaction},
    source::Document,
    suggest::SourceReport,
    text::{Span, Text, movement::Direction, search::Pattern},
};

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The screen is this many columns wide and rows high.
    Resize(u16, u16),
    /// The outcome of [`Effect::Save`]: what others had changed meanwhile, or why nothing was saved.
    Saved(Result<Transaction, NotSaved>),
    /// Others changed the sidecar.
    Merged(Result<Transaction, String>),
    /// The glosses of a large sidecar are there, as they stand in this text, with what a person should know of them.
    Loaded(Text, Glosses, Option<String>),
    /// The glosses of a large sidecar could not be loaded, for this reason.
    NotLoaded(String),
    /// The outcome of [`Effect::Search`].
    Found(Found),
    /// The outcome of [`Effect::EditNote`]; none if the editor failed, with the reason.
    Edited(Result<String, String>),
    /// The document has changed on the disk; this is what it is now, with its glosses.
    Reloaded(Box<Document>, Glosses),
    /// Glosses that were left behind are those of this text.
    Stray(Text, Stray),
    /// The outcome of [`Effect::TakeOver`]: the glosses that came in.
    TakenOver(Result<Transaction, String>),
    /// Something to tell the person.
    Notice(String),
    /// The terminal's background is dark (or light).
    Background(bool),
    /// An answer to [`Effect::Suggest`]: how sources of suggestions fare, and what they found, in this part of this text;
    /// whether it is the last answer, after which all of them have looked there.
    Suggested(Text, Span, Vec<SourceReport>, bool),
    /// Positions are known further than they were.
    Indexed,
    /// The program has to end (the terminal is gone, or a signal asked for it).
    Terminate,
}

/// What a mouse did, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// Pressed at this column and row.
    Down(u16, u16),
    /// Moved with the button held.
    Drag(u16, u16),
    /// Pressed on the gloss that is listed at this index.
    Listed(usize),
    /// Pressed on the suggestion with this number.
    Suggestion(usize),
    /// Let go.
    Up,
    /// The wheel, over this column and row.
    Wheel(Direction, u16, u16),
}

/// What a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The match wanted, and whether the search had to begin again at the other end; for search number `serial`.
    Match {
        /// Which search it answers.
        serial: u64,
        /// Where the match is, if there is one.
        at: Option<Span>,
        /// Whether the search went past an end of the text.
        wrapped: bool,
    },
    /// How many matches there are, of which so many before the one that was found.
    Count {
        /// Which search it answers.
        serial: u64,
        /// In the whole text.
        total: usize,
        /// Before the match.
        before: usize,
    },
}

/// Something to be carried out, in order; most are answered by an event.
#[derive(Debug)]
pub enum Effect {
    /// Put these changes on the disk, before the next frame.
    Save(Transaction),
    /// Put this into the state folder, for undo after a restart.
    Record(Record),
    /// What was kept aside in earlier sessions has been taken in, but for this.
    Recovered(Transaction),
    /// The document has another name now: take over the sidecar that was left at this path.
    TakeOver(PathBuf),
    /// Give this to the clipboard.
    Copy(String),
    /// Find what might be tagged in this part of the text, whole paragraphs.
    Suggest(Span),
    /// Stop finding it; sources that have not ended report that they were cancelled.
    StopSuggesting,
    /// Look for a pattern.
    Search(Query),
    /// Stop looking.
    StopSearch,
    /// Let the person write this text in an editor.
    EditNote(String),
    /// Go back to the shell for a while.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Ring.
    Bell,
    /// Go back to where the document was opened from, or end.
    Close,
    /// Go to the folder view, with the glosses that fit this.
    Folder(String),
    /// End.
    Quit,
}

/// One step of the undo history, as it is written down.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A transaction was made.
    Do(Transaction),
    /// The last one was undone.
    Undo,
    /// The last one undone was redone.
    Redo,
}

/// A search.
#[derive(Clone, Debug)]
pub struct Query {
    /// Counts searches, so that a late answer is known as such.
    pub serial: u64,
    /// What to look for.
    pub pattern: Arc<Pattern>,
    /// Where to begin, in bytes.
    pub from: usize,
    /// Which way.
    pub direction: Direction,
    /// Whether all matches are to be counted, too.
    pub count: bool,
}
