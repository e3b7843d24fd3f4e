//! What the class and the id of an element say about it, by the words that pages usually name their parts with.

use std::{collections::HashMap, sync::LazyLock};

use super::super::{
    tag::Tag,
    tree::{NodeId, Tree},
};

/// Words for what is never part of a document: banners about cookies, ways through the site.
const SURELY_OUT: &str = "\
    cookiebanner cookiebar cookieconsent consent gdpr onetrust nav navbar navbox navigation navlinks \
    navmenu topnav subnav sidenav navi mainnav breadcrumb breadcrumbs pagination pager skiplink skip \
    catlinks advert adverts advertisement advertising ad ads adsense adslot adbox adunit sponsored dfp \
    outbrain taboola printfooter jumplinks paginator backtotop sitefooter pagefooter copyright \
    colophon interlanguage portlet navs langbtn votecell votecount votelinks ambox tmbox midcol \
    panestack menuarea flatlist";

/// Words for what is most often not part of it, if there is little text in it, or most of it are links.
const LIKELY_OUT: &str = "\
    menu sidebar banner widget widgets promo promotion promos toolbar search social share sharing \
    sharebar shares overlay modal popup related recommended recommendations recommendation \
    recirculation newsletter subscribe subscription signup paywall tags taglist tagcloud trending \
    popular mostread readmore morefrom teaser teasers footer login register masthead topbar toc \
    sponsor sponsors donate follow likes reactions votes buttons actions controls rail siteheader \
    online whoisonline cta noprint feedback btn dropdown togg expand switcher alsoread printonly \
    siteinfo webring hitcounter authorbox authorbio aboutauthor \
    linksblock relatedlinks storylinks richlink onwards buttonwrapper";

/// Words for what readers have written under a text.
const COMMENTS: &str = "\
    comments disqus respond commentlist commentsection replies leserkommentare kommentare commentaires \
    discussion";

/// Words for one message of a thread.
const POSTS: &str = "\
    post comment message reply comtr postcontainer postbox answer question entry update liveblogpost \
    liveupdate liveentry topicpost msg bbspost commentarea";

/// What a notice about cookies is called beside "cookie".
const COOKIE_PARTS: &[&str] = &[
    "banner",
    "bar",
    "notice",
    "policy",
    "popup",
    "law",
    "overlay",
    "message",
    "modal",
    "wall",
    "disclaimer",
    "info",
    "alert",
    "dialog",
    "container",
    "wrap",
    "hint",
];

/// What the words say, by the words.
static MEANINGS: LazyLock<HashMap<&str, Names>> = LazyLock::new(|| {
    let mut meanings: HashMap<&str, Names> = HashMap::new();
    let mut add = |list: &'static str, set: fn(&mut Names)| {
        for word in list.split_ascii_whitespace() {
            set(meanings.entry(word).or_default());
        }
    };
    add(LIKELY_OUT, |names| names.out = OutOfDocument::Likely);
    add(SURELY_OUT, |names| names.out = OutOfDocument::Surely);
    add(COMMENTS, |names| names.is_comments = true);
    add(POSTS, |names| names.is_post = true);
    meanings
});

/// How sure it is that something is not part of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutOfDocument {
    /// Nothing tells that.
    #[default]
    No,
    /// It most often isn't.
    Likely,
    /// It never is.
    Surely,
}

/// What the names of an element say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Whether it is part of the document.
    pub out: OutOfDocument,
    /// It holds comments of readers.
    pub is_comments: bool,
    /// It is a message of a thread.
    pub is_post: bool,
}

/// What the class, the id and the role of an element say.
pub fn names_of(tree: &Tree<'_>, id: NodeId) -> Names {
    let mut names = Names::default();
    for attribute in ["class", "id", "data-testid", "data-component"] {
        if let Some(value) = tree.attribute(id, attribute) {
            for name in value.split_ascii_whitespace() {
                take(name, &mut names);
            }
        }
    }
    if tree.has_word(id, "role", &["navigation", "search", "menubar", "menu", "dialog", "alertdialog"]) {
        names.out = OutOfDocument::Surely;
    } else if tree.has_word(id, "role", &["banner", "contentinfo", "complementary", "alert", "toolbar"]) {
        names.out = names.out.max(OutOfDocument::Likely);
    }
    if tree
        .attribute(id, "itemtype")
        .is_some_and(|kind| kind.ends_with("/Comment") || kind.ends_with("ForumPosting"))
    {
        names.is_post = true;
    }
    names
}

/// Takes what one name says: by its words, and by all of them together (`cookie-banner`, `CookieBanner`).
fn take(name: &str, names: &mut Names) {
    let whole: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let spaced = spaced_words(name);
    let mut words = spaced.split_ascii_whitespace();
    let first = words.next().unwrap_or_default();
    let rest_is_number = words.clone().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let meaning = |word: &str| MEANINGS.get(word).copied().unwrap_or_default();
    names.is_post |= meaning(&whole).is_post || meaning(first).is_post && rest_is_number;
    for word in words.chain([first, &whole]) {
        let Names { out, is_comments, .. } = meaning(word);
        names.out = names.out.max(out);
        names.is_comments |= is_comments;
    }
    // A recipe may be for cookies.
    let is_notice = || rest_is_number || COOKIE_PARTS.iter().any(|part| whole.contains(part));
    if whole.contains("cookie") && is_notice() {
        names.out = OutOfDocument::Surely;
    }
}

/// The words of a name in lower case with spaces between: "postBody-text" is "post body text".
fn spaced_words(name: &str) -> String {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphabetic() && !c.is_ascii_digit() {
            spaced.push(' ');
        } else {
            if c.is_uppercase() && was_lower {
                spaced.push(' ');
            }
            spaced.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    spaced
}

/// Whether one of the words of the class or the id of an element is one of `words`.
pub fn is_named(tree: &Tree<'_>, id: NodeId, words: &[&str]) -> bool {
    ["class", "id", "itemprop", "rel"]
        .iter()
        .filter_map(|name| tree.attribute(id, name))
        .any(|value| spaced_words(value).split_ascii_whitespace().any(|word| words.contains(&word)))
}

/// Whether an element may be left out at all: the whole page and its main part may not.
pub fn may_be_out(tag: Tag) -> bool {
    !matches!(
        tag,
        Tag::Html | Tag::Body | Tag::Main | Tag::Article | Tag::Code | Tag::Pre | Tag::Tr | Tag::Tbody
    ) && tag.heading_level().is_none()
}

#[cfg(test)]
mod tests {
    use super::{super::super::build, *};

    #[test]
    fn names_are_read_by_their_words() {
        let names = |attributes: &str| {
            let source = format!("<div {attributes}>");
            names_of(&build(&source, false), 1)
        };
        assert!(names("class='CookieBanner--visible'").out == OutOfDocument::Surely);
        assert!(names("id=main-nav").out == OutOfDocument::Surely);
        assert!(names("class='share-box'").out == OutOfDocument::Likely);
        assert!(names("class='post has-profile' id=p12").is_post && names("id=comment-12").is_post);
        for plain in [
            "class='navy shadow'",
            "class=post-content",
            "id=comment-form",
            "class=header",
            "class=cookie-recipe",
        ] {
            assert_eq!(names(plain), Names::default(), "{plain}");
        }
    }
}
