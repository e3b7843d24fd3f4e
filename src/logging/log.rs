//! The log of the program: a line for each event, and a line with its duration for each span of work that ends.

use std::{
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    path::Path,
    sync::Mutex,
};

use tracing_subscriber::{
    Layer, filter::LevelFilter, fmt::format::FmtSpan, layer::SubscriberExt, util::SubscriberInitExt,
};

use crate::platform;

/// The size in bytes from which a log is put aside and a new one begun when the program starts. Chosen by hand: some 80,000 lines,
/// which an editor still opens at once.
const MAX_LOG_BYTES: u64 = 8 * 1024 * 1024;

/// The levels, as a line of a log names them.
const LEVELS: [&str; 5] = ["ERROR", "WARN", "INFO", "DEBUG", "TRACE"];

/// How many bytes of a first line are looked at; chosen by hand.
const MAX_HEAD_BYTES: u64 = 200;

/// Begins to append log lines to the file at `path`, which only its owner may read, or to the stream there. `level` is the lowest
/// level that is logged: `error`, `warn`, `info`, `debug` or `trace`.
///
/// Fails if there is no such level, if the file can't be written or is no log, or if a log was begun already.
pub fn start(path: &Path, level: &str) -> io::Result<()> {
    let wrong = |why: String| io::Error::new(io::ErrorKind::InvalidInput, why);
    let level: LevelFilter = level.parse().map_err(|_| {
        wrong(format!("“{level}” is no level; the levels are error, warn, info, debug and trace"))
    })?;
    let out = open(path)?;
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_thread_names(true)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(Mutex::new(out));
    tracing_subscriber::registry()
        .with(lines.with_filter(level))
        .try_init()
        .map_err(|error| wrong(error.to_string()))
}

fn open(path: &Path) -> io::Result<Box<dyn Write + Send>> {
    if platform::is_stream(path) {
        return platform::open_output(path);
    }
    if let Some(folder) = path.parent() {
        platform::create_private_folder(folder)?;
    }
    // A link leads to the log.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if !is_log(path)? {
        return Err(io::Error::other("it is there already, and is no log of gloss"));
    }
    let old = path.with_extension("old.log");
    if fs::metadata(path).is_ok_and(|meta| meta.len() > MAX_LOG_BYTES) && is_log(&old)? {
        fs::rename(path, old)?;
    }
    Ok(Box::new(platform::append(path)?))
}

/// Whether the file at `path` may be a log of this program: its first line begins with a time and a level, or there is no line yet.
fn is_log(path: &Path) -> io::Result<bool> {
    let file = match platform::open_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        file => file?,
    };
    let mut line = Vec::new();
    BufReader::new(file).take(MAX_HEAD_BYTES).read_until(b'\n', &mut line)?;
    let line = String::from_utf8_lossy(&line);
    let mut words = line.split_whitespace();
    let Some(time) = words.next() else { return Ok(line.is_empty()) };
    let is_time = time.ends_with('Z') && time.contains('T') && time.starts_with(|c: char| c.is_ascii_digit());
    Ok(is_time && words.next().is_some_and(|level| LEVELS.contains(&level)))
}
