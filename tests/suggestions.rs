//! Suggestions in the program without a terminal: shown, stepped through, accepted, dismissed, undone.

#[path = "support/session.rs"]
mod session;

use glossator::{
    app::{App, Effect, Event, Mode},
    gloss::{Change, Id, Transaction, Value},
    suggest::{LinkEnd, SourceReport, SourceState, Suggestion},
    text::Span,
};
use session::{ARTICLE, app_on, press, selected, unseen_app_on};

fn find(words: &str) -> Span {
    let start = ARTICLE.find(words).expect("in the article");
    Span::new(start, start + words.len())
}

fn suggestion(tag: &'static str, words: &[&str], score: f32) -> Suggestion {
    Suggestion::new(tag, words.iter().map(|words| find(words)).collect(), score)
}

/// Reports these suggestions of a source in `span`, as if no other source were asked.
fn tell(app: &mut App, span: Span, found: Vec<Suggestion>) -> Vec<Effect> {
    let report = SourceReport { source: "test".into(), state: SourceState::Done, suggestions: found };
    let text = app.text().clone();
    app.update(Event::Suggested(text, span, vec![report], true))
}

/// The program with two quotations, two claims and a contradiction between them suggested.
fn suggesting() -> App {
    let mut app = app_on(ARTICLE);
    let mut split = suggestion("quote", &["“We were close at midnight,”", "“and far apart at noon.”"], 0.95);
    split.attributes.set("speaker", "Dana Holt".into());
    split.source = "quotes".into();
    let headline = suggestion("claim", &["A deal at last"], 0.9);
    let lede = suggestion(
        "claim",
        &["The crews and the company have not agreed, a spokeswoman said on Monday."],
        0.7,
    );
    let end = LinkEnd { span: headline.spans[0], tag: Some("claim".into()) };
    let contradiction =
        Suggestion { to: Some(end), ..Suggestion::new("contradicts", lede.spans.clone(), 0.8) };
    let pier = suggestion("quote", &["“Nobody will be left on the pier,”"], 0.6);
    let faint = suggestion("sentiment", &["It was late."], 0.3);
    let unknown = suggestion("verse", &["It was late."], 0.9);
    let found = vec![headline, lede, contradiction, faint, unknown, split, pier];
    let whole = app.text().span();
    tell(&mut app, whole, found);
    app
}

#[test]
fn the_page_is_asked_for_first_and_then_the_whole_text() {
    let long = format!("{ARTICLE}\n{}", "A paragraph of some length, and another one.\n\n".repeat(2000));
    let mut app = unseen_app_on(&long);
    let asked = |effects: &[Effect]| {
        effects.iter().find_map(|effect| if let Effect::Suggest(span) = effect { Some(*span) } else { None })
    };
    let text = app.text().clone();
    let around = asked(&app.update(Event::Resize(120, 30))).expect("the page is asked for");
    assert!(around.start == 0 && around.len() > 5_000 && around.len() < 20_000, "{around:?}");
    assert_eq!(asked(&app.update(Event::Resize(110, 30))), None, "only once");
    assert_eq!(asked(&tell(&mut app, around, Vec::new())), Some(text.span()));
    assert_eq!(asked(&tell(&mut app, text.span(), Vec::new())), None);
    assert_eq!(asked(&press(&mut app, "G")), None);
}

#[test]
fn a_short_text_is_searched_once() {
    for text in [ARTICLE.to_owned(), "A paragraph of some length, and another one.\n\n".repeat(220)] {
        let mut app = unseen_app_on(&text);
        let effects = app.update(Event::Resize(120, 30));
        let whole = app.text().span();
        assert!(matches!(effects[..], [Effect::Suggest(span)] if span == whole), "{effects:?}");
        let effects = tell(&mut app, whole, Vec::new());
        assert!(effects.is_empty(), "{effects:?}");
    }
}

#[test]
fn only_what_is_likely_and_in_the_schema_is_suggested() {
    let app = suggesting();
    let tags: Vec<_> = app.suggestions.from(0).map(|(_, s)| &*s.tag).collect();
    assert_eq!(tags, ["claim", "claim", "quote", "quote"]);
}

