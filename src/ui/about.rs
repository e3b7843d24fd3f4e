//! What is said of glosses and suggestions, in words: for the pane, the card and the lists.

use crate::{
    app::App,
    gloss::{Attributes, Gloss, Id, Schema},
    suggest::Suggestion,
};

/// What is said of a gloss's text: attributes in the schema's order, then links.
pub fn about(app: &App, gloss: &Gloss) -> Vec<String> {
    let said = said(&app.schema, &gloss.tag, &gloss.attributes);
    let links = gloss.links.iter().map(|link| format!("{} {}", link.role, target(app, &link.to)));
    said.chain(links).collect()
}

/// The attributes of something of this kind, in the schema's order.
pub fn said(schema: &Schema, tag: &str, attributes: &Attributes) -> impl Iterator<Item = String> + use<> {
    let kind = schema.kind(tag);
    let order = |name: &str| {
        kind.and_then(|kind| kind.attributes.iter().position(|a| a.name == name)).unwrap_or(usize::MAX)
    };
    let mut attributes: Vec<_> = attributes.iter().filter(|(_, value)| !value.is_blank()).collect();
    attributes.sort_by_key(|(name, _)| order(name));
    attributes.into_iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().into_iter()
}

/// The gloss at the other end of a link, in a few words.
fn target(app: &App, id: &Id) -> String {
    match app.glosses.get(id) {
        Some(placed) => {
            let exact = placed.gloss.exact();
            let cut = exact.char_indices().nth(28).map(|(i, _)| i);
            let words = cut.and_then(|i| exact.get(..i)).map(|start| format!("{start}…")).unwrap_or(exact);
            format!("→ {words}")
        }
        None => "→ (not here)".to_owned(),
    }
}

/// `words` without their line breaks.
pub fn one_line(words: &str) -> String {
    words.replace(['\n', '\r'], " ")
}

/// The words that a suggestion is for.
pub fn words(app: &App, suggestion: &Suggestion) -> String {
    one_line(&app.text().quote_all(&suggestion.spans))
}

/// What would be said of them.
pub fn about_suggestion(app: &App, suggestion: &Suggestion) -> Vec<String> {
    let attributes = said(&app.schema, &suggestion.tag, &suggestion.attributes);
    let to = suggestion
        .to
        .as_ref()
        .map(|to| format!("{} → {}", suggestion.tag, one_line(&app.text().quote(to.span))));
    attributes.chain(to).collect()
}

/// The letter and the colour of a suggestion: those of the gloss that it would become.
pub fn look_of_suggestion<'a>(app: &'a App, suggestion: &Suggestion) -> (char, &'a str) {
    match suggestion.to {
        Some(_) => ('→', "grey"),
        None => app.schema.look_of(&suggestion.tag, &suggestion.attributes),
    }
}

/// The letter of a suggestion in the margin and the pane: a small one.
pub fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// How likely a suggestion is.
pub fn percent(suggestion: &Suggestion) -> String {
    format!("{:.0}%", suggestion.score * 100.0)
}
