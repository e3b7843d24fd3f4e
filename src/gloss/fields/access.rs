//! Getting and setting the fields of a gloss by their rows in the table.

use serde_json::Value as Json;

use super::{Field, Gloss, Shape, Tree};

impl Field {
    /// Whether it is one of those that are alike: a text, a time, a flag, or a structured value.
    pub fn is_metadata(&self) -> bool {
        !matches!(self.shape, Shape::Id | Shape::Tag | Shape::Attributes | Shape::Spans | Shape::Links)
    }

    /// The value of one of the [`metadata`](super::metadata); none where it is missing, and for other fields.
    pub fn tree(&self, gloss: &Gloss) -> Option<Tree> {
        match &self.shape {
            Shape::Id | Shape::Tag | Shape::Attributes | Shape::Spans | Shape::Links => None,
            Shape::Text(slot) => (slot.get)(gloss).clone().map(Tree::Text),
            Shape::Time(slot) => (slot.get)(gloss).clone().map(Tree::Time),
            Shape::Flag(slot) => (slot.get)(gloss).then_some(Tree::Flag(true)),
            Shape::Structured(slot) => (slot.get)(gloss),
        }
    }

    /// Sets one of the metadata, or takes it out; whether it can have this value.
    pub fn set(&self, gloss: &mut Gloss, tree: Option<Tree>) -> bool {
        match (&self.shape, tree) {
            (Shape::Text(slot) | Shape::Time(slot), None) => *(slot.get_mut)(gloss) = None,
            (Shape::Text(slot) | Shape::Time(slot), Some(Tree::Text(text) | Tree::Time(text))) => {
                *(slot.get_mut)(gloss) = Some(text);
            }
            (Shape::Flag(slot), None) => *(slot.get_mut)(gloss) = false,
            (Shape::Flag(slot), Some(Tree::Flag(flag))) => *(slot.get_mut)(gloss) = flag,
            (Shape::Structured(slot), tree) => return (slot.set)(gloss, tree),
            _ => return false,
        }
        true
    }

    /// One of the metadata as one text, for formats that have nothing else: a text as it is, a structured value as JSON.
    pub fn text(&self, gloss: &Gloss) -> Option<String> {
        Some(match self.tree(gloss)? {
            Tree::Text(text) if !is_structured(self, &text) => text,
            Tree::Time(text) => text,
            tree => serde_json::to_string(&tree).unwrap_or_default(),
        })
    }

    /// Sets one of the metadata from what [`text`](Self::text) wrote; whether it can have this value.
    pub fn set_text(&self, gloss: &mut Gloss, text: &str) -> bool {
        let tree = match self.shape {
            Shape::Flag(_) => Tree::Flag(matches!(text, "true" | "yes" | "1")),
            _ if is_structured(self, text) => {
                serde_json::from_str(text).unwrap_or_else(|_| Tree::Text(text.to_owned()))
            }
            _ => Tree::Text(text.to_owned()),
        };
        self.set(gloss, Some(tree))
    }

    /// What one of the metadata says to a person, in parts.
    pub fn sentences(&self, gloss: &Gloss) -> Vec<String> {
        match &self.shape {
            Shape::Id | Shape::Tag | Shape::Attributes | Shape::Spans | Shape::Links => Vec::new(),
            Shape::Text(slot) | Shape::Time(slot) => (slot.get)(gloss).iter().cloned().collect(),
            Shape::Flag(slot) => (slot.get)(gloss).then(|| "yes".to_owned()).into_iter().collect(),
            Shape::Structured(slot) => (slot.sentences)(gloss),
        }
    }

    /// Whether two glosses have the same value.
    pub fn is_same(&self, one: &Gloss, other: &Gloss) -> bool {
        match &self.shape {
            Shape::Id => one.id == other.id,
            Shape::Tag => one.tag == other.tag,
            Shape::Attributes => one.attributes == other.attributes,
            Shape::Spans => one.selectors == other.selectors,
            Shape::Links => one.links == other.links,
            Shape::Text(slot) | Shape::Time(slot) => (slot.get)(one) == (slot.get)(other),
            Shape::Flag(slot) => (slot.get)(one) == (slot.get)(other),
            Shape::Structured(slot) => (slot.same)(one, other),
        }
    }

    /// How often a gloss has something of it: each attribute and each link counts.
    pub fn count(&self, gloss: &Gloss) -> usize {
        match &self.shape {
            Shape::Id | Shape::Tag => 1,
            Shape::Attributes => gloss.attributes.iter().count(),
            Shape::Spans => gloss.selectors.len(),
            Shape::Links => gloss.links.len(),
            Shape::Text(_) | Shape::Time(_) | Shape::Flag(_) | Shape::Structured(_) => {
                usize::from(self.tree(gloss).is_some())
            }
        }
    }
}

/// Whether a text would be read as the JSON of a structured value.
fn is_structured(field: &Field, text: &str) -> bool {
    matches!(field.shape, Shape::Structured(_))
        && text.starts_with(['{', '[', '"'])
        && serde_json::from_str::<Json>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::metadata;
    use super::*;
    use crate::gloss::{Generator, Id, Reason};

    fn gloss() -> Gloss {
        Gloss {
            note: Some("two\nlines".into()),
            generator: Some(Generator::comparison(vec!["ann".into()])),
            review: [Reason::deleted(), Reason::noted("[1]")].into_iter().collect(),
            orphaned: true,
            ..Gloss::new(Id::from_bits(1), "claim", Vec::new())
        }
    }

    #[test]
    fn every_field_goes_through_a_tree_and_a_text() {
        let gloss = gloss();
        let (mut by_tree, mut by_text) =
            (Gloss::new(gloss.id.clone(), "claim", Vec::new()), Gloss::default());
        for field in metadata() {
            assert!(field.set(&mut by_tree, field.tree(&gloss)), "{}", field.name);
            if let Some(text) = field.text(&gloss) {
                assert!(field.set_text(&mut by_text, &text), "{}", field.name);
            }
            assert!(field.is_same(&by_tree, &gloss) && field.is_same(&by_text, &gloss), "{}", field.name);
        }
        for field in metadata() {
            assert!(field.set(&mut by_tree, None) && field.tree(&by_tree).is_none(), "{}", field.name);
        }
    }

    #[test]
    fn a_name_that_looks_like_json_stays_a_name() {
        let generator = super::super::field("generator").expect("a field");
        for name in ["{}", "\"x\"", "[1]", "[x"] {
            let mut gloss = Gloss { generator: Some(Generator::from(name)), ..gloss() };
            let text = generator.text(&gloss).expect("a text");
            gloss.generator = None;
            assert!(generator.set_text(&mut gloss, &text), "{text}");
            assert_eq!(gloss.generator, Some(Generator::from(name)));
        }
    }

    #[test]
    fn a_field_does_not_take_what_it_cannot_be() {
        let mut gloss = gloss();
        for (name, tree) in [
            ("note", Tree::Number(1.0)),
            ("orphaned", Tree::Text("yes".into())),
            ("generator", Tree::Number(1.0)),
            ("spans", Tree::List(Vec::new())),
        ] {
            let field = super::super::field(name).expect("a field");
            assert!(!field.set(&mut gloss, Some(tree)), "{name}");
        }
        assert_eq!(gloss, self::gloss());
    }
}
