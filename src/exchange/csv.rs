//! Tables with commas or tabs, with a row for each span. The parts of one gloss have the same id and the same other
//! fields.

use std::{
    collections::{HashMap, HashSet},
    io,
};

use super::{
    Carries, Export, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
    import::{id, of_files},
};
use crate::gloss::{Gloss, Link, Selector, fields};

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
    write: Some(Write::All(|exports, out, _| write(b'\t', exports, out))),
    read: Some(|input, loss| read(b'\t', input, loss)),
    ..Format::BLANK
};

/// The columns before those of attributes.
const FIRST: [&str; 10] =
    ["file", "id", "tag", "part", "parts", "start", "end", "exact", "paragraph", "state"];

/// The column of links, after those of attributes.
const LINKS: &str = "links";

/// The prefix of an attribute's column if another column has the attribute's name.
const ATTRIBUTE: &str = "attribute ";

/// The columns after those of attributes.
fn last() -> impl Iterator<Item = &'static str> {
    [LINKS].into_iter().chain(fields::metadata().map(|field| field.name))
}

/// Whether a column is not an attribute's.
fn is_taken(name: &str) -> bool {
    FIRST.contains(&name) || last().any(|last| last == name)
}

fn write(
    delimiter: u8,
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    // The columns are only known once all documents are.
    let exports: Vec<Export> = exports.collect();
    let names = attribute_names(&exports);
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    let column = |name: &String| if is_taken(name) { format!("{ATTRIBUTE}{name}") } else { name.clone() };
    let columns = names.iter().map(column);
    let first = FIRST.iter().map(ToString::to_string);
    table.write_record(first.chain(columns).chain(last().map(str::to_owned)).map(|cell| safe(&cell)))?;
    for export in &exports {
        for placed in &export.glosses {
            let gloss = export.recorded(placed);
            let paragraph = export.paragraph(placed).map(|n| n.to_string()).unwrap_or_default();
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
                ];
                let row = place.into_iter().chain(rest(&gloss, &names));
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
    row.extend(fields::metadata().map(|field| field.text(gloss).unwrap_or_default()));
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

fn read(delimiter: u8, input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let mut table =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(input.utf8()?.as_bytes());
    let header: Vec<String> =
        table.headers().map_err(wrong)?.iter().map(|name| plain(name).to_owned()).collect();
    if !["tag", "exact"].iter().all(|needed| header.iter().any(|name| name == needed)) {
        return Err(Unreadable::at(1, "there are no columns “tag” and “exact”"));
    }
    let mut rows: Vec<(Option<String>, Gloss)> = Vec::new();
    let mut places = HashMap::new();
    for record in table.records() {
        let record = record.map_err(wrong)?;
        let line = record.position().map_or(0, csv::Position::line) as usize;
        let cells: Vec<(&str, &str)> =
            header.iter().map(String::as_str).zip(record.iter().map(plain)).collect();
        let (file, gloss) = row(&cells, rows.len()).map_err(|why| Unreadable::at(line, why))?;
        // The rows of a gloss are its parts; the first row's other fields count.
        let at = *places.entry((file.clone(), gloss.id.clone())).or_insert(rows.len());
        match rows.get_mut(at) {
            Some((_, first)) => first.selectors.extend(gloss.selectors),
            None => rows.push((file, gloss)),
        }
    }
    for (_, gloss) in &mut rows {
        let spans = gloss.selectors.len();
        gloss.selectors.sort_by_key(|span| span.start);
        gloss.selectors.dedup();
        loss.add("repeated rows", spans - gloss.selectors.len());
    }
    Ok(of_files(rows))
}

fn wrong(error: csv::Error) -> Unreadable {
    let message = error.to_string();
    let unreadable = match error.position() {
        Some(position) => Unreadable::at(position.line() as usize, message),
        None => Unreadable::new(message),
    };
    unreadable.caused_by(error)
}

/// The gloss of one row and the name of its document; the row's `number` identifies it if it has no id. The error is a
/// message for a person.
fn row(cells: &[(&str, &str)], number: usize) -> Result<(Option<String>, Gloss), String> {
    let cell = |name: &str| {
        cells.iter().find(|(column, _)| *column == name).map(|(_, cell)| *cell).unwrap_or_default()
    };
    let text = |name: &str| Some(cell(name).to_owned()).filter(|text| !text.is_empty());
    let count = |name: &str| match cell(name) {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| format!("{name} is a number, not “{typed}”")),
    };
    let file = text("file");
    let exact = cell("exact").to_owned();
    let start: usize = count("start")?.unwrap_or_default();
    let end = count("end")?.unwrap_or_else(|| start.saturating_add(exact.chars().count()));
    let id = match text("id") {
        Some(name) => name.parse().unwrap_or_else(|_| id("csv", &name)),
        None => id(&format!("csv {}", cell("file")), &format!("{number} {} {start} {exact}", cell("tag"))),
    };
    let selector = Selector { start, end, exact, ..Selector::default() };
    let mut gloss = Gloss::new(id, cell("tag"), vec![selector]);
    for &(name, value) in cells {
        if !is_taken(name) && !value.is_empty() {
            let own = name.strip_prefix(ATTRIBUTE).filter(|own| is_taken(own));
            gloss.attributes.set(own.unwrap_or(name), value.into());
        }
    }
    for link in cell(LINKS).split("; ").filter(|link| !link.is_empty()) {
        let (role, to) = link.rsplit_once(' ').ok_or_else(|| format!("“{link}” is no link"))?;
        let to = to.parse().map_err(|why| format!("“{to}” is no id: {why}"))?;
        gloss.links.push(Link { role: role.to_owned(), to });
    }
    for field in fields::metadata() {
        if let Some(text) = text(field.name)
            && !field.set_text(&mut gloss, &text)
        {
            return Err(format!("“{text}” is no {}", field.name));
        }
    }
    Ok((file, gloss))
}
