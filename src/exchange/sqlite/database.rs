//! The tables, filled in memory by SQLite itself.

use std::{collections::HashMap, io};

use rusqlite::{Connection, Statement, Transaction, params, params_from_iter, types::Value as Sql};

use crate::{
    exchange::Export,
    gloss::{
        Field, Value,
        fields::{self, FieldShape},
    },
    source::Metadata,
};

const TABLES: &str = "
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, length INTEGER NOT NULL,
  record TEXT, author TEXT, published TEXT, site TEXT, url TEXT, retrieved TEXT, language TEXT);
CREATE TABLE annotations (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, gloss TEXT NOT NULL, kind TEXT NOT NULL,
  exact TEXT NOT NULL, paragraph INTEGER, state TEXT NOT NULL, coder TEXT NOT NULL);
CREATE TABLE spans (
  annotation INTEGER NOT NULL REFERENCES annotations, part INTEGER NOT NULL, start INTEGER NOT NULL,
  stop INTEGER NOT NULL, exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
  PRIMARY KEY (annotation, part));
CREATE TABLE attributes (
  annotation INTEGER NOT NULL REFERENCES annotations, name TEXT NOT NULL, item INTEGER NOT NULL, shape TEXT NOT NULL,
  value TEXT, number REAL, flag INTEGER, PRIMARY KEY (annotation, name, item));
CREATE TABLE links (
  annotation INTEGER NOT NULL REFERENCES annotations, item INTEGER NOT NULL, role TEXT NOT NULL, target TEXT NOT NULL,
  linked INTEGER REFERENCES annotations, PRIMARY KEY (annotation, item));
";

/// The indices, which are made after the tables are filled, since that is faster.
const INDICES: &str = "
CREATE INDEX annotations_kind ON annotations (kind, document);
CREATE INDEX annotations_document ON annotations (document, gloss);
CREATE INDEX spans_start ON spans (start, stop);
CREATE INDEX attributes_value ON attributes (name, value);
CREATE INDEX links_linked ON links (linked);
CREATE VIEW counts AS
  SELECT d.name AS document, a.kind, count(*) AS n
  FROM annotations a JOIN documents d ON d.id = a.document GROUP BY d.id, a.kind;
CREATE VIEW attribute_counts AS
  SELECT a.kind, t.name, t.value, count(*) AS n
  FROM attributes t JOIN annotations a ON a.id = t.annotation GROUP BY a.kind, t.name, t.value;
CREATE VIEW linked AS
  SELECT d.name AS document, a.kind, a.exact, l.role, b.kind AS linked_kind, b.exact AS linked_exact
  FROM links l JOIN annotations a ON a.id = l.annotation JOIN documents d ON d.id = a.document
  LEFT JOIN annotations b ON b.id = l.linked;
";

const INSERT_DOCUMENT: &str = "
INSERT INTO documents (name, title, text, length, record, author, published, site, url, retrieved, language)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/// The columns of annotations that are not those of [`fields::metadata`].
const PLACED: [&str; 7] = ["document", "gloss", "kind", "exact", "paragraph", "state", "coder"];

/// The definitions of the metadata's columns: texts, structured values as JSON, and flags as numbers.
fn metadata_columns() -> String {
    let column = |field: &Field| match field.shape {
        FieldShape::Flag(_) => {
            format!("ALTER TABLE annotations ADD COLUMN {} INTEGER NOT NULL DEFAULT 0;\n", field.name)
        }
        _ => format!("ALTER TABLE annotations ADD COLUMN {} TEXT;\n", field.name),
    };
    fields::metadata().map(column).collect()
}

fn insert_annotation() -> String {
    let columns: Vec<&str> = PLACED.into_iter().chain(fields::metadata().map(|field| field.name)).collect();
    let values = vec!["?"; columns.len()].join(", ");
    format!("INSERT INTO annotations ({}) VALUES ({values})", columns.join(", "))
}

/// Writes documents, with their glosses, as one database.
pub fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut database = database(exports).map_err(io::Error::other)?;
    let bytes = database.serialize("main").map_err(io::Error::other)?;
    out.write_all(&bytes)
}

/// The database with the tables of these exports, in memory.
pub(super) fn database(exports: &mut dyn Iterator<Item = Export>) -> rusqlite::Result<Connection> {
    let mut database = Connection::open_in_memory()?;
    let filling = database.transaction()?;
    filling.execute_batch(TABLES)?;
    filling.execute_batch(&metadata_columns())?;
    // The glosses of a document's coders come one after the other.
    let mut documents = HashMap::new();
    for export in exports {
        document(&filling, &export, &mut documents)?;
    }
    filling.execute_batch(INDICES)?;
    filling.commit()?;
    Ok(database)
}

