//! The values that are read from a file.

use std::rc::Rc;

/// A value of a leaf.
#[derive(Clone, Debug, PartialEq)]
pub enum ParquetValue {
    Text(Rc<str>),
    Integer(i64),
    Number(f64),
    Flag(bool),
}

/// What a row has in a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ParquetCell {
    #[default]
    Missing,
    One(ParquetValue),
    List(Vec<ParquetValue>),
}
