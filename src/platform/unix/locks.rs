//! Which program has locked a file.

use std::{
    fs::{self, File},
    os::unix::fs::MetadataExt,
};

/// The program that has locked a file, as "NAME (process NUMBER)", if the system tells.
pub fn lock_holder(file: &File) -> Option<String> {
    let inode = file.metadata().ok()?.ino().to_string();
    let locks = fs::read_to_string("/proc/locks").ok()?;
    let process = locks.lines().find_map(|line| holder(line, &inode))?;
    let name = fs::read_to_string(format!("/proc/{process}/comm")).ok()?;
    Some(format!("{} (process {process})", name.trim()))
}

/// The process in a line of `/proc/locks` (see `proc_locks(5)`), if it has locked the file with this inode:
/// `1: FLOCK  ADVISORY  WRITE 4711 08:01:131 0 EOF`.
fn holder<'a>(line: &'a str, inode: &str) -> Option<&'a str> {
    let mut words = line.split_whitespace().skip_while(|word| !matches!(*word, "READ" | "WRITE"));
    let (process, place) = (words.nth(1)?, words.next()?);
    // Whoever waits for a lock is listed with an arrow.
    let is_waiting = line.contains("->");
    (place.rsplit(':').next() == Some(inode) && !is_waiting).then_some(process)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_process_that_holds_a_lock_is_named_and_those_that_wait_are_not() {
        let held = "12: FLOCK  ADVISORY  WRITE 4711 08:01:131 0 EOF";
        assert_eq!(holder(held, "131"), Some("4711"));
        assert_eq!(holder(held, "13"), None);
        assert_eq!(holder("12: -> FLOCK  ADVISORY  WRITE 4712 08:01:131 0 EOF", "131"), None);
        assert_eq!(holder("", "131"), None);
    }
}
