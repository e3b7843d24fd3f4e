//! Suggestions: what a person might tag next, and with what.
//!
//! Pure functions on a text; nothing here changes a gloss. A text is analysed once ([`Analysis`]), and each
//! [`Suggester`] of an [`Engine`] suggests glosses of its own kinds from that analysis. To add a suggester, implement
//! the trait; one in another program can speak the lines of [`wire`].

mod acceptance;
mod analysis;
mod calibration;
pub mod claims;
mod data_rows;
mod datelines;
mod denial;
mod dismissals;
mod engine;
pub mod linear;
mod marked_names;
mod markup;
mod min_score;
mod models;
mod note_marks;
pub mod quotes;
mod said;
pub mod sentiment;
mod structure_hints;
mod suggester;
mod suggestion;
mod time_marks;
pub mod wire;

pub use analysis::Analysis;
pub use calibration::{Calibration, log_odds};
pub use dismissals::Dismissals;
pub use engine::{Engine, Findings, SUGGESTED, SourceReport, SourceState, SuggestionFilter};
pub use min_score::MinScore;
pub use models::{Models, Toward};
pub use quotes::{Attribution, attribution, is_whole, parts, report, spoken};
pub use suggester::{Cancel, Error, Suggester, Task};
pub use suggestion::{LinkEnd, Suggestion};
