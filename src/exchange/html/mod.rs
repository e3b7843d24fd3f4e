//! A page to read: the article with its glosses marked, and the list of them beside it, as in the terminal.
//!
//! It is one file that asks for nothing else: the policy in its head allows the style and the script in it, by their
//! digests, and no more. Without a script it is still a page with links both ways. Whatever a document or a gloss says is
//! escaped, also its names; numbers, not names, are what the script goes by.

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
    doc: "a page to read, with its glosses beside it; for any browser, on paper too",
    carries: Carries::ALL,
    write: Some(Write::Each(write)),
    ..Format::BLANK
};

const STYLE: &str = include_str!("../../../assets/html/page.css");
const SCRIPT: &str = include_str!("../../../assets/html/page.js");

/// How a gloss is shown: by the letter of its kind with a number, in its colour.
struct Look {
    label: String,
    class: String,
}

fn write(export: &Export, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let looks = looks(export);
    head(export, out)?;
    toolbar(export, out)?;
    article::write(export, &looks, out)?;
    list::write(export, &looks, out)?;
    writeln!(out, "</div>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn head(export: &Export, out: &mut dyn io::Write) -> io::Result<()> {
    let own = own_colours(export);
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
        escaped(&export.title)
    )
}

/// The name of the document, the kinds to choose from, the filter, and what keys do.
fn toolbar(export: &Export, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<header>\n<p class=\"name\"><bdi>{}</bdi></p>", escaped(&export.name))?;
    writeln!(out, "<div class=\"kinds\" role=\"group\" aria-label=\"Kinds shown\">")?;
    for (tag, count) in kinds(export) {
        let class = export.schema.kind(tag).map_or("hue-grey".to_owned(), |kind| class(&kind.color));
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
fn kinds(export: &Export) -> Vec<(&str, usize)> {
    let mut kinds: Vec<(&str, usize)> =
        export.schema.kinds.iter().map(|kind| (kind.name.as_str(), 0)).collect();
    for placed in &export.glosses {
        let tag = placed.gloss.tag.as_str();
        match kinds.iter_mut().find(|(name, _)| *name == tag) {
            Some((_, count)) => *count += 1,
            None => kinds.push((tag, 1)),
        }
    }
    kinds.retain(|(_, count)| *count > 0);
    kinds
}

/// How each gloss is shown, in their order.
fn looks(export: &Export) -> Vec<Look> {
    let mut counts: HashMap<char, usize> = HashMap::new();
    let mut look = |placed: &Placed| {
        let tag = &placed.gloss.tag;
        let unknown = tag.chars().find(|c| c.is_alphanumeric()).map_or('X', |c| c.to_ascii_uppercase());
        let letter = export.schema.kind(tag).map_or(unknown, |kind| kind.letter);
        let count = counts.entry(letter).or_default();
        *count += 1;
        Look { label: format!("{letter}{count}"), class: class(export.schema.look(&placed.gloss).1) }
    };
    export.glosses.iter().map(&mut look).collect()
}

/// The class of a hue, or of a colour of the project's own.
fn class(hue: &str) -> String {
    match hex(hue) {
        Some(hex) => format!("own-{hex}"),
        None => format!("hue-{}", HUES.iter().find(|known| **known == hue).unwrap_or(&"grey")),
    }
}

fn hex(hue: &str) -> Option<&str> {
    hue.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The style of colours that have no name.
fn own_colours(export: &Export) -> String {
    let kinds = export.schema.kinds.iter();
    let colours =
        kinds.flat_map(|kind| kind.keys.iter().filter_map(|key| key.color.as_ref()).chain([&kind.color]));
    let colours: BTreeSet<&str> = colours.filter_map(|colour| hex(colour)).collect();
    colours.into_iter().map(|hex| format!(".own-{hex}{{--hue:#{hex}}}\n")).collect()
}

/// The source expression that allows just this text.
fn digest(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text)))
}

/// RFC 4648, 4.
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
