//! The program without a terminal: keys in, selections and effects out.

#[path = "support/session.rs"]
mod session;

use std::collections::{BTreeMap, HashSet};

use glossator::{
    app::{App, Effect, Event, Mode, Mouse, SaveFailure, SaveState, SearchResult},
    gloss::{Change, Gloss, Glosses, HistoryStep, Id, Transaction, Value},
    text::{Span, movement::Direction},
};
use proptest::prelude::*;
use session::{ARTICLE, app_on, press, selected, type_in};

fn only(app: &App) -> &Gloss {
    assert_eq!(app.glosses.len(), 1);
    &app.glosses.iter().next().expect("a gloss").gloss
}

fn saves(effects: &[Effect]) -> Vec<&Change> {
    fn changes(effect: &Effect) -> &[Change] {
        if let Effect::Save(transaction) = effect { &transaction.changes } else { &[] }
    }
    effects.iter().flat_map(changes).collect()
}

#[test]
fn steps_and_counts() {
    let mut app = app_on(ARTICLE);
    assert_eq!(selected(&app), "A deal at last");
    press(&mut app, "j");
    assert!(selected(&app).starts_with("The crews and the company"));
    press(&mut app, "2 j");
    assert!(selected(&app).starts_with("“We were close"));
    press(&mut app, "3 k");
    assert_eq!(selected(&app), "A deal at last");
    press(&mut app, "w 2 w");
    assert_eq!(selected(&app), "at", "a step by less goes into what is selected");
    press(&mut app, "}");
    assert!(selected(&app).ends_with("It was late."));
    press(&mut app, "G");
    assert!(selected(&app).starts_with("“Nobody"));
    press(&mut app, "3 g");
    assert!(selected(&app).starts_with("“We were close"));
    press(&mut app, "5 0 %");
    assert!(!selected(&app).is_empty());
}

/// What is selected, and which gloss is chosen, stays the same when another program changes the text before it.
#[test]
fn an_edit_in_another_program_leaves_the_selection_on_its_words() {
    let changed = format!("A sentence that another program put before all the others.\n\n{ARTICLE}");
    let read_again = |app: &mut App| {
        let document = app_on(&changed).document.clone();
        let glosses = app.glosses.iter().map(|placed| {
            let place = glossator::anchor::locate(&document.text, &placed.gloss);
            glossator::gloss::Placed { place, gloss: placed.gloss.clone() }
        });
        let glosses = Glosses::new(glosses);
        app.update(Event::Reloaded(Box::new(document), glosses));
    };
    let mut app = app_on(ARTICLE);
    press(&mut app, "2 j");
    let before = selected(&app);
    read_again(&mut app);
    assert_eq!(selected(&app), before);
    let mut tagged = app_on(ARTICLE);
    press(&mut tagged, "2 j c esc k c esc");
    let ids: Vec<Id> = tagged.glosses.iter().map(|placed| placed.gloss.id.clone()).collect();
    for id in &ids {
        tagged.go_to_gloss(id);
        read_again(&mut tagged);
        assert_eq!(tagged.current_gloss().map(|placed| &placed.gloss.id), Some(id));
    }
}

#[test]
fn widening_and_narrowing_come_back_the_same_way() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "3 g w");
    let word = selected(&app);
    let mut seen = vec![word.clone()];
    for _ in 0..4 {
        press(&mut app, "o");
        assert!(selected(&app).len() > seen.last().map_or(0, String::len), "{seen:?}");
        seen.push(selected(&app));
    }
    for before in seen.iter().rev().skip(1) {
        press(&mut app, "i");
        assert_eq!(selected(&app), *before);
    }
}

#[test]
fn extending_adding_ranges_and_nudging() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "w v l l esc");
    assert_eq!(selected(&app), "A deal at");
    press(&mut app, ". .");
    assert_eq!(selected(&app), "A deal at l");
    press(&mut app, ", alt-right");
    assert_eq!(selected(&app), " deal at ");
    press(&mut app, "esc j s V w w esc c");
    assert_eq!(only(&app).selectors.len(), 2, "one gloss on two ranges");
}