#[test]
fn one_key_accepts_and_goes_on() {
    let mut app = suggesting();
    press(&mut app, "> a a");
    assert_eq!(app.glosses.len(), 2);
    // Both claims stand now, so that the contradiction between them is suggested.
    assert_eq!(app.suggestion_here().map(|(_, s)| &*s.tag), Some("contradicts"));
    press(&mut app, "a");
    let lede = app.glosses.iter().nth(1).expect("a gloss").gloss.clone();
    let headline = app.glosses.iter().next().expect("a gloss").gloss.id.clone();
    assert_eq!((lede.links[0].role.as_str(), &lede.links[0].to), ("contradicts", &headline));
    assert_eq!(selected(&app), "“We were close at midnight,”|“and far apart at noon.”");
    press(&mut app, "a a");
    assert_eq!((app.glosses.len(), app.suggestions.len()), (4, 0));
    let quote = &app.glosses.iter().nth(2).expect("a gloss").gloss;
    assert_eq!(quote.attributes.text("speaker"), Some("Dana Holt"));
    let generator = quote.generator.as_ref().expect("a generator");
    assert!(generator.by.starts_with("gloss ") && generator.what.as_deref() == Some("quotes"));
    press(&mut app, "u u u u u");
    assert_eq!((app.glosses.len(), app.suggestions.len()), (0, 4));
}

#[test]
fn what_is_tagged_by_hand_is_not_suggested_and_comes_back_when_it_is_deleted() {
    let mut app = suggesting();
    press(&mut app, "c");
    assert_eq!(app.suggestions.len(), 3);
    press(&mut app, "d");
    assert_eq!(app.suggestions.len(), 4);
}

#[test]
fn dismissed_is_dismissed_for_good_unless_undone() {
    let mut app = suggesting();
    let effects = press(&mut app, "> x");
    let dismissed = effects.iter().find_map(|effect| match effect {
        Effect::Save(transaction) => Some(transaction.dismissed.clone()),
        _ => None,
    });
    let dismissed = dismissed.expect("saved");
    assert_eq!((dismissed[0].tag.as_str(), dismissed[0].exact.as_str()), ("claim", "A deal at last"));
    assert_eq!(app.suggestions.len(), 3);
    press(&mut app, "u");
    assert_eq!(app.suggestions.len(), 4);
    press(&mut app, "U");
    assert_eq!(app.suggestions.len(), 3);
    // In another session the sidecar tells.
    let mut later = suggesting();
    later.suggestions.set_dismissed(dismissed);
    let (whole, found) = (later.text().span(), later.suggestions.from(0).map(|(_, s)| s.clone()).collect());
    tell(&mut later, whole, found);
    assert_eq!(later.suggestions.len(), 3);
}

#[test]
fn the_selection_reshaped_is_what_is_accepted() {
    let mut app = suggesting();
    press(&mut app, "> > > > ,");
    assert!(app.cursor.suggestion.is_some());
    press(&mut app, "a");
    let gloss = &app.glosses.iter().next().expect("a gloss").gloss;
    assert_eq!(gloss.exact(), "“Nobody will be left on the pier,");
}

#[test]
fn a_form_edits_before_it_accepts() {
    let mut app = suggesting();
    press(&mut app, "> > > enter");
    assert!(matches!(app.mode, Mode::Form(_)));
    press(&mut app, "esc");
    assert!(app.glosses.is_empty());
    press(&mut app, "enter X enter");
    assert_eq!(app.glosses.len(), 1);
    let gloss = app.glosses.iter().next().expect("a gloss").gloss.clone();
    assert_eq!(gloss.attributes.get("cue"), Some(&Value::from("X")));
    assert_eq!(selected(&app), "“Nobody will be left on the pier,”", "it goes on to the next one");
}

#[test]
fn the_gloss_of_a_suggestion_stays_chosen_while_its_note_is_written() {
    let mut app = suggesting();
    press(&mut app, "> enter ctrl-e");
    assert!(matches!(app.mode, Mode::Note(_)));
    assert_eq!((app.glosses.len(), app.cursor.suggestion), (1, None));
    press(&mut app, "x esc");
    assert_eq!(selected(&app), "A deal at last");
    assert_eq!(app.current_gloss().and_then(|placed| placed.gloss.note.as_deref()), Some("x"));
}

#[test]
fn a_suggestion_that_is_closed_by_now_stands_in_the_way_of_nothing() {
    let mut app = suggesting();
    press(&mut app, ">");
    let (_, suggestion) = app.suggestion_here().expect("a suggestion");
    let theirs = suggestion.gloss(app.text(), &suggestion.spans, Id::from_bits(99));
    app.update(Event::Merged(Ok(Transaction::new("", vec![Change::add(theirs)]))));
    press(&mut app, "d");
    assert!(app.glosses.is_empty());
}

