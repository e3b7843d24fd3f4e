use proptest::prelude::*;

use super::*;

/// The tokens of `text`, each with `-` behind it if it is negated.
fn shown(text: &str) -> String {
    let tokens = Tokens::new(text);
    let shown =
        |token: &ProseToken| format!("{}{}", tokens.lower(token), if token.is_negated { "-" } else { "" });
    tokens.list().iter().map(shown).collect::<Vec<_>>().join(" ")
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
    let tokens = Tokens::new(text);
    let clause =
        |word: &str| tokens.list().iter().find(|token| tokens.lower(token) == word).map(|token| token.clause);
    assert!(
        clause("she") == clause("sang") && clause("sang") < clause("but") && clause("but") < clause("he")
    );
    let quoted: Vec<&str> =
        tokens.list().iter().filter(|token| token.is_quoted).map(|token| tokens.lower(token)).collect();
    assert_eq!(quoted, ["“", "he", "slept"]);
}

/// What the models see of a token.
fn seen(token: &ProseToken) -> (TokenKind, Hash, f32, bool, bool, bool) {
    (token.kind, token.hash, token.polarity, token.is_negated, token.is_quoted, token.is_capital)
}

proptest! {
    #[test]
    fn the_tokens_of_a_passage_alone_are_those_of_its_text(
        text in "((Ada|not|no|good|“|”|\"|’s|'s|'|\\.|,|-|\n\n|é|🙂|東) ?){0,24}",
        a in 0_usize..60,
        b in 0_usize..60,
    ) {
        let (start, end) = (text.floor_char_boundary(a.min(b)), text.floor_char_boundary(a.max(b)));
        let tokens = Tokens::new(&text);
        let slice = text[start..end].trim();
        let start = start + (text[start..end].len() - text[start..end].trim_start().len());
        if let Some(alone) = tokens.alone(Span::new(start, start + slice.len())) {
            let expected = Tokens::new(slice);
            prop_assert!(alone.iter().map(seen).eq(expected.list().iter().map(seen)), "{slice:?} in {text:?}");
        }
    }
}
