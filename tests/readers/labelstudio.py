"""Holds tasks against their labelling configuration with Label Studio's SDK, and their regions against the text."""

import json
import sys
from pathlib import Path

try:
    from label_studio_sdk.label_interface import LabelInterface
except ImportError:
    print("label-studio-sdk is not installed (pip install label-studio-sdk)")
    sys.exit(77)

out, failures, count = Path(sys.argv[1]), [], 0
interface = LabelInterface((out / "labelstudio/labelstudio.xml").read_text(encoding="utf-8"))
interface.validate()
files = sorted((out / "labelstudio").glob("*.json"))
for path in files:
    glosses = json.loads((out / "json" / path.name).read_text(encoding="utf-8"))
    wanted = sorted(
        (span["start"], span["end"], gloss["tag"])
        for gloss in glosses if gloss["state"] != "orphan" for span in gloss["spans"]
    )
    for task in json.loads(path.read_text(encoding="utf-8")):
        text, found = task["data"]["text"], []
        results = [result for annotation in task["annotations"] for result in annotation["result"]]
        for annotation in task["annotations"]:
            # What holds for a prediction's result holds for an annotation's.
            said = interface.validate_prediction(annotation, return_errors=True)
            failures.extend(f"{path.name}: {what}" for what in said)
        for region in results:
            value = region.get("value", {})
            if region["type"] == "labels":
                found.append((value["start"], value["end"], *value["labels"]))
                if text[value["start"] : value["end"]] != value["text"]:
                    failures.append(f"{path.name}: {value}")
        if sorted(found) != wanted:
            failures.append(f"{path.name}: {set(found) ^ set(wanted)}")
        count += len(found)
if failures or not files:
    print("\n".join(failures) or "labelstudio: no files")
    sys.exit(1)
print(f"labelstudio: {count} regions in {len(files)} files")