#[test]
fn beyond_what_was_looked_at_there_may_be_more() {
    let mut app = suggesting();
    let said = |app: &mut App| {
        press(app, "> > > > >");
        app.status.message.clone().unwrap_or_default()
    };
    assert_eq!(said(&mut app), "this is the last suggestion");
    let (end, found) = (app.text().len() - 1, app.suggestions.from(0).map(|(_, s)| s.clone()).collect());
    tell(&mut app, Span::new(0, end), found);
    assert_eq!(said(&mut app), "there is no further suggestion near here");
}

#[test]
fn all_of_a_kind_are_accepted_and_taken_back_at_once() {
    let mut app = suggesting();
    press(&mut app, "> A");
    assert!(
        matches!(&app.mode, Mode::AcceptAll(all) if all.tag.as_deref() == Some("claim") && all.percent == 80)
    );
    press(&mut app, "down down down");
    let Mode::AcceptAll(all) = &app.mode else { panic!("still asking") };
    assert_eq!((all.percent, app.acceptable(all).count()), (65, 2));
    press(&mut app, "* enter");
    assert_eq!(app.glosses.len(), 3);
    press(&mut app, "u");
    assert_eq!(app.glosses.len(), 0);
}

#[test]
fn a_key_hides_them() {
    let mut app = suggesting();
    press(&mut app, "~");
    assert_eq!(app.suggestions.len(), 0);
    press(&mut app, "> a x");
    assert!(app.glosses.is_empty());
    press(&mut app, "~ >");
    assert_eq!(selected(&app), "A deal at last");
}

#[test]
fn suggestions_for_another_text_are_not_taken_in() {
    let mut app = suggesting();
    let other = app_on("Another text.");
    let text = other.text().clone();
    app.update(Event::Suggested(text.clone(), text.span(), Vec::new(), true));
    assert_eq!(app.suggestions.len(), 4);
}

/// Sends a report of a source.
fn report(app: &mut App, source: &str, state: SourceState, found: Vec<Suggestion>) {
    let (text, whole) = (app.text().clone(), app.text().span());
    let report = SourceReport { source: source.into(), state, suggestions: found };
    app.update(Event::Suggested(text, whole, vec![report], false));
}

#[test]
fn each_source_has_its_own_results() {
    let mut app = suggesting();
    press(&mut app, "> >");
    assert_eq!(app.suggestions.len(), 4);
    let late = suggestion("claim", &["It was late."], 0.9);
    report(&mut app, "other", SourceState::Done, vec![late.clone()]);
    assert_eq!((app.suggestions.len(), app.suggestions.count(Some("claim"))), (5, 3));
    // The one that was chosen has another number now.
    assert!(app.suggestion_here().is_some_and(|(number, s)| number == 1 && &*s.tag == "claim"));
    let failed = SourceState::Failed("the network is down".to_owned());
    report(&mut app, "other", failed.clone(), Vec::new());
    assert_eq!(app.suggestions.len(), 5, "a source that fails keeps what it found");
    let message = app.status.message.clone().unwrap_or_default();
    assert!(message.contains("other") && message.contains("the network is down"), "{message}");
    press(&mut app, "j");
    report(&mut app, "other", failed.clone(), Vec::new());
    assert_eq!(app.status.message, None, "it is said once");
    let states: Vec<_> = app.suggestions.sources().collect();
    assert_eq!(states, [("test", &SourceState::Done), ("other", &failed)]);
    report(&mut app, "other", SourceState::Working, Vec::new());
    report(&mut app, "other", SourceState::Done, Vec::new());
    assert_eq!(app.suggestions.len(), 4);
    report(&mut app, "test", SourceState::Done, vec![late]);
    assert_eq!((app.suggestions.len(), app.suggestions.count(Some("quote"))), (1, 0));
}

#[test]
fn what_is_hidden_is_not_looked_for_any_more() {
    let long = format!("{ARTICLE}\n{}", "A paragraph of some length, and another one.\n\n".repeat(2000));
    let mut app = unseen_app_on(&long);
    let asks = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::Suggest(_)));
    assert!(asks(&app.update(Event::Resize(120, 30))));
    let effects = press(&mut app, "~");
    assert!(matches!(effects[..], [Effect::StopSuggesting]), "{effects:?}");
    report(&mut app, "test", SourceState::Cancelled, Vec::new());
    assert!(asks(&press(&mut app, "~")), "it is asked for anew");
}
