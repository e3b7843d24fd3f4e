//! Screens with their styles: below the rows of text, the runs of styles on each row.

#[path = "support/picture.rs"]
mod picture;

use glossator::{
    anchor,
    app::{
        App, Comparison, Event,
        corpus::{Corpus, CorpusList, CorpusRequest, DocumentRow, Hit, HitBatch},
    },
    command::Settings,
    gloss::{Gloss, Glosses, Id, Link, Placed, Schema, Selector, State},
    source::Document,
    suggest::{SourceReport, SourceState, Suggestion},
    text::Span,
    ui::{self, Depth},
    workspace::{Clock, Random},
};
use picture::{picture, picture_of};
use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};

const ARTICLE: &str = "Ferry talks end 👩‍💻 late\n\n\
“We were close,” Dana Holt said, “and far apart at noon.” A crew of nine had waited since dawn.\n\n\
東京の代表は「合意はない」と述べた。Cafe\u{301} owners were delighted, and said so.\n";

fn app(width: u16, height: u16, dark: bool) -> App {
    let document = Document::from_bytes("ferry.txt", ARTICLE.as_bytes().to_vec()).expect("text");
    let mut settings = Settings::default();
    (settings.measure, settings.dark, settings.paragraph_numbers) = (60, Some(dark), true);
    let (clock, random) = (Clock::new(|| "2026-11-23T12:00:00Z".into()), Random::new(|| 99));
    let mut app = App::new(document, Schema::builtin(), settings, clock, random);
    app.update(Event::Resize(width, height));
    let text = app.text().clone();
    let place = |id: u64, tag: &str, words: &[&str]| {
        let span = |words: &&str| {
            ARTICLE.find(words).map(|at| Span::new(at, at + words.len())).expect("in the text")
        };
        let selectors = words.iter().map(|words| anchor::selector(&text, span(words))).collect();
        Gloss::new(Id::from_bits(id), tag, selectors)
    };
    let mut quote = place(1, "quote", &["“We were close,”", "“and far apart at noon.”"]);
    quote.attributes.set("speaker", "Dana Holt".into());
    quote.note = Some("Check with the company.".into());
    let mut nested = place(2, "claim", &["far apart at noon"]);
    nested.links.push(Link { role: "contradicts".into(), to: Id::from_bits(3) });
    let overlap = place(3, "claim", &["noon.” A crew of nine had waited"]);
    let wide = place(4, "quote", &["「合意はない」"]);
    let mut praise = place(5, "sentiment", &["delighted"]);
    praise.attributes.set("polarity", "positive".into());
    let mut lost = place(6, "claim", &["late"]);
    lost.selectors[0] = Selector { exact: "not there".into(), ..Selector::default() };
    let glosses = [quote, nested, overlap, wide, praise, lost];
    app.set_glosses(Glosses::new(
        glosses.map(|gloss| Placed { place: anchor::locate(&text, &gloss), gloss }),
    ));
    app
}

/// The same screen with suggestions.
fn suggesting(width: u16, height: u16) -> App {
    let mut app = app(width, height, true);
    let suggested = |tag, words: &str, score| {
        let at = ARTICLE.find(words).expect("in the text");
        Suggestion::new(tag, vec![Span::new(at, at + words.len())], score)
    };
    let mut tokyo = suggested("claim", "東京の代表は「合意はない」と述べた。", 0.87);
    tokyo.attributes.set("certainty", "denied".into());
    "a denial (“ない”)".clone_into(&mut tokyo.reason);
    let waited = suggested("note", "A crew of nine had waited since dawn.", 0.61);
    let (text, found) = (app.text().clone(), vec![waited, tokyo]);
    let report = SourceReport { source: "test".into(), state: SourceState::Done, suggestions: found };
    app.update(Event::Suggested(text.clone(), text.span(), vec![report], true));
    app
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        app.update(Event::Key(key.parse().expect("a key")));
    }
}

#[test]
fn three_sizes() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let mut app = app(width, height, true);
        press(&mut app, "j ]");
        insta::assert_snapshot!(format!("normal-{width}x{height}"), picture(&app, Depth::True));
    }
}

