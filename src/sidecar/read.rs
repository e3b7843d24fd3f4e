//! Reads glosses from TOML, in whatever form it is written. Errors are messages for a person, which go into a
//! [`Problem`](super::Problem).

use toml_edit::{Item, TableLike, Value as Toml};

use crate::gloss::{
    Attributes, Dismissal, Field, Gloss, Link, Selector, Tree, Value,
    fields::{FIELDS, FieldShape},
};

/// The gloss in a table; the error says why there is none.
pub fn gloss(table: &dyn TableLike) -> Result<Gloss, String> {
    let mut gloss = Gloss::default();
    for field in FIELDS {
        read(field, table, &mut gloss)?;
    }
    gloss.check().map_err(|why| why.to_string())?;
    Ok(gloss)
}

fn read(field: &Field, table: &dyn TableLike, gloss: &mut Gloss) -> Result<(), String> {
    let name = field.name;
    match &field.shape {
        FieldShape::Id => {
            gloss.id =
                required(table, name)?.parse().map_err(|why| format!("its id can't be used: {why}"))?;
        }
        FieldShape::Tag => gloss.tag = required(table, name)?,
        FieldShape::Attributes => gloss.attributes = attributes(table)?,
        FieldShape::Spans => gloss.selectors = selectors(table)?,
        FieldShape::Links => gloss.links = links(table)?,
        FieldShape::Text(slot) => *(slot.get_mut)(gloss) = optional(table, name)?,
        FieldShape::Time(slot) => *(slot.get_mut)(gloss) = time(table, name)?,
        FieldShape::Flag(slot) => {
            *(slot.get_mut)(gloss) = table.get(name).and_then(Item::as_bool).unwrap_or_default();
        }
        FieldShape::Structured(slot) => {
            // A shape that this version doesn't know is left in the file, as an unknown key is.
            if !(slot.set)(gloss, table.get(name).map(tree)) {
                (slot.set)(gloss, None);
            }
        }
    }
    Ok(())
}

/// The dismissal in a table, if there is a valid one.
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

/// Reads a time, which is a TOML date and time, or a string that a person wrote.
fn time(table: &dyn TableLike, name: &str) -> Result<Option<String>, String> {
    match table.get(name).and_then(Item::as_datetime) {
        Some(time) => Ok(Some(time.to_string())),
        None => optional(table, name),
    }
}

/// Converts any TOML value to a tree.
fn tree(item: &Item) -> Tree {
    match item {
        Item::None => Tree::List(Vec::new()),
        Item::Value(value) => tree_of_value(value),
        Item::Table(table) => tree_of_table(table),
        Item::ArrayOfTables(tables) => Tree::List(tables.iter().map(|table| tree_of_table(table)).collect()),
    }
}

fn tree_of_value(value: &Toml) -> Tree {
    match value {
        Toml::String(text) => Tree::Text(text.value().clone()),
        Toml::Integer(number) => Tree::Number(*number.value() as f64),
        Toml::Float(number) => Tree::Number(*number.value()),
        Toml::Boolean(flag) => Tree::Flag(*flag.value()),
        Toml::Datetime(time) => Tree::Time(time.value().to_string()),
        Toml::Array(items) => Tree::List(items.iter().map(tree_of_value).collect()),
        Toml::InlineTable(table) => tree_of_table(table),
    }
}

fn tree_of_table(table: &dyn TableLike) -> Tree {
    Tree::Table(table.iter().map(|(key, item)| (key.to_owned(), tree(item))).collect())
}

/// The tables of an array, inline or as `[[…]]`.
pub fn tables<'a>(item: &'a Item, what: &str) -> Result<Vec<&'a dyn TableLike>, String> {
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

/// Reads the attributes. Those with a shape that no schema can have stay in the file unchanged.
fn attributes(table: &dyn TableLike) -> Result<Attributes, String> {
    let Some(item) = table.get("attributes") else { return Ok(Attributes::default()) };
    let table = item.as_table_like().ok_or("its attributes are not a table")?;
    Ok(table.iter().filter_map(|(name, item)| Some((name, value(item)?))).collect())
}

/// The value of an attribute, if its shape is one that a schema can have.
pub fn value(item: &Item) -> Option<Value> {
    Some(match item.as_value()? {
        Toml::String(text) => Value::Text(text.value().clone()),
        Toml::Integer(number) => Value::Number(*number.value() as f64),
        // NaN is not equal to itself, so it would always count as changed.
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
