//! The report of agreement for a person: tables, each with a line that explains its figures.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::PathBuf,
};

use super::{
    super::lines::Lines,
    table::{FigureTable, MAX_LINE_CELLS, cut},
};
use crate::{
    agree::{
        bootstrap::Estimate,
        gamma::{Gamma, PRECISION},
        report::{Confusion, ContinuumFigures, Disputed, Labels, NOTHING, Report, Spans},
    },
    text::{cells, counted, wrap},
};

/// How many disputed passages are listed. Chosen by hand.
const MAX_PASSAGES: usize = 10;

/// How many labels a table of labels has at most. Chosen by hand: more do not fit on a line.
const MAX_LABELS: usize = 7;

/// Writes the report.
pub fn write(out: &mut Lines<'_>, files: &[PathBuf], report: &Report, left_out: &[String]) -> io::Result<()> {
    coders(out, report, left_out)?;
    if !report.spans.is_empty() {
        spans(out, report)?;
        kinds(out, report)?;
    }
    labels(out, report)?;
    if let Some(text) = &report.continuum {
        continuum(out, text)?;
    }
    confusion(out, &report.confusion)?;
    disputed(out, files, report)?;
    intervals(out, report)
}

/// Writes the heading of a table, with an explanation of its figures.
fn heading(out: &mut Lines<'_>, title: &str, what: &str) -> io::Result<()> {
    writeln!(out)?;
    writeln!(out, "{title}")?;
    paragraph(out, what)
}

fn paragraph(out: &mut Lines<'_>, text: &str) -> io::Result<()> {
    wrap(text, MAX_LINE_CELLS)
        .into_iter()
        .try_for_each(|row| writeln!(out, "{}", text[row.range()].trim_end()))
}

/// A figure to three decimals, or a note that it is undefined.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| format!("{value:.3}"))
}

/// A figure, and its confidence interval to two decimals.
fn with_interval(estimate: Estimate) -> [String; 2] {
    let interval = estimate.interval.map_or_else(String::new, |i| format!("{:.2} to {:.2}", i.low, i.high));
    [figure(estimate.value), interval]
}

fn coders(out: &mut Lines<'_>, report: &Report, left_out: &[String]) -> io::Result<()> {
    let kinds: BTreeSet<&String> = report.coders.iter().flat_map(|coder| coder.kinds.keys()).collect();
    let headings =
        ["coder", "documents", "glosses"].into_iter().chain(kinds.iter().map(|kind| kind.as_str()));
    let mut table = FigureTable::new(headings);
    for coder in &report.coders {
        let counts = [coder.documents, coder.glosses].into_iter();
        let counts = counts.chain(kinds.iter().map(|kind| coder.kinds.get(*kind).copied().unwrap_or(0)));
        table.row([coder.name.clone()].into_iter().chain(counts.map(|count| count.to_string())));
    }
    let documents = counted(report.documents, "document", "documents");
    writeln!(out, "{} coders, {documents}", report.coders.len())?;
    table.write(out)?;
    let orphans: usize = report.coders.iter().map(|coder| coder.orphans).sum();
    if orphans > 0 {
        let what = counted(orphans, "gloss has no place", "glosses have no place");
        paragraph(out, &format!("{what} in the text any more and count for nothing."))?;
    }
    match left_out {
        [] => Ok(()),
        [path] => {
            let path = cut(path, MAX_LINE_CELLS);
            paragraph(out, &format!("{path} is no coder's own; `--coders shared,NAME…` takes it in."))
        }
        paths => paragraph(
            out,
            &format!("{} sidecars are no coder's own; `--coders shared,NAME…` takes them in.", paths.len()),
        ),
    }
}

fn spans(out: &mut Lines<'_>, report: &Report) -> io::Result<()> {
    heading(
        out,
        "Spans",
        "How many of one coder's glosses another one has. Exact: the same kind on the same text; overlap: the same kind \
         on some of the same text, each gloss paired with one. F is the harmonic mean of the two shares.",
    )?;
    let mut table = FigureTable::new([
        "coders",
        "of 1st",
        "of 2nd",
        "exact F",
        "95%",
        "of 1st",
        "of 2nd",
        "overlap F",
        "95%",
    ]);
    for pair in &report.spans {
        let cells = |spans: Spans| {
            let shares = [figure(spans.of_one), figure(spans.of_other)];
            shares.into_iter().chain(with_interval(spans.f))
        };
        table.row([pair.coders.join(", ")].into_iter().chain(cells(pair.exact)).chain(cells(pair.overlap)));
    }
    table.write(out)
}

