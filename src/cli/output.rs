//! Writing results: a reader that stops reading is no error, and a terminal gets no control characters of a document.

use std::io::{self, BufWriter, IsTerminal, Write};

use super::error::{Error, Exit};
use crate::text::cells;

/// How many bytes are gathered before they are written, where nobody sees them come.
const BUFFER_BYTES: usize = 1 << 16;

/// Standard output, sanitised where it is a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Whether it is a terminal.
    pub is_terminal: bool,
}

impl Output {
    /// The standard output of this process.
    pub fn of_process() -> Self {
        Self { is_terminal: io::stdout().is_terminal() }
    }

    /// Locks it. What is written is there once it is flushed.
    pub fn lock(self) -> Box<dyn Write> {
        let stdout = io::stdout().lock();
        if self.is_terminal {
            Box::new(Printable { out: BufWriter::new(stdout), line: Vec::new() })
        } else {
            Box::new(BufWriter::with_capacity(BUFFER_BYTES, stdout))
        }
    }

    /// Prints what `write` writes.
    pub fn print(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Exit, Error> {
        let mut out = self.lock();
        outcome(write(&mut out).and_then(|()| out.flush()).map(|()| Exit::Done))
    }

    /// Prints a value as JSON, indented.
    pub fn print_json(self, value: &impl serde::Serialize) -> Result<Exit, Error> {
        self.print(|out| {
            serde_json::to_writer_pretty(&mut *out, value)?;
            writeln!(out)
        })
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
