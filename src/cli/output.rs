//! Writing results and notices: a closed pipe is no error, and nobody who reads them is shown control characters of a document.
//!
//! What is for people is written as [`Lines`], wherever it is read. What is data (a text, an export, JSON) stays as it is,
//! except on a terminal.

use std::io::{self, BufWriter, IsTerminal, Write};

use super::{
    error::{Error, Exit},
    lines::{Lines, in_one_line},
};
use crate::platform;

/// How many bytes are buffered before they are written to a file or pipe. Chosen by hand.
const BUFFER_BYTES: usize = 1 << 16;

/// Standard output.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Whether standard output is a terminal.
    pub is_terminal: bool,
    /// Whether control characters go into a pipe as they are.
    keeps_escapes: bool,
}

impl Output {
    /// The standard output of this process. `escapes` says whether a person wants control characters as they are; a terminal
    /// gets none all the same.
    pub fn of_process(escapes: bool) -> Self {
        let is_terminal = io::stdout().is_terminal();
        Self { is_terminal, keeps_escapes: escapes && !is_terminal }
    }

    /// Locks standard output for data. What is written appears at the latest when it is flushed.
    pub fn lock(self) -> Box<dyn Write> {
        let stdout = io::stdout().lock();
        if self.is_terminal {
            Box::new(Printable { out: BufWriter::new(stdout), line: Vec::new() })
        } else {
            Box::new(BufWriter::with_capacity(BUFFER_BYTES, stdout))
        }
    }

    /// Locks standard output for lines that people read.
    pub fn lock_lines(self) -> Lines<'static> {
        Lines::new(BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock()), self.keeps_escapes)
    }

    /// Prints the data that `write` writes.
    pub fn print(self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Exit, Error> {
        let mut out = self.lock();
        outcome(write(&mut out).and_then(|()| out.flush()).map(|()| Exit::Done))
    }

    /// Prints the lines that `write` writes.
    pub fn print_lines(self, write: impl FnOnce(&mut Lines<'_>) -> io::Result<()>) -> Result<Exit, Error> {
        let mut out = self.lock_lines();
        outcome(write(&mut out).and_then(|()| out.flush()).map(|()| Exit::Done))
    }

    /// Prints a value as indented JSON.
    pub fn print_json(self, value: &impl serde::Serialize) -> Result<Exit, Error> {
        self.print(|out| {
            serde_json::to_writer_pretty(&mut *out, value)?;
            writeln!(out)
        })
    }
}

/// The exit code for the result of writing; a closed pipe is a success, since its reader has read enough.
pub fn outcome(written: io::Result<Exit>) -> Result<Exit, Error> {
    match written {
        Ok(exit) => Ok(exit),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Done),
        Err(error) => Err(Error::failed(format!("can't write the results: {}", platform::reason(&error)))),
    }
}

/// A writer of data to a terminal, which makes control characters in lines visible.
struct Printable<W: Write> {
    out: W,
    line: Vec<u8>,
}

impl<W: Write> Printable<W> {
    fn pass(&mut self, end: &str) -> io::Result<()> {
        let text = String::from_utf8_lossy(&self.line).into_owned();
        self.line.clear();
        write!(self.out, "{}{end}", in_one_line(&text))
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

    /// Passes on the last line, which may lack a line break.
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
