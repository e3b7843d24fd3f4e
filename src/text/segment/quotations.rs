//! Quotations: pairs the opening and closing marks of many traditions, with one stack, in one pass.
//!
//! First the marks are read with the roles that their neighbours allow. Then the roles that depend on later marks
//! (dogs’, 12") are decided backwards. Then opening and closing marks are paired.

use super::language::Language;
use super::marks::{after, char_at, is_dash, skip_white, trim};
use super::quote_marks::{Family, Role, Site, mark_end};
use crate::text::{ByteSet, Span};

/// A passage between quotation marks; offsets are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The span from the opening mark to the closing one, including both.
    pub outer: Span,
    /// The span between the marks, without white space at its ends.
    pub inner: Span,
    /// The number of quotations around it; 0 for an outermost one.
    pub depth: u8,
    /// Whether there is a closing mark; if not, the quotation ends with its paragraph.
    pub closed: bool,
}

/// The quotations in `text`, ascending by the start of `outer`; a nested one comes after the one that contains it.
///
/// Blank lines separate paragraphs. A paragraph that begins with the mark of an open quotation continues it. Closing
/// marks without an opening one, apostrophes, feet and inches are skipped. So is a straight single mark that is never
/// closed, since it is hardly ever a quotation, unless it begins a line or follows a comma, a colon or a dash. The
/// words of `language` tell which marks are apostrophes.
pub fn quotations(text: &str, language: &Language) -> Vec<Quotation> {
    let mut marks = read(text, language);
    settle(&mut marks);
    let mut pairing =
        Pairing { text, stack: Vec::new(), open: [0; Family::COUNT], found: Vec::new(), passed: 0 };
    for mark in &marks {
        pairing.take(mark);
    }
    pairing.end_above(0, text.len());
    pairing.finish()
}

/// A quotation mark, or the end of a line.
#[derive(Clone, Copy, Debug)]
struct QuoteMark {
    /// The mark, or the white space around a line's end.
    span: Span,
    sign: Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Quote { mark: char, role: Role, opens_left: bool, text_right: bool },
    Line,
    Paragraph,
}

/// The first bytes of quotation marks and line ends.
static CANDIDATES: ByteSet = ByteSet::of(b"\n\r\"'`\xc2\xe2\xe3");

/// The marks of `text` in order.
fn read(text: &str, language: &Language) -> Vec<QuoteMark> {
    let (mut marks, mut from) = (Vec::new(), 0);
    let bytes = text.as_bytes();
    while let Some(at) = CANDIDATES.find(bytes, from) {
        let Some(c) = char_at(text, at) else { break };
        if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            let next = skip_white(text, at);
            let gap = text.get(at..next).unwrap_or_default();
            let lines = gap.matches('\n').count().max(gap.matches('\r').count());
            let sign = if lines > 1 || gap.contains('\u{2029}') { Sign::Paragraph } else { Sign::Line };
            marks.push(QuoteMark { span: Span::new(at, next), sign });
            from = next;
            continue;
        }
        let span = Span::new(at, mark_end(text, at));
        if let Some(mark) = quote(text, span, c, language) {
            marks.push(mark);
            from = span.end;
        } else {
            from = after(text, at);
        }
    }
    marks
}

/// The mark `c` at `span` with its role.
fn quote(text: &str, span: Span, c: char, language: &Language) -> Option<QuoteMark> {
    if !matches!(c, '"' | '\'' | '`' | '«' | '»' | '‘'..='„' | '‹' | '›' | '「'..='』' | '《' | '》' | '〝'..='〟')
        || c == '`' && span.len() < 2
    {
        return None;
    }
    let site = Site::new(text, span, language)?;
    let role = match c {
        '"' => site.straight(),
        '\'' if span.len() == 1 => site.straight_single(),
        '’' => site.raised_comma(),
        '‘' => site.raised_turned_comma(),
        _ => Role::Either,
    };
    let (opens_left, text_right) = (site.opens_left(), site.text_right());
    let sign = Sign::Quote { mark: c, role, opens_left, text_right };
    (role != Role::Nothing).then_some(QuoteMark { span, sign })
}

