//! The command line, as clap reads it.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueHint, builder::PossibleValuesParser};

use super::{coder::Coder, selection::Selection};
use crate::exchange::FORMATS;

/// Read a document in the terminal and tag its claims, quotes and sentiment by keyboard.
#[derive(Debug, Parser)]
#[command(name = "gloss", version, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(
    after_help = "Examples:\n  gloss article.txt          read and tag an article\n  gloss notes/               pick a document of a folder\n  curl … | gloss - --name talks.txt\n\nThe glosses of article.txt are saved in article.txt.gloss.toml. Press ? in the program for its keys."
)]
pub struct Args {
    /// A document, a folder to pick one from, or - for standard input
    #[arg(value_hint = ValueHint::AnyPath, required = true)]
    pub path: Option<PathBuf>,
    /// The name under which the glosses of standard input are saved
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Whose glosses
    #[command(flatten)]
    pub coder: Coder,
    /// What to do, if not to read
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the text that offsets refer to
    #[command(after_help = "Example:\n  gloss text article.txt | wc -m")]
    Text {
        /// Documents, or - for standard input
        #[arg(required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
    },
    /// Add a gloss
    #[command(
        after_help = "Example:\n  gloss add article.txt --tag quote --exact '“We agreed,”' --set speaker='Mara Voss' --set cue=said"
    )]
    Add {
        /// The document
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// The kind of gloss
        #[arg(long, value_name = "KIND")]
        tag: String,
        /// The words; given again, the next part of the same gloss
        #[arg(long, required = true, value_name = "TEXT")]
        exact: Vec<String>,
        /// Where the words start, in code points, if they stand there several times
        #[arg(long, value_name = "N")]
        start: Option<usize>,
        /// An attribute
        #[arg(long, value_name = "NAME=VALUE")]
        set: Vec<String>,
        /// A link to another gloss
        #[arg(long, value_name = "RELATION=ID")]
        link: Vec<String>,
        /// A note
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// List glosses
    #[command(
        after_help = super::list::after_help()
    )]
    List {
        /// Which glosses
        #[command(flatten)]
        selection: Selection,
        /// By what is said under this name; those without it come last
        #[arg(long, value_name = "NAME")]
        sort: Option<String>,
        /// The last one first
        #[arg(long)]
        reverse: bool,
        /// How many there are, and nothing else
        #[arg(long, conflicts_with_all = ["json", "sort", "reverse"])]
        count: bool,
        /// As an array of annotations
        #[arg(long)]
        json: bool,
    },
    /// Count glosses and their words: by kind, speaker, coder, month, document, or anything else that is said of them
    #[command(
        after_help = "Examples:\n  gloss stats articles/ --tag quote --by speaker\n  gloss stats articles/ --by speaker,month --where 'created>=2026-11' --json\n\nThe names and the conditions are those of `gloss list`. A list counts under each of its items. Where the output is not a terminal it is lines of name, value, glosses, words and documents, with tabs between."
    )]
    Stats {
        /// Which glosses
        #[command(flatten)]
        selection: Selection,
        /// By what is said under this name; several with commas between
        #[arg(long, value_name = "NAME", value_delimiter = ',')]
        by: Vec<String>,
        /// As an object
        #[arg(long)]
        json: bool,
    },
    /// Suggest what might be tagged: quotations with their speakers, claims, sentiment
    #[command(
        after_help = "Examples:\n  gloss suggest article.txt --tag quote\n  gloss suggest *.txt --write --min-score 0.9\n  gloss suggest --jsonl < documents.jsonl\n\nA line of --jsonl is {\"id\": …, \"text\": \"…\"}, with \"target\": [start, end] where the tone toward somebody is wanted."
    )]
    Suggest {
        /// Documents
        #[arg(required_unless_present = "jsonl", value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        /// This kind alone; several with commas between
        #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = SUGGESTED)]
        tag: Vec<String>,
        /// Nothing less likely than this, from 0 to 1
        #[arg(long, value_name = "SCORE", default_value_t = 0.5, value_parser = score)]
        min_score: f32,
        /// As an array
        #[arg(long, conflicts_with_all = ["write", "dry_run"])]
        json: bool,
        /// Answer lines of JSON, a document each, as they come, on all cores, in memory that grows with the longest line only
        #[arg(long, conflicts_with_all = ["json", "write", "dry_run"])]
        jsonl: bool,
        /// Put them into the sidecars
        #[arg(long)]
        write: bool,
        /// Tell what --write would do
        #[arg(long)]
        dry_run: bool,
    },
    /// Check that sidecars can be read and glosses are in place
    #[command(
        after_help = "Example:\n  gloss check articles/ --json\n  gloss check renamed.txt --adopt\n\nOf a folder those documents are checked that have glosses. Exits with 1 where something needs a person: a gloss whose words changed, a doubtful one, an orphan, an annotation that can't be read, a sidecar whose document is gone."
    )]
    Check {
        /// Documents, or folders of them
        #[arg(required = true, value_name = "FILE|FOLDER", value_hint = ValueHint::AnyPath)]
        files: Vec<PathBuf>,
        /// As an array of states
        #[arg(long)]
        json: bool,
        /// Write down the positions of glosses that moved with their text
        #[arg(long)]
        fix: bool,
        /// Give documents without glosses those that they left behind when they were renamed or moved
        #[arg(long)]
        adopt: bool,
    },
    /// Measure how far coders agree who have glossed the same documents
    #[command(after_help = AGREE)]
    Agree {
        /// Documents; their coders are those with a sidecar beside one of them: FILE.CODER.gloss.toml
        #[arg(required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        /// What is compared: kind, or an attribute
        #[arg(long, value_name = "kind|ATTRIBUTE", default_value = "kind")]
        by: String,
        /// These coders alone, with commas between; shared is the sidecar that is no coder's own
        #[arg(long, value_name = "CODER", value_delimiter = ',')]
        coders: Vec<String>,
        /// As an object with all figures
        #[arg(long)]
        json: bool,
        /// Leave out gamma, which can take seconds where glosses are many
        #[arg(long)]
        no_gamma: bool,
    },
    /// Write glosses in another format
    #[command(
        after_help = "Examples:\n  gloss export article.txt --to markdown -o report.md\n  gloss export articles/ --to brat -o brat/\n\nWhat a format can't carry is counted on standard error. `gloss formats` lists what each carries."
    )]
    Export {
        /// Documents, or folders of them
        #[arg(required = true, value_hint = ValueHint::AnyPath)]
        files: Vec<PathBuf>,
        /// The format
        #[arg(long, value_name = "FORMAT", value_parser = written())]
        to: String,
        /// A file, or a folder (one that is there, or a name that ends in /); standard output if not given
        #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
        output: Option<PathBuf>,
        /// Write nothing of a document that would lose something
        #[arg(long)]
        strict: bool,
    },
    /// Take in glosses from another format
    #[command(
        after_help = "Examples:\n  gloss import article.txt --from hypothesis rows.json\n  gloss import articles/ --from brat brat/ --dry-run\n  gloss import articles/ --from refi-codebook codes.qdc\n\nEach gloss is found in the document by its words. Those in doubt are marked for review, those without a place are kept. What is there already is not added again. The kinds of a codebook go into the gloss.toml that counts for the folder, or a new one. Exits with 1 where something needs a person."
    )]
    Import {
        /// The document, or a folder: there each goes to the document that the file names, which is made of the file's text if it is not there
        #[arg(value_hint = ValueHint::AnyPath)]
        target: PathBuf,
        /// Files to read, or folders of them
        #[arg(required = true, value_hint = ValueHint::AnyPath)]
        sources: Vec<PathBuf>,
        /// Their format
        #[arg(long, value_name = "FORMAT", value_parser = read())]
        from: String,
        /// Tell what it would do
        #[arg(long)]
        dry_run: bool,
        /// Take in nothing of a file that would lose something
        #[arg(long)]
        strict: bool,
        /// Give each coder's glosses a sidecar of their own
        #[arg(long, conflicts_with = "as_")]
        by_coder: bool,
        /// Add the kinds, attributes and links that the schema has not to gloss.toml
        #[arg(long)]
        schema: bool,
    },
    /// Turn files of one format into another, without sidecars
    #[command(after_help = "Example:\n  gloss convert brat/ --from brat --to webannotation -o web/")]
    Convert {
        /// Files to read, or folders of them
        #[arg(required = true, value_hint = ValueHint::AnyPath)]
        sources: Vec<PathBuf>,
        /// Their format
        #[arg(long, value_name = "FORMAT", value_parser = read())]
        from: String,
        /// The format to write
        #[arg(long, value_name = "FORMAT", value_parser = written())]
        to: String,
        /// A file, or a folder (one that is there, or a name that ends in /); standard output if not given
        #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
        output: Option<PathBuf>,
        /// Write nothing of a document that would lose something
        #[arg(long)]
        strict: bool,
    },
    /// List the formats, and what each carries
    #[command(after_help = "Example:\n  gloss formats")]
    Formats {
        /// As the table of the README
        #[arg(long)]
        markdown: bool,
    },
    /// Settle what several coders made different things of
    #[command(
        after_help = "Example:\n  gloss compare article.txt --blind\n\nThe outcome is a sidecar of its own, article.txt.adjudicated.gloss.toml, or that of --as NAME; each gloss in it says whose it was."
    )]
    Compare {
        /// The document
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// These coders alone, with commas between
        #[arg(long, value_name = "NAMES", value_delimiter = ',')]
        coders: Vec<String>,
        /// Hide their names
        #[arg(long)]
        blind: bool,
    },
    /// Merge what two sides made of one sidecar, gloss by gloss
    #[command(
        after_help = "Example:\n  gloss merge base.gloss.toml mine.gloss.toml theirs.gloss.toml -o merged.gloss.toml\n\nWhere both sides changed the same thing both versions are kept and marked for review. Exits with 1 where there is something to review, and with 3, having written nothing, where a file can't be read. After gloss git-setup, git merge does this by itself."
    )]
    Merge {
        /// The sidecar that both were made from; it may be missing or empty
        #[arg(value_hint = ValueHint::FilePath)]
        base: PathBuf,
        /// One side's sidecar; the result is written to it if no other place is given
        #[arg(value_hint = ValueHint::FilePath)]
        ours: PathBuf,
        /// The other side's sidecar
        #[arg(value_hint = ValueHint::FilePath)]
        theirs: PathBuf,
        /// Where the result goes
        #[arg(short, long, value_name = "OUT", value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
        /// The name to show for the result
        #[arg(short = 'L', long, value_name = "NAME")]
        label: Option<String>,
    },
    /// Show what differs between two sidecars, or one as plain paragraphs
    #[command(
        after_help = "Example:\n  gloss diff mine.gloss.toml theirs.gloss.toml\n\nA document stands for its sidecar. Exits with 0 where the glosses are the same, with 1 where they differ. After gloss git-setup, git diff and git log -p show glosses this way."
    )]
    Diff {
        /// A sidecar
        #[arg(value_hint = ValueHint::FilePath)]
        old: PathBuf,
        /// The one to compare it with
        #[arg(value_hint = ValueHint::FilePath)]
        new: Option<PathBuf>,
        /// As an array of changes
        #[arg(long, requires = "new")]
        json: bool,
    },
    /// Let git merge and show sidecars gloss by gloss
    #[command(
        after_help = "Example:\n  gloss git-setup\n\nAdds a line to .gitattributes, for all clones, and to .git/info/attributes, for this one, and sets a merge driver and a textconv in the repository's configuration. What is there already is kept."
    )]
    GitSetup {
        /// For all repositories of this user
        #[arg(long)]
        global: bool,
        /// Tell what it would do
        #[arg(long)]
        dry_run: bool,
    },
    /// Print every command with its keys
    #[command(after_help = "Example:\n  gloss keys | grep quotation")]
    Keys {
        /// As the table of the README
        #[arg(long)]
        markdown: bool,
    },
    /// Print the schema that counts in a folder
    #[command(after_help = "Example:\n  gloss schema --default > gloss.toml")]
    Schema {
        /// A document or a folder; the current one if not given
        path: Option<PathBuf>,
        /// The schema that every document starts from, as it can be edited
        #[arg(long)]
        default: bool,
    },
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  gloss completions bash > ~/.local/share/bash-completion/completions/gloss"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  gloss man | man -l -")]
    Man,
}

