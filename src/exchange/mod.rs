//! Other formats.
#![allow(missing_docs)]
use std::io;

use crate::{
    gloss::{Placed, Schema},
    text::Text,
};
pub struct Export<'a> {
    pub name: &'a str,
    pub title: &'a str,
    pub text: &'a Text,
    pub glosses: &'a [&'a Placed],
    pub schema: &'a Schema,
}
pub struct Format {
    pub name: &'static str,
    pub extension: &'static str,
    pub doc: &'static str,
    pub write: fn(&Export<'_>, &mut dyn io::Write) -> io::Result<()>,
}
pub const FORMATS: &[Format] = &[];
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|f| f.name == name)
}
pub fn json_value(_file: &str, _text: &Text, _placed: &Placed) -> serde_json::Value {
    serde_json::Value::Null
}
