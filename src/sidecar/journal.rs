//! The journal beside a large sidecar: a change is appended as one record, so that saving it does not mean writing the
//! whole file anew.
//!
//! A record is a line: the first 16 hexadecimal digits of the SHA-256 of its content, a space, and a transaction as
//! JSON. One that was cut short, or that reads otherwise than its digest says, ends the journal: whatever follows was
//! never answered as saved. Before the file is replaced by one that has it all, the journal notes what that one will
//! be: if power is cut between the replacement and the journal's removal, it is known to be in the file already.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::gloss::Transaction;

/// What a record says.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Record {
    /// All that came before is in a file of this digest.
    Settled { settled: String },
    /// A change.
    Change(Transaction),
}

/// Hexadecimal digits of a record's digest.
const DIGITS: usize = 16;

/// The journal of one sidecar.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// So much of it has been taken in, in bytes: whole records.
    read: u64,
    /// Which file that was.
    inode: Option<u64>,
}

/// What has been appended to a journal.
#[derive(Debug, Default, PartialEq)]
pub struct News {
    /// The transactions, in order.
    pub transactions: Vec<Transaction>,
    /// Whether what had been taken in before is gone: somebody has written it into the sidecar.
    pub anew: bool,
    /// The digest of the file that has all of it, if that was the last thing noted.
    settled: Option<String>,
}

impl Journal {
    /// The journal beside `sidecar`; there need not be one.
    pub fn beside(sidecar: &Path) -> Self {
        let name = sidecar.file_name().unwrap_or_default().to_string_lossy();
        Self { path: sidecar.with_file_name(format!(".{name}.journal")), read: 0, inode: None }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing of it has been taken in.
    pub fn is_empty(&self) -> bool {
        self.read == 0
    }

    /// What has been appended since it was last read, by anybody.
    pub fn read_new(&mut self) -> io::Result<News> {
        use std::os::unix::fs::MetadataExt;
        let had_some = self.read > 0;
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                (self.read, self.inode) = (0, None);
                return Ok(News { anew: had_some, ..News::default() });
            }
            Err(error) => return Err(error),
        };
        let meta = file.metadata()?;
        if self.inode != Some(meta.ino()) || meta.len() < self.read {
            (self.read, self.inode) = (0, Some(meta.ino()));
        }
        let mut news = News { anew: had_some && self.read == 0, ..News::default() };
        if meta.len() == self.read {
            return Ok(news);
        }
        file.seek(SeekFrom::Start(self.read))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let Some(record) = record(line) else { break };
            self.read += line.len() as u64;
            match record {
                Record::Change(transaction) => {
                    news.settled = None;
                    news.transactions.push(transaction);
                }
                Record::Settled { settled } => news.settled = Some(settled),
            }
        }
        Ok(news)
    }

    /// Appends a change; when this returns it would survive a power cut. The caller holds the folder, and has read all
    /// that is new.
    pub fn append(&mut self, transaction: &Transaction, folder: &File) -> io::Result<()> {
        self.append_record(&Record::Change(transaction.clone()), folder)
    }

    /// Notes that a file of this content is about to have all of it.
    pub fn settle(&mut self, content: &[u8], folder: &File) -> io::Result<()> {
        self.append_record(&Record::Settled { settled: digest(content) }, folder)
    }

    fn append_record(&mut self, record: &Record, folder: &File) -> io::Result<()> {
        let json = serde_json::to_vec(record)?;
        let mut line = digest(&json).into_bytes();
        line.push(b' ');
        line.extend_from_slice(&json);
        line.push(b'\n');
        let is_new = !self.path.exists();
        let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
        if file.metadata()?.len() > self.read {
            // What a crash cut short.
            file.set_len(self.read)?;
        }
        let written = file.write_all(&line).and_then(|()| file.sync_all());
        if let Err(error) = written {
            // Half a record would hide the ones after it.
            let _ = file.set_len(self.read);
            return Err(error);
        }
        if is_new {
            use std::os::unix::fs::MetadataExt;
            self.inode = Some(file.metadata()?.ino());
            folder.sync_all()?;
        }
        self.read += line.len() as u64;
        Ok(())
    }

    /// Removes it, once all of it is in the sidecar.
    pub fn remove(&mut self) -> io::Result<()> {
        (self.read, self.inode) = (0, None);
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

impl News {
    /// Whether a file of this content has all of it already.
    pub fn is_in(&self, content: &[u8]) -> bool {
        self.settled.as_ref().is_some_and(|settled| *settled == digest(content))
    }
}

/// A whole, sound record.
fn record(line: &[u8]) -> Option<Record> {
    let line = line.strip_suffix(b"\n")?;
    let (told, json) = line.split_at_checked(DIGITS)?;
    let json = json.strip_prefix(b" ")?;
    (told == digest(json).as_bytes()).then(|| serde_json::from_slice(json).ok())?
}

fn digest(json: &[u8]) -> String {
    Sha256::digest(json).iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::{Change, Gloss, Id};

    fn tag(id: u64) -> Transaction {
        Transaction::new("tag", vec![Change::add(Gloss::new(Id::from_bits(id), "note", Vec::new()))])
    }

    #[test]
    fn what_one_appends_the_other_reads_and_a_torn_record_counts_for_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let handle = File::open(folder.path()).expect("opened");
        let sidecar = folder.path().join("a.txt.gloss.toml");
        let (mut one, mut other) = (Journal::beside(&sidecar), Journal::beside(&sidecar));
        let news = |journal: &mut Journal| journal.read_new().expect("read").transactions;
        assert_eq!(news(&mut one), []);
        one.append(&tag(1), &handle).expect("appended");
        assert_eq!(news(&mut other), [tag(1)]);
        other.append(&tag(2), &handle).expect("appended");
        assert_eq!(news(&mut one), [tag(2)]);
        let whole = std::fs::read(one.path()).expect("read");
        for cut in 0..whole.len() {
            std::fs::write(one.path(), &whole[..cut]).expect("cut");
            let mut late = Journal::beside(&sidecar);
            let read = news(&mut late);
            assert!(read.len() < 2 && read.iter().all(|transaction| *transaction == tag(1)));
            late.append(&tag(3), &handle).expect("appended");
            let all = news(&mut Journal::beside(&sidecar));
            assert_eq!(all.last(), Some(&tag(3)), "cut at {cut}");
        }
        other.read_new().expect("read");
        one.remove().expect("removed");
        assert_eq!(other.read_new().expect("read"), News { anew: true, ..News::default() });
    }
}
