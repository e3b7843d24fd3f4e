"""Checks the positions of Web Annotation and Hypothesis against the texts, without any of our code.

The one counts code points, as Python does, the other UTF-16 code units, as browsers do. In each, the words that a
position leads to must be those that its quote says.
"""

import json
import pathlib
import sys

out = pathlib.Path(sys.argv[1])


def documents(format, ending):
    for path in sorted((out / format).glob("*." + ending)):
        text = out / "read" / path.name.removesuffix("." + ending)
        if text.exists():
            yield path.name, json.loads(path.read_text()), text.read_bytes().decode("utf-8-sig")


def of(selectors, kind):
    (found,) = [selector for selector in selectors if selector["type"] == kind]
    return found


def check(name, selectors, text, unit):
    quote, position = of(selectors, "TextQuoteSelector"), of(selectors, "TextPositionSelector")
    start, end = position["start"] * unit, position["end"] * unit
    words = text[start:end].decode("utf-16-le") if unit == 2 else text[start:end]
    assert words == quote["exact"], f"{name}: {words!r} is not {quote['exact']!r}"


spans = 0
for name, collection, text in documents("webannotation", "jsonld"):
    for annotation in collection["first"]["items"]:
        for target in annotation["target"]:
            check(name, target["selector"], text, 1)
            spans += 1
rows = 0
for name, search, text in documents("hypothesis", "hypothesis.json"):
    assert search["total"] == len(search["rows"]), name
    for row in search["rows"]:
        (target,) = row["target"]
        check(name, target["selector"], text.encode("utf-16-le"), 2)
        rows += 1
assert spans == rows > 100, f"{spans} spans of one, {rows} of the other"