#[test]
fn a_quotation_gets_its_marks_its_parts_and_its_speaker() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "3 g w w");
    let effects = press(&mut app, "\"");
    assert_eq!(selected(&app), "“We were close at midnight,”|“and far apart at noon.”");
    let gloss = only(&app);
    let said: Vec<_> = gloss.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(said, ["speaker=Dana Holt", "cue=said", "form=direct"]);
    assert_eq!(saves(&effects), [&Change::add(gloss.clone())]);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Record(HistoryStep::Do(_)))));
    // A later mention of the same person is the same speaker.
    press(&mut app, "G \"");
    let last = app.glosses.iter().last().expect("a gloss");
    assert_eq!(last.gloss.attributes.text("speaker"), Some("Dana Holt"));
}

#[test]
fn a_chosen_gloss_is_mended_and_anything_else_is_tagged_anew() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "j c +");
    assert_eq!(only(&app).tag, "sentiment", "another kind's key changes the kind");
    assert_eq!(only(&app).attributes.text("polarity"), Some("positive"));
    press(&mut app, "-");
    assert_eq!(only(&app).attributes.text("polarity"), Some("negative"));
    press(&mut app, "o c");
    assert!(only(&app).exact().ends_with("It was late."), "the shaped selection is the new extent");
    press(&mut app, "t n");
    assert_eq!(app.glosses.len(), 2, "t adds");
    press(&mut app, "k j c");
    assert_eq!(app.glosses.len(), 2, "the same kind on the same words chooses what is there");
    press(&mut app, "k j = c");
    assert_eq!(app.glosses.len(), 3, "after a move a kind's key adds");
    press(&mut app, "d d d");
    assert_eq!(app.glosses.len(), 0);
    press(&mut app, "3 u");
    assert_eq!(app.glosses.len(), 3);
}

/// A key that is pressed again chooses the gloss that it has made, also where it has snapped to something smaller than the selection;
/// another coder's gloss keeps nobody from tagging the same words.
#[test]
fn the_same_words_are_tagged_once_with_a_kind() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "3 g p \" p \"");
    let id = only(&app).id.clone();
    assert_eq!(app.cursor.gloss.as_ref(), Some(&id));
    let told = app.status.message.clone().unwrap_or_default();
    assert!(told.contains("this is a quote already") && told.contains("t adds"), "{told}");
    press(&mut app, "p @ p @");
    let reports = app.glosses.iter().filter(|placed| placed.gloss.tag == "report").count();
    assert!(reports <= 1, "{reports} reports");
    let mut app = app_on(ARTICLE);
    press(&mut app, "2 g p @ p @");
    assert_eq!(only(&app).tag, "report");
    app.settings.coder = Some("ann".to_owned());
    press(&mut app, "p @");
    assert_eq!(app.glosses.len(), 1, "what is nobody's is no other coder's");
    let theirs = Gloss { creator: Some("ben".to_owned()), ..only(&app).clone() };
    let change = Change::replace(only(&app).clone(), theirs);
    app.update(Event::Merged(Ok(Transaction::new("", vec![change]))));
    press(&mut app, "p @");
    assert_eq!(app.glosses.len(), 2);
    press(&mut app, "p @");
    assert_eq!(app.glosses.len(), 2, "but once for each coder");
    // A paragraph with two quotations has two, however often it is asked for.
    let mut app = app_on("“It is shut,” said Lund. Kell saw it. “Nobody told me,” said Marsh.\n");
    press(&mut app, "p \" p + p \" p \" p \"");
    let quotes = app.glosses.iter().filter(|placed| placed.gloss.tag == "quote").count();
    assert_eq!(quotes, 2);
}

