//! Which elements of a page are not part of its document.

use super::{
    super::{tag::Tag, tree::NodeId},
    Survey, buttons,
    comments::{self, MIN_ARTICLE_BYTES},
    contents, cookies,
    edges::states_rights,
    names::{OutOfDocument, is_named, may_be_out},
    phrases::{is_about_comments, is_about_other_texts, is_reading_time, marks_an_advertisement},
};

/// The largest share of a page's prose that an element may have whose name says that it is not part of the document.
const MAX_SHARE_OF_SURE: f64 = 0.4;

/// The same for one whose name only makes that likely.
const MAX_SHARE_OF_LIKELY: f64 = 0.25;

/// The share of links from which on an element with such a name is left out, however long it is.
const MIN_LINK_SHARE: f64 = 0.3;

/// How long an element with such a name may be that is left out although it has few links, in bytes.
const MAX_SHORT_BYTES: u32 = 500;

/// How long the mark of an advertisement may be, in bytes.
const MAX_LABEL_BYTES: u32 = 40;

/// How much of a title is looked at, in bytes.
const MAX_TITLE_BYTES: usize = 160;

/// The outermost elements that are left out, in the order of the page.
pub fn find(survey: &Survey<'_, '_>, is_thread: bool) -> Vec<NodeId> {
    let cookies = cookies::mentions(survey.tree);
    let all = Whole { survey, is_thread, prose: survey.weights.prose(0), text: survey.weights.text(0) };
    let mut found: Vec<NodeId> = Vec::new();
    // How much text stands before an element, without links.
    let mut before = 0_u32;
    let mut id = 1;
    while id < survey.tree.len() {
        let is_left_out = survey.tree.tag(id).is_some_and(|tag| {
            !survey.weights.is_out[id]
                && (all.is_left_out(id, tag) || cookies[id] && cookies::is_notice(survey, id, tag))
        });
        if is_left_out {
            found.push(id);
            // A title that stands alone has its list behind it.
            found.extend(all.list_below(id));
        } else if !is_thread && let Some(tag) = survey.tree.tag(id) {
            let comments = comments::below(survey, id, tag, before);
            if !comments.is_empty() {
                found.push(id);
                found.extend(comments);
            }
        }
        let after = found.last().map_or(0, |&last| survey.tree.node(last).end);
        if after > id {
            id = after;
            continue;
        }
        if survey.tree.tag(id).is_none() {
            before = before.saturating_add(survey.weights.text(id) - survey.weights.links(id));
        }
        id += 1;
    }
    found
}

/// A page with the amounts of all that is in it.
struct Whole<'s, 't, 'a> {
    survey: &'s Survey<'t, 'a>,
    is_thread: bool,
    prose: u32,
    text: u32,
}

