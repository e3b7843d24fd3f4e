//! Where something is in a file that a person edits.

/// The line and the column of the byte `at`, both from 1, the column in code points. An offset within a character
/// counts as that of its start, one after the end as the end.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..text.floor_char_boundary(at)).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_counted_from_one_in_code_points() {
        let text = "né\nöl x\n";
        let of = |part: &str| line_and_column(text, text.find(part).expect("there"));
        assert_eq!([of("n"), of("é"), of("\n"), of("l"), of("x")], [(1, 1), (1, 2), (1, 3), (2, 2), (2, 4)]);
        assert_eq!(line_and_column(text, 2), (1, 2), "within the é");
        assert_eq!([line_and_column(text, 99), line_and_column("", 0)], [(3, 1), (1, 1)]);
    }
}
