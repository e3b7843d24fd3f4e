//! Decodes the pages of a column: levels, which say where values are missing and where lists begin, and values.
//! <https://parquet.apache.org/docs/file-format/data-pages/>

use std::io::Read;

use super::{
    columns::LeafColumn,
    compact::ThriftValue,
    snappy::{self, varint},
    value::{ParquetCell, ParquetValue},
};
use crate::exchange::Unreadable;

/// The largest page that is read, in bytes without compression. Chosen by hand: programs write pages of 1 MiB.
const MAX_PAGE_BYTES: usize = 1 << 28;

/// Decodes a chunk of a column, of `rows` rows; `meta` describes it.
pub fn cells(
    file: &[u8],
    meta: &ThriftValue<'_>,
    column: &LeafColumn,
    rows: usize,
) -> Result<Vec<ParquetCell>, Unreadable> {
    let damaged = || Unreadable::new(format!("the column “{}” is damaged", column.name));
    let first = [meta.count(11), meta.count(9)].into_iter().flatten().filter(|at| *at > 0).min();
    let mut at = first.ok_or_else(damaged)?;
    let mut reader = PageReader { column, codec: meta.number(4).unwrap_or(0), dictionary: Vec::new() };
    let mut cells: Vec<ParquetCell> = Vec::with_capacity(rows);
    let mut left = meta.count(5).ok_or_else(damaged)?;
    while left > 0 {
        let (header, length) = file.get(at..).and_then(ThriftValue::read).ok_or_else(damaged)?;
        let size = header.count(3).ok_or_else(damaged)?;
        let start = at + length;
        let body = start.checked_add(size).and_then(|end| file.get(start..end)).ok_or_else(damaged)?;
        at = start + size;
        if header.number(1) == Some(2) {
            reader.read_dictionary(&header, body)?;
            continue;
        }
        let count = reader.read_page(&header, body, rows, &mut cells)?;
        left = left.checked_sub(count).filter(|_| count > 0 && cells.len() <= rows).ok_or_else(damaged)?;
    }
    if cells.len() == rows { Ok(cells) } else { Err(damaged()) }
}

struct PageReader<'a> {
    column: &'a LeafColumn,
    codec: i64,
    dictionary: Vec<ParquetValue>,
}

impl PageReader<'_> {
    fn damaged(&self) -> Unreadable {
        Unreadable::new(format!("a page of the column “{}” is damaged", self.column.name))
    }

    /// The bytes of a page without compression.
    fn decompressed(&self, body: &[u8], size: usize) -> Result<Vec<u8>, Unreadable> {
        if size > MAX_PAGE_BYTES {
            return Err(Unreadable::new("a page is larger than 256 MiB"));
        }
        match self.codec {
            0 => Ok(body.to_vec()),
            1 => snappy::decompress(body, size).ok_or_else(|| self.damaged()),
            2 => {
                let mut bytes = Vec::new();
                let read =
                    flate2::read::MultiGzDecoder::new(body).take(size as u64 + 1).read_to_end(&mut bytes);
                read.ok().filter(|read| *read == size).map(|_| bytes).ok_or_else(|| self.damaged())
            }
            other => {
                let name =
                    ["LZO", "Brotli", "LZ4", "Zstandard", "LZ4"].get(usize::try_from(other - 3).unwrap_or(9));
                let name = name.copied().unwrap_or("an unknown method");
                Err(Unreadable::new(format!(
                    "it is compressed with {name}: write it with snappy, gzip or none"
                )))
            }
        }
    }

    fn read_dictionary(&mut self, header: &ThriftValue<'_>, body: &[u8]) -> Result<(), Unreadable> {
        let size = header.count(2).ok_or_else(|| self.damaged())?;
        let bytes = self.decompressed(body, size)?;
        let count =
            header.field(7).and_then(|dictionary| dictionary.count(1)).ok_or_else(|| self.damaged())?;
        self.dictionary = self.column.plain(&bytes, count).ok_or_else(|| self.damaged())?;
        Ok(())
    }

    /// Adds the cells of a page; returns how many values it has, missing ones and empty lists among them.
    fn read_page(
        &self,
        header: &ThriftValue<'_>,
        body: &[u8],
        rows: usize,
        cells: &mut Vec<ParquetCell>,
    ) -> Result<usize, Unreadable> {
        let size = header.count(2).ok_or_else(|| self.damaged())?;
        let is_second = header.number(1) == Some(3);
        let about = header.field(if is_second { 8 } else { 5 }).ok_or_else(|| self.damaged())?;
        let count = about.count(1).ok_or_else(|| self.damaged())?;
        let LeafColumn { max_repetition, max_definition, .. } = *self.column;
        // Of a list there may be several values a row, each of which takes a level.
        if count > rows && max_repetition == 0
            || count > body.len().saturating_add(64).saturating_mul(1 << 16)
        {
            return Err(self.damaged());
        }
        let (repetitions, definitions, bytes, encoding);
        if is_second {
            let lengths = about.count(6).zip(about.count(5)).ok_or_else(|| self.damaged())?;
            let split = body.split_at_checked(lengths.0).and_then(|(first, rest)| {
                rest.split_at_checked(lengths.1).map(|(second, values)| (first, second, values))
            });
            let (first, second, values) = split.ok_or_else(|| self.damaged())?;
            repetitions = levels(first, max_repetition, count);
            definitions = levels(second, max_definition, count);
            let is_compressed = about.flag(7).unwrap_or(true);
            let size = size.checked_sub(lengths.0 + lengths.1).ok_or_else(|| self.damaged())?;
            bytes = if is_compressed { self.decompressed(values, size)? } else { values.to_vec() };
            encoding = about.number(4);
        } else {
            let whole = self.decompressed(body, size)?;
            let mut rest = whole.as_slice();
            repetitions = prefixed_levels(&mut rest, max_repetition, count);
            definitions = prefixed_levels(&mut rest, max_definition, count);
            bytes = rest.to_vec();
            encoding = about.number(2);
        }
        let (repetitions, definitions) = repetitions.zip(definitions).ok_or_else(|| self.damaged())?;
        let there = definitions.iter().filter(|&&level| level == max_definition).count();
        let values = self.values(&bytes, encoding, there)?;
        self.assemble(&repetitions, &definitions, values, cells);
        Ok(count)
    }

    fn values(
        &self,
        bytes: &[u8],
        encoding: Option<i64>,
        count: usize,
    ) -> Result<Vec<ParquetValue>, Unreadable> {
        let values = match encoding {
            Some(0) => self.column.plain(bytes, count),
            Some(2 | 8) => bytes.split_first().and_then(|(&width, indices)| {
                let indices = hybrid(indices, width, count)?;
                indices.into_iter().map(|index| self.dictionary.get(index as usize).cloned()).collect()
            }),
            Some(3) => bytes
                .get(4..)
                .and_then(|runs| hybrid(runs, 1, count))
                .map(|flags| flags.into_iter().map(|flag| ParquetValue::Flag(flag == 1)).collect()),
            _ => {
                let message = format!(
                    "the column “{}” is in an encoding that is not read: write it plain or with a dictionary",
                    self.column.name
                );
                return Err(Unreadable::new(message));
            }
        };
        values.ok_or_else(|| self.damaged())
    }

    /// Puts values into the cells of rows, as the levels say.
    fn assemble(
        &self,
        repetitions: &[u32],
        definitions: &[u32],
        values: Vec<ParquetValue>,
        cells: &mut Vec<ParquetCell>,
    ) {
        let LeafColumn { max_repetition, max_definition, list_definition, .. } = *self.column;
        let mut values = values.into_iter();
        for (&repetition, &definition) in repetitions.iter().zip(definitions) {
            let value = if definition == max_definition { values.next() } else { None };
            if max_repetition == 0 {
                cells.push(value.map_or(ParquetCell::Missing, ParquetCell::One));
            } else if repetition == 0 {
                // A level below that of the list's items is an empty list, or none.
                let is_list = definition + 1 >= list_definition;
                let list = is_list.then(|| ParquetCell::List(value.into_iter().collect()));
                cells.push(list.unwrap_or_default());
            } else if let Some(ParquetCell::List(items)) = cells.last_mut() {
                items.extend(value);
            }
        }
    }
}

