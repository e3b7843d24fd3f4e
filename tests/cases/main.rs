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
mod newcomers;
mod older_copies;
mod outputs;
mod places;
mod quotations;
mod quotations_beside_markup;
mod quotations_in_languages;
mod reports;
mod settings;
mod speakers;
mod streams;
mod suggested;
mod suggested_in_documents;
mod terminal;
mod unreadable;
mod untrusted_text;
mod usage;
