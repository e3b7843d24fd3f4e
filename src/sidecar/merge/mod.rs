//! Two people, two programs, or a person and an editor changed the same glosses: what comes of both.
//!
//! A merge starts from the text of one side and makes the other side's changes in it, so that what a person wrote by hand
//! stays. Annotations are merged one by one, by id:
//!
//! - What one side added is added; what one side changed or deleted, and the other left alone, is changed or deleted.
//!   Finding the same words at another position in an edited document is no change in this sense.
//! - Where both changed a gloss its fields are merged one by one ([`fields`]).
//! - Where both changed one field differently both versions are kept: the newer one under the gloss's id, the other one
//!   as an annotation of its own, whose id follows from what it says. Both are marked for review.
//! - Where one side deleted what the other changed the change wins, and is marked for review.
//! - A link that one side made to what the other deleted is kept, and its gloss is marked for review.
//!
//! The mark is a key of the annotation, `review = [{ why = "conflict", fields = ["speaker"], with = "7f3k2m9q0c" }]`. That of the
//! version with an id of its own has `copy = true`: the one it names keeps the id. Whoever has looked takes the key out, and
//! deletes the version that is not wanted; the one that is left has the gloss's id.
//!
//! Dismissals are sets. `[source]` is that of the side whose glosses are newer where both sides have changed it: after a
//! merge of two edited documents neither can be right, and a save writes it anew. In tables that are not ours, where both sides
//! changed one, the other side's lines are kept below it as comments.
//!
//! All this is symmetric: merging the other way round gives the same glosses. Only comments and the order may differ.

mod comments;
mod difference;
mod fields;
mod sets;
mod tables;
mod version;

pub use difference::difference;
use fields::Unsettled;
use version::Version;

use std::collections::BTreeMap;

use super::{entry_list::FileEntry, sidecar_text::SidecarText};
use crate::gloss::{Change, Gloss, Id, Reason, Transaction};

/// Something that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The gloss that is marked for review; none where the conflict is in a table that is not ours.
    pub id: Option<Id>,
    /// What could not be settled.
    pub message: String,
}

/// What a merge came to.
#[derive(Clone, Debug)]
pub struct Merged {
    pub(super) document: SidecarText,
    /// What a person should look at; nothing where both sides' work fits together.
    pub conflicts: Vec<Conflict>,
}

impl Merged {
    /// The whole file.
    pub fn text(&self) -> String {
        self.document.text()
    }
}

/// Makes in `ours` what was done to `base` to make `theirs` of it.
pub fn documents(base: &SidecarText, ours: &SidecarText, theirs: &SidecarText) -> Merged {
    let start = || Merge::new(base, ours, theirs);
    let mut merge = start();
    if merge.tables() && !merge.is_valid() {
        // Each table is sound alone, but not all of them in one file.
        merge = start();
        merge.tables_as_comments();
    }
    merge.annotations();
    merge.copies();
    merge.unreadable();
    merge.dismissals();
    merge.links();
    merge.comments_apart();
    Merged { document: merge.merged, conflicts: merge.conflicts }
}

/// Makes the changes of a transaction in a document that others may have changed since.
pub fn apply(document: &mut SidecarText, transaction: &Transaction) {
    let alone = |gloss: &Option<Gloss>| {
        let mut alone = SidecarText::default();
        if let Some(gloss) = gloss {
            alone.apply(&Change::add(gloss.clone()));
        }
        alone
    };
    // What is only added is added together with what is added right after it.
    let mut new: BTreeMap<&Id, &Gloss> = BTreeMap::new();
    for change in &transaction.changes {
        if let (None, Some(gloss)) = (&change.before, &change.after)
            && document.get(&gloss.id).is_none()
            && !new.contains_key(&gloss.id)
        {
            new.insert(&gloss.id, gloss);
            continue;
        }
        document.add(std::mem::take(&mut new).into_values());
        let now = change.id().and_then(|id| document.get(id));
        if now == change.before.as_ref() {
            document.apply(change);
        } else if now != change.after.as_ref() {
            *document = documents(&alone(&change.before), document, &alone(&change.after)).document;
        }
    }
    document.add(new.into_values());
    document.apply_dismissals(transaction);
}

