//! The engine, which runs the sources of suggestions on one analysis. None affects the others.

use std::any::Any;
use std::sync::Arc;

use super::claims::{Claims, Contradictions};
use super::quotes::Quotes;
use super::sentiment::Sentiment;
use super::structure_hints::StructureHints;
use super::{Analysis, Cancel, Error, MinScore, Models, Suggester, Suggestion, Task};
use crate::gloss::Schema;
use crate::text::{Span, Text};
use crate::unwind;

/// The kinds that the program's own sources suggest, and the relation between claims.
pub const SUGGESTED: [&str; 5] = ["quote", Quotes::REPORT, "claim", "sentiment", "contradicts"];

/// Which suggestions are wanted.
#[derive(Clone, Debug, Default)]
pub struct SuggestionFilter {
    /// Kinds and relations; if there are none, all of the schema but reports.
    pub tags: Vec<String>,
    /// The least score; without one, all.
    pub min_score: MinScore,
}

impl SuggestionFilter {
    fn takes_tag(&self, tag: &str) -> bool {
        if self.tags.is_empty() {
            return tag != Quotes::REPORT;
        }
        self.tags.iter().any(|wanted| wanted == tag)
    }
}

/// The state of a source of suggestions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SourceState {
    /// It has not been asked yet.
    #[default]
    Idle,
    /// It is working.
    Working,
    /// It has finished.
    Done,
    /// It failed, for this reason, and has no results.
    Failed(String),
    /// It was cancelled.
    Cancelled,
}

/// A report about one source while the engine runs.
#[derive(Clone, Debug)]
pub struct SourceReport {
    /// The source's name.
    pub source: Arc<str>,
    /// Its state now.
    pub state: SourceState,
    /// Its suggestions, in the order of the text; empty in every state but [`SourceState::Done`].
    pub suggestions: Vec<Suggestion>,
}

/// The results of all sources of an engine.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The suggestions of all sources, in the order of the text.
    pub suggestions: Vec<Suggestion>,
    /// The names of the sources that failed, each with its reason.
    pub failures: Vec<(Arc<str>, String)>,
}

/// The sources of suggestions for one schema.
///
/// They run one after the other, in the order in which they were added, so that one can use the results of another. A
/// source that fails or panics does not affect the others.
#[derive(Clone)]
pub struct Engine {
    schema: Schema,
    filter: SuggestionFilter,
    models: Models,
    suggesters: Vec<Arc<dyn Suggester>>,
}

/// The engine with the program's own sources, for the built-in schema.
impl Default for Engine {
    fn default() -> Self {
        Self::new(Schema::builtin(), SuggestionFilter::default(), Models::embedded())
    }
}

impl Engine {
    /// An engine with the program's own sources: quotations and reports; claims, which take their source from them;
    /// contradictions between claims; sentiment. It suggests what `schema` has and `filter` takes.
    pub fn new(schema: Schema, filter: SuggestionFilter, models: &Models) -> Self {
        let suggesters: Vec<Arc<dyn Suggester>> = vec![
            Arc::new(Quotes::default()),
            Arc::new(Claims::new(models)),
            Arc::new(Contradictions::default()),
            Arc::new(Sentiment::new(models)),
        ];
        Self { schema, filter, models: *models, suggesters }
    }

    /// An engine without sources.
    pub fn empty(schema: Schema, filter: SuggestionFilter, models: &Models) -> Self {
        Self { schema, filter, models: *models, suggesters: Vec::new() }
    }

    /// Adds a source after the ones that the engine has.
    #[must_use]
    pub fn with(mut self, suggester: impl Suggester + 'static) -> Self {
        self.suggesters.push(Arc::new(suggester));
        self
    }

    /// The models that it was built with.
    pub fn models(&self) -> &Models {
        &self.models
    }

