//! The addresses of links, which a document's author wrote and nobody has checked: what each leads to, as far as it may be followed.

use std::path::{Component, Path, PathBuf};

use crate::text::percent_decode;

/// The longest address that is followed, in bytes: browsers take no longer ones.
const MAX_ADDRESS_BYTES: usize = 2048;

/// The schemes of addresses that are given to a browser. Any other one could start whatever is registered for it.
const WEB_SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// To the browser. The address begins with its scheme and has no control characters.
    Web(String),
    /// To a file at a path from the document's folder, and perhaps to a section of it by its name.
    File {
        /// The path, which is relative.
        path: PathBuf,
        /// The name of the section.
        section: Option<String>,
    },
    /// To a section of the document itself, by its name.
    Section(String),
    /// Nowhere, for this reason.
    Refused(String),
}

impl Address {
    /// What the address of a link in a document leads to.
    pub fn parse(address: &str) -> Self {
        let address = address.trim();
        if address.is_empty() || address.len() > MAX_ADDRESS_BYTES || address.chars().any(is_hidden) {
            return Self::Refused(
                "the address is empty, too long, or has characters that can't be seen".to_owned(),
            );
        }
        if let Some(section) = address.strip_prefix('#') {
            return Self::Section(percent_decode(section));
        }
        if let Some(rest) = address.strip_prefix("//") {
            return Self::Web(format!("https://{rest}"));
        }
        match scheme(address) {
            Some(scheme) => web(&scheme.to_ascii_lowercase(), &address[scheme.len() + 1..]),
            None => file(address),
        }
    }
}

/// The scheme of an address (RFC 3986, section 3.1); a single letter is a drive of Windows, which is none.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (is_scheme && scheme.len() > 1).then_some(scheme)
}

fn web(scheme: &str, rest: &str) -> Address {
    if !WEB_SCHEMES.contains(&scheme) {
        let known = WEB_SCHEMES.join(", ");
        return Address::Refused(format!("“{scheme}:” is not followed; {known} are, and paths of documents"));
    }
    // Mail programs take a file for this, and send it along.
    let parameters = rest.split_once('?').map_or("", |(_, parameters)| parameters);
    if scheme == "mailto" && percent_decode(parameters).to_lowercase().contains("attach") {
        return Address::Refused(
            "the link would attach a file to a letter, so it is not followed".to_owned(),
        );
    }
    Address::Web(format!("{scheme}:{rest}"))
}

fn file(address: &str) -> Address {
    let (path, section) = match address.split_once('#') {
        Some((path, section)) => (path, Some(percent_decode(section)).filter(|section| !section.is_empty())),
        None => (address, None),
    };
    let path = percent_decode(path.split_once('?').map_or(path, |(path, _)| path));
    if path.is_empty() || path.chars().any(is_hidden) {
        return Address::Refused("the link names no file".to_owned());
    }
    let path = PathBuf::from(path);
    let is_relative =
        |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir);
    if !path.components().all(is_relative) {
        let path = path.display();
        return Address::Refused(format!(
            "{path} is a path from the root of a site or a disk, so it is not followed"
        ));
    }
    Address::File { path, section }
}

/// Whether a character could make an address look like another one: controls, and marks that change the direction of writing.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The path of a file that a document in `folder` names, without `.` and with as few `..` as it has.
pub fn below(folder: &Path, path: &Path) -> PathBuf {
    let mut joined = folder.to_owned();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if joined.file_name().is_some() => _ = joined.pop(),
            part => joined.push(part),
        }
    }
    joined
}

/// Whether a relative path leads out of the folder that it starts from.
pub fn leads_out(path: &Path) -> bool {
    let mut depth = 0_usize;
    path.components().any(|part| match part {
        Component::ParentDir => match depth.checked_sub(1) {
            Some(less) => {
                depth = less;
                false
            }
            None => true,
        },
        Component::Normal(_) => {
            depth += 1;
            false
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_files_beside_the_document_are_followed() {
        let web = |address: &str| Address::Web(address.to_owned());
        let file = |path: &str, section: Option<&str>| Address::File {
            path: path.into(),
            section: section.map(str::to_owned),
        };
        for (address, leads_to) in [
            ("HTTPS://example.org/a b", web("https://example.org/a b")),
            ("//example.org/x", web("https://example.org/x")),
            ("mailto:nell@example.org?subject=locks", web("mailto:nell@example.org?subject=locks")),
            ("b.md", file("b.md", None)),
            ("../x/gr%C3%B6%C3%9Fe.md?v=1#The%20gate", file("../x/größe.md", Some("The gate"))),
            ("a:b/c.md#", file("a:b/c.md", None)),
            ("#upper-lock", Address::Section("upper-lock".to_owned())),
        ] {
            assert_eq!(Address::parse(address), leads_to, "{address}");
        }
    }

    #[test]
    fn what_could_start_something_else_is_refused() {
        let long = format!("https://example.org/{}", "x".repeat(MAX_ADDRESS_BYTES));
        for address in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "vscode://x",
            "data:text/html,x",
            "https://example.org/\u{1b}]52",
            "https://example.org/\u{202e}gpj.exe",
            "https://example.org/\na",
            "/etc/passwd",
            "%2Fetc/passwd",
            "a%00b.md",
            "mailto:a@b.c?%41TTACH=/etc/passwd",
            "",
            "?x=1",
            &long,
        ] {
            assert!(matches!(Address::parse(address), Address::Refused(_)), "{address}");
        }
        assert!(
            !matches!(Address::parse("--help.md"), Address::Web(_)),
            "it is a path, which is joined to a folder"
        );
    }

    #[test]
    fn a_path_is_joined_without_detours() {
        let joined = |folder: &str, path: &str| below(Path::new(folder), Path::new(path));
        assert_eq!(joined("notes", "./x/../b.md"), Path::new("notes/b.md"));
        assert_eq!(joined("notes", "../../b.md"), Path::new("../b.md"));
        assert_eq!(joined("", "b.md"), Path::new("b.md"));
        let out = |path: &str| leads_out(Path::new(path));
        assert_eq!([out("a/../b"), out("../a"), out("a/../../b")], [false, true, true]);
    }
}
