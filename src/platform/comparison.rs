//! Comparing a file with content as that is made, so that neither is in memory as a whole.

use std::io::{self, BufRead, BufReader, Read, Write};

/// A writer that compares what is written to it with what a reader has.
pub struct FileComparison<R> {
    read: BufReader<R>,
    is_same: bool,
}

impl<R: Read> FileComparison<R> {
    /// A comparison with the whole of a file.
    pub fn with(file: R) -> Self {
        Self { read: BufReader::new(file), is_same: true }
    }

    /// Whether all that was written is all that the file has.
    pub fn finish(mut self) -> io::Result<bool> {
        Ok(self.is_same && self.read.fill_buf()?.is_empty())
    }
}

impl<R: Read> Write for FileComparison<R> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_same {
            return Ok(bytes.len());
        }
        let there = self.read.fill_buf()?;
        let length = there.len().min(bytes.len());
        self.is_same = (length > 0 || bytes.is_empty()) && there[..length] == bytes[..length];
        self.read.consume(length);
        Ok(if self.is_same { length } else { bytes.len() })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_is_the_same() {
        let is_same = |file: &str, pieces: &[&str]| {
            let mut comparison =
                FileComparison { read: BufReader::with_capacity(3, file.as_bytes()), is_same: true };
            pieces.iter().try_for_each(|piece| comparison.write_all(piece.as_bytes())).expect("compared");
            comparison.finish().expect("read")
        };
        assert!(is_same("", &[]) && is_same("", &[""]) && is_same("one two", &["one", " ", "two"]));
        assert!(
            !is_same("one two", &["one", " "]) && !is_same("one", &["one", " "]) && !is_same("one", &["onE"])
        );
        assert!(!is_same("one two", &["one_", "two"]), "what comes later doesn't mend it");
    }
}
