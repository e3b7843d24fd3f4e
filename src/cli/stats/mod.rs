//! `gloss stats`: counts glosses and their words by kind, coder, month, document or attribute.

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
    gloss::{Facts, Value, query},
    text::segment,
    workspace::ListedGloss,
};
use section::Section;

const AFTER_HELP: &str = r"Examples:
  gloss stats articles/ --tag quote --by speaker
  gloss stats articles/ --by speaker,month --where 'created>=2026-11' --json

Names and conditions are those of `gloss list`. A gloss whose value is a list counts under each of its items. If the output is not a terminal, it is lines of name, value, glosses, words and documents, separated by tabs.";

/// Count glosses and their words by kind, speaker, coder, month, document or any attribute
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct StatsArgs {
    /// The glosses to count.
    #[command(flatten)]
    selection: SelectionArgs,
    /// Count by the values under this name; several separated by commas
    #[arg(long, value_name = "NAME", value_delimiter = ',', allow_hyphen_values = true)]
    by: Vec<String>,
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

/// The names by which an overview counts, with how many rows of each; attributes are added. Chosen by hand.
const OVERVIEW: &[(&str, usize)] = &[("tag", 20), ("coder", 20), ("month", 12), ("file", 10)];

/// How many values of an attribute an overview shows. Chosen by hand.
const MAX_VALUES: usize = 10;

/// How many glosses, words and documents there are of something.
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

/// The tallies of the values of each name. Glosses without a value are counted under the empty value.
#[derive(Default)]
struct TallyTable(BTreeMap<String, HashMap<String, Tally>>);

/// What glosses are counted by.
enum Grouping {
    /// The values under these names.
    Names(Vec<String>),
    /// The names of an overview, and every attribute.
    Overview,
}

/// Prints the counts by each of the names given, or an overview.
pub fn run(args: &StatsArgs, context: &Context) -> Result<Exit, Error> {
    let (selection, names) = (&args.selection, &args.by);
    let by = if names.is_empty() { Grouping::Overview } else { Grouping::Names(names.clone()) };
    let (mut table, mut total) = (TallyTable::default(), Tally::default());
    let places = by.names().any(|name| query::is_of_place(name) || query::metadata_name(name).is_some());
    let exit = selection.each(
        context,
        places,
        |member, entries| TallyTable::of(member, &entries, &by),
        |(one, sum)| {
            table.add(one);
            total.add(sum);
            Ok(())
        },
    )?;
    let unseen: Vec<&String> = names.iter().filter(|name| !table.knows(name)).collect();
    selection.check_names(context, exit, &unseen)?;
    let sections = table.sections(&by);
    if args.json {
        context.output.print(|out| write::json(out, total, &sections))?;
    } else {
        let write = if context.output.is_terminal { write::bars } else { write::lines };
        context.output.print_lines(|out| write(out, total, &sections))?;
    }
    Ok(exit)
}

impl Grouping {
    fn names(&self) -> impl Iterator<Item = &str> {
        let (named, usual) = match self {
            Self::Names(names) => (&names[..], &[][..]),
            Self::Overview => (&[][..], OVERVIEW),
        };
        named.iter().map(String::as_str).chain(usual.iter().map(|(name, _)| *name))
    }
}

impl TallyTable {
    /// The tallies of one document, and their sum.
    fn of(member: &Member, entries: &[ListedGloss], by: &Grouping) -> (Self, Tally) {
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
            if let Grouping::Overview = by {
                entry.gloss.attributes.iter().for_each(|(name, _)| table.count(name, &facts, one));
            }
        }
        for tally in table.0.values_mut().flat_map(HashMap::values_mut) {
            tally.documents = 1;
        }
        sum.documents = usize::from(!entries.is_empty());
        (table, sum)
    }

    /// Counts a gloss under each of its values.
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

    /// Whether a name is one that any gloss can have, or that one has.
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

    /// The sections to print: everything asked for, or the first rows of an overview.
    fn sections(mut self, by: &Grouping) -> Vec<Section> {
        let mut sections: Vec<Section> = by
            .names()
            .filter_map(|name| {
                let rows = self.0.remove(name)?;
                let most =
                    OVERVIEW.iter().find(|(usual, _)| *usual == name).map_or(MAX_VALUES, |(_, most)| *most);
                Some(Section::new(name, rows, most))
            })
            .collect();
        match by {
            Grouping::Names(_) => sections.iter_mut().for_each(|section| section.most = usize::MAX),
            Grouping::Overview => {
                let attributes = self.0.into_iter().map(|(name, rows)| Section::new(&name, rows, MAX_VALUES));
                let at = 1.min(sections.len());
                sections.splice(at..at, attributes);
                // A section in which all glosses have no value, or one document, tells nothing.
                let is_usual = |name: &str| name != "tag" && OVERVIEW.iter().any(|(usual, _)| *usual == name);
                sections.retain(|section| section.rows.len() > 1 || !is_usual(&section.name));
            }
        }
        sections
    }
}
