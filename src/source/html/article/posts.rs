//! The posts of a thread: who wrote them, when, which number they have, and which of their parts are not what they say.

use std::collections::HashMap;

use super::{
    super::{
        flow::Directive,
        tag::Tag,
        tree::{NodeId, Tree},
    },
    Survey,
    boilerplate::is_same_title,
    names::is_named,
};
use crate::text::structure::{BlockKind, LocatorKind};

/// Words for the author of a post.
const AUTHOR: &[&str] = &[
    "author",
    "username",
    "user",
    "hnuser",
    "poster",
    "creator",
    "byline",
    "nickname",
    "names",
    "name",
    "postername",
];

/// Words for the time of a post.
const TIME: &[&str] =
    &["date", "time", "timestamp", "age", "posted", "postdate", "published", "dateline", "datetime", "when"];

/// Words for the panel about the author of a post.
const PROFILE: &[&str] =
    &["profile", "postprofile", "userinfo", "avatar", "poster", "authorinfo", "usercard", "userprofile"];

/// Words for parts of a post that belong to its form.
const FORM: &[&str] =
    &["sig", "signature", "postsignature", "notice", "edited", "editnote", "lastedit", "postedit"];

/// Words for the text of a post.
const CONTENT: &[&str] = &[
    "content",
    "body",
    "message",
    "text",
    "cooked",
    "postbody",
    "commtext",
    "postcontent",
    "messagetext",
    "commentbody",
    "md",
];

/// Words for what readers have given an author or a post.
const SCORES: &[&str] = &["score", "flair", "reputation", "karma"];

/// How long such a score may be, in bytes.
const MAX_SCORE_BYTES: u32 = 40;

/// The words on buttons of a post, in lower case.
const BUTTONS: &[&str] = &[
    "reply",
    "quote",
    "permalink",
    "share",
    "report",
    "edit",
    "delete",
    "parent",
    "next",
    "prev",
    "flag",
    "link",
    "save",
    "like",
    "upvote",
    "downvote",
    "reply with quote",
    "add a comment",
    "add comment",
    "view post",
    "report post",
    "quick reply",
    "copy link",
    "bookmark",
    "follow",
    "[-]",
    "[–]",
    "[+]",
    "hide",
    "embed",
    "top",
    "antworten",
    "zitieren",
    "répondre",
    "citer",
    "responder",
    "citar",
    "rispondi",
    "ответить",
    "цитата",
];

/// How long the name of an author may be, in bytes.
const MAX_NAME_BYTES: usize = 60;

/// How long a line with the author and the time may be, in bytes.
const MAX_LINE_BYTES: usize = 160;

/// A post.
#[derive(Debug, Default)]
pub struct Post {
    /// The element that holds it.
    pub element: NodeId,
    /// The number after its last node, or of the first post in it.
    pub end: NodeId,
    /// The name of the author.
    pub author: Option<String>,
    /// The time, as the page shows it.
    pub time: Option<String>,
    /// The number or the name by which it is cited.
    pub label: Option<String>,
    /// The line that names the author.
    line: Option<NodeId>,
    /// The element with the time.
    time_at: Option<NodeId>,
}

impl Post {
    /// The post in an element, up to `end`.
    pub fn new(survey: &Survey<'_, '_>, element: NodeId, end: NodeId) -> Self {
        let tree = survey.tree;
        let mut post = Self { element, end, label: number(tree, element, end), ..Self::default() };
        for id in element + 1..end {
            if tree.tag(id).is_none() || survey.weights.is_out[id] {
                continue;
            }
            if is_named(tree, id, AUTHOR) && !is_named(tree, id, PROFILE) && post.author.is_none() {
                post.take_author(tree, id);
            }
            let is_time = tree.is(id, Tag::Time) || is_named(tree, id, TIME);
            if is_time && post.time.is_none() {
                post.time = Some(tree.text_of(id, MAX_LINE_BYTES)).filter(|text| {
                    text.contains(|c: char| c.is_ascii_digit()) && text.len() <= MAX_NAME_BYTES
                });
                post.time_at = post.time.is_some().then_some(id);
            }
        }
        post
    }

