//! From the TOML of one annotation to a gloss.

use toml_edit::{Item, TableLike, Value as Toml};

use crate::gloss::{Attributes, Dismissal, Gloss, Id, Link, Selector, Value};

/// The gloss that a table says, or why it says none.
pub fn gloss(table: &dyn TableLike) -> Result<Gloss, String> {
    let id: Id = required(table, "id")?.parse().map_err(|why| format!("its id can't be used: {why}"))?;
    let mut gloss = Gloss::new(id, required(table, "tag")?, selectors(table)?);
    gloss.attributes = attributes(table)?;
    gloss.links = links(table)?;
    gloss.note = optional(table, "note")?;
    gloss.creator = optional(table, "creator")?;
    gloss.created = time(table, "created")?;
    gloss.modified = time(table, "modified")?;
    gloss.generator = optional(table, "generator")?;
    gloss.review = review(table);
    gloss.orphaned = table.get("orphaned").and_then(Item::as_bool).unwrap_or_default();
    gloss.check()?;
    Ok(gloss)
}

/// The dismissal that a table says, if it says one.
pub fn dismissal(table: &dyn TableLike) -> Option<Dismissal> {
    let text = |name| optional(table, name).ok()?;
    let (tag, exact) = (text("tag")?, text("exact").filter(|exact| !exact.is_empty())?);
    let around = |name| text(name).unwrap_or_default();
    Some(Dismissal { tag, exact, prefix: around("prefix"), suffix: around("suffix") })
}

fn required(table: &dyn TableLike, name: &str) -> Result<String, String> {
    optional(table, name)?.ok_or_else(|| format!("it has no {name}"))
}

fn optional(table: &dyn TableLike, name: &str) -> Result<Option<String>, String> {
    match table.get(name) {
        None => Ok(None),
        Some(item) => match item.as_str() {
            Some(text) => Ok(Some(text.to_owned())),
            None => Err(format!("its {name} is not a text but {}", item.type_name())),
        },
    }
}

/// A time is a TOML date and time, or a text that a person wrote.
fn time(table: &dyn TableLike, name: &str) -> Result<Option<String>, String> {
    match table.get(name).and_then(Item::as_datetime) {
        Some(time) => Ok(Some(time.to_string())),
        None => optional(table, name),
    }
}

/// Why it should be looked at. A person who writes `review = true` wants no less.
fn review(table: &dyn TableLike) -> Option<String> {
    let item = table.get("review")?;
    Some(item.as_str().map_or_else(|| item.to_string().trim().to_owned(), str::to_owned))
}

/// The tables of an array, whichever way it is written.
fn tables<'a>(item: &'a Item, what: &str) -> Result<Vec<&'a dyn TableLike>, String> {
    let wrong = || format!("its {what} are not a list of tables");
    match item {
        Item::ArrayOfTables(tables) => Ok(tables.iter().map(|table| table as &dyn TableLike).collect()),
        Item::Value(Toml::Array(array)) => array
            .iter()
            .map(|value| value.as_inline_table().map(|table| table as &dyn TableLike).ok_or_else(wrong))
            .collect(),
        _ => Err(wrong()),
    }
}

fn selectors(table: &dyn TableLike) -> Result<Vec<Selector>, String> {
    let item = table.get("spans").ok_or("it has no spans")?;
    tables(item, "spans")?.into_iter().map(selector).collect()
}

fn selector(table: &dyn TableLike) -> Result<Selector, String> {
    let number = |name: &str| {
        let number =
            table.get(name).and_then(Item::as_integer).ok_or_else(|| format!("a span has no {name}"))?;
        usize::try_from(number).map_err(|_| format!("a span's {name} is below zero"))
    };
    let (start, end) = (number("start")?, number("end")?);
    let text = |name: &str| optional(table, name).map(Option::unwrap_or_default);
    Ok(Selector { start, end, exact: text("exact")?, prefix: text("prefix")?, suffix: text("suffix")? })
}

/// The attributes; those whose values have a shape that no schema knows stay in the file and are left alone.
fn attributes(table: &dyn TableLike) -> Result<Attributes, String> {
    let Some(item) = table.get("attributes") else { return Ok(Attributes::default()) };
    let table = item.as_table_like().ok_or("its attributes are not a table")?;
    Ok(table.iter().filter_map(|(name, item)| Some((name, value(item)?))).collect())
}

/// The value of an attribute, if its shape is one that a schema can ask for.
pub fn value(item: &Item) -> Option<Value> {
    Some(match item.as_value()? {
        Toml::String(text) => Value::Text(text.value().clone()),
        Toml::Integer(number) => Value::Number(*number.value() as f64),
        // A number that is not equal to itself would count as changed whenever it is looked at.
        Toml::Float(number) if !number.value().is_nan() => Value::Number(*number.value()),
        Toml::Boolean(flag) => Value::Flag(*flag.value()),
        Toml::Array(array) => {
            Value::List(array.iter().map(|v| v.as_str().map(str::to_owned)).collect::<Option<_>>()?)
        }
        Toml::Float(_) | Toml::Datetime(_) | Toml::InlineTable(_) => return None,
    })
}

fn links(table: &dyn TableLike) -> Result<Vec<Link>, String> {
    let Some(item) = table.get("links") else { return Ok(Vec::new()) };
    let link = |table: &dyn TableLike| {
        let part = |name: &str| required(table, name).map_err(|why| format!("a link can't be used: {why}"));
        let to = part("to")?.parse().map_err(|why| format!("a link can't be used: {why}"))?;
        Ok(Link { role: part("as")?, to })
    };
    tables(item, "links")?.into_iter().map(link).collect()
}