    /// The sources to run, in their order: those that suggest something wanted, and those that these need.
    fn sources(&self) -> Vec<PlannedSource<'_>> {
        let mut sources: Vec<PlannedSource> = Vec::new();
        for suggester in self.suggesters.iter().rev() {
            let suggester = &**suggester;
            let is_wanted = suggester.kinds().iter().any(|tag| self.is_wanted(tag));
            let is_needed = sources.iter().any(|later| later.needs(suggester.name()));
            if is_wanted || is_needed {
                sources.push(PlannedSource { suggester, is_wanted });
            }
        }
        sources.reverse();
        sources
    }

    fn is_wanted(&self, tag: &str) -> bool {
        self.filter.takes_tag(tag)
            && (self.schema.kind(tag).is_some() || self.schema.links.iter().any(|link| link.name == tag))
    }

    /// Runs the sources on `analysis` one by one. `report` is called when a source begins and again when it ends, so
    /// that a slow source delays none before it. After `cancel`, the sources not yet begun report that they were
    /// cancelled.
    pub fn run(&self, analysis: &Analysis, cancel: &Cancel, report: &mut dyn FnMut(SourceReport)) {
        let sources = self.sources();
        let mut found: Vec<(Arc<str>, Vec<Suggestion>)> = Vec::with_capacity(sources.len());
        for (number, source) in sources.iter().enumerate() {
            let name: Arc<str> = source.suggester.name().into();
            let mut tell = |state, suggestions| {
                if source.is_wanted {
                    report(SourceReport { source: name.clone(), state, suggestions });
                }
            };
            tell(SourceState::Working, Vec::new());
            let (state, all) = match source.run(analysis, &Task::new(cancel, &found)) {
                Ok(all) => (SourceState::Done, clear_of_markup(all, analysis)),
                Err(Error::Cancelled) => (SourceState::Cancelled, Vec::new()),
                Err(error) => (SourceState::Failed(error.to_string()), Vec::new()),
            };
            let is_needed = sources[number + 1..].iter().any(|later| later.needs(&name));
            found.push((name.clone(), if is_needed { all.clone() } else { Vec::new() }));
            tell(state, self.taken(all, source.suggester, &name));
        }
    }

    /// The suggestions of `found` that the filter and the schema take, each with the name of its source.
    fn taken(&self, mut found: Vec<Suggestion>, by: &dyn Suggester, source: &Arc<str>) -> Vec<Suggestion> {
        found.retain(|suggestion| {
            self.filter.min_score.admits(suggestion)
                && self.filter.takes_tag(&suggestion.tag)
                && suggestion.is_within(&self.schema)
                && by.kinds().contains(&suggestion.tag)
        });
        for suggestion in &mut found {
            suggestion.source = source.clone();
        }
        found
    }

    /// Runs all sources on `analysis` and returns their results.
    pub fn find(&self, analysis: &Analysis) -> Findings {
        let mut findings = Findings::default();
        self.run(analysis, &Cancel::default(), &mut |report| match report.state {
            SourceState::Failed(reason) => findings.failures.push((report.source, reason)),
            _ => findings.suggestions.extend(report.suggestions),
        });
        findings.suggestions.sort_by_key(Suggestion::order);
        findings
    }

    /// Runs the sources on `span` of `text`, which must be whole paragraphs. Spans of the results are in bytes of
    /// `text`. If `cancel` is set before the analysis is complete, no source is asked and none reports.
    pub fn run_within(&self, text: &Text, span: Span, cancel: &Cancel, report: &mut dyn FnMut(SourceReport)) {
        if cancel.is_cancelled() {
            return;
        }
        let slice = text.slice(span);
        let analysis = analysis_of(&slice, text, span);
        if cancel.is_cancelled() {
            return;
        }
        self.run(&analysis, cancel, &mut |mut found| {
            found.suggestions = found.suggestions.into_iter().map(|s| s.shifted(span.start)).collect();
            report(found);
        });
    }

    /// Runs all sources on `span` of `text`, whole paragraphs, and returns their results.
    pub fn find_within(&self, text: &Text, span: Span) -> Findings {
        let slice = text.slice(span);
        let mut findings = self.find(&analysis_of(&slice, text, span));
        let suggestions = findings.suggestions.into_iter();
        findings.suggestions = suggestions.map(|suggestion| suggestion.shifted(span.start)).collect();
        findings
    }
}

/// The analysis of `slice`, which is `span` of `text`, with what the text's structure says of it.
fn analysis_of<'a>(slice: &'a str, text: &Text, span: Span) -> Analysis<'a> {
    let StructureHints { unsaid, labels, voices } = StructureHints::of(text, span);
    Analysis::with_markup(slice, text.language(span), unsaid).with_voices(voices, &labels)
}

/// A source that takes part in one run.
struct PlannedSource<'a> {
    suggester: &'a dyn Suggester,
    /// Whether one of its kinds is wanted; if not, it runs only because another source needs its results.
    is_wanted: bool,
}

impl PlannedSource<'_> {
    fn needs(&self, name: &str) -> bool {
        self.suggester.needs().contains(&name)
    }

    /// Runs the source. A panic becomes an error.
    fn run(&self, analysis: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error> {
        task.check()?;
        if let Some(missing) = self.suggester.needs().iter().find(|name| !task.has(name)) {
            return Err(Error::Missing((*missing).to_owned()));
        }
        // Unwind safety: the only parts of an analysis that change are the ones computed once on demand, and each of
        // them is either complete or absent.
        let _span = tracing::debug_span!("suggest", source = self.suggester.name()).entered();
        let found = unwind::catch(|| self.suggester.suggest(analysis, task));
        let found = found.unwrap_or_else(|panic| Err(Error::Panicked(message(&*panic))))?;
        // Checked after the work, since a source need not check while it works.
        task.check()?;
        match found.iter().find_map(|suggestion| misplaced(suggestion, analysis.text())) {
            Some(span) => Err(Error::OutOfText(span.start, span.end)),
            None => Ok(found),
        }
    }
}

/// `found` without what stands in markup, and without the markup within it and at its ends.
fn clear_of_markup(mut found: Vec<Suggestion>, analysis: &Analysis) -> Vec<Suggestion> {
    found.retain_mut(|suggestion| {
        let clear: Option<Vec<Vec<Span>>> =
            suggestion.spans.iter().map(|span| analysis.without_markup(*span)).collect();
        let is_clear = clear.is_some();
        suggestion.spans = clear.unwrap_or_default().concat();
        is_clear
    });
    found
}

/// The first span of `suggestion` that is not in `text`, splits a character, or does not follow the span before it.
fn misplaced(suggestion: &Suggestion, text: &str) -> Option<Span> {
    let is_passage = |span: &Span| !span.is_empty() && text.get(span.range()).is_some();
    let overlapping = suggestion.spans.windows(2).find(|two| two[0].end > two[1].start).map(|two| two[1]);
    let none = suggestion.spans.is_empty().then(Span::default);
    none.or(overlapping).or_else(|| suggestion.all_spans().find(|span| !is_passage(span)))
}

/// The message of a panic.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}
