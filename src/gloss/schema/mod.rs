//! Schemas: the kinds of glosses, their attributes, the links between glosses.

mod attribute_reader;
mod error;
mod layer;
mod letters;
mod toml_reader;
mod write;

pub use error::SchemaError;

use super::{Attributes, Gloss, Value, ValueError};

/// The schema that every document starts from.
pub const BUILTIN: &str = include_str!("../../../assets/schema.toml");

/// Names of colours that a schema can use; any other is `#rrggbb`.
pub const HUES: &[&str] =
    &["yellow", "orange", "red", "magenta", "purple", "blue", "cyan", "teal", "green", "grey"];

/// A schema: the kinds and links that glosses may have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// The kinds of glosses, in the order in which they are shown.
    pub kinds: Vec<Kind>,
    /// The ways in which glosses are linked.
    pub links: Vec<LinkKind>,
    /// The groups of kinds that are described.
    pub groups: Vec<KindGroup>,
}

/// A group of kinds: the first parts of their names, with which nothing is tagged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindGroup {
    /// The name in files: `People` for the kind `People/Fishers`.
    pub name: String,
    /// Its purpose, in one line.
    pub doc: String,
    /// What more there is to say of it, in several lines.
    pub memo: Option<String>,
    /// The colour; none if it has none of its own.
    pub color: Option<String>,
    /// The GUID of its code in REFI-QDA, if it came from there.
    pub guid: Option<String>,
}

/// A kind of glosses.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// The name in files: `claim`.
    pub name: String,
    /// Its purpose, in one line.
    pub doc: String,
    /// What more there is to say of it, in several lines: when to tag with it and when not.
    pub memo: Option<String>,
    /// The letter that is shown for it in the gutter.
    pub letter: char,
    /// The keys that tag with it, each with the values that it sets.
    pub keys: Vec<KindKey>,
    /// The colour: a name in [`HUES`], or `#rrggbb`.
    pub color: String,
    /// The passage that a selection is extended to when it is tagged.
    pub snap: Option<Snap>,
    /// The attributes, in the order of the form.
    pub attributes: Vec<Attribute>,
    /// The GUID of its code in REFI-QDA, if it came from there: other programs know the code by it.
    pub guid: Option<String>,
}

/// The separator between the parts of a kind's name: `frame/economic`.
const PART: char = '/';

/// Whether the kind `tag` is `kind`, or a part of it: `frame/economic` is of the kind `frame`.
pub fn is_of_kind(tag: &str, kind: &str) -> bool {
    tag.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with(PART))
}

/// The first letter of the last part of a kind's name, which distinguishes it from its siblings.
fn letter_of(name: &str) -> Option<char> {
    let last = name.rsplit(PART).next().unwrap_or(name);
    last.chars().chain(name.chars()).find(|c| c.is_alphanumeric())
}

impl Kind {
    /// A kind that is in a file and not in the schema.
    pub fn unknown(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            doc: "not in the schema".to_owned(),
            memo: None,
            letter: letter_of(name).map_or('?', |c| c.to_ascii_uppercase()),
            keys: Vec::new(),
            color: "grey".to_owned(),
            snap: None,
            attributes: Vec::new(),
            guid: None,
        }
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// Whether `typed` is its letter, in either case.
    pub fn has_letter(&self, typed: char) -> bool {
        typed.to_lowercase().eq(self.letter.to_lowercase())
    }
}

/// A key that tags with a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct KindKey {
    /// The key.
    pub key: char,
    /// The letter in the gutter for glosses with exactly these values.
    pub letter: Option<char>,
    /// The colour of glosses with exactly these values.
    pub color: Option<String>,
    /// The values that it sets.
    pub set: Attributes,
}

/// A passage that a selection is extended to when it is tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snap {
    /// The quotation around it, with its marks and all its parts.
    Quotation,
    /// The words around it that report what somebody said.
    Report,
}

/// The passages that a selection may be extended to, by the names that a schema has for them.
pub(super) const SNAPS: [(&str, Snap); 2] = [("quotation", Snap::Quotation), ("report", Snap::Report)];

/// An attribute that glosses of a kind may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The name in files: `speaker`.
    pub name: String,
    /// Its purpose, in one line.
    pub doc: String,
    /// The shape of its values.
    pub shape: Shape,
    /// The value that it has if none is given.
    pub default: Option<Value>,
}

/// The shape of an attribute's values.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Any text.
    Text,
    /// One of these texts.
    Choice(Vec<String>),
    /// A number within these bounds.
    Number {
        /// The lowest number; `None` for no bound.
        min: Option<f64>,
        /// The highest number; `None` for no bound.
        max: Option<f64>,
    },
    /// Yes or no.
    Flag,
    /// Several texts; they are typed with `;` in between.
    List,
}

impl Shape {
    /// Whether an attribute of this shape takes `value`.
    pub fn takes(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text, Value::Text(_)) | (Self::Flag, Value::Flag(_)) | (Self::List, Value::List(_)) => {
                true
            }
            (Self::Choice(choices), Value::Text(text)) => choices.contains(text),
            (Self::Number { min, max }, Value::Number(number)) => {
                number.is_finite()
                    && min.is_none_or(|min| *number >= min)
                    && max.is_none_or(|max| *number <= max)
            }
            _ => false,
        }
    }
}

/// A kind of link from one gloss to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkKind {
    /// The name in files: `contradicts`.
    pub name: String,
    /// Its purpose, in one line.
    pub doc: String,
    /// The key that chooses it.
    pub key: Option<char>,
    /// The name from the other end: `contradicted by`.
    pub inverse: Option<String>,
}

