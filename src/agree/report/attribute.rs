//! The report by an attribute: agreement about its values in glosses of different coders that share text.

use std::collections::BTreeSet;

use super::{
    DocumentPassages, Report,
    disputes::{Confusion, Disputed},
    labels::Labels,
};
use crate::{
    agree::{alpha::Scale, passages::Passage, ratings::Ratings, study::Study},
    gloss::{Placed, Value},
};

/// Fills in the report by the attribute `name`. `choices` are its possible values in order, if the schema lists them.
pub(super) fn measure(
    report: &mut Report,
    study: &Study,
    places: &[DocumentPassages],
    name: &str,
    choices: Option<&[String]>,
) {
    name.clone_into(&mut report.by);
    let value =
        |placed: &Placed| placed.gloss.attributes.get(name).filter(|value| !value.is_blank()).cloned();
    let label = |placed: &Placed| value(placed).map(|value| value.to_string());
    let all =
        places.iter().flat_map(|document_passages| &document_passages.passages).flat_map(Passage::present);
    let values: Vec<Value> = all.filter_map(|(_, placed)| value(placed)).collect();
    let numbers = numbers(&values);
    let labels = labels(&values, numbers.as_deref(), choices);
    let mut ratings = Ratings { coders: study.coders, labels, blocks: vec![Vec::new(); study.blocks.len()] };
    for (document, document_passages) in places.iter().enumerate() {
        for passage in document_passages.passages.iter().filter(|passage| passage.present().count() > 1) {
            let mut item = vec![None; study.coders];
            for (coder, placed) in passage.present() {
                let given = label(placed).and_then(|label| ratings.labels.iter().position(|l| *l == label));
                item[document_passages.coders[coder]] = given.map(|label| label as u32);
            }
            ratings.blocks[study.block_of(document, passage.hull().start)].extend(item);
        }
    }
    let scales: &[Scale] = match (&numbers, choices) {
        // The ratio scale needs numbers that are not negative.
        (Some(numbers), _) if numbers[0] < 0.0 => &[Scale::Nominal, Scale::Ordinal, Scale::Interval],
        (Some(_), _) => &Scale::ALL,
        (None, Some(choices)) if choices.len() > 2 => &[Scale::Nominal, Scale::Ordinal],
        _ => &[Scale::Nominal],
    };
    let numbers = numbers.unwrap_or_else(|| vec![0.0; ratings.labels.len()]);
    report.labels = Labels::new(report, study, "passage", &ratings, scales, &numbers);
    report.confusion = Confusion::new(study.coders, places, false, label);
    report.disputed = Disputed::all(study.coders, places, label, |passage| differing(passage, label));
}

/// The values as numbers, ascending, each once. `None` if there are none, or if a value is not a number.
fn numbers(values: &[Value]) -> Option<Vec<f64>> {
    let number = |value: &Value| match value {
        Value::Number(number) if number.is_finite() => Some(*number),
        _ => None,
    };
    let mut numbers = values.iter().map(number).collect::<Option<Vec<f64>>>()?;
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    (!numbers.is_empty()).then_some(numbers)
}

/// The labels of the values, in the order of their scale.
fn labels(values: &[Value], numbers: Option<&[f64]>, choices: Option<&[String]>) -> Vec<String> {
    if let Some(numbers) = numbers {
        return numbers.iter().map(|&number| Value::Number(number).to_string()).collect();
    }
    let used: BTreeSet<String> = values.iter().map(Value::to_string).collect();
    let (mut labels, others): (Vec<String>, Vec<String>) =
        used.into_iter().partition(|label| choices.is_some_and(|choices| choices.contains(label)));
    labels.sort_by_key(|label| choices.and_then(|choices| choices.iter().position(|choice| choice == label)));
    labels.extend(others);
    labels
}

/// The share of pairs of glosses with different values, among the pairs of which at least one has a value.
fn differing(passage: &Passage, label: impl Fn(&Placed) -> Option<String>) -> f64 {
    let given: Vec<Option<String>> = passage.present().map(|(_, placed)| label(placed)).collect();
    let pairs =
        given.iter().enumerate().flat_map(|(i, one)| given[i + 1..].iter().map(move |other| (one, other)));
    let pairs: Vec<bool> = pairs
        .filter(|(one, other)| one.is_some() || other.is_some())
        .map(|(one, other)| one != other)
        .collect();
    let differing = pairs.iter().filter(|differ| **differ).count();
    if pairs.is_empty() { 0.0 } else { differing as f64 / pairs.len() as f64 }
}
