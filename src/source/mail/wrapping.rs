//! Lines of a plain text that a program wrapped: those that were one are joined again.

/// The shortest and the longest width in characters at which programs wrap messages. Chosen by hand.
const WIDTHS: [usize; 2] = [60, 100];

/// How much shorter than the longest line a line may be that was wrapped, in characters: quoted text was wrapped for its own width.
const MAX_SHORTER: usize = 8;

/// The width at which a text was wrapped, in characters; `None` if it wasn't.
pub fn width<'a>(lines: impl Iterator<Item = &'a str>) -> Option<usize> {
    let widths = lines.map(|line| line.chars().count()).filter(|width| *width <= WIDTHS[1]);
    widths.max().filter(|width| *width >= WIDTHS[0])
}

/// Whether a line was wrapped, so that `next` goes on with its sentence: the first word of it had no room.
pub fn goes_on(line: &str, next: &str, width: usize) -> bool {
    let first = next.split_whitespace().next().unwrap_or_default();
    let is_indented = next.starts_with([' ', '\t']) && !line.starts_with([' ', '\t']);
    !is_indented && line.chars().count() + 1 + first.chars().count() + MAX_SHORTER > width
}

/// Whether a line is a whole paragraph: nothing wraps lines so late.
pub fn is_paragraph(line: &str) -> bool {
    line.chars().count() > WIDTHS[1]
}

/// Whether lines are a table or a drawing: their spaces count.
pub fn is_drawn(lines: &[String]) -> bool {
    let has_columns = |line: &str| {
        let line = line.trim();
        line.contains("   ")
            || line.contains('\t')
            || line.starts_with(['|', '+']) && line.ends_with(['|', '+'])
    };
    lines.len() > 1 && lines.iter().filter(|line| has_columns(line)).count() * 3 >= lines.len() * 2
}

/// The marker of a list's item at the start of a line, and the rest of the line.
pub fn item(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let (marker, rest) = line.split_once(|c: char| c.is_whitespace())?;
    let is_bullet = matches!(marker, "-" | "*" | "•" | "+" | "–" | "·" | "o");
    let number = marker.strip_suffix(['.', ')']).map(|number| number.trim_start_matches('('));
    let is_number = number.is_some_and(|number| {
        let is_digits = number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
        let is_letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_lowercase());
        !number.is_empty() && (is_digits || is_letter)
    });
    ((is_bullet || is_number) && !rest.trim().is_empty()).then(|| (marker, rest.trim_start()))
}
