//! The one rule for what a save records about the source.

use crate::sidecar::SourceInfo;

/// The source record for a save, where the sidecar has `before` and the document is `now`. As long as some glosses
/// need a review, the record keeps naming the text in which they were recorded, since it helps to place them. The
/// file name is always the current one. `are_settled`, whether no gloss needs a review, is asked only if the text or
/// its reader is another one.
pub fn source_record(
    now: SourceInfo,
    before: Option<SourceInfo>,
    are_settled: impl FnOnce() -> bool,
) -> SourceInfo {
    let is_same = |before: &SourceInfo| (&before.sha256, &before.reader) == (&now.sha256, &now.reader);
    match before {
        Some(before) if !is_same(&before) && !are_settled() => SourceInfo { file: now.file, ..before },
        _ => now,
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
        assert_eq!(source_record(now.clone(), Some(before.clone()), || true), now);
        let unasked = || unreachable!("the text is the same, or there is no record");
        assert_eq!(source_record(now.clone(), None, unasked), now);
        let older = SourceInfo { length: None, ..info("old.txt", "now") };
        assert_eq!(source_record(now.clone(), Some(older), unasked), now);
        let kept = SourceInfo { file: "new.txt".to_owned(), ..before.clone() };
        assert_eq!(source_record(now, Some(before), || false), kept);
    }
}
