//! Printing tallies: bars for a person, lines or JSON for programs.

use std::io;

use serde_json::Value as Json;

use super::{super::lines::Lines, Section, Tally};
use crate::text::cells;

/// The longest bar, in cells. Chosen by hand.
const MAX_BAR_CELLS: usize = 30;

/// The widest name of a value, in cells. Chosen by hand.
const MAX_NAME_CELLS: usize = 40;

/// Writes a JSON object: the sums, and under `by` the values of each name with theirs.
pub fn json(out: &mut dyn io::Write, total: Tally, sections: &[Section]) -> io::Result<()> {
    let with = |mut value: Json, tally: Tally| {
        value["glosses"] = tally.glosses.into();
        value["words"] = tally.words.into();
        value["documents"] = tally.documents.into();
        value
    };
    let mut by = serde_json::Map::new();
    for section in sections {
        let row = |(value, tally): &(String, Tally)| {
            let value = Some(value).filter(|value| !value.is_empty());
            with(serde_json::json!({ "value": value }), *tally)
        };
        by.insert(section.name.clone(), section.rows.iter().map(row).collect());
    }
    let value = with(serde_json::json!({ "by": by }), total);
    writeln!(out, "{value:#}")
}

/// Writes tab-separated lines: name, value, glosses, words, documents.
pub fn lines(out: &mut Lines<'_>, total: Tally, sections: &[Section]) -> io::Result<()> {
    let line = |out: &mut Lines<'_>, name: &str, value: &str, tally: Tally| {
        let (name, value) = (name.replace('\t', "␉"), value.replace(['\n', '\r', '\t'], " "));
        writeln!(out, "{name}\t{value}\t{}\t{}\t{}", tally.glosses, tally.words, tally.documents)
    };
    line(out, "all", "", total)?;
    for section in sections {
        section.shown().iter().try_for_each(|(value, tally)| line(out, &section.name, value, *tally))?;
    }
    Ok(())
}

/// Writes a table with a bar in each row.
pub fn bars(out: &mut Lines<'_>, total: Tally, sections: &[Section]) -> io::Result<()> {
    let Tally { glosses, words, documents } = total;
    writeln!(out, "{glosses} glosses of {words} words in {documents} documents")?;
    for section in sections {
        let shown = section.shown();
        let names: Vec<String> = shown.iter().map(|(value, _)| name(value)).collect();
        let width = names.iter().map(|name| cells::width(name, 0)).max().unwrap_or(0).max(section.name.len());
        let most = shown.iter().map(|(_, tally)| tally.glosses).max().unwrap_or(0);
        writeln!(out)?;
        writeln!(out, "{:width$}  glosses    words  documents", section.name)?;
        for (name, (_, tally)) in names.iter().zip(shown) {
            let space = " ".repeat(width - cells::width(name, 0));
            let Tally { glosses, words, documents } = tally;
            writeln!(out, "{name}{space}  {glosses:7}  {words:7}  {documents:9}  {}", bar(*glosses, most))?;
        }
        match section.rows.len() - shown.len() {
            0 => {}
            more => writeln!(out, "and {more} more; --by {} shows all", section.name)?,
        }
    }
    Ok(())
}

/// The name of a value, cut to the width of its column.
fn name(value: &str) -> String {
    if value.is_empty() {
        return "–".to_owned();
    }
    let line = value.replace(['\n', '\r', '\t'], " ");
    let shown = cells::printable(&line);
    if cells::width(&shown, 0) <= MAX_NAME_CELLS {
        return shown.into_owned();
    }
    let mut cut = String::new();
    for c in shown.chars() {
        cut.push(c);
        if cells::width(&cut, 0) > MAX_NAME_CELLS - 1 {
            cut.pop();
            break;
        }
    }
    cut + "…"
}

/// A bar whose length is to that of the longest as `part` is to `whole`, to an eighth of a cell.
fn bar(part: usize, whole: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (part * MAX_BAR_CELLS * 8).div_ceil(whole.max(1));
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_part() {
        assert_eq!(bar(8, 8), "█".repeat(MAX_BAR_CELLS));
        assert_eq!(bar(0, 8), "");
        assert_eq!(bar(1, MAX_BAR_CELLS * 8), "▏");
        assert_eq!(bar(4, 8), "█".repeat(MAX_BAR_CELLS / 2));
    }

    #[test]
    fn names_fit_in_their_column() {
        assert_eq!(name(""), "–");
        assert_eq!(name("Mara\nVoss"), "Mara Voss");
        let long = name(&"東".repeat(MAX_NAME_CELLS));
        assert!(cells::width(&long, 0) <= MAX_NAME_CELLS && long.ends_with('…'), "{long}");
    }
}
