//! Glossator: read a document in the terminal and tag its claims, quotes and sentiment by keyboard.
//!
//! `ARCHITECTURE.md` has the map. Lower modules never import higher ones.

pub mod gloss;
pub mod suggest;
pub mod text;
