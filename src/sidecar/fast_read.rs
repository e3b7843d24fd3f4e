//! A fast reader for annotations in the form in which this program writes them. A folder may have 200,000 of them, and
//! a general TOML parser takes twenty times as long.
//!
//! Any other TOML, such as a comment or a multi-line string, is refused here and left to [`read`](super::read). So this
//! reader reports no errors, and only needs to be right about what it accepts; a property test compares the two
//! readers.

use crate::gloss::{
    Attributes, Field, Gloss, Link, Selector, Tree, Value,
    fields::{FIELDS, FieldShape},
};

/// How many lists and tables may be nested in each other. The program itself writes three; deeper values are left to the
/// general reader, which has a limit of its own, so that no file can exhaust the stack.
const MAX_NESTING_LEVELS: usize = 16;

/// The gloss in an entry, if the entry is written as [`write`](super::write) writes it.
pub fn gloss(entry: &str) -> Option<Gloss> {
    let mut reader = FastReader { rest: entry, level: 0 };
    reader.blank();
    reader.expect("[[annotation]]\n")?;
    let mut gloss = Gloss::default();
    // A bit for each field that was present; the next key is most likely that of the field after the last one.
    let (mut seen, mut likely) = (0_u64, 0);
    while reader.blank() {
        let at = position(reader.bare_key()?, likely)?;
        if seen >> at & 1 == 1 {
            return None;
        }
        (seen, likely) = (seen | 1 << at, at + 1);
        reader.equals()?;
        reader.field(&FIELDS[at], &mut gloss)?;
        reader.spaces();
        reader.expect("\n")?;
    }
    let ascend = gloss.selectors.windows(2).all(|pair| pair[0].end <= pair[1].start);
    let is_whole = gloss.id.check().is_ok() && !gloss.tag.is_empty() && !gloss.selectors.is_empty();
    (is_whole && ascend).then_some(gloss)
}

/// The index in the table of the field of this name, searched from `likely` on.
fn position(name: &str, likely: usize) -> Option<usize> {
    let is_it = |field: &Field| field.name == name;
    let later = FIELDS[likely..].iter().position(is_it).map(|at| likely + at);
    later.or_else(|| FIELDS[..likely].iter().position(is_it))
}

/// Sets a slot; `None` if it was set, since a key that occurs twice is an error in TOML.
fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// Reads the rest of an entry. Each method consumes what it reads, or returns `None` if something else is there.
struct FastReader<'a> {
    rest: &'a str,
    /// How many values the value that is read stands in.
    level: usize,
}

impl<'a> FastReader<'a> {
    /// Reads the value of a field.
    fn field(&mut self, field: &Field, gloss: &mut Gloss) -> Option<()> {
        match &field.shape {
            FieldShape::Id => gloss.id = self.string()?.try_into().ok()?,
            FieldShape::Tag => gloss.tag = self.string()?,
            FieldShape::Attributes => gloss.attributes = self.attributes()?,
            FieldShape::Spans => gloss.selectors = self.list(Self::selector)?,
            FieldShape::Links => gloss.links = self.list(Self::link)?,
            FieldShape::Text(slot) => *(slot.get_mut)(gloss) = Some(self.string()?),
            FieldShape::Time(slot) => *(slot.get_mut)(gloss) = Some(self.time()?),
            FieldShape::Flag(slot) => *(slot.get_mut)(gloss) = self.flag()?,
            FieldShape::Structured(slot) => return (slot.set)(gloss, Some(self.tree()?)).then_some(()),
        }
        Some(())
    }

    /// Consumes `text`.
    fn expect(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// Consumes `text` if it is next; returns whether it was.
    fn has(&mut self, text: &str) -> bool {
        self.expect(text).is_some()
    }

    fn spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }

    /// Consumes spaces and line breaks; returns whether anything follows.
    fn blank(&mut self) -> bool {
        self.rest = self.rest.trim_start_matches([' ', '\n']);
        !self.rest.is_empty()
    }

