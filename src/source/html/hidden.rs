//! What a page hides from everyone who looks at it: by attributes, by styles, by the simple rules of style sheets, by the usual names
//! of classes.

use std::collections::HashSet;

use super::{
    hiding_style::{makes_letters_invisible, rule_hides, style_hides},
    tag::Tag,
    tree::{NodeId, Tree},
};

/// Classes of text that only screen readers say, and of marks for the mouse beside headings.
const HIDDEN_CLASSES: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screen-reader-only",
    "screenreader-text",
    "screenreader-only",
    "u-hidden",
    "is-hidden",
    "headerlink",
    "anchorjs-link",
    "header-anchor",
    "mw-editsection",
    "noprint",
    "mw-cite-backlink",
    "katex-html",
    "MathJax_Preview",
    "linenos",
    "lineno",
    "line-numbers-rows",
    "copybtn",
];

/// How long a text with `aria-hidden` may be that is only a sign, in bytes.
const MAX_SIGN_BYTES: usize = 4;

/// The rules of style sheets that hide elements.
#[derive(Clone, Debug, Default)]
pub struct HidingRules {
    /// Selectors of one part: a class with its dot, an id with its `#`, an element's name, or a name with one of the others.
    selectors: HashSet<String>,
}

impl HidingRules {
    /// The rules in the style sheets that stand in a page.
    pub fn of_page(tree: &Tree<'_>) -> Self {
        let mut rules = Self::default();
        for id in 0..tree.len() {
            if tree.is(id, Tag::Style)
                && tree.attribute(id, "media").is_none_or(is_for_screens)
                && let Some(text) = tree.children(id).next()
            {
                tree.text_pieces(text, |css, _| rules.add(css));
            }
        }
        rules
    }

    /// Adds the rules of a style sheet that hide something: those with a selector of one part. Rules for printers are passed over.
    pub fn add(&mut self, css: &str) {
        let plain = without_comments(css);
        let mut rest = &*plain;
        while let Some((selector, after)) = rest.split_once('{') {
            let selector = selector.rsplit([';', '}']).next().unwrap_or_default().trim();
            if let Some(media) = selector.strip_prefix("@media") {
                rest = if is_for_screens(media) { after } else { after_group(after) };
            } else if selector.starts_with('@') {
                let is_group = selector.starts_with("@supports") || selector.starts_with("@layer");
                rest = if is_group { after } else { after_group(after) };
            } else {
                let (body, next) = after.split_once('}').unwrap_or((after, ""));
                if rule_hides(body) {
                    self.selectors.extend(selector.split(',').filter_map(simple));
                }
                rest = next;
            }
        }
    }

    /// The number of rules.
    pub fn count(&self) -> usize {
        self.selectors.len()
    }

    /// Adds the rules of another style sheet.
    pub fn extend(&mut self, other: &Self) {
        self.selectors.extend(other.selectors.iter().cloned());
    }

    fn matches(&self, tree: &Tree<'_>, id: NodeId, name: &str) -> bool {
        if self.selectors.is_empty() {
            return false;
        }
        let has = |selector: &str| {
            self.selectors.contains(selector) || self.selectors.contains(&format!("{name}{selector}"))
        };
        self.selectors.contains(name)
            || tree.classes(id).any(|class| has(&format!(".{class}")))
            || tree.attribute(id, "id").is_some_and(|id| has(&format!("#{id}")))
    }
}

/// Whether an element is hidden from everyone who looks at the page.
pub fn is_hidden(tree: &Tree<'_>, id: NodeId, rules: &HidingRules) -> bool {
    if tree.attributes(id).is_empty() && rules.selectors.is_empty() {
        return false;
    }
    let hidden = tree.attribute(id, "hidden");
    hidden.is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || tree.attribute(id, "style").is_some_and(|style| {
            // What stands in an element may have letters of another size.
            let has_text_alone = || tree.children(id).all(|child| tree.tag(child).is_none());
            style_hides(style) || makes_letters_invisible(style) && has_text_alone()
        })
        || tree.classes(id).any(|class| HIDDEN_CLASSES.contains(&class))
        || is_sign(tree, id)
        || rules.matches(tree, id, &tree.name(id).to_ascii_lowercase())
}

/// Whether an element is a sign that says nothing: one that is hidden from screen readers, and has hardly any text.
fn is_sign(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.attribute(id, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        && tree.text_of(id, MAX_SIGN_BYTES).len() <= MAX_SIGN_BYTES
        && !tree.text_of(id, MAX_SIGN_BYTES).chars().any(char::is_alphanumeric)
}

/// Whether a query of media holds for a screen of any size.
fn is_for_screens(media: &str) -> bool {
    media.split(',').any(|query| {
        let query = query.trim().to_ascii_lowercase();
        matches!(&*query, "" | "all" | "screen" | "only screen")
    })
}

/// A selector of one part, with the name of its element in lower case.
fn simple(selector: &str) -> Option<String> {
    let selector = selector.trim();
    let is_simple = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#');
    let parts = selector.bytes().skip(1).filter(|byte| matches!(byte, b'.' | b'#')).count();
    let starts_with_mark = selector.starts_with(['.', '#']);
    if selector.is_empty() || !selector.chars().all(is_simple) || parts > usize::from(!starts_with_mark) {
        return None;
    }
    let name = selector.find(['.', '#']).unwrap_or(selector.len());
    Some(format!("{}{}", selector[..name].to_ascii_lowercase(), &selector[name..]))
}

fn without_comments(css: &str) -> String {
    let mut plain = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain + rest
}

/// What follows a group of rules that has begun.
fn after_group(css: &str) -> &str {
    let mut depth = 1;
    for (at, byte) in css.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &css[at + 1..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::{super::builder::build, *};

    #[test]
    fn simple_rules_hide_elements() {
        let page = "<style>/* {a} */ .a, p.b { color: red; DISPLAY : none !important } #c{visibility:hidden}\
            @media print { .d { display: none } } .e .f { display: none } @font-face { x: y } .g{display:none}</style>\
            <i class='x a'>1</i><p class=b>1</p><p id=c>1</p><p class=g>1</p><p hidden>1</p><p style='display:none'>1</p>\
            <i class=b>0</i><i class=d>0</i><i class=f>0</i><i aria-hidden=true>0</i><i class=sr-only>1</i><i aria-hidden=true>\u{25b6}</i>";
        let tree = build(page, false);
        let rules = HidingRules::of_page(&tree);
        let hidden: Vec<bool> = (1..tree.len())
            .filter(|&id| matches!(tree.tag(id), Some(Tag::I | Tag::P)))
            .map(|id| is_hidden(&tree, id, &rules))
            .collect();
        assert_eq!(hidden, [true, true, true, true, true, true, false, false, false, false, true, true]);
    }
}
