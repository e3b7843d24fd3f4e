#!/usr/bin/env python3
"""Compare the score of suggestions with how often they are right, by tenths. Standard library only.

    gloss suggest --jsonl --min-score 0 --tag KIND < TEXTS > SUGGESTED
    tools/reliability.py quotes|claims|target|tone GOLD SUGGESTED

TEXTS are objects with an `id` and a `text`, one a line, GOLD has a line for each of them with what people say of it. Spans
are pairs of code points, half-open. A row of the table is a tenth of the scores: how many suggestions there are, what their
scores say on average, and how many of them are right.

quotes: `attr`, a list of attributions with the spans `con` (content), `src` (source) and `cue`. A quotation is right if half
of it or more is attributed, and to that speaker; one without a speaker, if it is attributed. A report is right if what it
shares with an attribution is four fifths of both together.

claims: `y`, 1 or true if the sentence is worth checking. The sentence is the whole text; without an `id` lines count from 0.

target: `y`, -1, 0 or 1, the tone of the sentence `s` toward the target from code point `a` to before `b`. A suggestion of
sentiment with a word of that target is right if its tone is that one.

tone: one array of arrays, each an id and the mean of people's ratings of the text, from -4 to 4. A suggestion of sentiment is
right if the mean is half a point or more on its side.

A table of texts that the models were learnt from shows far more right than there are: of the editorials, `vader_nyt.json`, and
of the training part of NewsMTSC, `train-sentiment` prints tables with models that have not seen the texts.
"""

import collections
import json
import sys

TONES = {"positive": 1, "neutral": 0, "negative": -1}


def rows(path):
    """The objects of a file, one a line, or those of its only array."""
    with open(path, encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines if line.strip()]
    return found[0] if found and isinstance(found[0], list) else found


def letters(text, spans):
    """The places of the letters and digits of `spans`: marks and spaces at their ends tell nothing."""
    return {i for start, end in spans or [] for i in range(start, end) if text[i].isalnum()}


def quotes(gold, suggested):
    """Yields the table, the score and whether it is right, for each quotation and report."""
    text = gold["text"]
    known = [(letters(text, one["con"]), letters(text, one.get("src"))) for one in gold["attr"]]
    for one in suggested:
        words, speaker = letters(text, one["spans"]), letters(text, one["speaker_spans"])
        if one["tag"] == "quote":
            said = [source for content, source in known if 2 * len(words & content) >= len(words)]
            right = any(source & speaker for source in said) if speaker else bool(said)
            yield "quotations with a speaker" if speaker else "quotations without one", one["score"], right
        elif one["tag"] == "report":
            right = any(len(words & content) >= 0.8 * len(words | content) for content, _ in known)
            yield "reports", one["score"], right


def claims(gold, suggested):
    for one in suggested:
        if one["tag"] == "claim":
            yield "claims", one["score"], gold["y"] in (1, True, "Yes", "CFS")


def target(gold, suggested):
    for one in suggested:
        named = one["attributes"].get("target", "").split()
        if one["tag"] == "sentiment" and set(named) & set(gold["s"][gold["a"]:gold["b"]].split()):
            yield "tone toward a target", one["score"], TONES.get(one["attributes"].get("polarity")) == gold["y"]


def tone(gold, suggested):
    for one in suggested:
        if one["tag"] == "sentiment":
            yield "tone", one["score"], TONES.get(one["attributes"].get("polarity"), 0) * gold[1] >= 0.5


def main():
    kinds = {"quotes": quotes, "claims": claims, "target": target, "tone": tone}
    if len(sys.argv) != 4 or sys.argv[1] not in kinds:
        sys.exit(__doc__)
    told = {str(line["id"]): line.get("suggestions", []) for line in rows(sys.argv[3])}
    tables = collections.defaultdict(lambda: collections.defaultdict(list))
    for number, line in enumerate(rows(sys.argv[2])):
        key = line[0] if isinstance(line, list) else line.get("id", number)
        for name, score, right in kinds[sys.argv[1]](line, told.get(str(key), [])):
            tables[name][min(9, int(10 * score + 1e-6))].append((score, right))
    for name, tenths in tables.items():
        print(f"{name}\n\n| score | suggestions | said | right |\n|---|--:|--:|--:|")
        for tenth in sorted(tenths):
            scores, rights = zip(*tenths[tenth])
            count = len(scores)
            print(f"| 0.{tenth} | {count} | {sum(scores) / count:.2f} | {sum(rights) / count:.2f} |")
        print()


if __name__ == "__main__":
    main()
