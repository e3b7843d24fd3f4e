//! Glosses, their schema, and changes to a set of them. Pure: no file, no clock, no terminal.

mod annotation;
mod change;
mod dismissal;
mod error;
pub mod fields;
mod generator;
mod history;
mod id;
mod place;
pub mod query;
mod rare;
mod removal;
pub mod review;
pub mod schema;
mod selector;
mod set;
mod span_index;
mod tree;
mod value;

pub use annotation::{Gloss, Link};
pub use change::{Change, Transaction};
pub use dismissal::Dismissal;
pub use error::{GlossError, IdError, QueryError, SelectorError, ValueError};
pub use fields::{Feature, Field};
pub use generator::{Generator, GeneratorFields};
pub use history::{History, HistoryStep};
pub use id::Id;
pub use place::{Place, State};
pub use query::{Facts, Query};
pub use review::{Reason, Review};
pub use schema::{Attribute, Kind, KindGroup, KindKey, LinkKind, Schema, Shape, Snap};
pub use selector::{CONTEXT, Selector};
pub use set::{Glosses, Placed};
pub use tree::Tree;
pub use value::{Attributes, Value};
