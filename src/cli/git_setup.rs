//! `gloss git-setup`: configures git to merge sidecars gloss by gloss and to show their differences as text.

use std::{
    env, fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    process::Command,
};

use clap::Args;

use super::{
    context::Context,
    environment,
    error::{Error, Exit},
};
use crate::platform;

const AFTER_HELP: &str = r"Example:
  gloss git-setup

Adds a line to .gitattributes (for all clones) and to .git/info/attributes (for this one), and sets a merge driver and a textconv in the repository's configuration. Existing settings are kept.";

/// Set git up to merge and show sidecars gloss by gloss
#[derive(Clone, Copy, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct GitSetupArgs {
    /// Set it up for all repositories of this user
    #[arg(long)]
    global: bool,
    /// Print what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// The line for git's attributes file: the files, and the drivers git uses for them.
const ATTRIBUTES: &str = "*.gloss.toml merge=gloss diff=gloss";

/// What a person does after a repository was set up.
const NEXT: &str = "This clone merges gloss by gloss, whatever is committed.
Commit .gitattributes for the others; whoever clones the repository runs gloss git-setup once.
If a pull brings one and git would not overwrite yours, remove yours and pull again.";

/// Sets up the repository of the current folder, or all of this user's. A dry run only says what would be done.
pub fn run(args: GitSetupArgs, context: &Context) -> Result<Exit, Error> {
    let GitSetupArgs { global, dry_run } = args;
    let scope = if global { "--global" } else { "--local" };
    let attributes = if global { vec![attributes_of_user()?] } else { attributes_of_repository()? };
    let mut done = attributes
        .iter()
        .map(|attributes| {
            if !global && attributes.is_symlink() {
                let what = format!("{} is a link, which git does not follow", attributes.display());
                return Err(Error::failed(what).hint("put a file in its place"));
            }
            add_attributes(attributes, dry_run)
        })
        .collect::<Result<Vec<String>, Error>>()?;
    let gloss = program();
    for (key, value) in [
        ("merge.gloss.name", "glosses, one by one".to_owned()),
        ("merge.gloss.driver", format!("{gloss} merge %O %A %B -L %P")),
        ("diff.gloss.textconv", format!("{gloss} diff")),
    ] {
        let config = |args: &[&str]| git(&[&["config", scope], args].concat());
        if config(&["--get", key])?.as_deref() == Some(value.as_str()) {
            done.push(format!("git config {key}: is set"));
            continue;
        }
        if !dry_run {
            config(&[key, &value])?.ok_or_else(|| Error::failed(format!("git could not set {key}")))?;
        }
        done.push(format!("git config {key}: {}", planned(&format!("set to {value}"), dry_run)));
    }
    if !global && !dry_run {
        done.push(NEXT.to_owned());
    }
    context.output.print_lines(|out| {
        done.iter().flat_map(|told| told.lines()).try_for_each(|line| writeln!(out, "{line}"))
    })
}

fn planned(what: &str, dry_run: bool) -> String {
    if dry_run { format!("would be {what}") } else { what.to_owned() }
}

/// The output of git without the final line break; `None` if it exits with another code than 0.
fn git(args: &[&str]) -> Result<Option<String>, Error> {
    let done = Command::new("git").args(args).output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            Error::failed("git is not on the path").hint("install git, or add its folder to PATH")
        }
        _ => Error::failed(format!("git could not be started: {}", platform::reason(&error))),
    })?;
    let text = String::from_utf8_lossy(&done.stdout).trim_end_matches(['\n', '\r']).to_owned();
    Ok(done.status.success().then_some(text))
}

/// The attributes file that is committed, so that every clone has it, and that of this clone alone: the latter makes
/// the driver known before the former is first committed, and while a merge brings it in.
fn attributes_of_repository() -> Result<Vec<PathBuf>, Error> {
    let top = git(&["rev-parse", "--show-toplevel"])?.filter(|top| !top.is_empty());
    let top = top.ok_or_else(|| {
        Error::failed("this folder is in no git repository with a working tree")
            .hint("go to the repository, or use --global for all of yours")
    })?;
    let own = git(&["rev-parse", "--git-path", "info/attributes"])?
        .ok_or_else(|| Error::failed("git does not say where this clone's attributes are"))?;
    Ok(vec![Path::new(&top).join(".gitattributes"), PathBuf::from(own)])
}

/// The path of the user's attributes file, as git's configuration names it, or else the default.
fn attributes_of_user() -> Result<PathBuf, Error> {
    if let Some(path) = git(&["config", "--global", "--type=path", "--get", "core.attributesFile"])? {
        return Ok(PathBuf::from(path));
    }
    let folder = environment::xdg("XDG_CONFIG_HOME", ".config", "git");
    let folder = folder.ok_or_else(|| {
        Error::failed("there is no home folder: HOME is not set")
            .hint("set HOME, or leave --global out, for one repository")
    })?;
    Ok(folder.join("attributes"))
}

/// Adds the program's line at the end of the file, where it takes precedence, unless a line says the same.
fn add_attributes(path: &Path, dry_run: bool) -> Result<String, Error> {
    let failed =
        |error| Error::failed(format!("can't write {}: {}", path.display(), platform::reason(&error)));
    let old = match platform::read_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        other => other.map_err(failed)?,
    };
    let shown = path.display();
    if String::from_utf8_lossy(&old)
        .lines()
        .any(|line| line.split_whitespace().eq(ATTRIBUTES.split_whitespace()))
    {
        return Ok(format!("{shown}: has {ATTRIBUTES}"));
    }
    if !dry_run {
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
        let line_break = if old.is_empty() || old.ends_with(b"\n") { "" } else { "\n" };
        let mut file = fs::OpenOptions::new().create(true).append(true).open(path).map_err(failed)?;
        file.write_all(format!("{line_break}{ATTRIBUTES}\n").as_bytes()).map_err(failed)?;
    }
    Ok(format!("{shown}: {}", planned(&format!("given {ATTRIBUTES}"), dry_run)))
}

/// The command by which git's shell calls this program: its name if that is on the path, else its full path.
fn program() -> String {
    let on_path = env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join("gloss").is_file()));
    match env::current_exe() {
        Ok(here) if !on_path => format!("'{}'", here.to_string_lossy().replace('\'', r"'\''")),
        _ => "gloss".to_owned(),
    }
}
