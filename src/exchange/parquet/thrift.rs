//! Thrift's compact protocol, as far as Parquet's headers and footer need it: there are no negative numbers in them.

/// A struct that is being written; fields must be added by ascending numbers.
#[derive(Default)]
pub struct Struct {
    bytes: Vec<u8>,
    last: u8,
}

/// The types of fields and list items.
const TRUE: u8 = 1;
const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

impl Struct {
    /// Adds an integer of 32 bits or an enumeration value.
    #[must_use]
    pub fn i32(mut self, field: u8, value: usize) -> Self {
        self.header(field, I32);
        varint(&mut self.bytes, signed(value));
        self
    }

    /// Adds an integer of 64 bits.
    #[must_use]
    pub fn i64(mut self, field: u8, value: usize) -> Self {
        self.header(field, I64);
        varint(&mut self.bytes, signed(value));
        self
    }

    /// Adds a flag that is set.
    #[must_use]
    pub fn set(mut self, field: u8) -> Self {
        self.header(field, TRUE);
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, field: u8, text: &str) -> Self {
        self.header(field, BINARY);
        binary(&mut self.bytes, text);
        self
    }

    /// Adds a struct.
    #[must_use]
    pub fn inner(mut self, field: u8, inner: Struct) -> Self {
        self.header(field, STRUCT);
        self.bytes.extend(inner.end());
        self
    }

    /// Adds a list of structs.
    #[must_use]
    pub fn structs(mut self, field: u8, items: impl ExactSizeIterator<Item = Struct>) -> Self {
        self.list(field, STRUCT, items.len());
        items.for_each(|item| self.bytes.extend(item.end()));
        self
    }

    /// Adds a list of texts.
    #[must_use]
    pub fn texts(mut self, field: u8, items: &[&str]) -> Self {
        self.list(field, BINARY, items.len());
        for item in items {
            binary(&mut self.bytes, item);
        }
        self
    }

    /// Adds a list of integers of 32 bits.
    #[must_use]
    pub fn i32s(mut self, field: u8, items: &[usize]) -> Self {
        self.list(field, I32, items.len());
        for &item in items {
            varint(&mut self.bytes, signed(item));
        }
        self
    }

    /// The struct's bytes.
    pub fn end(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }

    /// Writes the header of a field: the difference from the number of the field before, which is at most 15 in
    /// Parquet, and the type.
    fn header(&mut self, field: u8, kind: u8) {
        self.bytes.push((field - self.last) << 4 | kind);
        self.last = field;
    }

    fn list(&mut self, field: u8, kind: u8, length: usize) {
        self.header(field, LIST);
        match u8::try_from(length) {
            Ok(short) if short < 15 => self.bytes.push(short << 4 | kind),
            _ => {
                self.bytes.push(0xf0 | kind);
                varint(&mut self.bytes, length as u64);
            }
        }
    }
}

/// A non-negative number in zigzag encoding, whose lowest bit is the sign.
fn signed(value: usize) -> u64 {
    (value as u64) << 1
}

fn binary(out: &mut Vec<u8>, text: &str) {
    varint(out, text.len() as u64);
    out.extend(text.as_bytes());
}

/// Writes a number with seven bits in each byte, the lowest first.
pub fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
