//! The glosses that a command names by their ids.

use std::{
    collections::{HashMap, HashSet},
    io::{self, BufRead},
    path::PathBuf,
};

use clap::{Args, ValueHint};

use super::{
    batch,
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
};
use crate::{
    corpus::{Coders, Member},
    gloss::{Gloss, Id, Query},
    platform,
    workspace::GlossReader,
};

/// The fewest characters by which an id is known. Chosen by hand, as git has it.
const MIN_PREFIX_CHARS: usize = 4;

/// How many ids are listed that begin with the same characters. Chosen by hand.
const MAX_LISTED_IDS: usize = 8;

/// The arguments that name glosses.
#[derive(Clone, Debug, Args)]
pub struct TargetArgs {
    /// Document, or folder of documents, in which the glosses are
    #[arg(value_name = "FILE|FOLDER", value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    path: PathBuf,
    /// Ids of glosses, or their first characters; - reads ids from standard input
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

/// A document with those of its glosses that are named.
pub struct Target {
    /// The path of the document.
    pub path: PathBuf,
    /// The ids of the glosses, each once.
    pub ids: Vec<Id>,
}

impl TargetArgs {
    /// The documents with the glosses that are named in each, in the order of the documents. Fails if one of the ids is
    /// not there, or could be that of several glosses.
    pub fn find(&self, context: &Context) -> Result<Vec<Target>, Error> {
        let typed = typed_ids(&self.ids)?;
        let coder = context.coder().map(str::to_owned);
        let sidecars = self.read(&Coders::One(coder), context)?;
        let mut documents: HashMap<&Id, Vec<usize>> = HashMap::new();
        let mut ids: Vec<&Id> = Vec::new();
        for (at, sidecar) in sidecars.iter().enumerate() {
            for (_, id) in &sidecar.glosses {
                let places = documents.entry(id).or_default();
                if places.is_empty() {
                    ids.push(id);
                }
                places.push(at);
            }
        }
        ids.sort_unstable();
        let mut wanted: Vec<Vec<Id>> = sidecars.iter().map(|_| Vec::new()).collect();
        let mut seen = HashSet::new();
        for typed in &typed {
            let Some(id) = full_id(typed, &ids)? else { return Err(self.unknown(typed, context)) };
            let [at] = documents[id][..] else {
                let names = documents[id].iter().map(|&at| sidecars[at].path.display().to_string());
                let names = names.collect::<Vec<_>>().join(", ");
                let what = format!("several documents have a gloss {id}: {names}");
                return Err(Error::usage(what).hint("name one of them instead of their folder"));
            };
            if seen.insert(id) {
                wanted[at].push(id.clone());
            }
        }
        let targets =
            sidecars.iter().zip(wanted).map(|(sidecar, ids)| Target { path: sidecar.path.clone(), ids });
        Ok(targets.filter(|target| !target.ids.is_empty()).collect())
    }

    /// The ids of the glosses in each document. Fails if one can't be read, since it might have what is named.
    fn read(&self, coders: &Coders, context: &Context) -> Result<Vec<ReadSidecars>, Error> {
        let (members, exit) = batch::glossed_members(std::slice::from_ref(&self.path), coders, context)?;
        let query = Query::default();
        let (state, readers) = (context.host.state.clone(), context.host.readers.clone());
        let reader = GlossReader { query: &query, places: false, state, readers, unread: &|_| () };
        let ids = |member: Member| {
            let glosses = reader.read(&member, &|_: &Gloss| ())?;
            let glosses = glosses.into_iter().map(|listed| (listed.coder, listed.gloss.id)).collect();
            Ok(ReadSidecars { path: member.path, glosses })
        };
        let mut read = Vec::new();
        let exit = exit.max(batch::each_on_all_cores(members, ids, |sidecars| {
            read.push(sidecars);
            Ok(())
        })?);
        match exit {
            Exit::Done => Ok(read),
            exit => {
                let what = "nothing was changed, since not all glosses could be read";
                Err(Error { exit, ..Error::failed(what) })
            }
        }
    }

    /// The error for an id that is not there; it names the coder who has it, if one has.
    fn unknown(&self, typed: &str, context: &Context) -> Error {
        let error = Error::usage(format!("there is no gloss {typed} in {}", self.path.display()));
        let all = self.read(&Coders::All, context).unwrap_or_default();
        let mut glosses = all.iter().flat_map(|sidecars| &sidecars.glosses);
        match glosses.find(|(_, id)| id.as_str() == typed) {
            Some((Some(coder), _)) => error.hint(format!("{coder} has it: --as {coder}")),
            _ => error.hint("`gloss list --ids` shows ids"),
        }
    }
}

/// A document with the ids of its glosses, each with the coder to whose sidecar it belongs.
struct ReadSidecars {
    path: PathBuf,
    glosses: Vec<(Option<String>, Id)>,
}

/// The ids on the command line, and those in the lines of standard input for `-`.
fn typed_ids(words: &[String]) -> Result<Vec<String>, Error> {
    let mut typed = Vec::new();
    for word in words {
        if word != "-" {
            typed.push(word.clone());
            continue;
        }
        for line in io::stdin().lock().lines() {
            let line = line.map_err(|error| {
                Error::failed(format!("can't read the ids: {}", platform::reason(&error)))
            })?;
            typed.extend(line.split_whitespace().map(str::to_owned));
        }
    }
    Ok(typed)
}

/// The id that was typed, whole or by its first characters, among these, which are sorted; `None` if there is none.
fn full_id<'a>(typed: &str, ids: &[&'a Id]) -> Result<Option<&'a Id>, Error> {
    let from = ids.partition_point(|id| id.as_str() < typed);
    let begun: Vec<&Id> = ids[from..]
        .iter()
        .take_while(|id| id.as_str().starts_with(typed))
        .take(MAX_LISTED_IDS)
        .copied()
        .collect();
    match begun[..] {
        [id, ..] if id.as_str() == typed => Ok(Some(id)),
        [] => Ok(None),
        _ if typed.chars().count() < MIN_PREFIX_CHARS => Ok(None),
        [id] => Ok(Some(id)),
        _ => {
            let names = begun.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
            let what = format!("several glosses begin with {typed}: {names}");
            Err(Error::usage(what).hint("type more of the id"))
        }
    }
}
