//! Markup in a text that is read as it is: tags, code, tables, front matter, addresses. Nothing in it is anybody's words.

use crate::text::{ByteSet, Span};

/// The longest tag, in bytes; chosen by hand.
const MAX_TAG_BYTES: usize = 1024;

/// The longest comment, in bytes; chosen by hand.
const MAX_COMMENT_BYTES: usize = 16 * 1024;

/// The longest content of an opaque element, up to the first tag that closes one, in bytes; chosen by hand.
const MAX_OPAQUE_BYTES: usize = 16 * 1024;

/// The longest front matter, in bytes; chosen by hand.
const MAX_FRONT_MATTER_BYTES: usize = 16 * 1024;

/// The longest passage of code within a line of text, in bytes; chosen by hand.
const MAX_INLINE_CODE_BYTES: usize = 400;

/// The longest words of a link, and the longest address behind them, in bytes; chosen by hand.
const MAX_LINK_BYTES: usize = 400;

/// Elements whose content is no text.
const OPAQUE: [&str; 4] = ["script", "style", "pre", "code"];

/// The schemes with which addresses begin.
const SCHEMES: [&str; 4] = ["https://", "http://", "ftp://", "mailto:"];

/// The parts of `text` that are markup, ascending, not overlapping.
pub(super) fn markup(text: &str) -> Vec<Span> {
    let mut reader = MarkupReader { text, at: 0, unclosed: [0; 3], no_end: [0; 3], no_closing_tag: 0 };
    let mut found: Vec<Span> = Vec::new();
    found.extend(reader.front_matter());
    while let Some(span) = reader.next_span() {
        found.push(span);
    }
    found
}

/// The bytes with which markup may begin, or in addresses the colon behind the scheme.
static BEGINS: ByteSet = ByteSet::of(b"<`~|:w[]!");

struct MarkupReader<'a> {
    text: &'a str,
    /// The offset up to which the text has been read.
    at: usize,
    /// For one, two and three grave accents or more, the offset before which no run of them closes an open one, so that a
    /// text of single accents is looked at once.
    unclosed: [usize; 3],
    /// The offsets before which there is no end of a tag, none of a comment, and none of the words of a link.
    no_end: [usize; 3],
    /// The offset before which nothing closes an opaque element.
    no_closing_tag: usize,
}

/// The marks that end a tag, a comment, and the words of a link.
const ENDS: [&str; 3] = [">", "-->", "]("];

