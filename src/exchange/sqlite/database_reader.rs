//! Reads the tables, of a file that may be anybody's: no code in it runs, and what it lacks is an error.

use std::collections::HashMap;

use rusqlite::{Connection, Row, config::DbConfig};

use crate::{
    exchange::{DocumentRecord, ForeignFile, Imported, Loss, Unreadable},
    gloss::{
        Field, Gloss, Link, Selector, Tree, Value,
        fields::{self, FieldShape},
    },
    text::Text,
};

/// Reads the documents in a database, each once for each of its coders.
pub fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let wrong = |error: rusqlite::Error| Unreadable::new(error.to_string()).caused_by(error);
    if input.bytes.is_empty() {
        return Err(Unreadable::new("it is empty, and no database"));
    }
    let database = open(input.bytes).map_err(wrong)?;
    DatabaseReader::of(&database, loss).map_err(wrong)
}

/// Opens a database in memory, such that nothing in its schema runs.
fn open(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut database = Connection::open_in_memory()?;
    database.deserialize_read_exact("main", bytes, bytes.len(), true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    Ok(database)
}

/// What is known of the rows that were read.
#[derive(Default)]
struct DatabaseReader {
    documents: Vec<Imported>,
    /// The place of the document of a row and a coder.
    places: HashMap<(i64, String), usize>,
    /// The place of the gloss of a row: of its document, and in that.
    glosses: HashMap<i64, (usize, usize)>,
}

impl DatabaseReader {
    fn of(database: &Connection, loss: &mut Loss) -> rusqlite::Result<Vec<Imported>> {
        let mut reader = Self::default();
        reader.documents(database, loss)?;
        reader.annotations(database, loss)?;
        reader.spans(database, loss)?;
        reader.attributes(database, loss)?;
        reader.links(database, loss)?;
        for document in &mut reader.documents {
            let all = document.glosses.len();
            document.glosses.retain(|gloss| !gloss.selectors.is_empty());
            loss.add("annotations without spans", all - document.glosses.len());
        }
        Ok(reader.documents)
    }

    fn documents(&mut self, database: &Connection, loss: &mut Loss) -> rusqlite::Result<()> {
        let has_record = has_column(database, "documents", "record")?;
        let record = if has_record { "record" } else { "NULL" };
        let sql = format!("SELECT id, name, text, {record} FROM documents ORDER BY id");
        each(database, "documents", &sql, loss, |row, _| {
            let record =
                row.get::<_, Option<String>>(3)?.and_then(|record| serde_json::from_str(&record).ok());
            let document = Imported {
                name: Some(row.get(1)?),
                text: Some(Text::new(row.get::<_, String>(2)?)),
                record: DocumentRecord(record.unwrap_or_default()),
                ..Imported::default()
            };
            self.places.insert((row.get(0)?, String::new()), self.documents.len());
            self.documents.push(document);
            Ok(())
        })
    }

    fn annotations(&mut self, database: &Connection, loss: &mut Loss) -> rusqlite::Result<()> {
        let coder = if has_column(database, "annotations", "coder")? { "coder" } else { "''" };
        let mut columns: Vec<&Field> = Vec::new();
        for field in fields::metadata() {
            if has_column(database, "annotations", field.name)? {
                columns.push(field);
            }
        }
        let names: String = columns.iter().map(|field| format!(", {}", field.name)).collect();
        let sql = format!("SELECT id, document, gloss, kind, {coder}{names} FROM annotations ORDER BY id");
        each(database, "annotations", &sql, loss, |row, _| {
            let Some(place) = self.place_of(row.get(1)?, row.get(4)?) else { return Err(RowFault::Stray) };
            let (id, tag): (String, String) = (row.get(2)?, row.get(3)?);
            let id = id.parse().unwrap_or_else(|_| super::super::import::id("sqlite", &id));
            let mut gloss = Gloss::new(id, tag, Vec::new());
            for (field, column) in columns.iter().zip(5..) {
                metadata(&mut gloss, field, row, column)?;
            }
            let glosses = &mut self.documents[place].glosses;
            self.glosses.insert(row.get(0)?, (place, glosses.len()));
            glosses.push(gloss);
            Ok(())
        })
    }

    /// The place of a document with a coder's glosses.
    fn place_of(&mut self, document: i64, coder: String) -> Option<usize> {
        let key = (document, coder);
        if let Some(&place) = self.places.get(&key) {
            return Some(place);
        }
        let own = &self.documents[*self.places.get(&(document, String::new()))?];
        let (name, text, record) = (own.name.clone(), own.text.clone(), own.record.clone());
        let coder = Some(key.1.clone());
        self.documents.push(Imported { name, coder, record, text, ..Imported::default() });
        self.places.insert(key, self.documents.len() - 1);
        Some(self.documents.len() - 1)
    }

    /// The gloss that a row of another table is about.
    fn gloss(&mut self, row: &Row<'_>) -> Result<&mut Gloss, RowFault> {
        let place = self.glosses.get(&row.get(0)?).copied();
        let (document, gloss) = place.ok_or(RowFault::Stray)?;
        Ok(&mut self.documents[document].glosses[gloss])
    }

    fn spans(&mut self, database: &Connection, loss: &mut Loss) -> rusqlite::Result<()> {
        let sql =
            "SELECT annotation, start, stop, exact, prefix, suffix FROM spans ORDER BY annotation, part";
        each(database, "spans", sql, loss, |row, _| {
            let selector = Selector {
                start: row.get(1)?,
                end: row.get(2)?,
                exact: row.get(3)?,
                prefix: row.get(4)?,
                suffix: row.get(5)?,
            };
            self.gloss(row)?.selectors.push(selector);
            Ok(())
        })
    }

    fn attributes(&mut self, database: &Connection, loss: &mut Loss) -> rusqlite::Result<()> {
        let sql = "SELECT annotation, name, shape, value, number, flag FROM attributes ORDER BY annotation, name, item";
        each(database, "attributes", sql, loss, |row, _| {
            let (name, shape): (String, String) = (row.get(1)?, row.get(2)?);
            let text: Option<String> = row.get(3)?;
            let gloss = self.gloss(row)?;
            let value = match shape.as_str() {
                "number" => Value::Number(row.get(4)?),
                "flag" => Value::Flag(row.get(5)?),
                "list" => {
                    let before = gloss.attributes.remove(&name);
                    let items = if let Some(Value::List(items)) = before { items } else { Vec::new() };
                    Value::List(items.into_iter().chain(text).collect())
                }
                _ => Value::Text(text.unwrap_or_default()),
            };
            gloss.attributes.set(&name, value);
            Ok(())
        })
    }

    fn links(&mut self, database: &Connection, loss: &mut Loss) -> rusqlite::Result<()> {
        let sql = "SELECT annotation, role, target FROM links ORDER BY annotation, item";
        each(database, "links", sql, loss, |row, loss| {
            let (role, target): (String, String) = (row.get(1)?, row.get(2)?);
            match target.parse() {
                Ok(to) => self.gloss(row)?.links.push(Link { role, to }),
                Err(_) => loss.add("links to nothing", 1),
            }
            Ok(())
        })
    }
}

/// Sets a field of a gloss from a column.
fn metadata(gloss: &mut Gloss, field: &Field, row: &Row<'_>, column: usize) -> rusqlite::Result<()> {
    if let FieldShape::Flag(_) = field.shape {
        field.set(gloss, Some(Tree::Flag(row.get(column)?)));
    } else if let Some(text) = row.get::<_, Option<String>>(column)? {
        field.set_text(gloss, &text);
    }
    Ok(())
}

/// Why nothing can be made of a row.
enum RowFault {
    /// A value has another type than its column.
    Value,
    /// It is about a row of another table that is not there.
    Stray,
}

impl From<rusqlite::Error> for RowFault {
    fn from(_: rusqlite::Error) -> Self {
        Self::Value
    }
}

/// Calls `take` with each row of a query. A row that can't be read is passed over.
fn each(
    database: &Connection,
    table: &str,
    sql: &str,
    loss: &mut Loss,
    mut take: impl FnMut(&Row<'_>, &mut Loss) -> Result<(), RowFault>,
) -> rusqlite::Result<()> {
    let mut statement = database.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut number = 0;
    while let Some(row) = rows.next()? {
        number += 1;
        if let Err(fault) = take(row, loss) {
            let what = match fault {
                RowFault::Value => "a value has another type than its column",
                RowFault::Stray => "it is about a row that is not there",
            };
            loss.pass_over(&Unreadable::new(format!("row {number} of {table}: {what}")));
        }
    }
    Ok(())
}

/// Whether a table has a column: an earlier version may have written it.
fn has_column(database: &Connection, table: &str, column: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?";
    database.query_row(sql, [table, column], |row| Ok(row.get::<_, i64>(0)? > 0))
}

#[cfg(test)]
mod tests {
    use super::{super::database::database, *};
    use crate::exchange::tests::article;

    #[test]
    fn a_row_that_is_damaged_is_passed_over() {
        let whole = article().glosses.len();
        let stray = "it is about a row that is not there";
        let other_type = "a value has another type than its column";
        for (change, lost, told) in [
            (
                "UPDATE annotations SET kind = x'ff' WHERE id = 4",
                1,
                format!("row 4 of annotations: {other_type}"),
            ),
            ("UPDATE annotations SET document = 9 WHERE id = 4", 1, format!("row 4 of annotations: {stray}")),
            ("UPDATE spans SET start = 'x' WHERE annotation = 4", 1, format!("row 5 of spans: {other_type}")),
            ("INSERT INTO spans VALUES (9, 1, 0, 1, 'x', '', '')", 0, format!("row 6 of spans: {stray}")),
            ("INSERT INTO links VALUES (9, 1, 'x', '7k3q9xw2mf', NULL)", 0, format!("of links: {stray}")),
        ] {
            let database = database(&mut std::iter::once(article())).expect("filled");
            database.execute_batch(&format!("PRAGMA foreign_keys = OFF; {change}")).expect("changed");
            let mut loss = Loss::default();
            let read = DatabaseReader::of(&database, &mut loss).expect("read");
            assert_eq!(read[0].glosses.len(), whole - lost, "{change}: {loss}");
            assert!(loss.to_string().contains(&told) && loss.passed_over() > 0, "{change}: {loss}");
        }
    }
}
