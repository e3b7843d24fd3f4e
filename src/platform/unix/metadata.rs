//! The metadata of a file: owner, mode, access lists, extended attributes.
//!
//! Metadata that the system does not allow to be copied are left out, since a save must not fail for them. But more people than
//! before must never be able to read the file.

use std::{
    fs::{File, Metadata, Permissions},
    io,
    os::unix::fs::{MetadataExt, PermissionsExt, fchown},
    path::Path,
};

use super::readership::Readership;

/// Whether the user may write to the file or into the folder at `path`; the error says why not.
pub fn check_writable(path: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(path, rustix::fs::Access::WRITE_OK)?)
}

/// Copies the metadata of the file at `old` to `file`, which only its owner may read so far. `meta` are the metadata as read. Nobody
/// outside of the readership gets a right on the file.
pub fn copy_metadata(old: &Path, meta: &Metadata, file: &File, readership: Readership) {
    let is_owned_alike = file.metadata().is_ok_and(|new| (new.uid(), new.gid()) == (meta.uid(), meta.gid()));
    if !is_owned_alike {
        // Only the superuser may give files away; a group may be one's own.
        let _ = fchown(file, Some(meta.uid()), Some(meta.gid()))
            .or_else(|_| fchown(file, None, Some(meta.gid())));
    }
    let Ok(group) = file.metadata().map(|new| new.gid()) else { return };
    let has_group = group == meta.gid();
    let old_mode = mode(meta.mode(), has_group);
    let new_mode = readership.limit(old_mode, group);
    let _ = file.set_permissions(Permissions::from_mode(new_mode));
    // An access list says more than the mode, so none is copied to a file that fewer people may read.
    if has_group && new_mode == old_mode {
        copy_attributes(old, file);
    }
}

/// The mode for a file that may have another group than before: such a group gets the rights that everybody has.
fn mode(old: u32, has_group: bool) -> u32 {
    if has_group { old & 0o7777 } else { old & 0o0707 | (old & 0o0007) << 3 }
}

/// Copies the extended attributes, access lists among them.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn copy_attributes(old: &Path, file: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, listxattr};
    /// Linux has no longer list of names and no longer value (`XATTR_LIST_MAX`, `XATTR_SIZE_MAX` in `limits.h`).
    const MAX_BYTES: usize = 64 * 1024;
    let mut names = vec![0; MAX_BYTES];
    let Ok(length) = listxattr(old, &mut names[..]) else { return };
    let mut value = vec![0; MAX_BYTES];
    for name in names[..length].split(|&byte| byte == 0).filter(|name| may_be_copied(name)) {
        if let Ok(length) = getxattr(old, name, &mut value[..]) {
            let _ = fsetxattr(file, name, &value[..length], XattrFlags::empty());
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
fn copy_attributes(_old: &Path, _file: &File) {}

/// Whether an attribute may be copied. The kernel's own ones (signatures, capabilities) belong to the old content; a label does not.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn may_be_copied(name: &[u8]) -> bool {
    !name.is_empty() && (!name.starts_with(b"security.") || name == b"security.selinux")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_group_may_do_no_more_than_everybody() {
        for (old, own, others) in [(0o640, 0o640, 0o600), (0o664, 0o664, 0o644), (0o600, 0o600, 0o600)] {
            assert_eq!((mode(old, true), mode(old, false)), (own, others), "{old:o}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn extended_attributes_and_the_mode_come_along() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = tempfile::tempdir().expect("a folder");
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        std::fs::write(&old, "").expect("written");
        std::fs::set_permissions(&old, Permissions::from_mode(0o604)).expect("set");
        if setxattr(&old, "user.origin", b"a desk", XattrFlags::empty()).is_err() {
            println!("skipped: the file system has no extended attributes");
            return;
        }
        let file = File::create(&new).expect("created");
        copy_metadata(&old, &old.metadata().expect("there"), &file, Readership::EVERYBODY);
        let mut value = [0; 16];
        let length = getxattr(&new, "user.origin", &mut value[..]).expect("an attribute");
        assert_eq!(&value[..length], b"a desk");
        assert_eq!(new.metadata().expect("there").mode() & 0o7777, 0o604);
    }
}
