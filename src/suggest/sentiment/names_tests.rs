use super::*;

fn found(text: &str) -> Vec<&str> {
    names(text, &Tokens::new(text)).into_iter().map(|name| &text[name.range()]).collect()
}

#[test]
fn a_name_is_a_run_of_capitals() {
    assert_eq!(
        found("A letter from Dr. Ada Lund reached the Ministry of Works on Monday."),
        ["Dr. Ada Lund", "Ministry of Works"]
    );
    assert_eq!(found("They met George W. Lund and Prof. Eva Holm."), ["George W. Lund", "Prof. Eva Holm"]);
    assert_eq!(found("In Oslo, Kari Berg's sister met Ola."), ["Oslo", "Kari Berg", "Ola"]);
}

#[test]
fn the_first_word_is_a_name_only_where_something_shows_it() {
    assert_eq!(found("Lawsuits followed. Berg won. They thanked Berg."), ["Berg", "Berg"]);
    assert_eq!(found("Kari Berg won. After Berg, nobody dared."), ["Kari Berg", "Berg"]);
    assert_eq!(found("Rain fell.\nSnow followed: “Hail came.”"), [""; 0]);
}