#[test]
fn the_status_line_tells_of_sources_that_are_slow_or_failed() {
    let mut app = suggesting(120, 30);
    let report = |source: &str, state| SourceReport { source: source.into(), state, suggestions: Vec::new() };
    let reports = vec![
        report("quotes", SourceState::Done),
        report("claims", SourceState::Working),
        report("sentiment", SourceState::Cancelled),
        report("promises", SourceState::Failed("no \u{1b}[2J".to_owned())),
    ];
    let text = app.text().clone();
    app.update(Event::Suggested(text.clone(), text.span(), reports, false));
    let said = picture(&app, Depth::None);
    assert!(said.contains("no suggestions from promises: no "), "{said}");
    assert!(!said.contains('\u{1b}'));
    press(&mut app, "j");
    let shown = picture(&app, Depth::None);
    assert!(shown.contains("claims …  sentiment cancelled  promises failed"), "{shown}");
    assert!(!shown.contains("quotes"), "{shown}");
}

#[test]
fn suggestions_stand_apart_from_glosses() {
    let mut app = suggesting(120, 30);
    press(&mut app, "> >");
    insta::assert_snapshot!("suggestions", picture(&app, Depth::True));
    let mut app = suggesting(60, 20);
    insta::assert_snapshot!("suggestions-none", picture(&app, Depth::None));
    press(&mut app, "A down down down down");
    let picture = picture(&app, Depth::None);
    let (text, _) = picture.split_once("\n\n").unwrap_or((&picture, ""));
    insta::assert_snapshot!("over-accept-all", text);
}

#[test]
fn the_line_of_keys_says_what_settles_a_gloss_under_review() {
    let mut app = app(120, 24, true);
    let mut glosses: Vec<Placed> = app.glosses.iter().cloned().collect();
    glosses[0].gloss.review = "is it all?".into();
    app.set_glosses(Glosses::new(glosses));
    let keys = "C confirm  P put on selection  O leave without place  ! next to review";
    assert!(!picture(&app, Depth::None).contains(keys));
    press(&mut app, "!");
    assert!(picture(&app, Depth::None).contains(keys), "{}", picture(&app, Depth::None));
    press(&mut app, "!");
    let of_an_orphan = picture(&app, Depth::None);
    assert!(of_an_orphan.contains("P put on selection") && !of_an_orphan.contains("C confirm"));
}

#[test]
fn coders_are_compared_side_by_side() {
    let mut app = app(120, 24, true);
    let coder = |speaker: &str| {
        let mut glosses: Vec<Placed> = app.glosses.iter().take(2).cloned().collect();
        glosses[0].gloss.attributes.set("speaker", speaker.into());
        Glosses::new(glosses)
    };
    let made = [("ann", coder("Dana Holt")), ("ben", coder("Holt")), ("cleo", Glosses::default())];
    let made = made.into_iter().map(|(name, glosses)| (name.to_owned(), glosses)).collect();
    app.set_glosses(Glosses::default());
    app.set_comparison(Comparison::new("weir.txt", made, false));
    press(&mut app, "> 2");
    insta::assert_snapshot!("compare", picture(&app, Depth::True));
}

#[test]
fn every_depth_and_the_light_theme() {
    for (name, depth, dark) in [
        ("light", Depth::True, false),
        ("256", Depth::Many, true),
        ("16", Depth::Sixteen, true),
        ("none", Depth::None, true),
    ] {
        let mut app = app(100, 14, dark);
        press(&mut app, "] ]");
        insta::assert_snapshot!(format!("depth-{name}"), picture(&app, depth));
    }
}

#[test]
fn what_lies_over_the_panes() {
    for (name, keys) in [
        ("form", "] enter"),
        ("note", "] m"),
        ("jump", "f"),
        ("palette", ": w i d"),
        ("help", "? j"),
        ("relations", "] L s"),
        ("kinds", "t"),
        ("list", "tab c z"),
        ("search", "/ \\ v ("),
    ] {
        let mut app = app(100, 20, true);
        press(&mut app, keys);
        let picture = picture(&app, Depth::None);
        let (text, _) = picture.split_once("\n\n").unwrap_or((&picture, ""));
        insta::assert_snapshot!(format!("over-{name}"), text);
    }
}

