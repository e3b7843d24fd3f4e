//! The metadata of a page: from its `meta` elements, from JSON-LD, from its title, its byline and its dates.

use super::{
    super::Metadata,
    json_ld,
    tag::Tag,
    tree::{NodeId, Tree},
};

/// The names of `meta` elements for each of the metadata; earlier ones count more.
const TITLE: &[&str] = &["og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"];
const AUTHOR: &[&str] = &[
    "citation_author",
    "author",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "parsely-author",
    "byl",
    "twitter:creator",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "citation_publication_date",
    "citation_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "pubdate",
    "date",
    "datepublished",
    "parsely-pub-date",
];
const SITE: &[&str] = &["og:site_name", "citation_journal_title", "dc.publisher", "application-name"];

/// What stands between the title of a document and the name of the site.
const SEPARATORS: &[&str] = &[" | ", " — ", " – ", " - ", " · ", " • ", " :: ", " » ", " « ", " : "];

/// How many headings a title is compared with.
const MAX_HEADINGS: usize = 16;

/// How much of the text of an element is looked at for a name or a title, in bytes.
const MAX_VALUE_BYTES: usize = 400;

/// The metadata that a page states.
pub fn read(tree: &Tree<'_>) -> Metadata {
    let mut stated = Metadata::default();
    let named = named_values(tree);
    let mut take = |field: &str, names: &[&str]| {
        for name in names {
            let values = named.iter().filter(|(own, _)| own == name).map(|(_, value)| (*value).to_owned());
            let is_name =
                |value: &String| field != "author" || !value.contains("://") && !value.starts_with('@');
            let values: Vec<String> = values.filter(is_name).collect();
            if !values.is_empty() {
                return stated.take(field, values);
            }
        }
    };
    for (field, names) in
        [("title", TITLE), ("author", AUTHOR), ("date", PUBLISHED), ("site", SITE), ("url", &["og:url"][..])]
    {
        take(field, names);
    }
    let mut whole = stated.or(json_ld::read(tree));
    whole.take("url", canonical(tree).map(str::to_owned).into_iter().collect());
    whole.take("language", language(tree).map(str::to_owned).into_iter().collect());
    if whole.author.is_empty() {
        whole.take("author", byline(tree).into_iter().collect());
        whole.author.truncate(1);
    }
    whole.take("date", date(tree).map(str::to_owned).into_iter().collect());
    whole.take("title", title(tree, whole.site.as_deref()).into_iter().collect());
    whole
}

/// The names of `meta` elements in lower case, with their values.
fn named_values<'t>(tree: &'t Tree<'_>) -> Vec<(String, &'t str)> {
    let elements = (1..tree.len()).filter(|&id| tree.is(id, Tag::Meta));
    let named = elements.filter_map(|id| {
        let name = ["property", "name", "itemprop"].iter().find_map(|name| tree.attribute(id, name))?;
        let value = tree.attribute(id, "content").filter(|value| !value.trim().is_empty())?;
        Some((name.to_lowercase(), value))
    });
    named.collect()
}

fn canonical<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    let link = (1..tree.len()).find(|&id| tree.is(id, Tag::Link) && tree.has_word(id, "rel", &["canonical"]));
    let address = link.and_then(|id| tree.attribute(id, "href")).filter(|address| address.contains("://"));
    address.or_else(|| saved_from(tree.source))
}

/// The address that a browser has written into a page that it saved.
fn saved_from(source: &str) -> Option<&str> {
    let head = &source[..source.floor_char_boundary(2048)];
    let (_, after) = head.split_once("saved from url=(")?;
    let (_, address) = after.split_once(')')?;
    let end = address
        .find(|c: char| c.is_whitespace() || c == '-' && address.contains("-->"))
        .unwrap_or(address.len());
    let address = address.split_whitespace().next().unwrap_or(&address[..end]);
    Some(address.trim_end_matches("-->")).filter(|address| address.starts_with("http"))
}

