//! What the program tells of itself when something is wrong with it: a log that is kept on request, and a report of each
//! panic. Neither has words of a document or of a note in it, unless the log is asked for at the level `trace`.

mod log;
mod panics;

pub use log::start as start_log;
pub use panics::{Reports, install as install_panic_hook, report, report_path};
