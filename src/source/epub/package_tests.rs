use super::{container, files::BookFiles, package::BookPackage};
use crate::archive::archive_of;

const CONTAINER: &str = r#"<container><rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

/// The name of a file with its content.
type BookFile<'a> = (&'a str, &'a str);

/// A book of these files.
pub fn book(files: &[BookFile<'_>]) -> Vec<u8> {
    let files = files.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes()));
    archive_of(files).expect("an archive")
}

/// The description of a book of these files, with the names of those that are read; or the error.
fn package(files: &[BookFile<'_>]) -> Result<(BookPackage, Vec<String>), String> {
    let bytes = book(files);
    let mut files = BookFiles::open(&bytes).expect("an archive");
    let book = container::package(&mut files).map_err(|error| error.to_string())?;
    let read = book.spine.iter().map(|item| files.names()[item.file].clone()).collect();
    Ok((book, read))
}

#[test]
fn a_package_file_says_what_the_book_is() {
    let opf = r##"<package xmlns:dc="x" xmlns:opf="y"><metadata>
        <dc:title id="s">A Tale</dc:title><meta refines="#s" property="title-type">subtitle</meta>
        <dc:title id="m">Weir &amp; Mill</dc:title><meta refines="#m" property="title-type">main</meta>
        <dc:creator opf:role="trl">Otto Quill</dc:creator><dc:creator opf:role="aut">Ida Marrow</dc:creator>
        <dc:creator id="c">Ben Oke</dc:creator><meta refines="#c" property="role">aut</meta>
        <dc:date opf:event="modification">2025-01-01</dc:date><dc:date>2024-05-02T00:00:00Z</dc:date>
        <dc:publisher>Sluice Press</dc:publisher><dc:language>en</dc:language>
        <dc:identifier>urn:isbn:1</dc:identifier><dc:identifier>https://example.org/weir</dc:identifier></metadata></package>"##;
    let (book, _) = package(&[("META-INF/container.xml", CONTAINER), ("OPS/book.opf", opf)]).expect("a book");
    let metadata = book.metadata;
    assert_eq!(metadata.title.as_deref(), Some("Weir & Mill"));
    assert_eq!(metadata.author, ["Ida Marrow", "Ben Oke"]);
    assert_eq!(
        (metadata.published.as_deref(), metadata.site.as_deref()),
        (Some("2024-05-02"), Some("Sluice Press"))
    );
    assert_eq!(
        (metadata.language.as_deref(), metadata.url.as_deref()),
        (Some("en"), Some("https://example.org/weir"))
    );
}

#[test]
fn the_spine_is_read_in_order_whatever_is_wrong_with_it() {
    let opf = r#"<package><manifest><item id="a" href="./Text/A%20b.xhtml" media-type="application/xhtml+xml"/>
        <item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/><item id="p" href="p.png" media-type="image/png" fallback="b"/>
        <item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/><item id="loop" fallback="loop" media-type="image/png" href="p.png"/>
        <item id="n" href="text/n.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="n" linear="no"/><itemref idref="p"/><itemref idref="gone"/><itemref idref="loop"/><itemref idref="a"/>
        <itemref idref="p"/><itemref/></spine>"#;
    let texts =
        [("OPS/text/a B.xhtml", ""), ("OPS/TEXT/b.xhtml", ""), ("OPS/text/n.xhtml", ""), ("OPS/p.png", "")];
    let with = |others: &[BookFile<'static>]| package(&[&texts, others].concat()).expect("a book").1;
    let read = ["OPS/TEXT/b.xhtml", "OPS/text/a B.xhtml", "OPS/text/n.xhtml"];
    assert_eq!(with(&[("META-INF/container.xml", CONTAINER), ("OPS/book.opf", opf)]), read);
    assert_eq!(with(&[("OPS/other.OPF", opf)]), read, "no container");
    assert_eq!(
        with(&[("mimetype", "application/epub+zip")]),
        ["OPS/TEXT/b.xhtml", "OPS/text/a B.xhtml", "OPS/text/n.xhtml"]
    );
}

#[test]
fn contents_and_pages_come_from_either_table() {
    let ncx = r#"<!DOCTYPE ncx [<!ENTITY x "y">]><ncx><docTitle><text>Not this</text></docTitle><navMap><navPoint><navLabel><text>One
        &#38; two</text></navLabel><content src="a.xhtml"/><navPoint><navLabel><text>Deeper</text></navLabel><content src="a.xhtml#d"/></navPoint></navPoint>
        <navPoint><navLabel><text>Three</text></navLabel><content src="gone.xhtml"/></navPoint></navMap>
        <pageList><navLabel><text>Pages</text></navLabel><pageTarget value="12"><content src="a.xhtml#p12"/></pageTarget></pageList></ncx>"#;
    let nav = r#"<html><body><nav epub:type="toc"><h1>Not this</h1><ol><li><a href="a.xhtml"><span>One</span> &amp; two</a><ol><li><a href="a.xhtml#d">Deeper</a></li></ol></li>
        <li><span>Three</span></li></ol></nav><nav role="doc-pagelist" epub:type="page-list"><ol><li><a href="a.xhtml#p12">12</a></li></ol></nav>
        <nav epub:type="landmarks"><ol><li><a epub:type="cover" href="a.xhtml">Cover</a></li></ol></nav></body></html>"#;
    let opf = |nav: &str| {
        format!(
            r#"<package><manifest><item id="a" href="a.xhtml"/><item id="t" href="t.x" {nav}/></manifest><spine><itemref idref="a"/></spine></package>"#
        )
    };
    for (table, name) in [(ncx, r#"media-type="application/x-dtbncx+xml""#), (nav, r#"properties="nav""#)] {
        let files = [("book.opf", opf(name)), ("a.xhtml", String::new()), ("t.x", table.to_owned())];
        let (book, _) =
            package(&files.each_ref().map(|(name, text)| (*name, text.as_str()))).expect("a book");
        let parts: Vec<_> = book
            .contents
            .parts
            .iter()
            .map(|part| (part.depth, part.title.as_str(), part.place.as_ref().map(|place| &*place.fragment)))
            .collect();
        assert_eq!(parts, [(1, "One & two", Some("")), (2, "Deeper", Some("d")), (1, "Three", None)]);
        let pages: Vec<_> =
            book.contents.pages.iter().map(|(label, place)| (label.as_str(), &*place.fragment)).collect();
        assert_eq!(pages, [("12", "p12")]);
    }
}

#[test]
fn encrypted_books_say_so_and_encrypted_fonts_are_nothing() {
    let opf = r#"<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    let encryption = |algorithm: &str, file: &str| {
        format!(
            r#"<encryption xmlns:e="e"><e:EncryptedData><e:EncryptionMethod Algorithm="{algorithm}"/><e:CipherData><e:CipherReference URI="{file}"/></e:CipherData></e:EncryptedData></encryption>"#
        )
    };
    let with = |algorithm: &str, file: &str, kind: &'static str| {
        let encryption = encryption(algorithm, file);
        let files = [
            ("OPS/book.opf", opf),
            ("OPS/a.xhtml", ""),
            ("OPS/f.otf", ""),
            ("META-INF/encryption.xml", &encryption),
            (kind, ""),
        ];
        package(&files).map(|_| ())
    };
    let aes = "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
    for (kind, name) in [
        ("META-INF/rights.xml", "Adobe"),
        ("META-INF/license.lcpl", "LCP"),
        ("META-INF/sinf.xml", "Apple"),
        ("x", "unknown"),
    ] {
        let error = with(aes, "OPS/a.xhtml", kind).expect_err("refused");
        assert!(error.contains("DRM") && error.contains(name), "{error}");
    }
    assert!(with("http://www.idpf.org/2008/embedding", "OPS/f.otf", "x").is_ok());
    assert!(with(aes, "OPS/f.otf", "META-INF/rights.xml").is_ok(), "its text can be read");
    let error = package(&[("a.txt", "hello")]).expect_err("refused");
    assert!(error.contains("no book"), "{error}");
}
