//! GUIDs for REFI-QDA: UUIDs of version 8 (RFC 9562), derived from what they identify.

use super::Element;
use crate::{gloss::Id, text::fnv};

/// The beginning of the GUID of a gloss's span: `glos` in hexadecimal digits.
const MARK: &str = "676c6f73-";

/// The GUID derived from these words.
pub fn of(words: &[&str]) -> String {
    let hash = |salt: u8| {
        let bytes = words.iter().flat_map(|word| word.bytes().chain([0]));
        let hash = bytes.fold(fnv::with(fnv::BASIS, salt), fnv::with);
        hash ^ (hash >> 29)
    };
    let (high, low) = (hash(1), hash(2));
    let (a, b, c) = (high >> 32, (high >> 16) & 0xffff, high & 0xfff);
    format!("{a:08x}-{b:04x}-8{c:03x}-{:04x}-{:012x}", 0x8000 | (low >> 50), low & 0xffff_ffff_ffff)
}

/// The GUID of a user of this name.
pub fn of_user(name: &str) -> String {
    of(&["user", name])
}

/// The GUID of a part of a gloss, from 0, which contains the id; `None` if the id was not made by this program.
pub fn of_part(id: &Id, part: usize) -> Option<String> {
    let bits = id.bits()?;
    let part = u16::try_from(part).ok()?;
    Some(format!("{MARK}{part:04x}-8000-{:04x}-{:012x}", 0x8000 | (bits >> 48), bits & 0xffff_ffff_ffff))
}

/// The id in the GUID of a part.
pub fn id_in(guid: &str) -> Option<Id> {
    let (_, rest) = guid.strip_prefix(MARK)?.split_once("-8000-")?;
    let (high, low) = rest.split_once('-')?;
    let hex = |digits| u64::from_str_radix(digits, 16).ok();
    Some(Id::from_bits((hex(high)? & 3) << 48 | hex(low)?))
}

/// A GUID in the form for comparison: without the braces and capitals that some programs write.
pub fn plain(guid: &str) -> String {
    guid.trim().trim_matches(['{', '}']).to_ascii_lowercase()
}

/// A GUID in an attribute, in the form for comparison.
pub fn in_attribute(element: &Element, attribute: &str) -> String {
    plain(element.get(attribute).unwrap_or_default())
}

/// The GUID of a code of another program; `None` if it is none, or one that this program derived.
pub fn of_code(code: &Element) -> Option<String> {
    let guid = plain(code.get("guid")?);
    let is_digit =
        |at: usize, c: char| if matches!(at, 8 | 13 | 18 | 23) { c == '-' } else { c.is_ascii_hexdigit() };
    let is_guid = guid.len() == 36 && guid.char_indices().all(|(at, c)| is_digit(at, c));
    let is_derived = code.get("name").is_some_and(|name| of(&["code", name]) == guid);
    (is_guid && !is_derived).then_some(guid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_back() {
        for bits in [0, 1, (1 << 50) - 1, 0x2_dead_beef_cafe] {
            let id = Id::from_bits(bits);
            let guid = of_part(&id, 3).expect("ours");
            assert_eq!(id_in(&guid), Some(id), "{guid}");
        }
        let foreign: Id = "a-foreign-one".parse().expect("an id");
        assert_eq!(of_part(&foreign, 0), None);
        assert_eq!(id_in(&of(&["a", "b"])), None);
        assert_ne!(of(&["ab", ""]), of(&["a", "b"]));
    }
}
