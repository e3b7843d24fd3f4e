//! The spans of a gloss as brat has them: no fragment crosses the end of a line.

use crate::text::CodePoints;

/// Whether `c` ends a line for brat, or for Python when it reads the file by lines.
pub fn is_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Splits spans into fragments, all in code points: each span without its line ends and without lines of white space
/// alone. A span of line ends only becomes one empty fragment.
pub fn split(text: &CodePoints<'_>, spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut fragments = Vec::new();
    for &(start, end) in spans {
        let before = fragments.len();
        let mut at = start;
        for line in text.slice(start, end).unwrap_or_default().split(is_break) {
            let is_blank = line.chars().all(char::is_whitespace);
            let length = line.chars().count();
            if !is_blank || length == end - start {
                fragments.push((at, at + length));
            }
            at += length + 1;
        }
        if fragments.len() == before {
            fragments.push((start, start));
        }
    }
    fragments
}

/// Joins fragments into spans: two with only white space between them that includes a line end become one.
pub fn join(text: &CodePoints<'_>, fragments: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for &(start, end) in fragments {
        let is_continued = |from: usize| {
            let between = text.slice(from, start).unwrap_or_default();
            between.contains(is_break) && between.chars().all(|c| c.is_whitespace() || is_break(c))
        };
        match spans.last_mut() {
            Some(last) if is_continued(last.1) => last.1 = end,
            _ => spans.push((start, end)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_over_lines_is_several_fragments() {
        let text = CodePoints::new("One fine\r\nday.\n \n\nTwo.");
        let fragments = split(&text, &[(4, 18), (18, 22)]);
        assert_eq!(fragments, [(4, 8), (10, 14), (18, 22)]);
        assert_eq!(join(&text, &fragments), [(4, 22)]);
        assert_eq!(split(&text, &[(8, 10)]), [(8, 8)]);
        assert_eq!(split(&text, &[(3, 4)]), [(3, 4)], "white space alone");
        assert_eq!(join(&text, &[(0, 3), (4, 8)]), [(0, 3), (4, 8)], "on one line");
    }
}
