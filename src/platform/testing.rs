//! System calls for tests.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
    time::Duration,
};

use rustix::{
    fs::{CWD, FileType, Mode, mknodat},
    time::{ClockId, clock_gettime},
};

/// Makes a link at `link` to what is at `target`.
pub fn symlink(target: &Path, link: &Path) {
    std::os::unix::fs::symlink(target, link).expect("linked");
}

/// Makes a named pipe at `path`.
pub fn fifo(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a named pipe");
}

/// The permission bits of the file at `path`.
pub fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").permissions().mode() & 0o7777
}

/// Gives the file at `path` these permission bits.
pub fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("set");
}

/// Has the file at `path` look as if it was written this long ago.
pub fn set_age(path: &Path, age: Duration) {
    let file = fs::File::options().write(true).open(path).expect("there");
    file.set_modified(std::time::SystemTime::now() - age).expect("set");
}

/// The processor time that this thread has used, which does not depend on other programs.
pub fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).expect("a time that has passed")
}
