//! Merges the changes that two people, two programs, or a person and an editor made to the same glosses.
//!
//! A merge starts from the text of one side and applies the other side's changes to it, so that what a person wrote by
//! hand stays. Annotations are merged one by one, by id:
//!
//! - What one side added is added; what one side changed or deleted, and the other left alone, is changed or deleted.
//!   Finding the same words at another position in an edited document is no change in this sense.
//! - Where both changed a gloss its fields are merged one by one ([`fields`]).
//! - Where both changed one field differently both versions are kept: the newer one under the gloss's id, the other one
//!   as an annotation of its own, whose id follows from what it says. Both are marked for review.
//! - Where one side deleted what the other changed the change wins, and is marked for review.
//! - A link that one side made to what the other deleted is kept, and its gloss is marked for review.
//!
//! The mark is a key of the annotation, `review = [{ why = "conflict", fields = ["speaker"], with = "7f3k2m9q0c" }]`.
//! In the version with a new id it has `copy = true`: the version it names keeps the id. A person who has looked
//! removes the key, and deletes the version that is not wanted; the remaining one then has the gloss's id.
//!
//! Dismissals are merged as a set. If both sides have changed `[source]`, that of the side with the newer glosses is
//! taken: after a merge of two edited documents neither can be right, and the next save writes it again. In tables of
//! other programs that both sides changed, the other side's lines are kept below the table as comments.
//!
//! A merge is symmetric: merging in the other direction gives the same glosses. Only comments and the order may differ.

mod comments;
mod difference;
mod fields;
mod sets;
mod tables;
mod version;

pub use difference::difference;
use fields::UnsettledFields;
use version::AnnotationVersion;

use std::collections::BTreeMap;

use super::{entry_list::FileEntry, sidecar_text::SidecarText};
use crate::gloss::{Change, Gloss, Id, Reason, Transaction};

/// A conflict that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The gloss that is marked for review; `None` if the conflict is in a table of another program.
    pub id: Option<Id>,
    /// A description of what could not be decided.
    pub message: String,
}

/// The result of a merge.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The text in which the changes of both sides are made.
    pub(super) document: SidecarText,
    /// The conflicts; empty if the changes of both sides fit together.
    pub conflicts: Vec<Conflict>,
}

impl Merged {
    /// The whole file.
    pub fn text(&self) -> String {
        self.document.text()
    }
}

/// Applies to `ours` the changes from `base` to `theirs`.
pub fn documents(base: &SidecarText, ours: &SidecarText, theirs: &SidecarText) -> Merged {
    let start = || Merge::new(base, ours, theirs);
    let mut merge = start();
    if merge.tables() && !merge.is_valid() {
        // Each table is valid by itself, but not all of them together in one file.
        merge = start();
        merge.tables_as_comments();
    }
    merge.annotations();
    merge.copies();
    merge.unreadable();
    merge.dismissals();
    merge.links();
    merge.standalone_comments();
    Merged { document: merge.merged, conflicts: merge.conflicts }
}

/// Applies the changes of a transaction to a document that others may have changed since.
pub fn apply(document: &mut SidecarText, transaction: &Transaction) {
    let alone = |gloss: &Option<Gloss>| {
        let mut alone = SidecarText::default();
        if let Some(gloss) = gloss {
            alone.apply(&Change::add(gloss.clone()));
        }
        alone
    };
    // Consecutive additions are inserted together.
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
    copies: Vec<LosingVersion>,
    /// The glosses to insert, with their texts, before marks are set.
    new: Vec<(Gloss, String)>,
    marks: Vec<(Id, Reason)>,
    /// The glosses whose start was changed.
    moved: Vec<Id>,
}

/// The version of a gloss that lost a conflict, to be kept as an annotation of its own.
struct LosingVersion {
    version: AnnotationVersion,
    text: String,
    /// The fields in conflict.
    fields: Vec<String>,
}

fn entry<'a>(document: &'a SidecarText, id: &Id) -> Option<&'a FileEntry> {
    document.entries.get(document.entries.find(id)?)
}

fn version(entry: &FileEntry) -> Option<AnnotationVersion> {
    entry.gloss.as_ref().map(|gloss| AnnotationVersion::new(gloss, &entry.text))
}

/// Whether a side has not changed a gloss.
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
        self.apply_changes();
    }

    /// Applies the collected changes to the file.
    fn apply_changes(&mut self) {
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
        // Sorted, so that everybody who merges the same two files gets the same result.
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
            (base, Some(ours), Some(theirs)) => self.merge_both(base, ours, theirs),
            (Some(base), Some(ours), None) if is_untouched(base, ours) => {
                if let Some(at) = self.merged.entries.find(id) {
                    self.merged.take_out(at);
                }
            }
            (Some(base), None, Some(theirs)) if is_untouched(base, theirs) => {}
            (base, None, Some(theirs)) => {
                if let Some(gloss) = &theirs.gloss {
                    self.new.push((gloss.clone(), adapted_text(gloss, &comments::core(&theirs.text))));
                }
                if base.is_some() {
                    self.mark(id, Reason::deleted());
                }
            }
            (_, Some(_), None) => self.mark(id, Reason::deleted()),
            (_, None, None) => {}
        }
    }

    fn merge_both(&mut self, base: Option<&FileEntry>, ours: &FileEntry, theirs: &FileEntry) {
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
        let (mut unsettled, id) = (UnsettledFields::default(), &own.gloss.id);
        let merged = AnnotationVersion::merged(was.as_ref(), newer, older, &mut unsettled);
        let known = comments::all(base.into_iter().chain([ours]).map(|entry| entry.text.as_str()));
        let text = comments::new_comments(&theirs.text, &known) + &merged.write(&own, &core(ours));
        self.rewrite(&merged.gloss, &text, &ours.text);
        if !unsettled.conflicts.is_empty() {
            let version =
                AnnotationVersion::merged(was.as_ref(), older, newer, &mut UnsettledFields::default());
            let text = version.write(older, &older_text);
            self.copies.push(LosingVersion { version, text, fields: unsettled.conflicts });
        }
        if !unsettled.removed.is_empty() {
            self.mark(id, Reason::fields_deleted(unsettled.removed));
        }
    }

    /// Keeps the versions that lost a conflict, under new ids, unless an earlier merge has kept them.
    fn copies(&mut self) {
        for LosingVersion { version, text, fields } in std::mem::take(&mut self.copies) {
            let id = version.gloss.id.clone();
            let mut copy = version.clone();
            let mut attempts = 0..;
            let known = loop {
                copy.gloss.id = version.own_id(attempts.next().unwrap_or_default());
                match entry(&self.merged, &copy.gloss.id).and_then(self::version) {
                    Some(there) if there.says_same_as(&copy) => break true,
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
        self.apply_changes();
    }

    /// Replaces the text of a gloss, and keeps the comments that stood apart after the old text. The gloss keeps its
    /// position, unless it would be out of order.
    fn rewrite(&mut self, gloss: &Gloss, text: &str, old: &str) {
        let text = self.merged.with_line_endings(&comments::in_place(&adapted_text(gloss, text), old));
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

    /// Marks the links that one side made to glosses that the other side deleted.
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
        self.apply_changes();
    }
}

/// The text of another file's entry for the gloss, if it still has the same meaning with this file's line breaks; else
/// a new one.
fn adapted_text(gloss: &Gloss, text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if version::reads_as(&text, gloss) { text } else { super::write::annotation(gloss) }
}

#[cfg(test)]
mod properties_tests;
#[cfg(test)]
mod tests;