/// A quotation is what stands between marks, or a turn; other words are tagged as one if a person wants it, which is said.
#[test]
fn words_between_no_marks_become_a_quote_with_a_word_about_it() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "2 j \"");
    assert_eq!(only(&app).tag, "quote");
    let told = app.status.message.clone().unwrap_or_default();
    assert_eq!(told, "tagged as a quote, though there are no quotation marks; u undoes");
    press(&mut app, "u");
    assert!(app.glosses.is_empty());
    press(&mut app, "3 g \"");
    assert_eq!(app.status.message, None, "in marks nothing is to be said");
    // Ranges that were put together by hand are taken as they are.
    press(&mut app, "u 3 g w V w w esc \"");
    assert_eq!((only(&app).selectors.len(), app.status.message.clone()), (2, None));
    let mut app =
        app_on("The council met.\n\nLUND: We had no choice.\n\nKELL: Nobody asked us.\n\nLUND: True.\n");
    press(&mut app, "j \"");
    let turn = only(&app);
    assert_eq!((turn.exact().as_str(), turn.attributes.text("speaker")), ("We had no choice.", Some("LUND")));
    assert_eq!(app.status.message, None);
    press(&mut app, "k j '");
    assert_eq!(selected(&app), "We had no choice.");
}

/// What another kind has no place for is named when it goes, and comes back with `u`.
#[test]
fn a_gloss_of_another_kind_keeps_what_that_kind_has_too() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "3 g \"");
    let before = only(&app).clone();
    press(&mut app, "@");
    let said: Vec<_> = only(&app).attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(said, ["speaker=Dana Holt", "cue=said"]);
    let told = app.status.message.clone().unwrap_or_default();
    assert_eq!(told, "quote changed to report without form; u undoes, t adds another gloss");
    press(&mut app, "c");
    assert_eq!(only(&app).attributes.iter().count(), 0);
    assert!(
        app.status.message.as_deref().is_some_and(|told| told.contains("to claim without speaker, cue;"))
    );
    press(&mut app, "2 u");
    assert_eq!((&only(&app).tag, &only(&app).attributes), (&before.tag, &before.attributes));
    // A value that the other kind's attribute can't have goes, too.
    app.schema = app
        .schema
        .layered(
            "[kind.rumour]\nkey = \"r\"\n[kind.rumour.attributes.speaker]\n\
        type = \"choice\"\nchoices = [\"named\", \"unnamed\"]\n[kind.rumour.attributes.cue]\ntype = \"text\"",
        )
        .expect("sound");
    let id = only(&app).id.clone();
    app.go_to_gloss(&id);
    press(&mut app, "r");
    assert_eq!(
        (only(&app).attributes.text("speaker"), only(&app).attributes.text("cue")),
        (None, Some("said"))
    );
    assert!(app.status.message.as_deref().is_some_and(|told| told.contains("without speaker, form;")));
    // Where nothing goes, nothing is said of it.
    press(&mut app, "G c +");
    assert!(
        app.status.message.as_deref().is_some_and(|told| told.starts_with("claim changed to sentiment; "))
    );
}

/// What a key can't do changes nothing, and the reason that is told is the right one.
#[test]
fn a_key_that_finds_nothing_says_why_and_changes_nothing() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "2 g '");
    assert_eq!(app.status.message.as_deref(), Some("there is no quotation in this paragraph"));
    press(&mut app, "k j");
    assert_eq!(selected(&app), "The crews and the company have not agreed, a spokeswoman said on Monday.");
    for key in ["a", "x", "A", ">", "<"] {
        press(&mut app, key);
        assert!(app.status.message.as_deref().is_some_and(|told| !told.contains("hidden")), "{key}");
    }
    press(&mut app, "~");
    for key in ["a", "x", "A", ">", "<"] {
        press(&mut app, key);
        assert_eq!(app.status.message.as_deref(), Some("suggestions are hidden; ~ shows them"), "{key}");
    }
    press(&mut app, "K");
    assert_eq!(app.status.message.as_deref(), Some("cards are hidden"));
    press(&mut app, "K");
    assert_eq!(app.status.message.as_deref(), Some("cards are shown"));
}

