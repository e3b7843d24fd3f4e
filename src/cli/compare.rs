//! `gloss compare`: settling what several coders made different things of.

use std::path::Path;

use super::{
    coder::Coder,
    coders::{OUTCOME, coders_of},
    error::{Error, Exit},
    folder,
    open::Opened,
};
use crate::app::Comparison;

/// Compares all coders of the document at `path`, or those named, and has the outcome settled in a sidecar of its own.
pub fn run(path: &Path, names: &[String], blind: bool, coder: &Coder) -> Result<Exit, Error> {
    let outcome = coder.as_.as_deref().unwrap_or(OUTCOME);
    let mut coders = coders_of(path, names)?;
    coders.retain(|name| name != outcome && (names.is_empty() || names.contains(name)));
    if let Some(missing) = names.iter().find(|name| !coders.contains(name)) {
        return Err(Error::usage(format!("{} has no glosses of “{missing}”", path.display())));
    }
    if coders.len() < 2 {
        let who = coders.first().map_or("nobody".to_owned(), |name| format!("{name} alone"));
        return Err(Error::usage(format!(
            "there is nothing to compare: {who} has glosses of {}",
            path.display()
        ))
        .hint("each coder tags with `gloss --as NAME FILE`"));
    }
    let made = |name: String| {
        let glosses = Opened::new(path, None, Some(&name))?.glosses();
        Ok((name, glosses))
    };
    let made = coders.into_iter().map(made).collect::<Result<Vec<_>, Error>>()?;
    let document = path.file_name().unwrap_or_default().to_string_lossy();
    let comparison = Comparison::new(&document, made, blind);
    folder::read(path, None, Some(outcome.to_owned()), |app| app.set_comparison(comparison))
}
