//! Reports of panics: they have what a developer needs to find the mistake, and no word of a document.

use std::{
    any::Any,
    backtrace::Backtrace,
    fmt,
    io::{self, Write},
    panic::{self, PanicHookInfo},
    path::{Path, PathBuf},
    sync::OnceLock,
    thread,
};

use crate::{platform, unwind};

/// The settings of reports.
pub struct Reports {
    /// The folder for reports, which is created with the first one. `None` if there is no place for them.
    pub folder: Option<PathBuf>,
    /// A function that returns the present time.
    pub now: fn() -> String,
    /// The version, the system and the terminal, a line for each.
    pub surroundings: String,
}

/// The settings of reports, which the front end sets once.
static REPORTS: OnceLock<Reports> = OnceLock::new();

/// The path of the report file of this run, into which all its panics go.
static PATH: OnceLock<PathBuf> = OnceLock::new();

/// Makes each panic from now on be written into the report file, and announced on standard error unless the program
/// goes on after it.
pub fn install(reports: Reports) {
    if REPORTS.set(reports).is_err() {
        return;
    }
    panic::set_hook(Box::new(|panic| {
        let report = report(panic);
        if unwind::is_caught() {
            return;
        }
        let told = match report {
            Some(path) => format!("a report is in {}", path.display()),
            None => format!("{} at {}", message(panic.payload()), location(panic)),
        };
        // A failure is ignored: standard error may be closed.
        let _ = writeln!(io::stderr(), "Error: gloss stopped because of a mistake in it; {told}");
    }));
}

/// Writes a panic into the report file of this run and returns its path. `None` if it can't be written.
pub fn report(panic: &PanicHookInfo<'_>) -> Option<&'static Path> {
    let reports = REPORTS.get()?;
    let (message, location) = (message(panic.payload()), location(panic));
    let thread = thread::current().name().unwrap_or("unnamed").to_owned();
    tracing::error!(thread, location, message, "panic");
    let folder = reports.folder.as_ref()?;
    let path = PATH.get_or_init(|| folder.join(format!("panic-{:016x}.txt", platform::random_bits())));
    let size =
        platform::terminal_size().map_or("none".to_owned(), |(columns, rows)| format!("{columns} × {rows}"));
    let (now, surroundings) = ((reports.now)(), &reports.surroundings);
    let backtrace = Backtrace::force_capture();
    let text = format!(
        "time: {now}\n{surroundings}terminal size: {size}\nthread: {thread}\nplace: {location}\nmessage: {message}\n\n{backtrace}\n\n"
    );
    write(path, &text).ok().map(|()| path.as_path())
}

/// The path of the report file of this run, if there is one.
pub fn report_path() -> Option<&'static Path> {
    PATH.get().map(PathBuf::as_path).filter(|path| path.is_file())
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    platform::create_private_folder(path.parent().ok_or(io::ErrorKind::NotFound)?)?;
    platform::append(path)?.write_all(text.as_bytes())
}

fn location(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or_else(|| "unknown".to_owned(), ToString::to_string)
}

/// The message of a panic, without what it quotes: a slice at a wrong offset and a failed assertion quote the text.
fn message(payload: &(dyn Any + Send)) -> String {
    // A literal of the program can contain no words of a document.
    if let Some(literal) = payload.downcast_ref::<&'static str>() {
        return (*literal).to_owned();
    }
    payload.downcast_ref::<String>().map_or_else(|| "none".to_owned(), |message| without_quotes(message))
}

/// `message` without what stands between the first and the last of its quotation marks.
fn without_quotes(message: &str) -> String {
    const MARKS: [char; 3] = ['`', '"', '\''];
    match (message.find(MARKS), message.rfind(MARKS)) {
        (Some(first), Some(last)) if first < last => {
            format!("{}…{}", &message[..first], &message[last + 1..])
        }
        // The quotation was cut short.
        (Some(first), _) => format!("{}…", &message[..first]),
        _ => message.to_owned(),
    }
}

impl fmt::Debug for Reports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reports").field("folder", &self.folder).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message_of(work: impl FnOnce() + panic::UnwindSafe) -> String {
        message(&*panic::catch_unwind(work).expect_err("a panic"))
    }

    #[test]
    fn a_message_has_no_words_of_a_document() {
        let text = String::from("“Words” of hers");
        let wrong = std::hint::black_box(1);
        let told = [
            message_of(|| assert!(text[wrong..].is_empty())),
            message_of(|| assert_eq!(text, "Words")),
            message_of(|| text.parse::<usize>().map_err(|_| text.clone()).map(drop).expect("sound")),
            message_of(|| panic!("no place for {text:?}")),
        ];
        for message in told {
            assert!(!message.contains("ords") && !message.is_empty(), "{message}");
        }
        assert_eq!(message_of(|| panic!("it's a literal")), "it's a literal");
        let index = message_of(|| drop(vec![1, 2][std::hint::black_box(7)..].to_vec()));
        assert!(index.contains('7') && index.contains('2'), "{index}");
    }
}
