//! slate's `.annotations`, an annotation a line: `((2, 0, 0), (2, 3, 4)) - claim`.
//!
//! A position is a line, a token in it (the text between white space) and a character in the token, each from 0; the
//! last position is inclusive. Written is slate's finest scope, `-s character`; lines, tokens and whole documents are
//! read, too, and the links of `-t link` with them. <https://jkk.name/slate>

use std::{collections::HashMap, io};

use super::{
    Carries, Companion, Export, Feature, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
    import_builder::ImportBuilder, tokens::trim, white_space::is_space,
};
use crate::text::{CodePoints, Text};

/// The format.
pub const FORMAT: Format = Format {
    name: "slate",
    extension: "annotations",
    doc: "slate's labels of characters, with the text beside them",
    carries: Carries::Only(&[Feature::OVERLAP, Feature::SPLIT]),
    unit: Some(OffsetUnit::Tokens),
    companion: Some(Companion {
        // A file with another extension has no text beside it.
        text: Some(|name| match name.strip_suffix(".annotations") {
            Some(text) => text.to_owned(),
            None => format!("{name}.txt"),
        }),
        writes_text: true,
        ..Companion::NONE
    }),
    write: Some(Write::Each(write)),
    read: Some(read),
    ..Format::BLANK
};

/// The spans of the tokens of each line, in code points.
fn tokens(text: &[char]) -> Vec<Vec<(usize, usize)>> {
    let mut lines = vec![Vec::new()];
    let mut start = None;
    for (at, &c) in text.iter().enumerate().chain([(text.len(), &' ')]) {
        if !is_space(c) {
            start.get_or_insert(at);
            continue;
        }
        if let (Some(start), Some(line)) = (start.take(), lines.last_mut()) {
            line.push((start, at));
        }
        // Python reads each of the three kinds of line end as one.
        if c == '\n' || (c == '\r' && text.get(at + 1) != Some(&'\n')) {
            lines.push(Vec::new());
        }
    }
    lines
}

fn write(export: &Export, out: &mut dyn io::Write, loss: &mut Loss) -> io::Result<()> {
    let whole = export.whole();
    let points = CodePoints::new(&whole);
    let lines = tokens(&whole.chars().collect::<Vec<_>>());
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    for (line, tokens) in lines.iter().enumerate() {
        places.extend(tokens.iter().enumerate().map(|(token, &(start, _))| (start, line, token)));
    }
    let place = |point: usize| {
        let (start, line, token) = places[places.partition_point(|place| place.0 <= point) - 1];
        format!("({line}, {token}, {})", point - start)
    };
    for placed in export.in_place() {
        let spans: Vec<String> = placed
            .place
            .spans
            .iter()
            .filter_map(|&span| trim(&whole, span))
            .map(|span| format!("({}, {})", place(points.of(span.start)), place(points.of(span.end) - 1)))
            .collect();
        loss.add("spans of white space alone", placed.place.spans.len() - spans.len());
        let label = label(&placed.gloss.tag);
        match &spans[..] {
            [] => {}
            [one] => writeln!(out, "{one} - {label}")?,
            several => writeln!(out, "[{}] - {label}", several.join(", "))?,
        }
    }
    Ok(())
}

/// The label for a tag: labels contain no white space, so a space becomes `%20;`.
fn label(tag: &str) -> String {
    let escaped = |c: char| {
        if is_space(c) || c == '%' { format!("%{:x};", u32::from(c)) } else { c.to_string() }
    };
    tag.chars().map(escaped).collect()
}

