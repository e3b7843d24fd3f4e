//! `gloss list`: glosses of one document or of many.

use std::path::PathBuf;

use super::{
    add::{name_and_value, same},
    args::Coder,
    environment,
    error::{Error, Exit},
    open::Opened,
    output,
};
use crate::{
    exchange,
    gloss::{Placed, State},
    text::Text,
};

/// Prints the glosses of the files that are of one of these kinds (any, if there are none) and have these values.
pub fn run(
    files: &[PathBuf],
    tags: &[String],
    wanted: &[String],
    json: bool,
    coder: &Coder,
) -> Result<Exit, Error> {
    let (settings, _) = environment::settings();
    let coder = coder.name(&settings);
    let pairs: Vec<(&str, &str)> =
        wanted.iter().map(|pair| name_and_value(pair)).collect::<Result<_, _>>()?;
    let fits = |placed: &Placed| {
        let gloss = &placed.gloss;
        let has =
            |(name, typed): &(&str, &str)| gloss.attributes.get(name).is_some_and(|value| same(value, typed));
        (tags.is_empty() || tags.contains(&gloss.tag)) && pairs.iter().all(has)
    };
    let mut values = Vec::new();
    // A kind that neither a schema nor a gloss has was hardly meant.
    let mut unknown: Vec<&String> = tags.iter().collect();
    let exit = output::each(files, |file| {
        let opened = Opened::new(file, None, coder.as_deref())?;
        let glosses = opened.glosses();
        unknown.retain(|tag| opened.schema.kind(tag).is_none() && !glosses.tally().contains_key(*tag));
        let text = &opened.document.text;
        if json {
            let file = file.to_string_lossy();
            values.extend(
                glosses.iter().filter(|p| fits(p)).map(|placed| exchange::json_value(&file, text, placed)),
            );
            return Ok(Exit::Done);
        }
        output::to_stdout(|out| {
            for placed in glosses.iter().filter(|placed| fits(placed)) {
                let file = if files.len() > 1 { format!("{}:", file.display()) } else { String::new() };
                writeln!(out, "{file}{}", line(text, placed))?;
            }
            Ok(())
        })
    });
    if let (Some(tag), Exit::Done) = (unknown.first(), exit) {
        return Err(Error::usage(format!("there is no kind “{tag}”")).hint("`gloss schema` lists the kinds"));
    }
    if json {
        output::to_stdout(|out| {
            serde_json::to_writer_pretty(&mut *out, &values)?;
            writeln!(out)
        })?;
    }
    Ok(exit)
}

/// A gloss on a line: paragraph, kind, words, what is said of them.
fn line(text: &Text, placed: &Placed) -> String {
    let gloss = &placed.gloss;
    let place = match placed.place.hull() {
        Some(hull) => format!("¶ {}", text.count(hull.start + 1).paragraphs),
        None => "orphan".to_owned(),
    };
    let doubt = match placed.place.state {
        State::Changed => " (changed)",
        State::Doubtful => " (doubtful)",
        _ => "",
    };
    let mut parts =
        vec![format!("{place}{doubt}"), gloss.tag.clone(), gloss.exact().replace(['\n', '\r', '\t'], " ")];
    parts.extend(gloss.attributes.iter().map(|(name, value)| format!("{name}={value}")));
    parts.extend(gloss.note.iter().map(|note| format!("note={}", note.replace('\n', " "))));
    parts.extend(gloss.review.iter().map(|why| format!("review={}", why.replace('\n', " "))));
    parts.join("\t")
}
