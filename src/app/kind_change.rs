//! Giving a gloss another kind, or another extent, by the key of a kind.

use super::App;
use crate::{
    command::Command,
    gloss::{Attributes, Kind, Placed, Schema},
};

impl App {
    /// Gives a gloss this kind, these values and the selected extent. Of what it says it keeps what the kind has, too.
    pub(super) fn retag(&mut self, placed: &Placed, kind: &Kind, set: &Attributes) {
        let ranges = self.cursor.selection.ranges().to_vec();
        let resized = ranges != placed.place.spans;
        let selectors = self.selectors(&ranges);
        let is_other = placed.gloss.tag != kind.name;
        let (kept, dropped) = if is_other {
            parted(&placed.gloss.attributes, kind, &self.schema)
        } else {
            (placed.gloss.attributes.clone(), Vec::new())
        };
        let changed = self.change(&placed.gloss.id, &format!("change to {}", kind.name), |gloss| {
            gloss.tag.clone_from(&kind.name);
            gloss.attributes = kept;
            set.iter().for_each(|(name, value)| gloss.attributes.set(name, value.clone()));
            if resized {
                gloss.selectors = selectors;
            }
        });
        let [undo, tag, delete] =
            [Command::Undo, Command::Tag, Command::Delete].map(|command| self.key_of(command));
        if changed {
            self.choose_with_selection(&placed.gloss.id, &ranges);
            if is_other {
                let without = match dropped.len() {
                    0 => String::new(),
                    _ => format!(" without {}", dropped.join(", ")),
                };
                self.say(format!(
                    "{} changed to {}{without}; {undo} undoes, {tag} adds another gloss",
                    placed.gloss.tag, kind.name
                ));
            }
        } else if self.status.message.is_none() {
            self.say(format!(
                "this is a {} already; {tag} adds another gloss, {delete} deletes this one",
                kind.name
            ));
        }
    }
}

/// The attributes that a gloss keeps when it becomes one of this kind, and the names of those that it doesn't: the kind has no
/// attribute of that name, or none that could have the value.
fn parted(attributes: &Attributes, kind: &Kind, schema: &Schema) -> (Attributes, Vec<String>) {
    let (mut kept, mut dropped) = (Attributes::default(), Vec::new());
    for (name, value) in attributes.iter().filter(|(_, value)| !value.is_blank()) {
        let has = schema.attribute(&kind.name, name).is_some();
        match schema.check_value(&kind.name, name, &value.to_string()) {
            Ok(value) if has => kept.set(name, value),
            _ => dropped.push(name.to_owned()),
        }
    }
    (kept, dropped)
}
