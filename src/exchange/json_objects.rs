//! JSON in the forms that annotation tools use: one object, an array of objects, or an object a line. Objects are read one
//! after the other, and one that can't be read is passed over.

use std::fmt;

use serde::de::{Deserializer as _, IgnoredAny, SeqAccess, Visitor};
use serde_json::{Deserializer, Value as Json, value::RawValue};

use super::{ForeignFile, Imported, Loss, Unreadable, damaged_json::mended, json_fault::in_line};

/// The documents in a file: `read` makes one of each object, whose index it gets, or none. What it passes over is
/// told with the number of the document.
pub fn documents(
    input: &ForeignFile<'_>,
    loss: &mut Loss,
    mut read: impl FnMut(usize, &Json, &mut Loss) -> Result<Option<Imported>, Unreadable>,
) -> Result<Vec<Imported>, Unreadable> {
    let mut documents = Vec::new();
    let mut count = 0;
    let take = |json: Json, loss: &mut Loss| {
        let at = count;
        count += 1;
        loss.within(format_args!("document {}", at + 1), |loss| {
            let not_one = || Err(Unreadable::new("is no object"));
            match if json.is_object() { read(at, &json, loss) } else { not_one() } {
                Ok(document) => documents.extend(document),
                Err(error) => loss.pass_over(&error),
            }
        });
    };
    values(input.utf8()?, loss, take)?;
    Ok(documents)
}

/// Calls `take` with each value of a file. Of a file that is no JSON as a whole, what is no value is passed over:
/// lines, if values have lines of their own, else items of the list that it is.
pub fn values(text: &str, loss: &mut Loss, mut take: impl FnMut(Json, &mut Loss)) -> Result<(), Unreadable> {
    let all = || Deserializer::from_str(text).into_iter::<&RawValue>();
    let Some(error) = all().find_map(Result::err) else {
        for value in all() {
            let value = value?.get();
            if value.starts_with('[') {
                Deserializer::from_str(value).deserialize_seq(EachItem(|json| take(json, loss)))?;
            } else {
                take(serde_json::from_str(value)?, loss);
            }
        }
        return Ok(());
    };
    let is_object = |line: &str| {
        let object = line.trim_end().trim_end_matches(',');
        object.starts_with('{') && serde_json::from_str::<IgnoredAny>(object).is_ok()
    };
    if !text.lines().any(is_object) {
        match mended(text, loss).ok_or(error)? {
            Json::Array(items) => items.into_iter().for_each(|item| take(item, loss)),
            one => take(one, loss),
        }
        return Ok(());
    }
    for (number, line) in text.lines().enumerate() {
        // An array may have an object a line, too.
        let line = line.trim();
        let object = line.strip_suffix(',').unwrap_or(line);
        if matches!(object, "" | "[" | "]") {
            continue;
        }
        match serde_json::from_str::<Json>(object) {
            Ok(json) => take(json, loss),
            Err(error) => loss.pass_over(&in_line(number + 1, &error)),
        }
    }
    Ok(())
}

/// Hands on the items of an array one by one.
struct EachItem<F>(F);

impl<'de, F: FnMut(Json)> Visitor<'de> for EachItem<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            (self.0)(item);
        }
        Ok(())
    }
}

/// The items of the list under a key. Something else in its place is passed over.
pub fn list<'a>(json: &'a Json, key: &str, loss: &mut Loss) -> impl Iterator<Item = &'a Json> + use<'a> {
    let value = &json[key];
    if !value.is_array() && !value.is_null() {
        loss.pass_over(&Unreadable::new(format!("“{key}” is no list")));
    }
    items(value)
}

/// The items of an array; none if the value is no array.
pub fn items(json: &Json) -> impl Iterator<Item = &Json> {
    json.as_array().into_iter().flatten()
}

/// A value that is a count.
pub fn count(json: &Json) -> Option<usize> {
    json.as_u64().and_then(|count| usize::try_from(count).ok())
}

/// A value that is a name: a string, or a number.
pub fn name(json: &Json) -> Option<String> {
    match json {
        Json::String(name) => Some(name.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The first of these keys of an object that says something.
pub fn said(json: &Json, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| json[*key].as_str()).filter(|said| !said.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn texts(file: &str) -> Result<(Vec<String>, Loss), Unreadable> {
        let mut loss = Loss::default();
        let read = documents(&ForeignFile::new("x", file.as_bytes()), &mut loss, |_, json, _| {
            let text = json["text"].as_str().ok_or_else(|| Unreadable::new("has no text"))?;
            Ok(Some(Imported { text: Some(Text::new(text)), ..Imported::default() }))
        })?;
        let text = |one: Imported| one.text.as_ref().and_then(Text::as_str).unwrap_or_default().to_owned();
        Ok((read.into_iter().map(text).collect(), loss))
    }

    #[test]
    fn objects_are_read_in_every_form() {
        for file in [
            "{\"text\":\"a\"}\n{\"text\":\"b\"}\n",
            "[{\"text\":\"a\"},{\"text\":\"b\"}]",
            "[\n{\n\"text\": \"a\"\n},\n{ \"text\": \"b\" }\n]\n",
            "{\n\"text\": \"a\"\n}\n{\n\"text\": \"b\"\n}",
            "[{\"text\":\"a\"}]\n[{\"text\":\"b\"}]\n\n",
        ] {
            let (read, loss) = texts(file).expect("read");
            assert_eq!((read, loss.is_empty()), (vec!["a".to_owned(), "b".to_owned()], true), "{file}");
        }
        assert!(texts("").expect("read").0.is_empty());
    }

    #[test]
    fn one_that_is_bad_is_passed_over() {
        for (file, told) in [
            ("{\"text\":\"a\"}\n{\"text\":\n{\"text\":\"b\"}\n", "line 2: "),
            ("oops\n{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "line 1: "),
            ("{\"text\":\"a\"}\n17\n{\"text\":\"b\"}\n", "document 2: is no object"),
            ("{\"text\":\"a\"}\n{\"no\":1}\n{\"text\":\"b\"}\n", "document 2: has no text"),
            ("[\n{\"text\":\"a\"},\n{\"text\"},\n{\"text\":\"b\"}\n]\n", "line 3: "),
            (
                "[\n  {\n    \"text\": \"a\"\n  },\n  {\n    \"text\": \n  },\n  {\n    \"text\": \"b\"\n  }\n]\n",
                "line 5: ",
            ),
            ("[{\"text\": \"a\"}, {\"text\": \"b\"}", "line 1: a list has no end"),
            ("[{\"text\": \"a\"}, {\"text\": \"b\"}, 17]", "document 3: is no object"),
        ] {
            let (read, loss) = texts(file).expect("read");
            assert_eq!((read, loss.passed_over()), (vec!["a".to_owned(), "b".to_owned()], 1), "{file}");
            assert!(loss.to_string().contains(told), "{loss}");
        }
        for file in ["no JSON at all", "{\n\"text\": \n", "[{\"text\": \"a\""] {
            assert!(texts(file).is_err_and(|error| error.line.is_some()), "{file}");
        }
    }
}
