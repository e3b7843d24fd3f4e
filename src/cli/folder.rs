//! `gloss FOLDER`: picking one of a folder's documents.

use std::{
    fs,
    io::IsTerminal,
    path::{Path, PathBuf},
};

use super::{
    args::Coder,
    environment,
    error::{Error, Exit},
    read,
};
use crate::{
    app::{Choice, Pick, Picker},
    corpus::{self, Coders},
    sidecar::Sidecar,
    term,
};

/// Lists the documents, each with the number of its glosses, and opens the one chosen.
pub fn run(folder: &Path, coder: &Coder) -> Result<Exit, Error> {
    if !std::io::stdout().is_terminal() {
        return Err(
            Error::usage("standard output is not a terminal").hint("`gloss list FILE…` lists glosses")
        );
    }
    let (settings, _) = environment::settings();
    let name = coder.name(&settings);
    let documents = documents_of(&[folder.to_owned()])?;
    let choices = documents.iter().enumerate().map(|(number, path)| Choice {
        pick: Pick::Number(number),
        text: path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned(),
        aside: match glosses(path, name.as_deref()) {
            0 => String::new(),
            1 => "1 gloss".to_owned(),
            n => format!("{n} glosses"),
        },
    });
    let picker = Picker::new(folder.to_string_lossy(), choices.collect());
    let dark = environment::preferences(&settings, None).dark;
    let picked = term::pick(picker, environment::depth(), dark);
    match picked.map_err(|error| Error::failed(format!("the terminal can't be used: {error}")))? {
        Some(number) => read::run(&documents[number], None, coder),
        None => Ok(Exit::Done),
    }
}

/// The documents that are named, and those in the folders that are.
pub fn documents_of(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut documents = Vec::new();
    for path in paths {
        if !path.is_dir() {
            documents.push(path.clone());
            continue;
        }
        let before = documents.len();
        documents.extend(corpus::below(path, &Coders::One(None)).map(|member| member.path));
        if documents.len() == before {
            return Err(Error::failed(format!("there are no documents in {}", path.display())));
        }
    }
    Ok(documents)
}

/// How many annotations the sidecar of a document has, without reading what they say.
fn glosses(document: &Path, coder: Option<&str>) -> usize {
    let text =
        Sidecar::path_for(document, coder).ok().and_then(|path| fs::read(path).ok()).unwrap_or_default();
    let heads = memchr::memmem::find_iter(&text, "[[annotation]]");
    heads.filter(|&at| at == 0 || text[at - 1] == b'\n').count()
}
