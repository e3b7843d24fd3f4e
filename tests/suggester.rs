//! A suggester from outside the crate, through its public interface: for a kind `promise`, which only the schema of
//! the test has; and others beside it that fail, panic or are cancelled.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use glossator::{
    app::{App, Event},
    command::Settings,
    gloss::{Gloss, Id, Schema},
    source::Document,
    suggest::{
        Analysis, Cancel, Engine, Error, LinkEnd, MinScore, Models, SourceReport, SourceState, Suggester,
        Suggestion, SuggestionFilter, Task,
    },
    text::{Span, Text, Windows},
    workspace::{Clock, Random},
};

const TEXT: &str = "Mayor Holm opened the harbour on Monday. “We will build a new pier,” she said. It rained.\n\n\
The council will mend the lock by May. The lock was shut in 1958.\n";

const SCHEMA: &str = "[kind.promise]\nkey = 'P'\ncolor = 'teal'\n[kind.promise.attributes.who]\ntype = 'text'\n\
[link.repeats]\nkey = 'r'\ndoc = 'the same promise again'\n";

/// Suggests each sentence that promises something.
struct Promises([Arc<str>; 1]);

impl Promises {
    fn new() -> Self {
        Self(["promise".into()])
    }
}

impl Suggester for Promises {
    fn name(&self) -> &'static str {
        "promises"
    }

    fn kinds(&self) -> &[Arc<str>] {
        &self.0
    }

    fn suggest(&self, analysis: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error> {
        let mut found = Vec::new();
        let slice = |span: Span| &analysis.text()[span.range()];
        for &sentence in analysis.sentences() {
            task.check()?;
            let inside = |span: &&Span| sentence.covers(**span);
            if analysis.words().iter().filter(inside).any(|&word| slice(word) == "will") {
                let mut promise = Suggestion::new(self.0[0].clone(), vec![sentence], 0.8);
                "“will”".clone_into(&mut promise.reason);
                if let Some(&who) = analysis.names().iter().find(inside) {
                    promise.attributes.set("who", slice(who).into());
                }
                found.push(promise);
            }
        }
        Ok(found)
    }
}

/// A suggester that does what a test asks for.
struct Odd<F> {
    name: &'static str,
    kinds: Vec<Arc<str>>,
    needs: &'static [&'static str],
    act: F,
}

impl<F: Fn(&Task) -> Result<Vec<Suggestion>, Error>> Odd<F> {
    fn new(name: &'static str, kind: &str, act: F) -> Self {
        Self { name, kinds: vec![kind.into()], needs: &[], act }
    }

    fn after(self, needs: &'static [&'static str]) -> Self {
        Self { needs, ..self }
    }
}

impl<F: Fn(&Task) -> Result<Vec<Suggestion>, Error> + Send + Sync> Suggester for Odd<F> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn kinds(&self) -> &[Arc<str>] {
        &self.kinds
    }

    fn needs(&self) -> &[&str] {
        self.needs
    }

    fn suggest(&self, _: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error> {
        (self.act)(task)
    }
}

fn schema() -> Schema {
    Schema::builtin().layered(SCHEMA).expect("a schema")
}

/// An engine with only the sources that a test adds.
fn engine() -> Engine {
    Engine::empty(schema(), SuggestionFilter::default(), Models::embedded())
}

/// The final state of each source, with its number of suggestions.
fn states(engine: &Engine, cancel: &Cancel) -> Vec<(String, SourceState, usize)> {
    let mut states = Vec::new();
    engine.run(&Analysis::new(TEXT), cancel, &mut |report: SourceReport| {
        if report.state != SourceState::Working {
            states.push((report.source.to_string(), report.state, report.suggestions.len()));
        }
    });
    states
}

#[test]
fn a_promise_is_found_and_becomes_a_gloss() {
    let engine = Engine::new(schema(), SuggestionFilter::default(), Models::embedded()).with(Promises::new());
    let text = Text::new(TEXT);
    let findings = engine.find_within(&text, text.span());
    assert!(findings.failures.is_empty());
    let tags: Vec<&str> = findings.suggestions.iter().map(|suggestion| &*suggestion.tag).collect();
    assert!(["quote", "claim"].iter().all(|tag| tags.contains(tag)), "{tags:?}");
    let promises: Vec<_> = findings.suggestions.iter().filter(|found| &*found.tag == "promise").collect();
    assert_eq!(promises.len(), 2);
    let gloss: Gloss = promises[1].gloss(&text, &promises[1].spans, Id::from_bits(1));
    assert_eq!((gloss.tag.as_str(), &*gloss.exact()), ("promise", "The council will mend the lock by May."));
    assert!(gloss.generator.as_ref().is_some_and(|generator| generator.what.as_deref() == Some("promises")));
}

#[test]
fn it_is_asked_only_where_its_kind_is_wanted_and_in_the_schema() {
    let names = |engine: &Engine| -> Vec<String> {
        states(engine, &Cancel::default()).into_iter().map(|(name, ..)| name).collect()
    };
    let only = |tag: &str| SuggestionFilter { tags: vec![tag.to_owned()], ..SuggestionFilter::default() };
    let with = |schema, filter| Engine::new(schema, filter, Models::embedded()).with(Promises::new());
    assert_eq!(names(&with(schema(), only("promise"))), ["promises"]);
    assert_eq!(names(&with(schema(), only("claim"))), ["claims"], "what claims need is not told");
    let without = names(&with(Schema::builtin(), SuggestionFilter::default()));
    assert_eq!(without, ["quotes", "claims", "contradictions", "sentiment"]);
    let likely = SuggestionFilter { min_score: MinScore::Fixed(0.9), ..SuggestionFilter::default() };
    assert!(with(schema(), likely).find(&Analysis::new(TEXT)).suggestions.iter().all(|s| s.score >= 0.9));
}

