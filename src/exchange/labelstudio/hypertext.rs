//! The text of hypertext, in which Label Studio counts the offsets of regions: the text nodes, and a line end for each `<br>`.
//! <https://github.com/HumanSignal/label-studio/blob/develop/web/libs/editor/src/utils/selection-tools.js>

use pulldown_cmark::{Event, Parser};

/// Elements whose content is no text.
const RAW: [&str; 2] = ["script", "style"];

/// The longest name of a character reference, in bytes: `&CounterClockwiseContourIntegral;`.
const MAX_REFERENCE_BYTES: usize = 33;

/// Whether a text has an element in it.
pub fn has_elements(text: &str) -> bool {
    let ends = |at: usize| text.get(at..).and_then(markup).is_some_and(|(name, _)| !name.is_empty());
    text.match_indices('<').any(|(at, _)| ends(at))
}

/// The text of hypertext.
pub fn text_content(html: &str) -> String {
    let html = html.replace("\r\n", "\n");
    let mut text = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let read = if from.starts_with('<') { skip(from, &mut text) } else { reference(from, &mut text) };
        rest = read.unwrap_or_else(|| {
            let (literal, after) = from.split_at(1);
            text.push_str(literal);
            after
        });
    }
    text.push_str(rest);
    text
}

/// Passes over markup; a `<br>` is a line end. `None` if it is none.
fn skip<'a>(from: &'a str, text: &mut String) -> Option<&'a str> {
    let (name, after) = markup(from)?;
    if name.eq_ignore_ascii_case("br") {
        text.push('\n');
    }
    let is_raw = RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw));
    if !is_raw || from.starts_with("</") {
        return Some(after);
    }
    let closing = after.match_indices("</").map(|(at, _)| at).find(|&at| {
        after.get(at + 2..at + 2 + name.len()).is_some_and(|closed| closed.eq_ignore_ascii_case(name))
    });
    Some(closing.map_or("", |at| &after[at..]))
}

/// The name of the element that `from` begins with, and what follows the markup; the name is empty for a comment or a
/// declaration.
fn markup(from: &str) -> Option<(&str, &str)> {
    if let Some(comment) = from.strip_prefix("<!--") {
        return Some(("", comment.split_once("-->").map_or("", |(_, after)| after)));
    }
    if from.starts_with("<!") || from.starts_with("<?") {
        return from.split_once('>').map(|(_, after)| ("", after));
    }
    let inner = from.strip_prefix("</").or_else(|| from.strip_prefix('<'))?;
    let length = inner.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(inner.len());
    let name = inner.get(..length).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    // A bracket in a quoted attribute doesn't end the markup.
    let mut quote = None;
    for (at, c) in inner.char_indices().skip(name.chars().count()) {
        match (quote, c) {
            (None, '>') => return Some((name, &inner[at + 1..])),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// Reads a character reference. `None` if it is none.
fn reference<'a>(from: &'a str, text: &mut String) -> Option<&'a str> {
    let end = from.bytes().take(MAX_REFERENCE_BYTES).position(|byte| byte == b';')? + 1;
    let (reference, after) = from.split_at(end);
    // Markdown has the character references of HTML, so that its parser knows them all.
    let mut events = Parser::new(reference).filter(|event| matches!(event, Event::Text(_)));
    match (events.next(), events.next()) {
        (Some(Event::Text(read)), None) if &*read != reference => text.push_str(&read),
        _ => return None,
    }
    Some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_what_stands_between_the_markup() {
        for (html, text) in [
            ("<p>Rain &amp; <b title=\"a > b\">snow</b></p>", "Rain & snow"),
            ("one<br/>two<BR>three\r\nfour", "one\ntwo\nthree\nfour"),
            ("<style>p { }</style><!-- <p> --><!DOCTYPE html>x<script>1 < 2</SCRIPT >y", "xy"),
            ("2 < 3 & 4 > 1 &unknown; &eacute;&#8220;&#x1f327;", "2 < 3 & 4 > 1 &unknown; é“🌧"),
            ("<p unclosed", "<p unclosed"),
        ] {
            assert_eq!(text_content(html), text, "{html}");
        }
        assert!(has_elements("a <i>b</i>") && !has_elements("1 < 2 and <!-- this -->"));
    }
}
