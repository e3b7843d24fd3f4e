//! A table with a row for each span. The parts of one gloss have its id and all that is said of it in common.

use std::io;

use super::{Export, attribute_names, paragraph, selectors};

/// Writes the table.
pub fn write(export: &Export<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let names = attribute_names(export);
    let mut table = csv::Writer::from_writer(out);
    let first = ["id", "tag", "part", "parts", "start", "end", "exact", "paragraph", "state"];
    let last = ["note", "links", "creator", "created", "modified", "generator"];
    table.write_record(first.into_iter().chain(names.iter().map(String::as_str)).chain(last))?;
    for placed in export.glosses {
        let gloss = &placed.gloss;
        let spans = selectors(export.text, placed);
        let links: Vec<String> =
            gloss.links.iter().map(|link| format!("{} {}", link.role, link.to)).collect();
        let paragraph = paragraph(export.text, placed).map(|n| n.to_string()).unwrap_or_default();
        for (i, span) in spans.iter().enumerate() {
            let mut row = vec![
                gloss.id.to_string(),
                gloss.tag.clone(),
                (i + 1).to_string(),
                spans.len().to_string(),
                span.start.to_string(),
                span.end.to_string(),
                span.exact.clone(),
                paragraph.clone(),
                placed.place.state.name().to_owned(),
            ];
            row.extend(
                names.iter().map(|n| gloss.attributes.get(n).map(ToString::to_string).unwrap_or_default()),
            );
            let texts =
                [&gloss.note, &None, &gloss.creator, &gloss.created, &gloss.modified, &gloss.generator];
            row.extend(texts.into_iter().map(|text| text.clone().unwrap_or_default()));
            let at = row.len() - last.len() + 1;
            row[at] = links.join("; ");
            table.write_record(row.iter().map(|cell| safe(cell)))?;
        }
    }
    table.flush()
}

/// A cell that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe in front, unless
/// it is a number.
fn safe(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}
