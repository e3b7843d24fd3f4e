//! What a file has beside its content, given to the file that takes its place: owner, mode, extended attributes.
//!
//! None of it is worth losing a save for: what the system does not allow to be carried over is left behind. Only what
//! would let more people read the file than before is never done.

use std::{
    fs::{File, Metadata, Permissions},
    os::unix::fs::{MetadataExt, PermissionsExt, fchown},
    path::Path,
};

/// Gives `file` what the file at `old` has. `file` is readable by its owner alone so far.
pub fn carry_over(old: &Path, meta: &Metadata, file: &File) {
    let is_owned_alike = file.metadata().is_ok_and(|new| (new.uid(), new.gid()) == (meta.uid(), meta.gid()));
    if !is_owned_alike {
        // Only the superuser may give files away; a group may be one's own.
        let _ = fchown(file, Some(meta.uid()), Some(meta.gid()))
            .or_else(|_| fchown(file, None, Some(meta.gid())));
    }
    let has_group = file.metadata().is_ok_and(|new| new.gid() == meta.gid());
    let _ = file.set_permissions(Permissions::from_mode(mode(meta.mode(), has_group)));
    if has_group {
        carry_over_extended(old, file);
    }
}

/// The mode for a file that may have got another group: that group may do no more than everybody.
fn mode(old: u32, has_group: bool) -> u32 {
    if has_group { old & 0o7777 } else { old & 0o0707 | (old & 0o0007) << 3 }
}

/// Copies the extended attributes, access lists among them.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn carry_over_extended(old: &Path, file: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, listxattr};
    /// The longest list of names, and the longest value, that Linux has.
    const LONGEST: usize = 64 * 1024;
    let mut names = vec![0; LONGEST];
    let Ok(length) = listxattr(old, &mut names[..]) else { return };
    let mut value = vec![0; LONGEST];
    for name in names[..length].split(|&byte| byte == 0).filter(|name| is_ours_to_copy(name)) {
        if let Ok(length) = getxattr(old, name, &mut value[..]) {
            let _ = fsetxattr(file, name, &value[..length], XattrFlags::empty());
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
fn carry_over_extended(_old: &Path, _file: &File) {}

/// The kernel's own attributes (signatures of the content, capabilities) belong to the old content; a label does not.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "macos"))]
fn is_ours_to_copy(name: &[u8]) -> bool {
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
        carry_over(&old, &old.metadata().expect("there"), &file);
        let mut value = [0; 16];
        let length = getxattr(&new, "user.origin", &mut value[..]).expect("an attribute");
        assert_eq!(&value[..length], b"a desk");
        assert_eq!(new.metadata().expect("there").mode() & 0o7777, 0o604);
    }
}