impl Whole<'_, '_, '_> {
    fn is_left_out(&self, id: NodeId, tag: Tag) -> bool {
        let names = self.survey.names[id];
        let is_sure = names.out == OutOfDocument::Surely && may_be_out(tag) || tag == Tag::Nav;
        if is_sure && self.share(id) <= MAX_SHARE_OF_SURE {
            return true;
        }
        let is_likely =
            names.out >= OutOfDocument::Likely && may_be_out(tag) || self.is_likely_by_tag(id, tag);
        is_likely && self.share(id) <= MAX_SHARE_OF_LIKELY && self.has_little(id)
            || names.is_comments && may_be_out(tag) && self.are_comments(id)
            || self.is_titled_as_other(id, tag)
            || self.is_label(id, tag)
            || self.share(id) <= MAX_SHARE_OF_SURE && buttons::asks_to_sign_up(self.survey, id, tag)
            || !self.is_thread && buttons::is_button(self.survey, id, tag)
            || contents::is_contents(self.survey, id, tag)
            || self.states_rights(id, tag)
    }

    /// The share of the page's prose, or of its text if it has none, that an element has.
    fn share(&self, id: NodeId) -> f64 {
        let weights = &self.survey.weights;
        if self.prose > 0 {
            f64::from(weights.prose(id)) / f64::from(self.prose)
        } else {
            f64::from(weights.text(id)) / f64::from(self.text.max(1))
        }
    }

    fn has_little(&self, id: NodeId) -> bool {
        let weights = &self.survey.weights;
        weights.link_share(id) > MIN_LINK_SHARE || weights.text(id) <= MAX_SHORT_BYTES
    }

    /// Headers and footers of the site, asides, and forms.
    fn is_likely_by_tag(&self, id: NodeId, tag: Tag) -> bool {
        let tree = self.survey.tree;
        let stands_in = |tags: &[Tag]| {
            let is_one = |node: NodeId| tree.tag(node).is_some_and(|tag| tags.contains(&tag));
            let is_main =
                |node: NodeId| tags.contains(&Tag::Main) && tree.attribute(node, "role") == Some("main");
            tree.ancestors(id).any(|node| is_one(node) || is_main(node))
        };
        match tag {
            Tag::Footer => !stands_in(&[Tag::Blockquote, Tag::Figure, Tag::Article, Tag::Section]),
            Tag::Header => !stands_in(&[Tag::Article, Tag::Main, Tag::Section]) && !self.has_title(id),
            // In a thread it is a quotation.
            Tag::Aside if self.is_thread => false,
            Tag::Aside => {
                let is_linked = self.survey.weights.link_share(id) > MIN_LINK_SHARE;
                !stands_in(&[Tag::Article, Tag::Main])
                    || is_linked
                    || is_named(tree, id, &["pullquote", "pull"])
            }
            // Old forums wrap every post in a form that shows nothing to fill in.
            Tag::Form => self.has_form_control(id),
            Tag::Dialog => true,
            _ => false,
        }
    }

    /// Whether the heading of the document is in an element.
    fn has_title(&self, id: NodeId) -> bool {
        let tree = self.survey.tree;
        let title = self.survey.title.unwrap_or_default();
        let is_title = |&node: &NodeId| {
            tree.tag(node).is_some_and(|tag| matches!(tag, Tag::H1 | Tag::H2))
                && is_same_title(&tree.text_of(node, MAX_TITLE_BYTES), title)
        };
        tree.descendants(id).any(|node| is_title(&node))
    }

    /// Whether an element has the comments of readers below an article, and the page is no thread.
    fn are_comments(&self, id: NodeId) -> bool {
        let outside = self.prose.saturating_sub(self.survey.weights.prose(id));
        let has_article = || {
            (1..self.survey.tree.len())
                .any(|id| self.survey.tree.is(id, Tag::Article) && self.survey.weights.prose(id) > 0)
        };
        !self.is_thread && (outside >= MIN_ARTICLE_BYTES || outside > 0 && has_article())
    }

    /// Whether an element begins with a title such as "Related stories", or is one.
    fn is_titled_as_other(&self, id: NodeId, tag: Tag) -> bool {
        let weights = &self.survey.weights;
        let is_container = matches!(
            tag,
            Tag::Div | Tag::Section | Tag::Aside | Tag::P | Tag::Ul | Tag::Figure | Tag::Article
        );
        if !is_container && !matches!(tag, Tag::A | Tag::B | Tag::Strong) && tag.heading_level().is_none()
            || self.share(id) > MAX_SHARE_OF_LIKELY
            || self.is_thread
        {
            return false;
        }
        let Some(title) = self.title_of(id, tag) else { return false };
        if is_about_comments(&title) && is_container {
            return self.are_comments(id);
        }
        let is_alone = tag.heading_level().is_some() && self.list_below(id).is_some();
        let is_line = tag == Tag::A && buttons::stands_alone(self.survey, id)
            || matches!(tag, Tag::B | Tag::Strong) && comments::has_line(self.survey, id);
        let is_short = is_line || tag == Tag::P && weights.text(id) as usize <= "Advertisement".len() + 4;
        is_about_other_texts(&title)
            && (is_alone || is_short || is_container && (weights.link_share(id) > 0.4 || self.has_form(id)))
    }

    /// Whether an element that is no caption says who has had the rights in the page since which year.
    fn states_rights(&self, id: NodeId, tag: Tag) -> bool {
        let tree = self.survey.tree;
        may_be_out(tag)
            && states_rights(self.survey, id)
            && tree
                .text_of(id, MAX_TITLE_BYTES)
                .as_bytes()
                .windows(4)
                .any(|part| part.iter().all(u8::is_ascii_digit))
            && !tree
                .ancestors(id)
                .chain([id])
                .any(|node| matches!(tree.tag(node), Some(Tag::Figure | Tag::Figcaption | Tag::Blockquote)))
    }

    /// Whether an element is the mark of an advertisement, or says in no sentence how long reading takes.
    fn is_label(&self, id: NodeId, tag: Tag) -> bool {
        let (tree, weights) = (self.survey.tree, &self.survey.weights);
        if !(1..=MAX_LABEL_BYTES).contains(&weights.text(id))
            || !may_be_out(tag)
            || tag.is_in_table()
            || weights.prose(id) > 0
        {
            return false;
        }
        let text = tree.text_of(id, MAX_TITLE_BYTES);
        let block = || tree.ancestors(id).find(|&node| tree.tag(node).is_some_and(Tag::is_block));
        tag.is_block() && marks_an_advertisement(&text)
            || is_reading_time(&text) && block().is_none_or(|block| weights.prose(block) == 0)
    }

    /// The title at the start of an element: a heading, or words that are set off; the words before the first link of a paragraph.
    fn title_of(&self, id: NodeId, tag: Tag) -> Option<String> {
        let tree = self.survey.tree;
        if matches!(tag, Tag::P | Tag::A | Tag::B | Tag::Strong) || tag.heading_level().is_some() {
            return Some(tree.text_of(id, 60));
        }
        let has_text = |node: &NodeId| self.survey.weights.text(*node) > 0;
        if tree.children(id).find(has_text).is_some_and(|node| tree.tag(node).is_none()) {
            return Some(tree.text_of(id, 60));
        }
        let first = tree.descendants(id).take(8).find(|&node| {
            tree.tag(node).is_some_and(|tag| {
                tag.heading_level().is_some()
                    || matches!(tag, Tag::P | Tag::Strong | Tag::B | Tag::Span | Tag::Header | Tag::Legend)
                    || tag == Tag::Div && (1..=MAX_LABEL_BYTES).contains(&self.survey.weights.text(node))
            })
        })?;
        Some(tree.text_of(first, MAX_TITLE_BYTES))
    }

    fn has_form(&self, id: NodeId) -> bool {
        let tree = self.survey.tree;
        tree.descendants(id).any(|node| tree.is(node, Tag::Form)) || self.has_form_control(id)
    }

    /// Whether something that can be filled in or pressed is shown in an element.
    fn has_form_control(&self, id: NodeId) -> bool {
        let tree = self.survey.tree;
        let is_shown = |node: NodeId| !tree.has_word(node, "type", &["hidden"]);
        tree.descendants(id).chain([id]).any(|node| {
            let is_control =
                matches!(tree.tag(node), Some(Tag::Input | Tag::Button | Tag::Select | Tag::Textarea));
            is_control && is_shown(node)
        })
    }

    /// The list of links that follows a heading.
    fn list_below(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.survey.tree;
        tree.tag(id)?.heading_level()?;
        let parent_end = tree.node(tree.node(id).parent).end;
        let first = Some(tree.node(id).end).filter(|&node| node < parent_end);
        let mut later =
            std::iter::successors(first, |&node| Some(tree.node(node).end).filter(|&node| node < parent_end));
        let next = later.find(|&node| tree.tag(node).is_some())?;
        let is_list = matches!(tree.tag(next), Some(Tag::Ul | Tag::Ol | Tag::Div | Tag::Section));
        (is_list && self.survey.weights.link_share(next) > 0.5).then_some(next)
    }
}

/// Whether two titles are the same, but for white space, the case of letters, and what the site adds.
pub fn is_same_title(heading: &str, title: &str) -> bool {
    let plain = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let (heading, title) = (plain(heading), plain(title));
    !heading.is_empty()
        && !title.is_empty()
        && (title.contains(&heading) || heading.contains(&title))
        && heading.len() * 4 >= title.len()
}
