//! Reads a schema file as a layer over the existing schema.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike, Value as Toml};

use super::{
    Kind, KindGroup, KindKey, LinkKind, SNAPS, Schema, SchemaError, Snap,
    attribute_reader::{attribute, check},
    letters::free_letter,
    toml_reader::{Result, TomlReader, span_of},
};
use crate::gloss::Attributes;

/// The schema with the changes and additions in `text`.
pub fn apply(schema: Schema, text: &str) -> Result<Schema> {
    let document = Document::parse(text)
        .map_err(|e| SchemaError::at(text, e.span(), e.message().trim().replace('\n', ", ")))?;
    let toml = TomlReader(text);
    let mut reader = LayerReader { toml, marks: Vec::new(), without_letter: Vec::new(), set: Vec::new() };
    let root = document.as_table();
    toml.only(root, &["replace", "kind", "link", "group"], "the schema")?;
    let mut schema = if toml.flag(root, "replace")? { Schema::default() } else { schema };
    if let Some(kinds) = toml.table(root, "kind")? {
        for (name, item) in kinds.iter() {
            toml.named(kinds, name, "a kind")?;
            reader.kind(&mut schema, name, item)?;
        }
    }
    if let Some(links) = toml.table(root, "link")? {
        for (name, item) in links.iter() {
            toml.named(links, name, "a link")?;
            reader.link(&mut schema, name, item)?;
        }
    }
    if let Some(groups) = toml.table(root, "group")? {
        for (name, item) in groups.iter() {
            toml.named(groups, name, "a group")?;
            let group = group(toml, name, item)?;
            schema.groups.retain(|known| known.name != name);
            schema.groups.push(group);
        }
    }
    reader.give_letters(&mut schema);
    reader.unambiguous(&schema)?;
    Ok(schema)
}

/// Reads a group of kinds.
fn group(toml: TomlReader<'_>, name: &str, item: &Item) -> Result<KindGroup> {
    let table = toml.as_table(item, &format!("group.{name}"))?;
    toml.only(table, &["doc", "memo", "color", "guid"], &format!("group “{name}”"))?;
    Ok(KindGroup {
        name: name.to_owned(),
        doc: toml.string(table, "doc")?.unwrap_or_default(),
        memo: toml.string(table, "memo")?,
        color: toml.color(table)?,
        guid: toml.string(table, "guid")?,
    })
}

/// A reader of one layer, which remembers where what must not stand twice is said.
struct LayerReader<'a> {
    toml: TomlReader<'a>,
    /// What has one meaning each, with the name that it stands for and its span in the text.
    marks: Vec<(Mark, String, Option<Range<usize>>)>,
    /// The new kinds whose letters are not said.
    without_letter: Vec<String>,
    /// The values that the keys of the kind being read set: the key, the attribute, and the span of the value.
    set: Vec<(char, String, Option<Range<usize>>)>,
}

/// Something by which a kind or a link is told from the others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    KindKey(char),
    LinkKey(char),
    Letter(char),
}

