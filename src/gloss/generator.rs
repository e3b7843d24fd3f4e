//! The program that made a gloss.

use std::{fmt, ops::Deref};

use serde::{Deserialize, Serialize};

use super::{Tree, fields::Structured};

/// The name of this program in [`Generator::by`], before its version.
const PROGRAM: &str = "gloss ";

/// The name and version with which this program signs what it makes.
const THIS_VERSION: &str =
    concat!("gloss ", env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));

/// The value of [`Generator::what`] for the outcome of a comparison of coders.
const COMPARISON: &str = "compare";

/// The program that made a gloss, either from an accepted suggestion or from the versions of several coders.
///
/// In a file it is a table, or a string if only a name is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Tree", into = "Tree")]
pub struct Generator(Box<GeneratorFields>);

/// What is known of a generator. It has a place of its own, since few glosses have one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeneratorFields {
    /// The program, with its version: `gloss 0.1`.
    pub by: String,
    /// The part of the program: `quotes`, `compare`.
    pub what: Option<String>,
    /// The coders from whose glosses it was made.
    pub from: Vec<String>,
}

impl Generator {
    /// The generator for this program and the part of it that made the gloss.
    pub fn this(what: impl Into<String>) -> Self {
        Self::new(THIS_VERSION, Some(what.into()), Vec::new())
    }

    /// A generator with these fields.
    pub fn new(by: impl Into<String>, what: Option<String>, from: Vec<String>) -> Self {
        Self(Box::new(GeneratorFields { by: by.into(), what, from }))
    }

    /// The generator for a gloss that a person chose in a comparison of these coders.
    pub fn comparison(from: Vec<String>) -> Self {
        Self::new(THIS_VERSION, Some(COMPARISON.to_owned()), from)
    }

    /// Whether the gloss is the outcome of a comparison.
    pub fn is_comparison(&self) -> bool {
        self.by.starts_with(PROGRAM) && self.what.as_deref() == Some(COMPARISON)
    }
}

impl Deref for Generator {
    type Target = GeneratorFields;

    fn deref(&self) -> &GeneratorFields {
        &self.0
    }
}

/// Reads the form of version 0.1, `gloss 0.1 quotes` and `gloss 0.1 compare: ann, ben`; any other text is a name.
impl From<&str> for Generator {
    fn from(text: &str) -> Self {
        let known = || {
            let (version, rest) = text.strip_prefix(PROGRAM)?.split_once(' ')?;
            let (what, from) = rest.split_once(": ").map_or((rest, None), |(what, from)| (what, Some(from)));
            let is_version = version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let is_word = !what.is_empty() && !what.contains([' ', ':']);
            let from = from.map_or_else(Vec::new, |from| from.split(", ").map(str::to_owned).collect());
            let by = || format!("{PROGRAM}{version}");
            (is_version && is_word).then(|| Self::new(by(), Some(what.to_owned()), from))
        };
        known().unwrap_or_else(|| Self::new(text, None, Vec::new()))
    }
}

/// Shows the generator to a person: `gloss 0.1 compare: ann, ben`.
impl fmt::Display for Generator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.by)?;
        if let Some(what) = &self.what {
            write!(f, " {what}")?;
        }
        if !self.from.is_empty() {
            write!(f, ": {}", self.from.join(", "))?;
        }
        Ok(())
    }
}

impl From<Generator> for Tree {
    fn from(generator: Generator) -> Self {
        let GeneratorFields { by, what, from } = *generator.0;
        if what.is_none() && from.is_empty() {
            return Self::Text(by);
        }
        Self::table([
            ("by", Some(Self::Text(by))),
            ("what", what.map(Self::Text)),
            ("from", Self::texts(&from)),
        ])
    }
}

impl TryFrom<Tree> for Generator {
    type Error = &'static str;

    fn try_from(tree: Tree) -> Result<Self, Self::Error> {
        const WRONG: &str = "a generator is a text, or a table with by, what and from";
        match &tree {
            Tree::Text(text) => Ok(text.as_str().into()),
            Tree::Table(_) => Ok(Self::new(
                tree.text("by").ok_or(WRONG)?,
                tree.text("what").map(str::to_owned),
                tree.get("from").cloned().map(Tree::into_texts).unwrap_or_default(),
            )),
            _ => Err(WRONG),
        }
    }
}

impl Structured for Option<Generator> {
    fn to_tree(&self) -> Option<Tree> {
        self.clone().map(Tree::from)
    }

    fn from_tree(tree: Tree) -> Option<Self> {
        Generator::try_from(tree).ok().map(Some)
    }

    fn sentences(&self) -> Vec<String> {
        self.iter().map(ToString::to_string).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_version_wrote_is_understood() {
        let quotes = Generator::from("gloss 0.1 quotes");
        assert_eq!((quotes.by.as_str(), quotes.what.as_deref()), ("gloss 0.1", Some("quotes")));
        assert!(!quotes.is_comparison());
        let outcome = Generator::from("gloss 0.1 compare: ann, ben");
        assert_eq!(outcome.from, ["ann", "ben"]);
        assert!(outcome.is_comparison());
        for other in ["gloss", "gloss 0.1", "gloss my own tool", "spaCy 3.8: ner", "compare: ann", ""] {
            let generator = Generator::from(other);
            assert_eq!((generator.by.as_str(), &generator.what), (other, &None));
        }
    }

    #[test]
    fn a_name_is_a_text_and_more_is_a_table() {
        for text in ["spaCy 3.8", "gloss 0.1 quotes", "gloss 0.1 compare: ann, ben"] {
            let generator = Generator::from(text);
            assert_eq!(generator.to_string(), text);
            let tree = Tree::from(generator.clone());
            assert_eq!(matches!(tree, Tree::Text(_)), generator.what.is_none());
            assert_eq!(Generator::try_from(tree), Ok(generator));
        }
        assert!(Generator::try_from(Tree::Number(1.0)).is_err());
        assert!(Generator::try_from(Tree::Table(Vec::new())).is_err());
    }
}
