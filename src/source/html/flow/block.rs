//! Blocks: where they begin and end, and of what kind they are.

use super::{
    super::{
        tag::Tag,
        tree::{Content, NodeId, Tree},
    },
    page::Directive,
    renderer::{Opened, Renderer},
};
use crate::text::{
    Span,
    structure::{BlockKind, LocatorKind, TextBlock},
};

/// Prefixes of classes that name the language of a listing.
const LANGUAGE_PREFIXES: &[&str] = &["language-", "lang-", "highlight-source-", "brush:"];

/// Classes of poems and their stanzas.
const VERSE_CLASSES: &[&str] =
    &["poem", "poetry", "verse", "stanza", "strophe", "lg", "linegroup", "line-group", "lyrics"];

/// Classes of lines of verse.
const LINE_CLASSES: &[&str] =
    &["line", "verse-line", "verseline", "poem-line", "poemline", "poetry-line", "v-line", "vl"];

/// How long a part of a line of names and dates may be, in bytes.
const MAX_PART_BYTES: usize = 60;

impl Renderer<'_> {
    /// Begins a block of the kind that text is of here. The first block of an item gets the item's marker, if it is running text.
    pub(super) fn begin_block(&mut self) {
        let kind = self.kind();
        let stream = self.stream();
        let kind = match (kind, stream.marker.take()) {
            (BlockKind::Paragraph, Some(marker)) => BlockKind::ListItem { marker },
            (kind, _) => kind,
        };
        let depth = |depth: usize| u8::try_from(depth).unwrap_or(u8::MAX);
        let (list_depth, quotation_depth) = (depth(stream.lists.len()), depth(stream.quotations));
        stream.writer.begin(TextBlock { span: Span::default(), kind, list_depth, quotation_depth });
    }

    /// Ends the open block, if there is one; styles and links go on in the next one.
    pub(super) fn end_block(&mut self) {
        if self.joined > 0 {
            return self.words(" ", Span::default());
        }
        if self.lines > 0 {
            self.stream().breaks = 1;
            return;
        }
        self.pause_inline();
        self.stanza = None;
        let stream = self.stream();
        stream.space = None;
        stream.breaks = 0;
        stream.writer.end();
    }

    /// Whether an element is shown as a block.
    pub(super) fn is_block(&self, id: NodeId, tag: Tag) -> bool {
        let tree = self.page.tree;
        if tag == Tag::Cite {
            return tree.is(tree.node(id).parent, Tag::Blockquote);
        }
        tag.is_block() || tree.attribute(id, "style").is_some_and(|style| style.contains("display:block"))
    }

    /// Begins a block element.
    pub(super) fn start_block(&mut self, id: NodeId, tag: Tag) {
        if self.is_next_line(id) {
            return;
        }
        self.end_block();
        self.opened(Opened::Block);
        let tree = self.page.tree;
        if matches!(tag, Tag::P | Tag::Div | Tag::Blockquote) && tree.has_word(id, "class", VERSE_CLASSES) {
            self.open_kind(BlockKind::Verse);
        }
        if matches!(tag, Tag::Div | Tag::Header | Tag::Footer | Tag::Section) && has_separate_parts(tree, id)
        {
            self.spaced.insert(id);
        }
        if let Some(level) = self.page.heading_level(id) {
            self.open_kind(BlockKind::Heading { level });
            self.opened(Opened::Joined);
        }
        match tag {
            Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir => self.start_list(id, tag),
            Tag::Li => self.start_item(id),
            Tag::P => self.start_word_item(id),
            Tag::Dd => self.start_description(),
            Tag::Dt | Tag::Summary | Tag::Legend => self.opened(Opened::Joined),
            Tag::Blockquote => self.opened(Opened::Quotation),
            Tag::Figcaption | Tag::Caption => self.open_kind(BlockKind::Caption),
            Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext => {
                self.open_kind(BlockKind::Code { language: self.language(id).into() });
                self.opened(Opened::Verbatim);
            }
            _ => {}
        }
    }

    /// Whether an element is a line of verse. The lines of one stanza are lines of one block.
    fn is_next_line(&mut self, id: NodeId) -> bool {
        let tree = self.page.tree;
        if !tree.has_word(id, "class", LINE_CLASSES) || self.joined > 0 {
            return false;
        }
        let parent = tree.node(id).parent;
        let is_first = self.stanza != Some(parent);
        if is_first {
            self.end_block();
            self.stanza = Some(parent);
        } else {
            self.stream().breaks = 1;
        }
        self.open_kind(BlockKind::Verse);
        self.opened(Opened::VerseLine);
        true
    }

    /// Makes blocks in the innermost element of this kind. Within a table all text is the table's.
    pub(super) fn open_kind(&mut self, kind: BlockKind) {
        self.kinds.push(kind);
        self.opened(Opened::Kind);
    }

    /// The language of a listing, as a class of it, of what it stands in, or of the code in it names it.
    fn language(&self, id: NodeId) -> &str {
        let tree = self.page.tree;
        let inner = tree.children(id).find(|&child| tree.is(child, Tag::Code));
        let nodes = inner.into_iter().chain([id, tree.node(id).parent]);
        let mut named = nodes
            .flat_map(|node| tree.classes(node))
            .filter_map(|class| LANGUAGE_PREFIXES.iter().find_map(|prefix| class.strip_prefix(prefix)));
        named.next().unwrap_or_default()
    }

    /// A line between two parts of the text.
    pub(super) fn rule(&mut self) {
        self.end_block();
        if self.joined == 0 && !self.stream().writer.is_empty() {
            self.open_kind(BlockKind::Rule);
            self.push("* * *", Span::default());
            self.end_block();
        }
    }

    /// Does what the page's reader says of an element. Returns whether the element is written.
    pub(super) fn follow_directives(&mut self, id: NodeId) -> bool {
        for directive in self.page.directives_of(id) {
            match directive {
                Directive::Skip => return false,
                // It is looked at where the element begins.
                Directive::Heading(_) => {}
                Directive::Apart => {
                    self.words(" ", Span::default());
                    self.opened(Opened::Apart);
                }
                Directive::Kind(kind) => self.open_kind(kind.clone()),
                Directive::Lines => self.opened(Opened::Lines),
                Directive::BreaksEndParagraphs => self.opened(Opened::Breaking),
                Directive::Locate(kind, label) => {
                    self.end_block();
                    self.stream().writer.locate(*kind, label.clone());
                }
                Directive::LocateWithin(kind, label) => self.stream().writer.locate(*kind, label.clone()),
                Directive::Before(kind, text) => self.write_before(kind, text),
                Directive::EndLocator(kind) => self.opened(Opened::Locator(*kind)),
            }
        }
        true
    }

    /// Writes a block that isn't in the page.
    fn write_before(&mut self, kind: &BlockKind, text: &str) {
        self.end_block();
        self.kinds.push(kind.clone());
        self.push(text, Span::default());
        self.end_block();
        self.kinds.pop();
    }

    /// The start of a printed page. Its label is said by an attribute, by its text, or by its id.
    pub(super) fn page_break(&mut self, id: NodeId) {
        let tree = self.page.tree;
        let named = ["title", "aria-label"].iter().find_map(|name| tree.attribute(id, name)).map(str::trim);
        let text = tree.text_of(id, 16);
        let by_id =
            || tree.attribute(id, "id").map(|id| id.trim_start_matches(|c: char| !c.is_ascii_digit()));
        let label = named
            .filter(|name| !name.is_empty())
            .map(label_of_page)
            .or(Some(text.as_str()).filter(|text| !text.is_empty()));
        let Some(label) = label.or_else(by_id).filter(|label| !label.is_empty()) else { return };
        let label = label.to_owned();
        let Content::Element { .. } = tree.node(id).content else { return };
        self.stream().writer.locate(LocatorKind::Page, label);
    }
}

