//! Reviewing glosses after the document has changed: one key confirms, one places again, one leaves without a place.

#[path = "support/session.rs"]
mod session;

use glossator::{
    anchor::{self, Baseline},
    app::App,
    gloss::{Gloss, Glosses, Id, Link, Placed, Reason, Review, State},
    text::{Span, Text},
};
use session::{ARTICLE, app_on, press, selected};

/// The program on an article edited since its glosses were made: one is unchanged, one has changed words, one is
/// gone.
fn edited() -> App {
    let old = Text::new(ARTICLE);
    let gloss = |id: u64, words: &str| {
        let start = ARTICLE.find(words).expect("in the article");
        let selector = anchor::selector(&old, Span::new(start, start + words.len()));
        Gloss::new(Id::from_bits(id), "claim", vec![selector])
    };
    let glosses = [
        gloss(1, "A deal at last"),
        gloss(2, "“Nobody will be left on the pier,”"),
        gloss(3, "It was late."),
    ];
    let new =
        ARTICLE.replace(" It was late.", "").replace("be left on the pier", "be left upon the old pier");
    let mut app = app_on(&new);
    let places = anchor::locate_all(app.text(), &glosses.each_ref(), Baseline::Text(ARTICLE));
    let placed = glosses.into_iter().zip(places).map(|(gloss, place)| Placed { gloss, place });
    app.set_glosses(Glosses::new(placed));
    app
}

fn state(app: &App, id: u64) -> State {
    app.glosses.get(&Id::from_bits(id)).expect("there").place.state
}

#[test]
fn what_has_changed_is_confirmed_by_one_key() {
    let mut app = edited();
    assert_eq!([1, 2, 3].map(|id| state(&app, id)), [State::Unchanged, State::Changed, State::Orphan]);
    press(&mut app, "!");
    assert_eq!(selected(&app), "“Nobody will be left upon the old pier,”");
    press(&mut app, "C");
    let confirmed = &app.glosses.get(&Id::from_bits(2)).expect("there").gloss;
    assert_eq!(confirmed.exact(), "“Nobody will be left upon the old pier,”");
    assert_eq!(state(&app, 2), State::Unchanged);
    assert_eq!(app.reviewed, Some(Id::from_bits(3)), "the next one comes by itself");
    press(&mut app, "u");
    assert_eq!(state(&app, 2), State::Changed, "what was confirmed can be taken back");
}

#[test]
fn what_has_lost_its_place_is_put_on_the_selection_or_left_without() {
    let mut app = edited();
    press(&mut app, "! !");
    assert_eq!(app.reviewed, Some(Id::from_bits(3)));
    press(&mut app, "g P");
    assert_eq!(app.glosses.get(&Id::from_bits(3)).expect("there").gloss.exact(), "A deal at last");
    press(&mut app, "u ! ! O");
    let left = app.glosses.get(&Id::from_bits(3)).expect("there");
    assert!(left.gloss.orphaned && !left.needs_review(), "it is looked for no more");
    press(&mut app, "! O !");
    assert!(
        app.status.message.as_deref().is_some_and(|said| said.contains("2 left without a place")),
        "{:?}",
        app.status
    );
}

#[test]
fn what_is_not_in_its_place_is_not_said_to_be() {
    let mut app = edited();
    press(&mut app, "! C O");
    let said = "leave claim without a place: nothing to review; 1 left without a place";
    assert_eq!(app.status.message.as_deref(), Some(said));
    press(&mut app, "!");
    assert_eq!(app.status.message.as_deref(), Some("nothing to review; 1 left without a place"));
    let mut app = app_on(ARTICLE);
    press(&mut app, "!");
    assert_eq!(app.status.message.as_deref(), Some("every gloss is in its place"));
    app.is_partly_read = true;
    press(&mut app, "!");
    assert_eq!(app.status.message.as_deref(), Some("nothing to review in what could be read of the sidecar"));
}

#[test]
fn a_review_goes_on_from_the_cursor() {
    let mut app = app_on(ARTICLE);
    let words = [(1, "A deal at last"), (2, "We were close"), (3, "left on the pier")];
    let glosses = words.map(|(id, words)| {
        let start = ARTICLE.find(words).expect("in the article");
        let selector = anchor::selector(app.text(), Span::new(start, start + words.len()));
        Gloss { review: "why not".into(), ..Gloss::new(Id::from_bits(id), "claim", vec![selector]) }
    });
    let placed = glosses.map(|gloss| Placed { place: anchor::locate(app.text(), &gloss), gloss });
    app.set_glosses(Glosses::new(placed));
    press(&mut app, "g j !");
    assert_eq!(app.reviewed, Some(Id::from_bits(2)), "the next one behind the cursor");
    press(&mut app, "! !");
    assert_eq!(app.reviewed, Some(Id::from_bits(1)), "and around");
    press(&mut app, "G !");
    assert_eq!(app.reviewed, Some(Id::from_bits(3)));
}

