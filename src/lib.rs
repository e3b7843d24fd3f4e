//! Glossator: read a document in the terminal and tag its claims, quotes and sentiment by keyboard.
//!
//! `ARCHITECTURE.md` has the map. Lower modules never import higher ones.

pub mod agree;
pub mod anchor;
pub mod app;
pub mod cli;
pub mod command;
pub mod corpus;
pub mod exchange;
pub mod gloss;
pub mod logging;
pub mod platform;
pub mod sidecar;
pub mod source;
pub mod suggest;
pub mod term;
pub mod text;
pub mod ui;
pub mod unwind;
pub mod workspace;
