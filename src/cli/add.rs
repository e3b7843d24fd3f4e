//! `gloss add`: adds glosses, for scripts.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    gloss_args::GlossArgs,
    lines::tell,
    words,
};
use crate::{
    gloss::{Change, Gloss, Id},
    text::Span,
    workspace::AnnotatedDocument,
};

const AFTER_HELP: &str = r"Examples:
  gloss add article.txt --tag quote --exact '“We agreed,”' --set speaker='Mara Voss' --set cue=said
  gloss add article.txt --tag claim --exact 'at no cost' --all

It prints the ids of the new glosses, a line each. `gloss edit` changes them, `gloss delete` deletes them.";

/// Add a gloss, or one on every place where some words stand
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct AddArgs {
    /// Document to which the gloss is added
    #[arg(value_parser = document_path(), value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Kind of the gloss
    #[arg(long, value_name = "KIND", allow_hyphen_values = true)]
    tag: String,
    /// Words of the gloss; give the option again for each further part
    #[arg(long, required = true, value_name = "TEXT", allow_hyphen_values = true)]
    exact: Vec<String>,
    /// Start of the words, in code points, where they occur several times
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = words::position)]
    start: Option<usize>,
    /// Add a gloss on every place of the words; places that have one of the kind already are passed over
    #[arg(long, conflicts_with = "start")]
    all: bool,
    /// What is said of the gloss.
    #[command(flatten)]
    said: GlossArgs,
}

/// Adds a gloss and prints its id; or all and their ids.
pub fn run(args: &AddArgs, context: &Context) -> Result<Exit, Error> {
    let mut opened = AnnotatedDocument::open(&args.file, None, context.coder(), &context.host)?;
    args.said.check_kind(&opened.schema, &args.tag)?;
    let places = if args.all {
        args.every_place(&opened)?
    } else {
        vec![words::spans(&opened.document.text, &args.exact, args.start)?]
    };
    let is_new = |spans: &&Vec<Span>| !args.all || !args.is_tagged(spans, &opened);
    let glosses = places.iter().filter(is_new).map(|spans| args.gloss(spans, &opened, context));
    let glosses = glosses.collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<Id> = glosses.iter().map(|gloss| gloss.id.clone()).collect();
    if !glosses.is_empty() {
        opened.commit_undoable("add", glosses.into_iter().map(Change::add).collect())?;
    }
    if args.all {
        let there = match places.len() - ids.len() {
            0 => String::new(),
            there => format!(", {there} there already"),
        };
        tell(format_args!("{} added{there}", ids.len()));
    }
    context.output.print_lines(|out| ids.iter().try_for_each(|id| writeln!(out, "{id}")))
}

impl AddArgs {
    /// The spans of a gloss on each place of the words.
    fn every_place(&self, opened: &AnnotatedDocument) -> Result<Vec<Vec<Span>>, Error> {
        let [exact] = &self.exact[..] else {
            let error = Error::usage("--all takes one --exact: the words of each gloss are in one piece");
            return Err(error.hint("without --all, several make one gloss of several parts"));
        };
        let places = words::every_span(&opened.document.text, exact)?;
        Ok(places.into_iter().map(|span| vec![span]).collect())
    }

    /// Whether these spans have a gloss of the kind already.
    fn is_tagged(&self, spans: &[Span], opened: &AnnotatedDocument) -> bool {
        let there = spans.first().map(|&first| opened.glosses().overlapping(first));
        there
            .into_iter()
            .flatten()
            .any(|(_, placed)| placed.gloss.tag == self.tag && placed.place.spans == spans)
    }

    /// A new gloss on these spans.
    fn gloss(&self, spans: &[Span], opened: &AnnotatedDocument, context: &Context) -> Result<Gloss, Error> {
        let host = &context.host;
        let id = Id::from_bits(host.random.bits());
        let mut gloss = Gloss::new(id, self.tag.as_str(), opened.selectors(spans));
        self.said.apply(&mut gloss, opened)?;
        gloss.creator = context.coder().map(str::to_owned);
        gloss.created = Some(host.clock.now());
        Ok(gloss)
    }
}
