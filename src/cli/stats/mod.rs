//! `gloss stats`: how many glosses there are of what, and of how many words: who is quoted how often, and when what was tagged.

mod section;
mod write;

use std::collections::{BTreeMap, HashMap};

use clap::Args;

use super::{
    context::Context,
    error::{Error, Exit},
    selection::SelectionArgs,
};
use crate::{
    corpus::Member,
    gloss::{Facts, Value},
    text::segment,
    workspace::ListedGloss,
};
use section::Section;

const AFTER_HELP: &str = r"Examples:
  gloss stats articles/ --tag quote --by speaker
  gloss stats articles/ --by speaker,month --where 'created>=2026-11' --json

The names and the conditions are those of `gloss list`. A list counts under each of its items. Where the output is not a terminal it is lines of name, value, glosses, words and documents, with tabs between.";

/// Count glosses and their words: by kind, speaker, coder, month, document, or anything else that is said of them
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct StatsArgs {
    /// Which glosses
    #[command(flatten)]
    selection: SelectionArgs,
    /// By what is said under this name; several with commas between
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    by: Vec<String>,
    /// As an object
    #[arg(long)]
    json: bool,
}

/// What is counted by where nothing else is asked for, with how many rows of it; attributes come with them.
const USUAL: &[(&str, usize)] = &[("tag", 20), ("coder", 20), ("month", 12), ("file", 10)];

/// How many values of an attribute are shown in the overview.
const MAX_VALUES: usize = 10;

/// How many there are of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    glosses: usize,
    words: usize,
    documents: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.glosses += other.glosses;
        self.words += other.words;
        self.documents += other.documents;
    }
}

/// Tallies of the values of each name. What has none under a name is counted under the empty value.
#[derive(Default)]
struct Table(BTreeMap<String, HashMap<String, Tally>>);

/// What is counted.
enum By {
    /// The values under these names.
    Names(Vec<String>),
    /// Those under the usual names, and of every attribute.
    Overview,
}

/// Prints how many glosses there are by what is said under each of the names, or by what is usually asked for.
pub fn run(args: &StatsArgs, context: &Context) -> Result<Exit, Error> {
    let (selection, names) = (&args.selection, &args.by);
    let by = if names.is_empty() { By::Overview } else { By::Names(names.clone()) };
    let (mut table, mut total) = (Table::default(), Tally::default());
    let places = by.names().any(|name| name == "state");
    let exit = selection.each(
        context,
        places,
        |member, entries| Table::of(member, &entries, &by),
        |(one, sum)| {
            table.add(one);
            total.add(sum);
            Ok(())
        },
    )?;
    let unseen: Vec<&String> = names.iter().filter(|name| !table.knows(name)).collect();
    selection.know(context, exit, &unseen)?;
    let sections = table.sections(&by);
    context.output.print(|out| match (args.json, context.output.is_terminal) {
        (true, _) => write::json(out, total, &sections),
        (false, true) => write::bars(out, total, &sections),
        (false, false) => write::lines(out, total, &sections),
    })?;
    Ok(exit)
}

impl By {
    fn names(&self) -> impl Iterator<Item = &str> {
        let (named, usual) = match self {
            Self::Names(names) => (&names[..], &[][..]),
            Self::Overview => (&[][..], USUAL),
        };
        named.iter().map(String::as_str).chain(usual.iter().map(|(name, _)| *name))
    }
}

impl Table {
    /// What a document adds to each tally, and to the sum of all.
    fn of(member: &Member, entries: &[ListedGloss], by: &By) -> (Self, Tally) {
        let (mut table, mut sum) = (Self::default(), Tally::default());
        let file = member.path.to_string_lossy();
        for entry in entries {
            let words = entry.gloss.selectors.iter().map(|s| segment::words(&s.exact).count()).sum();
            let one = Tally { glosses: 1, words, documents: 0 };
            sum.add(one);
            let facts = entry.facts(&file);
            for name in by.names() {
                table.count(name, &facts, one);
            }
            if let By::Overview = by {
                entry.gloss.attributes.iter().for_each(|(name, _)| table.count(name, &facts, one));
            }
        }
        for tally in table.0.values_mut().flat_map(HashMap::values_mut) {
            tally.documents = 1;
        }
        sum.documents = usize::from(!entries.is_empty());
        (table, sum)
    }

    /// Counts a gloss under each of the values that it has.
    fn count(&mut self, name: &str, facts: &Facts<'_>, one: Tally) {
        let values = match facts.value(name).as_deref() {
            None => vec![String::new()],
            Some(Value::List(items)) => items.clone(),
            Some(value) => vec![value.to_string()],
        };
        let tallies = self.0.entry(name.to_owned()).or_default();
        for value in values {
            tallies.entry(value).or_default().add(one);
        }
    }

    /// Whether any gloss can have something under this name, or one has.
    fn knows(&self, name: &str) -> bool {
        let is_said = |tallies: &HashMap<String, Tally>| tallies.keys().any(|value| !value.is_empty());
        Facts::is_name(name) || self.0.get(name).is_some_and(is_said)
    }

    fn add(&mut self, other: Self) {
        for (name, tallies) in other.0 {
            let own = self.0.entry(name).or_default();
            for (value, tally) in tallies {
                own.entry(value).or_default().add(tally);
            }
        }
    }

    /// What is shown: all of what was asked for; of an overview the first rows of what tells something.
    fn sections(mut self, by: &By) -> Vec<Section> {
        let mut sections: Vec<Section> = by
            .names()
            .filter_map(|name| {
                let rows = self.0.remove(name)?;
                let most =
                    USUAL.iter().find(|(usual, _)| *usual == name).map_or(MAX_VALUES, |(_, most)| *most);
                Some(Section::new(name, rows, most))
            })
            .collect();
        match by {
            By::Names(_) => sections.iter_mut().for_each(|section| section.most = usize::MAX),
            By::Overview => {
                let attributes = self.0.into_iter().map(|(name, rows)| Section::new(&name, rows, MAX_VALUES));
                let at = 1.min(sections.len());
                sections.splice(at..at, attributes);
                // That all of them are nobody's, or of one document, is no news.
                let is_usual = |name: &str| name != "tag" && USUAL.iter().any(|(usual, _)| *usual == name);
                sections.retain(|section| section.rows.len() > 1 || !is_usual(&section.name));
            }
        }
        sections
    }
}