fn kinds(out: &mut Lines<'_>, report: &Report) -> io::Result<()> {
    heading(
        out,
        "Kinds",
        "Each by itself, over all coders: F as above; Fleiss' kappa and Krippendorff's alpha of whether a gloss of the \
         kind touches a sentence; Krippendorff's alpha-U of where on the text such glosses are.",
    )?;
    let mut table =
        FigureTable::new(["kind", "exact F", "overlap F", "95%", "kappa", "alpha", "95%", "alpha-U", "95%"]);
    for kind in &report.kinds {
        let [overlap, overlap_interval] = with_interval(kind.overlap);
        let [alpha, alpha_interval] = with_interval(kind.alpha);
        let [unitizing, unitizing_interval] = with_interval(kind.unitizing);
        let (exact, kappa) = (figure(kind.exact.value), figure(kind.fleiss.value));
        table.row([
            kind.kind.clone(),
            exact,
            overlap,
            overlap_interval,
            kappa,
            alpha,
            alpha_interval,
            unitizing,
            unitizing_interval,
        ]);
    }
    table.write(out)
}

fn labels(out: &mut Lines<'_>, report: &Report) -> io::Result<()> {
    let labels = &report.labels;
    if labels.unit == "sentence" {
        let what = "The unit is a sentence, its label the kinds of all glosses that touch it, none being a label, too.";
        heading(out, "Sentences", &format!("{what} n is how many both have labelled."))?;
    } else {
        let what =
            "The unit is a passage: glosses of two coders or more that share text. Its label is the value of";
        let by = cut(&report.by, 40);
        heading(out, "Values", &format!("{what} “{by}”. n is how many both have given a value."))?;
    }
    let mut table = FigureTable::new(["coders", "n", "same", "Cohen's kappa", "95%", "Scott's pi", "95%"]);
    for pair in &labels.pairs {
        let cells = [pair.coders.join(", "), pair.items.to_string(), figure(pair.observed)];
        table.row(cells.into_iter().chain(with_interval(pair.kappa)).chain(with_interval(pair.pi)));
    }
    table.write(out)?;
    overall(out, labels)
}

/// Writes the figures for all coders together.
fn overall(out: &mut Lines<'_>, labels: &Labels) -> io::Result<()> {
    let mut table = FigureTable::new(["all coders", "n", "", "95%"]);
    let row = |name: &str, items: usize, estimate: Estimate| {
        [name.to_owned(), items.to_string()].into_iter().chain(with_interval(estimate)).collect::<Vec<_>>()
    };
    table.row(row("Fleiss' kappa", labels.complete, labels.fleiss));
    for alpha in &labels.alpha {
        table.row(row(&format!("alpha, {}", alpha.scale), labels.items, alpha.alpha));
    }
    writeln!(out)?;
    table.write(out)
}

fn continuum(out: &mut Lines<'_>, text: &ContinuumFigures) -> io::Result<()> {
    let documents = counted(text.documents, "document", "documents");
    let what = format!(
        "Where glosses are and of what kind, all coders together, in what all have glossed ({documents}, {} characters). \
         Alpha-U compares lengths of text, gamma the glosses of the best alignment.",
        text.length
    );
    heading(out, "Text", &what)?;
    let mut table = FigureTable::new(["", "", "95%"]);
    table.row(["alpha-U".to_owned()].into_iter().chain(with_interval(text.unitizing)));
    if let Some(gamma) = text.gamma {
        let (low, high) = gamma.range();
        table.row(["gamma".to_owned(), figure(Some(gamma.value)), format!("{low:.2} to {high:.2}")]);
    }
    table.write(out)?;
    text.gamma.map_or(Ok(()), |gamma| paragraph(out, &gamma_method(gamma)))
}

