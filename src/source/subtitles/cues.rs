//! Cues: the parts of a file of subtitles, each with its times and its lines.
//!
//! SRT and VTT are read alike and leniently: times with a comma or a point, with or without hours; a number or a name before a cue, or
//! none; blank lines that are missing, or too many.

/// A part of a file of subtitles that is shown at once.
#[derive(Debug)]
pub struct Cue<'a> {
    /// When it is shown, in milliseconds from the start of the recording.
    pub start: u64,
    /// When it is no longer shown, in milliseconds.
    pub end: u64,
    /// The lines of its text with their markup. None is blank.
    pub lines: Vec<SourceLine<'a>>,
}

/// A line of the source without its line end.
#[derive(Clone, Copy, Debug)]
pub struct SourceLine<'a> {
    /// The line.
    pub text: &'a str,
    /// Its offset in the source, in bytes.
    pub at: usize,
}

/// Blocks of VTT that are no cues, by the words that they begin with.
const NO_CUES: [&str; 3] = ["NOTE", "STYLE", "REGION"];

/// The lines of `source`, whatever ends them.
pub fn lines(source: &str) -> impl Iterator<Item = SourceLine<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = source.get(at..).filter(|rest| !rest.is_empty())?;
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = SourceLine { text: &rest[..len], at };
        at += len + if rest[len..].starts_with("\r\n") { 2 } else { 1 };
        Some(line)
    })
}

/// The cues of `source` in the order of their times. Those without text are among them.
pub fn read(source: &str) -> Vec<Cue<'_>> {
    let mut cues: Vec<Cue> = Vec::new();
    let (mut is_after_blank, mut is_left_out) = (true, false);
    for line in lines(source) {
        if let Some((start, end)) = times(line.text) {
            if let Some(before) = cues.last_mut() {
                drop_name_of_next(&mut before.lines);
            }
            cues.push(Cue { start, end, lines: Vec::new() });
            is_left_out = false;
        } else if let Some(cue) = cues.last_mut() {
            // A line with a space is no blank one: captions that roll begin with it.
            let is_blank = line.text.is_empty();
            is_left_out = !is_blank && (is_left_out || is_after_blank && begins_no_cue(line.text));
            if !is_left_out {
                cue.lines.push(line);
            }
        }
        is_after_blank = line.text.is_empty();
    }
    for cue in &mut cues {
        cue.lines.retain(|line| !line.text.trim().is_empty());
    }
    cues.sort_by_key(|cue| cue.start);
    cues
}

/// Whether all of `start`, the first lines of a file, are subtitles in the format of SRT: a number, times, and text up to a blank line.
pub fn is_srt(start: &str) -> bool {
    let mut lines = lines(start).map(|line| line.text.trim()).skip_while(|line| line.is_empty()).peekable();
    let mut count = 0;
    while let Some(number) = lines.next() {
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        match lines.next() {
            Some(line) if is_number && times(line).is_some() => count += 1,
            // The lines may end after a number.
            next => return count > 1 && is_number && next.is_none(),
        }
        while lines.next_if(|line| !line.is_empty()).is_some() {}
        while lines.next_if(|line| line.is_empty()).is_some() {}
    }
    count > 0
}

fn begins_no_cue(line: &str) -> bool {
    NO_CUES.iter().any(|name| {
        line.strip_prefix(name).is_some_and(|rest| rest.trim_start().len() < rest.len() || rest.is_empty())
    })
}

/// Takes the number or the name of the next cue from the end of `lines`: a number, or a line that stands alone after a blank one.
fn drop_name_of_next(lines: &mut Vec<SourceLine>) {
    let Some(last) = lines.iter().rposition(|line| !line.text.trim().is_empty()) else { return };
    let is_number = lines[last].text.trim().bytes().all(|byte| byte.is_ascii_digit());
    let is_last = last + 1 == lines.len();
    let is_after_blank = last.checked_sub(1).is_some_and(|before| lines[before].text.is_empty());
    // Files with line ends of several programs have blank lines between all others. The only line of a cue is its text.
    if is_number && (is_last && last > 0 || is_after_blank) || is_last && is_after_blank {
        lines.truncate(last);
    }
}

/// The times of a line that begins a cue, in milliseconds.
pub fn times(line: &str) -> Option<(u64, u64)> {
    let (start, end) = line.split_once("-->").or_else(|| line.split_once("->"))?;
    let end = end.trim_start();
    // What follows says where on the screen it is shown. Some programs write spaces within a time.
    let until = end.find(|c: char| !c.is_ascii_digit() && !":,. ".contains(c)).unwrap_or(end.len());
    let first = end.split_ascii_whitespace().next().unwrap_or_default();
    let start = time(start)?;
    Some((start, time(first).or_else(|| time(&end[..until])).unwrap_or(start).max(start)))
}

/// A time such as 01:02:03,456, 02:03.456 or 1:2:3, in milliseconds.
pub fn time(text: &str) -> Option<u64> {
    let (clock, fraction) = text.trim().split_once([',', '.']).unwrap_or((text.trim(), ""));
    let mut seconds: u64 = 0;
    let mut parts = 0;
    for part in clock.split(':') {
        let number: u64 = part.trim().parse().ok()?;
        seconds = seconds.checked_mul(60)?.checked_add(number)?;
        parts += 1;
    }
    let digits = fraction.trim();
    if !(2..=3).contains(&parts) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let millis =
        digits.bytes().chain(*b"000").take(3).fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    seconds.checked_mul(1000)?.checked_add(millis)
}

/// A time in milliseconds as people cite it: 01:02:03.
pub fn shown(millis: u64) -> String {
    let seconds = millis / 1000;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
