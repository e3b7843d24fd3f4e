"""Counts along as Python counts: what stands between the offsets of doccano's, Prodigy's and PubAnnotation's files, and in
the columns of CoNLL's, is what was glossed."""

import json
import sys
from collections import Counter
from pathlib import Path

out, failures, counts = Path(sys.argv[1]), [], Counter()


def glosses(path):
    """The glosses of the document that a file is of, as `--to json` has them; only those that have a place."""
    all_of_it = json.loads((out / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
    return [gloss for gloss in all_of_it if gloss["state"] != "orphan"]


def check(path, what, found, wanted):
    counts[path.parent.name] += sum(found.values())
    if found != wanted:
        failures.append(f"{path.parent.name}/{path.name}: {what}: {found - wanted} for {wanted - found}")


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def spans(path, trimmed=False):
    exact = lambda span: span["exact"].strip() if trimmed else span["exact"]
    return Counter((gloss["tag"], exact(span)) for gloss in glosses(path) for span in gloss["spans"])


def links(path):
    tags = {gloss["id"]: gloss["tag"] for gloss in glosses(path)}
    return Counter(
        (tags[gloss["id"]], link["as"], tags[link["to"]])
        for gloss in glosses(path) for link in gloss.get("links", []) if link["to"] in tags
    )


for path in sorted((out / "doccano").glob("*.jsonl")):
    for task in lines(path):
        text, labels = task["text"], {entity["id"]: entity["label"] for entity in task["entities"]}
        words = lambda entity: text[entity["start_offset"] : entity["end_offset"]]
        check(path, "spans", Counter((e["label"], words(e)) for e in task["entities"]), spans(path))
        linked = Counter((labels[r["from_id"]], r["type"], labels[r["to_id"]]) for r in task["relations"])
        check(path, "links", linked, links(path))

for path in sorted((out / "prodigy").glob("*.jsonl")):
    for task in lines(path):
        text, tokens = task["text"], task["tokens"]
        if "".join(token["text"] + " " * token["ws"] for token in tokens) != text:
            failures.append(f"{path.name}: the tokens are not the text")
        for token in tokens:
            if text[token["start"] : token["end"]] != token["text"]:
                failures.append(f"{path.name}: {token}")
        for span in task["spans"]:
            first, last = tokens[span["token_start"]], tokens[span["token_end"]]
            if (first["start"], last["end"]) != (span["start"], span["end"]):
                failures.append(f"{path.name}: {span} is not from {first} to {last}")
        found = Counter((span["label"], text[span["start"] : span["end"]]) for span in task["spans"])
        check(path, "spans", found, spans(path, trimmed=True))
        linked = Counter((r["head_span"]["label"], r["label"], r["child_span"]["label"]) for r in task["relations"])
        check(path, "links", linked, links(path))

for path in sorted((out / "pubannotation").glob("*.json")):
    document = json.loads(path.read_text(encoding="utf-8"))
    text, tags = document["text"], {d["id"]: d["obj"] for d in document["denotations"]}
    parts = [
        (denotation["obj"], text[span["begin"] : span["end"]])
        for denotation in document["denotations"]
        for span in (denotation["span"] if isinstance(denotation["span"], list) else [denotation["span"]])
    ]
    check(path, "spans", Counter(parts), spans(path))
    linked = Counter((tags[r["subj"]], r["pred"], tags[r["obj"]]) for r in document["relations"])
    check(path, "links", linked, links(path))
    if not all(attribute["subj"] in tags for attribute in document["attributes"]):
        failures.append(f"{path.name}: an attribute of nothing")

for path in sorted((out / "conll").glob("*.conll")):
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    begun = Counter(tag[2:] for row in rows for tag in row[1:] if tag.startswith("B-"))
    check(path, "spans", begun, Counter(g["tag"] for g in glosses(path) for _ in g["spans"]))
    columns = list(zip(*(row[1:] for row in rows)))
    for column in columns:
        for before, tag in zip(("O", *column), column):
            if tag.startswith("I-") and before not in (tag, f"B-{tag[2:]}"):
                failures.append(f"{path.name}: {tag} after {before}")

for name in ["doccano", "prodigy", "pubannotation", "conll"]:
    if not counts[name]:
        failures.append(f"{name}: no spans")
print("\n".join(failures) or f"offsets: {dict(counts)}")
sys.exit(bool(failures))
