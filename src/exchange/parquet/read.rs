//! Reads tables: those of this program, and those of pandas, `PyArrow`, DuckDB or Spark with the columns `tag` and `exact`.
//!
//! Read are texts, numbers, flags, dates, times and lists of these, plain or with a dictionary, without compression or with Snappy
//! or gzip. Columns of structs, maps and lists of lists are counted as lost.

use std::borrow::Cow;

use super::{
    columns::{LeafColumn, columns},
    compact::ThriftValue,
    pages::cells,
    value::{ParquetCell, ParquetValue},
};
use crate::{
    exchange::{
        ForeignFile, Imported, Loss, Unreadable,
        csv::{RowCollector, is_taken, known_column},
    },
    gloss::Value,
};

const MAGIC: &[u8] = b"PAR1";

/// The most cells of a group of rows, which are in memory at once. Chosen by hand: a million rows of 16 columns.
const MAX_CELLS_OF_A_GROUP: usize = 1 << 24;

/// The most text that the rows of a file may have together, in bytes: a dictionary repeats a text for nothing. Chosen by hand.
const MAX_TEXT_BYTES: usize = 1 << 29;

/// Reads a table of glosses.
pub fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let footer = footer(input.bytes)?;
    let damaged = || Unreadable::new("the description at the end of the file is damaged");
    let (mut leaves, others) = columns(footer.list(2)).ok_or_else(damaged)?;
    loss.add("nested columns", others);
    for leaf in &mut leaves {
        leaf.name = column_name(&leaf.name);
    }
    // pandas keeps the numbers of rows in a column.
    leaves.retain(|leaf| !leaf.name.starts_with("__index_level_"));
    if !["tag", "exact"].iter().all(|needed| leaves.iter().any(|leaf| leaf.name == *needed)) {
        return Err(Unreadable::new("there are no columns “tag” and “exact”"));
    }
    let mut rows = RowCollector::default();
    let (mut number, mut text) = (0, 0);
    for group in footer.list(4) {
        let count = group.count(3).ok_or_else(damaged)?;
        if count.saturating_mul(leaves.len()) > MAX_CELLS_OF_A_GROUP {
            return Err(Unreadable::new(
                "a group of rows has more than 16 million cells: write smaller ones",
            ));
        }
        let chunks = group.list(1);
        let read = |leaf: &LeafColumn| {
            let meta = chunks.get(leaf.number).and_then(|chunk| chunk.field(3)).ok_or_else(damaged)?;
            Ok(cells(input.bytes, meta, leaf, count)?.into_iter())
        };
        let mut read = leaves.iter().map(read).collect::<Result<Vec<_>, Unreadable>>()?;
        for _ in 0..count {
            number += 1;
            let row: Vec<ParquetCell> = read.iter_mut().filter_map(Iterator::next).collect();
            text += row.iter().map(text_bytes).sum::<usize>();
            if text > MAX_TEXT_BYTES {
                return Err(Unreadable::new(
                    "its rows have more than 512 MiB of text, as those of a trap have",
                ));
            }
            take(&leaves, row, number, &mut rows, loss);
        }
    }
    Ok(rows.documents(loss))
}

/// The description at the end of a file.
fn footer(bytes: &[u8]) -> Result<ThriftValue<'_>, Unreadable> {
    if bytes.ends_with(b"PARE") {
        return Err(Unreadable::new("it is encrypted"));
    }
    let end = bytes.len().checked_sub(8).filter(|_| bytes.starts_with(MAGIC) && bytes.ends_with(MAGIC));
    let end = end.ok_or_else(|| Unreadable::new("it is no Parquet file, or was not written to its end"))?;
    let length = bytes[end..end + 4].iter().rev().fold(0, |length, &byte| length << 8 | usize::from(byte));
    let footer = end.checked_sub(length).and_then(|start| ThriftValue::read(&bytes[start..end]));
    footer.map(|(footer, _)| footer).ok_or_else(|| Unreadable::new("the description at its end is damaged"))
}

/// The name of a column: that of an attribute is without the `_` that sets it apart from a column of this program.
fn column_name(name: &str) -> String {
    let known = known_column(name);
    let plain = name.trim_end_matches('_');
    if !is_taken(&known) && plain.len() < name.len() && is_taken(&plain.to_lowercase()) {
        return format!("_{plain}");
    }
    known
}

/// The size of the texts in a cell, in bytes.
fn text_bytes(cell: &ParquetCell) -> usize {
    let bytes = |value: &ParquetValue| if let ParquetValue::Text(text) = value { text.len() } else { 0 };
    match cell {
        ParquetCell::Missing => 0,
        ParquetCell::One(value) => bytes(value),
        ParquetCell::List(items) => items.iter().map(bytes).sum(),
    }
}

/// Takes a row: its known columns as cells of text, the others as attributes of their shapes.
fn take(
    leaves: &[LeafColumn],
    row: Vec<ParquetCell>,
    number: usize,
    rows: &mut RowCollector,
    loss: &mut Loss,
) {
    let (mut known, mut attributes) = (Vec::new(), Vec::new());
    for (leaf, cell) in leaves.iter().zip(row) {
        if is_taken(&leaf.name) {
            known.push((leaf.name.as_str(), Cow::Owned(as_text(cell))));
        } else if let Some(value) = as_value(cell) {
            attributes.push((
                leaf.name
                    .strip_prefix('_')
                    .filter(|plain| is_taken(&plain.to_lowercase()))
                    .unwrap_or(&leaf.name),
                value,
            ));
        }
    }
    match rows.read(&known) {
        Ok((origin, mut gloss)) => {
            for (name, value) in attributes {
                gloss.attributes.set(name, value);
            }
            rows.add(origin, gloss);
        }
        Err(why) => loss.pass_over(&Unreadable::new(format!("row {number}: {why}"))),
    }
}

/// A cell as the text that a table of text would have.
fn as_text(cell: ParquetCell) -> String {
    match cell {
        ParquetCell::Missing => String::new(),
        ParquetCell::One(value) => shown(&value),
        ParquetCell::List(items) => items.iter().map(shown).collect::<Vec<_>>().join("; "),
    }
}

fn shown(value: &ParquetValue) -> String {
    match value {
        ParquetValue::Text(text) => text.to_string(),
        ParquetValue::Integer(number) => number.to_string(),
        ParquetValue::Number(number) => number.to_string(),
        ParquetValue::Flag(flag) => flag.to_string(),
    }
}

/// A cell as the value of an attribute.
fn as_value(cell: ParquetCell) -> Option<Value> {
    Some(match cell {
        ParquetCell::Missing => return None,
        ParquetCell::One(ParquetValue::Text(text)) => Value::Text(text.to_string()),
        ParquetCell::One(ParquetValue::Integer(number)) => Value::Number(number as f64),
        ParquetCell::One(ParquetValue::Number(number)) => Value::Number(number),
        ParquetCell::One(ParquetValue::Flag(flag)) => Value::Flag(flag),
        ParquetCell::List(items) => Value::List(items.iter().map(shown).collect()),
    })
}