/// The search and the way of reading go along from one document to the next, as less has it; what is counted or chosen in the text
/// does not.
#[test]
fn the_next_document_is_read_as_the_one_before() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "/ c r e w s enter W W # H K T ~");
    let measure = app.view.measure;
    app.search.count = Some((2, 1));
    let reading = app.take_reading();
    let mut next = session::unseen_app_on("The crews went home.\n");
    next.go_on_reading(reading);
    next.update(Event::Resize(120, 30));
    assert!(next.highlighted().is_some() && next.search.count.is_none());
    assert_eq!(next.search.history, ["crews"]);
    assert_eq!((next.view.measure, next.view.numbers), (measure, true));
    assert!(!next.view.hints && !next.view.card && !next.view.dark && !next.suggestions.shown);
    next.update(Event::Background(true));
    assert!(!next.view.dark, "who has chosen a theme keeps it");
    let effects = press(&mut next, "n");
    assert!(matches!(&effects[..], [Effect::Search(_)]), "{effects:?}");
    // What is no longer highlighted stays so, but is not forgotten.
    press(&mut next, "esc");
    let mut last = app_on("The crews sleep.\n");
    last.go_on_reading(next.take_reading());
    assert!(last.highlighted().is_none());
    press(&mut last, "n");
    assert!(last.highlighted().is_some());
}

#[test]
fn split_and_merge() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "3 g \" |");
    assert_eq!(app.glosses.len(), 2, "into its parts");
    press(&mut app, "3 g ] &");
    assert_eq!(only(&app).selectors.len(), 2, "and back");
    press(&mut app, "2 g p c w w w |");
    assert_eq!(app.glosses.len(), 3, "at the start of the selection");
}

#[test]
fn links_by_label_and_by_words() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "c j c L a c");
    let linked = app.glosses.iter().nth(1).expect("a gloss").gloss.clone();
    assert_eq!(linked.links.len(), 1);
    assert_eq!(linked.links[0].role, "contradicts");
    press(&mut app, "ctrl-]");
    assert_eq!(selected(&app), "A deal at last");
    press(&mut app, "L /");
    type_in(&mut app, "crews");
    press(&mut app, "enter s");
    assert_eq!(app.glosses.iter().next().expect("a gloss").gloss.links[0].role, "supports");
}

#[test]
fn the_form_completes_chooses_and_checks() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "3 g \" G \" enter");
    assert!(matches!(app.mode, Mode::Form(_)));
    press(&mut app, "ctrl-u D tab enter");
    let speakers: Vec<_> =
        app.glosses.iter().map(|p| p.gloss.attributes.text("speaker").map(str::to_owned)).collect();
    assert_eq!(speakers, [Some("Dana Holt".to_owned()), Some("Dana Holt".to_owned())]);
    // The cursor is on intensity, the first that is not set.
    press(&mut app, "g + enter 7 enter");
    let Mode::Form(form) = &app.mode else { panic!("what can't be kept stays") };
    assert!(form.fields[form.at].error.as_deref().is_some_and(|error| error.contains("from 1 to 3")));
    press(&mut app, "backspace 2 enter");
    assert!(matches!(app.mode, Mode::Normal));
    let first = &app.glosses.iter().next().expect("a gloss").gloss;
    assert_eq!(first.attributes.get("intensity"), Some(&Value::Number(2.0)));
}

#[test]
fn notes_have_several_lines() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "c m");
    type_in(&mut app, "one");
    press(&mut app, "enter t w o esc");
    assert_eq!(only(&app).note.as_deref(), Some("one\ntwo"));
    press(&mut app, "m x ctrl-c");
    assert_eq!(only(&app).note.as_deref(), Some("one\ntwox"), "leaving it is no loss");
    press(&mut app, "u");
    assert_eq!(only(&app).note.as_deref(), Some("one\ntwo"));
    let effects = press(&mut app, "m ctrl-e");
    assert!(matches!(&effects[..], [Effect::EditNote(text)] if text == "one\ntwo"));
    app.update(Event::Edited(Ok("from the editor\n".to_owned())));
    assert_eq!(only(&app).note.as_deref(), Some("from the editor"));
}

