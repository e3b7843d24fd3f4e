//! Deleting a gloss, with what follows for the other version that a merge conflict kept and for links to the gloss.

use super::App;
use crate::{
    command::Command,
    gloss::{Change, Gloss, Id},
};

impl App {
    pub(super) fn delete(&mut self) {
        let Some(placed) = self.current_gloss().cloned() else {
            self.say("there is no gloss here to delete");
            return;
        };
        let (id, mut label) = (placed.gloss.id.clone(), format!("delete {}", placed.gloss.tag));
        let changes = self.removal(placed.gloss);
        let in_review = self.step_back_in_review(&id);
        if !self.commit(label.clone(), changes) {
            return;
        }
        self.cursor.clear_target();
        let open = self.links_to_nothing(&id);
        match open {
            0 => {}
            1 => label += ", to which 1 link points still",
            n => label += &format!(", to which {n} links point still"),
        }
        if in_review {
            self.go_on_reviewing(&label);
        }
        if !in_review || open > 0 {
            self.say(format!("{label}: {} brings it back", self.key_of(Command::Undo)));
        }
    }

    /// The changes that remove a gloss. If a merge conflict left a second version of it, that version gets the
    /// removed gloss's id, so that links to it still hold, and counts as settled.
    fn removal(&self, gloss: Gloss) -> Vec<Change> {
        let all = || self.glosses.iter().map(|placed| &placed.gloss);
        let id = gloss.id.clone();
        let (gone, left, mut changes) = match all().find(|other| other.is_version_beside(&id)) {
            Some(version) => {
                let own = version.review.without(&id);
                let review = if own.is_empty() { gloss.review.without(&version.id) } else { own };
                let modified = Some(self.clock.now());
                let after = Gloss { id: id.clone(), review, modified, ..version.clone() };
                let changes = vec![Change::remove(version.clone()), Change::replace(gloss, after)];
                (version.id.clone(), Some(id.clone()), changes)
            }
            None => {
                let left = all().map(|other| &other.id).find(|other| gloss.is_version_beside(other)).cloned();
                (id.clone(), left, vec![Change::remove(gloss)])
            }
        };
        let is_touched = |other: &&Gloss| {
            let is_linked = left.is_some() && other.links.iter().any(|link| link.to == gone);
            other.id != id && other.id != gone && (is_linked || other.is_reviewed_with(&gone))
        };
        let settled = all().filter(is_touched).map(|other| {
            let after = Gloss { review: other.review.without(&gone), ..linked(other, &gone, left.as_ref()) };
            Change::replace(other.clone(), after)
        });
        changes.extend(settled);
        changes
    }

    /// How many links point to this id although no gloss has it.
    fn links_to_nothing(&self, id: &Id) -> usize {
        if self.glosses.get(id).is_some() {
            return 0;
        }
        let links = self.glosses.iter().flat_map(|placed| &placed.gloss.links);
        links.filter(|link| link.to == *id).count()
    }
}

/// A gloss whose links to `gone` point to `left` instead, without duplicates.
fn linked(gloss: &Gloss, gone: &Id, left: Option<&Id>) -> Gloss {
    let mut gloss = gloss.clone();
    let Some(left) = left else { return gloss };
    for mut link in std::mem::take(&mut gloss.links) {
        if link.to == *gone {
            link.to = left.clone();
        }
        if !gloss.links.contains(&link) {
            gloss.links.push(link);
        }
    }
    gloss
}
