//! What a document says of itself: its title, who wrote it, when and where it came out.

/// The metadata of a document, as far as it says. Nothing here is to be trusted: it is text from the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it, in the document's order.
    pub author: Vec<String>,
    /// When it came out, as the document writes it: a date such as 2026-11-20, where it can be.
    pub published: Option<String>,
    /// The newspaper, site or publisher.
    pub site: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The language that it is in, as a tag of BCP 47 ("en", "pt-BR").
    pub language: Option<String>,
}

impl Metadata {
    /// What these say, and of what they don't, what `other` says.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            author: if self.author.is_empty() { other.author } else { self.author },
            published: self.published.or(other.published),
            site: self.site.or(other.site),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
        }
    }

    /// Takes in what a document says under `name`, if that is a name under which documents of any format say something that
    /// is kept here. Of two values the first counts; authors add up.
    pub(super) fn take(&mut self, name: &str, values: Vec<String>) {
        let values = values.into_iter().map(|value| one_line(&value)).filter(|value| !value.is_empty());
        let field = match name.to_ascii_lowercase().as_str() {
            "title" => &mut self.title,
            "author" | "authors" | "by" => return self.author.extend(values),
            "date" | "published" | "pubdate" => &mut self.published,
            "site" | "publisher" | "publication" => &mut self.site,
            "url" | "link" | "canonical" => &mut self.url,
            "lang" | "language" => &mut self.language,
            _ => return,
        };
        *field = field.take().or(values.into_iter().next());
    }
}

/// `value` in one line, without characters that control a terminal.
fn one_line(value: &str) -> String {
    let spaced: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