/// Decides each [`Role::MayClose`] by the marks of its kind that follow it in the paragraph.
fn settle(marks: &mut [QuoteMark]) {
    // For each kind of mark, whether the next one closes: straight double, straight single, curly single.
    let mut closes = [false; 3];
    for mark in marks.iter_mut().rev() {
        let Sign::Quote { mark: c, role, .. } = &mut mark.sign else {
            if mark.sign == Sign::Paragraph {
                closes = [false; 3];
            }
            continue;
        };
        let kind = match c {
            '"' => 0,
            '\'' => 1,
            '‘' | '’' => 2,
            _ => continue,
        };
        match role {
            Role::MayClose if closes[kind] => *role = Role::Nothing,
            Role::MayClose => *role = Role::Close { firm: false },
            _ => {}
        }
        if *role != Role::Nothing {
            closes[kind] = matches!(role, Role::Close { .. });
        }
    }
}

/// A quotation that is not closed yet.
struct OpenQuotation {
    family: Family,
    /// Its index in `found`.
    slot: usize,
    /// Whether it is dropped if it is never closed.
    doubtful: bool,
}

struct Pairing<'a> {
    text: &'a str,
    stack: Vec<OpenQuotation>,
    /// The number of open quotations of each family.
    open: [usize; Family::COUNT],
    /// The quotations in order; `None` for one that was dropped.
    found: Vec<Option<Quotation>>,
    /// The offset before which all marks have been handled.
    passed: usize,
}

