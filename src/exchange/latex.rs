//! A document for `LuaLaTeX` or `XeLaTeX`, with a footnote at the end of each gloss; of several each begins a page.
//!
//! Characters with a meaning in TeX are escaped, and the fonts are set not to make dashes of hyphens or curly quotation
//! marks of straight ones. A text with emoji or in scripts that Latin Modern lacks needs another font; a comment in the
//! preamble says where to set it.

use std::io;

use super::{
    Carries, Export, Format, Loss, Write,
    export::Targets,
    footnotes::{self, FootnoteFormat, cited, footnote_items},
    one_line::on_one_line,
};
use crate::gloss::Placed;

/// The format.
pub const FORMAT: Format = Format {
    name: "latex",
    extension: "tex",
    doc: "one document or several for LuaLaTeX or XeLaTeX, with a footnote for each gloss",
    carries: Carries::PRINTED,
    write: Some(Write::All(write)),
    ..Format::BLANK
};

const PREAMBLE: &str = r"\documentclass{article}
\usepackage{fontspec}
% Any other font will do; TeXOff leaves hyphens and quotation marks as they are.
\setmainfont{lmroman10-regular.otf}[BoldFont=lmroman10-bold.otf, Ligatures=TeXOff]
\setlength{\parindent}{0pt}
\setlength{\parskip}{.6\baselineskip}
\newcommand{\gloss}[1]{\textbf{#1}} % the kind, in a footnote
\newcommand{\heading}[1]{{\Large\bfseries #1\par}}
\sloppy
\begin{document}
";

fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    writeln!(out, "{PREAMBLE}")?;
    for (number, export) in exports.enumerate() {
        if number > 0 {
            writeln!(out, "\\clearpage\n")?;
        }
        document(&export, out)?;
    }
    writeln!(out, "\\end{{document}}")
}

/// Writes the text of one document.
fn document(export: &Export, out: &mut dyn io::Write) -> io::Result<()> {
    if !export.has_title() {
        writeln!(out, "\\heading{{{}}}\n", escaped(&export.title))?;
    }
    if let Some(byline) = export.byline() {
        writeln!(out, "\\textit{{{}}}\n", escaped(&byline))?;
    }
    if export.coder.is_some() {
        writeln!(out, "\\textit{{{}}}\n", escaped(&export.coded_name()))?;
    }
    let latex = Latex { export, targets: Targets::of(export) };
    footnotes::write(export, &latex, out)?;
    let orphans: Vec<&Placed> =
        export.glosses.iter().filter(|placed| placed.place.spans.is_empty()).collect();
    if !orphans.is_empty() {
        writeln!(out, "\\heading{{Without a place in the text}}\n\\begin{{itemize}}")?;
        for placed in orphans {
            writeln!(out, "\\item {{}}{}", note(&latex, placed))?;
        }
        writeln!(out, "\\end{{itemize}}\n")?;
    }
    Ok(())
}

struct Latex<'a> {
    export: &'a Export,
    targets: Targets<'a>,
}

impl FootnoteFormat for Latex<'_> {
    const SEPARATOR: &'static str = r"\textsuperscript{,}";

    fn text(&self, text: &str, _: bool) -> String {
        escaped(text)
    }

    fn mark(&self, number: usize) -> String {
        format!("\\footnote{{{}}}", note(self, &self.export.glosses[number]))
    }

    fn heading(&self, paragraph: &str) -> String {
        format!("\\heading{{{paragraph}}}")
    }
}

fn note(latex: &Latex<'_>, placed: &Placed) -> String {
    let (words, mut said) = footnote_items(&latex.targets, placed);
    said.extend(cited(latex.export, placed));
    let mut note = format!("\\gloss{{{}}} {}", escaped(&placed.gloss.tag), escaped(&words));
    if !said.is_empty() {
        note.push_str(&format!(" — {}", escaped(&said.join("; "))));
    }
    for line in placed.gloss.note.iter().flat_map(|note| note.lines()) {
        note.push_str(&format!("\\par {}", escaped(line)));
    }
    note
}

/// The text with all characters escaped that have a meaning in TeX.
fn escaped(text: &str) -> String {
    on_one_line(text, |line, _, c| {
        match c {
            '\\' => line.push_str("\\textbackslash{}"),
            '^' => line.push_str("\\textasciicircum{}"),
            '~' => line.push_str("\\textasciitilde{}"),
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => line.extend(['\\', c]),
            _ => return false,
        }
        true
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_for_tex() {
        assert_eq!(
            escaped(r"50% \input{x}_$&#^~"),
            r"50\% \textbackslash{}input\{x\}\_\$\&\#\textasciicircum{}\textasciitilde{}"
        );
        assert_eq!(escaped("a\u{1b}b\tc"), "a\u{fffd}b c");
    }

    #[test]
    fn several_documents_have_one_preamble() {
        let mut out = Vec::new();
        let both = [super::super::tests::article(), super::super::tests::article()];
        write(&mut both.into_iter(), &mut out, &mut Loss::default()).expect("written");
        let tex = String::from_utf8(out).expect("text");
        let count = |part: &str| tex.matches(part).count();
        let counts = ["\\begin{document}", "\\end{document}", "\\clearpage", "\\heading{A thaw}"].map(count);
        assert_eq!(counts, [1, 1, 1, 2], "{tex}");
    }

    #[test]
    fn a_footnote_stands_at_the_end_of_its_gloss() {
        let mut out = Vec::new();
        let article = super::super::tests::article();
        write(&mut std::iter::once(article), &mut out, &mut Loss::default()).expect("written");
        let tex = String::from_utf8(out).expect("text");
        let start = tex.find("“We").expect("the text");
        let end = tex.find("\\end{document}").expect("its end");
        assert!(tex.contains("\\heading{A thaw}"), "{tex}");
        insta::assert_snapshot!(tex[start..end].trim_end(), @r"
        “We agreed,” Mara\footnote{\gloss{claim} We agreed,” Mara — contradicts: Nobody agreed.} said, “and *meant* it.”\footnote{\gloss{quote} “We agreed,” … “and *meant* it.” — speaker: Mara; cue: said\par =1+1\par second line}

        Nobody agreed.\footnote{\gloss{claim} Nobody agreed.}

        \heading{Without a place in the text}
        \begin{itemize}
        \item {}\gloss{note} thaw
        \end{itemize}
        ");
    }
}
