//! `ClaimReview` of schema.org, in JSON-LD: what fact-checkers publish with their articles.
//!
//! A gloss with the attribute `verdict` is written as a review; others are counted as a loss. Its words are the claim
//! reviewed, `source` is the claim's author, `evidence` a citation, the note the body. The claim appears in the
//! document, with the span as a fragment of a plain text (RFC 5147: `#char=3,8`). Those verdicts of
//! the built-in schema that say how true a claim is have a number on the usual scale from 1 (false) to 5 (true). The address of the published check, `url`, is for its
//! publisher to add.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::{
    Carries, Export, Feature, ForeignFile, Format, Imported, Loss, Unreadable, Write, damaged_json,
    import::{Origin, id, of_files},
    iri,
};
use crate::{
    gloss::{Gloss, Placed, Selector},
    source::Metadata,
};

/// The format.
pub const FORMAT: Format = Format {
    name: "claimreview",
    extension: "claimreview.json",
    doc: "schema.org ClaimReview: claims with a verdict, their source and evidence",
    carries: Carries::Only(&[
        Feature::OVERLAP,
        Feature::SPLIT,
        Feature::ORPHANS,
        Feature::ATTRIBUTES,
        Feature::NOTES,
        Feature::CODERS,
        Feature::DATES,
    ]),
    write: Some(Write::All(write)),
    read: Some(read),
    ..Format::BLANK
};

/// The attributes that a review has properties for.
const REVIEW_ATTRIBUTES: [&str; 3] = ["source", "verdict", "evidence"];

/// Verdicts with their numbers. The others (missing context, outdated, unproven) say why a claim has no place on the scale.
const RATINGS: [(&str, u8); 5] =
    [("false", 1), ("misleading", 2), ("half true", 3), ("mostly true", 4), ("true", 5)];

fn write(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    loss: &mut Loss,
) -> io::Result<()> {
    let mut reviews = Vec::new();
    for export in exports {
        for placed in &export.glosses {
            match verdict(&placed.gloss) {
                Some(verdict) => {
                    reviews.push(review(&export, placed, verdict));
                    let names = placed.gloss.attributes.iter().map(|(name, _)| name);
                    loss.add("attributes", names.filter(|name| !REVIEW_ATTRIBUTES.contains(name)).count());
                }
                None => loss.add("unreviewed annotations", 1),
            }
        }
    }
    serde_json::to_writer_pretty(&mut *out, &json!({ "@context": "https://schema.org", "@graph": reviews }))?;
    writeln!(out)
}

/// The verdict of a gloss, if it has one.
fn verdict(gloss: &Gloss) -> Option<&str> {
    gloss.attributes.text("verdict").filter(|verdict| !matches!(*verdict, "" | "unchecked"))
}

fn review(export: &Export, placed: &Placed, verdict: &str) -> Json {
    let gloss = export.recorded(placed);
    let document = iri::of_document(&export.name);
    let appearance = |span: &Selector| {
        let place = if placed.place.spans.is_empty() {
            String::new()
        } else {
            format!("#char={},{}", span.start, span.end)
        };
        let mut work = json!({
            "@type": "CreativeWork", "name": export.title, "text": span.exact, "url": format!("{document}{place}"),
        });
        let Metadata { author, published, site, .. } = &export.metadata;
        if !author.is_empty() {
            let named = author.iter().map(|name| json!({ "@type": "Person", "name": name }));
            work["author"] = named.collect::<Json>();
        }
        if let Some(published) = published {
            work["datePublished"] = published.as_str().into();
        }
        if let Some(site) = site {
            work["publisher"] = json!({ "@type": "Organization", "name": site });
        }
        work
    };
    let mut rating = json!({ "@type": "Rating", "alternateName": verdict });
    if let Some((_, value)) = RATINGS.iter().find(|(name, _)| *name == verdict) {
        rating["ratingValue"] = (*value).into();
        (rating["worstRating"], rating["bestRating"]) = (1.into(), 5.into());
    }
    let mut claim = json!({
        "@type": "Claim", "appearance": gloss.selectors.iter().map(appearance).collect::<Vec<_>>(),
    });
    if let Some(source) = gloss.attributes.text("source") {
        claim["author"] = json!({ "@type": "Person", "name": source });
    }
    let mut review = json!({
        "@type": "ClaimReview",
        "@id": iri::of_gloss(&gloss.id),
        "claimReviewed": gloss.exact(),
        "itemReviewed": claim,
        "reviewRating": rating,
    });
    if let Some(coder) = &export.coder {
        review["coder"] = coder.as_str().into();
    }
    if let Some(creator) = &gloss.creator {
        review["author"] = json!({ "@type": "Person", "name": creator });
    }
    let evidence = gloss.attributes.text("evidence").map(str::to_owned);
    let texts = [
        ("citation", &evidence),
        ("reviewBody", &gloss.note),
        ("datePublished", &gloss.created),
        ("dateModified", &gloss.modified),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            review[key] = text.as_str().into();
        }
    }
    review
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let file = damaged_json::read(input.utf8()?, loss)?;
    let mut reviews = Vec::new();
    collect(&file, &mut reviews);
    if reviews.is_empty() && file.get("@graph").is_none() {
        return Err(Unreadable::new("there is no ClaimReview in it"));
    }
    let mut rows = Vec::new();
    for (number, review) in (1..).zip(reviews) {
        match gloss(review) {
            Some(gloss) => {
                let origin = Origin { name: document(review), coder: text(review.get("coder")) };
                rows.push((origin, gloss));
            }
            None => loss.pass_over(&Unreadable::new(format!("review {number} has no claim"))),
        }
    }
    Ok(of_files(rows))
}

