"""REFI-QDA projects and codebooks are as the standard has them: by its schemas where `REFI_XSD` names a folder with
Project.xsd and Codebook.xsd, and in what the schemas don't say: references lead somewhere, positions are the words'."""

import json
import os
import pathlib
import sys
import zipfile

try:
    from lxml import etree
except ImportError:
    print("lxml is not installed (pip install lxml)")
    sys.exit(77)

out = pathlib.Path(sys.argv[1])
Q = "{urn:QDA-XML:project:1.0}"


def validate(root, name):
    folder = os.environ.get("REFI_XSD")
    if folder:
        schema = etree.XMLSchema(etree.parse(str(next(pathlib.Path(folder).glob(f"{name}*.xsd")))))
        schema.assertValid(root)


def project(path):
    archive = zipfile.ZipFile(path)
    assert archive.testzip() is None
    root = etree.fromstring(archive.read("project.qde"))
    validate(root, "Project")
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(guids) == len(set(guids)), "a GUID is there twice"
    for element in root.iter():
        for name in ("targetGUID", "originGUID", "creatingUser"):
            assert element.get(name) is None or element.get(name) in guids, (element.tag, element.attrib)
    codes = {code.get("guid"): code for code in root.iter(f"{Q}Code")}
    found = []
    for source in root.iter(f"{Q}TextSource"):
        text = archive.read("sources/" + source.get("plainTextPath").removeprefix("internal://")).decode("utf-8")
        for selection in source.iter(f"{Q}PlainTextSelection"):
            words = text[int(selection.get("startPosition")) : int(selection.get("endPosition"))]
            coded = [codes[ref.get("targetGUID")] for ref in selection.iter(f"{Q}CodeRef")]
            kinds = [code for code in coded if code.getparent().tag == f"{Q}Codes"]
            values = sum(1 for code in coded if code not in kinds)
            found.append((source.get("name"), kinds[0].get("name"), words, values))
    links = [link.get("name") for link in root.iter(f"{Q}Link")]
    return found, len(list(root.iter(f"{Q}Note"))), links


spans = 0
for path in sorted((out / "refi").glob("*.qdpx")):
    name = path.name.removesuffix(".qdpx")
    rows = map(json.loads, filter(None, (out / "jsonl" / f"{name}.jsonl").read_text("utf-8").split("\n")))
    glosses = [row for row in rows if row["state"] != "orphan"]
    # An empty list is coded with the code of its attribute.
    count = lambda value: max(len(value), 1) if isinstance(value, list) else 1
    expected = [
        (name, gloss["tag"], span["exact"], sum(map(count, gloss["attributes"].values())))
        for gloss in glosses
        for span in gloss["spans"]
    ]
    found, notes, links = project(path)
    assert sorted(found) == sorted(expected), (name, set(found) ^ set(expected))
    assert notes == sum(1 for gloss in glosses if "note" in gloss), name
    roles = [link["as"] for gloss in glosses for link in gloss.get("links", [])]
    parts = sum(len(gloss["spans"]) - 1 for gloss in glosses)
    assert sorted(links) == sorted(roles + ["gloss: part of"] * parts), name
    spans += len(found)
assert spans > 0, "nothing was exported"
for path in (out / "refi-codebook").glob("*.qdc"):
    book = etree.parse(str(path)).getroot()
    validate(book, "Codebook")
    names = {code.get("name") for code in book.iter("{urn:QDA-XML:codebook:1.0}Code")}
    assert {"claim", "quote", "speaker"} <= names, names
print(f"REFI-QDA: {spans} spans, {'valid' if os.environ.get('REFI_XSD') else 'not validated: REFI_XSD is not set'}")
