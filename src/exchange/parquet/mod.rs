//! Parquet, for DuckDB, pandas, Polars, R and Spark: a row for each span, with the columns of the CSV tables. What is read is
//! said in [`read`].
//!
//! Attributes are columns of their shape: text, double, boolean, or a list of texts; an attribute that is used in
//! several shapes is text. `created` and `modified` are timestamps in UTC, in microseconds, unless one of them is no time with
//! its zone; then they are text. An attribute whose name is taken, in any case, gets `_` at its end. `links` is a list of
//! `ROLE ID`; `review`, and a `generator` that is more than a name, are JSON. The parts of one gloss have the same `id`
//! and the same other fields:
//!
//! ```sql
//! SELECT speaker, count(DISTINCT id) FROM 'glosses.parquet' WHERE tag = 'quote' GROUP BY speaker;
//! ```

use std::{borrow::Cow, io};

use super::{
    Carries, Export, Format, OffsetUnit, Write,
    csv::{attribute_names, metadata},
    locator_columns::PlaceColumn,
};
use crate::gloss::{Gloss, Placed, Selector, Value, fields::FieldShape};
use file::{Cells, Column};

mod columns;
mod compact;
mod file;
mod pages;
mod read;
mod snappy;
mod thrift;
mod value;

/// The format.
pub const FORMAT: Format = Format {
    name: "parquet",
    extension: "parquet",
    doc: "a row for each span, for DuckDB, pandas and Spark",
    carries: Carries::ALL,
    unit: Some(OffsetUnit::CodePoints),
    write: Some(Write::All(|exports, out, _| write(exports, out))),
    read: Some(read::read),
    ..Format::BLANK
};

/// A span, with the gloss that it belongs to.
struct SpanRow<'a> {
    export: &'a Export,
    placed: &'a Placed,
    gloss: &'a Gloss,
    part: usize,
    span: &'a Selector,
    paragraph: Option<usize>,
    state: &'static str,
}

fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write) -> io::Result<()> {
    // The columns are only known once all documents are.
    let exports: Vec<Export> = exports.collect();
    let placed =
        || exports.iter().flat_map(|export| export.glosses.iter().map(move |placed| (export, placed)));
    let recorded: Vec<Cow<'_, Gloss>> = placed().map(|(export, placed)| export.recorded(placed)).collect();
    let rows = placed().zip(&recorded).flat_map(|((export, placed), gloss)| {
        let paragraph = export.paragraph(placed);
        let row = move |(part, span)| {
            let state = placed.place.state.name();
            SpanRow { export, placed, gloss, part, span, paragraph, state }
        };
        (1..).zip(&gloss.selectors).map(row)
    });
    let rows: Vec<SpanRow<'_>> = rows.collect();
    file::write(&columns(&rows, &attribute_names(&exports), &PlaceColumn::of(&exports)), rows.len(), out)
}

