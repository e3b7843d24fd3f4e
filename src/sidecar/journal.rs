//! The journal beside a large sidecar: a change is appended as one record, so that saving it does not mean writing the
//! whole file anew.
//!
//! A record is a line: the first 16 hexadecimal digits of the SHA-256 of its content, a space, and its content as JSON.
//! A last line without its end was cut short by a crash and never answered as saved. Before the file is replaced by one
//! that has it all, the journal notes the digest of what will stand there: if power is cut before the journal is removed,
//! what comes before that mark is known to be in the file.

use std::{
    ffi::OsString,
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    gloss::Transaction,
    platform::{self, FileIdentity, FileStamp, FolderLock},
};

/// What a record says.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Record {
    /// A change.
    Change(Transaction),
    /// All that came before is in the file of this digest.
    Settled(String),
}

/// Hexadecimal digits of a record's digest.
const DIGITS: usize = 16;

/// The journal of one sidecar.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// How many bytes of it have been read: whole records.
    read: u64,
    /// Which file that was; none before there is one.
    identity: Option<FileIdentity>,
    /// Whether a whole record in it can't be read.
    damaged: bool,
}

/// What has been appended to a journal.
#[derive(Debug, Default, PartialEq)]
pub struct Tail {
    /// The transactions, in order.
    pub transactions: Vec<Transaction>,
    /// After how many of them it was noted that all so far is in a file of which digest.
    settled: Vec<(usize, String)>,
    /// Whether what had been taken in before is gone: somebody has written it into the sidecar.
    pub anew: bool,
}

