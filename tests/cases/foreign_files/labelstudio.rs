//! Label Studio's tasks.

use serde_json::{Value as Json, json};

use super::{glosses, said};
use crate::command::Desk;

const TEXT: &str = "🌧 Rain fell on the quay. The rain stopped at noon, and no more rain came.";

fn region(id: &str, (start, end): (usize, usize), text: &str) -> Json {
    let value = json!({ "start": start, "end": end, "text": text, "labels": ["note"] });
    json!({ "id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value })
}

fn import(desk: &Desk, tasks: &Json) -> (i32, String) {
    desk.write("tasks.json", tasks.to_string());
    let done = desk.run(&["import", "a.txt", "--from", "labelstudio", "tasks.json"]);
    (done.code, format!("{}{}", done.out, done.err))
}

#[test]
fn words_count_where_the_offsets_say_others() {
    let desk = Desk::with_document(TEXT);
    let result = json!([
        region("fits", (7, 11), "fell"),
        region("units", (20, 24), "quay"),
        region("other", (40, 44), "rain"),
        region("none", (0, 1), "snow"),
    ]);
    let (code, told) =
        import(&desk, &json!([{ "data": { "text": TEXT }, "annotations": [{ "result": result }] }]));
    assert!(code == 1 && told.contains("4 added, 2 to review"), "{told}");
    let told: Vec<(String, bool)> = glosses(&desk, "a.txt")
        .iter()
        .map(|gloss| {
            (gloss["spans"][0]["exact"].as_str().expect("words").to_owned(), gloss["review"].is_array())
        })
        .collect();
    let told: Vec<(&str, bool)> =
        told.iter().map(|(words, is_marked)| (words.as_str(), *is_marked)).collect();
    assert_eq!(told, [("🌧", true), ("fell", false), ("quay", false), ("rain", true)]);
    assert_eq!(glosses(&desk, "a.txt")[3]["spans"][0]["start"], 29, "the nearest of three");
}

#[test]
fn predictions_are_for_a_person_to_look_at() {
    let desk = Desk::with_document(TEXT);
    let predicted = json!([region("p", (7, 11), "fell"), region("q", (2, 6), "Rain")]);
    let task = json!([{
        "data": { "text": TEXT },
        "annotations": [{ "result": [region("a", (2, 6), "Rain")], "completed_by": { "email": "ann@example.org" } }],
        "predictions": [{ "result": predicted, "model_version": "tagger 3", "score": 0.5 }],
    }]);
    let (code, told) = import(&desk, &task);
    assert!(
        code == 1 && told.contains("2 added, 1 to review"),
        "what a person took over is one gloss: {told}"
    );
    let glosses = glosses(&desk, "a.txt");
    assert_eq!((&glosses[0]["creator"], &glosses[0]["review"]), (&json!("ann@example.org"), &Json::Null));
    assert_eq!(glosses[1]["generator"], "tagger 3");
    assert_eq!(glosses[1]["review"][0]["because"], "predicted, score 0.5");
    let tasks: Json =
        serde_json::from_str(&desk.run(&["export", "a.txt", "--to", "labelstudio"]).out).expect("JSON");
    assert_eq!(tasks[0]["predictions"][0]["model_version"], "tagger 3");
    assert_eq!(tasks[0]["annotations"].as_array().map(Vec::len), Some(1));
}

#[test]
fn hypertext_is_read_as_its_text() {
    let html = "<h1>Rain</h1>\n<p>It <b>rained</b> &amp; blew.<br>No boat&nbsp;left.</p>";
    let place = |start: &str, offsets: Option<(usize, usize)>, text: &str| {
        let mut value =
            json!({ "start": start, "end": start, "startOffset": 0, "endOffset": 3, "text": text });
        value["hypertextlabels"] = json!(["note"]);
        if let Some((start, end)) = offsets {
            value["globalOffsets"] = json!({ "start": start, "end": end });
        }
        json!({ "id": text, "type": "hypertextlabels", "value": value })
    };
    let result = json!([
        place("/p[1]/b[1]/text()[1]", Some((8, 14)), "rained"),
        place("/p[1]/text()[3]", None, "No boat left"),
        place("/p[1]/text()[1]", Some((15, 16)), "&"),
    ]);
    let desk = Desk::with_document("Rain\nIt rained & blew.\nNo boat\u{a0}left.");
    let (code, told) =
        import(&desk, &json!([{ "data": { "page": html }, "annotations": [{ "result": result }] }]));
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("3 added") && told.contains("1 hypertext without markup"), "{told}");
    assert_eq!(said(&desk, "a.txt"), ["note: rained", "note: &", "note: No boat\u{a0}left"]);
}

#[test]
fn what_is_said_of_a_whole_text_and_by_whom_goes_back() {
    let desk = Desk::with_document(TEXT);
    let mood = json!({ "id": "x", "from_name": "mood", "to_name": "text", "type": "choices", "value": { "choices": ["calm"] } });
    let task = json!([{ "data": { "text": TEXT }, "annotations": [
        { "completed_by": 3, "result": [region("a", (2, 6), "Rain"), mood] },
        { "completed_by": { "email": "bo@example.org" }, "result": [region("b", (7, 11), "fell")] },
    ] }]);
    assert_eq!(import(&desk, &task).0, 0);
    let tasks: Json =
        serde_json::from_str(&desk.run(&["export", "a.txt", "--to", "labelstudio"]).out).expect("JSON");
    let annotations = tasks[0]["annotations"].as_array().expect("annotations");
    assert_eq!(
        (&annotations[0]["completed_by"], &annotations[1]["completed_by"]["email"]),
        (&json!(3), &json!("bo@example.org"))
    );
    let results = annotations[0]["result"].as_array().expect("results");
    assert!(results.contains(&mood), "{results:?}");
}

#[test]
fn an_export_of_the_values_alone_is_read() {
    let desk = Desk::with_document(TEXT);
    let task = json!([{
        "id": 4, "source": "log.txt", "body": TEXT, "annotator": 7, "annotation_id": 9, "mood": "calm",
        "label": [{ "start": 2, "end": 6, "text": "Rain", "labels": ["note"] }, { "start": 7, "end": 11, "text": "fell", "labels": ["claim"] }],
    }]);
    let (code, told) = import(&desk, &task);
    assert!(code == 0 && told.contains("2 added"), "{told}");
    assert_eq!(said(&desk, "a.txt"), ["note: Rain", "claim: fell"]);
    assert_eq!(glosses(&desk, "a.txt")[0]["creator"], "7");
}

const CONFIGURATION: &str = r##"<View>
  <!-- what we look for -->
  <Header value="Mark what is said"/>
  <Relations><Relation value="answers"/><Relation value="doubts"/></Relations>
  <View style="float:left"><Labels name="label" toName="text" choice="single">
    <Label value="Claim" background="#ff8800" hint="what could be checked"/>
    <Label value="Spoken words" alias="quote" background="green"/>
  </Labels></View>
  <Text name="text" value="$text"/>
  <Choices name="tone" toName="text" perRegion="true" whenTagName="label" whenLabelValue="quote"><Choice value="dry"/><Choice value="warm &amp; kind"/></Choices>
  <Choices name="checked" toName="text" perRegion="true"><Choice value="yes"/><Choice value="no"/></Choices>
  <Rating name="weight" toName="text" maxRating="3" perRegion="true" whenLabelValue="Claim,quote"/>
  <TextArea name="who" toName="text" perRegion="true" maxSubmissions="1" whenLabelValue="quote"/>
  <Choices name="genre" toName="text"><Choice value="news"/></Choices>
</View>"##;

#[test]
fn the_labelling_configuration_is_the_code_book() {
    let desk = Desk::with_document(TEXT);
    desk.write("label_config.xml", CONFIGURATION);
    let task =
        json!([{ "data": { "text": TEXT }, "annotations": [{ "result": [region("a", (7, 11), "fell")] }] }]);
    desk.write("tasks.json", task.to_string());
    let done = desk.run(&["import", "a.txt", "--from", "labelstudio", "tasks.json", "--schema"]);
    assert_eq!(done.code, 0, "{done:?}");
    let book = desk.read("gloss.toml");
    for there in [
        "[kind.Claim]\ndoc = \"what could be checked\"",
        "color = \"#ff8800\"",
        "[kind.quote",
        "choices = [\"dry\", \"warm & kind\"]",
        "max = 3",
        "[link.answers]",
    ] {
        assert!(book.contains(there), "{there} in {book}");
    }
    assert!(!book.contains("genre"), "what is asked of a whole text is no attribute: {book}");
    // What an export writes is read as the same.
    let written = desk.run(&["export", "a.txt", "--to", "labelstudio-config"]).out;
    for there in [
        "<Label value=\"Claim\" background=\"#ff8800\" hint=\"what could be checked\"/>",
        "whenLabelValue=\"quote,Claim\" min=\"0\" max=\"3\"/>",
    ] {
        assert!(written.contains(there), "{there} in {written}");
    }
    let again = Desk::with_document(TEXT);
    again.write("c.xml", &written);
    let done = again.run(&["import", "a.txt", "--from", "labelstudio-config", "c.xml"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(again.read("gloss.toml").contains("choices = [\"dry\", \"warm & kind\"]"));
    for broken in ["<View>", "<Labels/>", "<View><Text name=\"t\" value=\"$t\"/></View>", ""] {
        desk.write("label_config.xml", broken);
        let done = desk.run(&["import", "a.txt", "--from", "labelstudio-config", "label_config.xml"]);
        assert_eq!(done.code, 3, "{broken}: {done:?}");
        let beside = desk.run(&["import", "a.txt", "--from", "labelstudio", "tasks.json"]);
        assert!(broken.is_empty() || beside.err.contains("label_config.xml: "), "{broken}: {beside:?}");
    }
}
