use serde_json::{Value as Json, json};

use super::*;
use crate::gloss::Gloss;

fn read(file: &Json) -> (Vec<Imported>, String) {
    let bytes = file.to_string().into_bytes();
    let mut loss = Loss::default();
    let input = ForeignFile::new("x", &bytes);
    let read = claimreview::FORMAT.read.expect("read")(&input, &mut loss).expect("reviews");
    (read, loss.to_string())
}

/// The article with a verdict on its first claim.
fn reviewed() -> Export {
    let mut article = tests::article();
    let claim = &mut article.glosses[1].gloss;
    for (name, value) in
        [("source", "Mara"), ("verdict", "misleading"), ("evidence", "minutes"), ("certainty", "stated")]
    {
        claim.attributes.set(name, value.into());
    }
    claim.note = Some("They met.".into());
    claim.creator = Some("ada".into());
    claim.created = Some("2026-11-25T20:00:00Z".into());
    article
}

#[test]
fn only_claims_with_a_verdict_are_reviews() {
    let Some(Write::All(write)) = claimreview::FORMAT.write else { panic!("written") };
    let (mut out, mut loss) = (Vec::new(), Loss::default());
    write(&mut std::iter::once(reviewed()), &mut out, &mut loss).expect("written");
    assert_eq!(loss.to_string(), "1 attribute, 3 unreviewed annotations");
    let file: Json = serde_json::from_slice(&out).expect("JSON");
    let review = &file["@graph"][0];
    assert_eq!(review["claimReviewed"], "We agreed,” Mara");
    assert_eq!(
        (&review["reviewRating"]["alternateName"], &review["reviewRating"]["ratingValue"]),
        (&"misleading".into(), &2.into())
    );
    assert_eq!(review["itemReviewed"]["appearance"][0]["url"], "urn:gloss:source:a.txt#char=13,29");
}

#[test]
fn a_review_comes_back() {
    let export = reviewed();
    let file = serde_json::from_slice(&tests::bytes(&claimreview::FORMAT, export.clone())).expect("JSON");
    let (read, loss) = read(&file);
    assert_eq!((read[0].name.as_deref(), loss.as_str()), (Some("a.txt"), ""));
    let mut wanted = export.recorded(&export.glosses[1]).into_owned();
    wanted.attributes.remove("certainty");
    wanted.links.clear();
    for selector in &mut wanted.selectors {
        (selector.prefix, selector.suffix) = (String::new(), String::new());
    }
    assert_eq!(read[0].glosses, [wanted]);
}

#[test]
fn reviews_in_a_feed_are_read() {
    let review = json!({
        "@type": "ClaimReview", "url": "https://check.example/thaw", "claimReviewed": "The thaw came in May.",
        "author": { "@type": "Organization", "name": "Check" }, "datePublished": "2026-05-02",
        "itemReviewed": {
            "@type": "Claim", "author": [{ "@type": "Person", "name": "Mara" }],
            "appearance": { "@type": "CreativeWork", "url": "https://news.example/may/thaw.html" },
        },
        "reviewRating": { "@type": "Rating", "ratingValue": 3, "bestRating": 5 },
    });
    let feed =
        json!({ "@type": "DataFeed", "dataFeedElement": [{ "item": [review, { "@type": "ClaimReview" }] }] });
    let (read, loss) = read(&feed);
    assert_eq!(
        (read[0].name.as_deref(), loss.as_str()),
        (Some("thaw.html"), "1 that can't be read (review 2 has no claim)")
    );
    let gloss: &Gloss = &read[0].glosses[0];
    let said = ["source", "verdict", "evidence"].map(|name| gloss.attributes.text(name));
    assert_eq!(said, [Some("Mara"), Some("3"), Some("https://check.example/thaw")]);
    assert_eq!((gloss.exact().as_str(), gloss.creator.as_deref()), ("The thaw came in May.", Some("Check")));
}

#[test]
fn a_file_without_reviews_is_refused() {
    let input = ForeignFile::new("x", b"{\"@type\": \"Article\"}");
    assert!(claimreview::FORMAT.read.expect("read")(&input, &mut Loss::default()).is_err());
}
