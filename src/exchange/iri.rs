//! IRIs for documents and glosses, which have no address on the web, for formats that need them.

use std::fmt::Write as _;

use super::import;
use crate::{gloss::Id, text::percent_decode};

/// The prefix of a document's name.
const DOCUMENT: &str = "urn:gloss:source:";

/// The prefix of a gloss's id.
const GLOSS: &str = "urn:gloss:annotation:";

/// The IRI of a document that has only a file name.
pub fn of_document(name: &str) -> String {
    format!("{DOCUMENT}{}", percent_encode(name))
}

/// Whether this program made the IRI of a document.
pub fn is_own(iri: &str) -> bool {
    iri.starts_with(DOCUMENT)
}

/// The IRI of a gloss.
pub fn of_gloss(id: &Id) -> String {
    format!("{GLOSS}{}", percent_encode(id.as_str()))
}

/// The name of the document in one of this program's IRIs; of another IRI the file name at its end.
pub fn document(iri: &str) -> Option<String> {
    if let Some(name) = iri.strip_prefix(DOCUMENT) {
        return Some(percent_decode(name)).filter(|name| !name.is_empty());
    }
    let path = iri.split(['#', '?']).next().unwrap_or_default().trim_end_matches('/');
    let path = percent_decode(path);
    path.rsplit(['/', '\\']).next().filter(|name| !matches!(*name, "" | "." | "..")).map(str::to_owned)
}

/// The id of the gloss that an IRI names: the id in one of this program's IRIs, or one derived from the IRI in this
/// `scope`.
pub fn gloss(scope: &str, iri: &str) -> Id {
    let ours = own_id(iri).and_then(|name| name.parse().ok());
    ours.unwrap_or_else(|| import::id(scope, iri))
}

/// The id in an IRI that this program made.
pub fn own_id(iri: &str) -> Option<String> {
    iri.strip_prefix(GLOSS).map(percent_decode)
}

/// Percent-encodes everything but letters, digits and a few marks (RFC 3986, section 2.1).
pub fn percent_encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            byte => _ = write!(encoded, "%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_there_and_back() {
        for name in ["talks.txt", "x/talks.txt", "a b%20#?.txt", "été 👩‍💻.txt", "100%"] {
            assert_eq!(document(&of_document(name)).as_deref(), Some(name));
        }
        let id: Id = "7k3q9xw2mf".parse().expect("an id");
        assert_eq!(gloss("x", &of_gloss(&id)), id);
    }

    #[test]
    fn of_an_address_only_the_last_part_counts() {
        let name = |iri| document(iri);
        assert_eq!(
            name("https://example.org/news/talks%20today.html?x=1#p2").as_deref(),
            Some("talks today.html")
        );
        assert_eq!(name("file:///C:%5Cnotes%5Ca.txt").as_deref(), Some("a.txt"));
        assert_eq!((name("urn:gloss:source:"), name(""), name("https://..")), (None, None, None));
    }
}
