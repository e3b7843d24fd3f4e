//! Tables, and glosses as JSON, that come back from other programs.

use super::{glosses, said};
use crate::command::Desk;

const TEXT: &str = "It rained all day; nobody “minded”, and the café stayed open.\n";

fn import(desk: &Desk, format: &str, bytes: impl AsRef<[u8]>) -> (i32, String) {
    desk.write("table", bytes);
    let done = desk.run(&["import", "a.txt", "--from", format, "table"]);
    (done.code, format!("{}{}", done.out, done.err))
}

/// UTF-16 with its mark, as a spreadsheet saves "Unicode text".
fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_table_may_have_any_separator() {
    for (separator, format) in [(';', "csv"), ('\t', "csv"), ('|', "csv"), (',', "tsv"), (';', "tsv")] {
        let desk = Desk::with_document(TEXT);
        let table =
            "tag,exact,note\nnote,It rained,wet\n\"claim\",\"nobody “minded”, and\",\"two\nlines\"\n,,\n";
        let quoted = table.replace("minded”, and", "minded”# and");
        let table = quoted.replace(',', &separator.to_string()).replace('#', ",");
        let table = if separator == ',' { table } else { table.replace("\r\n", "\n") };
        let (code, told) = import(&desk, format, table);
        assert!(code == 0 && told.contains("2 added"), "{separator:?} as {format}: {told}");
        assert_eq!(said(&desk, "a.txt"), ["note: It rained", "claim: nobody “minded”, and"]);
        assert_eq!(glosses(&desk, "a.txt")[1]["note"], "two\nlines");
    }
}

#[test]
fn a_table_may_be_in_any_encoding() {
    let table = "tag\texact\tnote\nnote\tcafé\t“so”\n";
    let ansi: Vec<u8> = table.replace(['“', '”'], "").chars().map(|c| c as u8).collect();
    for bytes in [utf16(table), ansi, format!("\u{feff}{table}").into_bytes()] {
        let desk = Desk::with_document(TEXT);
        let (code, told) = import(&desk, "tsv", bytes);
        assert!(code == 0 && told.contains("1 added"), "{told}");
        assert_eq!(said(&desk, "a.txt"), ["note: café"]);
    }
    let desk = Desk::with_document(TEXT);
    let json = utf16("{\"tag\": \"note\", \"exact\": \"café\"}\n");
    assert_eq!(import(&desk, "jsonl", json).0, 0, "a shell may write any text so");
}

#[test]
fn a_header_may_be_in_any_order_and_case_and_numbers_may_have_a_comma() {
    let desk = Desk::with_document(TEXT);
    let table = "sep=;\r\nweight; Exact ;TAG;size\r\n0,5;It rained;Note;1,5 m\r\n2;café;Note;3\r\n";
    let (code, told) = import(&desk, "csv", table);
    assert_eq!(code, 0, "{told}");
    let of = |at: usize, name: &str| glosses(&desk, "a.txt")[at]["attributes"][name].clone();
    assert_eq!((of(0, "weight"), of(1, "weight")), ("0.5".into(), "2".into()));
    assert_eq!((of(0, "size"), of(1, "size")), ("1,5 m".into(), "3".into()));
    assert_eq!(glosses(&desk, "a.txt")[0]["tag"], "Note");
}

#[test]
fn one_bad_row_is_counted_and_named() {
    let desk = Desk::with_document(TEXT);
    let (code, told) =
        import(&desk, "csv", "tag,exact,start\nnote,It rained,0\nnote,café,first\nclaim,open,55\n");
    assert!(code == 1 && told.contains("2 added") && told.contains("line 3"), "{told}");
}

#[test]
fn a_table_goes_through_a_spreadsheet_and_back() {
    let desk = Desk::with_document(TEXT);
    desk.run(&["add", "a.txt", "--tag", "note", "--exact", "café", "--note", "=1+1"]);
    let done = desk.run(&["export", "a.txt", "--to", "csv", "--bom", "-o", "out.csv"]);
    assert_eq!(done.code, 0, "{done:?}");
    let table = desk.read("out.csv");
    assert!(table.starts_with("\u{feff}file,"), "{table}");
    let before = glosses(&desk, "a.txt");
    std::fs::remove_file(desk.path("a.txt.gloss.toml")).expect("removed");
    assert_eq!(import(&desk, "csv", utf16(&table)).0, 0);
    assert_eq!(glosses(&desk, "a.txt"), before);
    let refused = desk.run(&["export", "a.txt", "--to", "json", "--bom"]);
    assert!(refused.code == 2 && refused.err.contains("csv"), "{refused:?}");
}

