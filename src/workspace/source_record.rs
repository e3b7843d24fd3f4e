//! The one rule for what a save says of the document.

use crate::sidecar::SourceInfo;

/// What a save says of the document, where the sidecar says `before` and the document is `now`. While it is not settled
/// where some glosses belong, the text in which they were recorded stays named: with its help they are told from others.
/// The file's name is always the one it has now.
pub fn source_record(now: SourceInfo, before: Option<SourceInfo>, is_settled: bool) -> SourceInfo {
    match before.filter(|_| !is_settled) {
        Some(before) => SourceInfo { file: now.file, ..before },
        None => now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_that_glosses_wait_for_stays_named() {
        let info = |file: &str, sha256: &str| SourceInfo {
            file: file.to_owned(),
            sha256: Some(sha256.to_owned()),
            length: Some(sha256.len()),
            ..SourceInfo::default()
        };
        let (now, before) = (info("new.txt", "now"), info("old.txt", "before"));
        assert_eq!(source_record(now.clone(), Some(before.clone()), true), now);
        assert_eq!(source_record(now.clone(), None, false), now);
        let kept = SourceInfo { file: "new.txt".to_owned(), ..before.clone() };
        assert_eq!(source_record(now, Some(before), false), kept);
    }
}