#[test]
fn what_was_typed_is_lost_by_no_key_and_no_click() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "3 g \"");
    for leave in ["esc", "ctrl-c"] {
        // Where nothing was typed, nothing is asked.
        press(&mut app, &format!("enter {leave}"));
        assert!(matches!(app.mode, Mode::Normal));
        press(&mut app, &format!("enter ctrl-u X {leave}"));
        let asked = app.status.message.clone().unwrap_or_default();
        assert!(asked.contains("enter keeps it") && asked.contains(leave), "{asked}");
        for click in [Mouse::Down(1, 1), Mouse::Listed(0), Mouse::Down(1, 1)] {
            app.update(Event::Mouse(click));
            assert!(matches!(app.mode, Mode::Form(_)), "a click is no answer");
        }
        // Another key is no answer, either.
        press(&mut app, &format!("Y {leave}"));
        assert!(matches!(app.mode, Mode::Form(_)));
        press(&mut app, leave);
        assert!(matches!(app.mode, Mode::Normal));
    }
    press(&mut app, "enter ctrl-u X enter");
    assert_eq!(only(&app).attributes.text("speaker"), Some("X"));
    // A click beside a note keeps it.
    press(&mut app, "m a b");
    app.update(Event::Mouse(Mouse::Down(1, 1)));
    assert_eq!(only(&app).note.as_deref(), Some("ab"));
    // A search that was left is an earlier one.
    for leave in ["esc", "ctrl-c"] {
        press(&mut app, "/ c r e w");
        press(&mut app, &format!("{leave} / up"));
        assert!(matches!(&app.mode, Mode::Search(search) if search.line.text() == "crew"));
        press(&mut app, leave);
    }
    // Modes in which nothing is typed are left by both keys.
    for mode in ["t", "f", ":", "?"] {
        for leave in ["esc", "ctrl-c"] {
            press(&mut app, &format!("{mode} {leave}"));
            assert!(matches!(app.mode, Mode::Normal), "{mode} {leave}");
        }
    }
}

#[test]
fn a_notice_hides_no_question() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "c");
    let failure = SaveFailure { reason: "no room".to_owned(), is_kept: false };
    app.update(Event::Saved(Err(failure)));
    press(&mut app, "q");
    app.update(Event::Notice("something else".to_owned()));
    assert!(app.status.message.as_deref().is_some_and(|told| told.contains("quit again")));
    app.update(Event::Saved(Ok(Transaction::default())));
    assert_eq!(app.status.message.as_deref(), Some("saved again"));
    press(&mut app, "enter X esc");
    app.update(Event::Notice("something else".to_owned()));
    assert!(app.status.message.as_deref().is_some_and(|told| told.contains("enter keeps it")));
}

#[test]
fn what_is_written_on_a_gloss_that_is_deleted_meanwhile_is_kept() {
    for (keys, end) in [("m a b", "esc"), ("enter ctrl-u a b", "enter")] {
        let mut app = app_on(ARTICLE);
        press(&mut app, "3 g \"");
        let gloss = only(&app).clone();
        press(&mut app, keys);
        let deleted = Transaction::new("", vec![Change::remove(gloss.clone())]);
        app.update(Event::Merged(Ok(deleted)));
        assert!(app.glosses.is_empty());
        press(&mut app, end);
        let told = app.status.message.clone().unwrap_or_default();
        assert!(told.contains("deleted meanwhile"), "{told}");
        assert_eq!(only(&app).id, gloss.id);
        assert!(
            only(&app).note.as_deref() == Some("ab") || only(&app).attributes.text("speaker") == Some("ab")
        );
        // Where nothing was written, it stays deleted.
        press(&mut app, "m");
        let gloss = only(&app).clone();
        app.update(Event::Merged(Ok(Transaction::new("", vec![Change::remove(gloss)]))));
        press(&mut app, "esc");
        assert!(app.glosses.is_empty());
    }
}

