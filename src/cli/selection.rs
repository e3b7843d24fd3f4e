//! The glosses that `gloss list` and `gloss stats` are about: of which documents, which coders, on which conditions.

use std::{
    io,
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
};

use clap::Args as ClapArgs;

use super::{
    args::Coder,
    environment,
    error::{Error, Exit},
    many, output,
};
use crate::{
    corpus::{Coders, Entry, Member, Reader},
    gloss::{Gloss, Query},
};

/// Which glosses.
#[derive(Clone, Debug, ClapArgs)]
pub struct Selection {
    /// Documents, or folders of them
    #[arg(required = true, value_name = "FILE|FOLDER", value_hint = clap::ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// This kind alone; several with commas between
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub tag: Vec<String>,
    /// Those for which this holds; all of several
    #[arg(long = "where", value_name = "CONDITION")]
    pub where_: Vec<String>,
    /// The glosses of every coder, instead of one's
    #[arg(long, conflicts_with = "as_")]
    pub all_coders: bool,
}

impl Selection {
    /// The conditions, all of them.
    pub fn query(&self) -> Result<Query, Error> {
        let mut query = Query::default().of_kinds(&self.tag);
        for condition in &self.where_ {
            query.add(condition).map_err(|why| {
                Error::usage(why)
                    .hint("for example --where 'speaker=Mara Voss', or --where 'created>=2026-11'")
            })?;
        }
        Ok(query)
    }

    /// Whether what is shown should say which document it is of.
    pub fn has_several(&self) -> bool {
        self.files.len() > 1 || self.files.iter().any(|file| file.is_dir())
    }

    /// Reads the glosses of all documents, on all cores: `work` makes something of those of each document, and `take` is
    /// given that in the documents' order. `places` says whether it matters where they stand.
    pub fn each<T: Send>(
        &self,
        coder: &Coder,
        places: bool,
        work: impl Fn(&Member, Vec<Entry>) -> T + Send + Sync,
        take: impl FnMut(T) -> io::Result<()>,
    ) -> Result<Exit, Error> {
        let query = self.query()?;
        let coders =
            if self.all_coders { Coders::All } else { Coders::One(coder.name(&environment::settings().0)) };
        let (members, missing) = many::members(&self.files, &coders)?;
        let paths: Vec<PathBuf> =
            if self.tag.is_empty() { Vec::new() } else { members.iter().map(|m| m.path.clone()).collect() };
        let reader = Reader { query: &query, places, state: environment::state_folder() };
        let seen: Vec<AtomicBool> = self.tag.iter().map(|_| AtomicBool::default()).collect();
        let look = |gloss: &Gloss| {
            if let Some(at) = self.tag.iter().position(|tag| *tag == gloss.tag) {
                seen[at].store(true, Ordering::Relaxed);
            }
        };
        let exit = many::each(members, |member| Ok(work(&member, reader.read(&member, &look)?)), take);
        let exit = output::outcome(exit)?;
        let unseen = self.tag.iter().zip(&seen).filter(|(_, seen)| !seen.load(Ordering::Relaxed));
        let unseen: Vec<&String> = unseen.map(|(tag, _)| tag).collect();
        if let (Exit::Done, Some(tag)) = (exit, many::unknown_kind(&unseen, &paths)?) {
            return Err(
                Error::usage(format!("there is no kind “{tag}”")).hint("`gloss schema` lists the kinds")
            );
        }
        Ok(exit.max(missing))
    }
}
