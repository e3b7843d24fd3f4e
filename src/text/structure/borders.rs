//! Where grapheme clusters begin, for many places of a text at once.

use unicode_segmentation::UnicodeSegmentation;

/// The places that lie inside a grapheme cluster, each with the start of that cluster.
pub struct Borders(Vec<(usize, usize)>);

impl Borders {
    /// Looks at `places` of `text` (bytes, in any order). Reads the text at most once, however the places lie.
    pub fn new(text: &str, mut places: Vec<usize>) -> Self {
        places.retain(|&place| !is_plainly_border(text.as_bytes(), place));
        places.sort_unstable();
        places.dedup();
        let mut inside = Vec::new();
        let mut known = 0;
        for place in places {
            // A line feed ends every cluster, so that what stands before it need not be read.
            let line =
                memchr::memrchr(b'\n', &text.as_bytes()[known..place]).map_or(known, |i| known + i + 1);
            let mut start = line;
            for cluster in text[line..].graphemes(true) {
                if start + cluster.len() > place {
                    break;
                }
                start += cluster.len();
            }
            known = start;
            if start < place {
                inside.push((place, start));
            }
        }
        Self(inside)
    }

    /// The start of the cluster that `place` lies in: `place` itself, if a cluster begins there.
    pub fn floor(&self, place: usize) -> usize {
        match self.0.binary_search_by_key(&place, |(inside, _)| *inside) {
            Ok(found) => self.0[found].1,
            Err(_) => place,
        }
    }
}

/// Whether the bytes on both sides tell that a cluster begins at `place`. What they don't tell has to be read.
fn is_plainly_border(text: &[u8], place: usize) -> bool {
    if place == 0 || place >= text.len() {
        return true;
    }
    let (before, after) = (text[place - 1], text[place]);
    let crlf = before == b'\r' && after == b'\n';
    !crlf && (before.is_ascii_control() || after.is_ascii_control() || before.is_ascii() && after.is_ascii())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_place_is_taken_to_the_start_of_its_cluster(text in "[a e\u{301}\u{600}👩\u{200d}💻🇩🇪\r\n\u{1f3fd}가각]{0,30}") {
            let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            let places: Vec<usize> = (0..=text.len()).rev().collect();
            let borders = Borders::new(&text, places);
            for place in 0..=text.len() {
                let floor = starts[starts.partition_point(|&start| start <= place) - 1];
                prop_assert_eq!(borders.floor(place), floor);
            }
        }
    }
}
