//! Texts in which other words look like the glossed ones, and revisions of them after which those stand where the glossed ones
//! stood: live pages that roll, tables that are sorted, lists of short answers, logs, doubled paragraphs.

use std::ops::Range;

use super::{
    edits::{Measure, revise},
    prose::{Token, Writer},
};

/// A text, a revision of it, and the spans of the text that are tagged, in tokens.
pub struct Lookalike {
    pub old: Vec<Token>,
    pub new: Vec<Token>,
    pub spans: Vec<Range<usize>>,
}

/// A function that writes a text of one kind.
pub type Kind = fn(&mut Writer) -> Lookalike;

/// Each kind of text with its name.
pub const KINDS: [(&str, Kind); 11] = [
    ("sentences of prose are revised", revised),
    ("a live page rolls", |writer| live_page(writer, " ", false)),
    ("a live page in lines rolls", |writer| live_page(writer, "\n", false)),
    ("a live page with nothing left", |writer| live_page(writer, " ", true)),
    ("news inside a page are replaced", replaced),
    ("rows change places", table),
    ("a name in a list is replaced", |writer| answers(writer, true)),
    ("answers in a list change places", |writer| answers(writer, false)),
    ("a log goes on", log),
    ("a paragraph is doubled", doubled),
    ("one of several paragraphs alike is cut", cut),
];

/// Sentences that people write again and again about different things.
const SAID_AGAIN: [&str; 8] = [
    "No injuries have been reported yet.",
    "Nobody was hurt.",
    "The police have asked anybody who saw it to come forward.",
    "Two people were hurt.",
    "It is not known how long the work will take.",
    "The road is closed until further notice.",
    "More on this as soon as we have it.",
    "A spokesman would not say when the trains would run again.",
];

const ANSWERS: [&str; 4] = ["yes", "no", "yes", "later"];

/// A name that stands nowhere else, `letters` long.
fn name(writer: &mut Writer, letters: usize) -> String {
    let mut name = String::new();
    for i in 0..letters {
        let of: &[u8] = if i % 2 == 0 { b"bdfghklmnprstvz" } else { b"aeiou" };
        name.push(char::from(of[writer.dice.below(of.len())]));
    }
    name[..1].to_uppercase() + &name[1..]
}

fn again(writer: &mut Writer) -> &'static str {
    SAID_AGAIN[writer.dice.below(SAID_AGAIN.len())]
}

/// Spans in each sentence and each line: the whole of it, all but the mark at its end, a few words, or one.
fn spans(writer: &mut Writer, tokens: &[Token], range: Range<usize>) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = range.start;
    for i in range.clone() {
        let ends = i + 1 == range.end
            || tokens[i].ends_sentence()
            || tokens[i + 1].space.contains('\n')
            || tokens[i].text == ":";
        if !ends {
            continue;
        }
        let whole = start..i + 1;
        let words = whole.clone().filter(|&i| tokens[i].text.starts_with(char::is_alphanumeric)).count();
        if words > 0 {
            let few = whole.start + writer.dice.below(whole.len());
            let one = whole.start + writer.dice.below(whole.len());
            spans.push(match writer.dice.below(4) {
                0 => whole.clone(),
                1 => whole.start..(whole.end - 1).max(whole.start + 1),
                2 => few..(few + 2 + writer.dice.below(3)).min(whole.end),
                _ => one..one + 1,
            });
        }
        start = i + 1;
    }
    let has_words = |span: &Range<usize>| {
        tokens[span.clone()].iter().any(|token| token.text.starts_with(char::is_alphanumeric))
    };
    spans.retain(has_words);
    spans
}

/// An update: a time, what happened, and one sentence or two that are often written. `between` parts its sentences.
fn update(writer: &mut Writer, between: &str) -> Vec<Token> {
    let time = format!("\n\n{:02}:{:02}", writer.dice.below(24), writer.dice.below(60));
    let mut update = writer.read(&time);
    update.extend(writer.sentence(between));
    let more = 1 + writer.dice.below(2);
    for _ in 0..more {
        let said = format!("{between}{}", again(writer));
        update.extend(writer.read(&said));
    }
    update
}

/// Prose in which a sentence in thirty and some paragraphs are written anew or cut. Each of its sentences is glossed.
fn revised(writer: &mut Writer) -> Lookalike {
    let paragraphs = 15 + writer.dice.below(40);
    let old = writer.text(paragraphs);
    let measure = Measure { words: 10, sentences: 30, paragraphs: 20, ..Measure::NOTHING };
    let new = revise(writer, &old, measure);
    let spans = spans(writer, &old, 0..old.len());
    Lookalike { old, new, spans }
}

/// A page that keeps its latest updates; with `all` none of the old ones is left.
fn live_page(writer: &mut Writer, between: &str, all: bool) -> Lookalike {
    let header = writer.read("Live: what is known of the storm at the coast");
    let kept = 3 + writer.dice.below(8);
    let gone = if all { kept } else { 1 + writer.dice.below(2) };
    let updates: Vec<Vec<Token>> = (0..kept + gone).map(|_| update(writer, between)).collect();
    let page = |updates: &[Vec<Token>]| [header.clone(), updates.concat()].concat();
    let (old, new) = (page(&updates[gone..]), page(&updates[..kept]));
    let spans = spans(writer, &old, header.len()..old.len());
    Lookalike { old, new, spans }
}

