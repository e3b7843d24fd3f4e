//! The descriptions that VADER reads in place of emoji.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::words::is_white;

/// The emoji of one code point with their descriptions, in the order of the code points.
fn descriptions() -> &'static [(char, &'static str)] {
    static DESCRIPTIONS: OnceLock<Vec<(char, &'static str)>> = OnceLock::new();
    DESCRIPTIONS.get_or_init(|| {
        let lines = include_str!("../../../../assets/en/vader_emoji.txt").lines();
        let pairs = lines.filter_map(|line| line.split_once('\t'));
        pairs.filter_map(|(emoji, description)| Some((emoji.chars().next()?, description))).collect()
    })
}

fn description(c: char) -> Option<&'static str> {
    if c.is_ascii() {
        return None;
    }
    let all = descriptions();
    all.binary_search_by_key(&c, |(emoji, _)| *emoji).ok().map(|at| all[at].1)
}

/// The text without white space at its ends and with descriptions for emoji. A space is put before a description, but
/// none after it: text directly after an emoji is joined to the description's last word, as in the reference.
pub(super) fn described(text: &str) -> Cow<'_, str> {
    let Some(first) = text.char_indices().find(|(_, c)| description(*c).is_some()) else {
        return Cow::Borrowed(text.trim_matches(is_white));
    };
    let (head, tail) = text.split_at(first.0);
    let mut out = head.to_owned();
    let mut spaced = head.is_empty() || head.ends_with(' ');
    for c in tail.chars() {
        match description(c) {
            Some(words) => {
                if !spaced {
                    out.push(' ');
                }
                out.push_str(words);
                spaced = false;
            }
            None => {
                out.push(c);
                spaced = c == ' ';
            }
        }
    }
    Cow::Owned(out.trim_matches(is_white).to_owned())
}
