//! A log for finding out what the program does: a line for each event, and one with its duration for each span that ends.

use std::{fs, io, path::Path, sync::Mutex};

use tracing_subscriber::{
    Layer, filter::LevelFilter, fmt::format::FmtSpan, layer::SubscriberExt, util::SubscriberInitExt,
};

use crate::platform;

/// A log of this size, in bytes, makes room for a new one when the program starts: some 80,000 lines, which an editor
/// still opens at once.
const MAX_LOG_BYTES: u64 = 8 * 1024 * 1024;

/// Begins to log into the file at `path`, after what is in it; nobody but its owner may read it. The `level` is the least
/// that is logged: `error`, `warn`, `info`, `debug` or `trace`.
///
/// Fails if there is no such level, the file can't be written, or there is a log already.
pub fn start(path: &Path, level: &str) -> io::Result<()> {
    let wrong = |why: String| io::Error::new(io::ErrorKind::InvalidInput, why);
    let level: LevelFilter = level.parse().map_err(|_| {
        wrong(format!("“{level}” is no level; the levels are error, warn, info, debug and trace"))
    })?;
    if let Some(folder) = path.parent() {
        platform::create_private_folder(folder)?;
    }
    if fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() > MAX_LOG_BYTES) {
        fs::rename(path, path.with_extension("old.log"))?;
    }
    let file = platform::append(path)?;
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_thread_names(true)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(Mutex::new(file));
    tracing_subscriber::registry()
        .with(lines.with_filter(level))
        .try_init()
        .map_err(|error| wrong(error.to_string()))
}