/// The tag of a label.
fn tag(label: &str) -> String {
    let mut parts = label.split('%');
    let mut tag = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let escaped = part
            .split_once(';')
            .and_then(|(digits, rest)| Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, rest)));
        match escaped {
            Some((c, rest)) => {
                tag.push(c);
                tag.push_str(rest);
            }
            None => {
                tag.push('%');
                tag.push_str(part);
            }
        }
    }
    tag
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let Some(whole) = input.text else {
        return Err(Unreadable::new("the text that its lines and tokens are counted in is not beside it"));
    };
    let text = Text::new(whole);
    let points: Vec<char> = whole.chars().collect();
    let tokens = tokens(&points);
    let name = input.name.strip_suffix(".annotations").unwrap_or(input.name);
    let mut builder = ImportBuilder::new(format!("slate {name}"), &text);
    let mut linked: HashMap<(usize, usize), String> = HashMap::new();
    let lines = input.utf8()?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (number, line) in lines {
        let (items, labels) = halves(line);
        let Some(items) = parse(items.trim()) else {
            loss.pass_over(&Unreadable::at(number + 1, "is no list of positions"));
            continue;
        };
        let spans: Vec<_> = items.iter().filter_map(|item| span(item, &tokens, points.len())).collect();
        if spans.len() < items.len() {
            loss.pass_over(&Unreadable::at(number + 1, "a position is no part of the text"));
        }
        for (of_line, label) in labels.split_whitespace().enumerate() {
            let label = label.strip_prefix("label:").unwrap_or(label);
            builder.add(&format!("{number} {of_line}"), &tag(label), &spans, loss);
        }
        if labels.trim().is_empty() {
            let names: Vec<String> = spans
                .iter()
                .map(|&span| {
                    let new = || {
                        let name = format!("linked {} {}", span.0, span.1);
                        builder.add(&name, "linked", &[span], loss);
                        name
                    };
                    linked.entry(span).or_insert_with(new).clone()
                })
                .collect();
            // An item that is linked to itself was examined and has no link.
            for to in names.iter().skip(1).filter(|to| **to != names[0]) {
                builder.link(&names[0], "link", to);
            }
        }
    }
    let glosses = builder.finish(loss);
    Ok(vec![Imported { name: Some(name.to_owned()), text: Some(text), glosses, ..Imported::default() }])
}

/// The positions and the labels of a line. The dash between them is not a minus sign.
fn halves(line: &str) -> (&str, &str) {
    let is_dash = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_digit());
    let mut halves = line.match_indices('-').map(|(at, _)| (&line[..at], &line[at + 1..]));
    halves.find(|(_, rest)| is_dash(rest)).unwrap_or((line, ""))
}

/// The first and the last position of an item.
type PositionRange = (Vec<isize>, Vec<isize>);

/// The span in code points from the first position to the last. A position of fewer numbers is a whole token, line or
/// document.
fn span((first, last): &PositionRange, tokens: &[Vec<(usize, usize)>], len: usize) -> Option<(usize, usize)> {
    let of_line = |line: isize| tokens.get(usize::try_from(line).ok()?);
    let of_token = |line, token: isize| of_line(line)?.get(usize::try_from(token).ok()?).copied();
    let place = |position: &[isize], is_last: bool| match *position {
        [] => Some((0, len)),
        [line] => Some((of_line(line)?.first()?.0, of_line(line)?.last()?.1)),
        [line, token] => of_token(line, token),
        [line, token, character] => {
            let (start, end) = of_token(line, token)?;
            // Character -1 is the space before a token.
            let at = start.checked_add_signed(character).filter(|&at| at < end && character >= -1)?;
            Some(if is_last { (start, at + 1) } else { (at, end) })
        }
        _ => None,
    };
    let (start, end) = (place(first, false)?.0, place(last, true)?.1);
    (start < end).then_some((start, end))
}

/// Parses the positions, which are a Python literal: `(1, 2)`, `((1, 2), (1, 5))`, a list of such, or numbers of lines.
fn parse(positions: &str) -> Option<Vec<PositionRange>> {
    if !positions.starts_with(['(', '[']) {
        let line = |number: &str| number.parse().ok().map(|line| (vec![line], vec![line]));
        return positions.split_whitespace().map(line).collect();
    }
    let json = positions.replace('(', "[").replace(')', "]").replace(",]", "]").replace(", ]", "]");
    let value: serde_json::Value = serde_json::from_str(&json).ok()?;
    let items = if positions.starts_with('[') { value.as_array()?.clone() } else { vec![value] };
    let position = |json: &serde_json::Value| match json.as_i64() {
        Some(line) => Some(vec![isize::try_from(line).ok()?]),
        None => json
            .as_array()?
            .iter()
            .map(|number| number.as_i64().and_then(|n| isize::try_from(n).ok()))
            .collect(),
    };
    let item = |json: &serde_json::Value| match json.as_array().map(Vec::as_slice) {
        Some([first, last]) if first.is_array() => Some((position(first)?, position(last)?)),
        _ => position(json).map(|one| (one.clone(), one)),
    };
    items.iter().map(item).collect()
}
