#!/usr/bin/env python3
"""Make a folder of documents with sidecars, the same one each time, to list and to browse.

  benches/corpus.py FOLDER [DOCUMENTS [GLOSSES]]

10,000 documents of 5 KB with 20 glosses each, unless said otherwise, a hundred to a folder.
"""
import hashlib
import os
import random
import sys

SPEAKERS = ["Mara Voss", "Ilse Brandt", "Tomas Ederling", "Dana Holt", "Petr Novák", "Aiko Tanabe"]
SUBJECTS = ["The harbour board", "A second ferry", "The night train", "Our budget", "The old mill", "Each district"]
VERBS = ["will open", "has lost", "cannot pay for", "asked about", "never saw", "agreed on"]
OBJECTS = ["nine new berths", "a café on the pier", "half of its crews", "the river gauge", "the winter fares"]
LENGTH = 5000
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"

chance = random.Random(7)


def sentence():
    return f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)}"


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def document(quotations):
    """A text, and its quotations as (start, end, speaker), in code points."""
    text, places = "", []
    while len(text) < LENGTH or len(places) < quotations:
        said, speaker = f"“{sentence()}, and {chance.choice(OBJECTS)} too,”", chance.choice(SPEAKERS)
        places.append((len(text), len(text) + len(said), speaker))
        text += f"{said} {speaker} said. {sentence()} on a Monday. {sentence()} again."
        text += "\n\n" if chance.random() < 0.4 else " "
    return text, places


def attributes(kind, speaker):
    if kind == "quote":
        return f'speaker = "{speaker}", cue = "said"'
    if kind == "claim":
        return f'source = "{speaker}", certainty = "stated"'
    return 'polarity = "negative"'


def annotation(text, start, end, speaker):
    kind = chance.choice(["quote", "quote", "claim", "sentiment"])
    exact, prefix, suffix = text[start:end], text[max(0, start - 32):start], text[end:end + 32]
    span = f"start = {start}, end = {end}, exact = {quoted(exact)}, prefix = {quoted(prefix)}, suffix = {quoted(suffix)}"
    return "\n".join([
        "",
        "[[annotation]]",
        f'id = "{"".join(chance.choices(ALPHABET, k=10))}"',
        f'tag = "{kind}"',
        f"attributes = {{ {attributes(kind, speaker)} }}",
        f"spans = [\n  {{ {span} }},\n]",
        f"created = 2026-{chance.randint(1, 11):02}-{chance.randint(1, 28):02}T12:00:00Z",
        "",
    ])


def main(folder, documents=10_000, glosses=20):
    for number in range(documents):
        below = os.path.join(folder, f"{number // 100:03}")
        os.makedirs(below, exist_ok=True)
        text, places = document(glosses)
        path, digest = os.path.join(below, f"talk-{number:05}.txt"), hashlib.sha256(text.encode()).hexdigest()
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        with open(path + ".gloss.toml", "w", encoding="utf-8", newline="") as out:
            out.write(f'format = "gloss/1"\n\n[source]\nfile = "{os.path.basename(path)}"\n')
            out.write(f'sha256 = "{digest}"\nlength = {len(text)}\n')
            out.writelines(annotation(text, *place) for place in sorted(chance.sample(places, glosses)))


main(sys.argv[1], *map(int, sys.argv[2:]))