/// The reviews anywhere in a file: alone, in arrays, graphs, pages, or the items of a feed.
fn collect<'a>(json: &'a Json, reviews: &mut Vec<&'a Map<String, Json>>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| collect(item, reviews)),
        Json::Object(object) if each(&json["@type"]).any(|of| of == "ClaimReview") => reviews.push(object),
        Json::Object(object) => object.values().for_each(|value| collect(value, reviews)),
        _ => {}
    }
}

fn each(json: &Json) -> impl Iterator<Item = &Json> {
    json.as_array().map_or(std::slice::from_ref(json), Vec::as_slice).iter()
}

/// The text that a value is, or the name of the thing that it describes.
fn text(json: Option<&Json>) -> Option<String> {
    let thing = each(json?).next()?;
    let keys = ["name", "url", "@id"];
    let text = thing.as_str().or_else(|| keys.iter().find_map(|key| thing[*key].as_str()))?;
    (!text.is_empty()).then(|| text.to_owned())
}

fn gloss(review: &Map<String, Json>) -> Option<Gloss> {
    let words = text(review.get("claimReviewed"));
    let claim = review.get("itemReviewed").unwrap_or(&Json::Null);
    let mut selectors: Vec<Selector> = appearances(claim).filter_map(selector).collect();
    if selectors.is_empty() {
        let exact = words.or_else(|| text(Some(&claim["text"])))?;
        selectors.push(Selector { end: exact.chars().count(), exact, ..Selector::default() });
    }
    selectors.sort_by_key(|selector| selector.start);
    let name = text(review.get("@id")).or_else(|| text(review.get("url")));
    let id = match &name {
        Some(iri) => iri::gloss("claimreview", iri),
        None => id("claimreview", &selectors[0].exact),
    };
    let mut gloss = Gloss::new(id, "claim", selectors);
    let rating = review.get("reviewRating").unwrap_or(&Json::Null);
    let number = || rating["ratingValue"].as_f64().map(|number| number.to_string());
    let verdict =
        text(rating.get("alternateName")).or_else(|| text(rating.get("ratingValue"))).or_else(number);
    let source = text(claim.get("author")).or_else(|| text(claim.get("creator")));
    // Another publisher's review is itself the evidence.
    let evidence = text(review.get("citation")).or_else(|| text(review.get("url")));
    for (name, value) in REVIEW_ATTRIBUTES.into_iter().zip([source, verdict, evidence]) {
        if let Some(value) = value {
            gloss.attributes.set(name, value.as_str().into());
        }
    }
    gloss.note = text(review.get("reviewBody")).or_else(|| text(review.get("description")));
    gloss.creator = text(review.get("author"));
    gloss.created = text(review.get("datePublished"));
    gloss.modified = text(review.get("dateModified"));
    Some(gloss)
}

/// The places where a claim appears, the first place first.
fn appearances(claim: &Json) -> impl Iterator<Item = &Json> {
    ["firstAppearance", "appearance"].into_iter().filter_map(|key| claim.get(key)).flat_map(each)
}

/// The selector of a span that this program wrote: its words and its position.
fn selector(appearance: &Json) -> Option<Selector> {
    let exact = appearance["text"].as_str()?.to_owned();
    let place = appearance["url"].as_str().and_then(|url| url.rsplit_once("#char=")?.1.split_once(','));
    let number = |text: &str| text.parse::<usize>().ok();
    let place = place.and_then(|(start, end)| Some((number(start)?, number(end)?)));
    let (start, end) = place.unwrap_or((0, exact.chars().count()));
    Some(Selector { start, end, exact, ..Selector::default() })
}

/// The name of the document in which the claim appears.
fn document(review: &Map<String, Json>) -> Option<String> {
    let mut places = appearances(review.get("itemReviewed")?);
    let url = places.find_map(|place| place.as_str().or_else(|| place["url"].as_str()))?;
    iri::document(url.split("#char=").next().unwrap_or(url))
}
