use super::*;

#[track_caller]
fn is(code: &str, text: &str) {
    assert_eq!(Language::of(text).code(), code, "{text}");
}

#[test]
fn the_tables_hold_every_word_in_lower_case_without_growing() {
    let clues = Clues::read();
    let sizes = (clues.words.len(), clues.abbreviations.len());
    assert!(sizes.0 <= WORDS_CAPACITY && sizes.1 <= ABBREVIATIONS_CAPACITY, "{sizes:?}");
    assert!(read_cues().len() <= CUES_CAPACITY, "{}", read_cues().len());
    assert!(clues.abbreviations.keys().all(|key| key.to_lowercase() == *key));
    let listed = clues.words.iter().filter(|(_, shares)| shares.listed != 0);
    assert!(listed.clone().all(|(key, _)| key.to_lowercase() == *key));
    assert_eq!((lowercase("ΟΔΌΣ"), lowercase("straße")), ("οδός".into(), "straße".into()));
}

#[test]
fn single_sentences_tell_their_language() {
    is("en", "The ferry left at noon.");
    is("de", "Er kam z. B. am 3. März mit Dr. Holm.");
    is("fr", "L’avocat n’est pas venu, et l’on attend M. Dupont.");
    is("es", "La Dra. Ruiz vino de EE. UU.");
    is("it", "Il dott. Bianchi arriva.");
    is("ru", "Он родился в 1990 г. в Москве.");
    is("ja", "今日は雨です。");
    is("zh", "我们在中国。");
}

#[test]
fn endings_tell_where_words_tell_two_languages_alike() {
    is("it", "Il prof. M. Bianchi insegna storia.");
    is("it", "Vorrei un bicchiere d'acqua.");
    is("it", "Il gruppo suonava ogni domenica.");
    is("fr", "Il pleuvait fort.");
    is("fr", "Le prof. M. Blanc parlait.");
    is("es", "Quisiera un vaso de agua.");
    is("es", "Lista de precios");
}

#[test]
fn short_sentences_tell_their_language() {
    for text in [
        "Ieri pioveva forte.",
        "Marta abita vicino al porto.",
        "Nessuno rispose.",
        "Che ora è?",
        "La nave parte domani.",
        "Buongiorno, signora Neri.",
    ] {
        is("it", text);
    }
    for text in [
        "Je voudrais un verre d'eau.",
        "Personne ne répondit.",
        "Quelle heure est-il ?",
        "Jean a raté son train.",
        "Hier soir, un groupe jouait.",
        "Bonjour, madame Roche.",
    ] {
        is("fr", text);
    }
    for text in [
        "Ayer llovía mucho.",
        "Marta vive cerca del puerto.",
        "Nadie respondió.",
        "¿Qué hora es?",
        "El barco sale mañana.",
        "Juan perdió el tren.",
    ] {
        is("es", text);
    }
    for text in [
        "Prof. M. Weiß lehrt Geschichte.",
        "Gestern regnete es stark.",
        "Ich möchte ein Glas Wasser.",
        "Niemand antwortete.",
        "Wie spät ist es?",
        "Hans hat den Zug verpasst.",
    ] {
        is("de", text);
    }
    for text in [
        "Note the date.",
        "Post no bills.",
        "Minister of state.",
        "General Cable Co. sold mines.",
        "Pain and rage.",
    ] {
        is("en", text);
    }
}

#[test]
fn english_is_taken_where_nothing_tells() {
    is("en", "");
    is("en", "1234 — 5678");
    is("en", "Xyzzy Plugh");
    is("en", "Roe et al. B.C.E. and E. Hart");
}

#[test]
fn a_passage_keeps_its_text_s_language_unless_it_is_clear() {
    let german = Language::by_code("de").expect("German is known");
    let of = |passage| Language::of_passage(passage, german).code();
    assert_eq!(of("Dr. Holm"), "de");
    assert_eq!(of("Prof. J. B. Hart"), "de");
    assert_eq!(of("The harbour was closed and they left the town."), "en");
}

#[test]
fn a_long_text_is_told_by_its_beginning() {
    let text = format!("{}{}", "The lock is shut and they know it. ".repeat(40), "Er ist es. ".repeat(4000));
    is("en", &text);
}