/// What the figures of `agree` are.
const AGREE: &str = "\
Examples:
  gloss agree talks.txt
  gloss agree *.txt --by polarity --coders alice,ben
  gloss agree talks.txt --json | jq .continuum.gamma.value

Several documents are pooled. The units:
  spans      glosses; exact: same kind, same text; overlap: same kind, some text in common
  sentences  (--by kind) the label of a sentence is the kinds of all glosses that touch it:
             Cohen's kappa and Scott's pi of two, Fleiss' kappa and Krippendorff's alpha of all
  passages   (--by ATTRIBUTE) glosses of several coders that share text; the label is the value
             that each gives, if any; alpha also ordinal, interval and ratio for numbers, and
             ordinal for choices, in the schema's order
  text       Krippendorff's alpha-U (2004), in code points; gamma (Mathet et al. 2015), chance
             sampled by shifting until it is known to 2%, with 300 samples at most

Intervals are the middle 95% of 1,000 bootstrap resamples: of documents, from ten on; otherwise
of runs of paragraphs that no gloss crosses. The same glosses always give the same figures.";

/// The formats that are written.
fn written() -> PossibleValuesParser {
    PossibleValuesParser::new(
        FORMATS.iter().filter(|format| format.write.is_some()).map(|format| format.name),
    )
}

/// The formats that are read.
fn read() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().filter(|format| format.read.is_some()).map(|format| format.name))
}

/// What can be suggested: kinds, and the relation of claims.
const SUGGESTED: [&str; 4] = ["quote", "claim", "sentiment", "contradicts"];

/// A score as it is typed.
fn score(typed: &str) -> Result<f32, String> {
    let score = typed.parse().map_err(|_| "it is not a number".to_owned())?;
    if (0.0..=1.0).contains(&score) { Ok(score) } else { Err("a score is a number from 0 to 1".to_owned()) }
}
