//! Dates as messages write them, in their headers and in attributions.

/// The months in several languages, by the start of their names, with their numbers.
const MONTHS: [(&str, u8); 45] = [
    ("jan", 1),
    ("gen", 1),
    ("ene", 1),
    ("sty", 1),
    ("янв", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("lut", 2),
    ("фев", 2),
    ("mar", 3),
    ("mär", 3),
    ("maa", 3),
    ("мар", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("kwi", 4),
    ("апр", 4),
    ("may", 5),
    ("mai", 5),
    ("mei", 5),
    ("maj", 5),
    ("mag", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("cze", 6),
    ("июн", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("wrz", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
];

/// Days of the week and other words of a date, by their starts.
const OTHERS: [&str; 26] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "die", "mit", "don", "fre", "sam", "son", "lun", "mer",
    "jeu", "ven", "dim", "mié", "jue", "vie", "sáb", "dom", "utc", "gmt", "cest",
];

/// The names of the months in several languages.
const LONG_MONTHS: [&str; 67] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "februar",
    "märz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "janvier",
    "février",
    "mars",
    "avril",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "gennaio",
    "febbraio",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "settembre",
    "ottobre",
    "dicembre",
    "januari",
    "februari",
    "maart",
    "mei",
    "augustus",
    "january",
    "maj",
    "maja",
    "kwietnia",
    "czerwca",
    "lipca",
    "января",
    "марта",
    "апреля",
    "мая",
];

/// Whether `word` may be a part of a date: a month, a day of the week, a zone.
pub fn is_part_of_date(word: &str) -> bool {
    let lower = word.to_lowercase();
    // “March” and “Mar.” are months, “Martha” is none.
    let is_month = month(&lower).is_some() && LONG_MONTHS.iter().any(|long| long.starts_with(&*lower));
    let is_day = OTHERS.iter().any(|day| lower.starts_with(day))
        && (lower.chars().count() == 3
            || lower.ends_with("day")
            || lower.ends_with("tag")
            || lower.ends_with("di")
            || lower.ends_with("woch"));
    is_month
        || is_day
        || matches!(
            &*lower,
            "am" | "pm" | "uhr" | "utc" | "gmt" | "cest" | "cet" | "est" | "edt" | "pst" | "pdt"
        )
}

/// The date in `text`, with the time if it is told: "2026-05-12 21:14".
pub fn find(text: &str) -> Option<String> {
    let tokens: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ",;()<>".contains(c))
        .filter(|token| !token.is_empty())
        .collect();
    let date = tokens.iter().find_map(|token| numeric(token)).or_else(|| with_month(&tokens))?;
    let time = tokens
        .iter()
        .enumerate()
        .find_map(|(at, token)| time(token, tokens.get(at + 1).copied().unwrap_or_default()));
    Some(match time {
        Some((hour, minute)) => format!("{date} {hour:02}:{minute:02}"),
        None => date,
    })
}

/// A date such as 2026-05-12 or 12.05.2026. With strokes nobody knows which number is the month.
fn numeric(token: &str) -> Option<String> {
    let token = token.trim_end_matches(['.', ':']);
    let token = token.split('T').next().unwrap_or(token);
    let numbers =
        |sign: char| -> Vec<u16> { token.split(sign).map_while(|part| part.parse().ok()).collect() };
    let (by_year, mut by_day) = (numbers('-'), numbers('.'));
    by_day.reverse();
    let date = [by_year, by_day].into_iter().find(|numbers| numbers.len() == 3)?;
    let &[year, month, day] = &date[..] else { return None };
    shown(year, month, day)
}

/// A date with the name of its month: the number nearest to it that can be a day, and a year.
fn with_month(tokens: &[&str]) -> Option<String> {
    let at = tokens.iter().position(|token| {
        month(&token.to_lowercase()).is_some() && is_part_of_date(token.trim_matches('.'))
    })?;
    let month = month(&tokens[at].to_lowercase())?;
    let near = |from: usize| {
        tokens.get(from).and_then(|token| leading_number(token)).filter(|day| (1..=31).contains(day))
    };
    let day = at
        .checked_sub(1)
        .and_then(near)
        .or_else(|| at.checked_sub(2).and_then(near))
        .or_else(|| near(at + 1))?;
    let year = tokens
        .iter()
        .skip(at)
        .take(4)
        .filter_map(|token| token.trim_matches('.').parse().ok())
        .find(|year| (1900..2200).contains(year))?;
    shown(year, u16::from(month), day)
}

fn shown(year: u16, month: u16, day: u16) -> Option<String> {
    let is_date = (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The number of the month whose name `word` begins, in lower case.
fn month(word: &str) -> Option<u8> {
    // The longest start counts: "juin" and "juil" have the start of no other name in them.
    let found = MONTHS.iter().filter(|(start, _)| word.starts_with(start));
    found.max_by_key(|(start, _)| start.len()).map(|(_, number)| *number)
}

fn leading_number(token: &str) -> Option<u16> {
    let len = token.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &token[len..];
    matches!(rest, "" | "." | "st" | "nd" | "rd" | "th" | "er" | "º").then(|| token[..len].parse().ok())?
}

/// A time of the day such as 21:14, 9:14 PM or 21h14.
fn time(token: &str, next: &str) -> Option<(u8, u8)> {
    let token = token.trim_end_matches(':');
    let token = token.split_once('T').map_or(token, |(_, time)| time);
    let (hour, rest) = token.split_once([':', 'h'])?;
    let minute = rest.get(..2)?;
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    let half = rest
        .get(rest.len().saturating_sub(2)..)
        .filter(|end| end.eq_ignore_ascii_case("am") || end.eq_ignore_ascii_case("pm"))
        .unwrap_or(next);
    let hour = match half.to_ascii_lowercase().as_str() {
        "pm" if hour < 12 => hour + 12,
        "am" if hour == 12 => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then_some((hour, minute))
}