impl LayerReader<'_> {
    fn kind(&mut self, schema: &mut Schema, name: &str, item: &Item) -> Result<()> {
        let toml = self.toml;
        let table = toml.as_table(item, &format!("kind.{name}"))?;
        let at = schema.kinds.iter().position(|kind| kind.name == name);
        let what = format!("kind “{name}”");
        if toml.flag(table, "remove")? {
            return self.remove(&mut schema.kinds, at, item, &what);
        }
        toml.only(
            table,
            &["doc", "memo", "letter", "key", "keys", "color", "snap", "attributes", "guid", "remove"],
            &what,
        )?;
        let mut kind = at.map_or_else(|| Kind::unknown(name), |at| schema.kinds[at].clone());
        if at.is_none() {
            name.clone_into(&mut kind.doc);
        }
        if let Some(doc) = toml.string(table, "doc")? {
            kind.doc = doc;
        }
        match toml.char(table, "letter")? {
            Some(letter) => {
                kind.letter = letter;
                self.marks.push((Mark::Letter(letter), name.to_owned(), span_of(table, "letter")));
            }
            None if at.is_none() => self.without_letter.push(name.to_owned()),
            None => {}
        }
        if let Some(color) = toml.color(table)? {
            kind.color = color;
        }
        kind.snap = self.snap(table, kind.snap)?;
        if let Some(key) = toml.char(table, "key")? {
            let set = Attributes::default();
            kind.keys = vec![KindKey { key, letter: None, color: None, set }];
            self.marks.push((Mark::KindKey(key), name.to_owned(), span_of(table, "key")));
        }
        if let Some(item) = table.get("keys") {
            kind.keys = self.keys(name, item)?;
        }
        kind.memo = toml.string(table, "memo")?.or(kind.memo);
        kind.guid = toml.string(table, "guid")?.or(kind.guid);
        if let Some(attributes) = toml.table(table, "attributes")? {
            for (name, item) in attributes.iter() {
                toml.named(attributes, name, "an attribute")?;
                attribute(toml, &mut kind.attributes, name, item)?;
            }
        }
        self.check_keys(&kind)?;
        match at {
            Some(at) => schema.kinds[at] = kind,
            None => schema.kinds.push(kind),
        }
        Ok(())
    }

    /// Removes what stands at `at` of the list of an earlier layer, and is called `what`; it is an error if nothing does.
    fn remove<T>(&self, list: &mut Vec<T>, at: Option<usize>, item: &Item, what: &str) -> Result<()> {
        match at {
            Some(at) => drop(list.remove(at)),
            None => return self.toml.error(item.span(), format!("there is no {what} to remove")),
        }
        Ok(())
    }

    /// Reads what the glosses of a kind snap to; `before` if the layer doesn't say.
    fn snap(&self, table: &dyn TableLike, before: Option<Snap>) -> Result<Option<Snap>> {
        let Some(snap) = self.toml.string(table, "snap")? else { return Ok(before) };
        let known = SNAPS.iter().find(|(name, _)| *name == snap);
        if known.is_none() && !snap.is_empty() {
            let expected = "snap is “quotation” or “report”, or “” for none";
            return self.toml.error(span_of(table, "snap"), expected);
        }
        Ok(known.map(|(_, snap)| *snap))
    }

    /// Reads the keys of the kind `of`.
    fn keys(&mut self, of: &str, item: &Item) -> Result<Vec<KindKey>> {
        let toml = self.toml;
        let expected = "keys are tables: [[kind.NAME.keys]] with key = \"…\" and set = { … }";
        let tables: Vec<&dyn TableLike> = match item {
            Item::ArrayOfTables(tables) => tables.iter().map(|table| table as &dyn TableLike).collect(),
            Item::Value(Toml::Array(array)) if array.iter().all(Toml::is_inline_table) => {
                array.iter().filter_map(|v| v.as_inline_table().map(|t| t as &dyn TableLike)).collect()
            }
            _ => return toml.error(item.span(), expected),
        };
        let key = |table: &dyn TableLike| {
            toml.only(table, &["key", "letter", "color", "set"], "a key")?;
            let Some(key) = toml.char(table, "key")? else { return toml.error(item.span(), expected) };
            self.marks.push((Mark::KindKey(key), of.to_owned(), span_of(table, "key")));
            let mut set = Attributes::default();
            if let Some(values) = toml.table(table, "set")? {
                for (name, item) in values.iter() {
                    set.set(name, toml.value(item)?);
                    self.set.push((key, name.to_owned(), item.span()));
                }
            }
            Ok(KindKey { key, letter: toml.char(table, "letter")?, color: toml.color(table)?, set })
        };
        tables.into_iter().map(key).collect()
    }

    /// Checks that the keys of a kind set values that its attributes take.
    fn check_keys(&mut self, kind: &Kind) -> Result<()> {
        for (key, name, span) in self.set.drain(..) {
            let value =
                kind.keys.iter().find(|known| known.key == key).and_then(|known| known.set.get(&name));
            if let Some((attribute, value)) = kind.attribute(&name).zip(value) {
                check(self.toml, attribute, value, span)?;
            }
        }
        Ok(())
    }

    fn link(&mut self, schema: &mut Schema, name: &str, item: &Item) -> Result<()> {
        let toml = self.toml;
        let table = toml.as_table(item, &format!("link.{name}"))?;
        let at = schema.links.iter().position(|link| link.name == name);
        let what = format!("link “{name}”");
        if toml.flag(table, "remove")? {
            return self.remove(&mut schema.links, at, item, &what);
        }
        toml.only(table, &["doc", "key", "inverse", "remove"], &what)?;
        let old = at.map(|at| schema.links[at].clone());
        let old =
            old.unwrap_or(LinkKind { name: name.to_owned(), doc: String::new(), key: None, inverse: None });
        let key = toml.char(table, "key")?;
        self.marks.extend(key.map(|key| (Mark::LinkKey(key), name.to_owned(), span_of(table, "key"))));
        let link = LinkKind {
            doc: toml.string(table, "doc")?.unwrap_or(old.doc),
            key: key.or(old.key),
            inverse: toml.string(table, "inverse")?.or(old.inverse),
            name: old.name,
        };
        match at {
            Some(at) => schema.links[at] = link,
            None => schema.links.push(link),
        }
        Ok(())
    }

    /// Gives kinds a free letter, in their order: the new ones whose letters are not said, and those of the schema below whose
    /// letters this layer says of others. So a kind that the program gets later makes no schema ambiguous.
    fn give_letters(&self, schema: &mut Schema) {
        let is_said = |letter: char, of: &dyn Fn(&str) -> bool| {
            self.marks.iter().any(|(mark, name, _)| *mark == Mark::Letter(letter) && of(name))
        };
        let lacks = |kind: &&mut Kind| {
            let is_own = is_said(kind.letter, &|name| name == kind.name);
            self.without_letter.contains(&kind.name) || !is_own && is_said(kind.letter, &|_| true)
        };
        let (lacking, others): (Vec<_>, Vec<_>) = schema.kinds.iter_mut().partition(lacks);
        let mut taken: Vec<char> = others.iter().map(|kind| kind.letter).collect();
        for kind in lacking {
            kind.letter = free_letter(kind, &taken);
            taken.push(kind.letter);
        }
    }

    /// Checks that no key and no letter has two meanings, and that digits remain counts.
    fn unambiguous(&self, schema: &Schema) -> Result<()> {
        let of_kind = |kind: &Kind| {
            let keys = kind.keys.iter().map(|key| Mark::KindKey(key.key));
            let marks: Vec<_> =
                keys.chain([Mark::Letter(kind.letter)]).map(|mark| (mark, kind.name.clone())).collect();
            marks
        };
        let links =
            schema.links.iter().filter_map(|link| Some((Mark::LinkKey(link.key?), link.name.clone())));
        let all: Vec<(Mark, String)> = schema.kinds.iter().flat_map(of_kind).chain(links).collect();
        for (at, (mark, name)) in all.iter().enumerate() {
            let said = |name: &String| {
                self.marks
                    .iter()
                    .find(|(said, of, _)| said == mark && of == name)
                    .and_then(|(.., span)| span.clone())
            };
            let (what, c) = match *mark {
                Mark::KindKey(c) | Mark::LinkKey(c) => ("key", c),
                Mark::Letter(c) => ("letter", c),
            };
            if what == "key" && c.is_ascii_digit() {
                let why = format!("“{name}” can't have the key {c}: digits are counts");
                return self.toml.error(said(name), why);
            }
            if let Some((_, other)) = all[..at].iter().find(|(before, _)| before == mark) {
                let why = format!("“{name}” and “{other}” have the same {what}, {c}");
                return self.toml.error(said(name).or_else(|| said(other)), why);
            }
        }
        Ok(())
    }
}
