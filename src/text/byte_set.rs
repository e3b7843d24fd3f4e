//! Sets of bytes, for scanners that pass over most of a text.

/// A set of bytes as a table, in which a byte is looked up in one step.
pub struct ByteSet([bool; 256]);

impl ByteSet {
    /// The set of these bytes.
    pub const fn of(bytes: &[u8]) -> Self {
        let mut table = [false; 256];
        let mut i = 0;
        while i < bytes.len() {
            table[bytes[i] as usize] = true;
            i += 1;
        }
        Self(table)
    }

    /// Whether a byte is in it.
    #[inline]
    pub const fn has(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }

    /// The offset of the first of `bytes`, from the offset `from` on, that is in it.
    #[inline]
    pub fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        bytes.get(from..)?.iter().position(|&byte| self.has(byte)).map(|skipped| from + skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_of_the_set_is_found_from_an_offset_on() {
        static MARKS: ByteSet = ByteSet::of(b"#\xff");
        let found = |from| MARKS.find(b"a#b\xffc", from);
        assert_eq!(
            [found(0), found(1), found(2), found(4), found(5), found(6)],
            [Some(1), Some(1), Some(3), None, None, None]
        );
        assert!(MARKS.has(0xff) && !MARKS.has(0));
    }
}
