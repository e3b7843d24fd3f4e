//! The data as they stand in the files, and the features that are worth a weight.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::Path,
};

use glossator::suggest::linear::{Feature, Hash};
use serde::Deserialize;

/// A text that readers have rated: its name, the mean of their ratings (-4 to 4), itself, VADER's score.
pub type Rated = (String, f64, String, f64);

/// A news sentence with a target.
#[derive(Deserialize)]
pub struct Targeted {
    /// The sentence.
    pub s: String,
    /// Where the target begins, in code points.
    pub a: usize,
    /// Where it ends.
    pub b: usize,
    /// The polarity toward it: -1, 0, 1.
    pub y: i8,
}

/// The file `name` of `folder`.
pub fn read(folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

/// The rated texts of the file `name`.
pub fn rated(folder: &Path, name: &str) -> Vec<Rated> {
    serde_json::from_str(&read(folder, name)).expect("rows of the data")
}

/// The sentences of the file `name`.
pub fn targeted(folder: &Path, name: &str) -> Vec<Targeted> {
    read(folder, name).lines().map(|line| serde_json::from_str(line).expect("a row of the data")).collect()
}

/// The features that more than one of `texts` has: the others can't be learnt from, and would take their places in the
/// table.
pub fn common<'a>(texts: impl Iterator<Item = &'a [Feature]>) -> HashSet<Hash> {
    let mut counts: HashMap<Hash, u32> = HashMap::new();
    for (hash, _) in texts.flatten() {
        *counts.entry(*hash).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(hash, _)| hash).collect()
}
