//! What the gloss pane says where it lists nothing: how to begin.

use crate::{
    app::{App, kind_keys},
    command::{Command, Context},
    gloss::Kind,
};

/// How many kinds are named with their keys where there is no gloss yet. Chosen by hand: what a pane has room for.
const MAX_HINTED_KINDS: usize = 4;

/// What to do where no gloss is listed, with the keys as they are and the kinds as the schema has them.
pub fn hint(app: &App) -> String {
    let in_article = |command| match app.settings.keymap.keys(Context::Article, command).first() {
        Some(key) => key.to_string(),
        None => app.key_of(command),
    };
    if app.list.kind.is_some() {
        return format!("No gloss of this kind; {} shows all.", app.key_of(Command::ListAll));
    }
    if app.comparison.is_some() {
        let (agreed, next) = (app.key_of(Command::TakeAgreed), app.key_of(Command::NextDifference));
        return format!(
            "Nothing is taken yet. {agreed} takes what all agree on; {next} goes to a difference, and a version’s number takes it."
        );
    }
    let (next, previous) = (in_article(Command::Next), in_article(Command::Previous));
    if !app.suggestions.is_empty() {
        let [suggestion, accept, dismiss] =
            [Command::NextSuggestion, Command::Accept, Command::Dismiss].map(in_article);
        return format!(
            "No glosses yet. {suggestion} goes to a suggestion, {accept} accepts it, {dismiss} dismisses it; or {next} and \
             {previous}, and a kind’s key."
        );
    }
    let kinds = app.schema.kinds.iter().take(MAX_HINTED_KINDS);
    let typed = |kind: &Kind| kind_keys::typed(kind, &app.settings.keymap, &[Context::Article]).join(" ");
    let kinds: Vec<String> = kinds.map(|kind| format!("{} {}", typed(kind), kind.name)).collect();
    let kinds = kinds.join(", ");
    format!("No glosses yet. Select a sentence with {next} and {previous}, then press a kind’s key: {kinds}.")
}
