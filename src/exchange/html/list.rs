//! The list of glosses, each with all its fields.

use std::{collections::HashMap, io};

use super::{super::export::words, Export, GlossStyle, PageDocument, escape::escaped};
use crate::gloss::{Gloss, Id, Placed, State, fields};

/// Writes the list of all documents' glosses.
pub fn write(documents: &[PageDocument<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<nav aria-label=\"Glosses\">\n<ol id=\"glosses\">")?;
    for document in documents {
        let export = document.export;
        let numbers = export.numbers();
        let list = GlossList { document, export, backward: backward(export, &numbers), numbers };
        (0..export.glosses.len()).try_for_each(|number| list.item(number, out))?;
    }
    writeln!(
        out,
        "</ol>\n<p class=\"keys\"><kbd>j</kbd> <kbd>k</kbd> next, previous · <kbd>f</kbd> follow a link · \
         <kbd>b</kbd> back · <kbd>/</kbd> filter · <kbd>t</kbd> light or dark · <kbd>Esc</kbd> let go</p>\n</nav>"
    )
}

/// For each gloss, the links to it: their roles, and the numbers of the glosses that they come from.
fn backward<'a>(export: &'a Export, numbers: &HashMap<&Id, usize>) -> Vec<Vec<(&'a str, usize)>> {
    let mut backward = vec![Vec::new(); export.glosses.len()];
    for (number, placed) in export.glosses.iter().enumerate() {
        for link in &placed.gloss.links {
            if let Some(&to) = numbers.get(&link.to) {
                backward[to].push((link.role.as_str(), number));
            }
        }
    }
    backward
}

struct GlossList<'a> {
    document: &'a PageDocument<'a>,
    export: &'a Export,
    backward: Vec<Vec<(&'a str, usize)>>,
    numbers: HashMap<&'a Id, usize>,
}

impl GlossList<'_> {
    fn item(&self, number: usize, out: &mut dyn io::Write) -> io::Result<()> {
        let placed = &self.export.glosses[number];
        let (gloss, GlossStyle { label, class }) = (&placed.gloss, &self.document.styles[number]);
        let number_on_page = self.document.before + number;
        let has_place = !placed.place.spans.is_empty();
        writeln!(
            out,
            "<li id=\"g{number_on_page}\" class=\"{class}\" data-kind=\"{}\" data-id=\"{}\" tabindex=\"-1\">",
            escaped(&gloss.tag),
            escaped(gloss.id.as_str())
        )?;
        let label = escaped(label);
        if has_place {
            write!(out, "<a class=\"label\" href=\"#s{number_on_page}\">{label}</a>")?;
        } else {
            write!(out, "<span class=\"label\">{label}</span>")?;
        }
        write!(out, " <span class=\"kind\">{}</span>", escaped(&gloss.tag))?;
        let cited = Some(self.export.cited_place(placed)).filter(|place| !place.is_empty());
        let place: Vec<String> = self
            .document
            .name
            .map(|name| format!("<bdi>{}</bdi>", escaped(name)))
            .into_iter()
            .chain(cited.map(|place| escaped(&place).to_string()))
            .collect();
        if !place.is_empty() {
            write!(out, " <span class=\"place\">{}</span>", place.join(" "))?;
        }
        writeln!(out, "\n<p class=\"words\" lang=\"\" dir=\"auto\">{}</p>", escaped(&words(gloss)))?;
        state(placed, out)?;
        attributes(gloss, out)?;
        self.links(number, out)?;
        if let Some(note) = &gloss.note {
            writeln!(out, "<p class=\"note\" dir=\"auto\">{}</p>", escaped(note))?;
        }
        others(gloss, out)?;
        by(gloss, out)?;
        writeln!(out, "</li>")
    }

    /// Writes the links of a gloss in both directions.
    fn links(&self, number: usize, out: &mut dyn io::Write) -> io::Result<()> {
        for link in &self.export.glosses[number].gloss.links {
            let role = escaped(&link.role);
            match self.numbers.get(&link.to) {
                Some(&to) => writeln!(out, "<p class=\"link\">{role} → {}</p>", self.link(to))?,
                None => writeln!(out, "<p class=\"link\">{role} → {}</p>", escaped(link.to.as_str()))?,
            }
        }
        for &(role, from) in &self.backward[number] {
            let known = self.export.schema.links.iter().find(|known| known.name == role);
            let inverse = known.and_then(|known| known.inverse.clone());
            let role = inverse.unwrap_or_else(|| format!("{role}, from"));
            writeln!(out, "<p class=\"link\">{} ← {}</p>", escaped(&role), self.link(from))?;
        }
        Ok(())
    }

    fn link(&self, to: usize) -> String {
        let words = words(&self.export.glosses[to].gloss);
        let label = &self.document.styles[to].label;
        let to = self.document.before + to;
        format!("<a href=\"#g{to}\">{} <bdi>{}</bdi></a>", escaped(label), escaped(&words))
    }
}

/// Writes the state of a gloss's place, if it needs attention.
fn state(placed: &Placed, out: &mut dyn io::Write) -> io::Result<()> {
    let state = match placed.place.state {
        State::Unchanged | State::Moved => return Ok(()),
        State::Changed => "its words have changed",
        State::Doubtful => "doubtful place",
        State::Orphan => "not in the text any more",
    };
    writeln!(out, "<p class=\"state\">{state}</p>")
}

fn attributes(gloss: &Gloss, out: &mut dyn io::Write) -> io::Result<()> {
    let mut said = gloss.attributes.iter().filter(|(_, value)| !value.is_blank()).peekable();
    if said.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "<dl>")?;
    for (name, value) in said {
        writeln!(
            out,
            "<div><dt>{}</dt> <dd dir=\"auto\">{}</dd></div>",
            escaped(name),
            escaped(&value.to_string())
        )?;
    }
    writeln!(out, "</dl>")
}

/// Writes the fields that have no element of their own.
fn others(gloss: &Gloss, out: &mut dyn io::Write) -> io::Result<()> {
    const PLACED: [&str; 6] = ["locator", "note", "creator", "created", "modified", "generator"];
    for field in fields::metadata().filter(|field| !PLACED.contains(&field.name)) {
        for sentence in field.sentences(gloss) {
            writeln!(out, "<p class=\"state\">{}: {}</p>", field.name, escaped(&sentence))?;
        }
    }
    Ok(())
}

/// Writes who made the gloss, with which program, and when.
fn by(gloss: &Gloss, out: &mut dyn io::Write) -> io::Result<()> {
    let said = [
        gloss.creator.as_ref().map(|name| format!("<bdi>{}</bdi>", escaped(name))),
        gloss.generator.as_ref().map(|program| format!("<bdi>{}</bdi>", escaped(&program.to_string()))),
        gloss.created.as_ref().map(|date| format!("made <time>{}</time>", escaped(date))),
        gloss.modified.as_ref().map(|date| format!("changed <time>{}</time>", escaped(date))),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    if said.is_empty() { Ok(()) } else { writeln!(out, "<p class=\"by\">{}</p>", said.join(" · ")) }
}