#[test]
fn glosses_as_json_need_no_ids() {
    for (format, file) in [
        (
            "jsonl",
            "{\"tag\":\"note\",\"exact\":\"It rained\"}\nnothing\n{\"tag\":\"claim\",\"exact\":\"café\",\"note\":\"x\"}\n",
        ),
        (
            "json",
            "[{\"tag\":\"note\",\"exact\":\"It rained\",\"start\":0},{\"id\":7,\"tag\":\"claim\",\"exact\":\"café\"},{\"no\":1}]",
        ),
    ] {
        let desk = Desk::with_document(TEXT);
        let (code, told) = import(&desk, format, file);
        assert!(code == 1 && told.contains("2 added"), "{format}: {told}");
        assert_eq!(said(&desk, "a.txt"), ["note: It rained", "claim: café"]);
        assert!(
            import(&desk, format, file).1.contains("2 there already"),
            "the same file gives the same ids"
        );
    }
}

/// Tables that pandas and `PyArrow` wrote: with dictionaries, Snappy, two groups of rows and an index, or with pages of the
/// second version and gzip.
const PARQUET: [&[u8]; 2] =
    [include_bytes!("pandas_snappy.parquet"), include_bytes!("pyarrow_pages2_gzip.parquet")];

#[test]
fn parquet_of_other_programs_is_read() {
    for (number, table) in PARQUET.into_iter().enumerate() {
        let desk = Desk::with_document(TEXT);
        let (code, told) = import(&desk, "parquet", table);
        assert!(
            code == 0 && told.contains("3 added") && told.contains("1 nested column"),
            "{number}: {told}"
        );
        assert_eq!(said(&desk, "a.txt"), ["note: It rained", "claim: nobody", "note: café"]);
        let glosses = glosses(&desk, "a.txt");
        assert_eq!(
            glosses[0]["attributes"],
            serde_json::json!({ "weight": 0.5, "sure": true, "sources": ["ann", "bo"] })
        );
        assert_eq!(
            glosses[1]["attributes"],
            serde_json::json!({ "weight": 2, "sources": [], "day": "2026-03-01" })
        );
        assert_eq!(
            (&glosses[0]["created"], &glosses[2]["creator"]),
            (&"2026-03-01T08:30:00.25Z".into(), &"ann".into())
        );
    }
}

#[test]
fn parquet_goes_there_and_back_and_damage_is_told() {
    let desk = Desk::with_document(TEXT);
    desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "café", "--note", "so", "--set", "source=Mara"]);
    desk.run(&["export", "a.txt", "--to", "parquet", "-o", "out.parquet"]);
    let before = glosses(&desk, "a.txt");
    std::fs::remove_file(desk.path("a.txt.gloss.toml")).expect("removed");
    let bytes = std::fs::read(desk.path("out.parquet")).expect("read");
    assert_eq!(import(&desk, "parquet", &bytes).0, 0);
    assert_eq!(glosses(&desk, "a.txt"), before);
    for table in PARQUET {
        for at in (0..table.len()).step_by(401) {
            let mut damaged = table.to_vec();
            damaged[at] ^= 0x55;
            desk.write("table", damaged);
            let done = desk.run(&["import", "a.txt", "--from", "parquet", "table", "--dry-run"]);
            assert!((0..=3).contains(&done.code) && !done.err.contains("panicked"), "{at}: {done:?}");
        }
    }
    let cut = &bytes[..bytes.len() - 9];
    assert!(import(&desk, "parquet", cut).1.contains("not written to its end"));
}

#[test]
fn a_row_that_was_cut_is_told() {
    for (tail, is_whole) in
        [("note,\"café\",warm\n", true), ("note,café\n", false), ("note,café,warm,more\n", false)]
    {
        let desk = Desk::with_document(TEXT);
        let (code, told) = import(&desk, "csv", format!("tag,exact,note\nclaim,It rained,wet\n{tail}"));
        assert!(code == 0 && told.contains("2 added"), "{tail}: {told}");
        assert_eq!(told.contains("1 row of another length"), !is_whole, "{tail}: {told}");
    }
}
