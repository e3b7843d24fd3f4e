//! Settling what coders made different things of, in the program without a terminal.

#[path = "support/session.rs"]
mod session;

use glossator::{
    anchor,
    app::{App, Comparison, Effect, Settled},
    command::{Settings, TABLE},
    gloss::{Gloss, Glosses, Id, Link, Placed, Value},
    text::Span,
};
use session::{ARTICLE, app_on, press, selected, type_in};

/// A coder's glosses: kind, words, speaker.
fn made(app: &App, coder: u64, glosses: &[(&str, &str, &str)]) -> Glosses {
    let placed = glosses.iter().enumerate().map(|(i, (tag, words, speaker))| {
        let start = ARTICLE.find(words).expect("in the article");
        let selector = anchor::selector(app.text(), Span::new(start, start + words.len()));
        let mut gloss = Gloss::new(Id::from_bits(coder * 100 + i as u64), *tag, vec![selector]);
        gloss.attributes.set("speaker", Value::from(*speaker));
        if i > 0 {
            let to = Id::from_bits(coder * 100);
            gloss.links.push(Link { role: "supports".into(), to });
        }
        Placed { place: anchor::locate(app.text(), &gloss), gloss }
    });
    Glosses::new(placed.collect::<Vec<_>>())
}

/// In the comparison of a document of this name the coders stand in the order of their names.
const DOCUMENT: &str = "weir.txt";

/// Three coders: one claim alike, a quotation with two names for its speaker, another one that two have.
fn compared() -> App {
    let mut app = app_on(ARTICLE);
    let deal = ("claim", "A deal at last", "");
    let pier = "“Nobody will be left on the pier,”";
    let glosses = [
        made(
            &app,
            1,
            &[deal, ("quote", "“We were close at midnight,”", "Dana Holt"), ("quote", pier, "Holt")],
        ),
        made(&app, 2, &[deal, ("quote", "“We were close at midnight,”", "Holt"), ("quote", pier, "Holt")]),
        made(&app, 3, &[deal]),
    ];
    let coders = ["ann", "ben", "cleo"].map(str::to_owned).into_iter();
    app.set_comparison(Comparison::new(DOCUMENT, coders.zip(glosses).collect(), false));
    app
}

fn settled(app: &App) -> Vec<Settled> {
    let differences = app.comparison.iter().flat_map(|comparison| &comparison.made.differences);
    differences.map(|difference| app.settled(difference)).collect()
}

fn outcome(app: &App) -> Vec<String> {
    let said = |gloss: &Gloss| gloss.attributes.text("speaker").unwrap_or_default().to_owned();
    app.glosses.iter().map(|placed| format!("{} {}", placed.gloss.tag, said(&placed.gloss))).collect()
}

#[test]
fn what_all_agree_on_is_taken_with_one_key_and_says_whose_it_was() {
    let mut app = compared();
    let saves = press(&mut app, "A").iter().filter(|effect| matches!(effect, Effect::Save(_))).count();
    assert_eq!((saves, outcome(&app)), (1, vec!["claim ".to_owned()]));
    let gloss = app.glosses.iter().next().expect("taken").gloss.clone();
    assert_eq!(
        gloss.generator.as_ref().map(ToString::to_string).as_deref(),
        Some("gloss 0.1 compare: ann, ben, cleo")
    );
    press(&mut app, "A");
    assert_eq!(app.glosses.len(), 1, "only once");
    press(&mut app, "u");
    assert!(app.glosses.is_empty());
}

#[test]
fn a_version_is_taken_by_its_number_and_taken_back_by_it() {
    let mut app = compared();
    press(&mut app, ">");
    assert_eq!(selected(&app), "“We were close at midnight,”");
    press(&mut app, "2");
    assert_eq!(
        (outcome(&app), settled(&app)[0].clone()),
        (vec!["quote Holt".into()], Settled::Taken(vec![1]))
    );
    press(&mut app, "1");
    assert_eq!(settled(&app)[0], Settled::Taken(vec![0, 1]), "both");
    press(&mut app, "2 9");
    assert_eq!(outcome(&app), ["quote Dana Holt"]);
    assert!(app.status.message.as_deref().is_some_and(|message| message.contains("there are 2")));
}

#[test]
fn most_coders_or_none_settle_it_and_go_on() {
    let mut app = compared();
    press(&mut app, "> a");
    assert_eq!(app.comparison.as_ref().map(|c| c.open), Some(2), "no version is that of most coders");
    press(&mut app, "x");
    assert_eq!(settled(&app)[0], Settled::Neither);
    assert_eq!(selected(&app), "“Nobody will be left on the pier,”", "it goes on");
    press(&mut app, "a >");
    assert_eq!(
        (outcome(&app), settled(&app)),
        (vec!["quote Holt".into()], vec![Settled::Neither, Settled::Taken(vec![0])])
    );
    assert!(app.status.message.as_deref().is_some_and(|message| message.contains("all are settled")));
    // What links to something that two made alike links to the one that stands for it.
    assert_eq!(app.glosses.iter().next().expect("taken").gloss.links[0].to, Id::from_bits(100));
    press(&mut app, "u u");
    assert_eq!(settled(&app), [Settled::Open, Settled::Open]);
}

