//! A team that shares its glosses through git: `gloss git-setup` once, then only git's own commands.

#[path = "support/require.rs"]
mod require;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

const ARTICLE: &str = "A deal\n\n“We agreed,” Mara said, “and we meant it.”\n\nNobody was told of it. The mill closed in May.\n";
const SIDECAR: &str = "a.txt.gloss.toml";

struct Done {
    code: i32,
    out: String,
}

/// A folder with clones of one repository, and a home folder of its own.
struct Desk {
    folder: TempDir,
}

impl Desk {
    /// A desk whose repository is set up and has an article with one gloss; `None` if git is missing.
    fn new() -> Option<Self> {
        let desk = Self::without_setup()?;
        desk.gloss("one", &["git-setup"]);
        desk.commit("one", "set up");
        Some(desk)
    }

    /// The same desk without the setup.
    fn without_setup() -> Option<Self> {
        if !require::program("git", "--version") {
            return None;
        }
        let desk = Self { folder: TempDir::new().expect("a folder") };
        fs::write(desk.path(".gitconfig"), "[user]\nname = Jo\nemail = jo@example.org\n[init]\ndefaultBranch = main\n[pull]\nrebase = false\n[advice]\n")
            .expect("written");
        desk.git(".", &["init", "-q", "one"]);
        fs::write(desk.path("one/a.txt"), ARTICLE).expect("written");
        desk.tag("one", "note", "A deal");
        desk.commit("one", "begin");
        Some(desk)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, program: &Path, clone: &str, args: &[&str]) -> Done {
        let bin = Path::new(env!("CARGO_BIN_EXE_gloss")).parent().expect("a folder");
        let paths = env::var_os("PATH").unwrap_or_default();
        let paths = [bin.to_owned()].into_iter().chain(env::split_paths(&paths));
        let done = Command::new(program)
            .args(args)
            .current_dir(self.path(clone))
            .env("PATH", env::join_paths(paths).expect("a path"))
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.path(".config"))
            .env("XDG_STATE_HOME", self.path(".state"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_EDITOR", "true")
            .env_remove("GIT_DIR")
            .output()
            .expect("run");
        let text = [done.stdout, done.stderr].concat();
        Done { code: done.status.code().unwrap_or(-1), out: String::from_utf8_lossy(&text).into_owned() }
    }

    fn try_git(&self, clone: &str, args: &[&str]) -> Done {
        self.run(Path::new("git"), clone, args)
    }

    fn git(&self, clone: &str, args: &[&str]) -> String {
        let done = self.try_git(clone, args);
        assert_eq!(done.code, 0, "git {args:?}: {}", done.out);
        done.out
    }

    fn gloss(&self, clone: &str, args: &[&str]) -> Done {
        self.run(Path::new(env!("CARGO_BIN_EXE_gloss")), clone, args)
    }

    /// Tags these words; returns the id of the gloss.
    fn tag(&self, clone: &str, kind: &str, words: &str) -> String {
        let done = self.gloss(clone, &["add", "a.txt", "--tag", kind, "--exact", words]);
        assert_eq!(done.code, 0, "{}", done.out);
        done.out.trim().to_owned()
    }

    fn commit(&self, clone: &str, message: &str) {
        self.git(clone, &["add", "-A"]);
        self.git(clone, &["commit", "-q", "-m", message]);
    }

    /// Makes a second clone and sets it up.
    fn clone(&self, name: &str) {
        self.git(".", &["clone", "-q", "one", name]);
        assert_eq!(self.gloss(name, &["git-setup"]).code, 0);
    }

    fn sidecar(&self, clone: &str) -> String {
        fs::read_to_string(self.path(clone).join(SIDECAR)).expect("read")
    }

    fn edit(&self, clone: &str, from: &str, to: &str) {
        let text = self.sidecar(clone);
        assert!(text.contains(from), "{from} in {text}");
        fs::write(self.path(clone).join(SIDECAR), text.replace(from, to)).expect("written");
    }

    /// Checks that all of these glosses are there and that `gloss check` finds nothing to report.
    fn assert_clean(&self, clone: &str, ids: &[&str]) {
        let listed = self.gloss(clone, &["list", "a.txt", "--json"]).out;
        for id in ids {
            assert!(listed.contains(id), "{id} in {listed}");
        }
        let checked = self.gloss(clone, &["check", "a.txt"]);
        let all = format!("a.txt: {} unchanged\n", ids.len() + 1);
        assert_eq!((checked.code, checked.out), (0, all));
        assert_eq!(self.git(clone, &["status", "--porcelain"]), "");
    }
}

#[test]
fn two_clones_that_tag_one_article_are_merged() {
    let Some(desk) = Desk::new() else { return };
    desk.clone("two");
    // The new glosses stand next to each other, where a merge by lines would fail.
    let ours =
        [desk.tag("one", "quote", "“We agreed,”"), desk.tag("one", "claim", "The mill closed in May.")];
    desk.commit("one", "ours");
    let theirs =
        [desk.tag("two", "quote", "“and we meant it.”"), desk.tag("two", "claim", "Nobody was told of it.")];
    desk.commit("two", "theirs");
    desk.git("two", &["pull", "-q"]);
    let all: Vec<&str> = ours.iter().chain(&theirs).map(String::as_str).collect();
    desk.assert_clean("two", &all);
    desk.git("one", &["pull", "-q", "../two"]);
    desk.assert_clean("one", &all);
}

/// In one clone the setup was done, while another commits the attributes first.
#[test]
fn the_first_attributes_come_with_the_merge() {
    let Some(desk) = Desk::without_setup() else { return };
    desk.clone("two");
    assert_eq!(desk.gloss("one", &["git-setup"]).code, 0);
    let ours = desk.tag("one", "quote", "“We agreed,”");
    desk.commit("one", "ours, and the attributes");
    let theirs = desk.tag("two", "quote", "“and we meant it.”");
    desk.git("two", &["add", SIDECAR]);
    desk.git("two", &["commit", "-q", "-m", "theirs"]);
    let refused = desk.try_git("two", &["pull", "-q"]);
    assert!(refused.out.contains(".gitattributes"), "{}", refused.out);
    fs::remove_file(desk.path("two/.gitattributes")).expect("removed");
    desk.git("two", &["pull", "-q"]);
    desk.assert_clean("two", &[&ours, &theirs]);
}

#[test]
fn what_git_merged_by_lines_is_merged_again() {
    let Some(desk) = Desk::without_setup() else { return };
    desk.git(".", &["clone", "-q", "one", "two"]);
    let ours = desk.tag("one", "quote", "“We agreed,”");
    desk.commit("one", "ours");
    let theirs = desk.tag("two", "quote", "“and we meant it.”");
    desk.commit("two", "theirs");
    assert_eq!(desk.try_git("two", &["pull", "-q"]).code, 1);
    let told = desk.gloss("two", &["check", "a.txt"]);
    assert_eq!(told.code, 3, "{}", told.out);
    for part in ["git merged it line by line", "gloss git-setup", "git checkout --merge a.txt.gloss.toml"] {
        assert!(told.out.contains(part), "{part} in {}", told.out);
    }
    assert_eq!(desk.gloss("two", &["git-setup"]).code, 0);
    desk.git("two", &["checkout", "--merge", SIDECAR]);
    desk.commit("two", "merged");
    desk.assert_clean("two", &[&ours, &theirs]);
}

#[test]
fn an_edited_article_is_merged_with_its_glosses() {
    let Some(desk) = Desk::new() else { return };
    desk.clone("two");
    fs::write(desk.path("one/a.txt"), ARTICLE.replace("Nobody", "They shook hands.\n\nNobody"))
        .expect("written");
    let ours = desk.tag("one", "claim", "The mill closed in May.");
    desk.gloss("one", &["check", "--fix", "a.txt"]);
    desk.commit("one", "ours");
    let theirs = desk.tag("two", "quote", "“and we meant it.”");
    desk.commit("two", "theirs");
    desk.git("two", &["pull", "-q"]);
    desk.assert_clean("two", &[&ours, &theirs]);
}

#[test]
fn branches_are_rebased_and_commits_picked() {
    let Some(desk) = Desk::new() else { return };
    desk.git("one", &["checkout", "-q", "-b", "side"]);
    let first = desk.tag("one", "quote", "“We agreed,”");
    desk.commit("one", "first");
    let second = desk.tag("one", "quote", "“and we meant it.”");
    desk.commit("one", "second");
    desk.git("one", &["checkout", "-q", "main"]);
    let third = desk.tag("one", "claim", "Nobody was told of it.");
    desk.commit("one", "third");
    desk.git("one", &["checkout", "-q", "-b", "picked"]);
    desk.git("one", &["cherry-pick", "side"]);
    desk.assert_clean("one", &[&second, &third]);
    desk.git("one", &["revert", "--no-edit", "HEAD"]);
    desk.assert_clean("one", &[&third]);
    desk.git("one", &["checkout", "-q", "side"]);
    desk.git("one", &["rebase", "-q", "main"]);
    desk.assert_clean("one", &[&first, &second, &third]);
    let fourth = desk.tag("one", "claim", "The mill closed in May.");
    desk.git("one", &["stash", "-q"]);
    desk.git("one", &["reset", "-q", "--hard", "main"]);
    desk.git("one", &["stash", "pop", "-q"]);
    desk.commit("one", "fourth");
    desk.assert_clean("one", &[&third, &fourth]);
}

/// Git merges the bases of the two merges first, with the same driver.
#[test]
fn branches_that_merged_each_other_are_merged_again() {
    let Some(desk) = Desk::new() else { return };
    let tag = |branch: &str, words: &str| {
        desk.git("one", &["checkout", "-q", "-B", branch, "main"]);
        let id = desk.tag("one", "claim", words);
        desk.commit("one", branch);
        id
    };
    let (x, y) = (tag("x", "“We agreed,”"), tag("y", "Nobody was told of it."));
    desk.git("one", &["branch", "old-x", "x"]);
    for (branch, other) in [("x", "y"), ("y", "old-x")] {
        desk.git("one", &["checkout", "-q", branch]);
        desk.git("one", &["merge", "-q", "--no-ff", "--no-edit", other]);
    }
    // A gloss that one side deletes was in both merges, but not in their first common ancestor.
    let text = desk.sidecar("one");
    let entries = text.split_inclusive("\n\n").filter(|entry| !entry.contains(&y));
    fs::write(desk.path("one").join(SIDECAR), entries.collect::<String>()).expect("written");
    desk.commit("one", "without");
    desk.git("one", &["checkout", "-q", "x"]);
    let third = desk.tag("one", "claim", "The mill closed in May.");
    desk.commit("one", "third");
    desk.git("one", &["merge", "-q", "--no-edit", "y"]);
    desk.assert_clean("one", &[&x, &third]);
}

#[test]
fn a_sidecar_that_both_have_begun_is_merged() {
    let Some(desk) = Desk::new() else { return };
    for (branch, words) in [("left", "Nobody"), ("right", "May")] {
        desk.git("one", &["checkout", "-q", "-b", branch, "main"]);
        fs::write(desk.path("one/b.txt"), ARTICLE).expect("written");
        let done = desk.gloss("one", &["add", "b.txt", "--tag", "note", "--exact", words]);
        assert_eq!(done.code, 0, "{}", done.out);
        desk.commit("one", branch);
    }
    desk.git("one", &["merge", "-q", "--no-edit", "left"]);
    assert_eq!(desk.gloss("one", &["check", "b.txt"]).out, "b.txt: 2 unchanged\n");
}

/// Git merges more than two branches by lines or not at all, without asking a merge driver.
#[test]
fn an_octopus_loses_nothing() {
    let Some(desk) = Desk::new() else { return };
    let words = [("x", "“We agreed,”"), ("y", "Nobody was told of it."), ("z", "The mill closed in May.")];
    let tag = |(branch, words): &(&str, &str)| {
        desk.git("one", &["checkout", "-q", "-b", branch, "main"]);
        let id = desk.tag("one", "claim", words);
        desk.commit("one", branch);
        id
    };
    let ids: Vec<String> = words.iter().map(tag).collect();
    desk.git("one", &["checkout", "-q", "main"]);
    let octopus = desk.try_git("one", &["merge", "-q", "--no-edit", "x", "y", "z"]);
    if octopus.code != 0 {
        desk.git("one", &["reset", "-q", "--hard", "main"]);
        for (branch, _) in words {
            desk.git("one", &["merge", "-q", "--no-edit", branch]);
        }
    }
    desk.assert_clean("one", &ids.iter().map(String::as_str).collect::<Vec<_>>());
    // A document for each branch is no question of lines.
    for name in ["b", "c"] {
        let file = format!("{name}.txt");
        desk.git("one", &["checkout", "-q", "-b", name, "main"]);
        fs::write(desk.path("one").join(&file), ARTICLE).expect("written");
        assert_eq!(desk.gloss("one", &["add", &file, "--tag", "note", "--exact", "May"]).code, 0);
        desk.commit("one", name);
    }
    desk.git("one", &["checkout", "-q", "main"]);
    desk.git("one", &["merge", "-q", "--no-edit", "b", "c"]);
    let checked = desk.gloss("one", &["check", "a.txt", "b.txt", "c.txt"]);
    assert_eq!((checked.code, checked.out.lines().count()), (0, 3), "{}", checked.out);
}

#[test]
fn a_conflict_stops_git_and_leaves_both_versions() {
    let Some(desk) = Desk::new() else { return };
    desk.clone("two");
    desk.edit("one", "tag = \"note\"\n", "tag = \"claim\"\n");
    desk.commit("one", "ours");
    desk.edit("two", "tag = \"note\"\n", "tag = \"quote\"\n");
    desk.commit("two", "theirs");
    let done = desk.try_git("two", &["pull", "-q"]);
    assert_eq!(done.code, 1, "{}", done.out);
    assert!(
        done.out.contains(&format!("{SIDECAR}: ")) && done.out.contains("both sides changed tag"),
        "{}",
        done.out
    );
    let listed = desk.gloss("two", &["list", "a.txt"]).out;
    assert_eq!(listed.matches("review=both sides changed tag: the other version is ").count(), 2, "{listed}");
    assert!(listed.contains("claim") && listed.contains("quote"));
    assert!(!desk.sidecar("two").contains("<<<<"));
    desk.commit("two", "for review");
}

#[test]
fn what_cannot_be_read_is_left_to_git() {
    let Some(desk) = Desk::new() else { return };
    desk.clone("two");
    let ours = desk.tag("one", "claim", "The mill closed in May.");
    desk.commit("one", "ours");
    desk.edit("two", "format", "<<<<<<< format");
    desk.commit("two", "theirs");
    let before = desk.sidecar("one");
    let done = desk.try_git("one", &["pull", "-q", "../two"]);
    assert_ne!(done.code, 0);
    assert!(done.out.contains(&format!("can't merge {SIDECAR}")), "{}", done.out);
    assert_eq!(desk.sidecar("one"), before);
    assert!(before.contains(&ours));
    assert!(desk.git("one", &["diff", "HEAD", "FETCH_HEAD"]).contains("is not valid TOML"));
}

#[test]
fn differences_are_shown_as_text() {
    let Some(desk) = Desk::new() else { return };
    desk.tag("one", "claim", "The mill closed in May.");
    let diff = desk.git("one", &["diff"]);
    assert!(diff.contains("+claim: ") && diff.contains("+  words: The mill closed in May."), "{diff}");
    assert!(!diff.contains("prefix"), "{diff}");
}

#[test]
fn setting_up_twice_changes_nothing() {
    let Some(desk) = Desk::new() else { return };
    desk.git(".", &["init", "-q", "three"]);
    fs::write(desk.path("three/.gitattributes"), "*.txt text").expect("written");
    fs::create_dir_all(desk.path("three/.git/info")).expect("made");
    fs::write(desk.path("three/.git/info/attributes"), "*.md text\n").expect("written");
    let attributes = || fs::read_to_string(desk.path("three/.gitattributes")).expect("read");
    let config = || desk.git("three", &["config", "--local", "--list"]);
    let planned = desk.gloss("three", &["git-setup", "--dry-run"]);
    assert!(planned.code == 0 && planned.out.contains("would be"), "{}", planned.out);
    assert!(!planned.out.contains("This clone merges"), "it does not yet: {}", planned.out);
    assert_eq!((attributes().as_str(), config().contains("gloss")), ("*.txt text", false));
    assert_eq!(desk.gloss("three", &["git-setup"]).code, 0);
    let own = || fs::read_to_string(desk.path("three/.git/info/attributes")).expect("read");
    let before = (attributes(), own(), config());
    assert_eq!(before.0, "*.txt text\n*.gloss.toml merge=gloss diff=gloss\n");
    assert_eq!(before.1, "*.md text\n*.gloss.toml merge=gloss diff=gloss\n");
    assert!(before.2.contains("merge.gloss.driver=gloss merge %O %A %B -L %P"), "{}", before.2);
    assert_eq!(desk.gloss("three", &["git-setup"]).code, 0);
    assert_eq!((attributes(), own(), config()), before);
    // For all repositories, and where there is none.
    let done = desk.gloss(".", &["git-setup"]);
    assert!(done.code == 3 && done.out.contains("--global"), "{}", done.out);
    assert_eq!(desk.gloss(".", &["git-setup", "--global"]).code, 0);
    assert!(desk.git("three", &["check-attr", "merge", "x.gloss.toml"]).contains("merge: gloss"));
    assert!(desk.path(".config/git/attributes").exists());
}
