//! Formulas in MathML as text in a line: a fraction with a slash, powers raised, indices lowered.

use super::{
    marks::{lowered, raised},
    tag::Tag,
    tree::{NodeId, Step, Tree},
};

/// An element of a formula that is open, with the texts of what is in it.
struct OpenFormula {
    tag: Tag,
    parts: Vec<String>,
    /// What stands around the parts of a fence.
    fences: [String; 3],
}

/// The formula in an element `math` as text in a line. If nothing of it can be shown, what its author gives instead.
pub fn linear(tree: &Tree<'_>, id: NodeId) -> String {
    let mut open: Vec<OpenFormula> = Vec::new();
    let mut whole = String::new();
    let mut walk = tree.walk(id);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(node) => match tree.tag(node) {
                None => {
                    let mut text = String::new();
                    tree.text_pieces(node, |piece, _| text.push_str(piece));
                    if let Some(open) = open.last_mut() {
                        open.parts.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
                    }
                }
                Some(tag) => {
                    if matches!(tag, Tag::Annotation | Tag::AnnotationXml | Tag::Mphantom) {
                        walk.pass_over();
                    }
                    let fence =
                        |name: &str, usual: &str| tree.attribute(node, name).unwrap_or(usual).to_owned();
                    let fences = match tag {
                        Tag::Mfenced => [fence("open", "("), fence("separators", ","), fence("close", ")")],
                        _ => Default::default(),
                    };
                    open.push(OpenFormula { tag, parts: Vec::new(), fences });
                }
            },
            Step::Leave(_) => {
                let Some(formula) = open.pop() else { continue };
                let text = formula.text();
                match open.last_mut() {
                    Some(outer) => outer.parts.push(text),
                    None => whole = text,
                }
            }
        }
    }
    let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    if whole.is_empty() { given(tree, id) } else { whole }
}

/// The text that the author of a formula gives for it.
fn given(tree: &Tree<'_>, id: NodeId) -> String {
    let stated = tree.attribute(id, "alttext").map(str::to_owned);
    let annotation = || {
        let found = tree.descendants(id).find(|&node| tree.is(node, Tag::Annotation))?;
        Some(tree.text_of(found, usize::MAX))
    };
    stated.or_else(annotation).unwrap_or_default()
}

impl OpenFormula {
    fn text(self) -> String {
        let [before, between, after] = &self.fences;
        let all = || self.parts.concat();
        let part = |index: usize| self.parts.get(index).map_or("", String::as_str);
        match self.tag {
            Tag::Mfrac => format!("{}/{}", grouped(part(0)), grouped(part(1))),
            Tag::Msup | Tag::Mover => format!("{}{}", base(part(0)), power(part(1))),
            Tag::Msub | Tag::Munder => format!("{}{}", base(part(0)), index(part(1))),
            Tag::Msubsup | Tag::Munderover => {
                format!("{}{}{}", base(part(0)), index(part(1)), power(part(2)))
            }
            Tag::Msqrt => format!("√{}", grouped(&all())),
            Tag::Mroot => format!(
                "{}√{}",
                raised(part(1)).unwrap_or_else(|| format!("({})", part(1))),
                grouped(part(0))
            ),
            Tag::Mfenced => {
                format!("{before}{}{after}", self.parts.join(between.get(..1).unwrap_or_default()))
            }
            Tag::Mo => spaced(&all()),
            Tag::Mtable => self.parts.join("; "),
            Tag::Mtr => self.parts.join(", "),
            Tag::Mspace => " ".to_owned(),
            _ => all(),
        }
    }
}

/// An operator with the spaces around it that formulas have in a line: relations have some, others none.
fn spaced(operator: &str) -> String {
    match operator {
        "=" | "≠" | "<" | ">" | "≤" | "≥" | "≈" | "≡" | "∼" | "→" | "⇒" | "⇔" | "∈" | ":=" =>
        {
            format!(" {operator} ")
        }
        // Signs that say how to read a formula: function application, times, separator, plus.
        "\u{2061}" | "\u{2062}" | "\u{2063}" | "\u{2064}" => String::new(),
        _ => operator.to_owned(),
    }
}

fn is_simple(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '.' || c == ',')
}

/// The text in brackets, if it has more than one part.
fn grouped(text: &str) -> String {
    let text = text.trim();
    let is_in_brackets = text.starts_with('(') && text.find(')') == Some(text.len() - 1);
    if is_simple(text) || is_in_brackets { text.to_owned() } else { format!("({text})") }
}

fn base(text: &str) -> String {
    let text = text.trim();
    let is_mixed = text.contains(['+', '−', '-', '/']) && !text.ends_with(')');
    if is_mixed { format!("({text})") } else { text.to_owned() }
}

fn power(text: &str) -> String {
    let text = text.trim();
    match raised(text) {
        Some(raised) => raised,
        None if matches!(text, "′" | "″" | "*" | "→" | "¯" | "ˆ" | "^" | "~" | "˙" | "") => {
            text.to_owned()
        }
        None => format!("^{}", grouped(text)),
    }
}

fn index(text: &str) -> String {
    let text = text.trim();
    match lowered(text) {
        Some(lowered) => lowered,
        None if text.is_empty() => String::new(),
        None => format!("_{}", grouped(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::builder::build, *};

    fn formula(inner: &str) -> String {
        let source = format!("<math>{inner}</math>");
        linear(&build(&source, false), 1)
    }

    #[test]
    fn formulas_are_text_in_a_line() {
        for (inner, text) in [
            ("<mfrac><mi>λ</mi><mrow><mi>μ</mi><mo>−</mo><mi>λ</mi></mrow></mfrac>", "λ/(μ−λ)"),
            ("<msup><mn>10</mn><mn>3</mn></msup>", "10³"),
            ("<msub><mi>x</mi><mi>i</mi></msub><mo>=</mo><msqrt><mn>2</mn></msqrt>", "x_i = √2"),
            ("<msup><mi>e</mi><mrow><mi>i</mi><mo>&InvisibleTimes;</mo><mi>π</mi></mrow></msup>", "e^iπ"),
            ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
            ("<semantics><mrow><mi>a</mi></mrow><annotation>\\alpha</annotation></semantics>", "a"),
            ("<semantics><mrow></mrow><annotation>\\alpha</annotation></semantics>", "\\alpha"),
        ] {
            assert_eq!(formula(inner), text, "{inner}");
        }
    }
}