#[test]
fn a_source_that_fails_or_panics_leaves_the_others_as_they_are() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let odd = engine()
        .with(Odd::new("failing", "claim", |_| Err(Error::failed("the network is down"))))
        .with(Odd::new("panicking", "claim", |_| panic!("at once")))
        .with(Odd::new("lost", "claim", |_| {
            Ok(vec![Suggestion::new("claim", vec![Span::new(3, 9999)], 1.0)])
        }))
        .with(Odd::new("wanting", "claim", |_| Ok(Vec::new())).after(&["nobody"]))
        .with(Promises::new());
    let states = states(&odd, &Cancel::default());
    std::panic::set_hook(hook);
    let reason = |name: &str| match states.iter().find(|(other, ..)| other == name) {
        Some((_, SourceState::Failed(reason), 0)) => reason.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(reason("failing"), "the network is down");
    assert!(reason("panicking").contains("at once"));
    assert!(reason("lost").contains("9999"));
    assert!(reason("wanting").contains("nobody"));
    assert_eq!(states.last(), Some(&("promises".to_owned(), SourceState::Done, 2)));
    let findings = odd.find(&Analysis::new(""));
    assert_eq!(findings.failures.len(), 4);
}

#[test]
fn a_run_is_cancelled_between_sources_and_within_one() {
    let cancel = Cancel::default();
    let switch = cancel.clone();
    let engine = engine()
        .with(Promises::new())
        .with(Odd::new("patient", "claim", move |task| {
            switch.cancel();
            task.check()?;
            unreachable!("it was cancelled")
        }))
        .with(Odd::new("late", "claim", |_| unreachable!("it is never asked")));
    let cancelled = |name: &str| (name.to_owned(), SourceState::Cancelled, 0);
    let expected = [("promises".to_owned(), SourceState::Done, 2), cancelled("patient"), cancelled("late")];
    assert_eq!(states(&engine, &cancel), expected);
}

#[test]
fn a_cancelled_question_costs_no_reading_of_the_text() {
    struct Unread;
    impl Windows for Unread {
        fn len(&self) -> usize {
            1000
        }

        fn read_at(&self, _at: usize, _buffer: &mut [u8]) -> usize {
            unreachable!("it was cancelled")
        }
    }
    let cancel = Cancel::default();
    cancel.cancel();
    let text = Text::windowed(Box::new(Unread));
    let report = &mut |report| panic!("{report:?}");
    engine().with(Promises::new()).run_within(&text, Span::new(0, 100), &cancel, report);
}

#[test]
fn a_source_uses_what_another_found_likely_or_not() {
    let link = |task: &Task| {
        let [first, second] = task.found_by("promises") else { return Err(Error::failed("two promises")) };
        let to = LinkEnd { span: first.spans[0], tag: Some("promise".into()) };
        let link = Suggestion::new("repeats", second.spans.clone(), 1.0);
        Ok(vec![Suggestion { to: Some(to), ..link }])
    };
    let filter = SuggestionFilter { min_score: MinScore::Fixed(0.9), ..SuggestionFilter::default() };
    let engine = Engine::empty(schema(), filter, Models::embedded())
        .with(Promises::new())
        .with(Odd::new("repetitions", "repeats", link).after(&["promises"]));
    let states = states(&engine, &Cancel::default());
    let expected = [("promises", 0), ("repetitions", 1)];
    assert!(states.iter().map(|(name, _, count)| (name.as_str(), *count)).eq(expected), "{states:?}");
}

#[test]
fn reports_come_one_by_one_while_the_engine_runs() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let before = seen.clone();
    let engine = engine().with(Promises::new()).with(Odd::new("slow", "claim", move |_| {
        assert_eq!(before.lock().expect("seen").len(), 3, "the promises are there already");
        Ok(Vec::new())
    }));
    engine.run(&Analysis::new(TEXT), &Cancel::default(), &mut |report| {
        seen.lock().expect("seen").push((report.source.to_string(), report.state));
    });
    let (working, done) = (SourceState::Working, SourceState::Done);
    let expected =
        [("promises", working.clone()), ("promises", done.clone()), ("slow", working), ("slow", done)];
    let seen = seen.lock().expect("seen");
    assert!(seen.iter().map(|(name, state)| (name.as_str(), state.clone())).eq(expected), "{seen:?}");
}

#[test]
fn the_program_takes_it_without_knowing_it() {
    let document = Document::from_bytes("a.txt", TEXT.as_bytes().to_vec()).expect("text");
    assert_eq!(document.path.as_deref(), None::<&Path>);
    let clock = Clock::new(|| "2026-11-23T12:00:00Z".to_owned());
    let mut app = App::new(document, schema(), Settings::default(), clock, Random::new(|| 7));
    app.update(Event::Resize(120, 30));
    let (text, span) = (app.text().clone(), app.text().span());
    let mut reports = Vec::new();
    let engine = engine().with(Promises::new());
    engine.run_within(&text, span, &Cancel::default(), &mut |report| reports.push(report));
    app.update(Event::Suggested(text, span, reports, true));
    for key in [">", "a"] {
        app.update(Event::Key(key.parse().expect("a key")));
    }
    let gloss = &app.glosses.iter().next().expect("a gloss").gloss;
    assert_eq!((gloss.tag.as_str(), app.glosses.len()), ("promise", 1));
    assert!(gloss.exact().contains("We will build a new pier"));
}
