//! A step to an element.

use std::fmt;

/// A step from an element to one of those in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ElementStep {
    /// The number of the element among its siblings, from 1. Identifiers have twice that, since the texts between have odd numbers.
    pub number: usize,
    /// Its id, by which a program notes that the book has changed.
    pub id: Option<Box<str>>,
}

impl fmt::Display for ElementStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.number * 2)?;
        let Some(id) = &self.id else { return Ok(()) };
        f.write_str("[")?;
        for c in id.chars() {
            if matches!(c, '^' | '[' | ']' | '(' | ')' | ',' | ';' | '=') {
                f.write_str("^")?;
            }
            write!(f, "{c}")?;
        }
        f.write_str("]")
    }
}
