//! Where a gloss stands in the text at hand: at its recorded place, elsewhere, perhaps, or nowhere.

mod capture;
mod search;

pub use capture::selector;
pub use search::place;

#[cfg(test)]
mod tests;
