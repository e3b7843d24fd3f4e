//! A folder on a disk, in every state in which a power cut may leave it.
//!
//! What was synced is there. What was not may be in any state: the content of a file may be the old one, the new one,
//! part of it, or zeros of the right length; and each name made, changed or removed since the folder was synced may
//! or may not be, independently. (File systems that keep an order leave fewer states.)

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::trace::Call;

/// A change of a name.
enum Renaming {
    Made(String, usize),
    Moved(String, String, usize),
    /// Two names of which each got the other one's file, in one step.
    Swapped([(String, usize); 2]),
    Gone(String),
}

/// A file's content.
struct File {
    /// The content that is certainly on the disk.
    synced: Vec<u8>,
    /// All contents since; the last one is the current one.
    since: Vec<Vec<u8>>,
}

impl File {
    fn now(&self) -> &[u8] {
        self.since.last().unwrap_or(&self.synced)
    }

    /// All contents that the file may have after a power cut.
    fn left(&self) -> Vec<Vec<u8>> {
        let mut left: Vec<Vec<u8>> = vec![self.synced.clone()];
        for now in &self.since {
            let kept = self.synced.iter().zip(now).take_while(|(a, b)| a == b).count();
            let half = kept + (now.len() - kept) / 2;
            let zeros_from = |from: usize| [&now[..from], &vec![0; now.len() - from][..]].concat();
            left.extend([now.clone(), now[..half].to_vec(), zeros_from(half), zeros_from(kept)]);
        }
        left.dedup();
        left
    }
}

/// The files of a folder, by name.
pub type State = BTreeMap<String, Vec<u8>>;

/// A folder while a program works in it.
pub struct Disk<'a> {
    folder: &'a Path,
    files: Vec<File>,
    /// The names that are certainly on the disk.
    synced: BTreeMap<String, usize>,
    now: BTreeMap<String, usize>,
    since: Vec<Renaming>,
    /// The file and the write offset of each descriptor; `None` for the folder itself.
    open: HashMap<usize, Option<(usize, usize)>>,
}

impl<'a> Disk<'a> {
    /// A folder with these files, all of them synced.
    pub fn new(folder: &'a Path, state: State) -> Self {
        let names: BTreeMap<String, usize> = state.keys().cloned().zip(0..).collect();
        let files = state.into_values().map(|synced| File { synced, since: Vec::new() }).collect();
        Self { folder, files, synced: names.clone(), now: names, since: Vec::new(), open: HashMap::new() }
    }

    /// Applies a call. Returns whether the disk may look different now.
    pub fn carry_out(&mut self, call: &Call) -> bool {
        match call.name.as_str() {
            "openat" => self.open(call),
            "write" => self.write(call),
            "ftruncate" => self.truncate(call),
            "fsync" | "fdatasync" => self.sync(call),
            "rename" | "renameat" | "renameat2" => self.rename(call),
            "unlink" | "unlinkat" => self.remove(call),
            _ => false,
        }
    }

    /// The name of a file in the folder.
    fn name(&self, path: &Path) -> Option<String> {
        let inside = path.parent() == Some(self.folder);
        inside.then(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
    }

    fn open(&mut self, call: &Call) -> bool {
        self.open.remove(&call.result);
        let path = call.path(0);
        if path == self.folder {
            self.open.insert(call.result, None);
        }
        let Some(name) = self.name(path) else { return false };
        let known = self.now.get(&name).copied();
        let file = known.unwrap_or_else(|| {
            self.files.push(File { synced: Vec::new(), since: Vec::new() });
            let file = self.files.len() - 1;
            self.now.insert(name.clone(), file);
            self.since.push(Renaming::Made(name, file));
            file
        });
        assert!(!call.arguments.contains("O_TRUNC"), "a file is emptied: {call:?}");
        let end = if call.arguments.contains("O_APPEND") { self.files[file].now().len() } else { 0 };
        self.open.insert(call.result, Some((file, end)));
        known.is_none()
    }

    fn write(&mut self, call: &Call) -> bool {
        let Some(Some((file, at))) = call.number(0).and_then(|fd| self.open.get_mut(&fd)) else {
            return false;
        };
        let written = &call.texts[0][..call.result];
        let mut content = self.files[*file].now().to_vec();
        content.resize(content.len().max(*at + written.len()), 0);
        content[*at..*at + written.len()].copy_from_slice(written);
        self.files[*file].since.push(content);
        *at += written.len();
        true
    }

    fn truncate(&mut self, call: &Call) -> bool {
        let Some(Some((file, _))) = call.number(0).and_then(|fd| self.open.get(&fd)) else { return false };
        let mut content = self.files[*file].now().to_vec();
        content.resize(call.number(1).expect("a length"), 0);
        self.files[*file].since.push(content);
        true
    }

    fn sync(&mut self, call: &Call) -> bool {
        match call.number(0).and_then(|fd| self.open.get(&fd)) {
            Some(Some((file, _))) => {
                let file = &mut self.files[*file];
                file.synced = file.since.pop().unwrap_or_else(|| std::mem::take(&mut file.synced));
                file.since.clear();
            }
            Some(None) => {
                self.synced = self.now.clone();
                self.since.clear();
            }
            None => return false,
        }
        true
    }

    fn rename(&mut self, call: &Call) -> bool {
        let (Some(from), Some(to)) = (self.name(call.path(0)), self.name(call.path(1))) else { return false };
        if call.arguments.contains("RENAME_EXCHANGE") {
            let swapped = [(from.clone(), self.now[&to]), (to, self.now[&from])];
            self.now.extend(swapped.clone());
            self.since.push(Renaming::Swapped(swapped));
            return true;
        }
        let file = self.now.remove(&from).expect("a file to rename");
        self.now.insert(to.clone(), file);
        self.since.push(Renaming::Moved(from, to, file));
        true
    }

    fn remove(&mut self, call: &Call) -> bool {
        let Some(name) = self.name(call.path(0)) else { return false };
        // A link holds no file.
        if self.now.remove(&name).is_none() {
            return false;
        }
        self.since.push(Renaming::Gone(name));
        true
    }

    /// Every state in which a power cut may leave the folder, without files that nobody reads.
    pub fn left(&self) -> Vec<State> {
        assert!(self.since.len() < 10, "so many names are never waiting to be synced");
        let mut states = Vec::new();
        for chosen in 0..1_u32 << self.since.len() {
            let mut names = self.synced.clone();
            for (_, renaming) in (0..).zip(&self.since).filter(|(n, _)| chosen >> n & 1 == 1) {
                match renaming {
                    Renaming::Made(name, file) => drop(names.insert(name.clone(), *file)),
                    Renaming::Moved(from, to, file) => {
                        names.remove(from);
                        names.insert(to.clone(), *file);
                    }
                    Renaming::Swapped(swapped) => names.extend(swapped.clone()),
                    Renaming::Gone(name) => drop(names.remove(name)),
                }
            }
            names.retain(|name, _| !name.contains(".tmp"));
            states.extend(self.contents(names));
        }
        states
    }

    /// Every combination of the contents that the files with these names may have.
    fn contents(&self, names: BTreeMap<String, usize>) -> Vec<State> {
        names.into_iter().fold(vec![State::new()], |states, (name, file)| {
            let left = self.files[file].left();
            let with = |state: &State| {
                let with = |content: &Vec<u8>| {
                    let mut state = state.clone();
                    state.insert(name.clone(), content.clone());
                    state
                };
                left.iter().map(with).collect::<Vec<_>>()
            };
            states.iter().flat_map(with).collect()
        })
    }
}
