//! The program without a terminal, with an article in it.
#![allow(dead_code, reason = "each test file uses a part of it")]

use glossator::{
    app::{App, Effect, Event},
    command::{Key, Settings},
    gloss::Schema,
    source::{Document, Readers},
    workspace::{Clock, Random},
};

/// An article to read: two quotations, one of them split.
pub const ARTICLE: &str = "A deal at last\n\n\
The crews and the company have not agreed, a spokeswoman said on Monday. It was late.\n\n\
“We were close at midnight,” Dana Holt said, “and far apart at noon.” The crews want nine days.\n\n\
“Nobody will be left on the pier,” Holt added.\n";

/// The program with this text open.
pub fn app_on(text: &str) -> App {
    let mut app = unseen_app_on(text);
    app.update(Event::Resize(120, 30));
    app
}

/// The program with this Markdown open, from the file `notes/a.md`.
pub fn app_on_markdown(text: &str) -> App {
    let mut document = Readers::default().read("a.md", text.as_bytes().to_vec()).expect("Markdown");
    document.path = Some("notes/a.md".into());
    let mut app = app_with(document);
    app.update(Event::Resize(120, 30));
    app
}

/// The program with this text, before any event.
pub fn unseen_app_on(text: &str) -> App {
    let mut document = Document::from_bytes("a.txt", text.as_bytes().to_vec()).expect("text");
    document.path = Some("a.txt".into());
    app_with(document)
}

fn app_with(document: Document) -> App {
    let mut settings = Settings::default();
    settings.measure = 60;
    let mut count = 0;
    let bits = move || {
        count += 1;
        count
    };
    let clock = Clock::new(|| "2026-11-23T12:00:00Z".to_owned());
    App::new(document, Schema::builtin(), settings, clock, Random::new(bits))
}

/// Presses keys, named and separated by spaces; returns the effects.
pub fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    keys.split_whitespace().flat_map(|key| app.update(Event::Key(key.parse().expect("a key")))).collect()
}

/// Types text, then presses keys.
pub fn type_in(app: &mut App, text: &str) {
    for c in text.chars() {
        app.update(Event::Key(Key::char(c)));
    }
}

/// The selected text, with `|` between ranges.
pub fn selected(app: &App) -> String {
    let ranges = app.cursor.selection.ranges();
    ranges.iter().map(|range| app.text().slice(*range).into_owned()).collect::<Vec<_>>().join("|")
}
