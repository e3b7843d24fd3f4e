//! The options of `gloss list` and `gloss stats` that select glosses: documents, coders, conditions.

use std::{
    collections::BTreeSet,
    io,
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
};

use clap::Args;

use super::{
    batch,
    condition_names::{ConditionNames, check_attributes},
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    lines::tell,
    output,
    unread::Unread,
};
use crate::{
    corpus::{Coders, Member},
    gloss::{Gloss, Query},
    workspace::{GlossReader, ListedGloss},
};

/// How many documents may be named if other coders are to be listed when there are no glosses. Chosen by hand: that
/// reads all files of their folders.
const MAX_CHECKED_DOCUMENTS: usize = 20;

/// The options that select glosses.
#[derive(Clone, Debug, Args)]
pub struct SelectionArgs {
    /// Documents, or folders of documents
    #[arg(required = true, value_name = "FILE|FOLDER", value_parser = document_path(), value_hint = clap::ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// Only this kind; several separated by commas
    #[arg(long, value_name = "KIND", value_delimiter = ',', allow_hyphen_values = true)]
    pub tag: Vec<String>,
    /// Condition that glosses must meet; give the option again for further ones
    #[arg(long = "where", value_name = "CONDITION", allow_hyphen_values = true)]
    pub where_: Vec<String>,
    /// Use the glosses of all coders
    #[arg(long, conflicts_with = "as_")]
    pub all_coders: bool,
}

impl SelectionArgs {
    /// The conjunction of all conditions.
    pub fn query(&self) -> Result<Query, Error> {
        let mut query = Query::default().of_kinds(&self.tag);
        for condition in &self.where_ {
            query.add(condition).map_err(|why| {
                Error::usage(why.to_string())
                    .hint("for example --where 'speaker=Mara Voss', or --where 'created>=2026-11'")
            })?;
        }
        Ok(query)
    }

    /// Whether the output should name the document of each gloss.
    pub fn has_several(&self) -> bool {
        self.files.len() > 1 || self.files.iter().any(|file| file.is_dir())
    }

    /// Reads the glosses of all documents, on all cores: `work` is called for those of each document, and `take` gets
    /// the results in the order of the documents. `places` says whether the glosses must be placed in the text.
    pub fn each<T: Send>(
        &self,
        context: &Context,
        places: bool,
        work: impl Fn(&Member, Vec<ListedGloss>) -> T + Send + Sync,
        mut take: impl FnMut(T) -> io::Result<()>,
    ) -> Result<Exit, Error> {
        let query = self.query()?;
        let coder = context.coder().map(str::to_owned);
        let coders = if self.all_coders { Coders::All } else { Coders::One(coder) };
        let (members, missing) = batch::glossed_members(&self.files, &coders, context)?;
        let names = ConditionNames::of(&query);
        let paths: Vec<PathBuf> =
            if names.is_empty() { Vec::new() } else { members.iter().map(|m| m.path.clone()).collect() };
        // A name that no schema has may be misspelt, which only the glosses can tell: until then nothing is given out.
        let waits = !names.are_in_schemas(&paths, context);
        let (state, readers) = (context.host.state.clone(), context.host.readers.clone());
        let unread = Unread::default();
        let say = |line| unread.add(line);
        let reader = GlossReader { query: &query, places, state, readers, unread: &say };
        let is_empty = AtomicBool::new(true);
        let look = |gloss: &Gloss| {
            is_empty.store(false, Ordering::Relaxed);
            names.look(gloss);
        };
        let mut waiting = Vec::new();
        let exit = batch::each_on_all_cores(
            members,
            |member| Ok(work(&member, reader.read(&member, &look)?)),
            |done| {
                if waits {
                    waiting.push(done);
                    return Ok(());
                }
                take(done)
            },
        );
        let exit = output::outcome(exit)?.max(missing).max(unread.tell());
        let is_empty = exit == Exit::Done && is_empty.into_inner();
        if is_empty && coders != Coders::All && self.files.len() <= MAX_CHECKED_DOCUMENTS {
            self.check_coder(context)?;
        }
        if exit == Exit::Done {
            names.check_kinds(&paths, context)?;
        }
        self.check_names(context, exit, &names.unseen_attributes())?;
        output::outcome(waiting.into_iter().try_for_each(take).map(|()| exit))
    }

    /// Tells whose glosses there are, if the coder asked for has none.
    fn check_coder(&self, context: &Context) -> Result<(), Error> {
        let (members, _) = batch::members(&self.files, &Coders::All, context)?;
        let sidecars = members.into_iter().flat_map(|member| member.sidecars);
        let mut others: BTreeSet<Option<String>> = sidecars.map(|(coder, _)| coder).collect();
        others.remove(&context.coder().map(str::to_owned));
        let are_shared = others.remove(&None);
        let names = others.into_iter().flatten().collect::<Vec<_>>().join(", ");
        match (names.is_empty(), are_shared) {
            (true, false) => {}
            (true, true) => tell("there are glosses that are no coder's: --all-coders takes them"),
            (false, shared) => {
                let shared = if shared { ", and some that are no coder's" } else { "" };
                tell(format_args!(
                    "there are glosses of {names}{shared}: --as NAME takes those of one, --all-coders all"
                ));
            }
        }
        Ok(())
    }

    /// Fails if a name is used by no gloss and no schema of the documents; it is probably misspelt. If not all
    /// documents could be read (`exit`), nothing is checked.
    pub fn check_names(&self, context: &Context, exit: Exit, unseen: &[&String]) -> Result<(), Error> {
        if unseen.is_empty() || exit != Exit::Done {
            return Ok(());
        }
        let (members, _) = batch::members(&self.files, &Coders::One(None), context)?;
        let paths: Vec<PathBuf> = members.into_iter().map(|member| member.path).collect();
        check_attributes(unseen, &paths, context)
    }
}