struct Merge<'a> {
    base: &'a SidecarText,
    ours: &'a SidecarText,
    theirs: &'a SidecarText,
    merged: SidecarText,
    conflicts: Vec<Conflict>,
    copies: Vec<Copy>,
    /// Glosses to put in, with their texts, and then to mark.
    new: Vec<(Gloss, String)>,
    marks: Vec<(Id, Reason)>,
    /// Glosses whose start was changed.
    moved: Vec<Id>,
}

/// The version of a gloss that lost a conflict, to be kept as an annotation of its own.
struct Copy {
    version: Version,
    text: String,
    /// The fields in conflict.
    fields: Vec<String>,
}

fn entry<'a>(document: &'a SidecarText, id: &Id) -> Option<&'a FileEntry> {
    document.entries.get(document.entries.find(id)?)
}

fn version(entry: &FileEntry) -> Option<Version> {
    entry.gloss.as_ref().map(|gloss| Version::new(gloss, &entry.text))
}

/// Whether a side has left a gloss as it was.
fn is_untouched(base: &FileEntry, side: &FileEntry) -> bool {
    comments::core(&base.text) == comments::core(&side.text)
        || version(base).zip(version(side)).is_some_and(|(base, side)| side.is_untouched(&base))
}

impl<'a> Merge<'a> {
    fn new(base: &'a SidecarText, ours: &'a SidecarText, theirs: &'a SidecarText) -> Self {
        Self {
            base,
            ours,
            theirs,
            merged: ours.clone(),
            conflicts: Vec::new(),
            copies: Vec::new(),
            new: Vec::new(),
            marks: Vec::new(),
            moved: Vec::new(),
        }
    }

    fn is_valid(&self) -> bool {
        self.merged.text().trim_start_matches('\u{feff}').parse::<toml_edit::DocumentMut>().is_ok()
    }

    fn annotations(&mut self) {
        let (base, theirs) = (self.base, self.theirs);
        let deleted = base.glosses().filter(|gloss| theirs.get(&gloss.id).is_none());
        for gloss in theirs.glosses().chain(deleted) {
            self.annotation(&gloss.id);
        }
        self.settle();
    }

    /// Makes the changes to the file that were noted.
    fn settle(&mut self) {
        for id in std::mem::take(&mut self.moved) {
            let Some(at) = self.merged.entries.find(&id) else { continue };
            let Some(FileEntry { gloss: Some(gloss), text, .. }) = self.merged.entries.get(at) else {
                continue;
            };
            if !self.merged.is_in_order(at, gloss) {
                self.new.push((gloss.clone(), comments::core(text).into_owned()));
                self.merged.remove(at);
            }
        }
        self.merged.insert(std::mem::take(&mut self.new));
        // In order, so that whoever merges the same two files writes the same.
        self.marks.sort();
        for (id, reason) in std::mem::take(&mut self.marks) {
            if let Some(before) = self.merged.get(&id).cloned() {
                let mut after = before.clone();
                after.review.add(reason);
                self.merged.apply(&Change::replace(before, after));
            }
        }
    }

    fn annotation(&mut self, id: &Id) {
        let (base, ours, theirs) = (entry(self.base, id), entry(self.ours, id), entry(self.theirs, id));
        match (base, ours, theirs) {
            (Some(base), Some(_), Some(theirs))
                if base.text == theirs.text || comments::core(&base.text) == comments::core(&theirs.text) => {
            }
            (base, Some(ours), Some(theirs)) => self.both(base, ours, theirs),
            (Some(base), Some(ours), None) if is_untouched(base, ours) => {
                if let Some(at) = self.merged.entries.find(id) {
                    self.merged.take_out(at);
                }
            }
            (Some(base), None, Some(theirs)) if is_untouched(base, theirs) => {}
            (base, None, Some(theirs)) => {
                if let Some(gloss) = &theirs.gloss {
                    self.new.push((gloss.clone(), fitted(gloss, &comments::core(&theirs.text))));
                }
                if base.is_some() {
                    self.mark(id, Reason::deleted());
                }
            }
            (_, Some(_), None) => self.mark(id, Reason::deleted()),
            (_, None, None) => {}
        }
    }

