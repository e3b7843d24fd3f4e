//! Descriptions of glosses and suggestions as text, for the pane, the card and the lists.

use crate::{
    app::App,
    gloss::{Attributes, Gloss, Id, Schema},
    suggest::Suggestion,
};

/// The lines that describe a gloss: attributes in the schema's order, then links.
pub fn about(app: &App, gloss: &Gloss) -> Vec<String> {
    let said = attribute_lines(&app.schema, &gloss.tag, &gloss.attributes);
    let links = gloss.links.iter().map(|link| format!("{} {}", link.role, target(app, &link.to)));
    said.chain(links).collect()
}

/// Whose the gloss is, if it is not that of the coder who is at work. While coders are compared nobody is named here.
pub fn whose(app: &App, gloss: &Gloss) -> Option<String> {
    match &gloss.creator {
        _ if app.comparison.is_some() => None,
        creator if *creator == app.settings.coder => None,
        Some(other) => Some(format!("by {other}")),
        None if gloss.generator.is_some() => None,
        None => Some("no coder’s".to_owned()),
    }
}

/// The attributes of a gloss of kind `tag` as `name: value`, in the schema's order.
pub fn attribute_lines(
    schema: &Schema,
    tag: &str,
    attributes: &Attributes,
) -> impl Iterator<Item = String> + use<> {
    let kind = schema.kind(tag);
    let order = |name: &str| {
        kind.and_then(|kind| kind.attributes.iter().position(|a| a.name == name)).unwrap_or(usize::MAX)
    };
    let mut attributes: Vec<_> = attributes.iter().filter(|(_, value)| !value.is_blank()).collect();
    attributes.sort_by_key(|(name, _)| order(name));
    attributes.into_iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().into_iter()
}

/// A short description of the gloss at the other end of a link.
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

/// `words` with line breaks replaced by spaces.
pub fn one_line(words: &str) -> String {
    words.replace(['\n', '\r'], " ")
}

/// The text that a suggestion covers.
pub fn words(app: &App, suggestion: &Suggestion) -> String {
    one_line(&app.text().quote_all(&suggestion.spans))
}

/// The lines that describe the gloss a suggestion would become.
pub fn about_suggestion(app: &App, suggestion: &Suggestion) -> Vec<String> {
    let attributes = attribute_lines(&app.schema, &suggestion.tag, &suggestion.attributes);
    let to = suggestion
        .to
        .as_ref()
        .map(|to| format!("{} → {}", suggestion.tag, one_line(&app.text().quote(to.span))));
    attributes.chain(to).collect()
}

/// The letter and the hue of the gloss a suggestion would become.
pub fn look_of_suggestion<'a>(app: &'a App, suggestion: &Suggestion) -> (char, &'a str) {
    match suggestion.to {
        Some(_) => ('→', "grey"),
        None => app.schema.look_of(&suggestion.tag, &suggestion.attributes),
    }
}

/// The letter of a suggestion in the margin and the pane: lower case, where a gloss has a capital.
pub fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// The confidence of a suggestion, as a percentage.
pub fn percent(suggestion: &Suggestion) -> String {
    format!("{:.0}%", suggestion.score * 100.0)
}
