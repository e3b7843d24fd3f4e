//! Finding one's way in a document with structure: contents, sections, the way back from jumps.

#[path = "support/session.rs"]
mod session;

use glossator::{
    app::{App, Effect, Event, Mode, Mouse, Visit},
    gloss::Glosses,
};
use session::{ARTICLE, app_on, app_on_markdown, press, selected, type_in, unseen_app_on};

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

const LETTERS: &str = "\
# Letters

See [the gate](#the-gate). Ask [Nell](mailto:nell@example.org), read [the log](logs/b.md#may), or [run](javascript:go).

It leaks.[^leak] ![The lock](img/lock.png)

## The gate

Nothing leads on from here.

[^leak]: Since 1902.

    Nobody knows why.
";

/// What is shown before anything is followed: its title, its text, and what Enter does.
fn shown(app: &App) -> (&str, &str, &str) {
    match &app.mode {
        Mode::Preview(preview) => (&preview.title, &preview.text, &preview.action),
        _ => ("", "", ""),
    }
}

fn visited(effects: &[Effect]) -> Option<Visit> {
    effects
        .iter()
        .find_map(|effect| if let Effect::Visit(visit) = effect { Some(visit.clone()) } else { None })
}

#[test]
fn a_link_within_the_document_is_a_jump() {
    let mut app = app_on_markdown(LETTERS);
    press(&mut app, "j ctrl-g");
    assert_eq!(selected(&app), "The gate");
    press(&mut app, "ctrl-o");
    assert_eq!(selected(&app), "See the gate.");
}

#[test]
fn of_several_links_one_is_chosen_by_its_label() {
    let mut app = app_on_markdown(LETTERS);
    press(&mut app, "j j ctrl-g");
    let Mode::Jump(jump) = &app.mode else { panic!("labels") };
    let labelled: Vec<_> =
        jump.targets.iter().map(|target| app.text().slice(target.span).into_owned()).collect();
    assert_eq!(labelled, ["Nell", "the log", "run"]);
    let effects = press(&mut app, "a");
    assert_eq!(shown(&app), ("Link", "mailto:nell@example.org", "open it with xdg-open"));
    assert!(effects.iter().all(|effect| !matches!(effect, Effect::Browse(_))), "it is shown first");
    let effects = press(&mut app, "enter");
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Browse(to) if to == "mailto:nell@example.org"))
    );
    let effects = press(&mut app, "ctrl-g a esc ctrl-g d");
    assert!(effects.iter().all(|effect| !matches!(effect, Effect::Browse(_) | Effect::Visit(_))));
    assert!(said(&app).contains("“javascript:” is not followed"), "{}", said(&app));
}

#[test]
fn a_link_to_another_document_opens_it_with_a_way_back() {
    let mut app = app_on_markdown(LETTERS);
    press(&mut app, "j j ctrl-g s");
    assert_eq!(shown(&app), ("Link to a document", "notes/logs/b.md § may", "open it here"));
    let visit = visited(&press(&mut app, "enter")).expect("a visit");
    assert_eq!(visit.path.to_str(), Some("notes/logs/b.md"));
    let mut log = app_on_markdown("# April\n\nRain.\n\n# May\n\nSun. [Up](../../../x.md)\n");
    log.document.path = Some(visit.path);
    log.go_on_reading(app.take_reading());
    log.arrive(&visit.target);
    assert_eq!(selected(&log), "May");
    let back = visited(&press(&mut log, "ctrl-o")).expect("a way back");
    assert_eq!(back.path.to_str(), Some("notes/a.md"));
    press(&mut log, "j ctrl-g");
    assert_eq!(shown(&log).1, "../x.md\noutside of this document's folder");
}

#[test]
fn a_link_of_a_saved_page_leads_to_its_site_where_no_file_is() {
    let mut app = app_on_markdown("See [the log](logs/b.md).\n\nAsk [us](/about).\n");
    app.metadata.url = Some("https://example.org/locks/gate.html".to_owned());
    press(&mut app, "ctrl-g");
    assert_eq!(shown(&app).1, "notes/logs/b.md", "a file comes first");
    let visit = visited(&press(&mut app, "enter")).expect("a visit");
    assert_eq!(visit.online.as_deref(), Some("https://example.org/locks/logs/b.md"));
    let effects = app.update(Event::Online(visit.online.unwrap_or_default()));
    assert_eq!(shown(&app).1, "https://example.org/locks/logs/b.md");
    assert!(effects.iter().all(|effect| !matches!(effect, Effect::Browse(_))), "it is shown first");
    press(&mut app, "esc j ctrl-g");
    assert_eq!(shown(&app), ("Link", "https://example.org/about", "open it with xdg-open"));
}

#[test]
fn a_note_is_shown_at_its_mark_and_gone_to() {
    let mut app = app_on_markdown(LETTERS);
    press(&mut app, "3 j");
    assert_eq!(selected(&app), "It leaks.¹");
    press(&mut app, "ctrl-g");
    assert_eq!(shown(&app), ("Note 1", "Since 1902.\n\nNobody knows why.", "go to the note"));
    press(&mut app, "j j k enter");
    assert_eq!(selected(&app), "Since 1902.");
    press(&mut app, "c esc");
    assert_eq!(app.glosses.len(), 1, "a note is tagged like any text");
    press(&mut app, "j ctrl-g");
    assert_eq!(selected(&app), "It leaks.¹", "from a note back to its mark");
    press(&mut app, "ctrl-o");
    assert_eq!(selected(&app), "Nobody knows why.");
}