/// A page on which one or two of the updates give way to others. Those are glossed.
fn replaced(writer: &mut Writer) -> Lookalike {
    let count = 4 + writer.dice.below(8);
    let mut updates: Vec<Vec<Token>> = (0..count).map(|_| update(writer, " ")).collect();
    let old = updates.concat();
    let first = 1 + writer.dice.below(count - 2);
    let last = (first + writer.dice.below(2)).min(count - 2);
    let start = updates[..first].concat().len();
    let tagged = start..start + updates[first..=last].concat().len();
    for update_of in &mut updates[first..=last] {
        *update_of = update(writer, " ");
    }
    let spans = spans(writer, &old, tagged);
    Lookalike { old, new: updates.concat(), spans }
}

/// Rows of one length, two of which change places, or all of which are sorted anew or move on by some.
fn table(writer: &mut Writer) -> Lookalike {
    let before = writer.paragraph();
    let count = 6 + writer.dice.below(30);
    let row = |writer: &mut Writer| {
        let (name, answer) = (name(writer, 6), ANSWERS[writer.dice.below(4)]);
        let number = 10 + writer.dice.below(9);
        writer.read(&format!("\n{name}    {answer:<8} {number}"))
    };
    let mut rows: Vec<Vec<Token>> = (0..count).map(|_| row(writer)).collect();
    "\n\n".clone_into(&mut rows[0][0].space);
    let text = |mut rows: Vec<Vec<Token>>| {
        for (i, row) in rows.iter_mut().enumerate() {
            if i == 0 { "\n\n" } else { "\n" }.clone_into(&mut row[0].space);
        }
        [before.clone(), rows.concat()].concat()
    };
    let old = text(rows.clone());
    match writer.dice.below(3) {
        0 => {
            let (one, other) = (writer.dice.below(count), writer.dice.below(count));
            rows.swap(one, other);
        }
        1 => rows.sort_by(|one, other| one[0].text.cmp(&other[0].text)),
        _ => rows.rotate_left(1 + writer.dice.below(3)),
    }
    let new = text(rows);
    let spans = spans(writer, &old, before.len()..old.len());
    Lookalike { old, new, spans }
}

/// A list of short answers. Either a name is replaced by another one as long, or two items change places.
fn answers(writer: &mut Writer, replaced: bool) -> Lookalike {
    let before = writer.paragraph();
    let count = 4 + writer.dice.below(40);
    let item = |writer: &mut Writer, i: usize, answer: &str| {
        let name = name(writer, 6);
        writer.read(&format!("{}- {name}: {answer}", if i == 0 { "\n\n" } else { "\n" }))
    };
    let mut given = Vec::new();
    let mut items: Vec<Vec<Token>> = Vec::new();
    for i in 0..count {
        given.push(ANSWERS[writer.dice.below(4)]);
        items.push(item(writer, i, given[i]));
    }
    let after = writer.paragraph();
    let old = [before.clone(), items.concat(), after.clone()].concat();
    let (one, other) = (writer.dice.below(count), writer.dice.below(count));
    if replaced {
        items[one] = item(writer, one, given[one]);
    } else {
        let [space, others] = [one, other].map(|i| items[i][0].space.clone());
        items[one][0].space = others;
        items[other][0].space = space;
        items.swap(one, other);
    }
    let spans = spans(writer, &old, before.len()..before.len() + items.concat().len());
    let new = [before, items.concat(), after].concat();
    Lookalike { old, new, spans }
}

/// A log to which lines are added.
fn log(writer: &mut Writer) -> Lookalike {
    let says = ["connection closed", "connection opened", "retrying in 5 seconds", "disk is nearly full"];
    let mut minute = 0;
    let mut line = |writer: &mut Writer| {
        minute += 1 + writer.dice.below(3);
        let what = says[writer.dice.below(4)];
        let host = writer.dice.below(4);
        writer.read(&format!("\n2026-03-01 {:02}:{:02} host{host}: {what}", minute / 60 % 24, minute % 60))
    };
    let count = 20 + writer.dice.below(150);
    let old: Vec<Token> = (0..count).flat_map(|_| line(writer)).collect();
    let more = 1 + writer.dice.below(40);
    let added: Vec<Token> = (0..more).flat_map(|_| line(writer)).collect();
    let spans = spans(writer, &old, 0..old.len());
    Lookalike { new: [old.clone(), added].concat(), old, spans }
}

/// A paragraph, often a short one, is pasted a second time right behind itself: nobody knows which of the two is the copy.
fn doubled(writer: &mut Writer) -> Lookalike {
    let (mut before, after) = (writer.paragraph(), writer.paragraph());
    before.extend(writer.paragraph());
    let sentence = format!("\n\n{}", again(writer));
    let own = if writer.dice.chance(500) { writer.read(&sentence) } else { writer.sentence("\n\n") };
    let old = [before.clone(), own.clone(), after.clone()].concat();
    let text: String = own.iter().flat_map(|token| [token.space.clone(), token.text.clone()]).collect();
    let new = [before.clone(), writer.read(&text), writer.read(&text), after].concat();
    let spans = spans(writer, &old, before.len()..before.len() + own.len());
    Lookalike { old, new, spans }
}

/// Paragraphs that say the same of different people, one of which is cut.
fn cut(writer: &mut Writer) -> Lookalike {
    let before = writer.paragraph();
    let count = 2 + writer.dice.below(3);
    let said = again(writer);
    let mut alike: Vec<Vec<Token>> = Vec::new();
    for _ in 0..count {
        let name = name(writer, 6);
        alike.push(
            writer.read(&format!("\n\nTeam {name} said that it would cut the costs by a tenth. {said}")),
        );
    }
    let after = writer.paragraph();
    let old = [before.clone(), alike.concat(), after.clone()].concat();
    let spans = spans(writer, &old, before.len()..before.len() + alike.concat().len());
    alike.remove(writer.dice.below(count));
    let new = [before, alike.concat(), after].concat();
    Lookalike { old, new, spans }
}
