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
        reader.documents(database)?;
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

    fn documents(&mut self, database: &Connection) -> rusqlite::Result<()> {
        let has_record = has_column(database, "documents", "record")?;
        let record = if has_record { "record" } else { "NULL" };
        let sql = format!("SELECT id, name, text, {record} FROM documents ORDER BY id");
        each(database, &sql, |row| {
            let record =
                row.get::<_, Option<String>>(3)?.and_then(|record| serde_json::from_str(&record).ok());
            self.places.insert((row.get(0)?, String::new()), self.documents.len());
            self.documents.push(Imported {
                name: Some(row.get(1)?),
                text: Some(Text::new(row.get::<_, String>(2)?)),
                record: DocumentRecord(record.unwrap_or_default()),
                ..Imported::default()
            });
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
        each(database, &sql, |row| {
            let Some(place) = self.place_of(row.get(1)?, row.get(4)?) else {
                loss.add("annotations of no document", 1);
                return Ok(());
            };
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
    fn gloss(&mut self, row: &Row<'_>) -> rusqlite::Result<Option<&mut Gloss>> {
        let place = self.glosses.get(&row.get(0)?).copied();
        Ok(place.map(|(document, gloss)| &mut self.documents[document].glosses[gloss]))
    }

    fn spans(&mut self, database: &Connection, loss: &mut Loss) -> rusqlite::Result<()> {
        let sql =
            "SELECT annotation, start, stop, exact, prefix, suffix FROM spans ORDER BY annotation, part";
        each(database, sql, |row| {
            let selector = Selector {
                start: row.get(1)?,
                end: row.get(2)?,
                exact: row.get(3)?,
                prefix: row.get(4)?,
                suffix: row.get(5)?,
            };
            match self.gloss(row)? {
                Some(gloss) => gloss.selectors.push(selector),
                None => loss.add("spans of no annotation", 1),
            }
            Ok(())
        })
    }

    fn attributes(&mut self, database: &Connection, loss: &mut Loss) -> rusqlite::Result<()> {
        let sql = "SELECT annotation, name, shape, value, number, flag FROM attributes ORDER BY annotation, name, item";
        each(database, sql, |row| {
            let (name, shape): (String, String) = (row.get(1)?, row.get(2)?);
            let text: Option<String> = row.get(3)?;
            let Some(gloss) = self.gloss(row)? else {
                loss.add("attributes of no annotation", 1);
                return Ok(());
            };
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
        each(database, sql, |row| {
            let (role, target): (String, String) = (row.get(1)?, row.get(2)?);
            match (self.gloss(row)?, target.parse()) {
                (Some(gloss), Ok(to)) => gloss.links.push(Link { role, to }),
                _ => loss.add("links to nothing", 1),
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

/// Calls `take` with each row of a query.
fn each(
    database: &Connection,
    sql: &str,
    mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement = database.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// Whether a table has a column: an earlier version may have written it.
fn has_column(database: &Connection, table: &str, column: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?";
    database.query_row(sql, [table, column], |row| Ok(row.get::<_, i64>(0)? > 0))
}
