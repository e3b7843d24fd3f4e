//! Commands, the keys that are bound to them, and the settings.
//!
//! [`TABLE`] is the one list of commands; the keymap, the help, the palette and the reference are made from it.

mod error;
mod key;
mod keymap;
mod settings;
mod table;

pub use error::{BindError, UnknownKey};
pub use key::{Code, Key};
pub use keymap::{Keymap, named};
pub use settings::{SETTINGS, Settings, Warning};
pub use table::{Command, CommandGroup, CommandRow, Context, FIXED, TABLE};
