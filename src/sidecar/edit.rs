//! Changes an annotation where it stands: what differs between two states of a gloss is changed in its TOML, whatever form that is
//! written in (inline, with dotted keys, as tables of their own), and all else that a person wrote stays.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value as Toml};

use super::write;
use crate::gloss::{
    Feature, Field, Gloss, Tree, Value,
    fields::{FIELDS, FieldShape},
};

/// The text of an annotation with only the differences between `before` and `after` changed; `None` if it can't be
/// changed so.
pub fn changed(text: &str, before: &Gloss, after: &Gloss) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let table = document.get_mut("annotation")?.as_array_of_tables_mut()?.get_mut(0)?;
    for field in FIELDS.iter().filter(|field| !field.is_same(before, after)) {
        let is_changed = match (table.get_mut(field.name), tree(field, before), tree(field, after)) {
            (Some(item), Some(before), Some(after)) => change(item, &before, &after),
            _ => false,
        };
        let is_empty = table.get(field.name).and_then(Item::as_table_like).is_some_and(TableLike::is_empty);
        match write::value(field, after) {
            _ if is_changed && !is_empty => {}
            Some(value) if !is_changed => put_field(table, field.name, &value),
            _ => drop(table.remove(field.name)),
        }
    }
    set_in_order(table);
    Some(document.to_string())
}

/// The value of any field.
fn tree(field: &Field, gloss: &Gloss) -> Option<Tree> {
    let text = |text: &str| Some(Tree::Text(text.to_owned()));
    match field.shape {
        FieldShape::Id => text(gloss.id.as_str()),
        FieldShape::Tag => text(&gloss.tag),
        FieldShape::Attributes => {
            let rows = gloss.attributes.iter().map(|(name, value)| (name.to_owned(), attribute(value)));
            // Attributes of a shape that no schema can have may stand beside none.
            Some(Tree::Table(rows.collect()))
        }
        FieldShape::Spans => {
            let number = |number: usize| Some(Tree::Number(number as f64));
            let spans = gloss.selectors.iter().map(|selector| {
                Tree::table([
                    ("start", number(selector.start)),
                    ("end", number(selector.end)),
                    ("exact", text(&selector.exact)),
                    ("prefix", text(&selector.prefix)),
                    ("suffix", text(&selector.suffix)),
                ])
            });
            Some(Tree::List(spans.collect()))
        }
        FieldShape::Links => {
            let links =
                gloss.links.iter().map(|l| Tree::table([("as", text(&l.role)), ("to", text(l.to.as_str()))]));
            Some(Tree::List(links.collect())).filter(|_| !gloss.links.is_empty())
        }
        // Keys of a person's own may stand in it beside none.
        FieldShape::Structured(_) if field.feature == Some(Feature::LOCATORS) => {
            field.tree(gloss).or(Some(Tree::Table(Vec::new())))
        }
        FieldShape::Text(_) | FieldShape::Time(_) | FieldShape::Flag(_) | FieldShape::Structured(_) => {
            field.tree(gloss)
        }
    }
}

fn attribute(value: &Value) -> Tree {
    match value {
        Value::Flag(flag) => Tree::Flag(*flag),
        Value::Number(number) => Tree::Number(*number),
        Value::Text(text) => Tree::Text(text.clone()),
        Value::List(items) => Tree::List(items.iter().cloned().map(Tree::Text).collect()),
    }
}

