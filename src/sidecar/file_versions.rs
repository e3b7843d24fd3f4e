//! The versions of a sidecar's file: what this program wrote, and what it read of others, in this session and in earlier ones as far
//! as the [state folder](super::StateFolder) keeps them.
//!
//! Another program may save a text that it read a while ago: an editor with an older buffer, a program that syncs folders. What has
//! been tagged since is not in that text, but nobody has deleted it. So a text from outside is compared with the versions that
//! it may have been made of: the one that it differs least from is taken for its base, and all that was changed since then is
//! changed in it, too. A version is no candidate if the text has something that came only after it: a gloss, or a state of a
//! gloss. Of two versions that differ from it by as much the later one counts, since most programs read a file anew when it
//! changes.
//!
//! A text that is a version, byte for byte, is a return to it: git checks out an earlier commit.

use std::{
    collections::{HashMap, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{
    Sidecar, SidecarText, StateFolder, merge,
    version_log::{FileVersion, MAX_SIZE, VersionLog},
};
use crate::gloss::{Gloss, Id, Transaction};

/// The versions of a file, the latest last. The oldest ones are forgotten.
#[derive(Debug, Default)]
pub struct FileVersions {
    all: VecDeque<FileVersion>,
    /// The size of all versions.
    size: usize,
    /// Where they are kept for later sessions; `None` if nothing may be kept.
    log: Option<VersionLog>,
}

impl FileVersions {
    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Keeps the versions in a log from now on, and takes over those that led to this text, which is that of the file.
    pub fn keep(&mut self, log: VersionLog, text: &str) {
        self.forget();
        log.load(hash(text)).into_iter().for_each(|version| self.push(version));
        self.log = Some(log);
    }

    /// Forgets all versions: the next one follows from none of them.
    pub fn forget(&mut self) {
        self.all.clear();
        self.size = 0;
    }

    /// Whether they are kept in a log.
    pub fn are_kept(&self) -> bool {
        self.log.is_some()
    }

    /// Adds the latest version: its text, and what was changed from the version before.
    pub fn add(&mut self, text: &str, changes: &Transaction) {
        let before = self.all.back().map(|version| version.hash);
        let version = FileVersion { hash: hash(text), before, changes: changes.folded() };
        if let Some(log) = self.log.as_ref().filter(|_| version.size() <= MAX_SIZE) {
            // Without it, an old text is taken for what somebody wants after the next start, as with any other program.
            let _ = log.append(&version);
        }
        self.push(version);
    }

    fn push(&mut self, version: FileVersion) {
        self.size += version.size();
        self.all.push_back(version);
        while self.size > MAX_SIZE
            && let Some(oldest) = self.all.pop_front()
        {
            self.size -= oldest.size();
        }
    }

    /// Whether a text is that of a known version.
    pub fn has(&self, text: &str) -> bool {
        let hash = hash(text);
        self.all.iter().any(|version| version.hash == hash)
    }

    /// What has been changed since the version of which `theirs` was most likely made. `now` is the latest version.
    pub fn changes_since_base(&self, now: &SidecarText, theirs: &SidecarText) -> Transaction {
        let mut since = Transaction::default();
        for version in self.all.iter().skip(self.base(now, theirs) + 1) {
            since.append(version.changes.clone());
        }
        since.folded()
    }

    /// The index of the version of which `theirs` was most likely made.
    fn base(&self, now: &SidecarText, theirs: &SidecarText) -> usize {
        let latest = self.all.len().saturating_sub(1);
        let mut differing = merge::difference(now, theirs).changes.len();
        let (mut base, mut least) = (latest, differing);
        // From the latest version back to the one before each, a gloss differs that did not, or the other way round.
        for at in (self.earliest_base(theirs) + 1..=latest).rev() {
            for change in &self.all[at].changes.changes {
                let there = change.id().and_then(|id| theirs.get(id));
                differing += usize::from(there != change.before.as_ref());
                differing = differing.saturating_sub(usize::from(there != change.after.as_ref()));
            }
            if differing < least {
                (base, least) = (at - 1, differing);
            }
        }
        base
    }

    /// The index of the first version that has every state of a gloss which `theirs` has from one of the versions.
    fn earliest_base(&self, theirs: &SidecarText) -> usize {
        let mut earliest = 0;
        let mut earlier: HashMap<&Id, Vec<Option<&Gloss>>> = HashMap::new();
        for (at, version) in self.all.iter().enumerate() {
            for change in &version.changes.changes {
                let Some((id, there)) = change.id().and_then(|id| Some((id, theirs.get(id)?))) else {
                    continue;
                };
                let states = earlier.entry(id).or_insert_with(|| vec![change.before.as_ref()]);
                let is_new = change.after.is_some() && states.iter().all(Option::is_none);
                let is_its_state = change.after.as_ref() == Some(there) && !states.contains(&Some(there));
                if is_new || is_its_state {
                    earliest = at;
                }
                states.push(change.after.as_ref());
            }
        }
        earliest
    }
}

impl Sidecar {
    /// Knows the versions of its file from earlier sessions, and keeps those of this one, so that a text which another program has
    /// read in an earlier session is told from one that it made of the latest.
    pub fn keep_versions(&mut self, state: &StateFolder) {
        if !self.versions.are_kept() && !self.journal.has_records() && self.broken.is_none() {
            let log = state.version_log(&self.path);
            self.versions.keep(log, &self.document.text());
        }
    }
}

/// The hash by which a text is known. With another version of Rust it may be another one, and then earlier versions are not known.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
