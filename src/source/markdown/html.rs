//! What can be read of pieces of HTML within Markdown: their text, without tags, comments, scripts and styles.

use std::borrow::Cow;

/// Elements that stand within a line; any other tag ends a paragraph.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "u",
];

/// Elements whose content is not for reading.
const UNREAD: [&str; 4] = ["script", "style", "template", "title"];

/// Whether a tag breaks a line.
pub fn is_line_break(tag: &str) -> bool {
    tag_name(tag.trim_start_matches('<')).eq_ignore_ascii_case("br")
}

/// The paragraphs of a block of HTML, with single spaces between their words.
pub fn paragraphs(html: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push(&mut found, &rest[..open]);
        rest = &rest[open..];
        let inside = &rest[1..];
        if let Some(comment) = inside.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if inside.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            let name = tag_name(inside.trim_start_matches('/')).to_ascii_lowercase();
            rest = inside.split_once('>').map_or("", |(_, after)| after);
            if UNREAD.contains(&&*name) && !inside.starts_with('/') {
                rest = after_element(rest, &name);
            }
            if !INLINE.contains(&&*name) {
                found.push(String::new());
            }
        } else {
            push(&mut found, "<");
            rest = inside;
        }
    }
    push(&mut found, rest);
    let words = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    found.iter().map(words).filter(|text| !text.is_empty()).collect()
}

fn push(found: &mut [String], text: &str) {
    let text = text.replace("&nbsp;", "\u{a0}");
    let unescaped = quick_xml::escape::unescape(&text).unwrap_or(Cow::Borrowed(&text));
    if let Some(last) = found.last_mut() {
        last.push_str(&unescaped);
    }
}

fn tag_name(tag: &str) -> &str {
    &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())]
}

/// What follows the end of the element with this name.
fn after_element<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("</") {
        if tag_name(after).eq_ignore_ascii_case(name) {
            return after.split_once('>').map_or("", |(_, after)| after);
        }
        rest = after;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_for_reading_is_left() {
        let html = "<details class='x'><summary>More &amp; <b>more</b></summary>\n<!-- no --><SCRIPT>if (a < b) {}</script>a < b<p>End";
        assert_eq!(paragraphs(html), ["More & more", "a < b", "End"]);
        assert!(paragraphs("<!-- never ends <p>").is_empty());
        assert!(paragraphs("<style>p {}").is_empty());
        assert!(is_line_break("<br/>") && is_line_break("<BR>") && !is_line_break("<b>"));
    }
}
