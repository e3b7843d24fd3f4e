//! Small documents of each format, so that inputs can be made without a folder of documents.

use super::container::{Member, pack};

const PAGE: &str = "<!DOCTYPE html><html lang=en><head><title>The weir</title><meta name=author content='Ann Lund'>\
<style>.x{display:none}</style></head><body><nav><a href=/>Home</a></nav><article><h1>The weir</h1><p>It <b>held</b><sup><a id=r1 \
href=#n1>1</a></sup> in <i>spring</i>.</p><ul><li>one<li>two<ol><li>three</ol></ul><table><caption>Rain</caption><tr><th>Year<th>mm<tr>\
<td rowspan=2>1999<td>812<tr><td>4</table><blockquote><p>“It rose,” she said.</blockquote><pre>a  b\n c</pre><ruby>漢<rt>kan</ruby>\
<figure><img src=a.png alt='The weir'><figcaption>1999</figcaption></figure><p id=n1><a href=#r1>1</a> So Lund.</p></article></body></html>";

const THREAD: &str = "<html><body><h1>Which boat?</h1><div class=post id=p1><span class=author>Ann</span> <span class=date>3 May 2021</span>\
<div class=content>Which boat is best here?</div></div><div class=post id=p2><span class=author>Ivo</span> <span class=date>4 May 2021</span>\
<blockquote>Which boat</blockquote><div class=content>The flat one, I think.</div><a href=#>Reply</a></div></body></html>";

const MARKDOWN: &str = "---\ntitle: The weir\n---\n# The weir\n\nIt *held*[^1] in **spring**, `a b`, [here](x.md \"t\") and ![there](b.png).\n\n\
> She said:\n> > “It rose.”\n\n1. one\n   - two\n   - [x] three\n\n| a | b |\n|---|--:|\n| c | `d` |\n\n```rust\nfn a() {}\n```\n\nTerm\n: meaning\n\n\
$$x^2$$\n\n[^1]: So Lund.\n";

const SRT: &str = "1\n00:00:01,000 --> 00:00:03,500\n- Who is there?\n- <i>Nobody.</i>\n\n2\n00:00:04,000 --> 00:00:06,000\n[door]\nANN: It is the wind,\n\n\
3\n00:00:06,200 --> 00:00:09,000\nand it will go on\nall night.\n";

const VTT: &str = "WEBVTT\n\nNOTE made by hand\n\n00:01.000 --> 00:04.000 align:start\n<v Ann>Who is <c.loud>there</c>?\n\nb\n00:04.000 --> 00:06.000\n<v Ivo>Who \
is there?\nNobody.<00:05.000> &amp; so on\n";

const MESSAGE: &str = "From: =?utf-8?Q?Ann_L=C3=BCnd?= <ann@example.org>\nTo: Ivo <ivo@example.org>\nSubject: Re: The weir\nDate: Mon, 3 May 2021 10:11:12 +0200\n\
MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain; \
charset=utf-8; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\nIt rose=20\nby a metre.\n\nOn Sunday, Ivo wrote:\n> Did it hold?\n>> I doubt it.\n-- \nAnn\n\n\
--c\nContent-Type: text/html\n\n<p>It <b>rose</b>.<blockquote>Did it hold?</blockquote>\n--c--\n--b\nContent-Type: message/rfc822\n\nFrom: b@example.org\nSubject: \
Inner\n\nHello.\n--b\nContent-Type: text/csv; name*=utf-8''a%20b.csv\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nYSxiCg==\n--b--\n";

const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/PageLabels<</Nums[0<</S/r>>]>>/Outlines 6 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 8 0 R>>>>>>endobj\n4 0 obj<</Length 190>>stream\n\
BT /F 10 Tf 50 300 Td (The lamp burns, and the harb-) Tj 0 -12 Td [(our is ) -200 (open) 30] TJ 1 0 0 1 250 300 Tm <5468652077656972> Tj T* (rose.) ' ET q 1 0 0 1 0 0 cm /X Do Q\
\nendstream endobj\n5 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Helvetica/FirstChar 32/Widths[278 300]/ToUnicode 9 0 R/Encoding<</Differences[65/fi]>>>>endobj\n\
6 0 obj<</First 7 0 R/Last 7 0 R/Count 1>>endobj\n7 0 obj<</Title(The lamp)/Parent 6 0 R/Dest[3 0 R/XYZ 0 300 0]>>endobj\n8 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]\
/Length 40>>stream\nBT /F 8 Tf 50 200 Td (In a form.) Tj ET\nendstream endobj\n9 0 obj<</Length 90>>stream\nbegincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 \
beginbfrange <20> <7e> <0020> endbfrange endcmap\nendstream endobj\ntrailer<</Root 1 0 R>>\n";

