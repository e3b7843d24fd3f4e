#!/usr/bin/env python3
"""Make the example book annotations/interview-cartographer.epub from the plain text beside it. Standard library only.

    tools/example_epub.py

The same text makes the same bytes: the files of the archive have no dates of their own. The book has two printed pages and a note."""

import html
import pathlib
import zipfile

FOLDER = pathlib.Path(__file__).parent.parent / "annotations"
SOURCE = FOLDER / "interview-cartographer.txt"
# The paragraph at which the second page begins, and the words at which the note stands, with the note.
PAGE_PARAGRAPH = 10
NOTE_AT, NOTE = "the lagoon chart of 1979", "Sheet 12, out of print. The rock is the dot east of the second “o”."


def paragraph(text, number):
    body = html.escape(text, quote=False)
    body = body.replace(NOTE_AT, f'{NOTE_AT}<a epub:type="noteref" href="#n1" id="r1">1</a>')
    page = '<span epub:type="pagebreak" id="p32" title="32"/>' if number == PAGE_PARAGRAPH else ""
    return f"<p>{page}{body}</p>"


def main():
    title, *paragraphs = SOURCE.read_text(encoding="utf-8").strip().split("\n\n")
    text = "\n".join(paragraph(text, number) for number, text in enumerate(paragraphs))
    title = html.escape(title, quote=False)
    page = lambda body: (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>{title}</title></head>\n<body>{body}</body></html>\n"
    )
    entry = lambda name, place: f'<li><a href="{place}">{name}</a></li>'
    files = {
        "META-INF/container.xml": '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n',
        "book.opf": '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">glossator-example-cartographer</dc:identifier>'
        f"<dc:title>{title}</dc:title><dc:language>en</dc:language><dc:date>2026-11-23</dc:date>"
        '<meta property="dcterms:modified">2026-11-23T00:00:00Z</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="text"/></spine></package>\n',
        "nav.xhtml": page(
            f'<nav epub:type="toc"><ol>{entry(title, "text.xhtml")}</ol></nav>\n<nav epub:type="page-list"><ol>'
            f'{entry("31", "text.xhtml#p31")}{entry("32", "text.xhtml#p32")}</ol></nav>'
        ),
        "text.xhtml": page(
            f'<h1 id="p31">{title}</h1>\n{text}\n<aside epub:type="footnote" id="n1"><p>{html.escape(NOTE, quote=False)}</p></aside>'
        ),
    }
    with zipfile.ZipFile(FOLDER / "interview-cartographer.epub", "w") as book:
        book.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for name, content in files.items():
            book.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


main()