/// Inserts a document that is not among the `documents`, which have their rows by name, and its glosses.
fn document(
    filling: &Transaction<'_>,
    export: &Export,
    documents: &mut HashMap<String, i64>,
) -> rusqlite::Result<()> {
    let own = match documents.get(&export.name) {
        Some(&row) => row,
        None => {
            let length = export.text.code_point_of(export.text.len());
            let fields = &export.record.0;
            let record = (!fields.is_empty()).then(|| serde_json::Value::from(fields.clone()).to_string());
            let Metadata { author, published, site, url, retrieved, language, .. } = &export.metadata;
            let author = (!author.is_empty()).then(|| author.join("; "));
            let values = params![
                export.name,
                export.title,
                export.whole(),
                length,
                record,
                author,
                published,
                site,
                url,
                retrieved,
                language
            ];
            filling.prepare(INSERT_DOCUMENT)?.execute(values)?;
            documents.insert(export.name.clone(), filling.last_insert_rowid());
            filling.last_insert_rowid()
        }
    };
    let mut annotations = filling.prepare(&insert_annotation())?;
    let mut spans = filling.prepare("INSERT INTO spans VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    let mut attributes = filling.prepare("INSERT INTO attributes VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    let mut links = filling.prepare("INSERT INTO links VALUES (?, ?, ?, ?, ?)")?;
    let mut rows = HashMap::new();
    for placed in &export.glosses {
        let gloss = export.recorded(placed);
        let values = [
            own.into(),
            Sql::from(gloss.id.to_string()),
            gloss.tag.clone().into(),
            gloss.exact().into(),
            export.paragraph(placed).and_then(|number| i64::try_from(number).ok()).into(),
            placed.place.state.name().to_owned().into(),
            export.coder_name().to_owned().into(),
        ];
        let metadata = fields::metadata().map(|field| match &field.shape {
            FieldShape::Flag(slot) => (*(slot.get)(&gloss)).into(),
            _ => field.text(&gloss).into(),
        });
        annotations.execute(params_from_iter(values.into_iter().chain(metadata)))?;
        let row = filling.last_insert_rowid();
        rows.insert(&placed.gloss.id, row);
        for (part, span) in (1_usize..).zip(&gloss.selectors) {
            spans.execute(params![row, part, span.start, span.end, span.exact, span.prefix, span.suffix])?;
        }
        for (name, value) in gloss.attributes.iter() {
            attribute(&mut attributes, row, name, value)?;
        }
    }
    for placed in &export.glosses {
        for (item, link) in (1_usize..).zip(&placed.gloss.links) {
            let (from, to) = (rows.get(&placed.gloss.id), rows.get(&link.to));
            links.execute(params![from, item, link.role, link.to.as_str(), to])?;
        }
    }
    Ok(())
}

/// Inserts the rows of an attribute: one, or one for each item of a list. An empty list has a row without a value.
fn attribute(insert: &mut Statement<'_>, row: i64, name: &str, value: &Value) -> rusqlite::Result<()> {
    let (text, none) = (value.to_string(), None::<f64>);
    match value {
        Value::Text(text) => insert.execute(params![row, name, 1, "text", text, none, none]),
        Value::Number(number) => insert.execute(params![row, name, 1, "number", text, number, none]),
        Value::Flag(flag) => insert.execute(params![row, name, 1, "flag", text, none, flag]),
        Value::List(items) if items.is_empty() => {
            insert.execute(params![row, name, 1, "list", none, none, none])
        }
        Value::List(items) => {
            for (item, text) in (1_usize..).zip(items) {
                insert.execute(params![row, name, item, "list", text, none, none])?;
            }
            Ok(0)
        }
    }?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::tests::article;

    #[test]
    fn sql_finds_what_was_tagged() {
        let mut export = article();
        let quote = &mut export.glosses[0].gloss;
        quote.attributes.set("many", Value::List(vec!["a".into(), "b".into()]));
        quote.attributes.set("none", Value::List(Vec::new()));
        quote.attributes.set("weight", Value::Number(2.5));
        let database = database(&mut std::iter::once(export)).expect("filled");
        let ask = |sql: &str| database.query_row(sql, [], |row| row.get::<_, String>(0)).expect("an answer");
        assert_eq!(ask("SELECT group_concat(kind || n) FROM counts"), "claim2,note1,quote1");
        let spans = "SELECT group_concat(exact, '|') FROM (SELECT s.exact FROM spans s JOIN annotations a
            ON a.id = s.annotation WHERE a.kind = 'quote' ORDER BY part)";
        assert_eq!(ask(spans), "“We agreed,”|“and *meant* it.”");
        let speaker = "SELECT value || n FROM attribute_counts WHERE kind = 'quote' AND name = 'speaker'";
        assert_eq!(ask(speaker), "Mara1");
        assert_eq!(ask("SELECT role || linked_exact FROM linked"), "contradictsNobody agreed.");
        assert_eq!(ask("SELECT typeof(number) || number FROM attributes WHERE name = 'weight'"), "real2.5");
        assert_eq!(ask("SELECT count(*) || max(item) FROM attributes WHERE name IN ('many', 'none')"), "32");
        let cut = "SELECT group_concat(substr(d.text, start + 1, stop - start) = s.exact) FROM spans s
            JOIN annotations a ON a.id = s.annotation JOIN documents d ON d.id = a.document";
        assert_eq!(ask(cut), "1,1,1,1,1", "offsets are code points");
        assert_eq!(ask("PRAGMA integrity_check"), "ok");
    }
}
