//! Opening a document with its glosses, for any command.

use std::{
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::{
    corpus::Finder,
    gloss::{Glosses, Schema},
    sidecar::{self, Access, Sidecar, SourceInfo},
    source::{self, Document},
    term::keep,
};

use super::{environment, error::Error};

/// A document, its schema, and its sidecar.
pub struct Opened {
    /// What is read.
    pub document: Document,
    /// What can be said of it.
    pub schema: Schema,
    /// What was said of it; none for standard input without a name.
    pub sidecar: Option<Sidecar>,
}

impl Opened {
    /// Opens the document at `path` (`-`: standard input, with its sidecar under `name`), with the glosses of a coder.
    pub fn new(path: &Path, name: Option<&str>, coder: Option<&str>) -> Result<Self, Error> {
        Self::with(path, name, coder, Sidecar::open)
    }

    /// The same with what can be read of its sidecar, where not all can.
    pub fn anyway(path: &Path, name: Option<&str>, coder: Option<&str>) -> Result<Self, Error> {
        Self::with(path, name, coder, Sidecar::open_anyway)
    }

    fn with(
        path: &Path,
        name: Option<&str>,
        coder: Option<&str>,
        open: impl Fn(PathBuf) -> Result<Sidecar, sidecar::Error>,
    ) -> Result<Self, Error> {
        if path == Path::new("-") {
            return Self::standard_input(name, coder, open);
        }
        let document = source::open(path)?;
        let schema = environment::schema(Some(path))?;
        let sidecar = Some(open(Sidecar::path_for(path, coder)?)?);
        Ok(Self { document, schema, sidecar })
    }

    /// Opens the document at `path` alone.
    pub fn document(path: &Path) -> Result<Document, Error> {
        if path == Path::new("-") {
            return Ok(Self::standard_input(None, None, Sidecar::open)?.document);
        }
        Ok(source::open(path)?)
    }

    fn standard_input(
        name: Option<&str>,
        coder: Option<&str>,
        open: impl Fn(PathBuf) -> Result<Sidecar, sidecar::Error>,
    ) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        let path = name.map(PathBuf::from);
        let shown = path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let document = Document::from_bytes(shown.as_deref().unwrap_or("standard input"), bytes)?;
        let schema = environment::schema(path.as_deref().or(Some(Path::new("x"))))?;
        let sidecar = match &path {
            Some(path) => Some(open(Sidecar::path_for(path, coder)?)?),
            None => None,
        };
        Ok(Self { document, schema, sidecar })
    }

    /// The glosses, found in the text.
    pub fn glosses(&self) -> Glosses {
        self.keep_text();
        self.finder().find()
    }

    /// Keeps the text for the time when it has changed, and where its glosses are for the time when it was moved.
    pub fn keep_text(&self) {
        let sidecar = self.sidecar.as_ref().map(Sidecar::path);
        keep(&self.document, environment::state_folder().as_ref(), sidecar);
    }

    /// What finds the glosses in the text, also on another thread.
    pub fn finder(&self) -> Finder {
        Finder {
            document: self.document.clone(),
            source: self.sidecar.as_ref().and_then(Sidecar::source).unwrap_or_default(),
            glosses: self.sidecar.iter().flat_map(Sidecar::glosses).cloned().collect(),
            state: environment::state_folder(),
        }
    }

    /// What a save says of the document, all of it. While it isn't settled where some glosses belong, it is still the
    /// text they were recorded in that is named: with its help they are told from others.
    pub fn source_info(&self) -> Result<SourceInfo, Error> {
        let text = &self.document.text;
        let file = self.document.name.clone();
        let now = self.document.compute_sha256()?;
        let before = self.sidecar.as_ref().and_then(Sidecar::source);
        let is_another = |before: &SourceInfo| {
            before.sha256.as_deref().is_some_and(|sha256| sha256 != now)
                || before.reader.as_deref() != self.document.reader()
        };
        if let Some(before) = before.clone().filter(is_another)
            && !self.finder().find().are_settled()
        {
            return Ok(SourceInfo { file, ..before });
        }
        let length = Some(text.code_point_of(text.len()));
        Ok(SourceInfo { length, ..SourceInfo::of(&self.document, before.as_ref()) })
    }

    /// What a person should know before relying on what is shown.
    pub fn notices(&self) -> Vec<String> {
        let mut notices = Vec::new();
        if let Some(encoding) = self.document.encoding {
            notices.push(format!("decoded from {encoding}"));
        }
        if let Some(format) = self.document.unrendered {
            notices.push(format!(
                "too large to be shown as {format} at once, so that this is its source; --as-format {format} insists"
            ));
        }
        if self.document.invalid > 0 {
            notices
                .push(format!("{} places are not valid text and shown as \u{fffd}", self.document.invalid));
        }
        if let Some(sidecar) = &self.sidecar {
            if let Some(error) = sidecar.broken() {
                let what = "what can be read of it is shown, and new work is kept aside until it is mended";
                notices.push(format!("{}; {what}", error.brief()));
            }
            match sidecar.problems() {
                [] => {}
                [problem] => notices
                    .push(format!("line {} of the sidecar can't be used: {}", problem.line, problem.message)),
                [first, rest @ ..] => notices.push(format!(
                    "{} annotations of the sidecar can't be used; line {}: {}",
                    rest.len() + 1,
                    first.line,
                    first.message
                )),
            }
            match sidecar.access() {
                Access::ReadOnly(reason) => notices.push(format!("glosses can't be saved: {reason}")),
                Access::ReadWrite if sidecar.has_other_names() => notices.push(
                    "the sidecar has other names (hard links), which keep what it says now when it is saved"
                        .to_owned(),
                ),
                Access::ReadWrite => {}
            }
        }
        notices
    }
}
