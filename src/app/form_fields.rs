//! The fields of a form, in which values are typed or chosen.

use super::InputLine;
use crate::{
    command::{Code, Key},
    gloss::{Attribute, Gloss, Kind, Link, Schema, Shape, Value},
};

/// The part of a gloss that a field edits.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldName {
    /// The kind of the gloss.
    Kind,
    /// The attribute of this name.
    Attribute(String),
    /// A link, which can only be removed.
    Link(Link),
    /// The note, which is written in an editor of its own.
    Note,
}

/// A row of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct FormField {
    /// The part of the gloss that the field edits.
    pub name: FieldName,
    /// The label before the value.
    pub label: String,
    /// The typed value.
    pub line: InputLine,
    /// The values to choose from, if no others are allowed; the empty string stands for no value.
    pub choices: Option<Vec<String>>,
    /// Values used before that begin with the typed text, or have a word that does.
    pub completions: Vec<String>,
    /// The index of the completion that Tab takes.
    pub completion: Option<usize>,
    /// Whether the completion was chosen with the arrows; it is then taken however the field is left.
    pub picked: bool,
    /// Why the value is not valid.
    pub error: Option<String>,
    /// A sentence that explains the field.
    pub doc: String,
}

impl FormField {
    fn new(name: FieldName, label: &str, value: String, doc: &str) -> Self {
        let line = InputLine::new(value);
        let (choices, completions, completion, error) = (None, Vec::new(), None, None);
        Self {
            name,
            label: label.to_owned(),
            line,
            choices,
            completions,
            completion,
            picked: false,
            error,
            doc: doc.to_owned(),
        }
    }

    fn choice(name: FieldName, label: &str, value: String, doc: &str, choices: Vec<String>) -> Self {
        Self { choices: Some(choices), ..Self::new(name, label, value, doc) }
    }

    /// The fields of `gloss` as a gloss of `kind`; `links` gives the label of a link.
    pub fn all(gloss: &Gloss, kind: &Kind, schema: &Schema, links: &dyn Fn(&Link) -> String) -> Vec<Self> {
        let kinds = schema.kinds.iter().map(|kind| kind.name.clone()).collect();
        let mut fields = vec![Self::choice(FieldName::Kind, "kind", kind.name.clone(), &kind.doc, kinds)];
        fields.extend(kind.attributes.iter().map(|attribute| Self::attribute(gloss, attribute)));
        // Attributes that the file has but the schema does not know can be seen and changed as well.
        for (name, value) in gloss.attributes.iter() {
            if !kind.attributes.iter().any(|attribute| attribute.name == name) {
                let unknown = FieldName::Attribute(name.to_owned());
                fields.push(Self::new(unknown, name, value.to_string(), "not in the schema"));
            }
        }
        for link in &gloss.links {
            fields.push(Self::new(
                FieldName::Link(link.clone()),
                &link.role,
                links(link),
                "ctrl-d removes the link",
            ));
        }
        let note = gloss.note.clone().unwrap_or_default().replace('\n', " ⏎ ");
        fields.push(Self::new(FieldName::Note, "note", note, "ctrl-e writes the note"));
        fields
    }

    fn attribute(gloss: &Gloss, attribute: &Attribute) -> Self {
        let value = gloss.attributes.get(&attribute.name).map(Value::to_string).unwrap_or_default();
        let name = FieldName::Attribute(attribute.name.clone());
        let none = std::iter::once(String::new());
        match &attribute.shape {
            Shape::Choice(choices) => {
                let choices = none.chain(choices.iter().cloned()).collect();
                Self::choice(name, &attribute.name, value, &attribute.doc, choices)
            }
            Shape::Flag => {
                let choices = none.chain(["yes".to_owned(), "no".to_owned()]).collect();
                Self::choice(name, &attribute.name, value, &attribute.doc, choices)
            }
            Shape::Text | Shape::List | Shape::Number { .. } => {
                Self::new(name, &attribute.name, value, &attribute.doc)
            }
        }
    }

    /// Whether text can be typed into the field.
    pub fn is_typed(&self) -> bool {
        self.choices.is_none() && matches!(self.name, FieldName::Attribute(_))
    }

    /// Handles a key press. Returns whether the value has changed.
    pub fn key(&mut self, key: Key) -> bool {
        self.error = None;
        if self.is_typed() {
            return self.line.key(key);
        }
        let Some(choices) = &self.choices else { return false };
        let current = choices.iter().position(|choice| choice == self.line.text()).unwrap_or(0);
        let chosen = match key {
            _ if key.is(Code::Right) || key.is(Code::Char(' ')) => (current + 1) % choices.len(),
            _ if key.is(Code::Left) => (current + choices.len() - 1) % choices.len(),
            _ if key.is(Code::Backspace) || key.is(Code::Delete) => 0,
            _ => {
                let Some(letter) = key.typed().map(|c| c.to_lowercase().to_string()) else { return false };
                let after = (1..=choices.len()).map(|i| (current + i) % choices.len());
                let mut begins = after.filter(|&i| choices[i].to_lowercase().starts_with(&letter));
                let Some(found) = begins.next() else { return false };
                found
            }
        };
        self.line = InputLine::new(choices[chosen].clone());
        chosen != current
    }

    /// Chooses a completion, or none.
    pub fn pick(&mut self, completion: Option<usize>) {
        (self.completion, self.picked) = (completion, true);
    }

    /// Keeps the typed value as it is, unless a completion was chosen.
    pub fn keep_typed(&mut self) {
        self.completion = self.completion.filter(|_| self.picked);
    }

    /// Puts the chosen completion, if any, in place of the typed value.
    pub fn complete(&mut self) {
        if let Some(text) = self.completion.take().and_then(|i| self.completions.get(i)) {
            self.line = InputLine::new(text.clone());
        }
        self.completions.clear();
    }

    /// Finds the completions among `known`: those that begin with the typed text, or have a word that does.
    pub fn find_completions(&mut self, known: &[String]) {
        let typed = self.line.text().to_lowercase();
        let fits = |text: &&String| {
            let lower = text.to_lowercase();
            lower != typed && (lower.starts_with(&typed) || lower.contains(&format!(" {typed}")))
        };
        self.completions = known.iter().filter(fits).take(6).cloned().collect();
        self.completion = (!typed.is_empty() && !self.completions.is_empty()).then_some(0);
        self.picked = false;
    }
}
