//! A worker that looks for what might be tagged, so that no key waits for it.

use std::{
    sync::mpsc::{self, Sender},
    thread,
};

use super::{Message, send};
use crate::{
    app::Event,
    suggest,
    text::{Span, Text},
};

/// The worker.
pub struct SuggestionWorker(Sender<(Text, Span)>);

impl SuggestionWorker {
    /// Starts the worker.
    pub fn start(messages: Sender<Message>) -> std::io::Result<Self> {
        let (questions, asked) = mpsc::channel::<(Text, Span)>();
        thread::Builder::new().name("suggest".to_owned()).spawn(move || {
            while let Ok(first) = asked.recv() {
                // Of several questions the last one counts.
                let (text, span) = asked.try_iter().last().unwrap_or(first);
                let found = suggest::within(&text, span);
                send(&messages, Event::Suggested(text, span, found));
            }
        })?;
        Ok(Self(questions))
    }

    /// Has what might be tagged in `span` looked for.
    pub fn ask(&self, text: Text, span: Span) {
        // If the worker has ended there are no suggestions.
        let _ = self.0.send((text, span));
    }
}
