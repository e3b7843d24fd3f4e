//! Parquet files: plain and uncompressed, with every value optional, as parquet-format 2 describes them. Every reader
//! of Parquet supports this.

use std::io;

use super::thrift::{Struct, varint};

/// A column with its name and its values.
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its values.
    pub cells: Cells,
}

/// The values of a column; each row has one or none.
pub enum Cells {
    Wholes(Vec<Option<usize>>),
    Numbers(Vec<Option<f64>>),
    Flags(Vec<Option<bool>>),
    /// Moments, in microseconds since 1970 in UTC.
    Times(Vec<Option<i64>>),
    Texts(Vec<Option<String>>),
    Lists(Vec<Option<Vec<String>>>),
}

/// The number of rows in a row group, which is read or skipped as a whole; chosen by hand.
const ROWS_PER_GROUP: usize = 16_384;

const MAGIC: &[u8] = b"PAR1";

/// Values of the enumerations of parquet-format.
const OPTIONAL: usize = 1;
const REPEATED: usize = 2;
const REQUIRED: usize = 0;
const BYTE_ARRAY: usize = 6;
const PLAIN: usize = 0;
const RLE: usize = 3;
const UNCOMPRESSED: usize = 0;
const DATA_PAGE: usize = 0;
const UTF8: usize = 0;
const LIST: usize = 3;
const TIMESTAMP_MICROS: usize = 10;

/// Writes a table of `rows` rows; each column must have that many values.
pub fn write(columns: &[Column], rows: usize, out: &mut dyn io::Write) -> io::Result<()> {
    let mut at = MAGIC.len();
    out.write_all(MAGIC)?;
    let mut groups = Vec::new();
    for start in (0..rows).step_by(ROWS_PER_GROUP) {
        let end = rows.min(start + ROWS_PER_GROUP);
        let first = at;
        let mut chunks = Vec::new();
        for column in columns {
            let page = column.cells.page(start, end);
            let size = page.bytes.len();
            if i32::try_from(size).is_err() {
                return Err(io::Error::other(format!("{} is larger than 2 GiB", column.name)));
            }
            let levels = Struct::default().i32(1, page.values).i32(2, PLAIN).i32(3, RLE).i32(4, RLE);
            let header = Struct::default().i32(1, DATA_PAGE).i32(2, size).i32(3, size).inner(5, levels).end();
            out.write_all(&header)?;
            out.write_all(&page.bytes)?;
            let length = header.len() + page.bytes.len();
            let path: &[&str] = match &column.cells {
                Cells::Lists(_) => &[&column.name, "list", "element"],
                _ => &[&column.name],
            };
            let chunk = Struct::default()
                .i32(1, column.cells.kind())
                .i32s(2, &[PLAIN, RLE])
                .texts(3, path)
                .i32(4, UNCOMPRESSED)
                .i64(5, page.values)
                .i64(6, length)
                .i64(7, length)
                .i64(9, at);
            chunks.push(Struct::default().i64(2, at).inner(3, chunk));
            at += length;
        }
        let group = Struct::default().structs(1, chunks.into_iter());
        groups.push(group.i64(2, at - first).i64(3, end - start));
    }
    let schema: Vec<Struct> = schema(columns);
    let footer = Struct::default()
        .i32(1, 1)
        .structs(2, schema.into_iter())
        .i64(3, rows)
        .structs(4, groups.into_iter())
        .text(6, concat!("gloss version ", env!("CARGO_PKG_VERSION")))
        .end();
    out.write_all(&footer)?;
    out.write_all(&(footer.len() as u32).to_le_bytes())?;
    out.write_all(MAGIC)
}

