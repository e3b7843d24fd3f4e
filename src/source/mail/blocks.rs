//! The blocks of a plain text of a message: paragraphs with their authors, attributions, signatures and footers.

use super::{
    attribution::{self, Attribution},
    boilerplate, dates,
    quoted_lines::QuotedLine,
    wrapping,
};
use crate::text::structure::{BlockKind, ListMarker};

/// How many lines an attribution may have.
const MAX_ATTRIBUTION_LINES: usize = 3;

/// The deepest quotation, of marks and of messages below each other.
const MAX_DEPTH: u8 = 40;

/// A block of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailBlock {
    /// Its kind.
    pub kind: BlockKind,
    /// Its text; lines of it that were not wrapped are lines.
    pub text: String,
    /// The depth of the quotation in which it stands.
    pub depth: u8,
    /// The number of marks of quotation before each of its lines: fewer than the depth below a message without marks.
    pub marks: u8,
    /// Who wrote it and when, if it is quoted and that is told.
    pub from: Attribution,
}

/// A paragraph of the source: lines of one depth without a blank one between.
#[derive(Debug)]
struct Paragraph {
    depth: u8,
    lines: Vec<String>,
}

/// A maker of blocks.
struct Blocks {
    found: Vec<MailBlock>,
    /// The width at which the text was wrapped, in characters.
    width: Option<usize>,
    /// How many messages stand above without marks of quotation.
    base: u8,
    /// Who wrote the quotations of each depth from 1 on.
    authors: Vec<Attribution>,
    /// The depth of the signature that is being read.
    signature: Option<u8>,
    /// Whether a line was drawn across the page just before, or a footer stood there.
    is_after_rule: bool,
}

/// The blocks of a text with these lines.
pub fn read(lines: Vec<QuotedLine>) -> Vec<MailBlock> {
    let width = wrapping::width(lines.iter().map(|line| &*line.text));
    let mut blocks = Blocks {
        found: Vec::new(),
        width,
        base: 0,
        authors: Vec::new(),
        signature: None,
        is_after_rule: false,
    };
    let mut paragraphs = paragraphs(lines).into_iter().peekable();
    while let Some(paragraph) = paragraphs.next() {
        let is_before_quotation = paragraphs.peek().is_some_and(|next| next.depth > paragraph.depth);
        blocks.take(paragraph, is_before_quotation);
    }
    blocks.name_answered();
    blocks.found
}

fn paragraphs(lines: Vec<QuotedLine>) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut is_open = false;
    for line in lines {
        if line.text.trim().is_empty() {
            is_open = false;
            continue;
        }
        is_open &= !boilerplate::is_rule_above_footer(&line.text);
        match paragraphs.last_mut().filter(|last| is_open && last.depth == line.depth) {
            Some(last) => last.lines.push(line.text),
            None => paragraphs.push(Paragraph { depth: line.depth, lines: vec![line.text] }),
        }
        is_open = true;
    }
    paragraphs
}

impl Blocks {
    fn take(&mut self, paragraph: Paragraph, is_before_quotation: bool) {
        let Paragraph { depth, lines } = paragraph;
        if self.signature.is_some_and(|signed| signed != depth) {
            self.signature = None;
        }
        if let Some(at) = lines.iter().position(|line| matches!(line.trim_end(), "--" | "—")) {
            self.take_words(depth, &lines[..at], false);
            self.signature = Some(depth);
            self.take_words(depth, &lines[at + 1..], is_before_quotation);
        } else {
            self.take_words(depth, &lines, is_before_quotation);
        }
    }

    /// Takes lines in which no signature begins.
    fn take_words(&mut self, depth: u8, lines: &[String], is_before_quotation: bool) {
        let is_start = |at: usize| {
            let line: &str = &lines[at];
            boilerplate::is_separator(line) || header_len(&lines[at..]) > 0
        };
        // Fields stand at the start of a paragraph, or below a line that parts two messages.
        let is_begun = |at: usize| {
            at == 0 || boilerplate::is_rule(&lines[at - 1]) || boilerplate::is_separator(&lines[at - 1])
        };
        match (0..lines.len())
            .find(|&at| is_start(at) && (is_begun(at) || boilerplate::is_separator(&lines[at])))
        {
            Some(at) => {
                self.take_text(depth, &lines[..at], false);
                self.take_header(depth, &lines[at..], is_before_quotation);
            }
            None => self.take_text(depth, lines, is_before_quotation),
        }
    }