/// A sentence on how gamma was computed.
fn gamma_method(gamma: Gamma) -> String {
    let aim = PRECISION * 100.0;
    let mut text = format!(
        "gamma: disorder {:.3}; by chance {:.3} ± {:.1}% ({} samples; ± {aim:.0}% is aimed at). Its interval is that of the \
         sampling alone.",
        gamma.observed,
        gamma.expected,
        gamma.precision * 100.0,
        gamma.samples
    );
    if !gamma.proven {
        text += " There may be a better alignment than the one that was found.";
    }
    text
}

fn confusion(out: &mut Lines<'_>, confusion: &Confusion) -> io::Result<()> {
    let what = if confusion.directed {
        "What one coder's glosses (rows: the first coder) are to the other one (columns), where they share text"
    } else {
        "What one coder's glosses (rows) are to another one (columns), where they share text; each pair both ways"
    };
    heading(out, "Labels", &format!("{what}. {NOTHING} is nothing, or no value."))?;
    let shown = confusion.labels.len().min(MAX_LABELS);
    let mut table =
        FigureTable::new([""].into_iter().chain(confusion.labels[..shown].iter().map(String::as_str)));
    for (label, row) in confusion.labels.iter().zip(&confusion.counts).take(shown) {
        let counts = row[..shown].iter().map(usize::to_string);
        table.row([label.clone()].into_iter().chain(counts));
    }
    table.write(out)?;
    match confusion.labels.len() - shown {
        0 => Ok(()),
        more => paragraph(out, &format!("{more} rarer labels are left out; --json has all.")),
    }
}

fn disputed(out: &mut Lines<'_>, files: &[PathBuf], report: &Report) -> io::Result<()> {
    let count = report.disputed.len();
    if count == 0 {
        writeln!(out)?;
        return writeln!(out, "No passage is disputed.");
    }
    let what = if count > MAX_PASSAGES {
        format!("The first {MAX_PASSAGES} of {count}.")
    } else {
        format!("{count} in all.")
    };
    let scale = "0 is no difference, 1 that of two coders each one alone has something.";
    heading(out, "The most disputed passages", &format!("{what} {scale}"))?;
    for passage in report.disputed.iter().take(MAX_PASSAGES) {
        let file = match files {
            [_] => String::new(),
            _ => files.get(passage.document).map_or_else(String::new, |file| format!("{} ", file.display())),
        };
        let place = format!("  {:.2}  {file}¶ {}  ", passage.dispute, passage.paragraph);
        let room = MAX_LINE_CELLS.saturating_sub(cells::width(&place, 0));
        writeln!(out, "{place}{}", cut(&passage.exact, room))?;
        writeln!(out, "        {}", cut(&labels_by_coder(passage, report), MAX_LINE_CELLS - 8))?;
    }
    Ok(())
}

/// What each coder says of a passage, with the part of its text that is theirs, if not all; of many coders, only who
/// says what.
fn labels_by_coder(passage: &Disputed, report: &Report) -> String {
    const MIN_SUMMARISED_CODERS: usize = 5;
    let label = |coder: usize| passage.labels[coder].as_deref().unwrap_or(NOTHING);
    let name = |coder: usize| report.coders[coder].name.as_str();
    if report.coders.len() < MIN_SUMMARISED_CODERS {
        let of = |coder: usize| {
            let part = passage.spans[coder].as_ref().filter(|words| **words != passage.exact);
            let part = part.map_or_else(String::new, |words| format!(" ({})", cut(words, 20)));
            format!("{}: {}{part}", name(coder), label(coder))
        };
        return (0..report.coders.len()).map(of).collect::<Vec<_>>().join("; ");
    }
    let mut sides: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    (0..report.coders.len()).for_each(|coder| sides.entry(label(coder)).or_default().push(name(coder)));
    let side = |(label, names): (&str, Vec<&str>)| format!("{label}: {}", names.join(", "));
    sides.into_iter().map(side).collect::<Vec<_>>().join("; ")
}

fn intervals(out: &mut Lines<'_>, report: &Report) -> io::Result<()> {
    let bootstrap = report.bootstrap;
    let unit = match bootstrap.unit {
        "document" => "documents",
        _ => "blocks of text (paragraphs that no gloss connects)",
    };
    writeln!(out)?;
    paragraph(
        out,
        &format!(
            "95%: the middle of {} resamples of {} {unit}. {NOTHING}: not defined, there is nothing to compare or only one \
             label.",
            bootstrap.resamples, bootstrap.units
        ),
    )
}
