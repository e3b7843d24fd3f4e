//! What `gloss add` and `gloss edit` say of a gloss, checked against the schema.

use clap::Args;

use super::{error::Error, spelling};
use crate::{
    gloss::{Gloss, Id, Link, Schema, Shape, Value, ValueError},
    workspace::AnnotatedDocument,
};

/// The options that say something of a gloss.
#[derive(Clone, Debug, Args)]
pub struct GlossArgs {
    /// Attribute of the gloss; an empty value takes it away
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub set: Vec<String>,
    /// Link to another gloss of the document
    #[arg(long, value_name = "RELATION=ID", allow_hyphen_values = true)]
    pub link: Vec<String>,
    /// Note on the gloss
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// Take kinds, attributes, values and relations that the schema does not have
    #[arg(long)]
    pub force: bool,
}

impl GlossArgs {
    /// Fails if the schema has no such kind.
    pub fn check_kind(&self, schema: &Schema, tag: &str) -> Result<(), Error> {
        if !tag.split('/').all(is_name) {
            return Err(no_name(tag, "a kind").hint("between the parts of a kind's name is one /"));
        }
        if self.force || schema.kind(tag).is_some() {
            return Ok(());
        }
        let kinds = spelling::nearest_first(tag, schema.kinds.iter().map(|kind| kind.name.as_str()));
        Err(not_in_schema(format!("the schema has no kind “{tag}”"), &kinds))
    }

    /// Gives the gloss, which is of a kind already, what these options say of it.
    pub fn apply(&self, gloss: &mut Gloss, opened: &AnnotatedDocument) -> Result<(), Error> {
        for pair in &self.set {
            let (name, typed) = name_and_value(pair, "NAME=VALUE")?;
            if !is_name(name) && gloss.attributes.get(name).is_none() {
                return Err(no_name(name, "an attribute"));
            }
            if typed.trim().is_empty() {
                gloss.attributes.remove(name);
            } else {
                gloss.attributes.set(name, self.value(&opened.schema, gloss, name, typed)?);
            }
        }
        for pair in &self.link {
            let link = self.link(opened, &gloss.id, pair)?;
            if !gloss.links.contains(&link) {
                gloss.links.push(link);
            }
        }
        if let Some(note) = &self.note {
            gloss.note = Some(note.clone()).filter(|note| !note.is_empty());
        }
        Ok(())
    }

    /// The value that was typed for an attribute.
    fn value(&self, schema: &Schema, gloss: &Gloss, name: &str, typed: &str) -> Result<Value, Error> {
        let attribute = schema.attribute(&gloss.tag, name);
        if attribute.is_none() && gloss.attributes.get(name).is_none() {
            self.check_attribute(schema, &gloss.tag, name)?;
        }
        match schema.check_value(&gloss.tag, name, typed) {
            Ok(value) => Ok(value),
            Err(_) if self.force => {
                let is_number = attribute.is_some_and(|known| matches!(known.shape, Shape::Number { .. }));
                let number = typed.trim().parse().ok().filter(|number: &f64| is_number && number.is_finite());
                Ok(number.map_or_else(|| typed.trim().into(), Value::Number))
            }
            Err(ValueError::Choice { name, choices, typed }) => {
                let choices = spelling::nearest_first(&typed, choices.iter().map(String::as_str));
                Err(not_in_schema(format!("{name} is not “{typed}”"), &choices))
            }
            Err(why) => Err(not_in_schema(why.to_string(), "")),
        }
    }

    /// Fails if the schema has no such attribute of the kind.
    pub fn check_attribute(&self, schema: &Schema, tag: &str, name: &str) -> Result<(), Error> {
        if self.force || schema.attribute(tag, name).is_some() {
            return Ok(());
        }
        let known = schema.attributes(tag).iter().map(|attribute| attribute.name.as_str());
        let known = spelling::nearest_first(name, known);
        Err(not_in_schema(format!("the schema has no attribute “{name}” of {tag}"), &known))
    }

    /// The link that `relation=id` describes, from the gloss with the id `from`.
    fn link(&self, opened: &AnnotatedDocument, from: &Id, pair: &str) -> Result<Link, Error> {
        let link = parse_link(pair)?;
        if !is_name(&link.role) {
            return Err(no_name(&link.role, "a link"));
        }
        let known = opened.schema.links.iter().map(|link| link.name.as_str());
        if !self.force && !known.clone().any(|name| name == link.role) {
            let known = spelling::nearest_first(&link.role, known);
            return Err(not_in_schema(format!("the schema has no link “{}”", link.role), &known));
        }
        if link.to == *from {
            let what = format!("a gloss can't be linked to itself: {}", link.to);
            return Err(Error::usage(what).hint("`gloss list --ids` shows ids"));
        }
        if !opened.has_gloss(&link.to) {
            let what = format!("there is no gloss {} to link to", link.to);
            return Err(Error::usage(what).hint("`gloss list --ids` shows ids"));
        }
        Ok(link)
    }
}

/// The link that `relation=id` describes.
pub fn parse_link(pair: &str) -> Result<Link, Error> {
    let (role, to) = name_and_value(pair, "RELATION=ID")?;
    let to: Id = to.parse().map_err(|why| {
        Error::usage(format!("“{to}” is no id: {why}")).hint("`gloss list --ids` shows ids")
    })?;
    Ok(Link { role: role.to_owned(), to })
}

/// The two sides of `name=value`.
fn name_and_value<'a>(pair: &'a str, form: &str) -> Result<(&'a str, &'a str), Error> {
    pair.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(|| {
        let error = Error::usage(format!("“{pair}” is not of the form {form}"));
        error.hint("quotation marks keep the shell from parting it, as in 'speaker=Mara Voss'")
    })
}

/// Whether this can be a name, or a part of one, that a person would find again. What can't is refused even by force.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.trim() == name && !name.chars().any(char::is_control)
}

fn no_name(name: &str, what: &str) -> Error {
    Error::usage(format!("“{name}” can't be the name of {what}"))
        .hint("a name is not empty, and has no control characters and no spaces at its ends")
}

/// The error for what the schema does not have, with what it has.
fn not_in_schema(what: String, known: &str) -> Error {
    let what = if known.is_empty() { what } else { format!("{what}; there is {known}") };
    Error::usage(what).hint("--force takes it all the same")
}