/// Changes an item that stands for `before` so that it stands for `after`. Returns `false`, and changes nothing, if it has to be
/// written anew.
fn change(item: &mut Item, before: &Tree, after: &Tree) -> bool {
    match (before, after) {
        (Tree::Table(before), Tree::Table(after)) => {
            let Some(table) = item.as_table_like_mut() else { return false };
            change_table(table, before, after);
            if let Some(inline) = item.as_inline_table_mut() {
                space(inline);
            }
            true
        }
        (Tree::List(before), Tree::List(after)) => match item {
            Item::ArrayOfTables(tables) if tables.len() == before.len() => {
                change_tables(tables, before, after);
                true
            }
            Item::Value(Toml::Array(array)) if array.len() == before.len() => {
                change_array(array, before, after);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// Changes the rows of a table that differ; rows of other names stay.
fn change_table(table: &mut dyn TableLike, before: &[(String, Tree)], after: &[(String, Tree)]) {
    let value = |rows: &[(String, Tree)], name: &str| {
        rows.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    };
    for (name, _) in before.iter().filter(|(name, _)| value(after, name).is_none()) {
        table.remove(name);
    }
    for (name, after) in after.iter().filter(|(name, after)| value(before, name).as_ref() != Some(after)) {
        let before = value(before, name);
        let is_changed =
            table.get_mut(name).zip(before).is_some_and(|(item, before)| change(item, &before, after));
        if !is_changed {
            put(table, name, &write::tree(after));
        }
    }
}

/// Sets a key, keeping what a person wrote around its value. Returns whether it is new.
fn put(table: &mut dyn TableLike, name: &str, value: &str) -> bool {
    let Some(mut value) = parsed(value) else { return false };
    if let Some(old) = table.get_mut(name).and_then(Item::as_value_mut) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
        return false;
    }
    table.remove(name);
    table.insert(name, Item::Value(value));
    true
}

/// Sets a field, a new one at its usual position.
fn put_field(table: &mut Table, name: &str, value: &str) {
    if !put(table, name, value) {
        return;
    }
    let rank = |key: &str| FIELDS.iter().position(|field| field.name == key);
    let mut order: Vec<String> =
        table.iter().map(|(key, _)| key.to_owned()).filter(|key| key != name).collect();
    let before = |key: &String| rank(key).is_some_and(|r| Some(r) < rank(name));
    let at = order.iter().rposition(before).map_or(0, |i| i + 1);
    order.insert(at, name.to_owned());
    let place = |key: &str| order.iter().position(|other| other == key);
    table.sort_values_by(|a, _, b, _| place(a.get()).cmp(&place(b.get())));
}

/// For each item of `after` the item of `before` that it continues: the same one, or the one with the same words, or else the next
/// one that is left. Only spans are continued by others than the same; a link to another gloss is another link.
fn continued(before: &[Tree], after: &[Tree]) -> Vec<Option<usize>> {
    let words = |tree: &Tree| tree.text("exact").map(str::to_owned);
    let mut of = vec![None; after.len()];
    let mut is_left = vec![true; before.len()];
    let mut pair = |is_it: &dyn Fn(&Tree, &Tree) -> bool| {
        for (of, after) in of.iter_mut().zip(after).filter(|(of, _)| of.is_none()) {
            *of = (0..before.len()).find(|&at| is_left[at] && is_it(&before[at], after));
            if let Some(at) = *of {
                is_left[at] = false;
            }
        }
    };
    pair(&|before, after| before == after);
    pair(&|before, after| words(after).is_some() && words(before) == words(after));
    pair(&|before, after| words(before).is_some() && words(after).is_some());
    of
}

/// Changes the items of a list of values. Items that are gone are taken out, new ones are put where they belong.
fn change_array(array: &mut Array, before: &[Tree], after: &[Tree]) {
    let is_on_lines = array.to_string().contains('\n');
    let mut old: Vec<Option<Toml>> = array.iter().cloned().map(Some).collect();
    array.clear();
    for (of, after) in continued(before, after).into_iter().zip(after) {
        let kept = of.and_then(|at| old[at].take().map(|value| (value, &before[at])));
        let Some((value, before)) = kept else {
            push(array, &write::tree(after), is_on_lines);
            continue;
        };
        let mut item = Item::Value(value);
        change(&mut item, before, after);
        if let Ok(value) = item.into_value() {
            array.push_formatted(value);
        }
    }
    if array.is_empty() {
        array.set_trailing_comma(false);
    }
    if let Some(first) = array.get_mut(0).filter(|_| !is_on_lines) {
        first.decor_mut().set_prefix("");
    }
}

/// Adds a value at the end of an array, on a line of its own if the array has several lines.
fn push(array: &mut Array, value: &str, is_on_lines: bool) {
    let Some(mut value) = parsed(value) else { return };
    let prefix = match (is_on_lines, array.is_empty()) {
        (true, _) => "\n  ",
        (false, true) => "",
        (false, false) => " ",
    };
    value.decor_mut().set_prefix(prefix);
    array.push_formatted(value);
    if is_on_lines {
        array.set_trailing_comma(true);
    }
}

/// Changes a list that is written as tables of their own.
fn change_tables(tables: &mut ArrayOfTables, before: &[Tree], after: &[Tree]) {
    let mut old: Vec<Option<Table>> = tables.iter().cloned().map(Some).collect();
    tables.clear();
    for (of, after) in continued(before, after).into_iter().zip(after) {
        let Tree::Table(after) = after else { continue };
        let kept = of.and_then(|at| old[at].take().map(|table| (table, &before[at])));
        let (mut table, before) = match kept {
            Some((table, Tree::Table(before))) => (table, before.as_slice()),
            _ => {
                let mut new = Table::new();
                new.decor_mut().set_prefix("");
                (new, [].as_slice())
            }
        };
        change_table(&mut table, before, after);
        tables.push(table);
    }
}

/// Has the tables in a table written in the order in which it has them, which is that of the text unless they were changed.
fn set_in_order(table: &mut Table) {
    for (_, item) in table.iter_mut() {
        let tables = match item {
            Item::Table(table) => vec![table],
            Item::ArrayOfTables(tables) => tables.iter_mut().collect(),
            _ => continue,
        };
        for table in tables {
            table.set_position(None);
            set_in_order(table);
        }
    }
}

/// Formats an inline table as `{ a = 1, b = 2 }`, like a new one, unless a person has written a comment into it.
pub fn space(inline: &mut InlineTable) {
    if !inline.to_string().contains('#') && !inline.to_string().contains('\n') {
        let (prefix, suffix) = (inline.decor().prefix().cloned(), inline.decor().suffix().cloned());
        inline.fmt();
        if let Some(prefix) = prefix {
            inline.decor_mut().set_prefix(prefix);
        }
        if let Some(suffix) = suffix {
            inline.decor_mut().set_suffix(suffix);
        }
    }
}

fn parsed(text: &str) -> Option<Toml> {
    text.parse().ok()
}
