//! The journal beside a large sidecar: a change is appended as one record, so that saving it does not mean writing the
//! whole file anew.
//!
//! A record is a line: the first 16 hexadecimal digits of the SHA-256 of its content, a space, and its content as JSON.
//! A last line without its end was cut off by a crash and never reported as saved. A file in the journal's place that
//! has no record is somebody else's: it is refused, and left as it is. Before the file is replaced by one
//! that contains all changes, the digest of the new file is appended to the journal: if power is cut before the journal
//! is removed, all records before that mark are known to be in the file.

use std::{
    ffi::OsString,
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    gloss::Transaction,
    platform::{self, Audience, FileIdentity, FileStamp, FolderLock, MAX_FILE_NAME_BYTES},
};

/// The content of a record.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Record {
    /// A change.
    Change(Transaction),
    /// All changes before are in the file with this digest.
    Settled(String),
}

/// The ending of a journal's name.
const ENDING: &str = ".journal";

/// The number of hexadecimal digits of a record's digest.
const DIGEST_DIGITS: usize = 16;

/// The journal of one sidecar.
#[derive(Debug)]
pub struct Journal {
    /// Its path; nothing but a regular file is opened there.
    path: PathBuf,
    /// The number of bytes that have been read: whole records.
    read: u64,
    /// The identity of the file that was read; `None` before there is one.
    identity: Option<FileIdentity>,
    /// Whether a whole record can't be read.
    damaged: bool,
}

/// The records that have been appended to a journal.
#[derive(Debug, Default, PartialEq)]
pub struct Tail {
    /// The transactions, in order.
    pub transactions: Vec<Transaction>,
    /// The marks: after how many transactions which file contains all changes so far, by its digest.
    settled: Vec<(usize, String)>,
    /// Whether the records read before are gone, since somebody has written them into the sidecar.
    pub anew: bool,
}

impl Tail {
    /// Drops the transactions that are in a file with this content; returns whether the file also has all that were
    /// read before.
    pub fn drop_settled(&mut self, content: impl FnOnce() -> String) -> bool {
        if self.settled.is_empty() {
            return false;
        }
        let digest = digest(content().as_bytes());
        let Some((count, _)) = self.settled.iter().rev().find(|(_, settled)| *settled == digest) else {
            return false;
        };
        self.transactions.drain(..count);
        true
    }
}

impl Journal {
    /// The journal beside `sidecar`, which need not exist. Where the sidecar's name leaves no room, its digest stands for it.
    pub fn for_sidecar(sidecar: &Path) -> Self {
        let of = sidecar.file_name().unwrap_or_default();
        let mut name = OsString::from(".");
        if of.len() + ".".len() + ENDING.len() > MAX_FILE_NAME_BYTES {
            name.push(digest(of.as_encoded_bytes()));
        } else {
            name.push(of);
        }
        name.push(ENDING);
        Self { path: sidecar.with_file_name(name), read: 0, identity: None, damaged: false }
    }

    /// The path of the journal.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether any of its records have been read.
    pub fn has_records(&self) -> bool {
        self.read > 0
    }

