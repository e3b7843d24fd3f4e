//! Which conditions mean something: one that could hold for no gloss is a mistake of whoever typed it.

use super::{Condition, Test, is_kind, names::is_time};
use crate::gloss::{QueryError, State};

/// What is either there or not, or one of a few words that have no order.
const UNORDERED: [&str; 5] = ["id", "state", "review", "generator", "orphaned"];

/// The words for what is there, which is said of no gloss in another way.
const YES: [&str; 2] = ["yes", "true"];

impl Condition {
    /// Fails if it could hold for no gloss, whatever documents there are.
    pub(super) fn check(&self) -> Result<(), QueryError> {
        // Attributes are a schema's and a person's.
        let Self::Fact(name, test) = self else { return Ok(()) };
        match test {
            Test::Compares(..) if is_kind(name) || UNORDERED.contains(&name.as_str()) => {
                Err(QueryError::Unordered(name.clone()))
            }
            Test::Compares(_, value) => check_moment(name, value),
            Test::Is(value) | Test::IsNot(value) if !value.is_empty() => {
                check_word(name, value).and_then(|()| check_moment(name, value))
            }
            Test::Is(_) | Test::IsNot(_) | Test::Has(_) | Test::Matches(_) => Ok(()),
        }
    }
}

/// Fails if this is none of the few words that the value with this name can be.
fn check_word(name: &str, value: &str) -> Result<(), QueryError> {
    let words: Vec<&str> = match name {
        "state" => State::ALL.map(State::name).to_vec(),
        "orphaned" => YES.to_vec(),
        _ => return Ok(()),
    };
    if words.contains(&value) {
        return Ok(());
    }
    Err(QueryError::Word { name: name.to_owned(), typed: value.to_owned(), words: words.join(", ") })
}

/// Fails if the value with this name is a time, and this is not the beginning of one.
fn check_moment(name: &str, value: &str) -> Result<(), QueryError> {
    if !is_time(name) || is_moment(value) {
        return Ok(());
    }
    Err(QueryError::Moment { name: name.to_owned(), typed: value.to_owned() })
}

/// Whether this is a year, a month, a day, or a time of a day as files have it: `2026-11-23T15:42:00Z`.
pub fn is_moment(text: &str) -> bool {
    let (date, time) = text.split_at(text.find(['T', ' ']).unwrap_or(text.len()));
    let number = |part: Option<&str>, digits: usize, most: u32| {
        part.is_none_or(|part| {
            let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number && part.parse().is_ok_and(|number: u32| (1..=most).contains(&number))
        })
    };
    let mut parts = date.split('-');
    let is_date = number(parts.next(), 4, 9999)
        && number(parts.next(), 2, 12)
        && number(parts.next(), 2, 31)
        && parts.next().is_none();
    let is_time = time.chars().skip(1).all(|c| c.is_ascii_digit() || ":.Zz+-".contains(c));
    is_date && is_time && (time.is_empty() || date.len() == "2026-11-23".len())
}

#[cfg(test)]
mod tests {
    use crate::gloss::{Query, QueryError};

    fn added(typed: &str) -> Result<(), QueryError> {
        Query::default().add(typed)
    }

    #[test]
    fn what_could_hold_for_no_gloss_is_refused() {
        for typed in [
            "kind>claim",
            "tag<=x",
            "state>moved",
            "id<a",
            "review>=x",
            "state=fine",
            "state!=lost",
            "orphaned=no",
            "created>yesterday",
            "created=23.11.2026",
            "created<=2026-13",
            "modified>2026-1",
            "day=2026-11-32",
            "month=november",
            "created>2026T10:00",
            "created>",
            "",
            "=",
            "kind",
        ] {
            assert!(added(typed).is_err(), "{typed}");
        }
        for typed in [
            "kind=claim",
            "kind!=claim",
            "kind=",
            "kind~^c",
            "file>m",
            "state=moved",
            "state!=orphan",
            "state=",
            "orphaned=yes",
            "orphaned!=yes",
            "orphaned=",
            "created>=2026",
            "created<=2026-11",
            "created=2026-11-23",
            "modified>2026-11-23T15:42",
            "created>2026-11-23T15:42:00Z",
            "day>2026-11-23",
            "month<2026-11",
            "created=",
            "created*=T15",
            "speaker>M",
            "attribute.kind>3",
        ] {
            assert_eq!(added(typed), Ok(()), "{typed}");
        }
    }
}
