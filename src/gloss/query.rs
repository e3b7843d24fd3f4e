//! Queries for glosses: conditions as a person types them, on the command line and in the folder view alike.

mod meaning;
mod names;

use std::{borrow::Cow, cmp::Ordering, str::FromStr};

use regex::Regex;

use super::{
    Attributes, Field, Gloss, QueryError, State, Value,
    fields::{self, FIELDS, FieldShape},
    schema::is_of_kind,
};
use crate::text::normal_form::composed;
pub use meaning::is_moment;
pub use names::{is_of_place, metadata_name};

/// A query: conditions that must all hold.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<Condition>);

/// One condition.
#[derive(Clone, Debug)]
enum Condition {
    /// The gloss is of one of these kinds, or of a part of one.
    Kinds(Vec<String>),
    /// One of the gloss's texts contains these words, in any case.
    Words(String),
    /// The value with this name passes a test.
    Fact(String, Test),
    /// The attribute of this name passes a test, also where a fact has the same name.
    Attribute(String, Test),
}

/// A test of a value.
#[derive(Clone, Debug)]
enum Test {
    /// It is equal to this.
    Is(String),
    /// It is not equal to this.
    IsNot(String),
    /// It contains this, in any case.
    Has(String),
    /// It matches this regular expression.
    Matches(Regex),
    /// Its order relative to this is one of these.
    Compares(&'static [Ordering], String),
}

/// The prefix of the name of an attribute that is called like a fact about every gloss.
const ATTRIBUTE: &str = "attribute.";

/// A gloss, with facts about it that its file doesn't have.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The gloss.
    pub gloss: &'a Gloss,
    /// The name of its document.
    pub file: &'a str,
    /// The coder, if it is in a coder's own sidecar.
    pub coder: Option<&'a str>,
    /// The state of its place, if the place was searched for.
    pub state: Option<State>,
    /// The metadata of its document by their names, if they were looked for.
    pub source: Option<&'a Attributes>,
}

impl<'a> Facts<'a> {
    /// The names that can be queried in addition to those of the fields.
    const OTHERS: [&'static str; 6] = ["exact", "file", "state", "coder", "day", "month"];

    /// Other words for some of the names, as people say them. An attribute of such a name is meant before it.
    const ALIASES: [(&'static str, &'static str); 2] = [("kind", "tag"), ("document", "file")];

    /// The names that can be queried in any gloss, whatever its schema.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let fields = FIELDS.iter().filter(|field| is_asked(field)).map(|field| field.name);
        let others = Self::OTHERS.into_iter().chain(Self::ALIASES.into_iter().map(|(alias, _)| alias));
        fields.chain(others).chain(names::LOCATORS).chain(names::METADATA)
    }

    /// The attribute that `name` means alone: `note` for `attribute.note`, since `note` is a field.
    pub fn attribute(name: &str) -> Option<&str> {
        name.strip_prefix(ATTRIBUTE).filter(|name| !name.is_empty())
    }

    /// The name by which the attribute `name` is asked for: reverses [`attribute`](Self::attribute).
    pub fn name_of_attribute(name: &str) -> Cow<'_, str> {
        let is_another = Self::is_name(name) || Self::attribute(name).is_some();
        if is_another { Cow::Owned(format!("{ATTRIBUTE}{name}")) } else { Cow::Borrowed(name) }
    }

    /// Whether this is one of those names.
    pub fn is_name(name: &str) -> bool {
        Self::names().any(|known| known == name)
    }

    /// The value with this name: a field of the gloss, a fact about it, or one of its attributes.
    pub fn value(&self, name: &str) -> Option<Cow<'a, Value>> {
        let gloss = self.gloss;
        if let Some(attribute) = Self::attribute(name) {
            return gloss.attributes.get(attribute).map(Cow::Borrowed);
        }
        let text = |text: &str| Some(Cow::Owned(Value::from(text)));
        // The first part of a date, of this length.
        let date = |length| gloss.created.as_ref().and_then(|created| text(created.get(..length)?));
        match name {
            "exact" => text(&gloss.exact()),
            "coder" => self.coder.or(gloss.creator.as_deref()).and_then(text),
            "file" => text(self.file),
            "state" => text(self.state?.name()),
            "day" => date("2026-11-23".len()),
            "month" => date("2026-11".len()),
            name => match fields::field(name).filter(|field| is_asked(field)) {
                Some(field) => value(field, gloss).map(Cow::Owned),
                None => {
                    let own = gloss.attributes.get(name).map(Cow::Borrowed);
                    let own = own.or_else(|| self.value_of_place(name));
                    let meant = || Self::ALIASES.into_iter().find(|(alias, _)| *alias == name);
                    own.or_else(|| self.value(meant()?.1))
                }
            },
        }
    }

    /// Whether one of the gloss's texts contains `words`, which are folded.
    fn has(&self, words: &str) -> bool {
        let has = |text: &str| folded(text).contains(words);
        let gloss = self.gloss;
        gloss.selectors.iter().any(|selector| has(&selector.exact))
            || gloss.attributes.iter().any(|(_, value)| has(&value.to_string()))
            || gloss.note.as_deref().is_some_and(has)
            || has(&gloss.tag)
    }
}

