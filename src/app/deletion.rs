//! Deleting the gloss here.

use super::App;
use crate::command::Command;

impl App {
    /// Deletes the gloss here with the links to it, and says what is left of them.
    pub(super) fn delete(&mut self) {
        let Some(placed) = self.current_gloss() else {
            self.say("there is no gloss here to delete");
            return;
        };
        let (id, mut label) = (placed.gloss.id.clone(), format!("delete {}", placed.gloss.tag));
        let changes = self.glosses.removal(std::slice::from_ref(&id), &self.clock.now());
        let in_review = self.step_back_in_review(&id);
        if !self.commit(label.clone(), changes) {
            return;
        }
        self.cursor.clear_target();
        let open = self.glosses.links_to_nothing(&id);
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
}
