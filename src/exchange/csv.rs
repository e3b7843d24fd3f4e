//! Tables with commas or tabs, with a row for each span. The parts of one gloss have the same id and the same other
//! fields. A table that comes back from a spreadsheet may have another separator and another encoding, its columns in any order
//! and case, and numbers with a decimal comma.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    io,
};

use super::{
    Carries, Export, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
    import::{Origin, id, of_files},
    locator_columns::PlaceColumn,
};
use crate::gloss::{Feature, Field, Gloss, Id, Link, Selector, fields};

/// The format with commas, according to RFC 4180.
pub const COMMAS: Format = Format {
    name: "csv",
    extension: "csv",
    doc: "a row for each span; safe to open in a spreadsheet",
    write: Some(Write::All(|exports, out, _| write(b',', exports, out))),
    read: Some(|input, loss| read(b',', input, loss)),
    ..TABS
};

/// The format with tabs.
pub const TABS: Format = Format {
    name: "tsv",
    extension: "tsv",
    doc: "the same with tabs",
    carries: Carries::ALL,
    unit: Some(OffsetUnit::CodePoints),
    takes_bom: true,
    any_encoding: true,
    write: Some(Write::All(|exports, out, _| write(b'\t', exports, out))),
    read: Some(|input, loss| read(b'\t', input, loss)),
    ..Format::BLANK
};

/// The columns before those of attributes.
const FIRST: [&str; 11] =
    ["file", "id", "tag", "part", "parts", "start", "end", "exact", "paragraph", "state", "coder"];

/// The column of links, after those of attributes.
const LINKS: &str = "links";

/// The prefix of an attribute's column if another column has the attribute's name.
const ATTRIBUTE: &str = "attribute ";

/// The columns after those of attributes.
fn last() -> impl Iterator<Item = &'static str> {
    [LINKS].into_iter().chain(metadata().map(|field| field.name))
}

/// The metadata with a column of their own. Locators have one for each kind.
pub(super) fn metadata() -> impl Iterator<Item = &'static Field> {
    fields::metadata().filter(|field| field.feature != Some(Feature::LOCATORS))
}

/// Whether a column is not an attribute's.
pub(super) fn is_taken(name: &str) -> bool {
    FIRST.contains(&name) || last().any(|last| last == name) || PlaceColumn::named(name).is_some()
}

fn write(
    delimiter: u8,
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    // The columns are only known once all documents are.
    let exports: Vec<Export> = exports.collect();
    let (names, places) = (attribute_names(&exports), PlaceColumn::of(&exports));
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    let column = |name: &String| if is_taken(name) { format!("{ATTRIBUTE}{name}") } else { name.clone() };
    let columns = names.iter().map(column);
    let first = FIRST.iter().map(ToString::to_string).chain(places.iter().map(|column| column.name()));
    table.write_record(first.chain(columns).chain(last().map(str::to_owned)).map(|cell| safe(&cell)))?;
    for export in &exports {
        for placed in &export.glosses {
            let gloss = export.recorded(placed);
            let paragraph = export.paragraph(placed).map(|n| n.to_string()).unwrap_or_default();
            let where_it_is: Vec<String> =
                places.iter().map(|column| column.cell(export, placed).unwrap_or_default()).collect();
            for (part, span) in gloss.selectors.iter().enumerate() {
                let place = [
                    export.name.clone(),
                    gloss.id.to_string(),
                    gloss.tag.clone(),
                    (part + 1).to_string(),
                    gloss.selectors.len().to_string(),
                    span.start.to_string(),
                    span.end.to_string(),
                    span.exact.clone(),
                    paragraph.clone(),
                    placed.place.state.name().to_owned(),
                    export.coder_name().to_owned(),
                ];
                let row = place.into_iter().chain(where_it_is.clone()).chain(rest(&gloss, &names));
                table.write_record(row.map(|cell| safe(&cell)))?;
            }
        }
    }
    table.flush()
}

/// The cells of the attributes and of the columns after them.
fn rest(gloss: &Gloss, names: &[String]) -> Vec<String> {
    let value = |name| gloss.attributes.get(name).map(ToString::to_string).unwrap_or_default();
    let links: Vec<String> = gloss.links.iter().map(|link| format!("{} {}", link.role, link.to)).collect();
    let mut row: Vec<String> = names.iter().map(|name| value(name)).collect();
    row.push(links.join("; "));
    row.extend(metadata().map(|field| field.text(gloss).unwrap_or_default()));
    row
}

