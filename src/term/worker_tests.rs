//! Workers that panic, tested in the program's own message loop.

use std::{
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

use super::{Message, search, suggest, worker};
use crate::{
    app::{Event, SearchQuery, SearchResult},
    gloss::Schema,
    suggest::{Analysis, Engine, Error, Models, Suggester, Suggestion, SuggestionFilter, Task},
    text::{Span, Text, Windows, movement::Direction, search::Pattern},
};

/// A text that panics when it is read.
struct Mistaken;

impl Windows for Mistaken {
    fn len(&self) -> usize {
        1000
    }

    fn read_at(&self, _at: usize, _buffer: &mut [u8]) -> usize {
        panic!("a mistake")
    }
}

fn mistaken() -> Text {
    Text::windowed(Box::new(Mistaken))
}

/// The next event that workers send; a long silence means that something waits forever.
fn next(messages: &Receiver<Message>) -> Event {
    match messages.recv_timeout(Duration::from_secs(20)).expect("an answer") {
        Message::Event(event) => event,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_search_that_panics_is_told_and_the_next_one_is_answered() {
    let (messages, incoming) = mpsc::channel();
    let mut searcher = search::start(&messages).expect("started");
    let query = |serial| SearchQuery {
        serial,
        pattern: Pattern::new("words").expect("a pattern").into(),
        from: 0,
        direction: Direction::Forward,
        count: false,
    };
    searcher.ask((mistaken(), query(1)));
    let Event::Notice(notice) = next(&incoming) else { panic!("no notice") };
    assert!(notice.starts_with("the search stopped because of a mistake"), "{notice}");
    searcher.ask((Text::new("some words".to_owned()), query(2)));
    let Event::SearchResult(found) = next(&incoming) else { panic!("no answer") };
    assert_eq!(found, SearchResult::Match { serial: 2, at: Some(Span::new(5, 10)), wrapped: false });
}

#[test]
fn matches_are_counted_anew_in_a_text_that_has_changed() {
    let (messages, incoming) = mpsc::channel();
    let mut searcher = search::start(&messages).expect("started");
    let pattern = Arc::new(Pattern::new("mill").expect("a pattern"));
    for (serial, text, expected) in [(1, "mill, mill, weir", 2), (2, "mill, weir, weir", 1)] {
        let (pattern, direction) = (pattern.clone(), Direction::Forward);
        let query = SearchQuery { serial, pattern, from: 0, direction, count: true };
        searcher.ask((Text::new(text.to_owned()), query));
        let Event::SearchResult(SearchResult::Match { .. }) = next(&incoming) else { panic!("no match") };
        let Event::SearchResult(count) = next(&incoming) else { panic!("no count") };
        assert_eq!(count, SearchResult::Count { serial, total: expected, before: 0 });
    }
}

#[test]
fn a_suggester_that_panics_is_told_and_the_next_question_is_answered() {
    let (messages, incoming) = mpsc::channel();
    let engine = Engine::new(Schema::builtin(), SuggestionFilter::default(), Models::embedded());
    let mut suggester = suggest::start(Arc::new(engine), &messages).expect("started");
    suggester.ask((mistaken(), Span::new(0, 100)));
    let notice = next(&incoming);
    assert!(
        matches!(&notice, Event::Notice(notice) if notice.starts_with("looking for suggestions stopped"))
    );
    suggester.ask((Text::new("Nobody came.".to_owned()), Span::new(0, 12)));
    assert!(matches!(next(&incoming), Event::Suggested(..)));
}

#[test]
fn a_worker_that_ends_by_a_panic_is_told() {
    let (messages, incoming) = mpsc::channel();
    worker::spawn("test", "the test", &messages, |_| panic!("a mistake")).expect("started");
    assert!(matches!(next(&incoming), Event::Notice(notice) if notice.starts_with("the test stopped")));
}

/// A suggester that works until it is cancelled, and says when it begins and when it ends.
struct Endless([Arc<str>; 1], Sender<&'static str>);

impl Suggester for Endless {
    fn name(&self) -> &'static str {
        "endless"
    }

    fn kinds(&self) -> &[Arc<str>] {
        &self.0
    }

    fn suggest(&self, _: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error> {
        self.1.send("begun").expect("told");
        loop {
            if let Err(cancelled) = task.check() {
                self.1.send("ended").expect("told");
                return Err(cancelled);
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}

#[test]
fn a_suggestion_worker_that_is_dropped_cancels_its_work() {
    let (messages, _incoming) = mpsc::channel();
    let (say, said) = mpsc::channel();
    let engine = Engine::empty(Schema::builtin(), SuggestionFilter::default(), Models::embedded())
        .with(Endless(["claim".into()], say));
    let mut suggester = suggest::start(Arc::new(engine), &messages).expect("started");
    suggester.ask((Text::new("Nobody came.".to_owned()), Span::new(0, 12)));
    let next = || said.recv_timeout(Duration::from_secs(20));
    assert_eq!(next(), Ok("begun"));
    drop(suggester);
    assert_eq!(next(), Ok("ended"));
}
