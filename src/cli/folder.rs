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
    sidecar::Sidecar,
    term,
};

/// Folders below the one named that are looked into.
const DEPTH: usize = 8;

/// Documents that are listed.
const MOST: usize = 20_000;

/// Endings of files that are no text to read.
const NO_TEXT: &[&str] = &[
    "toml", "json", "jsonl", "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "zip", "gz", "xz", "zst",
    "tar", "pdf", "epub", "docx", "odt", "mp3", "mp4", "wav", "so", "o", "a", "exe", "bin", "lock", "tmp",
];

/// Lists the documents, each with the number of its glosses, and opens the one chosen.
pub fn run(folder: &Path, coder: &Coder) -> Result<Exit, Error> {
    if !std::io::stdout().is_terminal() {
        return Err(
            Error::usage("standard output is not a terminal").hint("`gloss list FILE…` lists glosses")
        );
    }
    let (settings, _) = environment::settings();
    let name = coder.name(&settings);
    let mut documents = Vec::new();
    collect(folder, DEPTH, &mut documents);
    documents.sort();
    if documents.is_empty() {
        return Err(Error::failed(format!("there are no documents in {}", folder.display())));
    }
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
        if path.is_dir() {
            let mut found = Vec::new();
            collect(path, DEPTH, &mut found);
            if found.is_empty() {
                return Err(Error::failed(format!("there are no documents in {}", path.display())));
            }
            found.sort();
            documents.append(&mut found);
        } else {
            documents.push(path.clone());
        }
    }
    Ok(documents)
}

fn collect(folder: &Path, depth: usize, documents: &mut Vec<PathBuf>) {
    // A folder that can't be read has no documents to offer.
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if hidden || documents.len() >= MOST {
            continue;
        }
        match entry.file_type() {
            // Links to folders may lead in circles.
            Ok(kind) if kind.is_dir() && depth > 0 => collect(&path, depth - 1, documents),
            Ok(kind) if !kind.is_dir() && is_document(&path) => documents.push(path),
            _ => {}
        }
    }
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    path.is_file() && ending.is_none_or(|ending| !NO_TEXT.contains(&ending.as_str()))
}

/// How many annotations the sidecar of a document has, without reading what they say.
fn glosses(document: &Path, coder: Option<&str>) -> usize {
    let text =
        Sidecar::path_for(document, coder).ok().and_then(|path| fs::read(path).ok()).unwrap_or_default();
    let heads = memchr::memmem::find_iter(&text, "[[annotation]]");
    heads.filter(|&at| at == 0 || text[at - 1] == b'\n').count()
}