fn says(app: &App, what: &str) -> bool {
    app.status.message.as_deref().is_some_and(|message| message.contains(what))
}

#[test]
fn it_begins_at_the_first_open_difference_and_goes_round_to_those_left() {
    let mut app = compared();
    assert!(says(&app, "all agree on 1 not taken yet (A takes them); > goes to the first of 2 open"));
    press(&mut app, "G >");
    assert_eq!(selected(&app), "“We were close at midnight,”", "wherever the reader is");
    press(&mut app, "> >");
    assert_eq!(selected(&app), "“We were close at midnight,”");
    assert!(says(&app, "the first of 2 still open"));
    press(&mut app, "x >");
    assert!(says(&app, "the only open one"), "{:?}", app.status);
}

#[test]
fn a_note_goes_to_what_was_just_taken() {
    let mut app = compared();
    press(&mut app, "> 1 m");
    type_in(&mut app, "Full name.");
    press(&mut app, "esc");
    assert_eq!(app.glosses.iter().next().and_then(|p| p.gloss.note.clone()).as_deref(), Some("Full name."));
}

#[test]
fn where_none_is_wanted_what_was_taken_goes_and_that_is_said() {
    let mut app = compared();
    press(&mut app, "> 1 x");
    assert!(app.glosses.is_empty() && says(&app, "1 taken gloss removed; u takes it back"));
    press(&mut app, "m");
    assert!(says(&app, "a note needs a version that is taken"), "{:?}", app.status);
}

#[test]
fn a_comparison_is_not_left_for_the_folder() {
    let mut app = compared();
    assert!(!press(&mut app, "F").iter().any(|effect| matches!(effect, Effect::Folder(_))));
    assert!(says(&app, "while coders are compared"), "{:?}", app.status);
}

#[test]
fn where_most_tagged_nothing_none_is_taken() {
    let mut app = app_on(ARTICLE);
    let deal = made(&app, 1, &[("claim", "A deal at last", "")]);
    let made = [("ann", deal), ("ben", Glosses::default()), ("cleo", Glosses::default())];
    let coders = made.map(|(name, glosses)| (name.to_owned(), glosses)).into();
    app.set_comparison(Comparison::new(DOCUMENT, coders, false));
    press(&mut app, "> a");
    assert_eq!((settled(&app), app.glosses.len()), (vec![Settled::Neither], 0));
    assert!(says(&app, "most coders tagged nothing there"), "{:?}", app.status);
}

#[test]
fn coders_who_began_with_one_file_are_told_apart() {
    let mut app = app_on(ARTICLE);
    let quote = |speaker| made(&app, 1, &[("quote", "“We were close at midnight,”", speaker)]);
    let coders = vec![("ann".to_owned(), quote("Dana Holt")), ("ben".to_owned(), quote("Holt"))];
    app.set_comparison(Comparison::new(DOCUMENT, coders, false));
    press(&mut app, "> 2");
    assert_eq!((outcome(&app), settled(&app)), (vec!["quote Holt".into()], vec![Settled::Taken(vec![1])]));
    press(&mut app, "1");
    assert_eq!(app.glosses.len(), 2);
}

#[test]
fn keys_for_differences_are_those_of_the_comparison_in_both_panes() {
    let mut app = compared();
    let (settings, warnings) = Settings::parse("[keys.compare]\nn = \"next-difference\"\n\">\" = false\n");
    assert!(warnings.is_empty(), "{warnings:?}");
    app.settings = settings;
    press(&mut app, "n");
    assert_eq!(app.cursor.difference, Some(0));
    press(&mut app, "tab n");
    assert_eq!(app.cursor.difference, Some(1), "before the pane's own keys");
    // Without a key of the comparison the pane's own counts again.
    press(&mut app, ">");
    assert_eq!(app.cursor.difference, Some(1));
}

#[test]
fn the_palette_has_what_can_be_done() {
    let names = |app: &App| -> Vec<&str> {
        TABLE.iter().filter(|row| app.is_available(row)).map(|row| row.name).collect()
    };
    let app = compared();
    assert!(names(&app).contains(&"take-majority") && !names(&app).contains(&"accept"));
    let mut app = app_on(ARTICLE);
    assert!(!names(&app).contains(&"take-majority") && names(&app).contains(&"accept"));
    app.settings.keymap.bind("article", "x", Some("take-none")).expect("bound");
    press(&mut app, "x");
    assert!(says(&app, "no coders are compared"), "{:?}", app.status);
}

#[test]
fn names_are_hidden_on_demand() {
    let mut app = compared();
    let name = |app: &App| app.comparison.as_ref().map(|c| c.names(&[0, 2]));
    assert_eq!(name(&app).as_deref(), Some("ann, cleo"));
    press(&mut app, "~");
    assert_eq!(name(&app).as_deref(), Some("coder 1, coder 3"));
}
