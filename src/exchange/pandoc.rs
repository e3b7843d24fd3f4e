//! Markdown for pandoc, with a footnote at the end of each gloss: from there to PDF, Word, EPUB and other formats.

use std::io;

use super::{
    Carries, Export, Format, Loss, Write,
    export::Targets,
    footnotes::{self, FootnoteFormat, cited, footnote_items},
    one_line::on_one_line,
};
use crate::{gloss::Placed, source::Metadata};

/// The format.
pub const FORMAT: Format = Format {
    name: "pandoc",
    extension: "pandoc.md",
    doc: "the document in pandoc's Markdown, with a footnote for each gloss",
    carries: Carries::PRINTED,
    write: Some(Write::Each(write)),
    ..Format::BLANK
};

fn write(export: &Export, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    // If the first paragraph is the title, it is a heading, and the metadata has the title only for programs that need
    // one.
    let key = if export.has_title() { "pagetitle" } else { "title" };
    writeln!(out, "---\n{key}: {}", quoted(&export.title))?;
    let Metadata { author, published, .. } = &export.metadata;
    if !author.is_empty() {
        let author: Vec<String> = author.iter().map(|author| quoted(author)).collect();
        writeln!(out, "author: [{}]", author.join(", "))?;
    }
    if let Some(published) = published {
        writeln!(out, "date: {}", quoted(published))?;
    }
    writeln!(out, "---\n")?;
    footnotes::write(export, &Pandoc, out)?;
    let targets = Targets::of(export);
    let orphans: Vec<&Placed> =
        export.glosses.iter().filter(|placed| placed.place.spans.is_empty()).collect();
    if !orphans.is_empty() {
        writeln!(out, "# Without a place in the text\n")?;
        for placed in orphans {
            writeln!(out, "- {}\n", note(export, &targets, placed))?;
        }
    }
    for (number, placed) in export.glosses.iter().enumerate().filter(|(_, p)| !p.place.spans.is_empty()) {
        writeln!(out, "[^g{number}]: {}\n", note(export, &targets, placed))?;
    }
    Ok(())
}

struct Pandoc;

impl FootnoteFormat for Pandoc {
    const SEPARATOR: &'static str = "^,^";

    fn text(&self, text: &str, is_start: bool) -> String {
        if is_start { escaped(text) } else { inline(text, None) }
    }

    fn mark(&self, number: usize) -> String {
        format!("[^g{number}]")
    }

    fn heading(&self, paragraph: &str) -> String {
        format!("# {}", paragraph.replace('\n', " "))
    }
}

/// A footnote of one or more paragraphs, the further ones indented.
fn note(export: &Export, targets: &Targets<'_>, placed: &Placed) -> String {
    let (words, mut said) = footnote_items(targets, placed);
    said.extend(cited(export, placed));
    let mut note = format!("**{}** {}", escaped(&placed.gloss.tag), escaped(&words));
    if !said.is_empty() {
        note.push_str(&format!(" — {}", escaped_within(&said.join("; "))));
    }
    for line in placed.gloss.note.iter().flat_map(|note| note.lines()) {
        note.push_str(&format!("\n\n    {}", escaped(line)));
    }
    note
}

/// A value of the metadata, in which pandoc reads Markdown as well.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(escaped(text)).to_string()
}

/// A line with all characters escaped that have a meaning in pandoc's Markdown, including those that would begin a
/// list, a heading or the like at its start.
pub fn escaped(text: &str) -> String {
    let text = text.trim_start_matches([' ', '\t']);
    inline(text, item_mark(text))
}

/// A text that stands within a line, with all characters escaped that have a meaning there.
pub fn escaped_within(text: &str) -> String {
    inline(text, None)
}

/// Where the mark is in a line that would begin an item of a list, a definition, or the line below a heading.
pub fn item_mark(line: &str) -> Option<usize> {
    let number = line.trim_start_matches('(').trim_start_matches(char::is_alphanumeric);
    let after = number.strip_prefix(['.', ')']);
    let is_numbered = after.is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace));
    let is_item = is_numbered || line.starts_with(['+', '-', ':', '=', '%', '(']);
    // The line is an item because of its first character that is no letter or digit.
    is_item.then(|| line.find(|c: char| !c.is_alphanumeric())).flatten()
}

/// Escapes text within a line, and the character at `item`. Pandoc would make typographic marks of straight quotation
/// marks, dots and dashes, and an apostrophe of a `‘` that nothing closes.
fn inline(text: &str, item: Option<usize>) -> String {
    let mut before = ' ';
    on_one_line(text, |line, at, c| {
        let is_repeated = matches!(c, '.' | '-') && before == c;
        let is_special = "\\`*_[]<>#|~&^$@{}'‘\"".contains(c) || is_repeated || item == Some(at);
        if is_special {
            line.extend(['\\', c]);
        }
        before = c;
        is_special
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_for_pandoc() {
        assert_eq!(escaped("  1. no item"), "1\\. no item");
        assert_eq!(escaped("- no item -- 'so' ..."), "\\- no item -\\- \\'so\\' .\\.\\.");
        assert_eq!(escaped("“so” ‘or’ so"), "“so” \\‘or’ so");
        assert_eq!(escaped("see [@key] <b> $x$ a_b_"), "see \\[\\@key\\] \\<b\\> \\$x\\$ a\\_b\\_");
        assert_eq!([escaped("iv) (a) no"), escaped("(a) no")], ["iv\\) (a) no", "\\(a) no"]);
    }

    #[test]
    fn footnotes_are_below_the_text() {
        let mut out = Vec::new();
        write(&super::super::tests::article(), &mut out, &mut Loss::default()).expect("written");
        insta::assert_snapshot!(String::from_utf8(out).expect("text").trim_end(), @r#"
        ---
        title: "A thaw"
        ---

        A thaw 👩‍💻

        “We agreed,” Mara[^g1] said, “and \*meant\* it.”[^g0]

        Nobody agreed.[^g2]

        # Without a place in the text

        - **note** thaw

        [^g0]: **quote** “We agreed,” … “and \*meant\* it.” — speaker: Mara; cue: said

            \=1+1

            second line

        [^g1]: **claim** We agreed,” Mara — contradicts: Nobody agreed.

        [^g2]: **claim** Nobody agreed.
        "#);
    }

    #[test]
    fn a_title_is_a_heading_and_two_footnotes_are_no_one_number() {
        let mut export = super::super::tests::article();
        export.title = "A thaw 👩‍💻".to_owned();
        export.glosses.push(export.glosses[2].clone());
        let mut out = Vec::new();
        write(&export, &mut out, &mut Loss::default()).expect("written");
        let written = String::from_utf8(out).expect("text");
        assert!(written.starts_with("---\npagetitle: \"A thaw 👩‍💻\"\n---\n\n# A thaw 👩‍💻\n\n“We"), "{written}");
        assert!(written.contains("Nobody agreed.[^g2]^,^[^g4]\n"), "{written}");
    }
}
