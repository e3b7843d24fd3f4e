//! The spans of a gloss as brat has them: no fragment crosses the end of a line.

/// Whether `c` ends a line for brat, or for Python when it reads the file by lines.
pub fn is_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Splits spans into fragments, all in code points: each span without its line ends and without lines of white space
/// alone. A span of line ends only becomes one empty fragment.
pub fn split(text: &[char], spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut fragments = Vec::new();
    for &(start, end) in spans {
        let before = fragments.len();
        let mut at = start;
        for line in text[start..end].split(|&c| is_break(c)) {
            let is_blank = line.iter().all(|c| c.is_whitespace());
            if !is_blank || line.len() == end - start {
                fragments.push((at, at + line.len()));
            }
            at += line.len() + 1;
        }
        if fragments.len() == before {
            fragments.push((start, start));
        }
    }
    fragments
}

/// Joins fragments into spans: two with only white space between them that includes a line end become one.
pub fn join(text: &[char], fragments: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for &(start, end) in fragments {
        let is_continued = |from: usize| {
            let between = text.get(from..start).unwrap_or_default();
            between.iter().any(|&c| is_break(c)) && between.iter().all(|c| c.is_whitespace() || is_break(*c))
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
        let text: Vec<char> = "One fine\r\nday.\n \n\nTwo.".chars().collect();
        let fragments = split(&text, &[(4, 18), (18, 22)]);
        assert_eq!(fragments, [(4, 8), (10, 14), (18, 22)]);
        assert_eq!(join(&text, &fragments), [(4, 22)]);
        assert_eq!(split(&text, &[(8, 10)]), [(8, 8)]);
        assert_eq!(split(&text, &[(3, 4)]), [(3, 4)], "white space alone");
        assert_eq!(join(&text, &[(0, 3), (4, 8)]), [(0, 3), (4, 8)], "on one line");
    }
}