    /// Takes lines that begin with the header of a message which was answered or sent on.
    fn take_header(&mut self, depth: u8, lines: &[String], is_before_quotation: bool) {
        self.signature = None;
        if boilerplate::is_separator(&lines[0]) {
            self.push(BlockKind::Boilerplate, lines[0].trim().to_owned(), depth);
            self.take_words(depth, &lines[1..], is_before_quotation);
            return;
        }
        let len = header_len(lines);
        let (header, rest) = lines.split_at(len);
        let from = header_sender(header);
        self.push(BlockKind::Boilerplate, joined(header), depth);
        if !is_before_quotation || !rest.is_empty() {
            self.base = (self.base + 1).min(MAX_DEPTH);
        }
        let inner =
            if is_before_quotation && rest.is_empty() { self.depth(depth) + 1 } else { self.depth(depth) };
        self.name(inner, from);
        self.take_words(depth, rest, is_before_quotation);
    }

    fn take_text(&mut self, depth: u8, lines: &[String], is_before_quotation: bool) {
        if lines.is_empty() {
            return;
        }
        let Some((before, words, from)) = attribution_at_end(lines, is_before_quotation) else {
            self.take_prose(depth, lines);
            return;
        };
        self.take_prose(depth, before);
        self.signature = None;
        self.push(BlockKind::Boilerplate, words, depth);
        let inner = self.depth(depth) + 1;
        if !is_before_quotation {
            self.base = (self.base + 1).min(MAX_DEPTH);
        }
        self.name(inner, from);
    }

    /// Takes lines in which somebody says something.
    fn take_prose(&mut self, depth: u8, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let is_rule = boilerplate::is_rule(&lines[0]);
        self.is_after_rule |= is_rule;
        let words = joined(lines);
        if self.signature.is_some() || boilerplate::is_footer(&words, self.is_after_rule) {
            self.push(BlockKind::Boilerplate, words, depth);
            return;
        }
        self.is_after_rule = is_rule;
        if is_rule && lines.len() == 1 {
            self.push(BlockKind::Rule, "* * *".to_owned(), depth);
        } else if wrapping::is_drawn(lines) {
            self.push(BlockKind::Code { language: "".into() }, lines.join("\n"), depth);
        } else {
            self.take_sentences(depth, lines);
        }
    }

    fn take_sentences(&mut self, depth: u8, lines: &[String]) {
        let mut open: Option<(BlockKind, String)> = None;
        let mut last: &str = "";
        for line in lines {
            let goes_on = self.width.is_some_and(|width| wrapping::goes_on(last, line, width))
                && !wrapping::is_paragraph(last);
            let item = wrapping::item(line)
                .filter(|_| !goes_on || open.as_ref().is_some_and(|(kind, _)| is_item(kind)));
            let begins =
                item.is_some() || wrapping::is_paragraph(last) || wrapping::is_paragraph(line) && !goes_on;
            let is_hanging =
                open.as_ref().is_some_and(|(kind, _)| is_item(kind)) && line.starts_with([' ', '\t']);
            match open.as_mut().filter(|_| !begins) {
                Some((_, text)) => {
                    text.push(if goes_on || is_hanging { ' ' } else { '\n' });
                    text.push_str(line.trim());
                }
                None => {
                    let next = match item {
                        Some((marker, rest)) => {
                            (BlockKind::ListItem { marker: list_marker(marker) }, rest.to_owned())
                        }
                        None => (BlockKind::Paragraph, line.trim().to_owned()),
                    };
                    if let Some((kind, text)) = open.replace(next) {
                        self.push(kind, text, depth);
                    }
                }
            }
            last = line;
        }
        if let Some((kind, text)) = open {
            self.push(kind, text, depth);
        }
    }

    fn depth(&self, depth: u8) -> u8 {
        (self.base + depth).min(MAX_DEPTH)
    }

