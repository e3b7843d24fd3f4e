//! The log of the program: a line for each event, and a line with its duration for each span of work that ends.

use std::{
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    path::Path,
    sync::{Arc, Mutex, OnceLock},
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

/// Why a log could not be written to its end, once that is known.
#[derive(Clone, Debug, Default)]
pub struct LogFailure(Arc<OnceLock<String>>);

impl LogFailure {
    /// The reason of the first failure. `None` as long as everything was written.
    pub fn reason(&self) -> Option<&str> {
        self.0.get().map(String::as_str)
    }
}

/// A writer that remembers why it failed first. Nobody who logs could do anything about it.
struct LogWriter {
    out: Box<dyn Write + Send>,
    failure: LogFailure,
}

impl Write for LogWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(error) = self.out.write_all(bytes) {
            let _ = self.failure.0.set(error.to_string());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Begins to append log lines to the file at `path`, which only its owner may read, or to the stream there. `level` is the lowest
/// level that is logged: `error`, `warn`, `info`, `debug` or `trace`. Returns where a failure to write will be told.
///
/// Fails if there is no such level, if the file can't be written or is no log, or if a log was begun already.
pub fn start(path: &Path, level: &str) -> io::Result<LogFailure> {
    let wrong = |why: String| io::Error::new(io::ErrorKind::InvalidInput, why);
    let level: LevelFilter = level.parse().map_err(|_| {
        wrong(format!("“{level}” is no level; the levels are error, warn, info, debug and trace"))
    })?;
    let failure = LogFailure::default();
    let out = LogWriter { out: open(path)?, failure: failure.clone() };
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_thread_names(true)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(Mutex::new(out));
    tracing_subscriber::registry()
        .with(lines.with_filter(level))
        .try_init()
        .map_err(|error| wrong(error.to_string()))?;
    Ok(failure)
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