fn columns(rows: &[SpanRow<'_>], attributes: &[String], places: &[PlaceColumn]) -> Vec<Column> {
    let text = |name: &str, of: fn(&SpanRow<'_>) -> Option<String>| Column {
        name: name.to_owned(),
        cells: Cells::Texts(rows.iter().map(of).collect()),
    };
    let whole = |name: &str, of: fn(&SpanRow<'_>) -> Option<usize>| Column {
        name: name.to_owned(),
        cells: Cells::Wholes(rows.iter().map(of).collect()),
    };
    let links =
        |row: &SpanRow<'_>| row.gloss.links.iter().map(|link| format!("{} {}", link.role, link.to)).collect();
    let mut columns = vec![
        text("file", |row| Some(row.export.name.clone())),
        text("id", |row| Some(row.gloss.id.to_string())),
        text("tag", |row| Some(row.gloss.tag.clone())),
        whole("part", |row| Some(row.part)),
        whole("parts", |row| Some(row.gloss.selectors.len())),
        whole("start", |row| Some(row.span.start)),
        whole("end", |row| Some(row.span.end)),
        text("exact", |row| Some(row.span.exact.clone())),
        whole("paragraph", |row| row.paragraph),
        text("state", |row| Some(row.state.to_owned())),
        text("coder", |row| Some(row.export.coder_name().to_owned())),
        Column { name: "links".to_owned(), cells: Cells::Lists(rows.iter().map(links).map(Some).collect()) },
    ];
    columns.extend(places.iter().map(|place| Column {
        name: place.name(),
        cells: Cells::Texts(rows.iter().map(|row| place.cell(row.export, row.placed)).collect()),
    }));
    columns.extend(metadata().map(|field| {
        let cells = match &field.shape {
            FieldShape::Flag(slot) => {
                Cells::Flags(rows.iter().map(|row| Some(*(slot.get)(row.gloss))).collect())
            }
            shape => {
                let texts: Vec<Option<String>> = rows.iter().map(|row| field.text(row.gloss)).collect();
                let times = matches!(shape, FieldShape::Time(_)).then(|| times(&texts)).flatten();
                times.map_or(Cells::Texts(texts), Cells::Times)
            }
        };
        Column { name: field.name.to_owned(), cells }
    }));
    for attribute in attributes {
        let mut name = attribute.clone();
        while columns.iter().any(|column| column.name.to_lowercase() == name.to_lowercase()) {
            name.push('_');
        }
        let values: Vec<Option<&Value>> =
            rows.iter().map(|row| row.gloss.attributes.get(attribute)).collect();
        columns.push(Column { name, cells: cells(&values) });
    }
    columns
}

/// The moments in a column, in microseconds since 1970; `None` if one is not a time with its zone, or is more exact.
fn times(texts: &[Option<String>]) -> Option<Vec<Option<i64>>> {
    let time = |text: &String| {
        let time: jiff::Timestamp = text.parse().ok()?;
        (time.subsec_nanosecond() % 1000 == 0).then_some(time.as_microsecond())
    };
    texts.iter().map(|text| text.as_ref().map_or(Some(None), |text| time(text).map(Some))).collect()
}

/// The values of an attribute in the shape that all of them have, else as text.
fn cells(values: &[Option<&Value>]) -> Cells {
    fn all<T>(values: &[Option<&Value>], of: impl Fn(&Value) -> Option<T>) -> Option<Vec<Option<T>>> {
        values.iter().map(|value| value.map_or(Some(None), |value| of(value).map(Some))).collect()
    }
    let numbers = all(values, |value| if let Value::Number(number) = value { Some(*number) } else { None });
    let flags = || all(values, |value| if let Value::Flag(flag) = value { Some(*flag) } else { None });
    let lists =
        || all(values, |value| if let Value::List(items) = value { Some(items.clone()) } else { None });
    let texts = || values.iter().map(|value| value.map(ToString::to_string)).collect();
    let typed = numbers.map(Cells::Numbers).or_else(|| flags().map(Cells::Flags));
    typed.or_else(|| lists().map(Cells::Lists)).unwrap_or_else(|| Cells::Texts(texts()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{
        ForeignFile, Loss,
        tests::{article, bytes},
    };

    #[test]
    fn a_file_has_its_rows_and_columns() {
        let mut export = article();
        export.glosses[0].gloss.attributes.set("Note", "mine".into());
        let written = bytes(&FORMAT, export);
        assert!(written.starts_with(b"PAR1") && written.ends_with(b"PAR1"));
        let length = written.len() - 8;
        let footer = u32::from_le_bytes(written[length..length + 4].try_into().expect("four bytes")) as usize;
        let footer = String::from_utf8_lossy(&written[length - footer..length]).into_owned();
        for column in ["exact", "speaker", "Note_", "element"] {
            assert!(footer.contains(column), "{column}");
        }
        let exact = "“and *meant* it.”";
        let mut plain = (exact.len() as u32).to_le_bytes().to_vec();
        plain.extend(exact.as_bytes());
        assert!(written.windows(plain.len()).any(|window| window == plain));
    }

    #[test]
    fn times_are_moments_if_all_are() {
        let texts = |all: &[&str]| all.iter().map(|text| Some((*text).to_owned())).collect::<Vec<_>>();
        let two = ["1970-01-01T00:00:01Z", "1970-01-01T01:00:00.5+01:00"];
        assert_eq!(times(&texts(&two)), Some(vec![Some(1_000_000), Some(500_000)]));
        assert_eq!(times(&[None]), Some(vec![None]));
        for other in ["1970-01-01T00:00:00.0000001Z", "last week", "1970-01-01"] {
            assert_eq!(times(&texts(&[two[0], other])), None, "{other}");
        }
    }

    #[test]
    fn values_keep_their_shape() {
        let (one, other) = (Value::Number(1.0), Value::from("x"));
        assert!(matches!(cells(&[None, Some(&one)]), Cells::Numbers(all) if all == [None, Some(1.0)]));
        let mixed = [Some("1".to_owned()), Some("x".to_owned())];
        assert!(matches!(cells(&[Some(&one), Some(&other)]), Cells::Texts(all) if all == mixed));
        let list = Value::List(vec!["a".into()]);
        assert!(matches!(cells(&[Some(&list)]), Cells::Lists(all) if all == [Some(vec!["a".to_owned()])]));
    }

    #[test]
    fn no_damage_surprises_the_reader() {
        let written = bytes(&FORMAT, article());
        let read = |bytes: &[u8]| read::read(&ForeignFile::new("a.parquet", bytes), &mut Loss::default());
        assert_eq!(read(&written).expect("read")[0].glosses.len(), 4);
        for at in 0..written.len() {
            assert!(read(&written[..at]).is_err(), "{at}");
            for change in [0x01, 0x55, 0xff] {
                let mut damaged = written.clone();
                damaged[at] ^= change;
                let _ = read(&damaged);
            }
        }
    }
}