/// Whether a field can be queried by its name.
fn is_asked(field: &Field) -> bool {
    field.is_metadata() || matches!(field.shape, FieldShape::Id | FieldShape::Tag)
}

fn value(field: &Field, gloss: &Gloss) -> Option<Value> {
    match &field.shape {
        FieldShape::Id => Some(gloss.id.as_str().into()),
        FieldShape::Tag => Some(gloss.tag.as_str().into()),
        FieldShape::Flag(slot) => (slot.get)(gloss).then_some(Value::Flag(true)),
        _ => match &field.sentences(gloss)[..] {
            [] => None,
            [one] => Some(one.as_str().into()),
            several => Some(Value::List(several.to_vec())),
        },
    }
}

impl Query {
    /// Restricts the query to glosses of these kinds; does nothing if `tags` is empty.
    #[must_use]
    pub fn of_kinds(mut self, tags: &[String]) -> Self {
        if !tags.is_empty() {
            self.0.push(Condition::Kinds(tags.to_vec()));
        }
        self
    }

    /// Adds a condition, as it is typed on the command line: `speaker=Mara Voss`. Fails if it could hold for no gloss.
    pub fn add(&mut self, typed: &str) -> Result<(), QueryError> {
        let condition = condition(typed)?.ok_or_else(|| QueryError::Form(typed.to_owned()))?;
        condition.check()?;
        self.0.push(condition);
        Ok(())
    }

    /// Whether all conditions hold. One on the place of the gloss, or on its document, holds if that is not known.
    pub fn takes(&self, facts: &Facts<'_>) -> bool {
        self.0.iter().all(|condition| match condition {
            Condition::Kinds(tags) => tags.iter().any(|tag| is_of_kind(&facts.gloss.tag, tag)),
            Condition::Words(words) => facts.has(words),
            Condition::Fact(name, _) if facts.is_unknown(name) => true,
            Condition::Fact(name, test) => test.holds(name, facts.compared(name).as_deref()),
            Condition::Attribute(name, test) => test.holds("", facts.gloss.attributes.get(name)),
        })
    }

    /// The names of the attributes that it tests.
    pub fn attributes(&self) -> impl Iterator<Item = &String> {
        self.0.iter().filter_map(|condition| match condition {
            Condition::Fact(name, _) if !Facts::is_name(name) => Some(name),
            Condition::Attribute(name, _) => Some(name),
            _ => None,
        })
    }

    /// The kinds that glosses must be of, or must not be of.
    pub fn kinds(&self) -> impl Iterator<Item = &String> {
        self.0.iter().flat_map(|condition| match condition {
            Condition::Kinds(kinds) => &kinds[..],
            Condition::Fact(name, Test::Is(kind) | Test::IsNot(kind))
                if is_kind(name) && !kind.is_empty() =>
            {
                std::slice::from_ref(kind)
            }
            _ => &[],
        })
    }

    /// The names of the values that it tests, apart from attributes that are named as such.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|condition| match condition {
            Condition::Fact(name, _) => Some(name.as_str()),
            _ => None,
        })
    }
}

/// Parses a line: conditions and words separated by spaces. Quotation marks enclose text with spaces; within them, two
/// quotation marks mean one.
impl FromStr for Query {
    type Err = QueryError;

    fn from_str(line: &str) -> Result<Self, QueryError> {
        let one = |part: String| Ok(condition(&part)?.unwrap_or_else(|| Condition::Words(folded(&part))));
        parts(line).into_iter().map(one).collect::<Result<_, _>>().map(Self)
    }
}

/// The condition for this value, as it is typed on a line; for a list, one for each item.
pub fn asks_for(name: &str, value: &Value) -> String {
    let one = |value: &str| {
        if value.contains([' ', '"']) {
            format!("{name}=\"{}\"", value.replace('"', "\"\""))
        } else {
            format!("{name}={value}")
        }
    };
    match value {
        Value::List(items) => {
            let said = items.iter().filter(|item| !item.is_empty());
            said.map(|item| one(item)).collect::<Vec<_>>().join(" ")
        }
        value => one(&value.to_string()),
    }
}