    fn both(&mut self, base: Option<&FileEntry>, ours: &FileEntry, theirs: &FileEntry) {
        let core = |entry: &FileEntry| comments::core(&entry.text).into_owned();
        if core(ours) == core(theirs) {
            return;
        }
        let Some((own, other)) = version(ours).zip(version(theirs)) else { return };
        if base.is_some_and(|base| core(base) == core(ours)) {
            self.rewrite(&other.gloss, &core(theirs), &ours.text);
            return;
        }
        let was = base.and_then(version);
        let (newer, older, older_text) = if own.rank() >= other.rank() {
            (&own, &other, core(theirs))
        } else {
            (&other, &own, core(ours))
        };
        let (mut unsettled, id) = (Unsettled::default(), &own.gloss.id);
        let merged = Version::merged(was.as_ref(), newer, older, &mut unsettled);
        let known = comments::all(base.into_iter().chain([ours]).map(|entry| entry.text.as_str()));
        let text = comments::new_ones(&theirs.text, &known) + &merged.write(&own, &core(ours));
        self.rewrite(&merged.gloss, &text, &ours.text);
        if !unsettled.conflicts.is_empty() {
            let version = Version::merged(was.as_ref(), older, newer, &mut Unsettled::default());
            let text = version.write(older, &older_text);
            self.copies.push(Copy { version, text, fields: unsettled.conflicts });
        }
        if !unsettled.removed.is_empty() {
            self.mark(id, Reason::fields_deleted(unsettled.removed));
        }
    }

    /// Keeps the versions that lost a conflict, under ids of their own, where no earlier merge has kept them.
    fn copies(&mut self) {
        for Copy { version, text, fields } in std::mem::take(&mut self.copies) {
            let id = version.gloss.id.clone();
            let mut copy = version.clone();
            let mut attempts = 0..;
            let known = loop {
                copy.gloss.id = version.own_id(attempts.next().unwrap_or_default());
                match entry(&self.merged, &copy.gloss.id).and_then(self::version) {
                    Some(there) if there.says_what(&copy) => break true,
                    Some(_) => {}
                    None => break false,
                }
            };
            if !known {
                self.new.push((copy.gloss.clone(), copy.write(&version, &text)));
            }
            self.marks.push((copy.gloss.id.clone(), Reason::copy_of(fields.clone(), id.clone())));
            self.mark(&id, Reason::conflict(fields, copy.gloss.id));
        }
        self.settle();
    }

    /// Gives a gloss another text, with what stood apart behind the old one. It keeps its place, unless all that was changed
    /// leaves it out of order.
    fn rewrite(&mut self, gloss: &Gloss, text: &str, old: &str) {
        let text = self.merged.with_line_endings(&comments::in_place(&fitted(gloss, text), old));
        let at = self.merged.entries.find(&gloss.id);
        if let Some(entry) = at.and_then(|at| self.merged.entries.get_mut(at)) {
            if entry.gloss.as_ref().is_some_and(|before| before.start() != gloss.start()) {
                self.moved.push(gloss.id.clone());
            }
            (entry.text, entry.gloss) = (text, Some(gloss.clone()));
        }
    }

    /// Marks a gloss for review, and reports it.
    fn mark(&mut self, id: &Id, reason: Reason) {
        self.conflicts.push(Conflict { id: Some(id.clone()), message: reason.to_string() });
        self.marks.push((id.clone(), reason));
    }

    /// Links that one side made to what the other deleted.
    fn links(&mut self) {
        let mut broken = Vec::new();
        for gloss in self.merged.glosses() {
            let old = self.base.get(&gloss.id).map_or(&[][..], |old| &old.links);
            for link in
                gloss.links.iter().filter(|link| !old.contains(link) && self.merged.get(&link.to).is_none())
            {
                let made = |side: &SidecarText| {
                    side.get(&link.to).is_some()
                        && side.get(&gloss.id).is_some_and(|g| g.links.contains(link))
                };
                if made(self.ours) || made(self.theirs) {
                    broken.push((gloss.id.clone(), Reason::link_to_deleted(link.to.clone())));
                }
            }
        }
        for (id, reason) in broken {
            self.mark(&id, reason);
        }
        self.settle();
    }
}

/// A text that another file has, if it says the gloss with this one's line breaks, too.
fn fitted(gloss: &Gloss, text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if version::reads_as(&text, gloss) { text } else { super::write::annotation(gloss) }
}

#[cfg(test)]
mod properties_tests;
#[cfg(test)]
mod tests;
