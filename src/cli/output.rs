//! Writing results: a reader that stops reading is no error, and a terminal gets no control characters of a document.

use std::io::{self, BufWriter, Write};

use super::{
    environment,
    error::{Error, Exit},
};
use crate::text::cells;

/// Gives `write` standard output, sanitised where that is a terminal.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Exit, Error> {
    let stdout = io::stdout().lock();
    let outcome = if environment::is_terminal() {
        let mut out = Printable { out: BufWriter::new(stdout), line: Vec::new() };
        write(&mut out).and_then(|()| out.finish())
    } else {
        let mut out = BufWriter::with_capacity(1 << 16, stdout);
        write(&mut out).and_then(|()| out.flush())
    };
    match outcome {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::failed(format!("cannot write the results: {error}")))
        }
        _ => Ok(Exit::Done),
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

    fn finish(mut self) -> io::Result<()> {
        if !self.line.is_empty() {
            self.pass("")?;
        }
        self.out.flush()
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

    fn flush(&mut self) -> io::Result<()> {
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
        out.finish().expect("written");
        assert_eq!(String::from_utf8(shown).expect("text"), "a␛[2J\tb€\nc");
    }
}