impl Pairing<'_> {
    fn take(&mut self, mark: &QuoteMark) {
        match mark.sign {
            _ if mark.span.start < self.passed => {}
            Sign::Paragraph => self.paragraph(mark.span),
            Sign::Line => {
                let (_, end) = self.continued(mark.span.end);
                self.passed = end;
            }
            Sign::Quote { mark: c, role, opens_left, text_right } => {
                let opening = opens_left && text_right;
                self.quote(mark.span, c, role, opening, text_right);
            }
        }
    }

    /// Opens or closes a quotation at a mark. `opening` says whether the mark has the neighbours of an opening one.
    fn quote(&mut self, span: Span, mark: char, role: Role, opening: bool, text_right: bool) {
        use Family as F;
        let open = |family: F| self.open[family as usize] > 0;
        let (opens, closes): (Option<F>, &[F]) = match mark {
            '"' => (Some(F::Straight), &[F::Straight, F::Curly, F::Low]),
            '\'' if span.len() == 1 => (Some(F::StraightSingle), &[F::StraightSingle, F::CurlySingle]),
            '\'' => (opening.then_some(F::Twins), &[F::Ticks, F::Twins]),
            '`' => (Some(F::Ticks), &[]),
            '‘' if open(F::LowSingle) && !opening => (None, &[F::LowSingle]),
            '‘' => (Some(F::CurlySingle), &[]),
            '’' => (None, &[F::CurlySingle, F::LowSingle]),
            '“' if open(F::Low) && !opening => (None, &[F::Low]),
            '“' if open(F::Curly) && !text_right => (None, &[F::Curly]),
            '“' | '‟' => (Some(F::Curly), &[]),
            '”' => (opening.then_some(F::Nines), &[F::Curly, F::Low, F::Nines, F::Straight]),
            '„' => (Some(F::Low), &[]),
            '‚' => (opening.then_some(F::LowSingle), &[]),
            '«' if open(F::Inward) && !opening => (None, &[F::Inward]),
            '«' => (Some(F::Guillemets), &[]),
            '»' if opening && !open(F::Guillemets) => (Some(F::Inward), &[]),
            '»' => (None, &[F::Guillemets, F::Inward]),
            '‹' if open(F::InwardAngles) && !opening => (None, &[F::InwardAngles]),
            '‹' => (Some(F::Angles), &[]),
            '›' if opening && !open(F::Angles) => (Some(F::InwardAngles), &[]),
            '›' => (None, &[F::Angles, F::InwardAngles]),
            '「' => (Some(F::Corners), &[]),
            '」' => (None, &[F::Corners]),
            '『' => (Some(F::WhiteCorners), &[]),
            '』' => (None, &[F::WhiteCorners]),
            '《' => (Some(F::Title), &[]),
            '》' => (None, &[F::Title]),
            '〝' => (Some(F::Primes), &[]),
            '〞' | '〟' => (None, &[F::Primes]),
            _ => return,
        };
        let closing = closes.iter().copied().find(|&family| open(family));
        match (role, closing, opens) {
            (Role::Open, _, Some(family)) | (Role::Either, None, Some(family)) => self.push(span, family),
            (Role::Close { firm }, Some(family), _) => self.close(span, family, firm),
            (Role::Either, Some(family), _) => self.close(span, family, true),
            _ => {}
        }
    }

    fn push(&mut self, span: Span, family: Family) {
        let line = self.text.get(..span.start).unwrap_or_default();
        let before = line.trim_end_matches([' ', '\t', '\u{a0}']).chars().next_back();
        let introduced = before.is_none_or(|c| matches!(c, ',' | ':' | '\n' | '\r') || is_dash(c));
        self.stack.push(OpenQuotation {
            family,
            slot: self.found.len(),
            doubtful: family == Family::StraightSingle && !introduced,
        });
        self.open[family as usize] += 1;
        self.found.push(Some(Quotation { outer: span, inner: Span::at(span.end), depth: 0, closed: false }));
    }

    /// Closes the innermost quotation of `family` at `span`, and the open ones inside it.
    fn close(&mut self, span: Span, family: Family, firm: bool) {
        let top = self.stack.last().is_some_and(|open| open.family == family);
        if family.is_single() && !firm && !top {
            return;
        }
        let Some(level) = self.stack.iter().rposition(|open| open.family == family) else { return };
        self.end_above(level + 1, span.start);
        if let Some(open) = self.stack.pop() {
            self.open[family as usize] -= 1;
            if let Some(quotation) = &mut self.found[open.slot] {
                quotation.outer.end = span.end;
                quotation.inner.end = span.start;
                quotation.closed = true;
            }
        }
    }

    /// Ends the quotations from `level` of the stack on, unclosed, at `end`.
    fn end_above(&mut self, level: usize, end: usize) {
        while self.stack.len() > level {
            let Some(open) = self.stack.pop() else { return };
            self.open[open.family as usize] -= 1;
            let slot = &mut self.found[open.slot];
            if open.doubtful {
                *slot = None;
            }
            if let Some(quotation) = slot {
                quotation.outer.end = end;
                quotation.inner.end = end;
            }
        }
    }

    /// Handles the end of a paragraph at `gap`: quotations that the next paragraph doesn't continue end here.
    fn paragraph(&mut self, gap: Span) {
        let (levels, end) = self.continued(gap.end);
        self.end_above(levels, gap.start);
        self.passed = end;
    }

    /// The number of open quotations that the line at `at` continues with their marks, and the offset where those marks
    /// end.
    fn continued(&self, at: usize) -> (usize, usize) {
        let (mut levels, mut end) = (0_usize, at);
        for open in &self.stack {
            let rest = self.text.get(end..).unwrap_or_default();
            let Some(length) = open.family.opening_len(rest) else { break };
            levels += 1;
            end += length;
        }
        // « and » have spaces inside; other marks are next to the text.
        let spaced =
            self.stack.get(levels.saturating_sub(1)).is_some_and(|open| open.family == Family::Guillemets);
        let next = skip_white(self.text, end);
        let text = next < self.text.len() && (next == end || spaced && levels > 0);
        if text { (levels, end) } else { (0, at) }
    }

    fn finish(self) -> Vec<Quotation> {
        let text = self.text;
        let mut ends: Vec<usize> = Vec::new();
        let whole = self.found.into_iter().flatten().filter_map(|mut quotation| {
            quotation.inner = trim(text, quotation.inner)?;
            if !quotation.closed {
                quotation.outer.end = quotation.inner.end;
            }
            while ends.last().is_some_and(|&end| end <= quotation.outer.start) {
                ends.pop();
            }
            quotation.depth = ends.len().try_into().unwrap_or(u8::MAX);
            ends.push(quotation.outer.end);
            Some(quotation)
        });
        whole.collect()
    }
}

#[cfg(test)]
#[path = "quotations_tests.rs"]
mod tests;
