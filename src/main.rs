//! The `gloss` command.

fn main() {}
