"""Makes spaCy's documents of what is written for them, and compares their spans with the glosses."""

import json
import sys
from pathlib import Path

try:
    import spacy
    from spacy.tokens import Doc
except ImportError:
    print("spaCy is not installed (pip install spacy)")
    sys.exit(77)

out, failures, count = Path(sys.argv[1]), [], 0
nlp = spacy.blank("en")
files = sorted((out / "spacy").glob("*.jsonl"))
for path in files:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        data = json.loads(line)
        doc = Doc(nlp.vocab).from_json(data, validate=True)
        if doc.text != data["text"]:
            failures.append(f"{path.name}: another text")
        glosses = json.loads((out / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        wanted = sorted(
            (span["exact"].strip(), gloss["tag"], gloss["id"])
            for gloss in glosses if gloss["state"] != "orphan" for span in gloss["spans"]
        )
        found = sorted((span.text, span.label_, span.kb_id_) for span in doc.spans["gloss"])
        if found != wanted:
            failures.append(f"{path.name}: {set(found) ^ set(wanted)}")
        again = sorted((span["start"], span["end"]) for span in doc.to_json()["spans"]["gloss"])
        if again != sorted((span["start"], span["end"]) for span in data["spans"]["gloss"]):
            failures.append(f"{path.name}: spaCy writes other spans than it read")
        count += len(found)
if failures or not files:
    print("\n".join(failures) or "spacy: no files")
    sys.exit(1)
print(f"spacy: {count} spans in {len(files)} files, spaCy {spacy.__version__}")
