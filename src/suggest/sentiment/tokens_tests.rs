use super::*;

/// The tokens of `text`, each with `-` behind it if it is negated.
fn shown(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let shown = |token: &Token| format!("{}{}", token.lower, if token.is_negated { "-" } else { "" });
    tokens(text, &lower).iter().map(shown).collect::<Vec<_>>().join(" ")
}

#[test]
fn words_and_marks_are_told_apart() {
    assert_eq!(
        shown("The U.S. envoy, a well-known cellist, left."),
        "the u.s . envoy , a well-known cellist , left ."
    );
    assert_eq!(shown("AT&T’s rivals' “plan”"), "at&t ’s rivals ' “ plan ”");
    assert_eq!(shown("The baker's dozen isn't 'sour'"), "the baker 's dozen isn't ' sour- '");
    assert_eq!(shown("東京 naïve 🙂"), "東京 naïve 🙂");
    assert_eq!(shown(""), "");
}

#[test]
fn a_negation_reaches_three_words_within_its_clause() {
    assert_eq!(shown("They never had a warm meal"), "they never had- a- warm- meal");
    assert_eq!(shown("No, it was warm"), "no , it was warm");
    assert_eq!(shown("He didn’t smile"), "he didn’t smile-");
}

#[test]
fn a_negated_word_sounds_the_other_way() {
    let sound = |text: &str| tokens(text, text).iter().map(|token| token.polarity).sum::<f32>();
    assert!(sound("a superb cellist") > 0.5);
    assert!(sound("not a superb cellist") < -0.3);
}

#[test]
fn clauses_and_quotations_are_counted() {
    let text = "she sang, but “he slept” soundly";
    let tokens = tokens(text, text);
    let clause = |word: &str| tokens.iter().find(|token| token.lower == word).map(|token| token.clause);
    assert!(
        clause("she") == clause("sang") && clause("sang") < clause("but") && clause("but") < clause("he")
    );
    let quoted: Vec<&str> = tokens.iter().filter(|token| token.is_quoted).map(|token| token.lower).collect();
    assert_eq!(quoted, ["“", "he", "slept"]);
}