    /// Takes the author from an element that is named for one: it may say more, such as the time.
    fn take_author(&mut self, tree: &Tree<'_>, id: NodeId) {
        let line = tree.text_of(id, MAX_LINE_BYTES);
        let inner = tree.descendants(id).find(|&node| {
            matches!(tree.tag(node), Some(Tag::A | Tag::Strong | Tag::B))
                && !tree.text_of(node, MAX_NAME_BYTES).is_empty()
        });
        let name = inner.map_or_else(|| line.clone(), |inner| tree.text_of(inner, MAX_NAME_BYTES + 1));
        let name = name.trim_start_matches("by ").trim_start_matches("By ").trim().to_owned();
        if name.is_empty() || name.len() > MAX_NAME_BYTES || line.len() > MAX_LINE_BYTES {
            return;
        }
        if let Some((_, after)) = line.split_once(&*name) {
            let time = after.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            if time.contains(|c: char| c.is_ascii_digit()) && self.time.is_none() {
                self.time = Some(time);
            }
        }
        self.line = Some(id);
        self.author = Some(name);
    }
}

/// The number of a post: as a link in it shows it, as its attributes have it.
fn number(tree: &Tree<'_>, element: NodeId, end: NodeId) -> Option<String> {
    let shown = (element + 1..end).filter(|&id| tree.is(id, Tag::A)).find_map(|id| {
        let text = tree.text_of(id, 16);
        let number = text.strip_prefix('#')?.to_owned();
        (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
    });
    let stated =
        ["data-post-number", "data-post-id", "data-id"].iter().find_map(|name| tree.attribute(element, name));
    let by_id = || {
        let id = tree.attribute(element, "id")?;
        let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
        Some(&id[id.len() - digits..]).filter(|digits| !digits.is_empty())
    };
    shown.or_else(|| stated.or_else(by_id).map(str::to_owned))
}

/// The links in a thread that are buttons: "Reply", "Share".
pub fn buttons(survey: &Survey<'_, '_>, root: NodeId) -> impl Iterator<Item = NodeId> {
    let tree = survey.tree;
    tree.descendants(root)
        .filter(move |&id| tree.is(id, Tag::A) && BUTTONS.contains(&&*tree.text_of(id, 24).to_lowercase()))
}

/// Says what is to be done with a post and its parts.
pub fn direct(survey: &Survey<'_, '_>, post: &Post, directives: &mut HashMap<NodeId, Vec<Directive>>) {
    let tree = survey.tree;
    let located = [
        (LocatorKind::Post, &post.label),
        (LocatorKind::By, &post.author),
        (LocatorKind::Timestamp, &post.time),
    ];
    let own = directives.entry(post.element).or_default();
    own.extend(
        located.iter().filter_map(|(kind, label)| Some(Directive::Locate(*kind, label.as_deref()?.into()))),
    );
    own.extend(located.iter().map(|(kind, _)| Directive::EndLocator(*kind)));
    own.push(Directive::BreaksEndParagraphs);
    for part in post.line.into_iter().chain(post.time_at) {
        directives.entry(part).or_default().push(Directive::Apart);
    }
    if let Some(line) = post.line {
        let kind = Directive::Kind(BlockKind::Boilerplate);
        directives.entry(line).or_default().push(kind);
        // "by" says nothing beside the name.
        let by = tree.children(line).find(|&child| tree.tag(child).is_none());
        if let Some(by) = by.filter(|&by| tree.text_of(by, 8).eq_ignore_ascii_case("by")) {
            directives.insert(by, vec![Directive::Skip]);
        }
    }
    for id in post.element + 1..post.end {
        let Some(tag) = tree.tag(id) else { continue };
        let is_part = tag != Tag::A && !is_named(tree, id, CONTENT);
        let is_repeated = || {
            let text = tree.text_of(id, 200);
            let title = text.strip_prefix("Re:").or_else(|| text.strip_prefix("RE:")).unwrap_or(&text);
            is_same_title(title, survey.title.unwrap_or_default())
        };
        if is_part && is_named(tree, id, PROFILE) && post.author.is_some() && post.line != Some(id)
            || tag.heading_level().is_some() && is_repeated()
            || survey.weights.text(id) <= MAX_SCORE_BYTES && is_named(tree, id, SCORES)
        {
            directives.insert(id, vec![Directive::Skip]);
        } else if is_part && is_named(tree, id, FORM) {
            directives.entry(id).or_default().push(Directive::Kind(BlockKind::Boilerplate));
        }
    }
}
