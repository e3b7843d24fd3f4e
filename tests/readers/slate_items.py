"""Reads `.annotations` with slate's own classes, and the spans of characters that they say."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

try:
    from slate.data import Document, read_annotation_file
except ImportError:
    print("slate is not installed (pip install slate-nlp)")
    sys.exit(77)

out, failures, count = Path(sys.argv[1]), [], 0
config = SimpleNamespace(annotation="character", annotation_type="categorical")
files = sorted((out / "slate").glob("*.annotations"))
for path in files:
    doc = Document(str(path.with_suffix("")))
    items = read_annotation_file(config, str(path), doc)

    def words(span):
        """Its tokens, the first and the last one cut."""
        tokens = [
            (line, token) for line, row in enumerate(doc.tokens) for token in range(len(row))
            if span.start[:2] <= (line, token) <= span.end[:2]
        ]
        texts = [doc.tokens[line][token] for line, token in tokens]
        texts[-1] = texts[-1][: span.end[2] + 1]
        texts[0] = texts[0][span.start[2] :]
        return "".join(texts)

    found = sorted(("".join(map(words, item.spans)), *item.labels) for item in items)
    glosses = json.loads((out / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
    wanted = sorted(
        ("".join("".join(span["exact"].split()) for span in gloss["spans"]), gloss["tag"])
        for gloss in glosses if gloss["state"] != "orphan"
    )
    if found != wanted:
        failures.append(f"{path.name}: {set(found) ^ set(wanted)}")
    count += len(found)
if failures or not files:
    print("\n".join(failures) or "slate: no files")
    sys.exit(1)
print(f"slate: {count} items in {len(files)} files")
