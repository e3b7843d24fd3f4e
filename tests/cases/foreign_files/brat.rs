//! brat's standoff files and its configuration.

use super::{glosses, said};
use crate::command::Desk;

const TEXT: &str = "Mara sold two boats and a net to Bo in Vane.";

const ANN: &str = "T1\tPerson 0 4\tMara\n\
    T2\tBoat 10 19\ttwo boats\n\
    T3\tGoods 24 29\ta net\n\
    T4\tPerson 33 35\tBo\n\
    T5\tTown 39 43\tVane\n\
    T6\tSale 5 9\tsold\n\
    E1\tSale:T6 Seller:T1 Theme:T2 Theme2:T3\n\
    A1\tCertain E1\n\
    A2\tState T2 old\n\
    R1\tLives-in Arg1:T4 Arg2:T5\n\
    *\tEquiv T2 T3\n\
    N1\tReference T5 Gazetteer:12\tVane upon Lock\n\
    #1\tAnnotatorNotes T1\tasked twice\n";

const CONF: &str = "[entities]\nPerson\n!Thing\n\tGoods\n\tBoat\nTown\n\n[relations]\n\
    Lives-in\tArg1:Person, Arg2:Town\nEquiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n\n\
    [events]\nSale\tSeller:Person, Theme+:<ENTITY>\n\n\
    [attributes]\nCertain\tArg:<EVENT>\nState\tArg:Boat|Goods, Value:old|new\n";

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("brat/a.ann", ANN);
    desk.write("brat/a.txt", TEXT);
    desk.write("brat/annotation.conf", CONF);
    desk.write(
        "brat/visual.conf",
        "[labels]\nTown | Town or village | Town\n[drawing]\nTown bgColor:#aaccee\n",
    );
    desk.write("docs/a.txt", TEXT);
    desk
}

/// The lines of a `.ann` without this program's own notes and without their numbers, in order.
fn lines(ann: &str) -> Vec<String> {
    let own = ann.lines().filter(|line| !line.contains("\tGloss "));
    let mut lines: Vec<String> =
        own.map(|line| line.split_once('\t').expect("columns").1.to_owned()).collect();
    lines.sort();
    lines
}

#[test]
fn the_configuration_of_a_folder_is_its_code_book() {
    let desk = desk();
    let done = desk.run(&["import", "docs", "--from", "brat", "brat", "--schema"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
    assert!(done.out.contains("6 added") && done.out.contains("kinds added"), "{}", done.out);
    let schema = desk.read("docs/gloss.toml");
    for line in
        ["[kind.\"Thing/Boat\"]", "[kind.Sale]", "choices = [\"old\", \"new\"]", "#aaccee", "Town or village"]
    {
        assert!(schema.contains(line), "{line} in {schema}");
    }
    assert_eq!(desk.run(&["schema", "docs"]).code, 0, "the addition is a schema");
    assert!(said(&desk, "docs/a.txt").contains(&"Thing/Boat: two boats".to_owned()));
    // A query for the type above finds those below.
    let things = desk.run(&["list", "docs", "--tag", "Thing"]);
    assert!(things.out.contains("two boats") && things.out.contains("a net"), "{things:?}");
    let again = desk.run(&["import", "docs", "--from", "brat", "brat"]);
    assert!(again.out.contains("6 there already"), "{}", again.out);
}

#[test]
fn what_brat_has_goes_back_as_it_came() {
    for schema in [true, false] {
        let desk = desk();
        let import = ["import", "docs", "--from", "brat", "brat", "--schema"];
        assert_eq!(desk.run(&import[..if schema { 6 } else { 5 }]).code, 0);
        let done = desk.run(&["export", "docs", "--to", "brat", "-o", "out/"]);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
        let again = desk.read("out/a.ann");
        if schema {
            assert_eq!(lines(&again), lines(ANN));
            let conf = desk.read("out/annotation.conf");
            for line in ["!Thing", "\tBoat", "State\tArg:Goods|Boat, Value:new|old", "Certain\tArg:Sale"] {
                assert!(conf.lines().any(|there| there == line), "{line} in {conf}");
            }
        } else {
            // A kind that the folder's schema lacks is written by its whole name.
            for line in ["Sale:T6 Seller:T1 Theme:T2 Theme2:T3", "State T2 old", "Certain E1", "Equiv T2 T3"]
            {
                assert!(again.contains(line), "{line} in {again}");
            }
        }
        let back = desk.run(&["convert", "out", "--from", "brat", "--to", "jsonl"]);
        assert_eq!((back.code, back.err.as_str(), back.out.lines().count()), (0, "", 6), "{back:?}");
    }
}

#[test]
fn a_configuration_alone_is_imported_and_exported() {
    let desk = desk();
    let done = desk.run(&["import", "docs", "--from", "brat-config", "brat/annotation.conf"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(desk.read("docs/gloss.toml").contains("[kind.\"Thing/Goods\"]"));
    let conf = desk.run(&["export", "docs/a.txt", "--to", "brat-config"]);
    assert!(conf.out.contains("\n!Thing\n\tGoods\n\tBoat\n"), "{}", conf.out);
    desk.write("other.conf", "nothing of brat's\n");
    let refused = desk.run(&["import", "docs", "--from", "brat-config", "other.conf"]);
    assert!(refused.code == 3 && refused.err.contains("[entities]"), "{refused:?}");
}

#[test]
fn one_bad_line_is_counted_and_named() {
    let desk = desk();
    desk.write("brat/a.ann", format!("T9\tPerson 0 x\tMara\n{ANN}A3\n"));
    let done = desk.run(&["import", "docs", "--from", "brat", "brat"]);
    assert_eq!((done.code, glosses(&desk, "docs/a.txt").len()), (1, 6), "{done:?}");
    assert!(done.err.contains("line 1") && done.err.contains("line 15"), "{}", done.err);
}

#[test]
fn words_that_are_not_at_their_offsets_are_marked() {
    let desk = desk();
    desk.write("brat/a.ann", "T1\tPerson 1 3\tBo\nT2\tGoods 24 29\ta net\n");
    let done = desk.run(&["import", "docs", "--from", "brat", "brat"]);
    assert!(done.code == 1 && done.out.contains("1 to review"), "{done:?}");
    assert_eq!(said(&desk, "docs/a.txt"), ["Thing/Goods: a net", "Person: Bo"]);
    assert_eq!(glosses(&desk, "docs/a.txt")[1]["review"][0]["why"], "import");
}

#[test]
fn a_note_of_this_program_that_was_cut_is_told() {
    let desk = Desk::with_document(TEXT);
    desk.write("a.ann", "T1\tPerson 0 4\tMara\n#1\tGloss T1\t{\"created\":\"2026-0");
    let done = desk.run(&["import", "a.txt", "--from", "brat", "a.ann"]);
    assert!(done.code == 1 && done.err.contains("line 2: a note of gloss is a JSON object"), "{done:?}");
    assert_eq!(said(&desk, "a.txt"), ["Person: Mara"]);
}
