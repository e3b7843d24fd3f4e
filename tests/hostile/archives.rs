//! Archives that unpack to more than they seem to hold, and names that lead out of them.

use std::io::Write;

use flate2::{Compression, Crc, write::DeflateEncoder};

use super::{
    parts::{archive, book_files, docx, epub, odt, package},
    refusal, text,
};

#[test]
fn a_file_that_is_packed_a_thousandfold_is_refused() {
    let spaces = " ".repeat(20 << 20);
    let cases = [
        ("a.epub", epub(&format!("<p>Here.{spaces}</p>"))),
        ("a.docx", docx("", &format!("<w:p/>{spaces}"))),
        ("a.odt", odt("", &format!("<text:p/>{spaces}"))),
    ];
    for (name, bytes) in cases {
        let refused = refusal(name, bytes);
        assert!(refused.contains("trap"), "{name}: {refused}");
    }
}

#[test]
fn a_packed_text_is_unpacked_up_to_a_bound() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), Compression::fast());
    let block = vec![b' '; 1 << 20];
    for _ in 0..97 {
        packed.write_all(&block).expect("packed");
    }
    let refused = refusal("a.txt.gz", packed.finish().expect("packed"));
    assert!(refused.contains("more than 96 MiB"), "{refused}");
}

#[test]
fn many_files_are_read_as_few_are() {
    let names: Vec<String> = (0..20_000).map(|number| format!("book/{number}.xhtml")).collect();
    let package = package(names.iter().map(|name| name.strip_prefix("book/").expect("in it")));
    let pages: Vec<(&str, &str)> = names.iter().map(|name| (&**name, "<p>It held.</p>")).collect();
    let words = text("a.epub", archive(book_files(&package, &pages)));
    assert_eq!(words.matches("It held.").count(), names.len());
}

#[test]
fn files_that_share_their_bytes_count_each_by_itself() {
    let page = format!("<p>{}</p>", "It held, and went on holding. ".repeat(9_000));
    let names: Vec<String> = (0..200).map(|number| format!("{number}.xhtml")).collect();
    let package = package(names.iter().map(|name| &**name));
    let files = book_files(&package, &[]);
    let overlapping: Vec<String> = names.iter().map(|name| format!("book/{name}")).collect();
    let refused = refusal("a.epub", overlapping_archive(&files, &overlapping, &page));
    assert!(refused.contains("trap"), "{refused}");
}

#[test]
fn names_that_lead_out_of_an_archive_lead_nowhere() {
    let outside = ["../../../../../../etc/hosts", "/etc/hosts", "file:///etc/hosts", "..\\..\\a.xhtml"];
    let package = package(outside.into_iter().chain(["a.xhtml"]));
    let page = "<p>It held.</p><img src=\"../../../../etc/hosts\" alt=\"\"/>";
    let pages = [("book/a.xhtml", page), ("../b.xhtml", page), ("/tmp/../b.xhtml", page)];
    assert_eq!(text("a.epub", archive(book_files(&package, &pages))), "It held.");
    for target in outside {
        let relationships = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"{target}\"/></Relationships>"
        );
        let files =
            [("[Content_Types].xml", "<Types/>"), ("_rels/.rels", &relationships), ("word/a.xml", "<a/>")];
        assert!(!refusal("a.docx", archive(files)).contains("localhost"), "{target}");
    }
}

/// An archive of `files` and of others with these names, all of which have the same bytes in it.
fn overlapping_archive(files: &[(&str, &str)], names: &[String], shared: &str) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let entry = Entry::written(&mut bytes, name, content);
        entry.list(&mut directory, name);
    }
    let entry = Entry::written(&mut bytes, "shared", shared);
    for name in names {
        entry.list(&mut directory, name);
    }
    let count = u16::try_from(files.len() + names.len()).expect("few").to_le_bytes();
    let [len, start] = [directory.len(), bytes.len()].map(|n| u32::try_from(n).expect("small").to_le_bytes());
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([&count[..], &count, &len, &start, &[0; 2]].concat());
    bytes
}

/// A packed file in an archive.
struct Entry {
    offset: u32,
    /// What both heads of a file have in common: version, flags, method, time, checksum and sizes.
    head: Vec<u8>,
}

impl Entry {
    fn written(archive: &mut Vec<u8>, name: &str, content: &str) -> Self {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        packed.write_all(content.as_bytes()).expect("packed");
        let packed = packed.finish().expect("packed");
        let mut sum = Crc::new();
        sum.update(content.as_bytes());
        let sizes = [sum.sum() as usize, packed.len(), content.len()];
        let sizes = sizes.iter().flat_map(|&n| u32::try_from(n).expect("small").to_le_bytes());
        let head = [20, 0, 0, 0, 8, 0, 0, 0, 0, 0].into_iter().chain(sizes).collect();
        let entry = Self { offset: u32::try_from(archive.len()).expect("small"), head };
        archive.extend(b"PK\x03\x04");
        archive.extend(&entry.head);
        archive.extend(length_of(name));
        archive.extend([0; 2]);
        archive.extend(name.bytes());
        archive.extend(packed);
        entry
    }

    /// Adds the file to the table of contents under a name.
    fn list(&self, directory: &mut Vec<u8>, name: &str) {
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&self.head);
        directory.extend(length_of(name));
        directory.extend([0; 12]);
        directory.extend(self.offset.to_le_bytes());
        directory.extend(name.bytes());
    }
}

fn length_of(name: &str) -> [u8; 2] {
    u16::try_from(name.len()).expect("short").to_le_bytes()
}
