//! The lines of a `.ann` file.

use super::names::unescape;
use crate::exchange::Unreadable;

/// A line, split into its three columns: `T1`, `Label 0 5`, and the rest.
pub struct StandoffLine<'a> {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What the line is called: `T1`.
    pub id: &'a str,
    /// What it says: a type with offsets or with arguments.
    pub data: &'a str,
    /// The words or the note behind it; empty if there is none.
    pub tail: &'a str,
}

/// The lines that are not blank.
pub fn lines(ann: &str) -> impl Iterator<Item = StandoffLine<'_>> {
    let numbered = (1..).zip(ann.split('\n')).filter(|(_, line)| !line.trim().is_empty());
    numbered.map(|(number, line)| StandoffLine::new(number, line.strip_suffix('\r').unwrap_or(line)))
}

impl<'a> StandoffLine<'a> {
    fn new(number: usize, line: &'a str) -> Self {
        let mut columns = line.splitn(3, '\t');
        let mut column = || columns.next().unwrap_or_default();
        Self { number, id: column(), data: column().trim(), tail: column() }
    }

    /// The arguments of an event: `Theme2:T5` has the role `Theme`.
    pub fn arguments(&self) -> impl Iterator<Item = (String, &'a str)> {
        let arguments = self.data.split_whitespace().skip(1).filter_map(argument);
        arguments
            .map(|(role, target)| (unescape(role.trim_end_matches(|c: char| c.is_ascii_digit())), target))
    }

    /// An error about this line, which refers to what is not there.
    pub fn without(&self, missing: &str) -> Unreadable {
        Unreadable::at(self.number, format!("there is no {missing}"))
    }

    /// An error about this line.
    pub fn wrong(&self, what: &str) -> Unreadable {
        Unreadable::at(self.number, format!("{what}, not “{}”", self.data))
    }
}

/// Splits an argument such as `Arg1:T1` into its role and its target.
pub fn argument(argument: &str) -> Option<(&str, &str)> {
    argument.split_once(':')
}
