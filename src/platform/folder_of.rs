//! The folder that a file lies in.

use std::path::Path;

/// The folder of the file at `path`; that of a bare name is the current one, which `Path::parent` has as an empty path that
/// cannot be opened.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_name_lies_in_the_current_folder() {
        assert_eq!(folder_of(Path::new("a.txt")), Path::new("."));
        assert_eq!(folder_of(Path::new("./a.txt")), Path::new("."));
        assert_eq!(folder_of(Path::new("notes/a.txt")), Path::new("notes"));
        assert_eq!(folder_of(Path::new("/a.txt")), Path::new("/"));
    }
}
