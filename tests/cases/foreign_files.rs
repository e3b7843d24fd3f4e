//! Files of other tools: what is lost in silence comes through or is counted, and one bad line refuses no file.

#[path = "foreign_files/bad_items.rs"]
mod bad_items;
#[path = "foreign_files/brat.rs"]
mod brat;
#[path = "foreign_files/labelstudio.rs"]
mod labelstudio;
#[path = "foreign_files/qda.rs"]
mod qda;
#[path = "foreign_files/tables.rs"]
mod tables;
#[path = "foreign_files/tools.rs"]
mod tools;

use serde_json::Value as Json;

use crate::command::Desk;

/// The glosses of a document as `gloss list --json` has them.
fn glosses(desk: &Desk, document: &str) -> Vec<Json> {
    let listed = desk.run(&["list", document, "--json"]);
    serde_json::from_str(&listed.out).unwrap_or_else(|error| panic!("{error}: {listed:?}"))
}

/// The kind and the words of each gloss of a document.
fn said(desk: &Desk, document: &str) -> Vec<String> {
    let words = |gloss: &Json| {
        let spans = gloss["spans"].as_array().expect("spans").iter();
        let words: Vec<&str> = spans.map(|span| span["exact"].as_str().expect("words")).collect();
        format!("{}: {}", gloss["tag"].as_str().expect("a kind"), words.join(" … "))
    };
    glosses(desk, document).iter().map(words).collect()
}
