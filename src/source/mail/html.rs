//! The HTML part of a message.

use super::{attribution::Attribution, blocks::MailBlock};
use crate::{source::markdown::html_paragraphs, text::structure::BlockKind};

/// The blocks of a page of HTML.
pub fn read(page: &str) -> Vec<MailBlock> {
    let block = |text| MailBlock {
        kind: BlockKind::Paragraph,
        text,
        depth: 0,
        marks: 0,
        from: Attribution::default(),
    };
    html_paragraphs(page).into_iter().map(block).collect()
}