/// The folder view of three documents, with glosses of two of them.
fn corpus() -> Corpus {
    let mut corpus = Corpus::new("/home/ada/ferries", Schema::builtin(), true);
    let row = |file: &str, glosses, fault: Option<&str>| DocumentRow {
        file: file.to_owned(),
        glosses,
        fault: fault.map(str::to_owned),
    };
    corpus.add_documents([
        row("ferry.txt", 3, None),
        row("north/東京.txt", 1, None),
        row("pier.txt", 0, None),
        row("timetable.xls", 0, Some("an old Excel table")),
    ]);
    (corpus.is_whole, corpus.others) = (true, 12);
    corpus.show_glosses("speaker*=holt \"at noon\"");
    let Some(CorpusRequest::Find { serial, .. }) = corpus.search() else { panic!("a search") };
    let hit = |id: u64, file: &str, tag: &str, exact: &str, name: &str, value: &str| {
        let selector = Selector { exact: exact.to_owned(), ..Selector::default() };
        let mut gloss = Gloss::new(Id::from_bits(id), tag, vec![selector]);
        gloss.attributes.set(name, value.into());
        Hit { file: file.to_owned(), gloss }
    };
    let long = "“We were close, and the whole night through we thought that it would be settled before the first boat \
                left the pier,\nand far apart at noon.”";
    let mut hits = vec![
        hit(1, "ferry.txt", "quote", long, "speaker", "Dana Holt"),
        hit(2, "north/東京.txt", "quote", "「合意はない」", "speaker", "代表"),
        hit(3, "ferry.txt", "sentiment", "delighted", "polarity", "positive"),
    ];
    hits[0].gloss.note = Some("Check with the company.".into());
    corpus.add_hits(HitBatch { serial, count: hits.len(), hits, is_last: true });
    corpus
}

fn folder_picture(corpus: &Corpus, width: u16, height: u16, depth: Depth) -> String {
    picture_of(width, height, |buffer| {
        ui::corpus(corpus, depth, buffer.area, buffer);
    })
}

#[test]
fn the_coder_is_named_and_so_is_whoever_else_a_gloss_is_of() {
    let mut app = app(120, 36, true);
    let mut glosses: Vec<Placed> = app.glosses.iter().cloned().collect();
    let shown = |app: &App| picture(app, Depth::None);
    assert!(!shown(&app).contains("  as ") && !shown(&app).contains("by ben"));
    (glosses[0].gloss.creator, glosses[1].gloss.creator) = (Some("ben".to_owned()), Some("ann".to_owned()));
    app.set_glosses(Glosses::new(glosses));
    assert!(shown(&app).contains("by ben · ") && shown(&app).contains("by ann"), "{}", shown(&app));
    app.settings.coder = Some("ann".to_owned());
    let picture = shown(&app);
    assert!(picture.contains("  as ann  "), "{picture}");
    assert!(picture.contains("by ben") && !picture.contains("by ann"), "{picture}");
    assert!(picture.contains("no coder’s"), "{picture}");
}

/// A hint names the keys as they are bound and the kinds that there are.
#[test]
fn an_empty_pane_says_how_to_begin_with_the_keys_and_kinds_at_hand() {
    let mut app = app(120, 36, true);
    app.set_glosses(Glosses::new([]));
    let hint = |app: &App| {
        let screen = picture(app, Depth::None);
        let pane = screen.lines().skip(1).take(8).filter_map(|row| row.split_once('│'));
        pane.map(|(_, hint)| hint.trim()).collect::<Vec<_>>().join(" ")
    };
    let said = "Select a sentence with j and k, then press a kind’s key: c claim, \" quote, @ report, + - = sentiment.";
    assert!(hint(&app).contains(said), "{}", hint(&app));
    app.schema = app.schema.layered("[kind]\nclaim.remove = true\nrumour.key = \"d\"").expect("sound");
    for (key, command) in [("j", None), ("ctrl-j", Some("next")), ("down", None)] {
        app.settings.keymap.bind("article", key, command).expect("bound");
    }
    let said = "Select a sentence with ctrl-j and k, then press a kind’s key: \" quote,";
    assert!(hint(&app).contains(said) && !hint(&app).contains("claim"), "{}", hint(&app));
}