    /// Consumes a non-empty run of such bytes, which must be ASCII.
    fn run(&mut self, is_part: impl Fn(u8) -> bool) -> Option<&'a str> {
        let length = self.rest.bytes().take_while(|&byte| is_part(byte)).count();
        let (run, rest) = self.rest.split_at_checked(length).filter(|(run, _)| !run.is_empty())?;
        self.rest = rest;
        Some(run)
    }

    fn bare_key(&mut self) -> Option<&'a str> {
        self.run(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    }

    fn equals(&mut self) -> Option<()> {
        self.spaces();
        self.expect("=")?;
        self.spaces();
        Some(())
    }

    /// Reads a basic string on one line.
    fn string(&mut self) -> Option<String> {
        self.expect("\"")?;
        // Most strings are plain to their end.
        let mut text = self.plain()?.to_owned();
        while !self.has("\"") {
            text.push(self.escape()?);
            text.push_str(self.plain()?);
        }
        // Three quotation marks begin a multi-line string.
        (!text.is_empty() || !self.rest.starts_with('"')).then_some(text)
    }

    /// Reads the text before the next quotation mark or escape.
    fn plain(&mut self) -> Option<&'a str> {
        let length = memchr::memchr2(b'"', b'\\', self.rest.as_bytes())?;
        let (plain, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        // All bytes are examined, which is faster than stopping at the first one.
        let has_control = plain.bytes().fold(false, |found, byte| found | byte.is_ascii_control());
        (!has_control).then_some(plain)
    }

    fn escape(&mut self) -> Option<char> {
        self.expect("\\")?;
        let mut chars = self.rest.chars();
        let c = chars.next()?;
        self.rest = chars.as_str();
        Some(match c {
            '"' | '\\' => c,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let (digits, rest) = self.rest.split_at_checked(4)?;
                self.rest = rest;
                let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                char::from_u32(u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?)?
            }
            _ => return None,
        })
    }

    /// Reads a number of code points.
    fn count(&mut self) -> Option<usize> {
        let digits = self.run(|byte| byte.is_ascii_digit())?;
        i64::try_from(decimal(digits)?).ok()?.try_into().ok()
    }

    /// Reads a number: an optional sign, digits, and perhaps a fraction.
    fn number(&mut self) -> Option<f64> {
        let sign = if self.has("-") { -1.0 } else { 1.0 };
        let whole = self.run(|byte| byte.is_ascii_digit())?;
        let small = whole.len() < 16;
        let whole_number = decimal(whole).filter(|_| small)?;
        if !self.has(".") {
            return (sign > 0.0 || whole_number > 0).then_some(sign * whole_number as f64);
        }
        let fraction = self.run(|byte| byte.is_ascii_digit())?;
        let number: f64 = format!("{whole}.{fraction}").parse().ok()?;
        Some(sign * number)
    }

    /// Reads a date and time in the one form that is written back the same, or a string.
    fn time(&mut self) -> Option<String> {
        if self.rest.starts_with('"') {
            return self.string();
        }
        let typed = self.run(|byte| byte.is_ascii_digit() || b"-:.TZ".contains(&byte))?;
        if is_usual_time(typed) {
            return Some(typed.to_owned());
        }
        let time: toml_edit::Datetime = typed.parse().ok()?;
        Some(time.to_string()).filter(|time| time == typed)
    }

    fn value(&mut self) -> Option<Value> {
        Some(match self.rest.as_bytes().first()? {
            b'"' => Value::Text(self.string()?),
            b'[' => Value::List(self.list(Self::string)?),
            b't' | b'f' => Value::Flag(self.flag()?),
            _ => Value::Number(self.number()?),
        })
    }

    fn flag(&mut self) -> Option<bool> {
        match self.bare_key()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// Reads a value that may hold others, down to [`MAX_NESTING_LEVELS`].
    fn tree(&mut self) -> Option<Tree> {
        if self.level == MAX_NESTING_LEVELS {
            return None;
        }
        self.level += 1;
        let tree = match self.rest.as_bytes().first()? {
            b'"' => Tree::Text(self.string()?),
            b'[' => Tree::List(self.list(Self::tree)?),
            b'{' => {
                let mut rows: Vec<(String, Tree)> = Vec::new();
                self.table(&mut |reader, key| {
                    let value = reader.tree()?;
                    let is_new = rows.iter().all(|(known, _)| known != key);
                    is_new.then(|| rows.push((key.to_owned(), value)))
                })?;
                Tree::Table(rows)
            }
            b't' | b'f' => Tree::Flag(self.flag()?),
            _ => Tree::Number(self.number()?),
        };
        self.level -= 1;
        Some(tree)
    }

    fn attributes(&mut self) -> Option<Attributes> {
        let mut attributes = Attributes::default();
        self.table(&mut |reader, name| {
            let value = reader.value()?;
            attributes.get(name).is_none().then(|| attributes.set(name, value))
        })?;
        Some(attributes)
    }

    fn selector(&mut self) -> Option<Selector> {
        let (mut start, mut end) = (None, None);
        let (mut exact, mut prefix, mut suffix) = (None, None, None);
        self.table(&mut |reader, key| match key {
            "start" => once(&mut start, reader.count()?),
            "end" => once(&mut end, reader.count()?),
            "exact" => once(&mut exact, reader.string()?),
            "prefix" => once(&mut prefix, reader.string()?),
            "suffix" => once(&mut suffix, reader.string()?),
            _ => None,
        })?;
        let (start, end) = (start?, end?);
        let exact = exact.filter(|exact: &String| !exact.is_empty() && start < end)?;
        Some(Selector {
            start,
            end,
            exact,
            prefix: prefix.unwrap_or_default(),
            suffix: suffix.unwrap_or_default(),
        })
    }

    fn link(&mut self) -> Option<Link> {
        let (mut role, mut to) = (None, None);
        self.table(&mut |reader, key| match key {
            "as" => once(&mut role, reader.string()?),
            "to" => once(&mut to, reader.string()?.try_into().ok()?),
            _ => None,
        })?;
        Some(Link { role: role?, to: to? })
    }

    /// Reads an inline table; `entry` reads the value of each key.
    fn table(&mut self, entry: &mut dyn FnMut(&mut Self, &str) -> Option<()>) -> Option<()> {
        self.expect("{")?;
        self.spaces();
        if self.has("}") {
            return Some(());
        }
        loop {
            self.spaces();
            let quoted = if self.rest.starts_with('"') { Some(self.string()?) } else { None };
            let key = match &quoted {
                Some(key) => key,
                None => self.bare_key()?,
            };
            self.equals()?;
            entry(self, key)?;
            self.spaces();
            if !self.has(",") {
                return self.expect("}");
            }
        }
    }

    /// Reads an array, on one line or several, with or without a comma at its end.
    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.expect("[")?;
        let mut items = Vec::new();
        loop {
            self.blank();
            if self.has("]") {
                return Some(items);
            }
            items.push(item(self)?);
            self.blank();
            if !self.has(",") {
                self.expect("]")?;
                return Some(items);
            }
        }
    }
}

/// Whether this is a time in the program's form, `2026-11-23T15:42:00Z`, on a day that every month has. Other days are
/// left to the general reader, since checking them takes as long as reading everything else.
fn is_usual_time(typed: &str) -> bool {
    const USUAL: &[u8; 20] = b"0000-00-00T00:00:00Z";
    let is_shaped = typed.len() == USUAL.len()
        && typed.bytes().zip(USUAL).all(|(byte, usual)| match usual {
            b'0' => byte.is_ascii_digit(),
            usual => byte == *usual,
        });
    let is_within = |at: usize, least: &str, most: &str| {
        typed.get(at..at + 2).is_some_and(|digits| (least..=most).contains(&digits))
    };
    is_shaped
        && is_within(5, "01", "12")
        && is_within(8, "01", "28")
        && is_within(11, "00", "23")
        && is_within(14, "00", "59")
        && is_within(17, "00", "59")
}

/// The value of an integer without leading zeros.
fn decimal(digits: &str) -> Option<u64> {
    digits.parse().ok().filter(|_| digits == "0" || !digits.starts_with('0'))
}
