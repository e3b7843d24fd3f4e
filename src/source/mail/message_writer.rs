//! Writes messages: head, text and attachments, with their places.

use super::{
    attribution::Attribution,
    blocks::{self, MailBlock, sender_name},
    dates, html,
    parts::{Attachment, Body, Message},
    quoted_lines,
};
use crate::{
    source::TextWriter,
    text::{
        Span,
        structure::{BlockKind, LocatorKind, TextBlock},
    },
};

/// The fields of a header that people read.
const SHOWN_FIELDS: [&str; 4] = ["From", "To", "Cc", "Date"];

/// The lowest level of a heading.
const MAX_LEVEL: u8 = 6;

/// A writer of messages.
#[derive(Default)]
pub struct MessageWriter {
    writer: TextWriter,
    /// Who wrote the block that was written last, and when.
    current: Attribution,
}

impl MessageWriter {
    /// The text with all messages.
    pub fn finish(self) -> TextWriter {
        self.writer
    }

    /// Writes a message, which is cited by this number, with its subject as a heading of this level.
    pub fn write(&mut self, message: &Message, number: &str, level: u8) {
        let headers = &message.headers;
        let from = Attribution {
            author: headers.get("From").or_else(|| headers.get("Sender")).and_then(|from| sender_name(&from)),
            date: headers.get("Date").and_then(|date| dates::find(&date)),
        };
        if let Some(subject) = headers.get("Subject") {
            self.begin(BlockKind::Heading { level: level.min(MAX_LEVEL) }, 0);
            self.writer.locate(LocatorKind::Message, number);
            self.locate(&from);
            self.push(&subject);
        }
        let fields = SHOWN_FIELDS.iter().filter_map(|name| Some(format!("{name}: {}", headers.get(name)?)));
        let fields = fields.collect::<Vec<_>>().join("\n");
        self.begin(BlockKind::Boilerplate, 0);
        self.writer.locate(LocatorKind::Message, number);
        self.locate(&from);
        self.push(&fields);
        let mut messages = 0;
        for body in &message.bodies {
            match body {
                Body::Text { text, is_flowed, deletes_spaces } => {
                    let lines = quoted_lines::read(text, *is_flowed, *deletes_spaces);
                    self.write_blocks(blocks::read(lines), &from);
                }
                Body::Html(page) => {
                    // Its blocks have their own authors.
                    self.locate(&Attribution::default());
                    html::write(page, &from, &mut self.writer);
                }
                Body::Message(inner) => {
                    messages += 1;
                    self.write(inner, &format!("{number}.{messages}"), level + 1);
                }
            }
        }
        self.write_attachments(&message.attachments, number, &from);
    }

    fn write_blocks(&mut self, blocks: Vec<MailBlock>, from: &Attribution) {
        for block in blocks {
            self.begin(block.kind, block.depth);
            // A footer or an attribution is part of the message that it stands in.
            self.locate(if block.depth == 0 { from } else { &block.from });
            self.push(&marked(&block.text, block.marks));
        }
    }

    fn write_attachments(&mut self, attachments: &[Attachment], number: &str, from: &Attribution) {
        if attachments.is_empty() {
            return;
        }
        let names: Vec<_> = attachments
            .iter()
            .map(|file| format!("{} ({})", one_line(&file.name), size(file.bytes)))
            .collect();
        self.begin(BlockKind::Boilerplate, 0);
        self.writer.locate(LocatorKind::Message, number);
        self.locate(from);
        self.push(&format!("Attachments: {}", names.join(", ")));
    }

    fn begin(&mut self, kind: BlockKind, depth: u8) {
        let list_depth = u8::from(matches!(kind, BlockKind::ListItem { .. }));
        let block = TextBlock { list_depth, quotation_depth: depth, ..TextBlock::new(kind, Span::default()) };
        self.writer.begin(block);
    }

    /// Begins a part that was written by somebody else, or at another time, than what stands before.
    fn locate(&mut self, from: &Attribution) {
        if self.current == *from {
            return;
        }
        for (kind, label) in [(LocatorKind::By, &from.author), (LocatorKind::Timestamp, &from.date)] {
            match label {
                Some(label) => self.writer.locate(kind, label.as_str()),
                None => self.writer.end_locator(kind),
            }
        }
        self.current.clone_from(from);
    }

    fn push(&mut self, text: &str) {
        self.writer.push(text, Span::default());
    }
}

/// `text` with the marks of quotation that its sender's program wrote, before each line.
fn marked(text: &str, marks: u8) -> String {
    if marks == 0 {
        return text.to_owned();
    }
    let marks = ">".repeat(usize::from(marks));
    text.lines().map(|line| format!("{marks} {line}")).collect::<Vec<_>>().join("\n")
}

/// `name` in one line.
fn one_line(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).collect()
}

/// A size as people write it.
fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
