//! Inputs of kinds that failed once when they were tried from outside, with the right value for each, and neighbours of theirs.

#[path = "../support/command.rs"]
mod command;
#[path = "../support/mod.rs"]
mod support;

mod commands;
mod concurrent;
mod folders;
mod foreign_files;
mod many_documents;
mod outputs;
mod places;
mod quotations;
mod settings;
mod streams;
mod terminal;
mod untrusted_text;