impl MarkupReader<'_> {
    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The next markup from `at` on.
    fn next_span(&mut self) -> Option<Span> {
        loop {
            let bytes = self.text.as_bytes();
            let at = BEGINS.find(bytes, self.at)?;
            let byte = bytes.get(at).copied()?;
            let end = match byte {
                b'<' => self.tag(at),
                b'`' | b'~' if self.begins_line(at) && self.fence(at).is_some() => self.fence(at),
                b'`' => self.inline_code(at),
                b'|' if self.begins_line(at) => self.row(at),
                b'!' | b'[' => self.link_words(at),
                b']' => self.link_target(at),
                b':' => self.address(at),
                b'w' => self.web_address(at),
                _ => None,
            };
            if let Some(end) = end.filter(|&end| end > at) {
                let start = if byte == b':' { self.scheme_start(at).unwrap_or(at) } else { at };
                self.at = end;
                return Some(Span::new(start, end));
            }
            // A run of accents is passed over as a whole.
            let length = self.rest(at).bytes().take_while(|&other| other == byte && byte == b'`').count();
            self.at = at + length.max(1);
        }
    }

    /// Whether only white space stands before `at` in its line.
    fn begins_line(&self, at: usize) -> bool {
        let head = self.text.get(..at).unwrap_or_default();
        let line = head.trim_end_matches([' ', '\t', '>']);
        line.is_empty() || line.ends_with(['\n', '\r'])
    }

    /// The end of the line that `at` lies in, with its line break.
    fn line_end(&self, at: usize) -> usize {
        self.rest(at).find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// The front matter: lines between two lines of three hyphens or plus signs, at the beginning of the text.
    fn front_matter(&mut self) -> Option<Span> {
        let (fence, body) = self.text.split_once('\n')?;
        let fence = fence.trim_end();
        let is_named = body.lines().next().is_some_and(|line| line.contains([':', '=']));
        if !matches!(fence, "---" | "+++") || !is_named {
            return None;
        }
        let mut end = self.text.len() - body.len();
        for line in body.split_inclusive('\n') {
            end += line.len();
            if line.trim_end() == fence {
                self.at = end;
                return Some(Span::new(0, end));
            }
            if end > MAX_FRONT_MATTER_BYTES {
                break;
            }
        }
        None
    }

    /// The end of the tag, the comment or the opaque element that begins at `at`.
    fn tag(&mut self, at: usize) -> Option<usize> {
        if self.rest(at).starts_with("<!--") {
            return self.end_of(1, at, MAX_COMMENT_BYTES);
        }
        let is_named = |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_named(self.rest(at + 1).trim_start_matches(['/', '!', '?'])) {
            return None;
        }
        let first = self.end_of(0, at, MAX_TAG_BYTES)?;
        let rest = self.rest(at);
        let mut quote = None;
        let end = rest.bytes().take(MAX_TAG_BYTES).position(|byte| {
            match (quote, byte) {
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
            byte == b'>' && quote.is_none()
        });
        let end = end.map_or(first, |end| at + end + 1);
        let name = rest.get(1..)?.trim_start_matches(['/', '!', '?']);
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..length)?;
        let opaque = rest.as_bytes().get(1) != Some(&b'/')
            && OPAQUE.iter().any(|opaque| name.eq_ignore_ascii_case(opaque));
        if !opaque || self.text.get(..end)?.ends_with("/>") {
            return Some(end);
        }
        let name = name.to_owned();
        Some(self.closing_tag(&name, end).unwrap_or(end))
    }

    /// The offset of the tag that closes the element `name`, which is open at `at`.
    fn closing_tag(&mut self, name: &str, at: usize) -> Option<usize> {
        if at < self.no_closing_tag {
            return None;
        }
        let limit = self.text.floor_char_boundary((at + MAX_OPAQUE_BYTES).min(self.text.len()));
        let closes = |start: &usize| {
            let tag = self.text.get(start + 2..).and_then(|tag| tag.get(..name.len()));
            tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name))
        };
        let tags = self.text.get(at..limit)?.match_indices("</").map(|(found, _)| at + found);
        let found = tags.into_iter().find(closes);
        if found.is_none() {
            self.no_closing_tag = limit;
        }
        found
    }

    /// The offset behind the first of the marks `ENDS[which]` in the `most` bytes from `at` on. What was searched in vain is not
    /// searched again.
    fn end_of(&mut self, which: usize, at: usize, most: usize) -> Option<usize> {
        let from = at.max(self.no_end[which]);
        let limit = self.text.floor_char_boundary((at + most).min(self.text.len()));
        let found = self.text.get(from..limit).and_then(|near| near.find(ENDS[which]));
        if found.is_none() {
            let searched = self.text.floor_char_boundary(limit.saturating_sub(ENDS[which].len()));
            self.no_end[which] = self.no_end[which].max(searched);
        }
        found.map(|found| from + found + ENDS[which].len())
    }

    /// The end of the fenced code that begins at `at`: after the closing fence, or the end of the text.
    fn fence(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let mark = rest.chars().next()?;
        let length = rest.chars().take_while(|c| *c == mark).count();
        if length < 3 || rest.get(length..)?.lines().next().is_some_and(|info| info.contains(mark)) {
            return None;
        }
        let mut end = self.line_end(at);
        for line in self.rest(end).split_inclusive('\n') {
            end += line.len();
            let bare = line.trim();
            if bare.len() >= length && bare.chars().all(|c| c == mark) {
                return Some(end);
            }
        }
        Some(self.text.len())
    }

    /// The end of the code between grave accents that begins at `at`. Quotation marks may have the form of these,
    /// two for each as in TeX.
    fn inline_code(&mut self, at: usize) -> Option<usize> {
        let length = self.rest(at).bytes().take_while(|&byte| byte == b'`').count();
        let memory = length.min(3) - 1;
        let from = at + length;
        if at < self.unclosed[memory] {
            return None;
        }
        let rest = self.rest(from);
        let near = rest.get(..rest.floor_char_boundary(MAX_INLINE_CODE_BYTES))?;
        let near = near.split("\n\n").next()?;
        let mut inside = 0;
        while let Some(found) = near.get(inside..)?.find('`') {
            let start = inside + found;
            let run = near.get(start..)?.bytes().take_while(|&byte| byte == b'`').count();
            let code = near.get(..start)?;
            if run == length {
                let marks = ["''", ",'", ".'", "?'", "!'"];
                let is_code = !code.trim().is_empty() && !marks.iter().any(|mark| code.contains(mark));
                return is_code.then_some(from + start + run);
            }
            inside = start + run;
        }
        self.unclosed[memory] = from + near.len();
        None
    }

    /// The end of the mark at `at` before the words of a link in Markdown: [words](address). The words of a picture, which begin
    /// with "![", are markup, too.
    fn link_words(&mut self, at: usize) -> Option<usize> {
        let picture = self.rest(at).starts_with("![");
        let start = at + usize::from(picture) + 1;
        if !picture && self.rest(at).starts_with('!') {
            return None;
        }
        let end = self.end_of(2, at, MAX_LINK_BYTES)?;
        let words = self.text.get(start..end - ENDS[2].len())?;
        let is_link =
            !words.contains(['[', ']']) && !words.contains("\n\n") && self.target_end(end).is_some();
        is_link.then_some(if picture { end - ENDS[2].len() } else { start })
    }

    /// The end of the bracket at `at` that ends the words of a link, with the address behind it.
    fn link_target(&self, at: usize) -> Option<usize> {
        if self.rest(at).starts_with(ENDS[2]) { self.target_end(at + ENDS[2].len()) } else { None }
    }

    /// The end of the address of a link that begins at `at`, with its closing bracket.
    fn target_end(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let near = rest.get(..rest.floor_char_boundary(MAX_LINK_BYTES))?;
        let length = near.find([')', '\n']).filter(|&end| near.as_bytes().get(end) == Some(&b')'))?;
        let target = near.get(..length)?;
        // "[sic](he means Kell)" is no address.
        let is_address = target.split_whitespace().next().is_some_and(|first| {
            target.len() == first.len()
                || target.get(first.len()..).is_some_and(|title| title.trim().starts_with(['"', '\'']))
        });
        is_address.then_some(at + length + 1)
    }

    /// The end of the row of a table that begins at `at`.
    fn row(&self, at: usize) -> Option<usize> {
        let end = self.line_end(at);
        let line = self.text.get(at + 1..end)?;
        line.trim_end().ends_with('|').then_some(end)
    }

    /// The offset at which the scheme begins that has its colon at `at`.
    fn scheme_start(&self, at: usize) -> Option<usize> {
        SCHEMES.iter().find_map(|scheme| {
            let start = (at + 1).checked_sub(scheme.find(':')? + 1)?;
            self.rest(start).starts_with(scheme).then_some(start)
        })
    }

    /// The end of the address that has its colon at `at`.
    fn address(&self, at: usize) -> Option<usize> {
        self.scheme_start(at)?;
        self.address_end(at)
    }

    /// The end of the address without a scheme that begins at `at`.
    fn web_address(&self, at: usize) -> Option<usize> {
        let before = self.text.get(..at)?.chars().next_back();
        let apart = before.is_none_or(|c| !c.is_alphanumeric());
        if apart && self.rest(at).starts_with("www.") { self.address_end(at) } else { None }
    }

    fn address_end(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | ']' | '"' | '“' | '”' | '»' | '’');
        let address = rest.split(ends).next()?;
        Some(at + address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']).len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::testing::grows_with_the_text;

    /// The markup of `text`, its parts joined by "·".
    fn found(text: &str) -> String {
        let parts: Vec<&str> = markup(text).iter().map(|span| &text[span.range()]).collect();
        parts.join("·")
    }

    #[test]
    fn tags_comments_and_opaque_elements() {
        assert_eq!(found("a <b title=\"x > y\">c</b>"), "<b title=\"x > y\">·</b>");
        assert_eq!(found("a <!-- “b” --> c"), "<!-- “b” -->");
        assert_eq!(found("<pre><b>“b”</b> c</pre> d"), "<pre><b>“b”</b> c·</pre>");
        assert_eq!(found("3 < 4 and 5 > 4, <3 you, a <- b"), "");
    }

    #[test]
    fn code_tables_front_matter_and_addresses() {
        assert_eq!(found("a\n```rust\nlet x = \"y\";\n```\nb"), "```rust\nlet x = \"y\";\n```\n");
        assert_eq!(found("so `say \"x\"` is code"), "`say \"x\"`");
        assert_eq!(found("``So,'' he said. ``No,'' she said. `Yes,' he said. `No.'"), "");
        assert_eq!(found("| \"a\" | b |\nc"), "| \"a\" | b |\n");
        assert_eq!(found("---\ntitle: \"x\"\n---\nb"), "---\ntitle: \"x\"\n---\n");
        assert_eq!(found("---\n\nb\n---\n"), "");
        assert_eq!(found("a [b c](d/e.md \"f\") ![g](h.png)."), "[·](d/e.md \"f\")·![g·](h.png)");
        assert_eq!(found("a [1] b [sic](he means Kell) c](d"), "");
        assert_eq!(found("see https://a.org/b?c=\"d, and www.b.org."), "https://a.org/b?c=·www.b.org");
    }

    #[test]
    fn hostile_markup_is_quick() {
        for unit in [
            "<a ",
            "`",
            "``a` ",
            "`a ",
            "```\n",
            "| a",
            "http:",
            "<!--",
            "<pre>",
            "<pre></b>",
            "<a '",
            "www.",
            "[",
            "[a](",
            "![a] ",
            "](",
        ] {
            grows_with_the_text(unit, |text| drop(markup(text)));
        }
    }
}
