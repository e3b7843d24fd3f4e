//! The headings of groups of options in the help.

/// The heading over the options that every command has.
pub const ALL_COMMANDS: &str = "Options of all commands";
