//! The table of formats, from which the command line, its help and completions, and the README are made.

use std::io;

use super::{
    Feature, Format, brat, cas, claimreview, conll, conll2012, csv, doccano, html, hypothesis, json,
    labelstudio, latex, markdown, notes, pandoc, parquet, prodigy, pubannotation, refi, slate, spacy, sqlite,
    text, toml, webannotation,
};

/// Every format.
pub const FORMATS: &[Format] = &[
    toml::FORMAT,
    json::FORMAT,
    json::LINES,
    csv::COMMAS,
    csv::TABS,
    markdown::FORMAT,
    text::FORMAT,
    html::FORMAT,
    latex::FORMAT,
    pandoc::FORMAT,
    notes::FORMAT,
    webannotation::FORMAT,
    hypothesis::FORMAT,
    brat::FORMAT,
    brat::CODEBOOK,
    cas::JSON,
    cas::XMI,
    refi::PROJECT,
    refi::CODEBOOK,
    labelstudio::FORMAT,
    labelstudio::CODEBOOK,
    doccano::FORMAT,
    prodigy::FORMAT,
    spacy::FORMAT,
    pubannotation::FORMAT,
    slate::FORMAT,
    conll::FORMAT,
    conll2012::FORMAT,
    claimreview::FORMAT,
    sqlite::FORMAT,
    parquet::FORMAT,
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Writes the table in the README's form.
pub fn write_markdown(out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "| format | out | in | is | carries | offsets |\n|---|---|---|---|---|---|")?;
    for format in FORMATS {
        let mark = |there| if there { "●" } else { "" };
        writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {} |",
            format.name,
            mark(format.write.is_some()),
            mark(format.read.is_some()),
            format.doc,
            carried_features(format),
            format.unit.map_or("", |unit| unit.name()),
        )?;
    }
    Ok(())
}

/// The features that a format carries, in words.
pub fn carried_features(format: &Format) -> String {
    let names = |carried: bool| {
        let features = Feature::all().filter(|&feature| format.carries.has(feature) == carried);
        features.map(|feature| feature.plural).collect::<Vec<_>>().join(", ")
    };
    if format.is_codebook {
        return "kinds, no glosses".to_owned();
    }
    let carried = Feature::all().filter(|&feature| format.carries.has(feature)).count();
    match (carried, Feature::all().count() - carried) {
        (_, 0) => "everything".to_owned(),
        (_, 1..=3) => format!("all but {}", names(false)),
        (0, _) => "kinds and spans".to_owned(),
        _ => names(true),
    }
}
