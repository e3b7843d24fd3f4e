//! The people who may read a file, told by its mode and group: nobody else may read what is made of it.

use std::{
    fs::{self, Metadata},
    os::unix::fs::MetadataExt,
    path::Path,
};

/// The rights that an owner always has on a file of the program's own.
const OWNER: u32 = 0o600;

/// The people who may read a file, and what else they may do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readership {
    /// The permission bits.
    mode: u32,
    /// The group that the bits in the middle are about; `None` if they are about several.
    group: Option<u32>,
}

impl Readership {
    /// Everybody.
    pub const EVERYBODY: Self = Self { mode: 0o777, group: None };

    /// The people who may read the file at `path`; everybody if there is none, or if it is a stream, which is read once only.
    pub fn of(path: &Path) -> Self {
        let meta = fs::metadata(path).ok().filter(Metadata::is_file);
        meta.map_or(Self::EVERYBODY, |meta| Self { mode: meta.mode() & 0o777, group: Some(meta.gid()) })
    }

    /// The people who may read every one of the files at these paths.
    pub fn of_all<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Self {
        paths.into_iter().map(Self::of).reduce(Self::and).unwrap_or(Self::EVERYBODY)
    }

    fn and(self, other: Self) -> Self {
        if self.group == other.group {
            return Self { mode: self.mode & other.mode, ..self };
        }
        Self { mode: self.bits(None) & other.bits(None), group: None }
    }

    /// The bits for a file of this group. Somebody in another group than this readership's may be any of the others.
    fn bits(self, group: Option<u32>) -> u32 {
        if group.is_some() && group == self.group {
            return self.mode;
        }
        let everybody = self.mode & self.mode >> 3 & 0o007;
        self.mode & 0o700 | everybody << 3 | everybody
    }

    /// The bits for a new file of this group, of the `usual` ones.
    pub(super) fn of_new(self, usual: u32, group: u32) -> u32 {
        usual & (OWNER | self.bits(Some(group)))
    }

    /// The bits of a file of this group, with none left for those who may not read what it was made of.
    pub(super) fn limit(self, bits: u32, group: u32) -> u32 {
        let allowed = self.bits(Some(group));
        let classes: [(u32, u32); 2] = [(0o040, 0o070), (0o004, 0o007)];
        let excluded = classes.iter().filter(|(read, _)| allowed & read == 0);
        excluded.fold(bits, |bits, (_, all)| bits & !all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(mode: u32, group: u32) -> Readership {
        Readership { mode, group: Some(group) }
    }

    #[test]
    fn what_is_new_gets_no_more_than_its_document() {
        for (document, same_group, other_group) in [
            (0o600, 0o600, 0o600),
            (0o640, 0o640, 0o600),
            (0o644, 0o644, 0o644),
            (0o604, 0o604, 0o600),
            (0o444, 0o644, 0o644),
        ] {
            let new = |group| of(document, 7).of_new(0o666, group);
            assert_eq!((new(7), new(8)), (same_group, other_group), "{document:o}");
        }
        assert_eq!(of(0o777, 7).of_new(0o644, 7), 0o644, "the user's mask counts as well");
    }

    #[test]
    fn what_was_there_keeps_its_bits_for_those_who_may_read_the_document() {
        assert_eq!(of(0o600, 7).limit(0o664, 7), 0o600);
        assert_eq!(of(0o640, 7).limit(0o664, 7), 0o660);
        assert_eq!(of(0o640, 7).limit(0o664, 8), 0o600);
        assert_eq!(
            of(0o444, 7).limit(0o664, 7),
            0o664,
            "a team may share glosses of a text that nobody edits"
        );
        assert_eq!(Readership::EVERYBODY.limit(0o664, 7), 0o664);
    }

    #[test]
    fn of_several_only_those_who_may_read_all() {
        assert_eq!(of(0o640, 7).and(of(0o644, 7)), of(0o640, 7));
        assert_eq!(of(0o640, 7).and(of(0o644, 8)).of_new(0o666, 7), 0o600);
        assert_eq!(of(0o644, 7).and(Readership::EVERYBODY).of_new(0o666, 8), 0o644);
        assert_eq!(Readership::of_all([]), Readership::EVERYBODY);
    }
}
