//! A large file, read in windows: never copied whole, and safe when another program cuts it short.

use std::fs::File;

use crate::{platform, text::Windows};

/// An open file from `skip` on, as long as it was when it was opened.
pub struct FileWindows {
    file: File,
    skip: usize,
    len: usize,
}

impl FileWindows {
    /// `file` of `len` bytes without its first `skip` ones.
    pub fn new(file: File, skip: usize, len: usize) -> Self {
        Self { file, skip, len: len.saturating_sub(skip) }
    }
}

impl Windows for FileWindows {
    fn len(&self) -> usize {
        self.len
    }

    fn read_at(&self, at: usize, buffer: &mut [u8]) -> usize {
        let mut read = 0;
        while read < buffer.len() {
            match platform::read_at(&self.file, &mut buffer[read..], (self.skip + at + read) as u64) {
                Ok(0) => break,
                Ok(n) => read += n,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                // What can't be read is missing: the text says how much that is.
                Err(_) => break,
            }
        }
        read
    }
}
