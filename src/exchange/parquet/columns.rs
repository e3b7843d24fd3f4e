//! The columns of a file: their names, the types of their values, and how deep these are nested.

use std::rc::Rc;

use super::{compact::ThriftValue, value::ParquetValue};

/// A column with one leaf: of values, or of lists of these.
#[derive(Clone, Debug)]
pub struct LeafColumn {
    /// The name of the column.
    pub name: String,
    /// The number of the leaf among all leaves of the file.
    pub number: usize,
    /// The level at which a list goes on; 0 if the column has no lists.
    pub max_repetition: u32,
    /// The level at which there is a value.
    pub max_definition: u32,
    /// The level at which there is an item of a list.
    pub list_definition: u32,
    kind: PhysicalType,
    meaning: Meaning,
}

/// How a value is stored.
#[derive(Clone, Copy, Debug)]
enum PhysicalType {
    Boolean,
    Int32,
    Int64,
    /// Nanoseconds of a day, and the day, as Spark has written times.
    Int96,
    Float,
    Double,
    Bytes,
    /// Bytes of this length.
    FixedBytes(usize),
}

/// What a stored number means.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Itself,
    /// Days since 1970.
    Date,
    /// So many parts of a second since 1970.
    Time(i64),
    /// So many decimal places.
    Decimal(i32),
}

/// The columns with one leaf in a list of schema elements, depth first, and the number of other columns.
pub fn columns(elements: &[ThriftValue<'_>]) -> Option<(Vec<LeafColumn>, usize)> {
    let mut rest = elements.iter();
    let top = rest.next()?.count(5)?;
    let (mut columns, mut others, mut leaf) = (Vec::new(), 0, 0);
    for _ in 0..top {
        let before = leaf;
        let mut path = ColumnPath::default();
        let name = path.follow(&mut rest, &mut leaf)?;
        match path.column(name, before).filter(|_| leaf == before + 1) {
            Some(column) => columns.push(column),
            None => others += 1,
        }
    }
    Some((columns, others))
}

/// The levels on the way to a leaf.
#[derive(Default)]
struct ColumnPath<'a, 'b> {
    repetition: u32,
    definition: u32,
    list_definition: u32,
    leaf: Option<&'a ThriftValue<'b>>,
}

impl<'a, 'b> ColumnPath<'a, 'b> {
    /// Follows a column to its leaves, and counts these; returns the name of the column.
    fn follow(
        &mut self,
        rest: &mut impl Iterator<Item = &'a ThriftValue<'b>>,
        leaves: &mut usize,
    ) -> Option<String> {
        let mut open = 1;
        let mut name = None;
        while open > 0 {
            let element = rest.next()?;
            open -= 1;
            name.get_or_insert_with(|| element.text(4).unwrap_or_default());
            match element.number(3) {
                Some(1) => self.definition += 1,
                Some(2) => {
                    self.repetition += 1;
                    self.definition += 1;
                    self.list_definition = self.definition;
                }
                _ => {}
            }
            match element.count(5).unwrap_or(0) {
                0 => {
                    *leaves += 1;
                    self.leaf = Some(element);
                }
                below => open = below.checked_add(open)?,
            }
        }
        name
    }

    fn column(&self, name: String, number: usize) -> Option<LeafColumn> {
        let leaf = self.leaf?;
        if self.repetition > 1 {
            return None;
        }
        Some(LeafColumn {
            name,
            number,
            max_repetition: self.repetition,
            max_definition: self.definition,
            list_definition: self.list_definition,
            kind: PhysicalType::of(leaf)?,
            meaning: Meaning::of(leaf),
        })
    }
}

impl PhysicalType {
    fn of(leaf: &ThriftValue<'_>) -> Option<Self> {
        Some(match leaf.number(1)? {
            0 => Self::Boolean,
            1 => Self::Int32,
            2 => Self::Int64,
            3 => Self::Int96,
            4 => Self::Float,
            5 => Self::Double,
            6 => Self::Bytes,
            7 => Self::FixedBytes(leaf.count(2)?),
            _ => return None,
        })
    }
}

impl Meaning {
    fn of(leaf: &ThriftValue<'_>) -> Self {
        let logical = |field| leaf.field(10).and_then(|logical| logical.field(field));
        let unit = logical(8).and_then(|time| time.field(2));
        match (leaf.number(6), unit) {
            (_, Some(unit)) if unit.field(1).is_some() => Self::Time(1_000),
            (_, Some(unit)) if unit.field(2).is_some() => Self::Time(1_000_000),
            (_, Some(_)) => Self::Time(1_000_000_000),
            (Some(9), _) => Self::Time(1_000),
            (Some(10), _) => Self::Time(1_000_000),
            (Some(6), _) => Self::Date,
            (Some(5), _) => {
                Self::Decimal(leaf.number(7).and_then(|scale| i32::try_from(scale).ok()).unwrap_or(0))
            }
            _ if logical(6).is_some() => Self::Date,
            _ => Self::Itself,
        }
    }

    fn value(self, number: i64) -> Option<ParquetValue> {
        let text = |text: String| ParquetValue::Text(Rc::from(text));
        Some(match self {
            Self::Itself => ParquetValue::Integer(number),
            Self::Decimal(places) => ParquetValue::Number(number as f64 / 10_f64.powi(places)),
            Self::Date => {
                let second = number.checked_mul(86_400)?;
                let day = jiff::Timestamp::from_second(second).ok()?.to_string();
                text(day.split('T').next()?.to_owned())
            }
            Self::Time(parts) => {
                let nanoseconds = i128::from(number) * i128::from(1_000_000_000 / parts);
                text(jiff::Timestamp::from_nanosecond(nanoseconds).ok()?.to_string())
            }
        })
    }
}

impl LeafColumn {
    /// Reads so many values that stand one after the other.
    pub fn plain(&self, bytes: &[u8], count: usize) -> Option<Vec<ParquetValue>> {
        let mut rest = bytes;
        let mut values = Vec::with_capacity(count.min(bytes.len().saturating_mul(8)));
        for number in 0..count {
            values.push(match self.kind {
                PhysicalType::Boolean => ParquetValue::Flag(bytes.get(number / 8)? >> (number % 8) & 1 == 1),
                PhysicalType::Int32 => self.meaning.value(i32::from_le_bytes(take(&mut rest)?).into())?,
                PhysicalType::Int64 => self.meaning.value(i64::from_le_bytes(take(&mut rest)?))?,
                PhysicalType::Int96 => {
                    let of_day = i64::from_le_bytes(take(&mut rest)?);
                    // The Julian day 2,440,588 is the first of 1970.
                    let day = i64::from(i32::from_le_bytes(take(&mut rest)?)) - 2_440_588;
                    let second = day.checked_mul(86_400)?;
                    Meaning::Time(1_000_000_000)
                        .value(second.checked_mul(1_000_000_000)?.checked_add(of_day)?)?
                }
                PhysicalType::Float => ParquetValue::Number(f32::from_le_bytes(take(&mut rest)?).into()),
                PhysicalType::Double => ParquetValue::Number(f64::from_le_bytes(take(&mut rest)?)),
                PhysicalType::Bytes => {
                    let length = u32::from_le_bytes(take(&mut rest)?) as usize;
                    text(&mut rest, length)?
                }
                PhysicalType::FixedBytes(length) => text(&mut rest, length)?,
            });
        }
        Some(values)
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*taken)
}

fn text(rest: &mut &[u8], length: usize) -> Option<ParquetValue> {
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(ParquetValue::Text(Rc::from(String::from_utf8_lossy(taken))))
}