    /// Whether a whole record can't be read, so that the records after it are unknown.
    pub fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Reads the records that anybody has appended since the last reading.
    pub fn read_new(&mut self) -> io::Result<Tail> {
        let had_some = self.read > 0;
        let mut file = match platform::open_regular(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                (self.read, self.identity, self.damaged) = (0, None, false);
                return Ok(Tail { anew: had_some, ..Tail::default() });
            }
            Err(error) => return Err(error),
        };
        let FileStamp { identity, length, .. } = FileStamp::of_file(&file)?;
        if self.identity != Some(identity) || length < self.read {
            (self.read, self.identity, self.damaged) = (0, Some(identity), false);
        }
        let mut tail = Tail { anew: had_some && self.read == 0, ..Tail::default() };
        if length == self.read {
            return Ok(tail);
        }
        file.seek(SeekFrom::Start(self.read))?;
        let bytes = platform::read_rest(file)?;
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            match record(line) {
                Some(Record::Change(transaction)) => tail.transactions.push(transaction),
                Some(Record::Settled(digest)) => tail.settled.push((tail.transactions.len(), digest)),
                None if self.read == 0 && !may_be_torn(line) && !has_records(&bytes) => {
                    self.identity = None;
                    return Err(io::Error::other("it is not a journal of gloss; move it away"));
                }
                None => {
                    self.damaged = line.ends_with(b"\n");
                    break;
                }
            }
            self.read += line.len() as u64;
        }
        Ok(tail)
    }

    /// Appends a change durably: once this returns, it survives a power cut. The caller must have locked the folder and
    /// read all new records. The journal is for the same people as the sidecar.
    pub fn append(
        &mut self,
        transaction: &Transaction,
        audience: Audience<'_>,
        lock: &FolderLock,
    ) -> io::Result<()> {
        let record = Record::Change(transaction.clone());
        self.append_record(&record, audience, lock)
    }

    /// Appends the mark that a file with this content is about to contain all changes.
    pub fn settle(&mut self, content: &str, audience: Audience<'_>, lock: &FolderLock) -> io::Result<()> {
        self.append_record(&Record::Settled(digest(content.as_bytes())), audience, lock)
    }

    fn append_record(
        &mut self,
        record: &Record,
        audience: Audience<'_>,
        lock: &FolderLock,
    ) -> io::Result<()> {
        let json = serde_json::to_vec(record)?;
        let mut line = digest(&json).into_bytes();
        line.push(b' ');
        line.extend_from_slice(&json);
        line.push(b'\n');
        if self::record(&line).is_none() {
            return Err(io::Error::other("the change can't be written so that it can be read again"));
        }
        let mut file = self.open_to_append()?;
        if let Audience::Like(sidecar, readership) = audience
            && self.read == 0
            && let Ok(meta) = sidecar.metadata()
        {
            platform::copy_metadata(sidecar, &meta, &file, readership);
        }
        // Half a record, which a crash left, is removed, since it would hide the records after it.
        let cut = |file: &File| match file.metadata()?.len() {
            length if length > self.read => file.set_len(self.read),
            _ => Ok(()),
        };
        cut(&file)?;
        let written = file.write_all(&line).and_then(|()| file.sync_all());
        if let Err(error) = written {
            let _ = cut(&file);
            return Err(error);
        }
        if self.read == 0 {
            lock.sync()?;
        }
        self.read += line.len() as u64;
        Ok(())
    }

    /// Opens the file that was read, or creates it. A file with no more than half of a first record is put aside, since that
    /// may be somebody else's few words.
    fn open_to_append(&mut self) -> io::Result<File> {
        if self.read == 0
            && let Some(identity) = self.identity.take()
        {
            let torn = platform::append_to(&self.path, Some(identity))?;
            if torn.metadata()?.len() == 0 {
                std::fs::remove_file(&self.path)?;
            } else {
                self.put_aside()?;
            }
        }
        let file = platform::append_to(&self.path, self.identity)?;
        self.identity = Some(FileStamp::of_file(&file)?.identity);
        Ok(file)
    }

    /// Renames the journal, so that what is in it is not lost.
    fn put_aside(&self) -> io::Result<()> {
        let aside = |extension: &str| self.path.with_extension(extension);
        let free = std::iter::once(aside("journal.damaged"))
            .chain(std::iter::repeat_with(|| {
                aside(&format!("journal.{:016x}.damaged", platform::random_bits()))
            }))
            .find(|path| std::fs::symlink_metadata(path).is_err());
        std::fs::rename(&self.path, free.unwrap_or_else(|| aside("journal.damaged")))
    }

    /// Removes the journal after all of it is in the sidecar; a damaged one is renamed instead.
    pub fn remove(&mut self) -> io::Result<()> {
        if self.identity.is_none() {
            return Ok(());
        }
        let damaged = std::mem::take(&mut self.damaged);
        (self.read, self.identity) = (0, None);
        let gone = if damaged { self.put_aside() } else { std::fs::remove_file(&self.path) };
        match gone {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Parses a whole, valid record.
fn record(line: &[u8]) -> Option<Record> {
    let line = line.strip_suffix(b"\n")?;
    let (told, json) = line.split_at_checked(DIGEST_DIGITS)?;
    let json = json.strip_prefix(b" ")?;
    (told == digest(json).as_bytes()).then(|| serde_json::from_slice(json).ok())?
}

/// Whether any line is a whole, valid record.
fn has_records(bytes: &[u8]) -> bool {
    bytes.split_inclusive(|&byte| byte == b'\n').any(|line| record(line).is_some())
}

/// Whether a line may be the beginning of a record that a crash has cut off, or a record that was damaged since. After a power cut
/// zeros may stand in the place of what was not written yet.
fn may_be_torn(line: &[u8]) -> bool {
    let written = line.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    let line = &line[..written];
    let (told, rest) = line.split_at(line.len().min(DIGEST_DIGITS));
    let begins = |start: &str| rest.starts_with(start.as_bytes()) || start.as_bytes().starts_with(rest);
    told.iter().all(u8::is_ascii_hexdigit) && (begins(" {\"change\":") || begins(" {\"settled\":"))
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(DIGEST_DIGITS / 2).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::{Change, Gloss, Id, Value};
    use crate::platform::{Readership, testing::symlink};

    fn tag(id: u64) -> Transaction {
        Transaction::new("tag", vec![Change::add(Gloss::new(Id::from_bits(id), "note", Vec::new()))])
    }

    fn like(sidecar: &Path) -> Audience<'_> {
        Audience::Like(sidecar, Readership::EVERYBODY)
    }

    fn tail(journal: &mut Journal) -> Vec<Transaction> {
        journal.read_new().expect("read").transactions
    }

    #[test]
    fn what_one_appends_the_other_reads_and_a_torn_record_counts_for_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = FolderLock::acquire(folder.path()).expect("locked");
        let sidecar = folder.path().join("a.txt.gloss.toml");
        let (mut one, mut other) = (Journal::for_sidecar(&sidecar), Journal::for_sidecar(&sidecar));
        assert_eq!(tail(&mut one), []);
        one.append(&tag(1), like(&sidecar), &lock).expect("appended");
        assert_eq!(tail(&mut other), [tag(1)]);
        other.append(&tag(2), like(&sidecar), &lock).expect("appended");
        assert_eq!(tail(&mut one), [tag(2)]);
        let whole = std::fs::read(one.path()).expect("read");
        for cut in 0..whole.len() {
            std::fs::write(one.path(), &whole[..cut]).expect("cut");
            let mut late = Journal::for_sidecar(&sidecar);
            let read = tail(&mut late);
            assert!(read.len() < 2 && read.iter().all(|transaction| *transaction == tag(1)));
            late.append(&tag(3), like(&sidecar), &lock).expect("appended");
            let all = tail(&mut Journal::for_sidecar(&sidecar));
            assert_eq!(all.last(), Some(&tag(3)), "cut at {cut}");
        }
        other.read_new().expect("read");
        one.remove().expect("removed");
        assert_eq!(other.read_new().expect("read"), Tail { anew: true, ..Tail::default() });
    }

    #[test]
    fn a_number_that_is_none_is_read_back_and_a_damaged_record_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = FolderLock::acquire(folder.path()).expect("locked");
        let sidecar = folder.path().join("a.txt.gloss.toml");
        let mut journal = Journal::for_sidecar(&sidecar);
        let mut gloss = Gloss::new(Id::from_bits(1), "note", Vec::new());
        gloss.attributes.set("weight", Value::Number(f64::INFINITY));
        let endless = Transaction::new("tag", vec![Change::add(gloss)]);
        journal.append(&endless, like(&sidecar), &lock).expect("appended");
        journal.append(&tag(2), like(&sidecar), &lock).expect("appended");
        assert_eq!(tail(&mut Journal::for_sidecar(&sidecar)), [endless, tag(2)]);
        let mut bytes = std::fs::read(journal.path()).expect("read");
        bytes[30] ^= 1;
        std::fs::write(journal.path(), bytes).expect("written");
        let mut damaged = Journal::for_sidecar(&sidecar);
        assert_eq!((tail(&mut damaged), damaged.is_damaged()), (Vec::new(), true));
    }

    #[test]
    fn what_is_in_the_file_is_dropped_up_to_the_mark() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = FolderLock::acquire(folder.path()).expect("locked");
        let sidecar = folder.path().join("a.txt.gloss.toml");
        let mut journal = Journal::for_sidecar(&sidecar);
        journal.append(&tag(1), like(&sidecar), &lock).expect("appended");
        journal.settle("the file", like(&sidecar), &lock).expect("noted");
        journal.append(&tag(2), like(&sidecar), &lock).expect("appended");
        let mut read = Journal::for_sidecar(&sidecar).read_new().expect("read");
        assert!(!read.drop_settled(|| "another file".into()) && read.transactions.len() == 2);
        assert!(read.drop_settled(|| "the file".into()));
        assert_eq!(read.transactions, [tag(2)]);
    }

    #[test]
    fn what_is_no_journal_is_refused_and_stays_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = FolderLock::acquire(folder.path()).expect("locked");
        let sidecar = folder.path().join("a.txt.gloss.toml");
        let theirs = folder.path().join("a.txt");
        for words in
            ["one line of words", "many\nlines\n", "0123456789abcdef {}", "0123456789abcdef {\"change\";"]
        {
            std::fs::write(&theirs, words).expect("written");
            let mut journal = Journal::for_sidecar(&sidecar);
            let links: [fn(&Path, &Path); 2] =
                [symlink, |to, at| std::fs::hard_link(to, at).expect("linked")];
            for link in links {
                link(&theirs, journal.path());
                assert!(journal.read_new().is_err(), "{words}");
                assert!(journal.append(&tag(1), like(&sidecar), &lock).is_err(), "{words}");
                assert_eq!(std::fs::read_to_string(&theirs).expect("read"), words);
                std::fs::remove_file(journal.path()).expect("removed");
            }
        }
    }

    #[test]
    fn a_few_digits_that_may_be_a_torn_record_are_put_aside() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = FolderLock::acquire(folder.path()).expect("locked");
        let sidecar = folder.path().join("a.txt.gloss.toml");
        let mut journal = Journal::for_sidecar(&sidecar);
        let aside = journal.path().with_extension("journal.damaged");
        for (token, is_first) in [("c0ffee", true), ("decade", false)] {
            std::fs::write(journal.path(), token).expect("written");
            assert_eq!(tail(&mut journal), []);
            journal.append(&tag(1), like(&sidecar), &lock).expect("appended");
            assert_eq!(std::fs::read_to_string(&aside).is_ok_and(|kept| kept == token), is_first);
            journal.remove().expect("removed");
        }
        let names = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(names, 2, "the second one as well");
    }
}