#[test]
fn what_was_selected_before_is_no_place_for_it() {
    let words = |app: &App, id| app.glosses.get(&Id::from_bits(id)).expect("there").gloss.exact();
    let mut app = edited();
    press(&mut app, "! ! P");
    assert_eq!(words(&app, 3), "It was late.", "it is not put on the words of another one");
    assert_eq!(app.status.message.as_deref(), Some("select its words first, then P"));
    press(&mut app, "esc P");
    assert_eq!(words(&app, 3), "It was late.", "to let go is not to select");
    press(&mut app, "k P");
    assert_ne!(words(&app, 3), "It was late.");
    let mut app = edited();
    press(&mut app, "! P");
    assert_eq!(state(&app, 2), State::Changed);
    press(&mut app, "k j P");
    assert_eq!(state(&app, 2), State::Unchanged, "what was gone to once more is meant");
}

/// Two versions of one gloss, as a merge leaves them.
fn disputed() -> App {
    let mut app = app_on(ARTICLE);
    let start = ARTICLE.find("“Nobody").expect("in the article");
    let selector = anchor::selector(app.text(), Span::new(start, start + 8));
    let version = |id: u64, speaker: &str, reason: Reason| {
        let mut gloss = Gloss::new(Id::from_bits(id), "quote", vec![selector.clone()]);
        gloss.attributes.set("speaker", speaker.into());
        gloss.review = Review::from_iter([reason]);
        gloss
    };
    let mut linked = Gloss::new(Id::from_bits(3), "claim", vec![selector.clone()]);
    linked.links = [1, 2].map(|to| Link { role: "supports".into(), to: Id::from_bits(to) }).into();
    let glosses = [
        version(1, "Ann", Reason::conflict(vec!["speaker".into()], Id::from_bits(2))),
        version(2, "Bea", Reason::copy_of(vec!["speaker".into()], Id::from_bits(1))),
        linked,
    ];
    let places = anchor::locate_all(app.text(), &glosses.each_ref(), Baseline::Current);
    let placed = glosses.into_iter().zip(places).map(|(gloss, place)| Placed { gloss, place });
    app.set_glosses(Glosses::new(placed));
    app
}

#[test]
fn deleting_one_version_settles_the_other_under_the_id_that_others_know() {
    for (keys, left) in [("! d", "Bea"), ("! ! d", "Ann")] {
        let mut app = disputed();
        let before: Vec<_> = app.glosses.iter().cloned().collect();
        press(&mut app, keys);
        assert_eq!(app.glosses.len(), 2);
        assert!(app.glosses.iter().all(|placed| !placed.needs_review()));
        let one = &app.glosses.get(&Id::from_bits(1)).expect("it has the id").gloss;
        assert_eq!(one.attributes.text("speaker"), Some(left));
        let linked = &app.glosses.get(&Id::from_bits(3)).expect("there").gloss;
        assert_eq!(linked.links, [Link { role: "supports".into(), to: Id::from_bits(1) }]);
        press(&mut app, "u");
        assert!(app.glosses.iter().eq(&before), "one undo takes all of it back");
    }
}

#[test]
fn what_is_said_of_a_version_says_what_can_be_done() {
    let mut app = disputed();
    press(&mut app, "!");
    let said = app.status.message.unwrap_or_default();
    assert!(said.contains("d deletes it"), "{said}");
}

#[test]
fn links_to_what_is_deleted_are_told() {
    let mut app = disputed();
    press(&mut app, "! C C d");
    let said = app.status.message.clone().unwrap_or_default();
    assert_eq!(said, "delete quote, to which 1 link points still: u brings it back");
    assert_eq!(app.glosses.get(&Id::from_bits(2)), None);
    press(&mut app, "u");
    assert!(app.glosses.get(&Id::from_bits(2)).is_some());
}

#[test]
fn both_versions_can_be_kept() {
    let mut app = disputed();
    press(&mut app, "! C C");
    assert!(app.glosses.len() == 3 && app.glosses.iter().all(|placed| !placed.needs_review()));
}

/// A merge has left something undecided in four glosses, and the last one has lost its words, too.
#[test]
fn what_is_left_without_a_place_is_followed_by_the_next_one() {
    let mut app = app_on(ARTICLE);
    let glosses = [(1, "A deal at last"), (2, "“Nobody"), (3, "left on the pier")].map(|(id, words)| {
        let start = ARTICLE.find(words).expect("in the article");
        let selector = anchor::selector(app.text(), Span::new(start, start + words.len()));
        Gloss { review: "why not".into(), ..Gloss::new(Id::from_bits(id), "claim", vec![selector]) }
    });
    let mut lost = glosses[2].clone();
    lost.id = Id::from_bits(4);
    lost.selectors[0].exact = "Rain is forecast for the week of the vote.".into();
    let glosses = [&glosses[..], &[lost]].concat();
    let placed = glosses.into_iter().map(|gloss| Placed { place: anchor::locate(app.text(), &gloss), gloss });
    app.set_glosses(Glosses::new(placed.collect::<Vec<_>>()));
    press(&mut app, "! O");
    assert_eq!(app.reviewed, Some(Id::from_bits(2)));
    press(&mut app, "O");
    assert_eq!(app.reviewed, Some(Id::from_bits(3)));
    press(&mut app, "O O");
    assert!(app.glosses.iter().all(|placed| placed.gloss.orphaned && !placed.needs_review()));
}
