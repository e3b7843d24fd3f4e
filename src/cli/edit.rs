//! `gloss edit`: changes what is said of glosses, for scripts.

use clap::{ArgGroup, Args};

use super::{
    batch,
    context::Context,
    error::{Error, Exit},
    gloss_args::{GlossArgs, parse_link},
    target::{Target, TargetArgs},
    words,
};
use crate::{
    gloss::{Change, Gloss, Review},
    text::counted,
    workspace::AnnotatedDocument,
};

const AFTER_HELP: &str = r"Examples:
  gloss edit article.txt 7f3k2m9q0c --set certainty=hedged --unset source
  gloss edit article.txt 7f3k --exact 'the ferry company' --note '- the owner, not the crew'
  gloss list articles/ --where 'speaker=M. Voss' --ids | gloss edit articles/ - --set speaker='Mara Voss'

In the program, u takes it back.";

/// Change what is said of glosses
#[derive(Clone, Debug, Args)]
#[command(override_usage = "gloss edit [OPTIONS] <FILE|FOLDER> <ID>...", after_help = AFTER_HELP)]
#[command(group = ArgGroup::new("change").required(true).multiple(true)
    .args(["tag", "set", "unset", "exact", "link", "unlink", "note", "confirm"]))]
pub struct EditArgs {
    #[command(flatten)]
    target: TargetArgs,
    /// Another kind
    #[arg(long, value_name = "KIND", allow_hyphen_values = true)]
    tag: Option<String>,
    /// Words that the gloss is put on; give the option again for each further part
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    exact: Vec<String>,
    /// Start of the words, in code points, where they occur several times
    #[arg(long, value_name = "N", requires = "exact", allow_hyphen_values = true, value_parser = words::position)]
    start: Option<usize>,
    #[command(flatten)]
    said: GlossArgs,
    /// Attribute that is taken away
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    unset: Vec<String>,
    /// Link that is taken away
    #[arg(long, value_name = "RELATION=ID", allow_hyphen_values = true)]
    unlink: Vec<String>,
    /// Confirm the gloss where it stands now: no review is asked for any more
    #[arg(long, conflicts_with = "exact")]
    confirm: bool,
    /// Print what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Changes the glosses. If one of them is not there, or can't be changed so, its document is left as it was.
pub fn run(args: &EditArgs, context: &Context) -> Result<Exit, Error> {
    let targets = args.target.find(context)?;
    let count: usize = targets.iter().map(|target| target.ids.len()).sum();
    if count > 1 && !args.exact.is_empty() {
        let error = Error::usage("--exact puts one gloss on other words, not several");
        return Err(error.hint("edit them one by one"));
    }
    Ok(batch::each(&targets, |target| args.edit(target, context)))
}

impl EditArgs {
    fn edit(&self, target: &Target, context: &Context) -> Result<Exit, Error> {
        let mut opened = AnnotatedDocument::open(&target.path, None, context.coder(), &context.host)?;
        let mut changes = Vec::new();
        for id in &target.ids {
            let Some(before) = opened.glosses().get(id).map(|placed| placed.gloss.clone()) else { continue };
            let mut after = before.clone();
            self.apply(&mut after, &opened)?;
            if after != before {
                after.modified = Some(context.host.clock.now());
                changes.push(Change::replace(before, after));
            }
        }
        let count = changes.len();
        if !self.dry_run && count > 0 {
            opened.commit_undoable("edit", changes)?;
        }
        told(target, count, "edited", self.dry_run, context)
    }

    fn apply(&self, gloss: &mut Gloss, opened: &AnnotatedDocument) -> Result<(), Error> {
        let schema = &opened.schema;
        if let Some(tag) = &self.tag {
            self.said.check_kind(schema, tag)?;
            gloss.tag.clone_from(tag);
        }
        self.said.apply(gloss, opened)?;
        for name in &self.unset {
            if gloss.attributes.remove(name).is_none() {
                self.said.check_attribute(schema, &gloss.tag, name)?;
            }
        }
        for pair in &self.unlink {
            let link = parse_link(pair)?;
            let before = gloss.links.len();
            gloss.links.retain(|other| *other != link);
            if gloss.links.len() == before {
                let what = format!("{} has no link {pair}", gloss.id);
                return Err(Error::usage(what).hint("`gloss list --json` shows links"));
            }
        }
        let spans = match opened.glosses().get(&gloss.id) {
            _ if !self.exact.is_empty() => words::spans(&opened.document.text, &self.exact, self.start)?,
            Some(placed) if self.confirm && placed.has_all_its_words() => placed.place.spans.clone(),
            _ if self.confirm => {
                let what = format!("not all words of {} have a place", gloss.id);
                return Err(Error::usage(what).hint("--exact TEXT puts it on other words"));
            }
            _ => return Ok(()),
        };
        gloss.selectors = opened.selectors(&spans);
        (gloss.review, gloss.orphaned) = (Review::default(), false);
        Ok(())
    }
}

/// Prints what was done with glosses of a document.
pub fn told(
    target: &Target,
    count: usize,
    done: &str,
    dry_run: bool,
    context: &Context,
) -> Result<Exit, Error> {
    let glosses = counted(count, "gloss", "glosses");
    let would = if dry_run { "would be " } else { "" };
    context.output.print_lines(|out| writeln!(out, "{}\t{glosses} {would}{done}", target.path.display()))
}
