//! Reads `.ann` files: entities first, then the events that make glosses of them, then attributes, relations and notes.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::{
    GLOSS, NOTE,
    fragments::{join, split},
    names::unescape,
    write::one_line,
};
use crate::{
    exchange::{
        ForeignFile, Imported, Loss, Unreadable, import::id, import_builder::ImportBuilder, metadata,
    },
    gloss::{Gloss, Selector, Value},
    text::Text,
};

/// A line, split into its three columns: `T1`, `Label 0 5`, and the rest.
struct StandoffLine<'a> {
    number: usize,
    id: &'a str,
    data: &'a str,
    tail: &'a str,
}

/// Reads a file of any of brat's sorts of annotations.
pub fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let stem = input.name.strip_suffix(".ann").unwrap_or(input.name);
    let text = input.text.map(Text::new);
    let nothing = Text::new("");
    let lines = lines(input.utf8()?);
    let mut reader = StandoffReader {
        builder: ImportBuilder::new(format!("brat {stem}"), text.as_ref().unwrap_or(&nothing)),
        text: input.text.map(|text| text.chars().collect()),
        said: HashMap::new(),
        notes: HashMap::new(),
        scope: format!("brat {stem}"),
        loss,
    };
    let of = |sort: &'static str| lines.iter().filter(move |line| line.id.starts_with(sort));
    of("#").for_each(|line| reader.read_own_note(line));
    of("T").try_for_each(|line| reader.entity(line))?;
    reader.events(&of("E").collect::<Vec<_>>())?;
    of("A").chain(of("M")).try_for_each(|line| reader.attribute(line))?;
    of("R").try_for_each(|line| reader.relation(line))?;
    of("*").for_each(|line| reader.equivalence(line));
    of("N").for_each(|line| reader.normalization(line));
    of("#").for_each(|line| reader.note(line));
    let known = |line: &&StandoffLine<'_>| line.id.starts_with(['#', 'T', 'E', 'A', 'M', 'R', '*', 'N']);
    let unknown = lines.len() - lines.iter().filter(known).count();
    reader.loss.add("lines of unknown sorts", unknown);
    let glosses = reader.builder.finish(reader.loss);
    Ok(vec![Imported { name: Some(format!("{stem}.txt")), text, glosses, ..Imported::default() }])
}

fn lines(ann: &str) -> Vec<StandoffLine<'_>> {
    let numbered = ann.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    numbered.map(|(at, line)| StandoffLine::new(at + 1, line.strip_suffix('\r').unwrap_or(line))).collect()
}

impl<'a> StandoffLine<'a> {
    fn new(number: usize, line: &'a str) -> Self {
        let mut columns = line.splitn(3, '\t');
        let mut column = || columns.next().unwrap_or_default();
        Self { number, id: column(), data: column().trim(), tail: column() }
    }

    fn wrong(&self, what: &str) -> Unreadable {
        Unreadable::at(self.number, format!("{what}, not “{}”", self.data))
    }
}

/// Splits an argument such as `Arg1:T1` into its role and its target.
fn argument(argument: &str) -> Option<(&str, &str)> {
    argument.split_once(':')
}

struct StandoffReader<'a> {
    scope: String,
    builder: ImportBuilder<'a>,
    text: Option<Vec<char>>,
    /// The content of the notes that this program wrote, by the name of their entity.
    said: HashMap<&'a str, Map<String, Json>>,
    /// The notes in those, by the name of their entity, until brat's own notes have been read.
    notes: HashMap<&'a str, String>,
    loss: &'a mut Loss,
}

impl<'a> StandoffReader<'a> {
    fn read_own_note(&mut self, line: &StandoffLine<'a>) {
        if let Some((GLOSS, target)) = line.data.split_once(' ')
            && let Ok(said) = serde_json::from_str(line.tail)
        {
            self.said.insert(target, said);
        }
    }

    fn entity(&mut self, line: &StandoffLine<'a>) -> Result<(), Unreadable> {
        let wrong = || line.wrong("an entity is a type, a start and an end");
        let (tag, offsets) = line.data.split_once(' ').ok_or_else(wrong)?;
        let offset = |offset: &str| offset.parse::<usize>().map_err(|_| wrong());
        let fragment = |fragment: &str| {
            let (start, end) = fragment.trim().split_once(' ').ok_or_else(wrong)?;
            Ok::<_, Unreadable>((offset(start)?, offset(end.trim())?))
        };
        let mut fragments: Vec<_> = offsets.split(';').map(fragment).collect::<Result<_, _>>()?;
        fragments.sort_unstable();
        let (tag, said) = (unescape(tag), self.said.remove(line.id).unwrap_or_default());
        let gloss = match &self.text {
            Some(text) => {
                let spans = recorded(&said, text, &fragments).unwrap_or_else(|| join(text, &fragments));
                self.builder.add(line.id, &tag, &spans, self.loss)
            }
            None => {
                let gloss = Gloss::new(id(&self.scope, line.id), tag, selectors(&fragments, line.tail));
                Some(self.builder.push(line.id, gloss))
            }
        };
        if let Some(gloss) = gloss {
            metadata::set(gloss, &said);
            if let Some(note) = &gloss.note {
                self.notes.insert(line.id, note.clone());
            }
            gloss.links =
                said.get("links").and_then(|links| Vec::deserialize(links).ok()).unwrap_or_default();
        }
        Ok(())
    }