/// The names of the attributes in use: those of the schema in its order, then others.
pub(super) fn attribute_names(exports: &[Export]) -> Vec<String> {
    let attributes =
        exports.iter().flat_map(|export| &export.glosses).flat_map(|p| p.gloss.attributes.iter());
    let used: Vec<&str> = attributes.map(|(name, _)| name).collect();
    let known = exports.iter().flat_map(|export| &export.schema.kinds).flat_map(|kind| &kind.attributes);
    let known = known.map(|attribute| attribute.name.as_str());
    // A name is removed where it is first used.
    let mut left: HashSet<&str> = used.iter().copied().collect();
    known.chain(used.iter().copied()).filter(|name| left.remove(name)).map(str::to_owned).collect()
}

/// Whether a spreadsheet could treat a cell as a formula: it begins with a formula's first character, also in its wide form,
/// after white space, which some spreadsheets drop; or with a tab or a carriage return, of which some make another cell. (These
/// are what OWASP lists under CSV injection.) Apostrophes at its start count for nothing, so that reading reverses writing.
fn is_risky(cell: &str) -> bool {
    let cell = cell.trim_start_matches('\'');
    let shown = cell.trim_start_matches(|c: char| c == '\'' || c.is_whitespace());
    cell.starts_with(['\t', '\r']) || shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// A cell that no spreadsheet treats as a formula: a risky one gets an apostrophe in front, unless it is a number.
fn safe(cell: &str) -> String {
    if is_risky(cell) && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

/// Reverses [`safe`].
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_risky(rest)).unwrap_or(cell)
}

/// The separators of tables: a spreadsheet uses a semicolon where numbers have a decimal comma.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

fn read(usual: u8, input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let table = ForeignTable::of(input.utf8()?, usual)?;
    let mut rows = RowCollector::default();
    for record in table.reader().records() {
        let record = record.map_err(wrong)?;
        let line = record.position().map_or(0, csv::Position::line) as usize + table.lines_before;
        // A spreadsheet may write rows of nothing.
        if record.iter().all(str::is_empty) {
            continue;
        }
        let is_whole = record.len() >= table.header.len();
        let has_more = record.iter().skip(table.header.len()).any(|cell| !cell.trim().is_empty());
        match rows.read(&table.cells(&record)) {
            Ok((origin, gloss)) => {
                loss.add("rows of another length", usize::from(!is_whole || has_more));
                rows.add(origin, gloss);
            }
            Err(why) => loss.pass_over(&Unreadable::at(line, why)),
        }
    }
    Ok(rows.documents(loss))
}

/// The rows of a table that is being read.
#[derive(Default)]
pub(super) struct RowCollector {
    rows: Vec<(Origin, Gloss)>,
    places: HashMap<(Origin, Id), usize>,
}

impl RowCollector {
    /// The gloss in the cells of a row, which come with the names of their columns. The error is a message for a person.
    pub fn read(&self, cells: &[(&str, Cow<'_, str>)]) -> Result<(Origin, Gloss), String> {
        row(cells, self.rows.len())
    }

    /// Adds the gloss of a row. The rows of a gloss are its parts; the first row's other fields count.
    pub fn add(&mut self, origin: Origin, gloss: Gloss) {
        let at = *self.places.entry((origin.clone(), gloss.id.clone())).or_insert(self.rows.len());
        match self.rows.get_mut(at) {
            Some((_, first)) => first.selectors.extend(gloss.selectors),
            None => self.rows.push((origin, gloss)),
        }
    }

    /// The documents of all rows.
    pub fn documents(mut self, loss: &mut Loss) -> Vec<Imported> {
        for (_, gloss) in &mut self.rows {
            let spans = gloss.selectors.len();
            gloss.selectors.sort_by_key(|span| span.start);
            gloss.selectors.dedup();
            loss.add("repeated rows", spans - gloss.selectors.len());
        }
        of_files(self.rows)
    }
}

/// A table that any program may have written.
struct ForeignTable<'a> {
    text: &'a str,
    separator: u8,
    /// The number of lines before the header.
    lines_before: usize,
    /// The names of the columns; those that this program knows as it writes them.
    header: Vec<String>,
    /// The columns, by number, of numbers with a decimal comma.
    with_comma: HashSet<usize>,
}

impl<'a> ForeignTable<'a> {
    /// The table in a text, with the separator with which its header has the columns that are needed.
    fn of(text: &'a str, usual: u8) -> Result<Self, Unreadable> {
        // Some programs name the separator in a line before the header.
        let (text, lines_before) = match text.split_once('\n') {
            Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => (rest, 1),
            _ => (text, 0),
        };
        for separator in [usual].into_iter().chain(SEPARATORS) {
            let mut table =
                Self { text, separator, lines_before, header: Vec::new(), with_comma: HashSet::new() };
            table.header = table.reader().headers().map_err(wrong)?.iter().map(known_column).collect();
            if ["tag", "exact"].iter().all(|needed| table.header.iter().any(|name| name == needed)) {
                if separator != b',' {
                    table.with_comma = table.columns_with_comma()?;
                }
                return Ok(table);
            }
        }
        Err(Unreadable::at(1, "there are no columns “tag” and “exact”"))
    }

