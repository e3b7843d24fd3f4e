//! What is asked of glosses: conditions as a person types them, on the command line and in the folder view alike.

use std::{borrow::Cow, cmp::Ordering, str::FromStr};

use regex::Regex;

use super::{
    Field, Gloss, QueryError, State, Value,
    fields::{self, FIELDS, Shape},
    schema::is_of_kind,
};

/// Conditions that all must hold.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<Condition>);

/// One condition.
#[derive(Clone, Debug)]
enum Condition {
    /// It is of one of these kinds, or of a part of one.
    Kinds(Vec<String>),
    /// Something that is said of the gloss has these words, whatever their capitals.
    Words(String),
    /// What is said under a name passes a test.
    Fact(String, Test),
}

/// What a value is held against.
#[derive(Clone, Debug)]
enum Test {
    /// It is this.
    Is(String),
    /// It is something else.
    IsNot(String),
    /// It has this in it, whatever its capitals.
    Has(String),
    /// The regular expression matches.
    Matches(Regex),
    /// It compares so with this.
    Compares(&'static [Ordering], String),
}

/// A gloss with what is known of it beside what its file says of it.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The gloss.
    pub gloss: &'a Gloss,
    /// Its document, as it is named.
    pub file: &'a str,
    /// Whose sidecar it is in, where it is a coder's own.
    pub coder: Option<&'a str>,
    /// How sure its place is, where that was looked for.
    pub state: Option<State>,
}

impl<'a> Facts<'a> {
    /// What can be asked of any gloss beside the names of its fields.
    const OTHERS: [&'static str; 6] = ["exact", "file", "state", "coder", "day", "month"];

    /// What can be asked of any gloss, whatever its schema.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let fields = FIELDS.iter().filter(|field| is_asked(field)).map(|field| field.name);
        fields.chain(Self::OTHERS)
    }

    /// Whether something of this name can be asked of any gloss.
    pub fn is_name(name: &str) -> bool {
        Self::names().any(|known| known == name)
    }

    /// What is said under a name: of the gloss as a whole, or as one of its attributes.
    pub fn value(&self, name: &str) -> Option<Cow<'a, Value>> {
        let gloss = self.gloss;
        let text = |text: &str| Some(Cow::Owned(Value::from(text)));
        // A part of a date, which is as long as this.
        let date = |length| gloss.created.as_ref().and_then(|created| text(created.get(..length)?));
        match name {
            "exact" => text(&gloss.exact()),
            "coder" => self.coder.or(gloss.creator.as_deref()).and_then(text),
            "file" => text(self.file),
            "state" => text(self.state?.name()),
            "day" => date("2026-11-23".len()),
            "month" => date("2026-11".len()),
            name => match fields::field(name).filter(|field| is_asked(field)) {
                Some(field) => value(field, gloss).map(Cow::Owned),
                None => gloss.attributes.get(name).map(Cow::Borrowed),
            },
        }
    }

    /// Whether any of what is said of it has `words`, which are in lower case.
    fn has(&self, words: &str) -> bool {
        let has = |text: &str| text.to_lowercase().contains(words);
        let gloss = self.gloss;
        gloss.selectors.iter().any(|selector| has(&selector.exact))
            || gloss.attributes.iter().any(|(_, value)| has(&value.to_string()))
            || gloss.note.as_deref().is_some_and(has)
            || has(&gloss.tag)
    }
}

/// Whether a field can be asked for by its name.
fn is_asked(field: &Field) -> bool {
    field.is_metadata() || matches!(field.shape, Shape::Id | Shape::Tag)
}

fn value(field: &Field, gloss: &Gloss) -> Option<Value> {
    match &field.shape {
        Shape::Id => Some(gloss.id.as_str().into()),
        Shape::Tag => Some(gloss.tag.as_str().into()),
        Shape::Flag(slot) => (slot.get)(gloss).then_some(Value::Flag(true)),
        _ => match &field.sentences(gloss)[..] {
            [] => None,
            [one] => Some(one.as_str().into()),
            several => Some(Value::List(several.to_vec())),
        },
    }
}

