//! The rendered text of a document as bytes, for the way from a child process to its parent.
//!
//! The parent doesn't trust what it gets: spans may lie anywhere, and are put in order by [`Structure`](crate::text::structure::Structure).
//! A source map is not sent; the formats that are read in a child have none.

use std::io;

use serde::{Deserialize, Serialize};

use super::{Metadata, ReadError, Rendered, SourceMap};
use crate::text::{
    Span,
    structure::{
        BlockKind, ColumnAlignment, Footnote, Hyperlink, LinkTarget, ListMarker, Locator, LocatorKind,
        Markup, Style, StyledSpan, TextBlock,
    },
};

/// Start and end in bytes.
type Range = (usize, usize);

/// What a child answers.
#[derive(Deserialize, Serialize)]
enum Answer {
    Text(Box<RenderedForm>),
    Error(String),
}

/// A rendered text.
#[derive(Deserialize, Serialize)]
struct RenderedForm {
    text: String,
    blocks: Vec<(Range, u8, u8, KindForm)>,
    styles: Vec<(Range, usize)>,
    links: Vec<(Range, TargetForm)>,
    notes: Vec<(Range, Range, String)>,
    locators: Vec<(Range, usize, String)>,
    metadata: MetadataForm,
}

#[derive(Deserialize, Serialize)]
enum KindForm {
    Paragraph,
    Heading(u8),
    Bullet,
    Number(String),
    Task(bool),
    Verse,
    Code(String),
    Table(u8, Vec<u8>),
    Caption,
    Note(String),
    Boilerplate,
    Rule,
}

#[derive(Deserialize, Serialize)]
enum TargetForm {
    Address(String),
    Place(usize),
    Picture(String),
}

#[derive(Default, Deserialize, Serialize)]
struct MetadataForm {
    title: Option<String>,
    author: Vec<String>,
    published: Option<String>,
    site: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

/// The styles by the numbers under which they are sent.
const STYLES: [Style; 9] = [
    Style::Emphasis,
    Style::Strong,
    Style::Code,
    Style::Deleted,
    Style::Inserted,
    Style::Highlighted,
    Style::Small,
    Style::Superscript,
    Style::Subscript,
];

/// The bytes of what a reader made.
pub(super) fn write(rendered: &Result<Rendered, ReadError>) -> io::Result<Vec<u8>> {
    let answer = match rendered {
        Ok(rendered) => Answer::Text(Box::new(RenderedForm::of(rendered))),
        Err(error) => Answer::Error(error.to_string()),
    };
    serde_json::to_vec(&answer).map_err(io::Error::from)
}

/// What a reader made, from its bytes; `None` if they are none of this form.
pub(super) fn parse(bytes: &[u8]) -> Option<Result<Rendered, ReadError>> {
    match serde_json::from_slice(bytes).ok()? {
        Answer::Text(form) => Some(Ok(form.rendered())),
        Answer::Error(message) => Some(Err(ReadError::new(message))),
    }
}

fn range(span: Span) -> Range {
    (span.start, span.end)
}

fn span((start, end): Range) -> Span {
    Span { start, end: end.max(start) }
}

impl RenderedForm {
    fn of(rendered: &Rendered) -> Self {
        let Markup { blocks, styles, links, notes, locators } = &rendered.markup;
        let number =
            |style: &StyledSpan| STYLES.iter().position(|&other| other == style.style).unwrap_or_default();
        let kind = |locator: &Locator| {
            LocatorKind::ALL.iter().position(|&other| other == locator.kind).unwrap_or_default()
        };
        let Metadata { title, author, published, site, url, language } = rendered.metadata.clone();
        let block = |block: &TextBlock| {
            (range(block.span), block.list_depth, block.quotation_depth, KindForm::of(&block.kind))
        };
        Self {
            text: rendered.text.clone(),
            blocks: blocks.iter().map(block).collect(),
            styles: styles.iter().map(|style| (range(style.span), number(style))).collect(),
            links: links.iter().map(|link| (range(link.span), TargetForm::of(&link.target))).collect(),
            notes: notes
                .iter()
                .map(|note| (range(note.reference), range(note.body), note.label.to_string()))
                .collect(),
            locators: locators.iter().map(|at| (range(at.span), kind(at), at.label.to_string())).collect(),
            metadata: MetadataForm { title, author, published, site, url, language },
        }
    }