#[test]
fn a_picture_is_shown_by_its_address_first() {
    let mut app = app_on_markdown(LETTERS);
    press(&mut app, "4 j ctrl-g");
    assert_eq!(shown(&app), ("Picture", "img/lock.png", "open it with xdg-open"));
    let effects = press(&mut app, "enter");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::ViewPicture(at) if at == "img/lock.png")));
}

#[test]
fn where_nothing_is_referred_to_the_page_is_looked_at() {
    let mut app = app_on_markdown(LETTERS);
    press(&mut app, "G k k k ctrl-g");
    assert!(matches!(app.mode, Mode::Jump(_)), "the links of the page have labels");
    let mut plain = app_on(ARTICLE);
    press(&mut plain, "ctrl-g");
    assert_eq!(said(&plain), "there is no link, note or picture on this page");
}

const WIDE: &str = "\
| Port | High water in the morning | High water in the evening | Depth at low water | Who keeps the light | Remarks |
|---|---|---|--:|---|---|
| Oslo | 04:12, later at spring tide | 16:40, earlier at neap tide | 9.5 m | Ines Palm and her sister | none |
| Bergen | 05:20, always the same | 17:45, rarely the same | 12 m | nobody | keep north |

After it.
";

/// The rows of the article as they are drawn, without the gutter.
fn drawn(app: &App) -> Vec<String> {
    let (width, height) = app.view.screen;
    let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect { x: 0, y: 0, width, height });
    glossator::ui::render(app, glossator::ui::Depth::None, &mut buffer);
    let row = |y| (4..app.view.panes().article.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..3).map(|y| row(y).trim_end().to_owned()).collect()
}

#[test]
fn a_wide_table_is_scrolled_by_its_columns() {
    let mut app = app_on_markdown(WIDE);
    assert!(drawn(&app)[1].starts_with(" Oslo   │ 04:12, later"), "{:?}", drawn(&app));
    assert!(drawn(&app)[1].ends_with('›'), "{:?}", drawn(&app));
    press(&mut app, "j alt-l alt-l");
    assert_eq!(drawn(&app)[1], "‹16:40, earlier at neap tide │              9.5 m │ Ines Palm›");
    assert_eq!(selected(&app).split('\t').next(), Some("Oslo"), "the selection stays");
    press(&mut app, "9 alt-l");
    assert!(drawn(&app)[1].ends_with("Ines Palm and her sister │ none"), "{:?}", drawn(&app));
    press(&mut app, "alt-l");
    assert_eq!(said(&app), "this is the last column");
    press(&mut app, "h");
    assert!(selected(&app).starts_with("none"));
    press(&mut app, "9 alt-h w");
    assert!(drawn(&app)[1].starts_with(" Oslo "), "the first word is shown: {:?}", drawn(&app));
    press(&mut app, "1 0 w");
    assert!(drawn(&app)[2].contains(&selected(&app)), "what is selected is shown: {:?}", drawn(&app));
}

#[test]
fn a_click_on_a_scrolled_table_selects_what_is_drawn_there() {
    let mut app = app_on_markdown(WIDE);
    press(&mut app, "j alt-l alt-l");
    app.update(Event::Mouse(Mouse::Down(5, 1)));
    assert_eq!(app.text().slice(app.cursor.head), "1");
    app.update(Event::Mouse(Mouse::Down(5 + 43, 1)));
    assert_eq!(app.text().slice(app.cursor.head), "9");
    let mut prose = app_on_markdown("One.\n");
    press(&mut prose, "alt-l");
    assert_eq!(said(&prose), "no table on this page is wider than the pane");
}

#[test]
fn the_line_of_hints_says_what_is_referred_to_here() {
    let hints = |app: &App| {
        let (width, height) = app.view.screen;
        let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect { x: 0, y: 0, width, height });
        glossator::ui::render(app, glossator::ui::Depth::None, &mut buffer);
        (0..width).map(|x| buffer[(x, height - 1)].symbol()).collect::<String>()
    };
    let mut app = app_on_markdown(LETTERS);
    assert!(!hints(&app).contains("ctrl-g"));
    for (keys, hint) in
        [("j", "ctrl-g link "), ("j", "ctrl-g links "), ("j", "ctrl-g note "), ("j", "ctrl-g picture ")]
    {
        press(&mut app, keys);
        assert!(hints(&app).contains(hint), "{}", hints(&app));
    }
}

#[test]
fn nothing_is_tagged_before_the_whole_document_is_read() {
    let start = "One is read. Two is read.\n\nThree is read.\n";
    let mut beginning = app_on(start).at_beginning();
    press(&mut beginning, "j j");
    let effects = press(&mut beginning, "c");
    assert!(effects.is_empty() && beginning.glosses.is_empty(), "{effects:?}");
    assert!(said(&beginning).contains("still being read"), "{}", said(&beginning));
    let mut whole = unseen_app_on(&format!("{start}\nFour comes after it.\n"));
    whole.continue_from(&beginning);
    whole.update(Event::Resize(120, 30));
    assert_eq!(selected(&whole), "Three is read.");
    press(&mut whole, "c");
    assert_eq!(whole.glosses.len(), 1);
}

#[test]
fn what_is_being_typed_is_not_replaced() {
    let mut app = app_on(ARTICLE).at_beginning();
    assert!(app.is_at_rest());
    for keys in ["/", "esc 3", "?"] {
        press(&mut app, keys);
        assert!(!app.is_at_rest(), "{keys}");
    }
}
