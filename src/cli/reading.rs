//! How documents are read and folders walked, whatever is done with them.

use clap::{Args, builder::PossibleValuesParser};

use super::lines::tell;
use crate::workspace::{Host, document_formats};

/// How documents are read and folders walked.
#[derive(Clone, Debug, Args)]
pub struct ReadingArgs {
    /// Read the text of documents in this format, whatever their names and sizes are; plain shows their source
    #[arg(long, value_name = "FORMAT", global = true, value_parser = reader_names())]
    as_format: Option<String>,
    /// Take web pages as they are, not only the article in them
    #[arg(long, global = true, conflicts_with = "as_format")]
    whole: bool,
    /// Take the documents of folders, too, that .gitignore and .ignore files leave out
    #[arg(long, global = true)]
    no_ignore: bool,
}

impl ReadingArgs {
    /// The host that reads so. A command says on standard error which documents it reads as their source; the interface says
    /// so in its own way.
    pub fn applied_to(&self, host: Host, is_command: bool) -> Host {
        // The argument takes nothing but names of formats.
        let insisting = self.as_format.as_deref().map(|format| host.clone().insisting_on(format));
        let host = insisting.and_then(Result::ok).unwrap_or(host);
        let host = if self.whole { host.with_whole_pages() } else { host };
        let host = if self.no_ignore { host.with_ignored_files() } else { host };
        if is_command {
            host.telling_of_unrendered(|name, what| tell(format_args!("{name}: {what}")))
        } else {
            host
        }
    }
}

/// The names of the formats that documents are read in.
fn reader_names() -> PossibleValuesParser {
    PossibleValuesParser::new(document_formats().map(|reader| reader.name))
}