const WORD_PARTS: &[(&str, &str)] = &[
    ("[Content_Types].xml", "<Types/>"),
    (
        "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>",
    ),
    (
        "word/document.xml",
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>The weir</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/>\
<w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">It held </w:t></w:r><w:ins><w:r><w:t>well</w:t></w:r></w:ins><w:del><w:r><w:delText>badly\
</w:delText></w:r></w:del><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr><w:tr>\
<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
    ),
    (
        "word/styles.xml",
        "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/></w:style></w:styles>",
    ),
    (
        "word/numbering.xml",
        "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
    ),
    (
        "word/footnotes.xml",
        "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>So Lund.</w:t></w:r></w:p></w:footnote></w:footnotes>",
    ),
];

const OPEN_DOCUMENT_PARTS: &[(&str, &str)] = &[
    ("mimetype", "application/vnd.oasis.opendocument.text"),
    (
        "content.xml",
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"><office:automatic-styles><style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
</office:automatic-styles><office:body><office:text><text:h text:outline-level=\"1\">The weir</text:h><text:p>It <text:span text:style-name=\"T1\">held</text:span><text:s text:c=\"2\"/>well\
<text:note text:id=\"a\"><text:note-citation>1</text:note-citation><text:note-body><text:p>So Lund.</text:p></text:note-body></text:note></text:p><text:list><text:list-item><text:p>one</text:p>\
</text:list-item></text:list><table:table><table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>a</text:p></table:table-cell></table:table-row><table:table-row>\
<table:table-cell><text:p>b</text:p></table:table-cell><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>",
    ),
    ("styles.xml", "<office:document-styles/>"),
    (
        "meta.xml",
        "<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>The weir</dc:title></office:document-meta>",
    ),
];

const BOOK_PARTS: &[(&str, &str)] = &[
    ("mimetype", "application/epub+zip"),
    (
        "META-INF/container.xml",
        "<container><rootfiles><rootfile full-path=\"book/a.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>",
    ),
    (
        "book/a.opf",
        "<package version=\"3.0\"><metadata><dc:title>The weir</dc:title><dc:creator>Ann Lund</dc:creator></metadata><manifest><item id=\"n\" href=\"nav.xhtml\" properties=\"nav\" \
media-type=\"application/xhtml+xml\"/><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"t\" href=\"t.ncx\" media-type=\"application/x-dtbncx+xml\"/></manifest>\
<spine toc=\"t\"><itemref idref=\"a\"/></spine></package>",
    ),
    (
        "book/nav.xhtml",
        "<html><body><nav epub:type=\"toc\"><ol><li><a href=\"a.xhtml#c1\">One</a><ol><li><a href=\"a.xhtml#c2\">Two</a></li></ol></li></ol></nav><nav epub:type=\"page-list\"><ol>\
<li><a href=\"a.xhtml#p7\">vii</a></li></ol></nav></body></html>",
    ),
    (
        "book/t.ncx",
        "<ncx><navMap><navPoint id=\"a\"><navLabel><text>One</text></navLabel><content src=\"a.xhtml#c1\"/></navPoint></navMap></ncx>",
    ),
    (
        "book/a.xhtml",
        "<html><body><h1 id=\"c1\">One</h1><p>It held<a epub:type=\"noteref\" href=\"#n1\">1</a> in spr<span epub:type=\"pagebreak\" id=\"p7\" title=\"vii\"/>ing.</p><h2 id=\"c2\">Two\
</h2><p class=\"line\">A line,<br/>a line</p><aside epub:type=\"footnote\" id=\"n1\"><p>So Lund.</p></aside></body></html>",
    ),
];

/// The small documents of the format of this name.
pub fn of(format: &str) -> Vec<Vec<u8>> {
    let text = |text: &str| vec![text.as_bytes().to_vec()];
    match format {
        "html" | "html-whole" => [PAGE, THREAD].map(|page| page.as_bytes().to_vec()).into(),
        "srt" => text(SRT),
        "vtt" => text(VTT),
        "eml" => text(MESSAGE),
        "mbox" => text(&format!("From ann Mon Jan  1 00:00:00 2024\n{MESSAGE}\n").repeat(2)),
        "pdf" => text(PDF),
        "docx" => archive(WORD_PARTS),
        "odt" => archive(OPEN_DOCUMENT_PARTS),
        "epub" => archive(BOOK_PARTS),
        _ => text(MARKDOWN),
    }
}

fn archive(parts: &[(&str, &str)]) -> Vec<Vec<u8>> {
    let member =
        |(name, text): &(&str, &str)| Member { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() };
    pack(&parts.iter().map(member).collect::<Vec<_>>()).into_iter().collect()
}
