//! Reading notes: each gloss as a quotation with its citation, for people who keep a bibliography.
//!
//! The Markdown is pandoc's: `[@visa-talks, ¶ 3]` cites paragraph 3 of the document, whose key is made from its name. The
//! reference is in the metadata, so that `pandoc --citeproc` needs no other file, and again at the end as BibTeX, for a
//! reference manager. Both have the title, and what else the document says of itself: authors, date, publication, address.

use std::io;

use super::{
    Carries, Export, Format, Loss, Write,
    export::Targets,
    footnotes::footnote_items,
    pandoc::{escaped, escaped_within, quoted},
};
use crate::{
    gloss::{Citation, Placed, TERMS},
    source::Metadata,
};

/// The format.
pub const FORMAT: Format = Format {
    name: "notes",
    extension: "notes.md",
    doc: "quotations with citation keys, in pandoc's Markdown, and the BibTeX entry",
    carries: Carries::PRINTED,
    write: Some(Write::Each(write)),
    ..Format::BLANK
};

fn write(export: &Export, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let (key, title) = (key(&export.name), quoted(&export.title));
    writeln!(out, "---\ntitle: {title}")?;
    writeln!(out, "references:\n- id: {key}\n  type: document\n  title: {title}")?;
    csl(&export.metadata, out)?;
    writeln!(out, "---\n")?;
    let targets = Targets::of(export);
    for placed in &export.glosses {
        note(export, &targets, placed, &key, out)?;
    }
    let Metadata { author, published, site, url, .. } = &export.metadata;
    // Braces keep a name whole, in which a reference manager would look for a first and a last one.
    let authors: Vec<String> = author.iter().map(|author| format!("{{{}}}", bibtex(author))).collect();
    let fields = [
        ("author", Some(authors.join(" and ")).filter(|authors| !authors.is_empty())),
        ("title", Some(bibtex(&export.title))),
        ("date", published.as_deref().map(bibtex)),
        ("howpublished", site.as_deref().map(bibtex)),
        ("url", url.as_deref().map(address)),
        ("note", Some(bibtex(&export.name))),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some(format!("  {name} = {{{}}}", value?)));
    let fields = fields.collect::<Vec<_>>().join(",\n");
    writeln!(out, "```bibtex\n@misc{{{key},\n{fields}\n}}\n```")
}

/// Writes what is known of a document apart from its title, with the names of CSL.
fn csl(metadata: &Metadata, out: &mut dyn io::Write) -> io::Result<()> {
    let Metadata { author, published, site, url, .. } = metadata;
    if !author.is_empty() {
        writeln!(out, "  author:")?;
    }
    for author in author {
        writeln!(out, "  - literal: {}", quoted(author))?;
    }
    match published {
        Some(date) if is_numeric(date) => writeln!(out, "  issued: \"{date}\"")?,
        Some(date) => writeln!(out, "  issued:\n    literal: {}", quoted(date))?,
        None => {}
    }
    if let Some(site) = site {
        writeln!(out, "  container-title: {}", quoted(site))?;
    }
    if let Some(url) = url {
        writeln!(out, "  URL: {}", serde_json::Value::from(url.as_str()))?;
    }
    Ok(())
}

/// Whether a date is written in numbers alone, such as 2026-11 or 2026-11-20.
fn is_numeric(date: &str) -> bool {
    date.starts_with(|c: char| c.is_ascii_digit()) && date.chars().all(|c| c.is_ascii_digit() || c == '-')
}

fn note(
    export: &Export,
    targets: &Targets<'_>,
    placed: &Placed,
    key: &str,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let (words, said) = footnote_items(targets, placed);
    let place = place(&export.citation(placed), export.paragraph(placed));
    writeln!(out, "> {} [@{key}{place}]\n", escaped(&words))?;
    write!(out, "**{}**", escaped(&placed.gloss.tag))?;
    if placed.place.spans.is_empty() {
        write!(out, " — not in the text any more")?;
    }
    if !said.is_empty() {
        write!(out, " — {}", escaped(&said.join("; ")))?;
    }
    writeln!(out, "\n")?;
    for line in placed.gloss.note.iter().flat_map(|note| note.lines()) {
        writeln!(out, "{}\n", escaped(line))?;
    }
    Ok(())
}

/// What follows the key in a citation. Braces keep pandoc from taking a time or a message for a page.
fn place(citation: &Citation, paragraph: Option<usize>) -> String {
    let place = citation.place(paragraph);
    let exact = TERMS.iter().find(|term| term.is_exact && citation.label(term.kind).is_some());
    match exact {
        _ if place.is_empty() => String::new(),
        Some(term) if !term.is_known_to_pandoc => format!("{{}}, {}", escaped_within(&place)),
        _ => format!(", {}", escaped_within(&place)),
    }
}

/// The citation key: the letters and digits of the name, without its extension.
fn key(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let key = words.collect::<Vec<_>>().join("-").to_lowercase();
    if key.is_empty() { "document".to_owned() } else { key }
}

/// Escapes a field of a BibTeX entry: braces must match, and the code fence around the entry must not end.
fn bibtex(text: &str) -> String {
    let plain = |c: char| match c {
        '{' | '}' | '`' | '\\' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    let text: String = text.chars().map(plain).collect();
    let text = ["%", "&", "$", "#", "_"]
        .iter()
        .fold(text, |text, special| text.replace(special, &format!("\\{special}")));
    text.replace('^', "\\textasciicircum{}").replace('~', "\\textasciitilde{}")
}

/// An address in a field of a BibTeX entry, in which most characters stand for themselves.
fn address(url: &str) -> String {
    url.chars().filter(|c| !"{}`\\".contains(*c) && !c.is_whitespace() && !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_gloss_is_a_quotation_with_its_citation() {
        let mut out = Vec::new();
        let export = Export { name: "A thaw (2026).txt".to_owned(), ..super::super::tests::article() };
        write(&export, &mut out, &mut Loss::default()).expect("written");
        insta::assert_snapshot!(String::from_utf8(out).expect("text").trim_end(), @r#"
        ---
        title: "A thaw"
        references:
        - id: a-thaw-2026
          type: document
          title: "A thaw"
        ---

        > “We agreed,” … “and \*meant\* it.” [@a-thaw-2026, ¶ 2]

        **quote** — speaker: Mara; cue: said

        \=1+1

        second line

        > We agreed,” Mara [@a-thaw-2026, ¶ 2]

        **claim** — contradicts: Nobody agreed.

        > Nobody agreed. [@a-thaw-2026, ¶ 3]

        **claim**

        > thaw [@a-thaw-2026]

        **note** — not in the text any more

        ```bibtex
        @misc{a-thaw-2026,
          title = {A thaw},
          note = {A thaw (2026).txt}
        }
        ```
        "#);
    }
}