#[test]
fn the_folder_view() {
    let mut view = corpus();
    view.origin = Some("pier.txt".to_owned());
    insta::assert_snapshot!("folder-glosses", folder_picture(&view, 110, 20, Depth::True));
    insta::assert_snapshot!("folder-small", folder_picture(&view, 40, 8, Depth::None));
    view.listed = CorpusList::Documents;
    insta::assert_snapshot!("folder-unreadable", folder_picture(&view, 80, 12, Depth::True));
    for key in ["p", "i"] {
        view.key(key.parse().expect("a key"));
    }
    insta::assert_snapshot!("folder-documents", folder_picture(&view, 80, 12, Depth::None));
    view.coder = Some("ann".to_owned());
    assert!(
        folder_picture(&view, 80, 12, Depth::None)
            .lines()
            .next()
            .is_some_and(|row| row.ends_with("   as ann"))
    );
    let mut wrong = corpus();
    for key in ["space", "x", "~", "("] {
        wrong.key(key.parse().expect("a key"));
    }
    wrong.message = Some("can't open pier.txt: there is no such file".to_owned());
    insta::assert_snapshot!("folder-wrong", folder_picture(&wrong, 110, 18, Depth::None));
}

/// The screen sizes at which a review is tried.
const REVIEWED_AT: [(u16, u16); 4] = [(60, 20), (80, 24), (120, 36), (180, 50)];

/// A long claim with one changed word, chosen for review.
fn with_a_change(width: u16, height: u16) -> App {
    let long = "The crews that had waited since dawn were told again that talks went on. ".repeat(12);
    let (old, new) =
        (format!("{long}They stopped at noon. {long}"), format!("{long}They stopped at dusk. {long}"));
    let text = glossator::text::Text::new(&old);
    let gloss = Gloss::new(Id::from_bits(1), "claim", vec![anchor::selector(&text, text.span())]);
    let document = Document::from_bytes("ferry.txt", new.into_bytes()).expect("text");
    let (clock, random) = (Clock::new(|| "2026-11-23T12:00:00Z".into()), Random::new(|| 99));
    let mut app = App::new(document, Schema::builtin(), Settings::default(), clock, random);
    app.update(Event::Resize(width, height));
    let place = anchor::locate_all(app.text(), &[&gloss], anchor::Baseline::Text(&old)).remove(0);
    let place = glossator::gloss::Place { state: State::Changed, ..place };
    app.set_glosses(Glosses::new([Placed { gloss, place }]));
    press(&mut app, "!");
    app
}

#[test]
fn a_review_shows_what_has_changed_on_every_screen() {
    for (width, height) in REVIEWED_AT {
        let app = with_a_change(width, height);
        let picture = picture(&app, Depth::None);
        let row = |word: &str| {
            let mut rows = picture.lines().filter(|row| row.contains(word) && row.contains('│'));
            rows.next().map(str::to_owned)
        };
        assert!(picture.contains("was: …") && picture.contains("now: …"), "{width}x{height}\n{picture}");
        assert!(row("noon").is_some() && row("dusk").is_some(), "{width}x{height}\n{picture}");
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
        ui::render(&app, Depth::None, &mut buffer);
        let marked = |cell: &&ratatui::buffer::Cell| {
            cell.modifier.contains(Modifier::UNDERLINED | Modifier::BOLD)
                && !cell.modifier.contains(Modifier::REVERSED)
        };
        let marked: String =
            buffer.content.iter().filter(marked).map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(marked, "noondusk", "{width}x{height}\n{picture}");
    }
}
