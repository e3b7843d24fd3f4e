//! Reads Thrift's compact protocol, as far as Parquet's headers and footer need it.

use super::snappy::varint;

/// How deep structs may be nested. Chosen by hand: those of Parquet are at most 6 deep.
const MAX_DEPTH: usize = 16;

/// A value.
#[derive(Clone, Debug)]
pub enum ThriftValue<'a> {
    Flag(bool),
    Integer(i64),
    Binary(&'a [u8]),
    List(Vec<ThriftValue<'a>>),
    Struct(Vec<(i64, ThriftValue<'a>)>),
}

impl<'a> ThriftValue<'a> {
    /// The struct that bytes begin with, and how many bytes it takes; `None` if it is damaged.
    pub fn read(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let mut reader = CompactReader { bytes, at: 0 };
        let read = reader.fields(0)?;
        Some((read, reader.at))
    }

    /// The field of a struct.
    pub fn field(&self, number: i64) -> Option<&Self> {
        match self {
            Self::Struct(fields) => fields.iter().find(|(known, _)| *known == number).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A field that is a number.
    pub fn number(&self, field: i64) -> Option<i64> {
        match self.field(field)? {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// A field that is a number of things.
    pub fn count(&self, field: i64) -> Option<usize> {
        self.number(field).and_then(|number| usize::try_from(number).ok())
    }

    /// A field that is a flag.
    pub fn flag(&self, field: i64) -> Option<bool> {
        match self.field(field)? {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// A field that is a text.
    pub fn text(&self, field: i64) -> Option<String> {
        match self.field(field)? {
            Self::Binary(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        }
    }

    /// A field that is a list; empty if it is not there.
    pub fn list(&self, field: i64) -> &[Self] {
        match self.field(field) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }
}

struct CompactReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> CompactReader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(varint(self.bytes, &mut self.at)?).ok()
    }

    /// A number in zigzag encoding.
    fn integer(&mut self) -> Option<i64> {
        let number = varint(self.bytes, &mut self.at)?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    fn fields(&mut self, depth: usize) -> Option<ThriftValue<'a>> {
        let (mut fields, mut number) = (Vec::new(), 0_i64);
        loop {
            let header = self.byte()?;
            if header == 0 {
                return Some(ThriftValue::Struct(fields));
            }
            let step = i64::from(header >> 4);
            number = if step == 0 { self.integer()? } else { number.checked_add(step)? };
            let value = match header & 15 {
                1 => ThriftValue::Flag(true),
                2 => ThriftValue::Flag(false),
                kind => self.value(kind, depth)?,
            };
            fields.push((number, value));
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<ThriftValue<'a>> {
        if depth > MAX_DEPTH {
            return None;
        }
        Some(match kind {
            1 | 2 => ThriftValue::Flag(self.byte()? == 1),
            3 => ThriftValue::Integer(i64::from(self.byte()?.cast_signed())),
            4..=6 => ThriftValue::Integer(self.integer()?),
            7 => ThriftValue::Binary(self.take(8)?),
            8 => {
                let length = self.length()?;
                ThriftValue::Binary(self.take(length)?)
            }
            9 | 10 => {
                let header = self.byte()?;
                let short = usize::from(header >> 4);
                let length = if short == 15 { self.length()? } else { short };
                // Each item takes a byte at least.
                if length > self.bytes.len() - self.at {
                    return None;
                }
                let items = (0..length).map(|_| self.value(header & 15, depth + 1));
                ThriftValue::List(items.collect::<Option<_>>()?)
            }
            12 => self.fields(depth + 1)?,
            _ => return None,
        })
    }
}
