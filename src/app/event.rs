//! Events, which come into the program, and effects, which go out of it. Both are plain data, so that a test can play
//! the terminal.

use std::{path::PathBuf, sync::Arc};

use super::{SaveFailure, StrayGlosses, Visit};
use crate::{
    command::Key,
    gloss::{Glosses, HistoryStep, Transaction},
    source::Document,
    suggest::SourceReport,
    text::{Span, Text, movement::Direction, search::Pattern},
};

/// An event from outside: a key, the mouse, or the answer to an effect.
#[derive(Debug)]
pub enum Event {
    /// A key press.
    Key(Key),
    /// Pasted text.
    Paste(String),
    /// A mouse action.
    Mouse(Mouse),
    /// The new size of the screen, in columns and rows.
    Resize(u16, u16),
    /// The answer to [`Effect::Save`]: what others had changed meanwhile, or why nothing was saved.
    Saved(Result<Transaction, SaveFailure>),
    /// The changes that others made to the sidecar, or why they could not be read.
    Merged(Result<Transaction, String>),
    /// The changes by which the sidecar has returned to an earlier version.
    Returned(Transaction),
    /// The glosses of a large sidecar, as placed in this text, with a notice for the person.
    Loaded(Text, Glosses, Option<String>),
    /// Why the glosses of a large sidecar could not be loaded.
    NotLoaded(String),
    /// An answer to [`Effect::Search`].
    SearchResult(SearchResult),
    /// The answer to [`Effect::EditNote`]: the new text, or why the editor failed.
    Edited(Result<String, String>),
    /// The document as it is after it changed on the disk, with its glosses placed in it.
    Reloaded(Box<Document>, Glosses),
    /// A sidecar without a document whose glosses belong to this text.
    Stray(Text, StrayGlosses),
    /// The answer to [`Effect::TakeOver`]: the glosses that came in.
    TakenOver(Result<Transaction, String>),
    /// A notice for the person.
    Notice(String),
    /// The file that a link of a web page names is not there, but the page was on the web, where the link leads to this address.
    Online(String),
    /// Whether the terminal's background is dark.
    Background(bool),
    /// An answer to [`Effect::Suggest`]: the state and the suggestions of each source for this part of this text, and
    /// whether it is the last answer for that part.
    Suggested(Text, Span, Vec<SourceReport>, bool),
    /// The index of text positions has grown.
    Indexed,
    /// The program must end: the terminal is gone, or a signal asked for it.
    Terminate,
}

/// A mouse action with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The button was pressed at this column and row.
    Down(u16, u16),
    /// The mouse moved to this column and row with the button held.
    Drag(u16, u16),
    /// The button was pressed on the gloss at this index of the gloss pane.
    Listed(usize),
    /// The button was pressed on the suggestion with this number.
    Suggestion(usize),
    /// The button was released.
    Up,
    /// The wheel was turned, over this column and row.
    Wheel(Direction, u16, u16),
}

/// A result of a search in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchResult {
    /// The nearest match.
    Match {
        /// The number of the search.
        serial: u64,
        /// The span of the match; `None` if nothing matches.
        at: Option<Span>,
        /// Whether the search continued from the other end of the text.
        wrapped: bool,
    },
    /// The number of matches.
    Count {
        /// The number of the search.
        serial: u64,
        /// How many matches the whole text has.
        total: usize,
        /// How many of them start before the match found.
        before: usize,
    },
}

/// An action for the front end. Effects are carried out in order; most are answered by an event.
#[derive(Debug)]
pub enum Effect {
    /// Save these changes before the next frame is drawn.
    Save(Transaction),
    /// Append this step to the log of the undo history in the state folder.
    Record(HistoryStep),
    /// Changes recovered from earlier sessions have been applied, except these.
    Recovered(Transaction),
    /// Take over the sidecar at this path, which a renamed document left behind.
    TakeOver(PathBuf),
    /// Copy this text to the clipboard.
    Copy(String),
    /// Look for suggestions in this part of the text, which is whole paragraphs.
    Suggest(Span),
    /// Cancel the search for suggestions; sources still at work report that they were cancelled.
    StopSuggesting,
    /// Search the text for a pattern.
    Search(SearchQuery),
    /// Cancel the search.
    StopSearch,
    /// Open this note in the person's editor.
    EditNote(String),
    /// Suspend the program and return to the shell.
    Suspend,
    /// Redraw the whole screen.
    Redraw,
    /// Ring the terminal's bell.
    Bell,
    /// Close the document: return to the view it was opened from, or end.
    Close,
    /// Open the folder view, listing the glosses that match this query.
    Folder(String),
    /// Open the next document, or the previous one, of those that are read one after the other.
    OtherDocument(Direction),
    /// Leave the document for another one, which a link leads to or which the person has come from.
    Visit(Visit),
    /// Open this address, which the person has seen, in their browser.
    Browse(String),
    /// Open the picture that the document has at this address in the person's viewer.
    ViewPicture(String),
    /// End the program.
    Quit,
}

/// A search for a pattern in the text.
#[derive(Clone, Debug)]
pub struct SearchQuery {
    /// The number of the search, by which late answers to earlier ones are told.
    pub serial: u64,
    /// The pattern to look for.
    pub pattern: Arc<Pattern>,
    /// The byte offset where the search starts.
    pub from: usize,
    /// The direction of the search.
    pub direction: Direction,
    /// Whether all matches are counted as well.
    pub count: bool,
}
