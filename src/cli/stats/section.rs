//! The values that are counted under one name, in the order in which they are shown.

use std::{cmp::Ordering, collections::HashMap};

use super::Tally;

/// The values under a name, each with its tally.
pub struct Section {
    /// The name.
    pub name: String,
    /// Times in their order, everything else by how many there are; what has no value comes last.
    pub rows: Vec<(String, Tally)>,
    /// How many of them are shown.
    pub most: usize,
}

impl Section {
    /// The values in order.
    pub fn new(name: &str, rows: HashMap<String, Tally>, most: usize) -> Self {
        let mut rows: Vec<(String, Tally)> = rows.into_iter().collect();
        let by_time = matches!(name, "day" | "month" | "created" | "modified");
        rows.sort_by(|(one, tally), (other, others)| {
            let by_number = if by_time { Ordering::Equal } else { others.glosses.cmp(&tally.glosses) };
            one.is_empty().cmp(&other.is_empty()).then(by_number).then_with(|| one.cmp(other))
        });
        Self { name: name.to_owned(), rows, most }
    }

    /// The rows that are shown: of times the last ones.
    pub fn shown(&self) -> &[(String, Tally)] {
        let most = self.most.min(self.rows.len());
        if self.name == "month" { &self.rows[self.rows.len() - most..] } else { &self.rows[..most] }
    }
}
