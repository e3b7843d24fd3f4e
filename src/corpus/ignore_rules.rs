//! The rules of `.gitignore` and `.ignore` files that count in a folder: its own, and those of the folders around it, up to
//! the git repository that it lies in.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// A repository's folder of git.
pub(super) const GIT_FOLDER: &str = ".git";

/// The files with rules, below their folder. In one folder, a later file overrides an earlier one.
const RULE_FILES: [&str; 3] = [".git/info/exclude", ".gitignore", ".ignore"];

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
        for file in RULE_FILES.map(|file| self.folder.join(file)) {
            // A file that isn't there has no rules, and neither has a line that can't be read, like with git. A pipe would
            // be waited for.
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
    pub fn below(&self, name: &str) -> Self {
        Self { folder: self.folder.join(name), innermost: self.innermost.clone() }
    }

    /// Whether the file or folder of this name in the folder is left out.
    pub fn leave_out(&self, name: &str, is_folder: bool) -> bool {
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
