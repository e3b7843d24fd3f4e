//! Why a key can't be bound.

use thiserror::Error;

use super::{Context, key::KeyNames};

/// There is no key of this name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no key “{name}”: a key is one character or one of {KeyNames}")]
#[non_exhaustive]
pub struct UnknownKey {
    /// The name, without modifiers.
    pub name: String,
}

/// Why a key can't be bound to a command.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BindError {
    /// There is no context of this name.
    #[error("there is no [keys.{0}]; there are {contexts}", contexts = contexts())]
    UnknownContext(String),
    /// There is no key of this name.
    #[error(transparent)]
    UnknownKey(#[from] UnknownKey),
    /// There is no command of this name.
    #[error("there is no command “{name}”{meant}", meant = meant(*similar))]
    UnknownCommand {
        /// The name.
        name: String,
        /// A command with a name like it, which may be meant.
        similar: Option<&'static str>,
    },
}

fn contexts() -> String {
    Context::ALL.iter().map(|context| format!("[keys.{}]", context.name())).collect::<Vec<_>>().join(", ")
}

fn meant(similar: Option<&str>) -> String {
    similar.map(|name| format!("; did you mean “{name}”?")).unwrap_or_default()
}
