//! Linking one gloss to another: first the other gloss is chosen, then the relation.

use super::{App, Mode, Pick, Picker};
use crate::{
    command::Key,
    gloss::{Id, Link, LinkKind},
};

impl App {
    /// Starts a link from the gloss that commands act on.
    pub(super) fn link(&mut self) {
        match self.current_gloss().map(|placed| placed.gloss.id.clone()) {
            Some(_) if self.glosses.len() < 2 => self.say("there is no other gloss to link to"),
            Some(id) => self.label_glosses(&id),
            None => self.say("there is no gloss here to link from"),
        }
    }

    /// Opens a list in which the other gloss is found by its words.
    pub(super) fn pick_gloss(&mut self, from: &Id) {
        let others = self.glosses.iter().filter(|placed| placed.gloss.id != *from).map(|placed| {
            let said = placed
                .gloss
                .attributes
                .iter()
                .map(|(_, value)| value.to_string())
                .collect::<Vec<_>>()
                .join(" ");
            let (letter, _) = self.schema.look(&placed.gloss);
            super::Choice {
                pick: Pick::Link { from: from.clone(), to: placed.gloss.id.clone() },
                text: format!("{letter} {}", placed.gloss.exact()),
                aside: said,
            }
        });
        self.mode = Mode::Pick(Picker::new("Link to", others.collect()));
    }

    /// Asks for the relation between two glosses; if the schema allows only one, uses that.
    pub(super) fn ask_relation(&mut self, from: Id, to: Id) {
        match &self.schema.links[..] {
            [] => self.say("the schema knows no links"),
            [only] => {
                let only = only.name.clone();
                self.make_link(&from, to, &only);
            }
            _ => self.mode = Mode::Relation(from, to),
        }
    }

    /// Handles the key that names the kind of a link between these glosses.
    pub(super) fn relation_key(&mut self, from: Id, to: Id, key: Key) {
        if key.leaves() {
            return;
        }
        let typed = key.typed();
        let role = self.schema.links.iter().find(|link| typed.is_some() && relation_key(link) == typed);
        match role.map(|link| link.name.clone()) {
            Some(role) => self.make_link(&from, to, &role),
            None => {
                self.say(format!("no relation has the key {key}"));
                self.mode = Mode::Relation(from, to);
            }
        }
    }

    fn make_link(&mut self, from: &Id, to: Id, role: &str) {
        let link = Link { role: role.to_owned(), to };
        let added = self.change(from, &format!("link: {role}"), |gloss| {
            if !gloss.links.contains(&link) {
                gloss.links.push(link);
            }
        });
        if added {
            self.cursor.set_target(from.clone());
            self.say(format!("linked: {role}"));
        } else if self.status.message.is_none() {
            self.say("they are linked this way already");
        }
    }
}

/// The key of a relation: its own, or the first letter of its name.
pub fn relation_key(link: &LinkKind) -> Option<char> {
    link.key.or_else(|| link.name.chars().next())
}