/// Splits a line at the spaces outside of quotation marks, and removes the marks.
fn parts(line: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, parts.last_mut()) {
            ('"', Some(part)) if quoted && chars.next_if_eq(&'"').is_some() => part.push('"'),
            ('"', _) => quoted = !quoted,
            (' ', _) if !quoted => parts.push(String::new()),
            (c, Some(part)) => part.push(c),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The condition in a typed text; `None` if it is not one.
fn condition(typed: &str) -> Result<Option<Condition>, QueryError> {
    use Ordering::{Equal, Greater, Less};
    const SIGNS: &[&str] = &["!=", "*=", "~=", "<=", ">=", "=", "~", "<", ">"];
    let Some(at) = typed.find(['!', '*', '=', '~', '<', '>']) else { return Ok(None) };
    let (name, rest) = typed.split_at(at);
    let name = name.trim();
    let sign = SIGNS.iter().find_map(|sign| Some((*sign, rest.strip_prefix(sign)?.to_owned())));
    let Some((sign, value)) = sign.filter(|_| !name.is_empty() && !name.contains(' ')) else {
        return Ok(None);
    };
    let test = match sign {
        "=" => Test::Is(composed(&value).into_owned()),
        "!=" => Test::IsNot(composed(&value).into_owned()),
        "*=" => Test::Has(folded(&value)),
        "<" => Test::Compares(&[Less], value),
        "<=" => Test::Compares(&[Less, Equal], value),
        ">" => Test::Compares(&[Greater], value),
        ">=" => Test::Compares(&[Greater, Equal], value),
        _ => match Regex::new(&composed(&value)) {
            Ok(regex) => Test::Matches(regex),
            Err(source) => return Err(QueryError::Regex { typed: value, source }),
        },
    };
    Ok(Some(match Facts::attribute(name) {
        Some(attribute) => Condition::Attribute(attribute.to_owned(), test),
        None => Condition::Fact(name.to_owned(), test),
    }))
}

impl Test {
    /// Whether the value passes the test; of a list, one item is enough. A missing value counts as empty.
    fn holds(&self, name: &str, value: Option<&Value>) -> bool {
        let items: Vec<Cow<'_, str>> = match value {
            None => Vec::new(),
            Some(value) if value.is_blank() => Vec::new(),
            Some(Value::Text(text)) => vec![text.into()],
            Some(Value::List(items)) => items.iter().map(Into::into).collect(),
            Some(Value::Flag(true)) => vec!["yes".into(), "true".into()],
            Some(Value::Flag(false)) => vec!["no".into(), "false".into()],
            Some(number) => vec![number.to_string().into()],
        };
        let items: Vec<Cow<'_, str>> = items.iter().map(|item| composed(item)).collect();
        // What a document says of its date may be in words, which have no order among times.
        let is_ordered =
            |item: &&Cow<'_, str>| !names::is_time(name) || item.starts_with(|c: char| c.is_ascii_digit());
        let is = |wanted: &str| match wanted {
            "" => items.is_empty(),
            kind if is_kind(name) => items.iter().any(|item| is_of_kind(item, kind)),
            // A date matches every time that begins with it.
            date if names::is_time(name) => items.iter().any(|item| item.starts_with(date)),
            wanted => items.iter().any(|item| item == wanted),
        };
        match self {
            Self::Is(wanted) => is(wanted),
            Self::IsNot(unwanted) => !is(unwanted),
            Self::Has(words) => items.iter().any(|item| folded(item).contains(words)),
            Self::Matches(regex) => items.iter().any(|item| regex.is_match(item)),
            Self::Compares(wanted, other) => {
                items.iter().filter(is_ordered).any(|item| wanted.contains(&compare(item, other)))
            }
        }
    }
}

/// Whether the value with this name is the kind of a gloss.
fn is_kind(name: &str) -> bool {
    matches!(name, "tag" | "kind")
}

/// The text as it is compared where case doesn't count, and neither does how a character is written.
fn folded(text: &str) -> String {
    composed(text).to_lowercase()
}

/// Compares numbers by their size, everything else by its beginning: a time on a day is equal to that day.
fn compare(item: &str, other: &str) -> Ordering {
    if let (Ok(item), Ok(other)) = (item.parse::<f64>(), other.parse::<f64>()) {
        return item.total_cmp(&other);
    }
    let end = item.floor_char_boundary(other.len().min(item.len()));
    item.get(..end).unwrap_or_default().cmp(other)
}

#[cfg(test)]
#[path = "query_tests.rs"]
mod tests;