#[test]
fn what_is_valid_is_kept_when_the_end_comes() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "G + enter down M a r a enter");
    // An intensity that is too high, and a target for which a completion is shown that nobody has chosen.
    press(&mut app, "3 g + enter 7 down M a");
    app.update(Event::Terminate);
    let kept: Vec<_> = app.glosses.iter().map(|placed| &placed.gloss.attributes).collect();
    let targets: Vec<_> = kept.iter().map(|values| values.text("target").unwrap_or_default()).collect();
    assert_eq!(targets, ["Ma", "Mara"]);
    assert!(kept.iter().all(|values| values.get("intensity").is_none()), "7 is not from 1 to 3");
}

#[test]
fn undo_goes_back_to_nothing_and_redo_forward_again() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "c j \" 3 g \" | m x esc d G c t s");
    let end: Vec<Gloss> = app.glosses.iter().map(|placed| placed.gloss.clone()).collect();
    press(&mut app, "9 9 u");
    assert!(app.glosses.is_empty());
    press(&mut app, "9 9 U");
    assert_eq!(app.glosses.iter().map(|placed| placed.gloss.clone()).collect::<Vec<_>>(), end);
}

#[test]
fn what_others_changed_since_is_not_undone() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "c");
    let before = only(&app).clone();
    let theirs = Gloss { note: Some("theirs".into()), ..before.clone() };
    app.update(Event::Merged(Ok(Transaction::new("", vec![Change::replace(before, theirs.clone())]))));
    let effects = press(&mut app, "u");
    assert!(saves(&effects).is_empty());
    assert_eq!(only(&app), &theirs);
    assert!(app.status.message.as_deref().is_some_and(|m| m.contains("changed elsewhere")));
}

#[test]
fn what_is_done_while_glosses_are_loaded_stays_done() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "c j c G c");
    let on_disk: Vec<_> = app.glosses.iter().cloned().collect();
    let [changed, removed, kept] = &on_disk[..] else { panic!("three claims") };
    // The same article in a session that begins with none of them.
    let mut app = app_on(ARTICLE);
    app.loading = Some(HashSet::new());
    let theirs = Gloss { note: Some("theirs".into()), ..changed.gloss.clone() };
    let changes =
        vec![Change::replace(changed.gloss.clone(), theirs.clone()), Change::remove(removed.gloss.clone())];
    app.update(Event::Merged(Ok(Transaction::new("", changes))));
    let mine = Gloss::new(Id::from_bits(77), "note", kept.gloss.selectors.clone());
    app.update(Event::Merged(Ok(Transaction::new("", vec![Change::add(mine.clone())]))));
    app.update(Event::Loaded(app.text().clone(), Glosses::new(on_disk.clone()), None));
    let now: BTreeMap<_, _> = app.glosses.iter().map(|p| (p.gloss.id.clone(), p.gloss.clone())).collect();
    let expected = [theirs, kept.gloss.clone(), mine];
    assert_eq!(now, expected.into_iter().map(|gloss| (gloss.id.clone(), gloss)).collect());
}

#[test]
fn the_list_filters_and_groups() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "c j \" G c tab");
    assert_eq!(app.list.len(&app.glosses), 3);
    press(&mut app, "\"");
    assert_eq!(app.list.len(&app.glosses), 1);
    press(&mut app, "* o");
    let tags: Vec<_> = (0..3)
        .filter_map(|i| app.list.nth(&app.glosses, i))
        .filter_map(|id| app.glosses.get(id))
        .map(|p| p.gloss.tag.clone())
        .collect();
    assert_eq!(tags, ["claim", "claim", "quote"]);
    press(&mut app, "o g j");
    assert_eq!(
        app.current_gloss().map(|placed| placed.gloss.tag.clone()),
        Some("quote".to_owned()),
        "the article follows"
    );
    press(&mut app, "d tab");
    assert_eq!(app.glosses.len(), 2);
}

