//! Paragraphs and runs: what they look like, by their properties and their styles.

use super::{
    numbering::Numbering,
    properties::{ParagraphProperties, RunProperties},
    styles::{DocumentStyle, Styles},
};
use crate::{
    source::office::{
        flow::ParagraphLook,
        run_look::RunLook,
        style_role::StyleRole,
        style_set::{StyleChange, StyleSet},
    },
    text::structure::{BlockKind, ListMarker, Style},
};

/// The look of a run with these properties in a paragraph of this style. How a style sets off whole paragraphs is not repeated for their
/// text.
pub fn run_look(properties: RunProperties, paragraph: Option<&DocumentStyle>, styles: &Styles) -> RunLook {
    let of_paragraph = paragraph.map(|style| style.run.clone()).unwrap_or_default();
    let of_paragraph = RunProperties { styles: StyleChange::default(), ..of_paragraph };
    let characters = properties.style.as_deref().and_then(|id| styles.style(id));
    let of_characters = characters.map(|style| style.run.clone()).unwrap_or_default();
    let RunProperties { styles, is_hidden, font, .. } = properties.over(&of_characters.over(&of_paragraph));
    let is_code = |style: Option<&DocumentStyle>| style.is_some_and(|style| style.role == StyleRole::Code);
    let is_code = is_code(characters) && !is_code(paragraph);
    let code = if is_code { StyleSet::of(Style::Code) } else { StyleSet::default() };
    RunLook {
        styles: styles.applied_to(StyleSet::default()).with(code),
        is_hidden: is_hidden.unwrap_or(false),
        font: font.flatten(),
    }
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub struct OpenParagraph {
    /// Whether its properties are known.
    pub is_begun: bool,
    /// The identifier of its style.
    pub style: Option<Box<str>>,
    /// Whether it is a heading, in which tabs are spaces.
    pub is_heading: bool,
    /// Whether its mark was deleted.
    pub is_mark_deleted: bool,
    /// Whether a page begins after it.
    pub has_page_after: bool,
}

/// What a paragraph with these properties is for.
pub fn role(properties: &ParagraphProperties, style: Option<&DocumentStyle>) -> StyleRole {
    // Some programs name styles that they don't define.
    let by_name = || StyleRole::by_name(properties.style.as_deref()?);
    let of_style = style.map(|style| style.role).or_else(by_name).unwrap_or(StyleRole::Body);
    match (properties.outline, of_style) {
        (Some(level @ 0..=8), _) => StyleRole::Heading(level + 1),
        (Some(_), StyleRole::Heading(_)) => StyleRole::Body,
        _ => of_style,
    }
}

/// The look of a paragraph, whose number in its list is counted.
pub fn paragraph_look(
    role: StyleRole,
    properties: &ParagraphProperties,
    style: Option<&DocumentStyle>,
    numbering: &mut Numbering,
) -> ParagraphLook {
    let mut look = role.look();
    let of_style = style.and_then(|style| style.list);
    let Some(list) = properties.list.or(of_style).filter(|list| *list > 0) else { return look };
    let of_style = || {
        let named = numbering.level_of_style(list, properties.style.as_deref()?);
        named.or_else(|| style?.level)
    };
    let level = properties.level.or_else(|| properties.list.is_none().then(of_style).flatten()).unwrap_or(0);
    if properties.mark.is_deleted {
        return look;
    }
    let marker = numbering.next(list, level);
    match (&look.block.kind, marker) {
        (BlockKind::Paragraph, marker) => {
            look.block.list_depth = level.saturating_add(1);
            if let Some(marker) = marker {
                look.block.kind = BlockKind::ListItem { marker };
            }
        }
        (BlockKind::ListItem { .. }, Some(marker)) => look.block.kind = BlockKind::ListItem { marker },
        (_, Some(ListMarker::Number(number))) => look.number = Some(number.into()),
        _ => {}
    }
    look
}
