//! Lines that people read, on standard output and standard error, on a terminal or through a pipe.
//!
//! Text of documents, names in sidecars and names of files are shown on one line, with what a terminal would obey made visible.
//! Nothing that is printed for people goes around [`Lines`] and [`tell`]: `tests/layers.rs` holds this.

use std::{
    fmt,
    io::{self, Write},
};

use crate::text::{abridged, cells};

/// Tells a person something on standard error, on one line that is no longer than anyone reads.
pub fn tell(what: impl fmt::Display) {
    // It could be told nowhere that standard error is closed.
    let _ = writeln!(io::stderr(), "{}", in_one_line(&abridged(&what.to_string())));
}

/// A writer of lines that people read. What one `writeln!` writes is one line: line breaks and control characters in it are
/// shown as their pictures. Tabs stay, since they part columns.
pub struct Lines<'a> {
    out: Box<dyn Write + 'a>,
    /// Whether control characters stay as they are, except line breaks.
    keeps_escapes: bool,
}

impl<'a> Lines<'a> {
    /// A writer of lines to `out`. `keeps_escapes` says whether control characters stay as they are, except line breaks.
    pub fn new(out: impl Write + 'a, keeps_escapes: bool) -> Self {
        Self { out: Box::new(out), keeps_escapes }
    }

    /// Writes one line, for `writeln!`.
    pub fn write_fmt(&mut self, line: fmt::Arguments<'_>) -> io::Result<()> {
        let line = line.to_string();
        let line = line.strip_suffix('\n').unwrap_or(&line);
        if self.keeps_escapes {
            writeln!(self.out, "{}", line.replace('\n', "␊"))
        } else {
            writeln!(self.out, "{}", in_one_line(line))
        }
    }

    /// Passes on what is buffered.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// `text` on one line, with control characters made visible, except tabs.
pub fn in_one_line(text: &str) -> String {
    text.split('\t').map(cells::printable).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_at_once_is_one_line() {
        let mut shown = Vec::new();
        let mut out = Lines::new(&mut shown, false);
        let name = "two\nlines\r\u{1b}[31m\n";
        writeln!(out, "{name}\tits column").expect("written");
        writeln!(out, "{name}").expect("written");
        drop(out);
        let shown = String::from_utf8(shown).expect("text");
        assert_eq!(shown, "two␊lines␍␛[31m␊\tits column\ntwo␊lines␍␛[31m␊\n");
    }
}
