//! The threads that look for suggestions, so that no key waits for them.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::Duration,
};

use super::{
    Message, send,
    worker::{self, guarded},
};
use crate::{
    app::Event,
    suggest::{Cancel, Engine, SourceReport, SourceState},
    text::{Span, Text},
};

/// The name of the worker's task in messages to the person.
const TASK: &str = "looking for suggestions";

/// How long a source may work before the status line says so. Chosen by hand.
const SLOW_AFTER: Duration = Duration::from_millis(300);

/// A request for suggestions in this part of this text, which can be cancelled.
struct SuggestionRequest {
    text: Text,
    span: Span,
    cancel: Cancel,
}

/// The worker thread.
pub struct SuggestionWorker {
    questions: Sender<SuggestionRequest>,
    /// Cancels the work on the last request.
    last: Mutex<Cancel>,
}

impl SuggestionWorker {
    /// Starts a worker that asks the sources of `engine`.
    pub fn start(engine: Arc<Engine>, messages: &Sender<Message>) -> std::io::Result<Self> {
        let (questions, asked) = mpsc::channel::<SuggestionRequest>();
        worker::spawn("suggest", TASK, messages, move |messages| {
            while let Ok(first) = asked.recv() {
                // Of several requests only the last one counts.
                let question = asked.try_iter().last().unwrap_or(first);
                answer(&engine, &question, messages);
            }
        })?;
        Ok(Self { questions, last: Mutex::default() })
    }

    /// Asks for suggestions in `span`, and cancels the last request.
    pub fn ask(&self, text: Text, span: Span) {
        let cancel = Cancel::default();
        self.replace(cancel.clone());
        // Sending fails only if the worker has ended; then there are no suggestions.
        let _ = self.questions.send(SuggestionRequest { text, span, cancel });
    }

    /// Cancels the last request.
    pub fn stop(&self) {
        self.replace(Cancel::default());
    }

    fn replace(&self, cancel: Cancel) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *last, cancel).cancel();
    }
}

/// Sends the report of each source as soon as it comes; the sources work in a thread of their own.
fn answer(engine: &Engine, question: &SuggestionRequest, messages: &Sender<Message>) {
    let SuggestionRequest { text, span, cancel } = question;
    let (reports, reported) = mpsc::channel();
    let tell = |reports, is_last| send(messages, Event::Suggested(text.clone(), *span, reports, is_last));
    thread::scope(|scope| {
        let work = move || {
            // The receiver lives until the last report has come.
            let mut report = |report| drop(reports.send(report));
            guarded(TASK, || engine.run_within(text, *span, cancel, &mut report))
        };
        let Ok(worker) = thread::Builder::new().name("sources".to_owned()).spawn_scoped(scope, work) else {
            return;
        };
        let last = forward(&reported, |reports| tell(reports, false));
        if let Ok(Err(stopped)) = worker.join() {
            return send(messages, Event::Notice(stopped));
        }
        tell(last, !cancel.is_cancelled());
    });
}

/// Passes reports on to `tell` until the channel closes, and returns the last ones. Reports that a source is at work
/// wait for [`SLOW_AFTER`]; the results of a source wait at most for the next source to start.
fn forward(reported: &Receiver<SourceReport>, tell: impl Fn(Vec<SourceReport>)) -> Vec<SourceReport> {
    let mut working: Option<SourceReport> = None;
    let mut ended = Vec::new();
    loop {
        let next = reported.recv_timeout(SLOW_AFTER);
        match next {
            Ok(report) if report.state != SourceState::Working => {
                working = None;
                ended.push(report);
                continue;
            }
            Ok(report) => working = Some(report),
            Err(RecvTimeoutError::Timeout) => ended.extend(working.take()),
            Err(RecvTimeoutError::Disconnected) => return ended,
        }
        if !ended.is_empty() {
            tell(std::mem::take(&mut ended));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn report(source: &str, state: SourceState) -> SourceReport {
        SourceReport { source: source.into(), state, suggestions: Vec::new() }
    }

    #[test]
    fn what_was_found_is_told_when_the_next_source_begins_and_what_works_once_it_is_slow() {
        let (send, reported) = mpsc::channel();
        let told = RefCell::new(Vec::new());
        let names = |reports: &[SourceReport]| {
            reports.iter().map(|r| (r.source.to_string(), r.state.clone())).collect::<Vec<_>>()
        };
        thread::scope(|scope| {
            scope.spawn(move || {
                for source in ["quick", "slow", "last"] {
                    send.send(report(source, SourceState::Working)).expect("sent");
                    if source == "slow" {
                        thread::sleep(4 * SLOW_AFTER);
                    }
                    send.send(report(source, SourceState::Done)).expect("sent");
                }
            });
            let last = forward(&reported, |reports| told.borrow_mut().push(names(&reports)));
            assert_eq!(names(&last), [("last".to_owned(), SourceState::Done)]);
        });
        let one = |source: &str, state| vec![(source.to_owned(), state)];
        let expected = [
            one("quick", SourceState::Done),
            one("slow", SourceState::Working),
            one("slow", SourceState::Done),
        ];
        assert_eq!(told.into_inner(), expected);
    }
}
