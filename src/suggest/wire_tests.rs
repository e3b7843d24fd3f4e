use super::*;
use crate::gloss::Schema;
use crate::suggest::{Models, SuggestionFilter};

/// A text whose code points are not its bytes, with a quotation, a claim and an opposite claim.
const TEXT: &str = "«Né»: ferry fares in Nordby rose sharply last year. Ferry fares in Nordby fell by 40 per cent last \
year, the office said. “We are proud,” Mayor Ada Holm told the council.";

fn engine() -> Engine {
    Engine::new(Schema::builtin(), SuggestionFilter::default(), Models::embedded())
}

#[test]
fn a_suggestion_survives_the_wire() {
    let points = CodePoints::new(TEXT);
    let mut found = engine().find(&Analysis::new(TEXT)).suggestions;
    assert!(["quote", "claim"].iter().all(|tag| found.iter().any(|suggestion| *suggestion.tag == **tag)));
    let claim = found[0].spans[0];
    let link = Suggestion::new("contradicts", vec![claim], 0.5);
    found.push(Suggestion { to: Some(LinkEnd { span: claim, tag: Some("claim".into()) }), ..link });
    for mut suggestion in found {
        let written = serde_json::to_string(&WireSuggestion::new(suggestion.clone(), |at| points.of(at)));
        let read: WireSuggestion = serde_json::from_str(&written.expect("written")).expect("read");
        let read = read.read(&points).expect("in the text");
        // The source is the engine's to say, a link's ends may be of any kind, and a score has four decimals.
        suggestion.source = read.source.clone();
        if let Some(to) = &mut suggestion.to {
            to.tag = None;
        }
        assert!((suggestion.score - read.score).abs() < 1e-4);
        suggestion.score = read.score;
        assert_eq!(read, suggestion);
    }
}

#[test]
fn a_request_and_its_answer_are_read_as_they_were_written() {
    let line = serde_json::json!({ "id": { "of": [1, "x"] }, "text": TEXT, "target": [3, 5] }).to_string();
    let request: Request = serde_json::from_str(&line).expect("a request");
    let again = serde_json::to_string(&request).expect("written");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&again).ok(),
        serde_json::from_str::<serde_json::Value>(&line).ok()
    );
    let written = serde_json::to_string(&engine().answer(&request).expect("an answer")).expect("written");
    let answer: Answer = serde_json::from_str(&written).expect("read");
    assert_eq!(answer.id.map(RawValue::get), Some(r#"{"of":[1,"x"]}"#));
    assert!(answer.target_polarity.is_some() && !answer.suggestions.is_empty() && answer.failures.is_empty());
    assert_eq!(serde_json::to_string(&answer).expect("written"), written);
}

#[test]
fn what_another_program_leaves_out_is_nothing_and_what_is_no_place_is_named() {
    let line = r#"{"tag":"promise","spans":[[0,2],[5,4000]],"score":0.5}"#;
    let suggestion: WireSuggestion = serde_json::from_str(line).expect("read");
    assert!(suggestion.attributes.is_empty() && suggestion.to.is_none());
    assert_eq!(suggestion.read(&CodePoints::new(TEXT)), Err([5, 4000]));
    let backwards = r#"{"tag":"promise","spans":[[5,2]],"score":0.5}"#;
    let suggestion: WireSuggestion = serde_json::from_str(backwards).expect("read");
    assert_eq!(suggestion.read(&CodePoints::new(TEXT)), Err([5, 2]));
    let attributes = r#"{"tag":"t","spans":[],"score":1,"attributes":{"who":"Ada","sure":true,"n":3}}"#;
    let suggestion: WireSuggestion = serde_json::from_str(attributes).expect("read");
    let names: Vec<_> = suggestion.attributes.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["who", "sure", "n"]);
}