impl Query {
    /// Those of one of these kinds; of any, if there are none.
    #[must_use]
    pub fn of_kinds(mut self, tags: &[String]) -> Self {
        if !tags.is_empty() {
            self.0.push(Condition::Kinds(tags.to_vec()));
        }
        self
    }

    /// Adds a condition, as it is typed on the command line: `speaker=Mara Voss`.
    pub fn add(&mut self, typed: &str) -> Result<(), QueryError> {
        let condition = condition(typed)?.ok_or_else(|| QueryError::Form(typed.to_owned()))?;
        self.0.push(condition);
        Ok(())
    }

    /// Whether all conditions hold. One on the state does where that is not known.
    pub fn takes(&self, facts: &Facts<'_>) -> bool {
        self.0.iter().all(|condition| match condition {
            Condition::Kinds(tags) => tags.iter().any(|tag| is_of_kind(&facts.gloss.tag, tag)),
            Condition::Words(words) => facts.has(words),
            Condition::Fact(name, _) if name == "state" && facts.state.is_none() => true,
            Condition::Fact(name, test) => test.holds(name, facts.value(name).as_deref()),
        })
    }

    /// The attributes whose values it asks for.
    pub fn attributes(&self) -> impl Iterator<Item = &String> {
        self.0.iter().filter_map(|condition| match condition {
            Condition::Fact(name, _) if !Facts::is_name(name) => Some(name),
            _ => None,
        })
    }

    /// Whether it asks for what is said under this name.
    pub fn mentions(&self, name: &str) -> bool {
        self.0.iter().any(|condition| matches!(condition, Condition::Fact(other, _) if other == name))
    }
}

/// As it is typed on a line: conditions and words with spaces between; quotation marks hold together what has spaces, and
/// within them two of them stand for one.
impl FromStr for Query {
    type Err = QueryError;

    fn from_str(line: &str) -> Result<Self, QueryError> {
        let one =
            |part: String| Ok(condition(&part)?.unwrap_or_else(|| Condition::Words(part.to_lowercase())));
        parts(line).into_iter().map(one).collect::<Result<_, _>>().map(Self)
    }
}

/// The condition that asks for this value, as it is typed on a line; of a list, one for each item.
pub fn asks_for(name: &str, value: &Value) -> String {
    let one = |value: &str| {
        if value.contains([' ', '"']) {
            format!("{name}=\"{}\"", value.replace('"', "\"\""))
        } else {
            format!("{name}={value}")
        }
    };
    match value {
        Value::List(items) => {
            let said = items.iter().filter(|item| !item.is_empty());
            said.map(|item| one(item)).collect::<Vec<_>>().join(" ")
        }
        value => one(&value.to_string()),
    }
}

