//! What other programs read within a line of Markdown and nobody else: attributes (kramdown, pandoc), tags of templates (Jekyll, Hugo),
//! remarks and names of blocks (Obsidian).

use crate::text::Span;

/// What a line is besides its words.
#[derive(Debug, PartialEq, Eq)]
pub enum LineExtension {
    /// A line that nobody reads.
    Unread,
    /// A line that stands for the contents of the page, with the item above it.
    Contents,
    /// The start of code in a language.
    CodeStart(String),
    /// The end of such code.
    CodeEnd,
}

/// The marks around tags of templates.
const TAGS: [(&str, &str); 3] = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")];

/// What a whole line is to other programs.
pub fn of_line(line: &str) -> Option<LineExtension> {
    let line = line.trim();
    if let Some(inside) = line.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}')) {
        let is_contents = inside.trim() == "toc" || inside.starts_with("toc ");
        return Some(if is_contents { LineExtension::Contents } else { LineExtension::Unread });
    }
    let inside = TAGS.iter().find_map(|(open, close)| {
        let inside = line.strip_prefix(open)?.strip_suffix(close)?;
        (!inside.contains(close)).then_some(inside)
    })?;
    let mut words = inside.trim_matches(['-', ' ']).split_ascii_whitespace();
    Some(match words.next() {
        Some("highlight") => {
            let is_letter = |c: char| c.is_alphanumeric() || "+#-_".contains(c);
            LineExtension::CodeStart(
                words.next().unwrap_or_default().chars().filter(|&c| is_letter(c)).collect(),
            )
        }
        Some("endhighlight" | "/highlight") => LineExtension::CodeEnd,
        _ => LineExtension::Unread,
    })
}

/// The parts of a line that nobody reads, in bytes of it, in their order.
pub fn unread_parts(line: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut is_code = false;
    let mut at = 0;
    while let Some(step) = line.as_bytes()[at..].iter().position(|byte| b"`{%^\\".contains(byte)) {
        at += step;
        match line.as_bytes()[at] {
            b'`' => is_code = !is_code,
            b'\\' => at += 1,
            _ if is_code => {}
            _ => {
                if let Some(len) = unread_len(line, at) {
                    found.push(Span::new(at, at + len));
                    at += len;
                    continue;
                }
            }
        }
        at = (at + 1).min(line.len());
    }
    found
}

/// The length of what nobody reads at `at`.
fn unread_len(line: &str, at: usize) -> Option<usize> {
    let (before, rest) = (&line[..at], &line[at..]);
    let is_after_space = before.is_empty() || before.ends_with([' ', '\t']);
    if let Some(inside) = rest.strip_prefix("%%").filter(|_| is_after_space) {
        let end = inside.find("%%").filter(|&end| end > 0)?;
        return Some(end + 4);
    }
    if let Some(name) = rest.strip_prefix('^') {
        let is_name = name.len() > 2
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && name.bytes().any(|byte| byte.is_ascii_alphabetic());
        return (is_after_space && !before.trim().is_empty() && is_name).then_some(rest.len());
    }
    let end = rest.strip_prefix('{')?.find('}')?;
    let inside = &rest[1..=end];
    let is_list = inside
        .strip_prefix(':')
        .map_or(before.ends_with([')', '`']) && are_attributes(inside), are_attributes);
    is_list.then_some(end + 2)
}

/// Whether words are attributes: `.class`, `#name`, `width=50%`.
fn are_attributes(inside: &str) -> bool {
    let mut words = inside.split_ascii_whitespace().peekable();
    let is_one = |word: &str| {
        let name = |start: char| word.strip_prefix(start).is_some_and(|name| !name.is_empty());
        name('.') || name('#') || word.find('=').is_some_and(|at| at > 0)
    };
    words.peek().is_some_and(|first| is_one(first)) && (inside.contains('"') || words.all(is_one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_for_other_programs_are_told() {
        assert_eq!(of_line("{: .lead}"), Some(LineExtension::Unread));
        assert_eq!(of_line("{:toc}"), Some(LineExtension::Contents));
        assert_eq!(of_line("{{< figure src=\"a.png\" >}}"), Some(LineExtension::Unread));
        assert_eq!(of_line("{% highlight c++ %}"), Some(LineExtension::CodeStart("c++".into())));
        assert_eq!(of_line("{{< /highlight >}}"), Some(LineExtension::CodeEnd));
        for line in ["{a}", "{% a %} and {% b %}", "set {1, 2}", ""] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }

    #[test]
    fn parts_for_other_programs_are_told() {
        let parts = |line: &'static str| {
            unread_parts(line).into_iter().map(|part| &line[part.range()]).collect::<Vec<_>>()
        };
        assert_eq!(parts("![A](b.png){width=50%} and `c`{.d}"), ["{width=50%}", "{.d}"]);
        assert_eq!(parts("It rained. {: .lead}"), ["{: .lead}"]);
        assert_eq!(parts("He knew. %%ask him%% So."), ["%%ask him%%"]);
        assert_eq!(parts("- the flow ^block-1"), ["^block-1"]);
        for line in ["a {b=c}", "`{: .x}` `%%a%%`", "x ^2", "100%% and 5%%", "f(x){y}", "\\`{", "^name"] {
            assert!(parts(line).is_empty(), "{line}");
        }
    }
}