#[test]
fn searching() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "/");
    type_in(&mut app, "holt");
    let effects = press(&mut app, "enter");
    let Some(Effect::Search(query)) = effects.last() else { panic!("no search") };
    assert_eq!((query.from, query.direction, query.count), (0, Direction::Forward, true));
    let at = ARTICLE.find("Holt").expect("in the text");
    let serial = query.serial;
    app.update(Event::SearchResult(SearchResult::Match {
        serial: serial - 1,
        at: Some(Span::new(0, 1)),
        wrapped: false,
    }));
    assert_eq!(selected(&app), "A deal at last", "a late answer doesn't count");
    app.update(Event::SearchResult(SearchResult::Match {
        serial,
        at: Some(Span::new(at, at + 4)),
        wrapped: false,
    }));
    app.update(Event::SearchResult(SearchResult::Count { serial, total: 2, before: 0 }));
    assert_eq!((selected(&app).as_str(), app.search.count), ("Holt", Some((2, 0))));
    assert!(matches!(&press(&mut app, "N")[..], [Effect::Search(q)] if q.direction == Direction::Backward));
    press(&mut app, "/ up enter");
    assert_eq!(app.search.history, ["holt"]);
}

#[test]
fn palette_copy_and_mouse() {
    let mut app = app_on(ARTICLE);
    press(&mut app, ":");
    type_in(&mut app, "select-par");
    press(&mut app, "enter");
    assert_eq!(selected(&app), "A deal at last");
    let copied = |effects: Vec<Effect>| match effects.into_iter().next() {
        Some(Effect::Copy(text)) => text,
        other => panic!("{other:?}"),
    };
    assert_eq!(copied(press(&mut app, "y")), "A deal at last");
    press(&mut app, "3 g \"");
    assert_eq!(
        copied(press(&mut app, "y")),
        "“We were close at midnight,” … “and far apart at noon.” (Dana Holt, a.txt, ¶ 3)"
    );
    app.update(Event::Mouse(Mouse::Down(9, 2)));
    assert!(selected(&app).starts_with("The crews"));
    app.update(Event::Mouse(Mouse::Drag(13, 2)));
    app.update(Event::Mouse(Mouse::Up));
    assert_eq!(selected(&app), "crews");
    app.update(Event::Mouse(Mouse::Wheel(Direction::Forward, 3, 3)));
    app.update(Event::Mouse(Mouse::Listed(0)));
    assert_eq!(app.current_gloss().map(|placed| placed.gloss.tag.clone()), Some("quote".to_owned()));
}

#[test]
fn what_is_not_saved_is_said_and_quitting_asks_once() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "c");
    let fail = |kept| Event::Saved(Err(SaveFailure { reason: "the disk is full".to_owned(), is_kept: kept }));
    app.update(fail(false));
    assert!(app.status.message.as_deref().is_some_and(|m| m.starts_with("NOT SAVED: the disk is full")));
    assert!(press(&mut app, "q").is_empty());
    assert!(app.status.message.as_deref().is_some_and(|m| m.contains("lose what is not saved")));
    app.status.is_leaving = false;
    app.update(fail(true));
    assert!(press(&mut app, "q").is_empty());
    assert!(app.status.message.as_deref().is_some_and(|m| m.contains("kept, and offered when")));
    assert!(matches!(press(&mut app, "q")[..], [Effect::Close]));
    app.status.saved = SaveState::Never("it is read-only".to_owned());
    let effects = press(&mut app, "j j t n");
    assert!(saves(&effects).is_empty() && app.glosses.len() == 1);
}

#[test]
fn jump_labels_select() {
    let mut app = app_on(ARTICLE);
    press(&mut app, "f");
    let Mode::Jump(jump) = &app.mode else { panic!("no labels") };
    let target =
        jump.targets.iter().find(|t| app.text().slice(t.span).starts_with("“Nobody")).expect("a target");
    let label: Vec<String> = target.label.chars().map(String::from).collect();
    press(&mut app, &label.join(" "));
    assert!(selected(&app).starts_with("“Nobody"));
}

