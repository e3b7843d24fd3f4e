//! What a person can do: the one table of commands, and the keys that mean them.

mod key;
mod keymap;
mod settings;
mod table;

pub use key::{Code, Key};
pub use keymap::{Keymap, named};
pub use settings::{SETTINGS, Settings, Warning};
pub use table::{Command, Context, FIXED, Group, Row, TABLE};