    /// Sets who wrote the quotations of this depth, and forgets who wrote deeper ones.
    fn name(&mut self, depth: u8, from: Attribution) {
        let index = usize::from(depth.max(1)) - 1;
        self.authors.truncate(index);
        self.authors.resize(index, Attribution::default());
        self.authors.push(from);
    }

    fn push(&mut self, kind: BlockKind, text: String, depth: u8) {
        if text.trim().is_empty() {
            return;
        }
        let (marks, depth) = (depth, self.depth(depth));
        let from = depth.checked_sub(1).and_then(|index| self.authors.get(usize::from(index))).cloned();
        self.found.push(MailBlock { kind, text, depth, marks, from: from.unwrap_or_default() });
    }

    /// Names the author of quotations that stand above the only attribution: they are of the message that is answered.
    fn name_answered(&mut self) {
        let mut told = self
            .found
            .iter()
            .filter(|block| block.depth == 1 && block.from != Attribution::default())
            .map(|block| &block.from);
        let Some(first) = told.next().filter(|first| told.all(|from| from == *first)).cloned() else {
            return;
        };
        for block in self.found.iter_mut().filter(|block| block.depth == 1) {
            block.from = first.clone();
        }
    }
}

/// The attribution at the end of `lines`, in one line, with the lines before it. One with a date is looked for first, since it may be wrapped.
pub fn attribution_at_end(
    lines: &[String],
    is_before_quotation: bool,
) -> Option<(&[String], String, Attribution)> {
    let found = (1..=lines.len().min(MAX_ATTRIBUTION_LINES)).filter_map(|count| {
        let (before, last) = lines.split_at(lines.len() - count);
        let words = last.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        let from = attribution::read(&words, is_before_quotation)?;
        // Without marks of quotation below, only a time or an address tells it from words such as “In 2019 he wrote:”.
        let has_time = from.date.as_ref().is_some_and(|date| date.contains(' '));
        (is_before_quotation || has_time || words.contains('@')).then_some((before, words, from))
    });
    let found: Vec<_> = found.collect();
    let dated = found.iter().position(|(_, _, from)| from.date.is_some()).unwrap_or(0);
    found.into_iter().nth(dated)
}

fn is_item(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::ListItem { .. })
}

fn list_marker(marker: &str) -> ListMarker {
    let is_number = marker.ends_with(['.', ')']);
    if is_number { ListMarker::Number(marker.into()) } else { ListMarker::Bullet }
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n")
}

/// The number of lines of the header of a message at the start of `lines`; 0 if there is none. It has a sender and two fields more, or
/// a date.
pub fn header_len(lines: &[String]) -> usize {
    let Some(("From" | "Date" | "Subject", _)) =
        lines.first().and_then(|line| boilerplate::header_field(line))
    else {
        return 0;
    };
    let fields: Vec<_> = lines.iter().map_while(|line| boilerplate::header_field(line)).take(8).collect();
    let has = |name: &str| fields.iter().any(|(own, _)| *own == name);
    if has("From") && (fields.len() > 2 || has("Date")) { fields.len() } else { 0 }
}

/// The sender and the date in the lines of a header.
pub fn header_sender(header: &[String]) -> Attribution {
    let fields = header.iter().filter_map(|line| boilerplate::header_field(line));
    let value = |name: &str| fields.clone().find(|(own, _)| *own == name).map(|(_, value)| value);
    Attribution { author: value("From").and_then(sender_name), date: value("Date").and_then(dates::find) }
}

/// The name in a field with a sender, or the address.
pub fn sender_name(field: &str) -> Option<String> {
    let trim =
        |name: &str| name.trim_matches(|c: char| c.is_whitespace() || "\"'<>[]()".contains(c)).to_owned();
    let name = match (field.find(['<', '[']), field.find('(')) {
        (Some(0), _) | (None, None) => field.split([',', ';', '>']).next().map(trim),
        (Some(at), _) => Some(trim(&field[..at])),
        (None, Some(at)) => field[at..].split(')').next().map(trim),
    };
    let name = name.map(|name| name.trim_start_matches("mailto:").to_owned());
    name.filter(|name| !name.is_empty())
}
