//! Reads `.ann` files: entities first, then the events that make glosses of them, then attributes, relations and notes. A
//! line that can't be read is passed over.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::{
    EVENT, GLOSS, NOTE,
    codebook::Codebook,
    fragments::{join, split},
    names::{is_name_of, unescape},
    standoff::{StandoffLine, argument, lines},
    write::one_line,
};
use crate::{
    exchange::{
        ForeignFile, Imported, Loss, Unreadable, import::id, import_builder::ImportBuilder, metadata,
        stated_words::StatedWords,
    },
    gloss::{Gloss, Reason, Selector, Value},
    text::{CodePoints, Text},
};

/// The first characters of the names of lines that are read.
const SORTS: [char; 8] = ['#', 'T', 'E', 'A', 'M', 'R', '*', 'N'];

/// Reads a file of any of brat's sorts of annotations.
pub fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let stem = input.name.strip_suffix(".ann").unwrap_or(input.name);
    let text = input.text.map(Text::new);
    let nothing = Text::new("");
    let ann = input.utf8()?;
    let mut reader = StandoffReader {
        codebook: Codebook::of(input),
        builder: ImportBuilder::new(format!("brat {stem}"), text.as_ref().unwrap_or(&nothing)),
        text: text.as_ref().map(BratText::new),
        said: HashMap::new(),
        notes: HashMap::new(),
        scope: format!("brat {stem}"),
        loss,
    };
    // A million lines are split anew for each sort rather than kept.
    let of = |sorts: &'static [char]| lines(ann).filter(move |line| line.id.starts_with(sorts));
    of(&['#']).for_each(|line| reader.read_own_note(&line));
    of(&['T']).for_each(|line| reader.take(&line, StandoffReader::entity));
    let mut triggers: HashSet<&str> = HashSet::new();
    of(&['E']).for_each(|line| reader.take(&line, |reader, line| reader.event(line, &mut triggers)));
    of(&['E']).for_each(|line| reader.arguments(&line));
    of(&['A', 'M']).for_each(|line| reader.take(&line, StandoffReader::attribute));
    of(&['R']).for_each(|line| reader.take(&line, StandoffReader::relation));
    of(&['*']).for_each(|line| reader.equivalence(&line));
    of(&['N']).for_each(|line| reader.normalization(&line));
    of(&['#']).for_each(|line| reader.note(&line));
    for line in lines(ann).filter(|line| !line.id.starts_with(SORTS)) {
        let what = format!("“{}” is of no sort that brat has", line.id);
        reader.loss.pass_over(&Unreadable::at(line.number, what));
    }
    let schema = Some(Arc::new(reader.codebook.schema)).filter(|schema| !schema.kinds.is_empty());
    let glosses = reader.builder.finish(reader.loss);
    Ok(vec![Imported { name: Some(format!("{stem}.txt")), text, glosses, schema, ..Imported::default() }])
}

/// The text beside a file.
struct BratText<'a> {
    points: CodePoints<'a>,
    stated: StatedWords<'a>,
}

impl<'a> BratText<'a> {
    fn new(text: &'a Text) -> Self {
        let points = CodePoints::new(text.as_str().unwrap_or_default());
        Self { points, stated: StatedWords::new(text) }
    }

    /// The fragments of an entity, for which its line states the words, too; and the reason for a person to look if these are
    /// not there.
    fn place(
        &mut self,
        fragments: Vec<(usize, usize)>,
        words: &str,
    ) -> (Vec<(usize, usize)>, Option<Reason>) {
        let there: Option<String> =
            fragments.iter().map(|&(start, end)| self.points.slice(start, end)).collect();
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        if words.is_empty() || there.is_some_and(|there| plain(&there) == plain(words)) {
            return (fragments, None);
        }
        let first = fragments.first().copied().unwrap_or_default();
        match self.stated.place(first, words) {
            (place, Some(reason)) if self.stated.agree(place, words) => (vec![place], Some(reason)),
            (_, reason) => (fragments, reason),
        }
    }
}

