//! The rules of `.gitignore` and `.ignore` files that count in a folder: its own, and those of the folders around it, up to
//! the git repository that it lies in.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// A repository's folder of git.
pub(super) const GIT_FOLDER: &str = ".git";

/// The files with rules in a folder. A later one overrides an earlier one.
const RULE_FILES: [&str; 2] = [".gitignore", ".ignore"];

/// How many bytes are read of a file of git that holds one path.
const MAX_GIT_FILE_BYTES: u64 = 8 * 1024;

/// The rules that count in a folder. A clone shares them.
#[derive(Clone, Debug)]
pub(super) struct IgnoreRules {
    /// The absolute path of the folder: rules are about paths below the folder of their file.
    folder: PathBuf,
    innermost: Option<Arc<Level>>,
}

/// The rules of one folder, and those of the folders around it.
#[derive(Debug)]
struct Level {
    rules: Gitignore,
    outer: Option<Arc<Level>>,
}

impl IgnoreRules {
    /// The rules of the folders around `folder`, up to the repository that it lies in; none where that is itself one, or
    /// where there is none.
    pub fn around(folder: &Path) -> Self {
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let mut around = Vec::new();
        let is_in_repository = folder.ancestors().any(|ancestor| {
            around.push(ancestor);
            ancestor.join(GIT_FOLDER).exists()
        });
        let mut rules = Self { folder: folder.clone(), innermost: None };
        if is_in_repository {
            for ancestor in around.into_iter().skip(1).rev() {
                ancestor.clone_into(&mut rules.folder);
                rules.add_own();
            }
        }
        Self { folder, ..rules }
    }

    /// Adds the rules in the folder's own files, which override those of the folders around it.
    pub fn add_own(&mut self) {
        let mut rules = GitignoreBuilder::new(&self.folder);
        let files = RULE_FILES.map(|file| self.folder.join(file));
        for file in repository_exclude(&self.folder).into_iter().chain(files) {
            // What isn't there has no rules, and neither has a line that can't be read, like with git. A pipe is not waited for.
            if file.is_file() {
                let _ = rules.add(file);
            }
        }
        if let Ok(rules) = rules.build()
            && !rules.is_empty()
        {
            self.innermost = Some(Arc::new(Level { rules, outer: self.innermost.take() }));
        }
    }

    /// The rules around the folder of this name in this one.
    pub fn below(&self, name: &OsStr) -> Self {
        Self { folder: self.folder.join(name), innermost: self.innermost.clone() }
    }

    /// Whether the file or folder of this name in the folder is left out.
    pub fn leave_out(&self, name: &OsStr, is_folder: bool) -> bool {
        let mut level = self.innermost.as_deref();
        if level.is_none() {
            return false;
        }
        let path = self.folder.join(name);
        while let Some(Level { rules, outer }) = level {
            match rules.matched(&path, is_folder) {
                ignore::Match::None => level = outer.as_deref(),
                matched => return matched.is_ignore(),
            }
        }
        false
    }
}

/// The file with a repository's own rules, if `folder` is the top of its working tree. There `.git` is the repository's folder, or,
/// in a further working tree and in a submodule, a file that names it.
fn repository_exclude(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(GIT_FOLDER);
    let exclude = |git: &Path| git.join("info/exclude");
    if git.is_dir() {
        return Some(exclude(&git));
    }
    let own = folder.join(path_in(&git)?.strip_prefix("gitdir:")?.trim());
    // A further working tree shares the rules of the first one.
    let common = path_in(&own.join("commondir"));
    Some(exclude(&common.map_or_else(|| own.clone(), |common| own.join(common.trim()))))
}

/// What a file of git says that holds one path.
fn path_in(file: &Path) -> Option<String> {
    let mut text = String::new();
    let file = file.is_file().then(|| File::open(file).ok())??;
    file.take(MAX_GIT_FILE_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}
