//! What kind of file system a folder lies on.

use std::path::Path;

/// Whether the system announces all changes in a folder. It doesn't if other machines can change the folder, too: it lies in the
/// network, or is handed in by a host or by a program.
#[cfg(target_os = "linux")]
pub fn announces_changes(folder: &Path) -> bool {
    /// The numbers of such file systems (`f_type` in statfs(2), from the kernel's `magic.h`).
    const REMOTE: [i128; 14] = [
        0x0102_1997, // 9P
        0x5346_414f, // AFS
        0x00c3_6400, // Ceph
        0xff53_4d42, // CIFS
        0x7375_7245, // Coda
        0x6573_5546, // FUSE
        0x0bd0_0bd0, // Lustre
        0x564c,      // NCP
        0x6969,      // NFS
        0x7c7c_6673, // Parallels' shared folders
        0x517b,      // SMB
        0xfe53_4d42, // SMB 2
        0x786f_4256, // VirtualBox's shared folders
        0xbacb_acbc, // VMware's shared folders
    ];
    // The type of the field differs between processors; the numbers have 32 bits.
    rustix::fs::statfs(folder).is_ok_and(|fs| !REMOTE.contains(&(i128::from(fs.f_type) & 0xffff_ffff)))
}

/// Whether the system announces all changes in a folder, which is taken for granted here.
#[cfg(not(target_os = "linux"))]
pub fn announces_changes(_folder: &Path) -> bool {
    true
}
