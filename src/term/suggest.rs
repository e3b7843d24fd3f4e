//! The threads that look for suggestions, so that no key waits for them.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use super::{Message, latest_worker::LatestWorker, send, worker::guarded};
use crate::{
    app::Event,
    suggest::{Cancel, Engine, SourceReport, SourceState},
    text::{Span, Text},
};

/// The name of the worker's task in messages to the person.
const TASK: &str = "looking for suggestions";

/// How long a source may work before the status line says so. Chosen by hand.
const SLOW_AFTER: Duration = Duration::from_millis(300);

/// How long results of a source may wait for those of others, to be shown in one frame with them. A person takes what
/// comes within 0.1 s for immediate.
const MAX_HOLD: Duration = Duration::from_millis(100);

/// The worker that looks for suggestions in a part of a text.
pub type SuggestionWorker = LatestWorker<(Text, Span)>;

/// Starts a worker that asks the sources of `engine`.
pub fn start(engine: Arc<Engine>, messages: &Sender<Message>) -> io::Result<SuggestionWorker> {
    LatestWorker::start("suggest", TASK, messages, move |(text, span), cancel, messages| {
        answer(&engine, &text, span, cancel, messages);
    })
}

/// Sends the reports of the sources, those that come shortly after one another together; the sources work in a thread
/// of their own.
fn answer(engine: &Engine, text: &Text, span: Span, cancel: &Cancel, messages: &Sender<Message>) {
    let (reports, reported) = mpsc::channel();
    let tell = |reports, is_last| send(messages, Event::Suggested(text.clone(), span, reports, is_last));
    thread::scope(|scope| {
        let work = move || {
            // The receiver lives until the last report has come.
            let mut report = |report| drop(reports.send(report));
            guarded(TASK, || engine.run_within(text, span, cancel, &mut report))
        };
        let worker = match thread::Builder::new().name("sources".to_owned()).spawn_scoped(scope, work) {
            Ok(worker) => worker,
            Err(error) => return send(messages, Event::Notice(format!("no suggestions: {error}"))),
        };
        let last = forward(&reported, |reports| tell(reports, false));
        if let Ok(Err(stopped)) = worker.join() {
            if !last.is_empty() {
                tell(last, false);
            }
            return send(messages, Event::Notice(stopped));
        }
        tell(last, !cancel.is_cancelled());
    });
}

/// Passes reports on to `tell` until the channel closes, and returns the ones that are still held then. Results are
/// held for at most [`MAX_HOLD`] after the question was taken or others were told, so that those of quick sources cost
/// one frame; a report that a source is at work is passed on after [`SLOW_AFTER`].
fn forward(reported: &Receiver<SourceReport>, tell: impl Fn(Vec<SourceReport>)) -> Vec<SourceReport> {
    let mut held_until = Instant::now() + MAX_HOLD;
    let mut held = Vec::new();
    let mut working: Option<(SourceReport, Instant)> = None;
    loop {
        let slow_from = working.as_ref().map(|(_, slow_from)| *slow_from);
        let due = slow_from.into_iter().chain((!held.is_empty()).then_some(held_until)).min();
        // With nothing due, only a report or the end is waited for, and how often it wakes does not matter.
        let wait = due.map_or(SLOW_AFTER, |due| due.saturating_duration_since(Instant::now()));
        match reported.recv_timeout(wait) {
            Ok(report) if report.state == SourceState::Working => {
                working = Some((report, Instant::now() + SLOW_AFTER));
            }
            Ok(report) => {
                working = None;
                held.push(report);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return held,
        }
        let now = Instant::now();
        held.extend(working.take_if(|(_, slow_from)| *slow_from <= now).map(|(report, _)| report));
        if !held.is_empty() && held_until <= now {
            tell(std::mem::take(&mut held));
            held_until = now + MAX_HOLD;
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

    /// The name and state of each report.
    fn names(reports: &[SourceReport]) -> Vec<(String, SourceState)> {
        reports.iter().map(|report| (report.source.to_string(), report.state.clone())).collect()
    }

    #[test]
    fn results_that_come_shortly_after_one_another_are_told_together() {
        let (send, reported) = mpsc::channel();
        let failed = SourceState::Failed("a reason".to_owned());
        let ended = [("first", SourceState::Done), ("failing", failed), ("last", SourceState::Done)];
        for (source, state) in ended.clone() {
            send.send(report(source, SourceState::Working)).expect("sent");
            send.send(report(source, state)).expect("sent");
        }
        drop(send);
        let last = forward(&reported, |reports| panic!("told early: {reports:?}"));
        assert_eq!(names(&last), ended.map(|(source, state)| (source.to_owned(), state)));
    }

    #[test]
    fn a_slow_source_holds_no_results_back_and_is_told_once_it_is_slow() {
        let (send, reported) = mpsc::channel();
        let told = RefCell::new(Vec::new());
        let begun = Instant::now();
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
            let tell = |reports: Vec<_>| told.borrow_mut().push((names(&reports), begun.elapsed()));
            let last = forward(&reported, tell);
            told.borrow_mut().push((names(&last), begun.elapsed()));
        });
        let told = told.into_inner();
        let (first, at) = &told[0];
        assert_eq!(*first, [("quick".to_owned(), SourceState::Done)]);
        assert!((MAX_HOLD..4 * SLOW_AFTER).contains(at), "told after {at:?}");
        let rest: Vec<_> = told[1..].iter().flat_map(|(reports, _)| reports.clone()).collect();
        let rest: Vec<_> = rest.iter().map(|(source, state)| (&**source, state.clone())).collect();
        let expected =
            [("slow", SourceState::Working), ("slow", SourceState::Done), ("last", SourceState::Done)];
        assert_eq!(rest, expected);
    }
}
