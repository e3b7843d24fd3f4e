//! Merges the rest of a sidecar: its head, `[source]`, and tables of other programs or people.

use std::collections::HashMap;

use super::{Conflict, Merge, comments};
use crate::{
    gloss::Id,
    sidecar::{
        SourceInfo,
        entries::{self, EntryKind},
        entry_list::FileEntry,
        sidecar_text::SidecarText,
    },
};

const SOURCE: &str = "[source]";

/// The line above the comments that keep the other side's version of a table that both sides changed.
const OTHER_SIDE_COMMENT: &str = "# review: the other side has";

/// The tables of a file by their headers, with their positions.
fn tables(document: &SidecarText) -> HashMap<&str, usize> {
    let places = document.entries.iter().enumerate().filter(|(_, entry)| is_table(entry));
    places.map(|(at, entry)| (entries::table_name(&entry.text), at)).collect()
}

fn is_table(entry: &FileEntry) -> bool {
    entry.kind == EntryKind::Other && !is_array(entry)
}

fn is_array(entry: &FileEntry) -> bool {
    entry.kind == EntryKind::Other && entries::table_name(&entry.text).starts_with("[[")
}

/// The identity of an entry, by which it is found in another file.
pub(super) enum EntryName {
    Gloss(Id),
    Table(String),
}

impl EntryName {
    /// The identity of this entry.
    pub(super) fn of(entry: &FileEntry) -> Self {
        match &entry.gloss {
            Some(gloss) => Self::Gloss(gloss.id.clone()),
            None => Self::Table(entries::table_name(&entry.text).to_owned()),
        }
    }

    /// The position of that entry; of the last entry if it isn't there.
    pub(super) fn find(&self, document: &SidecarText) -> usize {
        let found = match self {
            Self::Gloss(id) => document.entries.find(id),
            Self::Table(name) => tables(document).get(name.as_str()).copied(),
        };
        found.unwrap_or(document.entries.len().saturating_sub(1))
    }
}

/// The time of the latest change of a file's glosses.
fn newest(document: &SidecarText) -> Option<&str> {
    document.glosses().filter_map(|gloss| gloss.modified.as_deref().or(gloss.created.as_deref())).max()
}

impl Merge<'_> {
    /// Merges all tables that are not entries. Returns whether anything of the other side was added to the file.
    pub(super) fn tables(&mut self) -> bool {
        let before = self.merged.text();
        let (base, theirs) = (tables(self.base), tables(self.theirs));
        let mut names: Vec<(&str, usize)> = theirs.iter().map(|(name, at)| (*name, *at)).collect();
        names.sort_by_key(|(_, at)| *at);
        names.extend(
            base.iter().filter(|(name, _)| !theirs.contains_key(*name)).map(|(name, at)| (*name, *at)),
        );
        for (name, _) in names {
            let base = base.get(name).and_then(|&at| self.base.entries.get(at));
            let theirs = theirs.get(name).and_then(|&at| self.theirs.entries.get(at));
            self.table(name, base, theirs);
        }
        self.texts(|entry| is_array(entry));
        self.merged.text() != before
    }

    fn table(&mut self, name: &str, base: Option<&FileEntry>, theirs: Option<&FileEntry>) {
        let at = tables(&self.merged).get(name).copied();
        let core = |entry: &FileEntry| comments::core(&entry.text).into_owned();
        let same = |a: Option<&FileEntry>, b: Option<&FileEntry>| a.map(core) == b.map(core);
        let ours = at.and_then(|at| self.merged.entries.get(at));
        if same(base, theirs) || same(ours, theirs) {
            return;
        }
        match (at, theirs) {
            (Some(at), Some(theirs)) if same(base, ours) => {
                let text =
                    ours.map_or_else(String::new, |ours| comments::in_place(&core(theirs), &ours.text));
                self.merged.set_text(at, &text);
            }
            (Some(at), Some(theirs)) => self.both_tables(name, at, base, theirs),
            (Some(at), None) if same(base, ours) && !name.is_empty() => self.merged.remove(at),
            (None, Some(theirs)) => self.add_table(name, core(theirs)),
            (_, None) => {}
        }
    }

    fn add_table(&mut self, name: &str, text: String) {
        let is_entry = |entry: &FileEntry| entry.kind != EntryKind::Other;
        let entries = &self.merged.entries;
        let at = if name.is_empty() { 0 } else { entries.iter().position(is_entry).unwrap_or(entries.len()) };
        self.merged.put(vec![(at, FileEntry::other(text))]);
    }

    fn both_tables(&mut self, name: &str, at: usize, base: Option<&FileEntry>, theirs: &FileEntry) {
        let text = |entry: &FileEntry| comments::core(&entry.text).into_owned();
        let known =
            [base.map(text).unwrap_or_default(), self.merged.entries.get(at).map(text).unwrap_or_default()];
        let mut other = comments::commented(&text(theirs), &[&known[0], &known[1]]);
        if name == SOURCE {
            let own = ["# file = ", "# sha256 = ", "# length = "];
            let foreign = |line: &&str| !own.iter().any(|key| line.starts_with(key));
            other = other.lines().filter(foreign).map(|line| format!("{line}\n")).collect();
            self.newer_source();
        }
        if !other.is_empty() {
            self.merged.append_comments(at, &format!("{OTHER_SIDE_COMMENT}\n{other}"));
            let name = if name.is_empty() { "the head of the file" } else { name };
            self.conflicts.push(Conflict {
                id: None,
                message: format!("both sides changed {name}: the other version is in comments"),
            });
        }
    }

    fn newer_source(&mut self) {
        let key = |info: &SourceInfo| (info.sha256.clone(), info.length, info.file.clone());
        let rank =
            |side: &SidecarText| side.source().map(|info| (newest(side).map(str::to_owned), key(&info)));
        let newer =
            if rank(self.ours) >= rank(self.theirs) { self.ours.source() } else { self.theirs.source() };
        if let Some(source) = newer {
            self.merged.set_source(&source);
        }
    }

    /// Adds the other side's new lines as comments.
    pub(super) fn tables_as_comments(&mut self) {
        let text = |side: &SidecarText| -> String {
            let entries = side.entries.iter().filter(|entry| entry.kind == EntryKind::Other);
            entries.map(|entry| comments::core(&entry.text).into_owned() + "\n").collect()
        };
        let other = comments::commented(&text(self.theirs), &[&text(self.base), &text(self.ours)]);
        if !other.is_empty() {
            let last = self.merged.entries.iter().rposition(|entry| entry.kind == EntryKind::Other);
            self.merged.begin();
            self.merged.append_comments(last.unwrap_or(0), &format!("{OTHER_SIDE_COMMENT}\n{other}"));
            self.conflicts.push(Conflict {
                id: None,
                message: "the tables of both sides don't fit into one file: the other version is in comments"
                    .to_owned(),
            });
        }
    }
}

impl SidecarText {
    /// Adds comments after an entry, separated from it.
    pub(super) fn append_comments(&mut self, at: usize, comments: &str) {
        let last = at + 1 >= self.entries.len();
        let Some(entry) = self.entries.get(at) else { return };
        let text = format!("{}\n\n{}{}", entry.text.trim_end(), comments, if last { "" } else { "\n" });
        self.set_text(at, &text);
    }

    fn set_text(&mut self, at: usize, text: &str) {
        let text = self.with_line_endings(text);
        if let Some(entry) = self.entries.get_mut(at) {
            entry.text = text;
        }
    }
}
