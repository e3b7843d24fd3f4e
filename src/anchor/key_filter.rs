//! A filter for keys of words: most words of a text are not looked for, and a bit tells that without a look into a table.

/// The number of 64-bit blocks of the filter: 32 KiB, which the fastest cache of a processor holds.
const BLOCKS: usize = 1 << 12;

/// A set of keys that may say of a few others, too, that they are in it.
pub struct KeyFilter(Vec<u64>);

impl KeyFilter {
    /// A filter that lets `keys` through.
    pub fn new(keys: impl Iterator<Item = u64>) -> Self {
        let mut blocks = vec![0; BLOCKS];
        for key in keys {
            blocks[block(key)] |= 1 << (key & 63);
        }
        Self(blocks)
    }

    /// Whether `key` may be one of the keys; if not, it certainly is none of them.
    pub fn may_have(&self, key: u64) -> bool {
        self.0[block(key)] >> (key & 63) & 1 == 1
    }
}

/// The block that has the bit of a key.
fn block(key: u64) -> usize {
    (key >> 6) as usize % BLOCKS
}