/// The label in what a page break is called: "312" of "Page 312".
fn label_of_page(name: &str) -> &str {
    name.trim_end_matches('.').rsplit(' ').next().unwrap_or(name)
}

/// Whether everything in an element is a short part of its own, such as names and dates that a style sheet moves apart: there is no text
/// beside them and no white space at their ends.
fn has_separate_parts(tree: &Tree<'_>, id: NodeId) -> bool {
    let mut parts = 0;
    for child in tree.children(id) {
        match tree.node(child).content {
            Content::Text { span, .. } => {
                if !tree.source[span.range()].trim().is_empty() {
                    return false;
                }
            }
            Content::Element {
                tag: Tag::Span | Tag::A | Tag::Time | Tag::Strong | Tag::B | Tag::Small | Tag::Abbr,
                ..
            } => {
                let mut text = String::new();
                for inner in tree.descendants(child).take(MAX_PART_BYTES) {
                    tree.text_pieces(inner, |piece, _| text.push_str(piece));
                }
                let is_part =
                    (2..=MAX_PART_BYTES).contains(&text.trim().len()) && text.trim().len() == text.len();
                if !is_part && !text.trim().is_empty() {
                    return false;
                }
                parts += usize::from(is_part);
            }
            Content::Element { tag, .. } if tag.is_unread() => {}
            Content::Element { .. } => return false,
        }
    }
    parts > 1
}