    fn reader(&self) -> csv::Reader<&'a [u8]> {
        csv::ReaderBuilder::new().delimiter(self.separator).flexible(true).from_reader(self.text.as_bytes())
    }

    /// The columns of attributes all of whose cells are numbers, some with a decimal comma. Where no semicolon shows that it is
    /// one, it may separate thousands, unless other than three digits follow.
    fn columns_with_comma(&self) -> Result<HashSet<usize>, Unreadable> {
        let mut found = HashSet::new();
        let mut others = HashSet::new();
        for record in self.reader().records() {
            for (at, cell) in record.map_err(wrong)?.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let number = cell.strip_prefix('-').unwrap_or(cell);
                let is_digits =
                    |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
                match number.split_once(',') {
                    Some((whole, part)) if is_digits(whole) && is_digits(part) => {
                        if self.separator == b';' || part.len() != 3 {
                            found.insert(at);
                        }
                    }
                    None if is_digits(number) => {}
                    _ => _ = others.insert(at),
                }
            }
        }
        found.retain(|at| !others.contains(at) && self.header.get(*at).is_some_and(|name| !is_taken(name)));
        Ok(found)
    }

    /// The cells of a row with the names of their columns.
    fn cells<'r>(&'r self, record: &'r csv::StringRecord) -> Vec<(&'r str, Cow<'r, str>)> {
        let cell = |(at, cell): (usize, &'r str)| {
            if self.with_comma.contains(&at) {
                Cow::Owned(cell.replace(',', "."))
            } else {
                plain(cell).into()
            }
        };
        self.header.iter().map(String::as_str).zip(record.iter().enumerate().map(cell)).collect()
    }
}

/// The name of a column: one that this program knows in any case, with white space around it or not.
pub(super) fn known_column(name: &str) -> String {
    let plain = plain(name).trim();
    let known = FIRST.into_iter().chain(last()).find(|known| known.eq_ignore_ascii_case(plain));
    let place = || PlaceColumn::named(&plain.to_ascii_lowercase()).map(PlaceColumn::name);
    known.map(str::to_owned).or_else(place).unwrap_or_else(|| plain.to_owned())
}

fn wrong(error: csv::Error) -> Unreadable {
    let message = error.to_string();
    let unreadable = match error.position() {
        Some(position) => Unreadable::at(position.line() as usize, message),
        None => Unreadable::new(message),
    };
    unreadable.caused_by(error)
}

/// The gloss of one row and where it belongs; the row's `number` identifies it if it has no id. The error is a
/// message for a person.
fn row(cells: &[(&str, Cow<'_, str>)], number: usize) -> Result<(Origin, Gloss), String> {
    let cell = |name: &str| cells.iter().find(|(column, _)| *column == name).map_or("", |(_, cell)| cell);
    let text = |name: &str| Some(cell(name).to_owned()).filter(|text| !text.is_empty());
    let count = |name: &str| match cell(name) {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| format!("{name} is a number, not “{typed}”")),
    };
    if cell("tag").trim().is_empty() {
        return Err("its tag is empty".to_owned());
    }
    let origin = Origin { name: text("file"), coder: text("coder") };
    let exact = cell("exact").to_owned();
    let start: usize = count("start")?.unwrap_or_default();
    let end = count("end")?.unwrap_or_else(|| start.saturating_add(exact.chars().count()));
    let id = match text("id") {
        Some(name) => name.parse().unwrap_or_else(|_| id("csv", &name)),
        None => id(&format!("csv {}", cell("file")), &format!("{number} {} {start} {exact}", cell("tag"))),
    };
    let selector = Selector { start, end, exact, ..Selector::default() };
    let mut gloss = Gloss::new(id, cell("tag"), vec![selector]);
    for (name, value) in cells {
        match PlaceColumn::named(name) {
            Some(column) if !value.is_empty() => column.read(&mut gloss, value),
            _ => {}
        }
        if !is_taken(name) && !value.is_empty() && !name.is_empty() {
            let own = name.strip_prefix(ATTRIBUTE).filter(|own| is_taken(own));
            gloss.attributes.set(own.unwrap_or(name), (&**value).into());
        }
    }
    for link in cell(LINKS).split("; ").filter(|link| !link.is_empty()) {
        let (role, to) = link.rsplit_once(' ').ok_or_else(|| format!("“{link}” is no link"))?;
        let to = to.parse().map_err(|why| format!("“{to}” is no id: {why}"))?;
        gloss.links.push(Link { role: role.to_owned(), to });
    }
    for field in metadata() {
        if let Some(text) = text(field.name)
            && !field.set_text(&mut gloss, &text)
        {
            return Err(format!("“{text}” is no {}", field.name));
        }
    }
    Ok((origin, gloss))
}
