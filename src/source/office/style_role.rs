//! What a style of paragraphs is for, told by its name.

use super::flow::ParagraphLook;
use crate::text::structure::{BlockKind, ListMarker};

/// What a style of paragraphs is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StyleRole {
    /// Running text.
    Body,
    /// The title of the document. It is a paragraph: the headings of the outline are those below it.
    Title,
    /// A heading of this level, from 1.
    Heading(u8),
    /// A quotation.
    Quotation,
    /// Code.
    Code,
    /// Verse.
    Verse,
    /// The caption of a picture or a table.
    Caption,
    /// Text that belongs to the form: a byline, a signature.
    Boilerplate,
    /// An entry of a table of contents, of this level.
    Contents(u8),
    /// A line that parts two parts of a text.
    Rule,
}

/// Names of styles, in lower case and without spaces, with what they are for: those of Word, LibreOffice and pandoc, and what people
/// call their own.
const ROLES: &[(&str, StyleRole)] = &[
    ("title", StyleRole::Title),
    ("titel", StyleRole::Title),
    ("titre", StyleRole::Title),
    ("subtitle", StyleRole::Body),
    ("tocheading", StyleRole::Body),
    ("contentsheading", StyleRole::Body),
    ("quote", StyleRole::Quotation),
    ("intensequote", StyleRole::Quotation),
    ("blocktext", StyleRole::Quotation),
    ("blockquotation", StyleRole::Quotation),
    ("blockquote", StyleRole::Quotation),
    ("quotation", StyleRole::Quotation),
    ("quotations", StyleRole::Quotation),
    ("extract", StyleRole::Quotation),
    ("zitat", StyleRole::Quotation),
    ("intensiveszitat", StyleRole::Quotation),
    ("blockzitat", StyleRole::Quotation),
    ("citation", StyleRole::Quotation),
    ("citationintense", StyleRole::Quotation),
    ("cita", StyleRole::Quotation),
    ("citadestacada", StyleRole::Quotation),
    ("citazione", StyleRole::Quotation),
    ("citação", StyleRole::Quotation),
    ("citat", StyleRole::Quotation),
    ("sitat", StyleRole::Quotation),
    ("citaat", StyleRole::Quotation),
    ("cytat", StyleRole::Quotation),
    ("цитата", StyleRole::Quotation),
    ("htmlpreformatted", StyleRole::Code),
    ("preformattedtext", StyleRole::Code),
    ("plaintextcode", StyleRole::Code),
    ("sourcecode", StyleRole::Code),
    ("code", StyleRole::Code),
    ("codeblock", StyleRole::Code),
    ("listing", StyleRole::Code),
    ("macro", StyleRole::Code),
    ("macrotext", StyleRole::Code),
    ("verbatimchar", StyleRole::Code),
    ("htmlcode", StyleRole::Code),
    ("htmltypewriter", StyleRole::Code),
    ("sourcetext", StyleRole::Code),
    ("inlinecode", StyleRole::Code),
    ("codechar", StyleRole::Code),
    ("verse", StyleRole::Verse),
    ("poem", StyleRole::Verse),
    ("poetry", StyleRole::Verse),
    ("poetryline", StyleRole::Verse),
    ("vers", StyleRole::Verse),
    ("gedicht", StyleRole::Verse),
    ("poésie", StyleRole::Verse),
    ("poema", StyleRole::Verse),
    ("poesia", StyleRole::Verse),
    ("caption", StyleRole::Caption),
    ("imagecaption", StyleRole::Caption),
    ("tablecaption", StyleRole::Caption),
    ("table", StyleRole::Caption),
    ("illustration", StyleRole::Caption),
    ("figure", StyleRole::Caption),
    ("drawing", StyleRole::Caption),
    ("beschriftung", StyleRole::Caption),
    ("légende", StyleRole::Caption),
    ("author", StyleRole::Boilerplate),
    ("byline", StyleRole::Boilerplate),
    ("date", StyleRole::Boilerplate),
    ("signature", StyleRole::Boilerplate),
    ("emailsignature", StyleRole::Boilerplate),
    ("sender", StyleRole::Boilerplate),
    ("addressee", StyleRole::Boilerplate),
    ("envelopeaddress", StyleRole::Boilerplate),
    ("envelopereturn", StyleRole::Boilerplate),
    ("horizontalline", StyleRole::Rule),
];

/// The beginnings of names of headings, in lower case; a level follows.
const HEADINGS: &[&str] =
    &["heading", "überschrift", "titre", "título", "titolo", "rubrik", "kop", "заголовок"];

/// The beginnings of names of entries of a table of contents; a level follows.
const CONTENTS: &[&str] = &["toc", "contents", "verzeichnis", "inhaltsverzeichnis", "tm"];

impl StyleRole {
    /// What the style of this name is for; `None` if the name doesn't tell.
    pub fn by_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase().replace([' ', '_', '-'], "");
        if let Some((_, role)) = ROLES.iter().find(|(known, _)| *known == name) {
            return Some(*role);
        }
        let level = |beginnings: &[&str]| {
            let levels = beginnings.iter().filter_map(|start| name.strip_prefix(start)?.parse().ok());
            levels.into_iter().find(|level| (1..=10).contains(level))
        };
        level(HEADINGS).map(Self::Heading).or_else(|| level(CONTENTS).map(Self::Contents))
    }

    /// The look of a paragraph that stands in no list.
    pub fn look(self) -> ParagraphLook {
        let kind = match self {
            Self::Body | Self::Title | Self::Quotation | Self::Rule => BlockKind::Paragraph,
            Self::Heading(level) => BlockKind::Heading { level: level.clamp(1, 6) },
            Self::Code => BlockKind::Code { language: Box::default() },
            Self::Verse => BlockKind::Verse,
            Self::Caption => BlockKind::Caption,
            Self::Boilerplate => BlockKind::Boilerplate,
            Self::Contents(_) => BlockKind::ListItem { marker: ListMarker::Bullet },
        };
        let mut look = ParagraphLook::new(kind);
        look.block.quotation_depth = u8::from(self == Self::Quotation);
        if let Self::Contents(level) = self {
            look.block.list_depth = level;
        }
        look
    }
}

#[cfg(test)]
mod tests {
    use super::StyleRole;

    #[test]
    fn names_tell_what_a_style_is_for() {
        for (name, role) in [
            ("heading 2", Some(StyleRole::Heading(2))),
            ("Überschrift 1", Some(StyleRole::Heading(1))),
            ("toc 3", Some(StyleRole::Contents(3))),
            ("TOC Heading", Some(StyleRole::Body)),
            ("Contents 1", Some(StyleRole::Contents(1))),
            ("Intense Quote", Some(StyleRole::Quotation)),
            ("heading 20", None),
            ("Heading", None),
            ("Normal", None),
        ] {
            assert_eq!(StyleRole::by_name(name), role, "{name}");
        }
    }
}
