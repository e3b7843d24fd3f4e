//! Fields: their results are text, their codes are not.

/// How much of the code of a field is kept, in bytes; it is only looked at for links.
const MAX_CODE_BYTES: usize = 4096;

/// How many fields may be within each other; deeper ones are not looked at. Chosen by hand: Word allows 20.
const MAX_NESTED_FIELDS: usize = 32;

/// The fields that are open, the innermost last.
#[derive(Debug, Default)]
pub struct Fields {
    open: Vec<OpenField>,
    /// How many of them are in their code.
    in_code: usize,
    /// The number of open fields that are too deep to be looked at.
    deeper: usize,
}

#[derive(Debug, Default)]
struct OpenField {
    is_in_code: bool,
    code: String,
    is_link: bool,
}

impl Fields {
    /// Whether text is the code of a field.
    pub fn is_code(&self) -> bool {
        self.in_code > 0
    }

    /// Begins a field, with its code.
    pub fn begin(&mut self) {
        if self.open.len() >= MAX_NESTED_FIELDS {
            self.deeper += 1;
            return;
        }
        self.open.push(OpenField { is_in_code: true, ..OpenField::default() });
        self.in_code += 1;
    }

    /// Adds to the code of the innermost field.
    pub fn code(&mut self, code: &str) {
        if let Some(field) = self.open.last_mut()
            && field.code.len() + code.len() <= MAX_CODE_BYTES
        {
            field.code.push_str(code);
        }
    }

    /// Begins the result of the innermost field. Returns the address that it links to, if it does.
    pub fn separate(&mut self) -> Option<String> {
        if self.deeper > 0 {
            return None;
        }
        let field = self.open.last_mut()?;
        self.in_code -= usize::from(std::mem::take(&mut field.is_in_code));
        let address = link_address(&field.code).filter(|_| self.in_code == 0);
        field.is_link = address.is_some();
        address
    }

    /// Ends the innermost field. Returns whether it was a link.
    pub fn end(&mut self) -> bool {
        if self.deeper > 0 {
            self.deeper -= 1;
            return false;
        }
        let Some(field) = self.open.pop() else { return false };
        self.in_code -= usize::from(field.is_in_code);
        field.is_link
    }

    /// Ends the codes of all fields: none goes on in the next paragraph, so that a field without an end hides no text.
    pub fn end_codes(&mut self) {
        if self.in_code > 0 {
            self.open.iter_mut().for_each(|field| field.is_in_code = false);
            self.in_code = 0;
        }
    }
}

/// The address that the code of a field links to: `HYPERLINK "address" \l "anchor"`, `REF anchor \h`.
pub fn link_address(code: &str) -> Option<String> {
    let mut words = words(code).into_iter();
    match words.next()?.to_ascii_uppercase().as_str() {
        "HYPERLINK" => {
            let (mut address, mut anchor) = (String::new(), None);
            while let Some(word) = words.next() {
                match word.as_str() {
                    "\\l" => anchor = words.next(),
                    "\\o" | "\\t" => drop(words.next()),
                    switch if switch.starts_with('\\') => {}
                    _ => address = word,
                }
            }
            let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
            Some(address + &anchor).filter(|address| !address.is_empty())
        }
        "REF" | "PAGEREF" | "NOTEREF" => {
            let anchor = words.next()?;
            words.any(|word| word.eq_ignore_ascii_case("\\h")).then(|| format!("#{anchor}"))
        }
        _ => None,
    }
}

/// The words of a code; one in quotation marks may have spaces.
fn words(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in code.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.replace("\\\\", "\\"));
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::link_address;

    #[test]
    fn codes_tell_where_a_field_leads() {
        let cases = [
            (" HYPERLINK \"https://x.org/a b\" \\o \"a tip\" ", Some("https://x.org/a b")),
            ("hyperlink \\l \"_Toc1\" \\h", Some("#_Toc1")),
            (" HYPERLINK \"x.docx\" \\l \"end\"", Some("x.docx#end")),
            ("PAGEREF _Toc1 \\h", Some("#_Toc1")),
            ("PAGEREF _Toc1", None),
            ("DATE \\@ \"d MMMM\"", None),
            ("", None),
        ];
        for (code, address) in cases {
            assert_eq!(link_address(code).as_deref(), address, "{code}");
        }
    }
}
