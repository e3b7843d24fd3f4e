//! The rendered text of a document as bytes, for the way from a child process to its parent.
//!
//! The parent doesn't trust what it gets: spans may lie anywhere, and are put in order by [`Structure`](crate::text::structure::Structure).

use std::io;

use serde::{Deserialize, Serialize};

use super::{ReadError, Rendered};

/// What a child answers.
#[derive(Deserialize, Serialize)]
enum Answer<R> {
    Text(R),
    Error(String),
}

/// What a reader has made, as bytes.
pub fn write(read: &Result<Rendered, ReadError>) -> io::Result<Vec<u8>> {
    let answer = match read {
        Ok(rendered) => Answer::Text(rendered),
        Err(error) => Answer::Error(error.to_string()),
    };
    postcard::to_allocvec(&answer).map_err(io::Error::other)
}

/// What a reader has made, from its bytes; `None` if they are none.
pub fn parse(bytes: &[u8]) -> Option<Result<Rendered, ReadError>> {
    Some(match postcard::from_bytes::<Answer<Rendered>>(bytes).ok()? {
        Answer::Text(rendered) => Ok(rendered),
        Answer::Error(message) => Err(ReadError::new(message)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MARKDOWN;

    #[test]
    fn what_is_sent_arrives() {
        let source = b"---\ntitle: T\n---\n# A\n\n1. *b*[^n]\n- [x] c\n\n| d | e |\n|--:|:-:|\n| `f` | [g](h) |\n\n[^n]: j\n";
        let rendered = (MARKDOWN.read)(source).expect("Markdown");
        let bytes = write(&Ok(rendered.clone())).expect("written");
        let arrived = parse(&bytes).expect("of this form").expect("a text");
        assert_eq!(format!("{arrived:?}"), format!("{rendered:?}"));
        let bytes = write(&Err(ReadError::new("it is a scan"))).expect("written");
        let arrived = parse(&bytes).expect("of this form");
        assert_eq!(arrived.err().map(|error| error.to_string()).as_deref(), Some("it is a scan"));
    }

    #[test]
    fn anything_else_is_refused() {
        for bytes in [&b""[..], b"{}", b"\xff", b"\x00\xff\xff\xff\xff\x0f", b"\x01\x05ab"] {
            assert!(parse(bytes).is_none(), "{bytes:?}");
        }
    }
}
