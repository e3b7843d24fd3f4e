//! Finding one's way in a document with structure: contents, sections, the way back from jumps.

#[path = "support/session.rs"]
mod session;

use glossator::{
    app::{App, Effect, Event, Mode},
    gloss::Glosses,
};
use session::{ARTICLE, app_on, app_on_markdown, press, selected, type_in};

const HANDBOOK: &str = "\
# The locks

Nobody opens a lock alone.

## Upper lock

It was built first. It leaks.

## Lower lock

It was built later.

### Its gate

The gate is of oak.
";

fn said(app: &App) -> &str {
    app.status.message.as_deref().unwrap_or_default()
}

fn rows(app: &App) -> Vec<String> {
    let Mode::Pick(picker) = &app.mode else { return Vec::new() };
    picker.rows().map(|row| row.text.clone()).collect()
}

#[test]
fn the_contents_are_a_list_with_the_section_here_chosen() {
    let mut app = app_on_markdown(HANDBOOK);
    press(&mut app, "alt-j alt-j j");
    assert_eq!(
        (selected(&app).as_str(), app.section_title().as_deref()),
        ("It was built later.", Some("Lower lock"))
    );
    press(&mut app, "ctrl-t");
    assert_eq!(rows(&app), ["  The locks", "    Upper lock", "▸   Lower lock", "      Its gate"]);
    press(&mut app, "enter");
    assert_eq!(selected(&app), "Lower lock");
    press(&mut app, "ctrl-t");
    type_in(&mut app, "gate");
    assert_eq!(rows(&app), ["      Its gate"]);
    press(&mut app, "enter");
    assert_eq!((selected(&app).as_str(), app.section_title().as_deref()), ("Its gate", Some("Its gate")));
}

#[test]
fn without_headings_there_are_no_contents() {
    let mut plain = app_on(ARTICLE);
    press(&mut plain, "ctrl-t");
    assert!(said(&plain).starts_with("a plain text has no contents; alt-j"), "{}", said(&plain));
    let mut flat = app_on_markdown("One.\n\nTwo.\n");
    for keys in ["ctrl-t", "alt-j", "alt-k"] {
        press(&mut flat, keys);
        assert_eq!(said(&flat), "this document has no headings");
    }
    let mut empty = app_on_markdown("");
    press(&mut empty, "ctrl-t alt-j alt-k ctrl-o alt-o ` `");
}

#[test]
fn sections_follow_each_other() {
    let mut app = app_on_markdown(HANDBOOK);
    let mut at = |keys: &str| {
        press(&mut app, keys);
        selected(&app)
    };
    assert_eq!(at("alt-j"), "Upper lock");
    assert_eq!(at("2 alt-j"), "Its gate");
    assert_eq!(at("j alt-k"), "Its gate", "first to the start of this section");
    assert_eq!(at("2 alt-k"), "Upper lock");
    assert_eq!(at("9 alt-k"), "The locks");
    assert_eq!(at("alt-k"), "The locks");
    assert_eq!(said(&app), "no earlier section near here");
}

#[test]
fn there_is_a_way_back_and_forward_for_every_jump() {
    let mut app = app_on_markdown(HANDBOOK);
    let start = selected(&app);
    press(&mut app, "alt-j G");
    assert_eq!(selected(&app), "The gate is of oak.");
    press(&mut app, "k k ctrl-o");
    assert_eq!(selected(&app), "Upper lock");
    press(&mut app, "ctrl-o");
    assert_eq!(selected(&app), start);
    press(&mut app, "ctrl-o");
    assert_eq!((selected(&app), said(&app)), (start.clone(), "there is no earlier place to go back to"));
    press(&mut app, "2 alt-o");
    assert_eq!(selected(&app), "It was built later.", "where the way back began");
    press(&mut app, "alt-o");
    assert_eq!(said(&app), "there is no later place to go forward to");
    press(&mut app, "3 ctrl-o ctrl-t");
    type_in(&mut app, "gate");
    press(&mut app, "enter ctrl-o");
    assert_eq!(selected(&app), start, "a row of a list is a jump, too");
    press(&mut app, "f a ctrl-o");
    assert_eq!(selected(&app), start, "and so is a label");
}

#[test]
fn what_moves_nothing_and_what_steps_is_no_jump() {
    let mut app = app_on_markdown(HANDBOOK);
    press(&mut app, "j j g ctrl-t esc / x esc f esc");
    press(&mut app, "ctrl-o");
    assert_eq!(selected(&app), "Upper lock", "where g began");
    press(&mut app, "ctrl-o");
    assert_eq!(said(&app), "there is no earlier place to go back to");
}

#[test]
fn two_backticks_go_there_and_back() {
    let mut app = app_on_markdown(HANDBOOK);
    press(&mut app, "` `");
    assert_eq!(said(&app), "there was no jump yet");
    press(&mut app, "j G ` `");
    assert_eq!(selected(&app), "Nobody opens a lock alone.");
    press(&mut app, "` `");
    assert_eq!(selected(&app), "The gate is of oak.");
    press(&mut app, "` g");
    assert_eq!(selected(&app), "The locks", "another key after the first one does what it does");
}

#[test]
fn places_stay_on_their_words_when_the_text_changes_before_them() {
    let mut app = app_on_markdown(HANDBOOK);
    press(&mut app, "alt-j j G");
    let changed = app_on_markdown(&HANDBOOK.replace("Nobody opens", "One more sentence. Nobody ever opens"));
    app.update(Event::Reloaded(Box::new(changed.document), Glosses::default()));
    assert_eq!(selected(&app), "The gate is of oak.");
    press(&mut app, "ctrl-o");
    assert_eq!(selected(&app), "It was built first.");
    let shorter = app_on_markdown("# The locks\n\nGone.\n");
    app.update(Event::Reloaded(Box::new(shorter.document), Glosses::default()));
    press(&mut app, "ctrl-o");
    assert_eq!(selected(&app), "The locks");
    press(&mut app, "alt-o alt-o");
    assert!(["Gone.", "The locks"].contains(&selected(&app).as_str()), "{}", selected(&app));
}

#[test]
fn the_way_back_leads_into_the_document_before() {
    let mut one = app_on_markdown(HANDBOOK);
    press(&mut one, "G");
    let mut other = app_on_markdown("# Another\n\nOther words.\n");
    other.document.path = Some("notes/b.md".into());
    other.go_on_reading(one.take_reading());
    let effects = press(&mut other, "ctrl-o");
    let visits: Vec<_> = effects
        .iter()
        .filter_map(|effect| if let Effect::Visit(visit) = effect { Some(visit.clone()) } else { None })
        .collect();
    assert_eq!(visits.len(), 1);
    assert_eq!(visits[0].path.to_str(), Some("notes/a.md"));
    let mut again = app_on_markdown(HANDBOOK);
    again.go_on_reading(other.take_reading());
    again.arrive(&visits[0].target);
    assert_eq!(selected(&again), "The locks");
    let effects = press(&mut again, "alt-o");
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Visit(visit) if visit.path.ends_with("b.md")))
    );
}
