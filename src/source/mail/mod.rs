//! Mail: messages (EML) and mailboxes (mbox).
//!
//! The subject is a heading, the fields that people read are below it. Of several forms of a message its text is read, else its HTML.
//! Marks of quotation become the depth of blocks; who wrote a quotation is told by its attribution. Each message is a place with its
//! number, its sender and its date.

mod attribution;
mod blocks;
mod boilerplate;
mod content_type;
mod dates;
mod encoded_words;
mod headers;
mod html;
mod mbox;
mod message_writer;
mod parts;
mod quoted_lines;
mod transfer;
mod wrapping;

use super::{DocumentReader, Metadata, ReadError, Rendered, beginning};
use headers::Headers;
use message_writer::MessageWriter;
use parts::Message;

/// The largest message or mailbox that is read, in bytes, unless a person insists. Chosen by hand: a message with its attachments, some
/// years of a mailing list.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The reader of a message.
pub const EML: DocumentReader = DocumentReader::new("eml", 1, read_message)
    .with_doc("a message of electronic mail")
    .with_extensions(&["eml", "emlx"])
    .with_fits(headers::is_message)
    .with_max_bytes(MAX_BYTES);

/// The reader of a mailbox.
pub const MBOX: DocumentReader = DocumentReader::new("mbox", 1, read_mailbox)
    .with_doc("a mailbox of messages")
    .with_extensions(&["mbox", "mbx"])
    .with_fits(mbox::is_mailbox)
    .with_max_bytes(MAX_BYTES)
    .with_beginning(|bytes| read_mailbox(beginning::first_bytes(bytes, b"\nFrom ")?).ok());

fn read_message(bytes: &[u8]) -> Result<Rendered, ReadError> {
    let message = Message::read(message_of_emlx(bytes));
    if message.headers.is_empty() {
        return Err(ReadError::new("it doesn't begin with the header of a message"));
    }
    let metadata = metadata(&message.headers);
    let mut writer = MessageWriter::default();
    writer.write(&message, "1", 1);
    Ok(rendered(writer, metadata))
}

fn read_mailbox(bytes: &[u8]) -> Result<Rendered, ReadError> {
    let messages = mbox::messages(bytes);
    if messages.is_empty() {
        return Err(ReadError::new("it has no line that begins a message (From ADDRESS DATE)"));
    }
    let mut writer = MessageWriter::default();
    for (index, bytes) in messages.into_iter().enumerate() {
        writer.write(&Message::read(bytes), &(index + 1).to_string(), 1);
    }
    Ok(rendered(writer, Metadata::default()))
}

fn rendered(writer: MessageWriter, metadata: Metadata) -> Rendered {
    // Text that was decoded stands nowhere in the source, so there is no map to it.
    let (text, markup, _) = writer.finish().finish("");
    let invalid = text.matches('\u{fffd}').count();
    Rendered { text, markup, metadata, invalid, ..Rendered::default() }
}

/// The message in a file of Apple Mail: its length stands in the first line, and what the program keeps of it follows.
fn message_of_emlx(bytes: &[u8]) -> &[u8] {
    let (line, rest) = headers::first_line(bytes);
    let len = std::str::from_utf8(line.trim_ascii()).ok().and_then(|line| line.parse().ok());
    len.map_or(bytes, |len: usize| &rest[..len.min(rest.len())])
}

fn metadata(headers: &Headers) -> Metadata {
    let mut metadata = Metadata::default();
    let author = headers.get("From").and_then(|from| blocks::sender_name(&from));
    let date = headers.get("Date").and_then(|date| dates::find(&date));
    let date = date.map(|date| date.split(' ').next().unwrap_or_default().to_owned());
    metadata.take("title", headers.get("Subject").into_iter().collect());
    metadata.take("author", author.into_iter().collect());
    metadata.take("published", date.into_iter().collect());
    metadata
}

#[cfg(test)]
mod tests;