/// What stands between the spaces of a line that are in no quotation marks, without the marks.
fn parts(line: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, parts.last_mut()) {
            ('"', Some(part)) if quoted && chars.next_if_eq(&'"').is_some() => part.push('"'),
            ('"', _) => quoted = !quoted,
            (' ', _) if !quoted => parts.push(String::new()),
            (c, Some(part)) => part.push(c),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The condition that is typed, if it is one.
fn condition(typed: &str) -> Result<Option<Condition>, QueryError> {
    use Ordering::{Equal, Greater, Less};
    const SIGNS: &[&str] = &["!=", "*=", "~=", "<=", ">=", "=", "~", "<", ">"];
    let Some(at) = typed.find(['!', '*', '=', '~', '<', '>']) else { return Ok(None) };
    let (name, rest) = typed.split_at(at);
    let name = name.trim();
    let sign = SIGNS.iter().find_map(|sign| Some((*sign, rest.strip_prefix(sign)?.to_owned())));
    let Some((sign, value)) = sign.filter(|_| !name.is_empty() && !name.contains(' ')) else {
        return Ok(None);
    };
    let test = match sign {
        "=" => Test::Is(value),
        "!=" => Test::IsNot(value),
        "*=" => Test::Has(value.to_lowercase()),
        "<" => Test::Compares(&[Less], value),
        "<=" => Test::Compares(&[Less, Equal], value),
        ">" => Test::Compares(&[Greater], value),
        ">=" => Test::Compares(&[Greater, Equal], value),
        _ => match Regex::new(&value) {
            Ok(regex) => Test::Matches(regex),
            Err(source) => return Err(QueryError::Regex { typed: value, source }),
        },
    };
    Ok(Some(Condition::Fact(name.to_owned(), test)))
}

impl Test {
    /// Whether the value passes: of a list one is enough. To be nothing is to be missing or blank.
    fn holds(&self, name: &str, value: Option<&Value>) -> bool {
        let items: Vec<Cow<'_, str>> = match value {
            None => Vec::new(),
            Some(value) if value.is_blank() => Vec::new(),
            Some(Value::Text(text)) => vec![text.into()],
            Some(Value::List(items)) => items.iter().map(Into::into).collect(),
            Some(Value::Flag(true)) => vec!["yes".into(), "true".into()],
            Some(Value::Flag(false)) => vec!["no".into(), "false".into()],
            Some(number) => vec![number.to_string().into()],
        };
        let is = |wanted: &str| match wanted {
            "" => items.is_empty(),
            kind if name == "tag" => items.iter().any(|item| is_of_kind(item, kind)),
            // A day is what has its date in front of the time.
            date if matches!(name, "created" | "modified") => items.iter().any(|item| item.starts_with(date)),
            wanted => items.iter().any(|item| item == wanted),
        };
        match self {
            Self::Is(wanted) => is(wanted),
            Self::IsNot(unwanted) => !is(unwanted),
            Self::Has(words) => items.iter().any(|item| item.to_lowercase().contains(words)),
            Self::Matches(regex) => items.iter().any(|item| regex.is_match(item)),
            Self::Compares(wanted, other) => items.iter().any(|item| wanted.contains(&compare(item, other))),
        }
    }
}