    fn rendered(self) -> Rendered {
        let blocks = self.blocks.into_iter().map(|(range, list_depth, quotation_depth, kind)| TextBlock {
            span: span(range),
            kind: kind.kind(),
            list_depth,
            quotation_depth,
        });
        let styles = self
            .styles
            .into_iter()
            .filter_map(|(range, style)| Some(StyledSpan { span: span(range), style: *STYLES.get(style)? }));
        let links = self
            .links
            .into_iter()
            .map(|(range, target)| Hyperlink { span: span(range), target: target.target() });
        let notes = self.notes.into_iter().map(|(reference, body, label)| Footnote {
            reference: span(reference),
            body: span(body),
            label: label.into(),
        });
        let locators = self.locators.into_iter().filter_map(|(range, kind, label)| {
            Some(Locator { span: span(range), kind: *LocatorKind::ALL.get(kind)?, label: label.into() })
        });
        let MetadataForm { title, author, published, site, url, language } = self.metadata;
        Rendered {
            text: self.text,
            markup: Markup {
                blocks: blocks.collect(),
                styles: styles.collect(),
                links: links.collect(),
                notes: notes.collect(),
                locators: locators.collect(),
            },
            metadata: Metadata { title, author, published, site, url, language },
            source_map: SourceMap::default(),
            encoding: None,
            invalid: 0,
        }
    }
}

impl KindForm {
    fn of(kind: &BlockKind) -> Self {
        match kind {
            BlockKind::Paragraph => Self::Paragraph,
            BlockKind::Heading { level } => Self::Heading(*level),
            BlockKind::ListItem { marker: ListMarker::Bullet } => Self::Bullet,
            BlockKind::ListItem { marker: ListMarker::Number(number) } => Self::Number(number.to_string()),
            BlockKind::ListItem { marker: ListMarker::Task { done } } => Self::Task(*done),
            BlockKind::Verse => Self::Verse,
            BlockKind::Code { language } => Self::Code(language.to_string()),
            BlockKind::Table { head, columns } => {
                let number = |alignment: &ColumnAlignment| match alignment {
                    ColumnAlignment::Start => 0,
                    ColumnAlignment::Centre => 1,
                    ColumnAlignment::End => 2,
                };
                Self::Table(*head, columns.iter().map(number).collect())
            }
            BlockKind::Caption => Self::Caption,
            BlockKind::Note { label } => Self::Note(label.to_string()),
            BlockKind::Boilerplate => Self::Boilerplate,
            BlockKind::Rule => Self::Rule,
        }
    }

    fn kind(self) -> BlockKind {
        match self {
            Self::Paragraph => BlockKind::Paragraph,
            Self::Heading(level) => BlockKind::Heading { level: level.clamp(1, 6) },
            Self::Bullet => BlockKind::ListItem { marker: ListMarker::Bullet },
            Self::Number(number) => BlockKind::ListItem { marker: ListMarker::Number(number.into()) },
            Self::Task(done) => BlockKind::ListItem { marker: ListMarker::Task { done } },
            Self::Verse => BlockKind::Verse,
            Self::Code(language) => BlockKind::Code { language: language.into() },
            Self::Table(head, columns) => {
                let alignment = |number| match number {
                    1 => ColumnAlignment::Centre,
                    2 => ColumnAlignment::End,
                    _ => ColumnAlignment::Start,
                };
                BlockKind::Table { head, columns: columns.into_iter().map(alignment).collect() }
            }
            Self::Caption => BlockKind::Caption,
            Self::Note(label) => BlockKind::Note { label: label.into() },
            Self::Boilerplate => BlockKind::Boilerplate,
            Self::Rule => BlockKind::Rule,
        }
    }
}

impl TargetForm {
    fn of(target: &LinkTarget) -> Self {
        match target {
            LinkTarget::Address(address) => Self::Address(address.to_string()),
            LinkTarget::Place(place) => Self::Place(*place),
            LinkTarget::Picture(address) => Self::Picture(address.to_string()),
        }
    }

    fn target(self) -> LinkTarget {
        match self {
            Self::Address(address) => LinkTarget::Address(address.into()),
            Self::Place(place) => LinkTarget::Place(place),
            Self::Picture(address) => LinkTarget::Picture(address.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MARKDOWN;

    #[test]
    fn what_is_sent_arrives() {
        let source = b"---\ntitle: T\n---\n# A\n\n1. *b*[^n]\n- [x] c\n\n| d | e |\n|--:|:-:|\n| `f` | [g](h) |\n\n```rust\ni\n```\n\n---\n\n[^n]: j\n";
        let rendered = (MARKDOWN.read)(source).expect("Markdown");
        let bytes = write(&Ok(rendered.clone())).expect("written");
        let arrived = parse(&bytes).expect("of this form").expect("a text");
        assert_eq!(arrived.text, rendered.text);
        assert_eq!(format!("{:?}", arrived.markup), format!("{:?}", rendered.markup));
        assert_eq!(arrived.metadata, rendered.metadata);
    }

    #[test]
    fn an_error_arrives_with_its_words() {
        let bytes = write(&Err(ReadError::new("it is a scan"))).expect("written");
        let arrived = parse(&bytes).expect("of this form");
        assert_eq!(arrived.err().map(|error| error.to_string()).as_deref(), Some("it is a scan"));
    }

    #[test]
    fn anything_else_is_refused() {
        for bytes in [&b""[..], b"{}", b"\xff", b"[[[[", b"{\"Text\":{\"text\":7}}"] {
            assert!(parse(bytes).is_none(), "{bytes:?}");
        }
    }
}