impl Schema {
    /// The schema that every document starts from.
    pub fn builtin() -> Self {
        // A test ensures that it can be read.
        Self::default().layered(BUILTIN).unwrap_or_default()
    }

    /// This schema with the changes and additions in `text`, a `gloss.toml`; an error if that can't be read.
    pub fn layered(self, text: &str) -> Result<Self, SchemaError> {
        layer::apply(self, text)
    }

    /// The kind of this name.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }

    /// The group of this name.
    pub fn group(&self, name: &str) -> Option<&KindGroup> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// Whether there is a kind of this name, or a part of one: `frame` exists if there is only `frame/economic`.
    pub fn has_kind(&self, name: &str) -> bool {
        self.kinds.iter().any(|kind| is_of_kind(&kind.name, name))
    }

    /// The kind of this name, or else the nearest kind of which it is a part.
    fn nearest_kind(&self, name: &str) -> Option<&Kind> {
        let wider = || self.nearest_kind(name.rsplit_once(PART)?.0);
        self.kind(name).or_else(wider)
    }

    /// The kind that a key tags with, and the key with the values that it sets.
    pub fn kind_for_key(&self, key: char) -> Option<(&Kind, &KindKey)> {
        self.kinds.iter().find_map(|kind| Some((kind, kind.keys.iter().find(|k| k.key == key)?)))
    }

    /// The kind whose letter is `typed`, or else one whose name begins with it, in either case.
    pub fn kind_for_letter(&self, typed: char) -> Option<&Kind> {
        let begins = |kind: &&Kind| kind.name.chars().next() == typed.to_lowercase().next();
        let by_letter = self.kinds.iter().find(|kind| kind.has_letter(typed));
        by_letter.or_else(|| self.kinds.iter().find(begins))
    }

    /// The letter that chooses this kind where its key or letter is asked for; `None` where it is another kind's key.
    pub fn typed_letter(&self, kind: &Kind) -> Option<char> {
        let letter = kind.letter.to_lowercase().next()?;
        let chosen = self.kind_for_key(letter).map(|(kind, _)| kind).or_else(|| self.kind_for_letter(letter));
        (chosen == Some(kind)).then_some(letter)
    }

    /// The letter and the colour for a gloss: those of the key that sets its values, or its kind's.
    pub fn look(&self, gloss: &Gloss) -> (char, &str) {
        self.look_of(&gloss.tag, &gloss.attributes)
    }

    /// The letter and the colour for glosses of this kind with these values; for an unknown `frame/economic`, those of
    /// `frame`.
    pub fn look_of(&self, tag: &str, attributes: &Attributes) -> (char, &str) {
        let Some(kind) = self.nearest_kind(tag) else {
            return (letter_of(tag).unwrap_or('?'), "grey");
        };
        let has = |key: &&KindKey| {
            !key.set.is_empty() && key.set.iter().all(|(name, value)| attributes.get(name) == Some(value))
        };
        let key = kind.keys.iter().find(has);
        let letter = key.and_then(|key| key.letter).unwrap_or(kind.letter);
        (letter, key.and_then(|key| key.color.as_deref()).unwrap_or(&kind.color))
    }

    /// The attributes of a kind; for an unknown `frame/economic`, those of `frame`.
    pub fn attributes(&self, kind: &str) -> &[Attribute] {
        self.nearest_kind(kind).map_or(&[], |kind| &kind.attributes)
    }

    /// The attribute of this name that a kind has.
    pub fn attribute(&self, kind: &str, name: &str) -> Option<&Attribute> {
        self.attributes(kind).iter().find(|attribute| attribute.name == name)
    }

    /// Converts a text that was typed for an attribute to a value; the error says what was expected. An attribute that
    /// is not in the schema takes any text.
    pub fn check_value(&self, kind: &str, name: &str, typed: &str) -> Result<Value, ValueError> {
        let attribute = self.attribute(kind, name);
        let text = typed.trim();
        let (name, typed) = (name.to_owned(), text.to_owned());
        match attribute.map_or(&Shape::Text, |attribute| &attribute.shape) {
            Shape::Text => Ok(Value::Text(typed)),
            Shape::Choice(choices) if choices.contains(&typed) => Ok(Value::Text(typed)),
            Shape::Choice(choices) => Err(ValueError::Choice { name, choices: choices.clone(), typed }),
            Shape::Number { min, max } => {
                let Ok(number) = text.parse::<f64>() else { return Err(ValueError::Number { name, typed }) };
                let above = max.is_some_and(|max| number > max);
                if !number.is_finite() || above || min.is_some_and(|min| number < min) {
                    let bound = |bound: Option<f64>| bound.map_or("…".to_owned(), |b| b.to_string());
                    let (least, most) = (bound(*min), bound(*max));
                    return Err(ValueError::Bounds { name, least, most, typed });
                }
                Ok(Value::Number(number))
            }
            Shape::Flag => match text.to_ascii_lowercase().as_str() {
                "yes" | "true" | "y" | "1" => Ok(Value::Flag(true)),
                "no" | "false" | "n" | "0" => Ok(Value::Flag(false)),
                _ => Err(ValueError::Flag { name, typed }),
            },
            Shape::List => {
                let items = text.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned);
                Ok(Value::List(items.collect()))
            }
        }
    }
}

#[cfg(test)]
mod tests;