/// The tree of columns, depth first.
fn schema(columns: &[Column]) -> Vec<Struct> {
    let text = || Struct::default().inner(1, Struct::default());
    let list = || Struct::default().inner(3, Struct::default());
    // A logical type is a union: 8 is a timestamp, in UTC, whose unit is again a union: 2 are microseconds.
    let unit = || Struct::default().inner(2, Struct::default());
    let time = || Struct::default().inner(8, Struct::default().set(1).inner(2, unit()));
    let mut schema = vec![Struct::default().text(4, "glosses").i32(5, columns.len())];
    for Column { name, cells } in columns {
        let leaf = |repetition| Struct::default().i32(1, cells.kind()).i32(3, repetition);
        match cells {
            Cells::Lists(_) => schema.extend([
                Struct::default().i32(3, OPTIONAL).text(4, name).i32(5, 1).i32(6, LIST).inner(10, list()),
                Struct::default().i32(3, REPEATED).text(4, "list").i32(5, 1),
                leaf(REQUIRED).text(4, "element").i32(6, UTF8).inner(10, text()),
            ]),
            Cells::Texts(_) => schema.push(leaf(OPTIONAL).text(4, name).i32(6, UTF8).inner(10, text())),
            Cells::Times(_) => {
                schema.push(leaf(OPTIONAL).text(4, name).i32(6, TIMESTAMP_MICROS).inner(10, time()));
            }
            _ => schema.push(leaf(OPTIONAL).text(4, name)),
        }
    }
    schema
}

/// A page: the number of its values, including missing ones and empty lists, and its bytes.
struct DataPage {
    values: usize,
    bytes: Vec<u8>,
}

impl Cells {
    /// The physical type.
    fn kind(&self) -> usize {
        match self {
            Self::Flags(_) => 0,
            Self::Wholes(_) | Self::Times(_) => 2,
            Self::Numbers(_) => 5,
            Self::Texts(_) | Self::Lists(_) => BYTE_ARRAY,
        }
    }

    /// The page of these rows: first the levels, then the values that are there.
    fn page(&self, start: usize, end: usize) -> DataPage {
        fn there<T>(cells: &[Option<T>]) -> Vec<u8> {
            cells.iter().map(|cell| u8::from(cell.is_some())).collect()
        }
        let mut bytes = Vec::new();
        let levels = match self {
            Self::Wholes(cells) => there(&cells[start..end]),
            Self::Numbers(cells) => there(&cells[start..end]),
            Self::Flags(cells) => there(&cells[start..end]),
            Self::Times(cells) => there(&cells[start..end]),
            Self::Texts(cells) => there(&cells[start..end]),
            Self::Lists(cells) => {
                let (repeated, there) = list_levels(&cells[start..end]);
                runs(&mut bytes, &repeated);
                there
            }
        };
        runs(&mut bytes, &levels);
        match self {
            Self::Wholes(cells) => {
                bytes.extend(cells[start..end].iter().flatten().flat_map(|n| (*n as u64).to_le_bytes()));
            }
            Self::Times(cells) => {
                bytes.extend(cells[start..end].iter().flatten().flat_map(|time| time.to_le_bytes()));
            }
            Self::Numbers(cells) => {
                bytes.extend(cells[start..end].iter().flatten().flat_map(|n| n.to_le_bytes()));
            }
            Self::Flags(cells) => {
                let flags: Vec<bool> = cells[start..end].iter().flatten().copied().collect();
                let byte =
                    |flags: &[bool]| flags.iter().rev().fold(0, |byte, &flag| byte << 1 | u8::from(flag));
                bytes.extend(flags.chunks(8).map(byte));
            }
            Self::Texts(cells) => {
                cells[start..end].iter().flatten().for_each(|text| push_text(&mut bytes, text));
            }
            Self::Lists(cells) => {
                cells[start..end].iter().flatten().flatten().for_each(|text| push_text(&mut bytes, text));
            }
        }
        DataPage { values: levels.len(), bytes }
    }
}

/// The repetition levels, which say where lists begin (0) or continue (1), and the definition levels: an item (2), an
/// empty list (1) or no list (0).
fn list_levels(cells: &[Option<Vec<String>>]) -> (Vec<u8>, Vec<u8>) {
    let (mut repeated, mut there) = (Vec::new(), Vec::new());
    for cell in cells {
        match cell.as_deref() {
            None | Some([]) => {
                repeated.push(0);
                there.push(u8::from(cell.is_some()));
            }
            Some(items) => {
                repeated.extend((0..items.len()).map(|number| u8::from(number > 0)));
                there.extend(items.iter().map(|_| 2));
            }
        }
    }
    (repeated, there)
}

/// Writes levels as runs of the same level, preceded by the length of all runs.
fn runs(out: &mut Vec<u8>, levels: &[u8]) {
    let mut bytes = Vec::new();
    for run in levels.chunk_by(|one, other| one == other) {
        varint(&mut bytes, (run.len() as u64) << 1);
        bytes.push(run[0]);
    }
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend(bytes);
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(text.as_bytes());
}
