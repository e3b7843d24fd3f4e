//! The beginnings of documents, which are shown before the whole is read.

use super::{ReadError, Rendered};

/// How much of a source is read as its beginning, in bytes. Chosen by hand: of every kind it fills some screens, and takes a few
/// milliseconds.
pub const BEGINNING_BYTES: usize = 64 * 1024;

/// The first bytes of a source, up to the last `border` among the first [`BEGINNING_BYTES`] of them. `None` if there is no border
/// among them, or no more than them.
pub fn first_bytes<'a>(bytes: &'a [u8], border: &[u8]) -> Option<&'a [u8]> {
    first_of(bytes, BEGINNING_BYTES, border)
}

/// The first bytes of a source, up to the last `border` among the first `max` of them. `None` if there is no border among them, or no
/// more than them.
pub fn first_of<'a>(bytes: &'a [u8], max: usize, border: &[u8]) -> Option<&'a [u8]> {
    let first = bytes.get(..max).filter(|first| first.len() < bytes.len())?;
    memchr::memmem::rfind(first, border).map(|end| &first[..end])
}

/// What is made of the beginning of a text whose parts are separated by blank lines.
pub fn of_blocks(bytes: &[u8], read: impl Fn(&[u8]) -> Result<Rendered, ReadError>) -> Option<Rendered> {
    let first = first_bytes(bytes, b"\n\n").or_else(|| first_bytes(bytes, b"\n\r\n"))?;
    read(first).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_ends_at_a_border() {
        assert_eq!(first_of(b"<a>bc<d>ef", 7, b"<"), Some(&b"<a>bc"[..]));
        assert_eq!(first_of(b"<a>bc<d>ef", 10, b"<"), None);
        assert_eq!(first_of(b"abcdef", 3, b"<"), None);
    }
}