    /// Makes a gloss of each event: of the first event of a trigger the trigger itself, of the others new glosses on
    /// the same words.
    fn events(&mut self, events: &[&StandoffLine<'a>]) -> Result<(), Unreadable> {
        let mut taken: HashSet<&str> = HashSet::new();
        for line in events {
            let wrong = || line.wrong("an event is a type and a trigger");
            let (kind, trigger) = line.data.split(' ').next().and_then(argument).ok_or_else(wrong)?;
            if taken.insert(trigger) {
                self.builder.alias(line.id, trigger);
            } else if let Some(first) = self.builder.get_mut(trigger) {
                let gloss = Gloss::new(id(&self.scope, line.id), unescape(kind), first.selectors.clone());
                self.builder.push(line.id, gloss);
            }
            for (role, to) in line.data.split(' ').skip(1).filter_map(argument) {
                // `Theme2` is the second theme.
                let role = role.trim_end_matches(|c: char| c.is_ascii_digit());
                self.builder.link(line.id, &unescape(role), to);
            }
        }
        Ok(())
    }

    fn attribute(&mut self, line: &StandoffLine<'a>) -> Result<(), Unreadable> {
        let mut words = line.data.splitn(3, ' ');
        let (Some(name), Some(target)) = (words.next(), words.next()) else {
            return Err(line.wrong("an attribute is a name and an entity"));
        };
        let value = words.next().map_or(Value::Flag(true), Value::from);
        self.set(target, name, value);
        Ok(())
    }

    fn relation(&mut self, line: &StandoffLine<'a>) -> Result<(), Unreadable> {
        let mut words = line.data.split_whitespace();
        let role = words.next().unwrap_or_default();
        let mut end = || words.next().and_then(argument).map(|(_, entity)| entity);
        let (Some(from), Some(to)) = (end(), end()) else {
            return Err(line.wrong("a relation is a type and two arguments"));
        };
        self.builder.link(from, &unescape(role), to);
        Ok(())
    }

    fn equivalence(&mut self, line: &StandoffLine<'a>) {
        let mut words = line.data.split_whitespace();
        let (role, first) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        for other in words {
            self.builder.link(other, &unescape(role), first);
        }
    }

    /// Adds a normalization, `Reference T1 Wikipedia:534366` with the title of the entry.
    fn normalization(&mut self, line: &StandoffLine<'a>) {
        let mut words = line.data.splitn(3, ' ');
        let mut word = || words.next().unwrap_or_default();
        let (name, target, entry) = (word(), word(), word());
        let value = format!("{entry} {}", line.tail.trim());
        self.set(target, name, value.trim().into());
    }

    /// Sets an attribute; a second value of the same name makes a list.
    fn set(&mut self, target: &str, name: &str, value: Value) {
        let Some(gloss) = self.builder.get_mut(target) else {
            return self.loss.add("attributes of what is not there", 1);
        };
        let name = unescape(name);
        let both = match gloss.attributes.remove(&name) {
            Some(Value::List(mut items)) => {
                items.push(value.to_string());
                Value::List(items)
            }
            Some(first) if first != value => Value::List(vec![first.to_string(), value.to_string()]),
            _ => value,
        };
        gloss.attributes.set(&name, both);
    }

    fn note(&mut self, line: &StandoffLine<'a>) {
        let (kind, target) = line.data.split_once(' ').unwrap_or_default();
        if kind == GLOSS {
            return;
        }
        let Some(gloss) = self.builder.get_mut(target) else {
            return self.loss.add("notes on what is no entity", 1);
        };
        let text = line.tail.trim();
        let text = if kind == NOTE { text.to_owned() } else { format!("{kind}: {text}") };
        let recalled = self.notes.remove(target);
        gloss.note = match gloss.note.take().filter(|_| recalled.is_none()) {
            Some(note) => Some(format!("{note}\n{text}")),
            // The note that this program wrote has kept its line ends.
            None => recalled.filter(|note| one_line(note) == text).or(Some(text)),
        };
    }
}

/// The recorded spans, which brat's fragments don't tell exactly; `None` if the fragments were changed since.
fn recorded(
    said: &Map<String, Json>,
    text: &[char],
    fragments: &[(usize, usize)],
) -> Option<Vec<(usize, usize)>> {
    let spans: Vec<(usize, usize)> = Vec::deserialize(said.get("spans")?).ok()?;
    let is_inside = spans.iter().all(|&(start, end)| start <= end && end <= text.len());
    (is_inside && split(text, &spans) == fragments).then_some(spans)
}

/// Selectors for when the text is not available: the words of the fragments, which the line has with a space between
/// them. If the words don't fit the fragments, they are all kept in one selector from the first fragment on.
fn selectors(fragments: &[(usize, usize)], words: &str) -> Vec<Selector> {
    let length = words.chars().count();
    let fitting = fragments
        .iter()
        .map(|&(start, end)| end.saturating_sub(start))
        .reduce(|all, next| all.saturating_add(next).saturating_add(1));
    if let Some(&(start, _)) = fragments.first().filter(|_| length > 0 && fitting != Some(length)) {
        let end = start.saturating_add(length);
        return vec![Selector { start, end, exact: words.to_owned(), ..Selector::default() }];
    }
    let mut words = words.chars();
    let selector = |&(start, end): &(usize, usize)| {
        let exact = words.by_ref().take(end.saturating_sub(start)).collect();
        words.next();
        Selector { start, end, exact, ..Selector::default() }
    };
    fragments.iter().map(selector).collect()
}