/// Keys that a random session presses.
const KEYS: &[&str] = &[
    "j",
    "k",
    "w",
    "b",
    "o",
    "i",
    "v",
    "V",
    "s",
    "p",
    "'",
    "f",
    "a",
    "l",
    "space",
    "ctrl-d",
    "ctrl-u",
    "g",
    "G",
    "c",
    "\"",
    "+",
    "-",
    "t",
    "n",
    "]",
    "[",
    "enter",
    "m",
    "L",
    "d",
    "u",
    "U",
    "y",
    "tab",
    "z",
    ":",
    "?",
    "/",
    "esc",
    "esc",
    "2",
    "x",
    ".",
    ",",
    "|",
    "&",
    "W",
    "S",
    "#",
    "up",
    "down",
    "left",
    "right",
    "backspace",
    "ctrl-e",
    "ctrl-]",
    "*",
    "alt-left",
    "alt-right",
    "}",
    "(",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn no_session_breaks_anything(
        text in "(([A-Z][a-z“”’é日👩🏽\u{301}\t\u{202e}\u{1b}]{0,9}[ ,.\n]){0,12}\n\n?){0,5}",
        keys in prop::collection::vec(0..KEYS.len(), 0..90),
        sizes in prop::collection::vec((1u16..130, 0u16..45), 1..4),
    ) {
        use unicode_segmentation::UnicodeSegmentation;
        let mut app = app_on(&text);
        let boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let mut disk: BTreeMap<Id, Gloss> = BTreeMap::new();
        for (i, key) in keys.iter().enumerate() {
            if i % 20 == 0 {
                let (width, height) = sizes[i / 20 % sizes.len()];
                app.update(Event::Resize(width, height));
            }
            for effect in app.update(Event::Key(KEYS[*key].parse().expect("a key"))) {
                if let Effect::Save(transaction) = effect {
                    for change in transaction.changes {
                        let id = change.id().expect("an id").clone();
                        prop_assert_eq!(disk.get(&id), change.before.as_ref());
                        match change.after {
                            Some(gloss) => disk.insert(id, gloss),
                            None => disk.remove(&id),
                        };
                    }
                }
            }
            let shown: BTreeMap<Id, Gloss> = app.glosses.iter().map(|p| (p.gloss.id.clone(), p.gloss.clone())).collect();
            prop_assert_eq!(&shown, &disk, "what is on the screen is on the disk");
            let ranges = app.cursor.selection.ranges();
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for range in ranges {
                prop_assert!(!range.is_empty() || text.trim().is_empty(), "{range:?} after {}", KEYS[*key]);
                prop_assert!(boundaries.contains(&range.start) && boundaries.contains(&range.end), "{range:?}");
            }
            let (width, height) = app.view.screen;
            let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect { x: 0, y: 0, width, height });
            glossator::ui::render(&app, glossator::ui::Depth::True, &mut buffer);
            let dangerous = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
            prop_assert!(buffer.content().iter().all(|cell| !cell.symbol().chars().any(dangerous)));
        }
        press(&mut app, "esc esc esc esc");
        app.update(Event::Resize(100, 30));
        if app.context() == glossator::command::Context::Pane {
            press(&mut app, "tab");
        }
        press(&mut app, "9 9 9 u");
        prop_assert!(app.glosses.is_empty(), "everything can be undone");
    }
}

#[test]
fn the_same_across_the_folder_is_what_the_gloss_says_first() {
    let mut app = app_on(ARTICLE);
    let asked = |effects: Vec<Effect>| match &effects[..] {
        [Effect::Folder(asked)] => asked.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(asked(press(&mut app, "F")), "");
    press(&mut app, "j c");
    assert_eq!(asked(press(&mut app, "F")), "tag=claim");
    press(&mut app, "3 g \"");
    assert_eq!(asked(press(&mut app, "F")), "speaker=\"Dana Holt\"");
    app.document.path = None;
    assert!(press(&mut app, "F").is_empty());
}
