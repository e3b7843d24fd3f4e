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
    let facts =
        Facts { gloss: &gloss, file: "notes/a.txt", coder: None, state: Some(State::Moved), source: None };
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
    let facts = Facts { gloss: &gloss, file: "", coder: None, state: None, source: None };
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
    let facts = Facts { gloss: &gloss, file: "", coder: Some("ada"), state: None, source: None };
    let query: Query = "state=orphan coder=ada".parse().expect("a query");
    assert!(query.takes(&facts) && query.names().eq(["state", "coder"]));
}

#[test]
fn a_kind_takes_its_parts() {
    let economic = Gloss { tag: "frame/economic".into(), ..gloss() };
    let facts = Facts { gloss: &economic, file: "", coder: None, state: None, source: None };
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
    let facts = Facts { gloss: &gloss, file: "", coder: None, state: None, source: None };
    for line in ["generator=\"gloss 0.1 quotes\"", "review=\"is it all?\"", "review*=deleted", "orphaned=yes"]
    {
        assert!(line.parse::<Query>().expect("a query").takes(&facts), "{line}");
    }
    assert!(Facts::names().all(Facts::is_name) && !Facts::is_name("spans") && !Facts::is_name("speaker"));
}

#[test]
fn an_attribute_that_is_called_like_a_field_is_reached() {
    let mut gloss = gloss();
    gloss.note = Some("mine".to_owned());
    gloss.attributes.set("note", "theirs".into());
    let facts = Facts { gloss: &gloss, file: "", coder: None, state: None, source: None };
    let takes = |line: &str| line.parse::<Query>().expect("a query").takes(&facts);
    assert!(takes("note=mine") && takes("attribute.note=theirs") && takes("attribute.note*=HEIR"));
    assert!(!takes("attribute.note=mine") && !takes("attribute.exact*=a") && takes("attribute.exact="));
    assert_eq!(facts.value("attribute.note").map(|value| value.to_string()).as_deref(), Some("theirs"));
    for name in ["note", "speaker", "attribute.x", "state"] {
        assert_eq!(Facts::attribute(&Facts::name_of_attribute(name)).unwrap_or("speaker"), name);
    }
    let query: Query = "attribute.note=x".parse().expect("a query");
    assert!(query.attributes().eq(["note"]));
}

#[test]
fn kinds_are_alternatives_by_their_whole_names() {
    let (gloss, tags) = (gloss(), ["claim".to_owned(), "quote".to_owned()]);
    let facts = Facts { gloss: &gloss, file: "", coder: None, state: None, source: None };
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
