//! A report for reading: glosses by kind, each with its words, who said them, where, and the note.

use std::io;

use super::{
    Carries, Export, Format, Loss, Write,
    export::{Targets, words},
    one_line::on_one_line,
    pandoc::item_mark,
};
use crate::{
    gloss::{Kind, Placed, State},
    text::counted,
};

/// The format.
pub const FORMAT: Format = Format {
    name: "markdown",
    extension: "md",
    doc: "a report by kind, to be read, of one document or of several, with pages, times or paragraphs",
    carries: Carries::PRINTED,
    write: Some(Write::All(write)),
    ..Format::BLANK
};

fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    for (number, export) in exports.enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        report(&export, out)?;
    }
    Ok(())
}

/// Writes the report of one document.
fn report(export: &Export, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escaped(&export.title))?;
    if let Some(byline) = export.byline() {
        writeln!(out, "{}\n", escaped(&byline))?;
    }
    writeln!(
        out,
        "{}, {}",
        escaped(&export.coded_name()),
        counted(export.glosses.len(), "gloss", "glosses")
    )?;
    let targets = Targets::of(export);
    let has_place = |placed: &&Placed| placed.place.state != State::Orphan;
    let known = export.schema.kinds.iter().cloned();
    let unknown = export.glosses.iter().map(|placed| placed.gloss.tag.as_str());
    let mut kinds: Vec<Kind> = known.collect();
    for tag in unknown {
        if !kinds.iter().any(|kind| kind.name == tag) {
            kinds.push(Kind::unknown(tag));
        }
    }
    for kind in &kinds {
        let of_kind: Vec<_> =
            export.glosses.iter().filter(has_place).filter(|placed| placed.gloss.tag == kind.name).collect();
        if !of_kind.is_empty() {
            writeln!(out, "\n## {} ({})\n", escaped(&capital(&kind.name)), of_kind.len())?;
            for placed in of_kind {
                item(export, &targets, kind, placed, out)?;
            }
        }
    }
    let loss: Vec<_> = export.glosses.iter().filter(|placed| placed.place.state == State::Orphan).collect();
    if !loss.is_empty() {
        writeln!(out, "\n## Without a place in the text ({})\n", loss.len())?;
        for placed in loss {
            let unknown = Kind::unknown(&placed.gloss.tag);
            let kind = export.schema.kind(&placed.gloss.tag).unwrap_or(&unknown);
            item(export, &targets, kind, placed, out)?;
        }
    }
    Ok(())
}

fn item(
    export: &Export,
    targets: &Targets<'_>,
    kind: &Kind,
    placed: &Placed,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let gloss = &placed.gloss;
    let mut line = format!("- {}", escaped(&words(gloss)));
    let by = ["speaker", "source", "holder"]
        .into_iter()
        .find_map(|name| Some((name, gloss.attributes.text(name)?)));
    if let Some((_, name)) = by.filter(|(_, name)| !name.is_empty()) {
        line.push_str(&format!(" — **{}**", escaped(name)));
    }
    let order = |name: &str| kind.attributes.iter().position(|a| a.name == name).unwrap_or(usize::MAX);
    let mut rest: Vec<_> = gloss
        .attributes
        .iter()
        .filter(|(n, v)| !v.is_blank() && by.is_none_or(|(said, _)| said != *n))
        .collect();
    rest.sort_by_key(|(name, _)| order(name));
    let rest: Vec<String> =
        rest.into_iter().map(|(n, v)| format!("{}: {}", escaped(n), escaped(&v.to_string()))).collect();
    if !rest.is_empty() {
        line.push_str(&format!(" — *{}*", rest.join("; ")));
    }
    let place = export.cited_place(placed);
    if !place.is_empty() {
        line.push_str(&format!(" ({})", inline(&place, None)));
    }
    match placed.place.state {
        State::Unchanged | State::Moved | State::Orphan => {}
        State::Changed => line.push_str(" (its words have changed)"),
        State::Doubtful => line.push_str(" (doubtful place)"),
    }
    writeln!(out, "{line}")?;
    for link in &gloss.links {
        writeln!(out, "  - {}: {}", escaped(&link.role), escaped(&targets.label(link)))?;
    }
    for line in gloss.note.iter().flat_map(|note| note.lines()) {
        writeln!(out, "\n  > {}", escaped(line))?;
    }
    Ok(())
}

fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The text on one line, with all characters escaped that have a meaning in Markdown, in pandoc's, too: HTML, TeX, citations,
/// attributes in braces, and what would begin a list or the like at the start of a line.
fn escaped(text: &str) -> String {
    let text = text.trim_start();
    inline(text, item_mark(text))
}

/// The text escaped for the middle of a line, and the character at `item`.
fn inline(text: &str, item: Option<usize>) -> String {
    on_one_line(text, |line, at, c| {
        let is_special = "\\`*_[]<>#|~&$^@{}".contains(c) || item == Some(at);
        if is_special {
            line.extend(['\\', c]);
        }
        is_special
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::tests::article;

    #[test]
    fn no_name_is_markup() {
        let mut export = article();
        for placed in &mut export.glosses {
            let gloss = &mut placed.gloss;
            gloss.tag = "<script>x</script> \\input{y} $z$ {.a}\n\n# b".to_owned();
            gloss.attributes.set("[n](javascript:x)\n- q", "v\n## w".into());
            gloss.note = Some("1. no item\n<b>bold</b>".to_owned());
            gloss.links.iter_mut().for_each(|link| link.role = "<i>r</i>".to_owned());
        }
        export.name = "1) [a](b).txt".to_owned();
        let mut out = Vec::new();
        report(&export, &mut out).expect("written");
        let written = String::from_utf8(out).expect("text");
        let heading = "\n## \\<script\\>x\\</script\\> \\\\input\\{y\\} \\$z\\$ \\{.a\\}  \\# b (";
        assert!(written.contains(heading), "{written}");
        assert!(written.contains("\n1\\) \\[a\\](b).txt, "), "{written}");
        assert!(written.contains("\\[n\\](javascript:x) - q: v \\#\\# w"), "{written}");
        assert!(written.contains("> 1\\. no item\n") && written.contains("> \\<b\\>bold"), "{written}");
        assert!(
            written.lines().all(|line| !line.starts_with("# b") && !line.starts_with("- q")),
            "{written}"
        );
    }
}