struct StandoffReader<'a> {
    codebook: Codebook,
    scope: String,
    builder: ImportBuilder<'a>,
    text: Option<BratText<'a>>,
    /// The content of the notes that this program wrote, by the name of their entity or event.
    said: HashMap<&'a str, Map<String, Json>>,
    /// The notes in those, by the name of their entity or event, until brat's own notes have been read.
    notes: HashMap<&'a str, String>,
    loss: &'a mut Loss,
}

impl<'a> StandoffReader<'a> {
    /// Reads a line, which is passed over if it can't be read.
    fn take(
        &mut self,
        line: &StandoffLine<'a>,
        mut read: impl FnMut(&mut Self, &StandoffLine<'a>) -> Result<(), Unreadable>,
    ) {
        if let Err(error) = read(self, line) {
            self.loss.pass_over(&error);
        }
    }

    fn read_own_note(&mut self, line: &StandoffLine<'a>) {
        let Some((GLOSS, target)) = line.data.split_once(' ') else { return };
        match serde_json::from_str(line.tail) {
            Ok(said) => _ = self.said.insert(target, said),
            Err(_) => self.loss.pass_over(&line.wrong("a note of gloss is a JSON object")),
        }
    }

    fn entity(&mut self, line: &StandoffLine<'a>) -> Result<(), Unreadable> {
        let wrong = || line.wrong("an entity is a type, a start and an end");
        let (kind, offsets) = line.data.split_once(' ').ok_or_else(wrong)?;
        let offset = |offset: &str| offset.parse::<usize>().map_err(|_| wrong());
        let fragment = |fragment: &str| {
            let (start, end) = fragment.trim().split_once(' ').ok_or_else(wrong)?;
            Ok::<_, Unreadable>((offset(start)?, offset(end.trim())?))
        };
        let mut fragments: Vec<_> = offsets.split(';').map(fragment).collect::<Result<_, _>>()?;
        fragments.sort_unstable();
        let tag = self.codebook.kind(kind);
        match &mut self.text {
            Some(text) => {
                let said = self.said.get(line.id);
                let recorded = said.and_then(|said| recorded(said, &text.points, &fragments));
                let (spans, reason) = match recorded {
                    Some(spans) => (spans, None),
                    None => {
                        let (fragments, reason) = text.place(fragments, line.tail);
                        (join(&text.points, &fragments), reason)
                    }
                };
                let builder = &mut self.builder;
                let place = format_args!("line {}", line.number);
                let added = self.loss.within(place, |loss| builder.add(line.id, &tag, &spans, loss));
                if let Some((gloss, reason)) = added.zip(reason) {
                    gloss.review.add(reason);
                }
            }
            None => {
                let gloss = Gloss::new(id(&self.scope, line.id), tag, selectors(&fragments, line.tail));
                self.builder.push(line.id, gloss);
            }
        }
        self.recall(line.id, kind);
        Ok(())
    }

    /// Sets what the note of this program says of an entity or an event of this type.
    fn recall(&mut self, name: &'a str, kind: &str) {
        let Some(said) = self.said.remove(name) else { return };
        let Some(gloss) = self.builder.get_mut(name) else { return };
        metadata::set(gloss, &said);
        if let Some(tag) = said.get("tag").and_then(Json::as_str).filter(|tag| is_name_of(kind, tag)) {
            tag.clone_into(&mut gloss.tag);
        }
        if let Some(note) = &gloss.note {
            self.notes.insert(name, note.clone());
        }
        gloss.links = said.get("links").and_then(|links| Vec::deserialize(links).ok()).unwrap_or_default();
    }

    /// Makes a gloss of an event: of the first event of a trigger the trigger itself, of the others new glosses on the same
    /// words. Its attribute [`EVENT`] has the roles of its arguments.
    fn event(&mut self, line: &StandoffLine<'a>, triggers: &mut HashSet<&'a str>) -> Result<(), Unreadable> {
        let wrong = || line.wrong("an event is a type and a trigger");
        let (kind, trigger) = line.data.split_whitespace().next().and_then(argument).ok_or_else(wrong)?;
        let tag = self.codebook.kind(kind);
        let Some(first) = self.builder.get_mut(trigger) else {
            return Err(line.without(trigger));
        };
        if triggers.insert(trigger) {
            first.tag = tag;
            self.builder.alias(line.id, trigger);
        } else {
            let gloss = Gloss::new(id(&self.scope, line.id), tag, first.selectors.clone());
            self.builder.push(line.id, gloss);
        }
        self.recall(line.id, kind);
        if let Some(gloss) = self.builder.get_mut(line.id) {
            let mut roles: Vec<String> = Vec::new();
            for (role, _) in line.arguments() {
                if !roles.contains(&role) {
                    roles.push(role);
                }
            }
            gloss.attributes.set(EVENT, Value::List(roles));
        }
        Ok(())
    }

    /// Links an event to its arguments.
    fn arguments(&mut self, line: &StandoffLine<'a>) {
        if self.builder.get_mut(line.id).is_some() {
            for (role, target) in line.arguments() {
                self.link(line, line.id, &role, target);
            }
        }
    }

    fn attribute(&mut self, line: &StandoffLine<'a>) -> Result<(), Unreadable> {
        let mut words = line.data.splitn(3, ' ');
        let (Some(name), Some(target)) = (words.next(), words.next()) else {
            return Err(line.wrong("an attribute is a name and an entity"));
        };
        let value = words.next().map_or(Value::Flag(true), |value| unescape(value).as_str().into());
        self.set(line, target, name, value);
        Ok(())
    }

    fn relation(&mut self, line: &StandoffLine<'a>) -> Result<(), Unreadable> {
        let mut words = line.data.split_whitespace();
        let role = words.next().unwrap_or_default();
        let mut end = || words.next().and_then(argument).map(|(_, entity)| entity);
        let (Some(from), Some(to)) = (end(), end()) else {
            return Err(line.wrong("a relation is a type and two arguments"));
        };
        self.link(line, from, &unescape(role), to);
        Ok(())
    }

    /// Links two glosses that are there.
    fn link(&mut self, line: &StandoffLine<'a>, from: &str, role: &str, to: &str) {
        match [from, to].into_iter().find(|end| !self.builder.has(end)) {
            Some(missing) => self.loss.pass_over(&line.without(missing)),
            None => self.builder.link(from, role, to),
        }
    }

    fn equivalence(&mut self, line: &StandoffLine<'a>) {
        let mut words = line.data.split_whitespace();
        let (role, first) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        for other in words {
            self.link(line, other, &unescape(role), first);
        }
    }

    /// Adds a normalization, `Reference T1 Wikipedia:534366` with the title of the entry.
    fn normalization(&mut self, line: &StandoffLine<'a>) {
        let mut words = line.data.splitn(3, ' ');
        let mut word = || words.next().unwrap_or_default();
        let (name, target, entry) = (word(), word(), word());
        let value = format!("{entry} {}", line.tail.trim());
        self.set(line, target, name, value.trim().into());
    }

    /// Notes that a line is about something that is not there; what is about a relation is only counted.
    fn miss(&mut self, line: &StandoffLine<'a>, target: &str, what: &'static str) {
        if target.starts_with(['T', 'E']) {
            self.loss.pass_over(&line.without(target));
        } else {
            self.loss.add(what, 1);
        }
    }

    /// Sets an attribute; a second value of the same name makes a list.
    fn set(&mut self, line: &StandoffLine<'a>, target: &str, name: &str, value: Value) {
        let Some(gloss) = self.builder.get_mut(target) else {
            return self.miss(line, target, "attributes of what is no entity");
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
            return self.miss(line, target, "notes on what is no entity");
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
    text: &CodePoints<'_>,
    fragments: &[(usize, usize)],
) -> Option<Vec<(usize, usize)>> {
    let spans: Vec<(usize, usize)> = Vec::deserialize(said.get("spans")?).ok()?;
    let is_inside = spans.iter().all(|&(start, end)| start <= end && end <= text.count());
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
