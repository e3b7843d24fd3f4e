//! Formulas as one line of text: OMML of Word and MathML of OpenDocument. A fraction is a/b, a power a^b, an index a_b.

use super::xml::{XmlEvent, XmlEvents};
use crate::source::ReadError;

/// How deep a formula may be nested; parts that are deeper are written without marks. Each level copies its text once more. Chosen
/// by hand.
const MAX_NESTED_PARTS: usize = 32;

/// A part of a formula that is being read.
#[derive(Default)]
struct FormulaPart {
    /// The name of the element.
    name: String,
    /// The texts of its parts so far.
    parts: Vec<String>,
    /// The marks that properties of the element state: the sign of a sum, the brackets, the separator.
    marks: [Option<String>; 4],
}

/// Reads the formula whose element was begun last, to its end.
pub fn read(events: &mut XmlEvents<'_>) -> Result<String, ReadError> {
    let mut open = vec![FormulaPart::default()];
    let mut deeper = 0_usize;
    let depth = events.depth();
    while events.depth() >= depth {
        match events.next()? {
            None => break,
            Some(XmlEvent::Start(tag)) => {
                let name = tag.name().1.to_owned();
                if matches!(&*name, "annotation" | "annotation-xml" | "del" | "rPr" | "ctrlPr") {
                    events.skip()?;
                    continue;
                }
                // The names of marks are told apart by their elements: the sign of a sum, and the brackets of a group.
                let mark = ["chr", "begChr", "endChr", "sepChr"].iter().position(|known| *known == name);
                let opening = ["accent", "open", "close", "separators"];
                if let (Some(mark), Some(owner)) = (mark, owner(&mut open)) {
                    owner.marks[mark] = Some(tag.get("val").unwrap_or_default().into_owned());
                }
                if open.len() >= MAX_NESTED_PARTS {
                    deeper += 1;
                    continue;
                }
                let marks = opening.map(|known| tag.get(known).map(std::borrow::Cow::into_owned));
                open.push(FormulaPart { name, parts: Vec::new(), marks });
            }
            Some(XmlEvent::End) if deeper > 0 => deeper -= 1,
            Some(XmlEvent::End) => {
                if open.len() > 1
                    && let Some(part) = open.pop()
                    && let Some(around) = open.last_mut()
                {
                    around.parts.push(part.text());
                }
            }
            Some(XmlEvent::Text(text)) => {
                if let Some(part) = open.last_mut() {
                    part.parts.push(text.into_owned());
                }
            }
        }
    }
    let whole: String = open.into_iter().flat_map(|part| part.parts).collect();
    Ok(super::words::one_line(&whole))
}

/// The part whose properties are being read: the one around the element of properties.
fn owner(open: &mut [FormulaPart]) -> Option<&mut FormulaPart> {
    let at = open.len().checked_sub(2)?;
    open.get_mut(at)
}

impl FormulaPart {
    /// The part as text.
    fn text(self) -> String {
        let Self { name, parts, marks } = self;
        let is_row = !matches!(&*name, "t" | "mi" | "mn" | "mo" | "mtext" | "ms");
        let parts: Vec<String> =
            if is_row { parts.into_iter().filter(|part| !part.trim().is_empty()).collect() } else { parts };
        let part = |index: usize| parts.get(index).map_or("", String::as_str);
        let joined = |separator: &str| parts.join(separator);
        let mark = |index: usize, usual: &str| marks[index].clone().unwrap_or_else(|| usual.to_owned());
        match &*name {
            "f" | "mfrac" => format!("{}/{}", grouped(part(0)), grouped(part(1))),
            "sSup" | "msup" => format!("{}^{}", part(0), grouped(part(1))),
            "sSub" | "msub" | "limLow" | "munder" => format!("{}_{}", part(0), grouped(part(1))),
            "limUpp" | "mover" => format!("{}^{}", part(0), grouped(part(1))),
            "sSubSup" | "msubsup" | "munderover" => {
                format!("{}_{}^{}", part(0), grouped(part(1)), grouped(part(2)))
            }
            "rad" if parts.len() > 1 => format!("{}√{}", part(0), grouped(part(1))),
            "rad" | "msqrt" => format!("√{}", grouped(&joined(""))),
            "mroot" => format!("{}√{}", part(1), grouped(part(0))),
            "nary" => nary(&mark(0, "∫"), &parts),
            "d" => format!("{}{}{}", mark(1, "("), joined(&mark(3, "|")), mark(2, ")")),
            "mfenced" => format!("{}{}{}", mark(1, "("), joined(", "), mark(2, ")")),
            "func" => format!("{} {}", part(0), parts.get(1..).unwrap_or_default().concat()),
            "acc" => format!("{}{}", joined(""), mark(0, "\u{302}")),
            "m" | "eqArr" | "mtable" => joined("; "),
            "mr" | "mtr" => joined(", "),
            "sub" | "sup" | "deg" => joined(""),
            "mo" if matches!(joined("").trim(), "=" | "+" | "−" | "<" | ">" | "≤" | "≥" | "≠" | "≈") =>
            {
                format!(" {} ", joined("").trim())
            }
            _ => joined(""),
        }
    }
}

/// A sum, a product or an integral with its bounds.
fn nary(sign: &str, parts: &[String]) -> String {
    match parts {
        [from, to, rest @ ..] if !rest.is_empty() => {
            format!("{sign}_{}^{} {}", grouped(from), grouped(to), rest.concat())
        }
        [from, body] => format!("{sign}_{} {body}", grouped(from)),
        _ => format!("{sign} {}", parts.concat()),
    }
}

/// A part in brackets, if it is more than one letter or number.
fn grouped(part: &str) -> String {
    let part = part.trim();
    let is_word = part.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '∞');
    let is_bracketed = part.starts_with('(') && part.find(')') == part.len().checked_sub(1);
    if is_word || is_bracketed { part.to_owned() } else { format!("({part})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(xml: &str) -> String {
        let mut events = XmlEvents::new("formula", xml);
        let _ = events.next().expect("an element");
        read(&mut events).expect("a formula")
    }

    #[test]
    fn formulas_are_one_line() {
        let run = |text: &str| format!("<r><t>{text}</t></r>");
        let fraction = format!("<o><f><num>{}</num><den>{}</den></f></o>", run("a+b"), run("2"));
        assert_eq!(formula(&fraction), "(a+b)/2");
        let power = format!("<o><sSup><e>{}</e><sup>{}</sup></sSup>{}</o>", run("x"), run("2"), run("=4"));
        assert_eq!(formula(&power), "x^2=4");
        let sum = "<o><nary><naryPr><chr val='∑'/></naryPr><sub><r><t>i=1</t></r></sub><sup><r><t>n</t></r></sup><e><r><t>i</t></r></e></nary></o>";
        assert_eq!(formula(sum), "∑_(i=1)^n i");
        let mathml = "<math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow><annotation>E = m c^2</annotation></semantics></math>";
        assert_eq!(formula(mathml), "E = mc^2");
        assert_eq!(
            formula("<o><d><dPr><begChr val='['/><endChr val=']'/></dPr><e><r><t>x</t></r></e></d></o>"),
            "[x]"
        );
        assert_eq!(formula("<o><rad><deg/><e><r><t>2</t></r></e></rad></o>"), "√2");
    }

    #[test]
    fn a_deep_formula_is_read() {
        let deep = format!("{}{}{}", "<f><num>".repeat(50_000), "x", "</num></f>".repeat(50_000));
        assert!(formula(&format!("<o>{deep}</o>")).contains('x'));
    }
}