fn language<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    let mut roots = (1..tree.len()).filter(|&id| matches!(tree.tag(id), Some(Tag::Html | Tag::Body)));
    roots
        .find_map(|id| tree.attribute(id, "lang").or_else(|| tree.attribute(id, "xml:lang")))
        .filter(|language| !language.is_empty())
}

/// The author as an element that is marked for it names one.
fn byline(tree: &Tree<'_>) -> Option<String> {
    let is_marked = |&id: &NodeId| {
        tree.has_word(id, "rel", &["author"])
            || tree.has_word(id, "itemprop", &["author"])
            || tree.has_word(id, "class", &["byline", "p-author"])
    };
    let mut marked = (1..tree.len()).filter(is_marked);
    let name = |id: NodeId| {
        let inner = tree
            .descendants(id)
            .find(|&inner| tree.has_word(inner, "itemprop", &["name"]) || tree.is(inner, Tag::A));
        let text = tree.text_of(inner.unwrap_or(id), 100);
        let name = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(&text);
        let name = name.split([',', '|', '·', '•']).next().unwrap_or_default().trim();
        (!name.is_empty() && name.split(' ').count() <= 5 && !name.contains(|c: char| c.is_ascii_digit()))
            .then(|| name.to_owned())
    };
    marked.find_map(name)
}

/// The first date that an element `time` states for the document.
fn date<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    let marked = |id: &NodeId| {
        tree.has_word(*id, "itemprop", &["datePublished"]) || tree.attribute(*id, "pubdate").is_some()
    };
    let times =
        || (1..tree.len()).filter(|&id| tree.is(id, Tag::Time) && tree.attribute(id, "datetime").is_some());
    let found = (1..tree.len()).find(marked).or_else(|| times().next().filter(|_| times().count() <= 2))?;
    tree.attribute(found, "datetime").or_else(|| tree.attribute(found, "content"))
}

/// The title of the page without the name of the site.
fn title(tree: &Tree<'_>, site: Option<&str>) -> Option<String> {
    let text =
        |tag: Tag| (1..tree.len()).find(|&id| tree.is(id, tag)).map(|id| tree.text_of(id, MAX_VALUE_BYTES));
    let whole = text(Tag::Title).filter(|title| !title.is_empty());
    let heading = text(Tag::H1).filter(|heading| !heading.is_empty());
    let Some(whole) = whole else { return heading };
    if let Some(heading) = heading.filter(|heading| whole.starts_with(heading.as_str())) {
        return Some(heading);
    }
    Some(without_site(tree, &whole, site).to_owned())
}

/// A title without the name of the site: the part that is a heading of the page, too, else without the end that the site's name is in,
/// else the longest part of three or more.
fn without_site<'a>(tree: &Tree<'_>, whole: &'a str, site: Option<&str>) -> &'a str {
    let mut parts = vec![whole];
    for separator in SEPARATORS {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    // The name of the site stands last most often, and may be a heading, too.
    let headings = (1..tree.len()).filter(|&id| matches!(tree.tag(id), Some(Tag::H1 | Tag::H2 | Tag::H3)));
    let headings: Vec<String> =
        headings.take(MAX_HEADINGS).map(|id| tree.text_of(id, MAX_VALUE_BYTES)).collect();
    let earlier = parts.split_last().map_or(&[][..], |(_, earlier)| earlier);
    if let Some(part) = earlier.iter().find(|part| headings.iter().any(|heading| heading == *part)) {
        return part;
    }
    if parts.len() > 2 && site.is_none() {
        return parts.into_iter().max_by_key(|part| part.len()).unwrap_or(whole);
    }
    let cut = SEPARATORS.iter().filter_map(|separator| whole.rsplit_once(separator));
    match cut.max_by_key(|(before, _)| before.len()) {
        Some((before, after))
            if site.is_some_and(|site| after.contains(site)) || before.split(' ').count() >= 3 =>
        {
            before
        }
        _ => whole,
    }
}
