//! The HTML part of a message: the page as it is, with the authors of what it quotes.

use std::collections::HashMap;

use super::{
    attribution::Attribution,
    blocks::{attribution_at_end, header_len, header_sender},
    boilerplate,
};
use crate::{
    source::{
        TextWriter,
        html::{
            build,
            flow::{Address, Flow, Page},
            hidden::HidingRules,
        },
    },
    text::{
        Span,
        structure::{BlockKind, Locator, LocatorKind, TextBlock},
    },
};

/// The deepest quotation that is told.
const MAX_DEPTH: u8 = 40;

/// Writes a page of HTML after what `writer` has. `sender` wrote what is quoted from nobody.
pub fn write(page: &str, sender: &Attribution, writer: &mut TextWriter) {
    writer.end();
    let start = writer.len();
    let tree = build(page, false);
    let hiding = HidingRules::of_page(&tree);
    let page = Page {
        tree: &tree,
        root: 0,
        hiding: &hiding,
        key: "",
        resolve: &Address::in_single_page,
        directives: &HashMap::new(),
        quotation_depth: 0,
    };
    let mut flow = Flow::new(std::mem::take(writer));
    flow.announce(&page);
    flow.render(&page);
    *writer = flow.finish();
    let (text, blocks) = writer.blocks_from(start);
    let authors = Quotations::default().read(text, blocks, sender);
    for locator in locators(&authors, writer.len()) {
        writer.add_locator(locator);
    }
}

/// What is known of the quotations of a page.
#[derive(Debug, Default)]
struct Quotations {
    /// How many messages stand above that no element of the page marks as quoted.
    base: u8,
    /// Who wrote the quotations of each depth from 1 on.
    authors: Vec<Attribution>,
    /// The depth of the signature that is being read.
    signature: Option<u8>,
    is_after_rule: bool,
}

impl Quotations {
    /// Marks heads, attributions, signatures and footers among the blocks, and gives them their depths. The result is the start of each
    /// block, in bytes, with its author.
    fn read(
        mut self,
        text: &str,
        blocks: &mut [TextBlock],
        sender: &Attribution,
    ) -> Vec<(usize, Attribution)> {
        let mut authors = Vec::with_capacity(blocks.len());
        for at in 0..blocks.len() {
            let own = blocks[at].quotation_depth;
            let is_before_quotation = blocks.get(at + 1).is_some_and(|next| next.quotation_depth > own);
            let depth = own.saturating_add(self.base).min(MAX_DEPTH);
            let words = text.get(blocks[at].span.range()).unwrap_or_default();
            if matches!(blocks[at].kind, BlockKind::Paragraph | BlockKind::Rule)
                && self.is_boilerplate(words, depth, is_before_quotation)
            {
                blocks[at].kind = BlockKind::Boilerplate;
            }
            blocks[at].quotation_depth = depth;
            let of_depth = depth.checked_sub(1).map(|index| self.authors.get(usize::from(index)));
            let author = of_depth.map_or(sender.clone(), |author| author.cloned().unwrap_or_default());
            authors.push((blocks[at].span.start, author));
        }
        authors
    }

    /// Whether a paragraph is a head, an attribution, a part of a signature or a footer.
    fn is_boilerplate(&mut self, words: &str, depth: u8, is_before_quotation: bool) -> bool {
        let lines: Vec<String> = words.lines().map(str::to_owned).collect();
        if header_len(&lines) > 0 {
            self.begin(depth, header_sender(&lines), is_before_quotation);
            return true;
        }
        if let Some(([], _, from)) = attribution_at_end(&lines, is_before_quotation) {
            self.begin(depth, from, is_before_quotation);
            return true;
        }
        if lines.first().is_some_and(|line| matches!(line.trim(), "--" | "—")) {
            self.signature = Some(depth);
        }
        let is_rule = words == "* * *" || lines.first().is_some_and(|line| boilerplate::is_rule(line));
        let is_footer = boilerplate::is_footer(words, self.is_after_rule);
        self.is_after_rule = is_rule || is_footer;
        is_footer || self.signature == Some(depth) || boilerplate::is_separator(words)
    }

    /// Begins a quotation that stands below the paragraph with its author.
    fn begin(&mut self, depth: u8, from: Attribution, is_marked: bool) {
        self.signature = None;
        self.base += u8::from(!is_marked && self.base < MAX_DEPTH);
        self.authors.truncate(usize::from(depth));
        self.authors.resize(usize::from(depth), Attribution::default());
        self.authors.push(from);
    }
}

/// The locators of blocks with these starts and authors, in a text of `len` bytes.
fn locators(authors: &[(usize, Attribution)], len: usize) -> Vec<Locator> {
    let mut found = Vec::new();
    for run in authors.chunk_by(|(_, one), (_, next)| one == next) {
        let Some((start, from)) = run.first() else { continue };
        let next = authors.partition_point(|(at, _)| at <= start) + run.len() - 1;
        let span = Span::new(*start, authors.get(next).map_or(len, |(at, _)| *at));
        let labels = [(LocatorKind::By, &from.author), (LocatorKind::Timestamp, &from.date)];
        let labels = labels.into_iter().filter_map(|(kind, label)| Some((kind, label.clone()?)));
        found.extend(labels.map(|(kind, label)| Locator { span, kind, label: label.into() }));
    }
    found
}