/// Levels up to `max`, after their length in four bytes.
fn prefixed_levels(rest: &mut &[u8], max: u32, count: usize) -> Option<Vec<u32>> {
    if max == 0 {
        return levels(&[], 0, count);
    }
    let (length, after) = rest.split_at_checked(4)?;
    let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
    let (runs, after) = after.split_at_checked(length)?;
    *rest = after;
    levels(runs, max, count)
}

fn levels(runs: &[u8], max: u32, count: usize) -> Option<Vec<u32>> {
    if max == 0 {
        return Some(vec![0; count]);
    }
    hybrid(runs, (u32::BITS - max.leading_zeros()) as u8, count)
}

/// Numbers of `width` bits in runs of one number, or packed.
fn hybrid(bytes: &[u8], width: u8, count: usize) -> Option<Vec<u32>> {
    let mut numbers = Vec::with_capacity(count.min(1 << 20));
    let mut at = 0;
    if width > 32 {
        return None;
    }
    while numbers.len() < count {
        let header = varint(bytes, &mut at)?;
        let run = usize::try_from(header >> 1).ok()?;
        let left = count - numbers.len();
        if header & 1 == 0 {
            let size = usize::from(width).div_ceil(8);
            let number =
                bytes.get(at..at + size)?.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte));
            at += size;
            if run == 0 {
                return None;
            }
            numbers.resize(numbers.len() + run.min(left), number);
        } else {
            let size = run.checked_mul(usize::from(width))?;
            let packed = bytes.get(at..at.checked_add(size)?)?;
            at += size;
            let bit = |at: usize| u32::from(packed[at / 8] >> (at % 8) & 1);
            let number = |index: usize| {
                let first = index * usize::from(width);
                (0..usize::from(width)).fold(0, |number, at| number | bit(first + at) << at)
            };
            numbers.extend((0..run.checked_mul(8)?.min(left)).map(number));
            if run == 0 {
                return None;
            }
        }
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_runs_or_packed() {
        // Four times 5, then 0 to 7 in three bits each, as the description of the format has it.
        let bytes = [4 << 1, 5, 1 << 1 | 1, 0b1000_1000, 0b1100_0110, 0b1111_1010];
        assert_eq!(hybrid(&bytes, 3, 12), Some(vec![5, 5, 5, 5, 0, 1, 2, 3, 4, 5, 6, 7]));
        assert_eq!(hybrid(&bytes[..4], 3, 12), None);
        assert_eq!(hybrid(&[0, 0], 3, 1), None, "a run of nothing");
    }
}