impl Tail {
    /// Drops what is in a file of this content already. Returns whether that goes for all that was read before, too.
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
    /// The journal beside `sidecar`; there need not be one.
    pub fn beside(sidecar: &Path) -> Self {
        let mut name = OsString::from(".");
        name.push(sidecar.file_name().unwrap_or_default());
        name.push(".journal");
        Self { path: sidecar.with_file_name(name), read: 0, identity: None, damaged: false }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether something of it has been taken in.
    pub fn has_records(&self) -> bool {
        self.read > 0
    }

    /// Whether a whole record in it can't be read: what follows it is not known.
    pub fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// What has been appended since it was last read, by anybody.
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
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            match record(line) {
                Some(Record::Change(transaction)) => tail.transactions.push(transaction),
                Some(Record::Settled(digest)) => tail.settled.push((tail.transactions.len(), digest)),
                None => {
                    self.damaged = line.ends_with(b"\n");
                    break;
                }
            }
            self.read += line.len() as u64;
        }
        Ok(tail)
    }

    /// Appends a change; when this returns it would survive a power cut. The caller has locked the folder and read all
    /// that is new. The journal is as private as `sidecar`.
    pub fn append(&mut self, transaction: &Transaction, sidecar: &Path, lock: &FolderLock) -> io::Result<()> {
        let record = Record::Change(transaction.clone());
        self.append_record(&record, sidecar, lock)
    }

    /// Notes that a file of this content is about to have all of it.
    pub fn settle(&mut self, content: &str, sidecar: &Path, lock: &FolderLock) -> io::Result<()> {
        self.append_record(&Record::Settled(digest(content.as_bytes())), sidecar, lock)
    }

    fn append_record(&mut self, record: &Record, sidecar: &Path, lock: &FolderLock) -> io::Result<()> {
        let json = serde_json::to_vec(record)?;
        let mut line = digest(&json).into_bytes();
        line.push(b' ');
        line.extend_from_slice(&json);
        line.push(b'\n');
        if self::record(&line).is_none() {
            return Err(io::Error::other("the change can't be written so that it can be read again"));
        }
        let mut file = platform::append(&self.path)?;
        if self.read == 0
            && let Ok(meta) = sidecar.metadata()
        {
            platform::copy_metadata(sidecar, &meta, &file);
        }
        // What a crash cut short goes; and half a record would hide the ones after it.
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
            self.identity = Some(FileStamp::of_file(&file)?.identity);
            lock.sync()?;
        }
        self.read += line.len() as u64;
        Ok(())
    }

    /// Removes it, once all of it is in the sidecar; one that is damaged is put aside.
    pub fn remove(&mut self) -> io::Result<()> {
        let damaged = std::mem::take(&mut self.damaged);
        (self.read, self.identity) = (0, None);
        let gone = if damaged {
            std::fs::rename(&self.path, self.path.with_extension("journal.damaged"))
        } else {
            std::fs::remove_file(&self.path)
        };
        match gone {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// A whole, sound record.
fn record(line: &[u8]) -> Option<Record> {
    let line = line.strip_suffix(b"\n")?;
    let (told, json) = line.split_at_checked(DIGITS)?;
    let json = json.strip_prefix(b" ")?;
    (told == digest(json).as_bytes()).then(|| serde_json::from_slice(json).ok())?
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::{Change, Gloss, Id, Value};

    fn tag(id: u64) -> Transaction {
        Transaction::new("tag", vec![Change::add(Gloss::new(Id::from_bits(id), "note", Vec::new()))])
    }

    fn tail(journal: &mut Journal) -> Vec<Transaction> {
        journal.read_new().expect("read").transactions
    }

    #[test]
    fn what_one_appends_the_other_reads_and_a_torn_record_counts_for_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = FolderLock::acquire(folder.path()).expect("locked");
        let sidecar = folder.path().join("a.txt.gloss.toml");
        let (mut one, mut other) = (Journal::beside(&sidecar), Journal::beside(&sidecar));
        assert_eq!(tail(&mut one), []);
        one.append(&tag(1), &sidecar, &lock).expect("appended");
        assert_eq!(tail(&mut other), [tag(1)]);
        other.append(&tag(2), &sidecar, &lock).expect("appended");
        assert_eq!(tail(&mut one), [tag(2)]);
        let whole = std::fs::read(one.path()).expect("read");
        for cut in 0..whole.len() {
            std::fs::write(one.path(), &whole[..cut]).expect("cut");
            let mut late = Journal::beside(&sidecar);
            let read = tail(&mut late);
            assert!(read.len() < 2 && read.iter().all(|transaction| *transaction == tag(1)));
            late.append(&tag(3), &sidecar, &lock).expect("appended");
            let all = tail(&mut Journal::beside(&sidecar));
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
        let mut journal = Journal::beside(&sidecar);
        let mut gloss = Gloss::new(Id::from_bits(1), "note", Vec::new());
        gloss.attributes.set("weight", Value::Number(f64::INFINITY));
        let endless = Transaction::new("tag", vec![Change::add(gloss)]);
        journal.append(&endless, &sidecar, &lock).expect("appended");
        journal.append(&tag(2), &sidecar, &lock).expect("appended");
        assert_eq!(tail(&mut Journal::beside(&sidecar)), [endless, tag(2)]);
        let mut bytes = std::fs::read(journal.path()).expect("read");
        bytes[30] ^= 1;
        std::fs::write(journal.path(), bytes).expect("written");
        let mut damaged = Journal::beside(&sidecar);
        assert_eq!((tail(&mut damaged), damaged.is_damaged()), (Vec::new(), true));
    }

    #[test]
    fn what_is_in_the_file_is_dropped_up_to_the_mark() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = FolderLock::acquire(folder.path()).expect("locked");
        let sidecar = folder.path().join("a.txt.gloss.toml");
        let mut journal = Journal::beside(&sidecar);
        journal.append(&tag(1), &sidecar, &lock).expect("appended");
        journal.settle("the file", &sidecar, &lock).expect("noted");
        journal.append(&tag(2), &sidecar, &lock).expect("appended");
        let mut read = Journal::beside(&sidecar).read_new().expect("read");
        assert!(!read.drop_settled(|| "another file".into()) && read.transactions.len() == 2);
        assert!(read.drop_settled(|| "the file".into()));
        assert_eq!(read.transactions, [tag(2)]);
    }
}