/// Numbers by their size, everything else by its beginning: a time is of the day that it begins with.
fn compare(item: &str, other: &str) -> Ordering {
    if let (Ok(item), Ok(other)) = (item.parse::<f64>(), other.parse::<f64>()) {
        return item.total_cmp(&other);
    }
    let end = item.floor_char_boundary(other.len().min(item.len()));
    item.get(..end).unwrap_or_default().cmp(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::{Id, Reason, Selector};

    fn gloss() -> Gloss {
        let selector = |exact: &str| Selector { exact: exact.into(), ..Selector::default() };
        let spans = vec![selector("“The Ferry is late,”"), selector("“again.”")];
        let mut gloss = Gloss::new(Id::from_bits(7), "quote", spans);
        gloss.attributes.set("speaker", "Mara Voss".into());
        gloss.attributes.set("weight", Value::Number(10.0));
        gloss.attributes.set("sure", Value::Flag(true));
        gloss.attributes.set("topics", Value::List(vec!["ferry".into(), "pay".into()]));
        gloss.attributes.set("source", "".into());
        gloss.created = Some("2026-11-23T15:42:00Z".into());
        gloss
    }

    fn takes(line: &str) -> bool {
        let gloss = gloss();
        let facts = Facts { gloss: &gloss, file: "notes/a.txt", coder: None, state: Some(State::Moved) };
        line.parse::<Query>().expect("a query").takes(&facts)
    }

    #[test]
    fn conditions_hold_or_not() {
        for line in [
            "",
            "speaker=\"Mara Voss\"",
            "tag=quote speaker!=\"Mara\"",
            "speaker*=voss",
            "speaker~^M.*s$",
            "weight>9 weight<=10 weight=10",
            "sure=yes sure=true",
            "topics=pay topics=ferry",
            "created=2026-11 created=2026-11-23 created>2026-10 created<=2026-11-23 created<2026-11-24",
            "source= missing= speaker!=",
            "exact*=again state=moved file~^notes/ day=2026-11-23 month=2026-11",
            "ferry late VOSS",
            "\"is late\" file*=a.txt",
        ] {
            assert!(takes(line), "{line}");
        }
        for line in [
            "speaker=Mara",
            "speaker=\"mara voss\"",
            "missing!=",
            "weight<9",
            "sure=no",
            "topics=pays",
            "created=2026-12 ",
            "created>2026-11-23",
            "missing>1",
            "ferry early",
            "state!=moved",
        ] {
            assert!(!takes(line), "{line}");
        }
    }

    #[test]
    fn what_is_asked_for_is_what_has_the_value() {
        let mut gloss = gloss();
        gloss.attributes.set("cue", "so \"to say\"".into());
        gloss.attributes.set("mark", "\"".into());
        let facts = Facts { gloss: &gloss, file: "", coder: None, state: None };
        for (name, value) in gloss.attributes.iter().filter(|(_, value)| !value.is_blank()) {
            let asked = asks_for(name, value);
            assert!(asked.parse::<Query>().expect("a query").takes(&facts), "{asked}");
        }
        let other = asks_for("cue", &"so to say".into()).parse::<Query>().expect("a query");
        assert!(!other.takes(&facts));
    }

    #[test]
    fn a_state_that_is_not_known_excludes_nothing() {
        let gloss = gloss();
        let facts = Facts { gloss: &gloss, file: "", coder: Some("ada"), state: None };
        let query: Query = "state=orphan coder=ada".parse().expect("a query");
        assert!(query.takes(&facts) && query.mentions("state") && !query.mentions("tag"));
    }

    #[test]
    fn a_kind_takes_its_parts() {
        let economic = Gloss { tag: "frame/economic".into(), ..gloss() };
        let facts = Facts { gloss: &economic, file: "", coder: None, state: None };
        let takes = |line: &str| line.parse::<Query>().expect("a query").takes(&facts);
        for line in ["tag=frame", "tag=frame/economic", "tag!=fram", "tag*=econ"] {
            assert!(takes(line), "{line}");
        }
        for line in ["tag=frame/econ", "tag!=frame", "tag=economic", "tag=frame/economic/tax", "tag="] {
            assert!(!takes(line), "{line}");
        }
        for (kind, takes) in [("frame", true), ("frame/economic", true), ("fra", false), ("frame/", false)] {
            assert_eq!(Query::default().of_kinds(&[kind.to_owned()]).takes(&facts), takes, "{kind}");
        }
    }

    #[test]
    fn structured_fields_are_asked_for_by_what_they_say() {
        let mut gloss = gloss();
        gloss.generator = Some("gloss 0.1 quotes".into());
        gloss.review = [Reason::deleted(), Reason::noted("is it all?")].into_iter().collect();
        gloss.orphaned = true;
        let facts = Facts { gloss: &gloss, file: "", coder: None, state: None };
        for line in
            ["generator=\"gloss 0.1 quotes\"", "review=\"is it all?\"", "review*=deleted", "orphaned=yes"]
        {
            assert!(line.parse::<Query>().expect("a query").takes(&facts), "{line}");
        }
        assert!(Facts::names().all(Facts::is_name) && !Facts::is_name("spans") && !Facts::is_name("speaker"));
    }

    #[test]
    fn kinds_are_alternatives_by_their_whole_names() {
        let (gloss, tags) = (gloss(), ["claim".to_owned(), "quote".to_owned()]);
        let facts = Facts { gloss: &gloss, file: "", coder: None, state: None };
        assert!(Query::default().of_kinds(&tags).takes(&facts));
        assert!(!Query::default().of_kinds(&["quot".to_owned(), "q.*".to_owned()]).takes(&facts));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let mut query = Query::default();
        assert!(query.add("speaker").is_err_and(|why| why.to_string().contains("NAME=VALUE")));
        assert!(query.add("=x").is_err());
        assert!(query.add("a~(").is_err_and(|why| why.to_string().contains("no regular expression")));
        assert_eq!(asks_for("speaker", &"Mara Voss".into()), "speaker=\"Mara Voss\"");
    }
}
