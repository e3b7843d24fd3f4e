//! A page for reading: the article with its glosses marked, and the list of them beside it, as in the terminal. Of several
//! documents one page has all, one below the other.
//!
//! It is one file that loads nothing: the policy in its head allows exactly the style and the script in it, by their
//! digests. Without the script it is still a page with links in both directions. All text of documents and glosses is
//! escaped, including names; the script uses numbers, not names.

mod article;
mod escape;
mod list;

use std::{
    collections::{BTreeSet, HashMap},
    io,
};

use sha2::{Digest, Sha256};

use super::{Carries, Export, Format, Loss, Write};
use crate::gloss::{Placed, schema::HUES};
use escape::escaped;

/// The format.
pub const FORMAT: Format = Format {
    name: "html",
    extension: "html",
    doc: "a page to read, with its glosses beside it, of one document or of several; for any browser, on paper too",
    carries: Carries::ALL,
    write: Some(Write::All(write)),
    ..Format::BLANK
};

const STYLE: &str = include_str!("../../../assets/html/page.css");
const SCRIPT: &str = include_str!("../../../assets/html/page.js");

/// The appearance of a gloss: the letter of its kind with a number, and its colour.
struct GlossStyle {
    label: String,
    class: String,
}

/// A document on the page.
struct PageDocument<'a> {
    export: &'a Export,
    /// Its name, if there are other documents.
    name: Option<&'a str>,
    /// The appearance of its glosses.
    styles: Vec<GlossStyle>,
    /// The number of glosses in the documents before it, with which the numbers of its own begin.
    before: usize,
    /// What the names of its paragraphs begin with.
    prefix: String,
}

impl<'a> PageDocument<'a> {
    /// The documents of a page, in their order.
    fn of_all(exports: &'a [Export]) -> Vec<Self> {
        let (mut before, mut counts) = (0, HashMap::new());
        let document = |(number, export): (usize, &'a Export)| {
            let name = (exports.len() > 1).then_some(export.name.as_str());
            let prefix = if number > 0 { format!("d{number}") } else { String::new() };
            let document = Self { export, name, styles: styles(export, &mut counts), before, prefix };
            before += export.glosses.len();
            document
        };
        exports.iter().enumerate().map(document).collect()
    }
}

fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let exports: Vec<Export> = exports.collect();
    let documents = PageDocument::of_all(&exports);
    head(&exports, out)?;
    toolbar(&exports, out)?;
    article::write(&documents, out)?;
    list::write(&documents, out)?;
    writeln!(out, "</div>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn head(exports: &[Export], out: &mut dyn io::Write) -> io::Result<()> {
    let own = own_colours(exports);
    let title = title(exports, |export| &export.title);
    let policy = format!(
        "default-src 'none'; style-src {} {}; script-src {}; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(&own),
        digest(SCRIPT)
    );
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"gloss\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n<style>{own}</style>\n</head>\n<body>",
        escaped(&title)
    )
}

/// What a document is called by, or how many there are.
fn title(exports: &[Export], of_one: impl Fn(&Export) -> &str) -> String {
    match exports {
        [one] => of_one(one).to_owned(),
        several => format!("{} documents", several.len()),
    }
}

/// Writes the name of the document or the number of them, the kinds to choose from, the filter, and the keys.
fn toolbar(exports: &[Export], out: &mut dyn io::Write) -> io::Result<()> {
    let name = title(exports, |export| &export.name);
    writeln!(out, "<header>\n<p class=\"name\"><bdi>{}</bdi></p>", escaped(&name))?;
    writeln!(out, "<div class=\"kinds\" role=\"group\" aria-label=\"Kinds shown\">")?;
    for (tag, count) in kinds(exports) {
        let known = exports.iter().find_map(|export| export.schema.kind(tag));
        let class = known.map_or("hue-grey".to_owned(), |kind| class(&kind.color));
        let tag = escaped(tag);
        writeln!(
            out,
            "<button type=\"button\" class=\"{class}\" data-kind=\"{tag}\" aria-pressed=\"true\">\
             {tag} <span>{count}</span></button>"
        )?;
    }
    writeln!(
        out,
        "</div>\n<input type=\"search\" id=\"filter\" placeholder=\"Filter (/)\" aria-label=\"Show glosses with these words\">\n\
         <p id=\"shown\" aria-live=\"polite\"></p>\n\
         <button type=\"button\" id=\"theme\" aria-label=\"Light or dark\">◐</button>\n</header>\n\
         <div class=\"panes\">"
    )
}

/// The kinds in use, in the schema's order, with their numbers.
fn kinds(exports: &[Export]) -> Vec<(&str, usize)> {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    let known = exports.iter().flat_map(|export| &export.schema.kinds).map(|kind| (kind.name.as_str(), 0));
    let used = exports.iter().flat_map(|export| &export.glosses).map(|placed| (placed.gloss.tag.as_str(), 1));
    for (tag, count) in known.chain(used) {
        match kinds.iter_mut().find(|(name, _)| *name == tag) {
            Some((_, all)) => *all += count,
            None => kinds.push((tag, count)),
        }
    }
    kinds.retain(|(_, count)| *count > 0);
    kinds
}

/// The appearance of each gloss, in their order; `counts` has the number of glosses with each letter so far.
fn styles(export: &Export, counts: &mut HashMap<char, usize>) -> Vec<GlossStyle> {
    let mut style = |placed: &Placed| {
        let tag = &placed.gloss.tag;
        let unknown = tag.chars().find(|c| c.is_alphanumeric()).map_or('X', |c| c.to_ascii_uppercase());
        let letter = export.schema.kind(tag).map_or(unknown, |kind| kind.letter);
        let count = counts.entry(letter).or_default();
        *count += 1;
        GlossStyle { label: format!("{letter}{count}"), class: class(export.schema.look(&placed.gloss).1) }
    };
    export.glosses.iter().map(&mut style).collect()
}

/// The CSS class of a hue, or of a colour that the schema gives as a number.
fn class(hue: &str) -> String {
    match hex(hue) {
        Some(hex) => format!("own-{hex}"),
        None => format!("hue-{}", HUES.iter().find(|known| **known == hue).unwrap_or(&"grey")),
    }
}

fn hex(hue: &str) -> Option<&str> {
    hue.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The CSS for colours that the schema gives as numbers.
fn own_colours(exports: &[Export]) -> String {
    let kinds = exports.iter().flat_map(|export| &export.schema.kinds);
    let colours =
        kinds.flat_map(|kind| kind.keys.iter().filter_map(|key| key.color.as_ref()).chain([&kind.color]));
    let colours: BTreeSet<&str> = colours.filter_map(|colour| hex(colour)).collect();
    colours.into_iter().map(|hex| format!(".own-{hex}{{--hue:#{hex}}}\n")).collect()
}

/// The source expression of the page's policy that allows exactly this text.
fn digest(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text)))
}

/// Base64 according to RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |group: &[u8]| {
        let bits =
            group.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - group.len()));
        let digit = move |i: usize| {
            if i <= group.len() { DIGITS[(bits >> (18 - 6 * i)) as usize & 63] as char } else { '=' }
        };
        (0..4).map(digit).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let of = |text: &str| base64(text.as_bytes());
        assert_eq!(
            [of(""), of("f"), of("fo"), of("foo"), of("foobar")],
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy"]
        );
    }
}
