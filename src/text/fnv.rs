//! The hash of Fowler, Noll and Vo (FNV-1a, 64 bits). It never changes, on any machine, so that trained weights and ids can
//! rely on it.

/// The hash of no bytes.
pub(crate) const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// `hash` with its upper bits mixed into the lower ones, where only those are kept.
pub(crate) const fn spread(hash: u64) -> u64 {
    hash ^ (hash >> 29)
}

/// The hash of the bytes of `hash` and one more.
pub(crate) const fn with(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}
