//! Suggestions: what a person might tag next, and with what.
//!
//! Pure functions on a text; nothing here changes a gloss. A text is analysed once ([`Analysis`]), and each
//! [`Suggester`] that an [`Engine`] has looks at the analysis for its own kinds of glosses. A suggester of one's own is
//! a type with that trait; one in another program can speak the lines of [`wire`].

mod accept;
mod analysis;
pub mod claims;
mod engine;
pub mod linear;
mod models;
mod open;
pub mod quotes;
pub mod sentiment;
mod suggester;
mod suggestion;
pub mod wire;

pub use analysis::Analysis;
pub use engine::{Engine, Findings, SourceReport, SourceState, SuggestionFilter};
pub use models::{Models, Toward};
pub use open::Dismissed;
pub use quotes::{Attribution, attribution, is_whole, parts};
pub use suggester::{Cancel, Error, Suggester, Task};
pub use suggestion::{LinkEnd, Suggestion};
