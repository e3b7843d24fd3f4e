"""dkpro-cassis loads what `cas-json` and `cas-xmi` write, without a warning, and finds the words where they are."""

import json
import pathlib
import sys
import warnings

try:
    import cassis
except ImportError:
    print("dkpro-cassis is not installed (pip install dkpro-cassis)")
    sys.exit(77)

warnings.simplefilter("error")
out = pathlib.Path(sys.argv[1])
KINDS = "webanno.custom."


def meant(name):
    """The glosses of a document that have a place, as the format with the sidecar's keys has them."""
    rows = (out / "jsonl" / f"{name}.jsonl").read_text("utf-8").split("\n")
    return {row["id"]: row for row in map(json.loads, filter(None, rows)) if row["state"] != "orphan"}


def check(cas, name):
    expected = meant(name)
    found = {}
    for annotation in cas.select_all_annotations():
        if annotation.type.name.startswith(KINDS):
            found.setdefault(annotation.id, []).append(annotation)
    assert found.keys() == expected.keys(), name
    parts = links = 0
    for id, annotations in found.items():
        gloss = expected[id]
        annotations.sort(key=lambda annotation: annotation.begin)
        words = [annotation.get_covered_text() for annotation in annotations]
        assert words == [span["exact"] for span in gloss["spans"]], (name, id, words)
        first = annotations[0]
        assert first.type.name == KINDS + gloss["tag"], (name, id)
        assert first.note == gloss.get("note"), (name, id)
        assert first.created == gloss.get("created"), (name, id)
        for attribute, value in gloss["attributes"].items():
            got = getattr(first, attribute)
            assert getattr(got, "elements", got) == value, (name, id, attribute, got)
        parts += len(annotations) - 1
        links += len(gloss.get("links", []))
    relations = [relation for relation in cas.select_all_annotations() if relation.type.name == "gloss.Link"]
    assert len(relations) == links, name
    for relation in relations:
        wanted = {"as": relation.role, "to": relation.Dependent.id}
        assert wanted in expected[relation.Governor.id]["links"], (name, wanted)
    assert sum(1 for one in cas.select_all_annotations() if one.type.name == "gloss.PartOf") == parts, name
    return len(found)


checked = 0
for path in sorted((out / "cas-json").glob("*.json")):
    with path.open("rb") as file:
        checked += check(cassis.load_cas_from_json(file), path.name.removesuffix(".json"))
with (out / "cas-xmi" / "TypeSystem.xml").open("rb") as file:
    types = cassis.load_typesystem(file)
for path in sorted((out / "cas-xmi").glob("*.xmi")):
    with path.open("rb") as file:
        checked += check(cassis.load_cas_from_xmi(file, typesystem=types), path.name.removesuffix(".xmi"))
assert checked > 0, "nothing was exported"
print(f"dkpro-cassis: {checked} glosses")
