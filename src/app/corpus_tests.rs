use super::*;

fn hit(file: &str, id: u64) -> Hit {
    Hit { file: file.to_owned(), gloss: Gloss::new(Id::from_bits(id), "quote", Vec::new()) }
}

fn row(file: &str, glosses: usize, fault: Option<&str>) -> DocumentRow {
    DocumentRow { file: file.to_owned(), glosses, fault: fault.map(str::to_owned) }
}

fn corpus() -> Corpus {
    let mut corpus = Corpus::new("notes", Schema::builtin(), true);
    corpus.add_documents([row("ferry.txt", 2, None), row("pier.txt", 0, None)]);
    corpus
}

fn press(corpus: &mut Corpus, keys: &str) -> Vec<CorpusRequest> {
    keys.split_whitespace().filter_map(|key| corpus.key(key.parse().expect("a key"))).collect()
}

#[test]
fn a_document_is_found_by_its_letters_while_more_come() {
    let mut corpus = corpus();
    press(&mut corpus, "p r down");
    corpus.add_documents([row("a/price.txt", 1, None)]);
    assert_eq!(corpus.documents.rows().len(), 2);
    assert!(matches!(
        &press(&mut corpus, "enter")[..],
        [CorpusRequest::Go(Destination::Open { gloss: None, .. })]
    ));
    assert!(press(&mut corpus, "esc").is_empty());
    assert_eq!(corpus.documents.rows().len(), 3);
    assert!(matches!(press(&mut corpus, "esc")[..], [CorpusRequest::Go(Destination::Leave)]));
}

#[test]
fn what_cannot_be_read_says_why_until_it_can() {
    let mut corpus = corpus();
    corpus.add_documents([row("quay.doc", 0, Some("an old Word document"))]);
    let aside = |corpus: &Corpus| corpus.documents.rows().last().expect("a row").aside.clone();
    assert_eq!((aside(&corpus).as_str(), corpus.is_readable("quay.doc")), ("an old Word document", false));
    assert!(press(&mut corpus, "w o r d").is_empty() && corpus.documents.rows().len() == 1);
    corpus.update_document(row("quay.doc", 1, None));
    assert_eq!((aside(&corpus).as_str(), corpus.is_readable("quay.doc")), ("1 gloss", true));
}

#[test]
fn other_files_are_counted_once_all_are_known() {
    let mut corpus = corpus();
    corpus.others = 2;
    assert_eq!(corpus.others_line(), None);
    corpus.is_whole = true;
    assert_eq!(corpus.others_line().as_deref(), Some("2 other files"));
}

#[test]
fn glosses_are_searched_at_each_key_and_late_news_is_none() {
    let mut corpus = corpus();
    let [CorpusRequest::Find { serial: first, .. }] = press(&mut corpus, "tab")[..] else {
        panic!("no search")
    };
    let [CorpusRequest::Find { serial: second, .. }] = press(&mut corpus, "x")[..] else {
        panic!("no search")
    };
    let found = |serial, hits: Vec<Hit>, is_last| HitBatch { serial, count: hits.len(), hits, is_last };
    corpus.add_hits(found(first, vec![hit("ferry.txt", 1)], true));
    assert!(corpus.hits.rows.is_empty() && corpus.hits.is_open);
    corpus.add_hits(found(second, vec![hit("ferry.txt", 2)], false));
    corpus.add_hits(found(second, vec![hit("pier.txt", 3)], true));
    assert!(corpus.hits.total == 2 && !corpus.hits.is_open);
    match &press(&mut corpus, "down down enter")[..] {
        [CorpusRequest::Go(Destination::Open { file, gloss: Some(id) })] => {
            assert_eq!((file.as_str(), id), ("pier.txt", &Id::from_bits(3)));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn rows_stay_until_others_are_found_and_so_does_the_one_chosen() {
    let mut corpus = corpus();
    corpus.show_glosses("tag=quote");
    let Some(CorpusRequest::Find { serial, .. }) = corpus.search() else { panic!("no search") };
    let hits = vec![hit("ferry.txt", 1), hit("ferry.txt", 2)];
    corpus.add_hits(HitBatch { serial, count: 2, hits: hits.clone(), is_last: true });
    press(&mut corpus, "down");
    let Some(CorpusRequest::Find { serial, .. }) = corpus.search() else { panic!("no search") };
    assert_eq!(corpus.hits.rows.len(), 2);
    corpus.add_hits(HitBatch { serial, count: 1, hits: hits[..1].to_vec(), is_last: false });
    assert_eq!((corpus.hits.rows.len(), corpus.hits.chosen), (1, 1));
    corpus.add_hits(HitBatch { serial, count: 1, hits: hits[1..].to_vec(), is_last: true });
    assert_eq!((corpus.hits.rows.len(), corpus.hits.chosen), (2, 1));
}

#[test]
fn what_is_half_typed_is_said_to_be_wrong_and_searches_nothing() {
    let mut corpus = corpus();
    press(&mut corpus, "tab s ~");
    assert!(press(&mut corpus, "(").is_empty());
    assert!(corpus.hits.error.is_some());
    assert_eq!(press(&mut corpus, ")").len(), 1);
    assert!(corpus.hits.error.is_none());
}

#[test]
fn an_interrupt_clears_what_is_typed_before_it_ends_the_program() {
    let quits = |requests: &[CorpusRequest]| matches!(requests, [CorpusRequest::Go(Destination::Quit)]);
    let mut corpus = corpus();
    assert!(press(&mut corpus, "p i ctrl-c").is_empty());
    assert_eq!(corpus.documents.rows().len(), 2);
    assert!(quits(&press(&mut corpus, "ctrl-c")));
    corpus.origin = Some("ferry.txt".to_owned());
    corpus.show_glosses("tag=quote");
    assert!(matches!(press(&mut corpus, "ctrl-c")[..], [CorpusRequest::Find { .. }]));
    assert!(corpus.hits.line.text().is_empty());
    assert!(quits(&press(&mut corpus, "ctrl-c")));
}

#[test]
fn no_more_is_kept_than_can_be_looked_through() {
    let mut corpus = corpus();
    let Some(CorpusRequest::Find { serial, .. }) = corpus.search() else { panic!("no search") };
    let hits: Vec<Hit> = (0..MAX_LISTED_GLOSSES as u64 + 5).map(|id| hit("ferry.txt", id)).collect();
    corpus.add_hits(HitBatch { serial, count: hits.len(), hits, is_last: true });
    assert_eq!((corpus.hits.rows.len(), corpus.hits.total), (MAX_LISTED_GLOSSES, MAX_LISTED_GLOSSES + 5));
}
