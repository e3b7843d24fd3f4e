//! Writing results: a reader that stops reading is no error, and a terminal gets no control characters of a document.

use std::io::{self, BufWriter, Write};

use super::{
    environment,
    error::{Error, Exit},
};
use crate::text::cells;

/// Gives `write` standard output, sanitised where that is a terminal.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Exit, Error> {
    let mut out = stdout();
    outcome(write(&mut out).and_then(|()| out.flush()).map(|()| Exit::Done))
}

/// Standard output, sanitised where that is a terminal. What is written is there once it is flushed.
pub fn stdout() -> Box<dyn Write> {
    let stdout = io::stdout().lock();
    if environment::is_terminal() {
        Box::new(Printable { out: BufWriter::new(stdout), line: Vec::new() })
    } else {
        Box::new(BufWriter::with_capacity(1 << 16, stdout))
    }
}

/// How writing results ended: whoever reads no more of them has read enough.
pub fn outcome(written: io::Result<Exit>) -> Result<Exit, Error> {
    match written {
        Ok(exit) => Ok(exit),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Done),
        Err(error) => Err(Error::failed(format!("cannot write the results: {error}"))),
    }
}

/// Passes lines on with their control characters made visible.
struct Printable<W: Write> {
    out: W,
    line: Vec<u8>,
}

impl<W: Write> Printable<W> {
    fn pass(&mut self, end: &str) -> io::Result<()> {
        let text = String::from_utf8_lossy(&self.line).into_owned();
        self.line.clear();
        let shown: Vec<_> = text.split('\t').map(cells::printable).collect();
        write!(self.out, "{}{end}", shown.join("\t"))
    }
}

impl<W: Write> Write for Printable<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line.extend_from_slice(part.strip_suffix(b"\n").unwrap_or(part));
            if part.ends_with(b"\n") {
                self.pass("\n")?;
            }
        }
        Ok(bytes.len())
    }

    /// Passes the last line on, which may have no end.
    fn flush(&mut self) -> io::Result<()> {
        if !self.line.is_empty() {
            self.pass("")?;
        }
        self.out.flush()
    }
}

/// Does `work` for each of several files. One that fails is reported and doesn't stop the others; the program ends the
/// worst way that any of them did.
pub fn each<T>(items: &[T], mut work: impl FnMut(&T) -> Result<Exit, Error>) -> Exit {
    let mut worst = Exit::Done;
    for item in items {
        worst = worst.max(work(item).unwrap_or_else(|error| {
            error.report();
            error.exit
        }));
    }
    worst
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_no_control_characters() {
        let mut shown = Vec::new();
        let mut out = Printable { out: &mut shown, line: Vec::new() };
        out.write_all(b"a\x1b[2J\tb\xe2").expect("written");
        out.write_all(b"\x82\xac\nc").expect("written");
        out.flush().expect("written");
        assert_eq!(String::from_utf8(shown).expect("text"), "a␛[2J\tb€\nc");
    }
}
