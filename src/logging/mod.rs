//! The log, which is kept on request, and a report of each panic. Neither contains words of a document or of a note, unless the log
//! is asked for at the level `trace`.

mod log;
mod panics;

pub use log::{LogFailure, start as start_log};
pub use panics::{Reports, install as install_panic_hook, report, report_path};
