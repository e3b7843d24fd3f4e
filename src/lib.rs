//! Glossator records what is said of passages of a text (quotations with their speakers, claims, sentiment, or kinds of
//! your own), and finds the passages again after the text was edited. The program `gloss` does this in the terminal; this
//! library does it for any other program.
//!
//! A quotation is recorded in a text, the text is edited, and the quotation is found again:
//!
//! ```
//! use glossator::{
//!     anchor::{self, Baseline},
//!     gloss::{Gloss, Id, State},
//!     text::Text,
//! };
//!
//! fn main() {
//!     let draft = "The talks ended at noon. “We agreed,” Mara said.";
//!     let text = Text::new(draft);
//!     let words = text.find("“We agreed,”").expect("these words are in the text");
//!     let quote = Gloss::new(Id::from_bits(1), "quote", anchor::selectors(&text, &[words]));
//!
//!     let edited = Text::new("After two days the talks ended. “We agreed,” said Mara Voss.");
//!     let places = anchor::locate_all(&edited, &[&quote], Baseline::Text(draft));
//!     assert_eq!(places[0].state, State::Moved);
//!     assert_eq!(edited.quote_all(&places[0].spans), "“We agreed,”");
//! }
//! ```
//!
//! A gloss knows its words, those around them and its position; the text that it was recorded in is not needed
//! ([`Baseline::Unknown`](anchor::Baseline::Unknown)), but makes the answer surer.
//!
//! # What could be recorded
//!
//! An engine suggests glosses: who is quoted, what is claimed, which words are loaded. A [suggester](suggest::Suggester) of
//! your own can be added to it.
//!
//! ```
//! use glossator::{gloss::Value, suggest::Engine, text::Text};
//!
//! let text = Text::new("“The mill will close in May,” Mara Voss told the council.");
//! let findings = Engine::default().find_within(&text, text.span());
//! let quote = findings.suggestions.iter().find(|found| &*found.tag == "quote").expect("a quotation");
//! assert_eq!(text.quote_all(&quote.spans), "“The mill will close in May,”");
//! assert_eq!(quote.attributes.get("speaker"), Some(&Value::from("Mara Voss")));
//! ```
//!
//! # Glosses beside their document
//!
//! The glosses of `talks.txt` are in `talks.txt.gloss.toml`, a text that people can read, edit and merge.
//!
//! ```
//! use glossator::{
//!     gloss::{Change, Gloss, Id},
//!     workspace::{AnnotatedDocument, Host},
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let path = folder.path().join("talks.txt");
//! std::fs::write(&path, "The talks ended at noon. “We agreed,” Mara said.")?;
//! let host = Host::default();
//! let mut talks = AnnotatedDocument::open(&path, None, None, &host)?;
//! let words = talks.document.text.find("“We agreed,”").expect("these words are in the text");
//! let quote = Gloss::new(Id::from_bits(host.random.bits()), "quote", talks.selectors(&[words]));
//! talks.commit("tag a quotation", vec![Change::add(quote)])?;
//!
//! let again = AnnotatedDocument::open(&path, None, None, &host)?;
//! assert_eq!(again.glosses().len(), 1);
//! assert!(folder.path().join("talks.txt.gloss.toml").exists());
//! # Ok(())
//! # }
//! ```
//!
//! # Other formats
//!
//! Each of the [`FORMATS`](exchange::FORMATS) says what it can carry, and what it could not carry of a document.
//!
//! ```
//! use std::sync::Arc;
//!
//! use glossator::{
//!     anchor,
//!     exchange::{self, Export},
//!     gloss::{Gloss, Id, Placed, Schema},
//!     text::Text,
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = Text::new("The talks ended at noon. “We agreed,” Mara said.");
//! let words = text.find("“We agreed,”").expect("these words are in the text");
//! let gloss = Gloss::new(Id::from_bits(1), "quote", anchor::selectors(&text, &[words]));
//! let placed = Placed { place: anchor::locate(&text, &gloss), gloss };
//!
//! let format = exchange::format("conll").expect("a format of this name");
//! let export = Export::new("talks.txt", text, [placed], Arc::new(Schema::builtin()));
//! let mut file = Vec::new();
//! let loss = format.write_document(export, &mut file)?;
//! assert!(loss.is_empty());
//! assert!(String::from_utf8(file)?.contains("agreed\tI-quote"));
//! # Ok(())
//! # }
//! ```
//!
//! # The modules
//!
//! Each uses only those above it.
//!
//! | module | what it is |
//! |---|---|
//! | [`text`] | a text of any size, with spans in bytes, sentences, structure, search |
//! | [`gloss`] | a gloss, its fields, changes, queries, and the schema that says which kinds there are |
//! | [`anchor`] | glosses found again in a text that has changed |
//! | [`agree`] | how far coders agree, and in what they differ |
//! | [`suggest`] | suggestions, from the program and from suggesters of your own |
//! | [`command`] | the settings of a person, and the keys of the program |
//! | [`platform`] | what differs between operating systems |
//! | [`logging`] | a log, on request |
//! | [`source`] | documents from files, in formats of the program and of your own |
//! | [`sidecar`] | the file beside a document, and how versions of it merge |
//! | [`exchange`] | other formats, written and read |
//! | [`corpus`] | the documents below a folder |
//! | [`workspace`] | all of this together: documents opened, changed, imported, exported |
//!
//! Two features are on by default: `git-history` looks for the old text of a document in git, and `sqlite` exports
//! databases. Without them no C is built.

pub mod agree;
pub mod anchor;
#[doc(hidden)]
pub mod app;
mod archive;

#[doc(hidden)]
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
#[doc(hidden)]
pub mod term;
pub mod text;
#[doc(hidden)]
pub mod ui;
pub mod unwind;
pub mod utf8;
pub mod workspace;
