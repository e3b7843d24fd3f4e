//! The threads that look for what might be tagged, so that no key waits for it.

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

/// What the worker does, as the person is told it.
const TASK: &str = "looking for suggestions";

/// How long a source works before the program says that it does.
const SLOW: Duration = Duration::from_millis(300);

/// What might be tagged in this part of this text is asked for, until it is cancelled.
struct Question {
    text: Text,
    span: Span,
    cancel: Cancel,
}

/// The worker.
pub struct SuggestionWorker {
    questions: Sender<Question>,
    /// Ends the work on the question that was asked last.
    last: Mutex<Cancel>,
}

impl SuggestionWorker {
    /// Starts a worker that asks the sources of `engine`.
    pub fn start(engine: Arc<Engine>, messages: &Sender<Message>) -> std::io::Result<Self> {
        let (questions, asked) = mpsc::channel::<Question>();
        worker::spawn("suggest", TASK, messages, move |messages| {
            while let Ok(first) = asked.recv() {
                // Of several questions the last one counts.
                let question = asked.try_iter().last().unwrap_or(first);
                answer(&engine, &question, messages);
            }
        })?;
        Ok(Self { questions, last: Mutex::default() })
    }

    /// Has what might be tagged in `span` looked for, and nothing else any more.
    pub fn ask(&self, text: Text, span: Span) {
        let cancel = Cancel::default();
        self.replace(cancel.clone());
        // If the worker has ended there are no suggestions.
        let _ = self.questions.send(Question { text, span, cancel });
    }

    /// Ends the work on what was asked for.
    pub fn stop(&self) {
        self.replace(Cancel::default());
    }

    fn replace(&self, cancel: Cancel) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *last, cancel).cancel();
    }
}

/// Sends what each source reports, as soon as it does: the sources work in a thread of their own meanwhile.
fn answer(engine: &Engine, question: &Question, messages: &Sender<Message>) {
    let Question { text, span, cancel } = question;
    let (reports, reported) = mpsc::channel();
    let tell = |reports, is_last| send(messages, Event::Suggested(text.clone(), *span, reports, is_last));
    thread::scope(|scope| {
        let work = move || {
            // Whoever waits for the reports is there until the last one has come.
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

/// Passes reports on to `tell` until no more come, and gives the last ones. That a source works is told only once it has
/// worked for a while; what another has found waits for no more than the next one to begin.
fn forward(reported: &Receiver<SourceReport>, tell: impl Fn(Vec<SourceReport>)) -> Vec<SourceReport> {
    let mut working: Option<SourceReport> = None;
    let mut ended = Vec::new();
    loop {
        let next = reported.recv_timeout(SLOW);
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
                        thread::sleep(4 * SLOW);
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
