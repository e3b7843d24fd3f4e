//! URLs and addresses of mail, which are one token. The rule is that of a regular expression which spaCy took from
//! <https://gist.github.com/dperini/729294>: perhaps a scheme, perhaps a user, a host that is not private, perhaps a port and
//! a path.

use super::characters::is_lower;

/// Whether a run without white space is a URL or an address.
pub fn is_url(run: &str) -> bool {
    if !run.contains('.') {
        return false;
    }
    let after_scheme = run.split_once("://").filter(|(scheme, _)| is_scheme(scheme)).map(|(_, rest)| rest);
    [Some(run), after_scheme].into_iter().flatten().any(|rest| {
        let users = rest.match_indices('@').filter(|(at, _)| *at > 0);
        users.map(|(at, _)| &rest[at + 1..]).chain([rest]).any(is_host_with_path)
    })
}

fn is_scheme(scheme: &str) -> bool {
    scheme.chars().count() > 1 && scheme.chars().all(|c| c.is_alphanumeric() || "_+-.".contains(c))
}

/// Whether it is a host, perhaps with a port from 10 on and with a path, a query or a fragment.
fn is_host_with_path(text: &str) -> bool {
    let (host, rest) = text.split_at(text.find([':', '/', '?', '#', '@']).unwrap_or(text.len()));
    let rest = match rest.strip_prefix(':') {
        Some(port) => {
            let digits = port.bytes().take_while(u8::is_ascii_digit).count();
            if !(2..=5).contains(&digits) {
                return false;
            }
            &port[digits..]
        }
        None => rest,
    };
    (rest.is_empty() || rest.starts_with(['/', '?', '#'])) && (is_name(host) || is_public_address(host))
}

/// Whether it is a name of several labels, the last of small letters.
fn is_name(host: &str) -> bool {
    let Some((labels, top)) = host.rsplit_once('.') else { return false };
    (2..=63).contains(&top.chars().count()) && top.chars().all(is_lower) && labels.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '\u{a1}'..='\u{ffff}');
    let is_inner = |c: char| is_plain(c) || matches!(c, '_' | '-');
    label.starts_with(is_plain)
        && label.ends_with(is_plain)
        && label.chars().all(is_inner)
        && label.chars().count() <= 64
}

/// Whether it is an IP address of version 4 that is not private.
fn is_public_address(host: &str) -> bool {
    let number = |part: &str| {
        let is_number = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u8>().ok().filter(|_| is_number)
    };
    let parts: Option<Vec<u8>> = host.split('.').map(number).collect();
    match parts.as_deref() {
        Some([10 | 127, ..] | [169, 254, ..] | [192, 168, ..] | [172, 16..=31, ..]) => false,
        Some([1..=223, _, _, 1..=254]) => !host.starts_with('0'),
        _ => false,
    }
}
