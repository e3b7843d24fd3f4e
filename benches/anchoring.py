#!/usr/bin/env python3
"""Compare how gloss and mrsf find passages again in revised texts, in one run.

  benches/anchoring.py TEXTS [--gloss PATH]

TEXTS is a folder of plain texts (*.txt) in English. Needs mrsf (`pip install mrsf`); without it only gloss is measured. Each
text is revised by a script that knows what becomes of every sentence: some are deleted, in some a word is replaced, new ones
come in, a paragraph moves. Sentences are recorded in the old text with both programs and looked for in the new one, with the
old text at hand (gloss: in its state folder, mrsf: in git) and without. Prints a Markdown table. The same texts give the same
figures.
"""
import argparse
import glob
import json
import os
import random
import re
import subprocess
import tempfile

try:
    from mrsf import comments as mrsf_comments
    from mrsf import reanchor as mrsf_reanchor
    from mrsf import types as mrsf_types
    from mrsf import writer as mrsf_writer
except ImportError:
    mrsf_reanchor = None

MOST_CHARACTERS = 30_000
PASSAGES = 40
NEW = ["Nothing more was heard of it that week.", "The letter lay on the table until noon.", "Several neighbours saw the light."]
WORDS = ["lantern", "quietly", "northern", "seven", "painted", "winter"]


def sentences(paragraph):
    return re.findall(r"\S.*?(?:[.?!][”’\"]?(?=\s|$)|$)", " ".join(paragraph.split()))


def revision(text, chance):
    """The old text, the new one, and the fate of each old sentence: its words now, or nothing."""
    paragraphs = [kept for kept in map(sentences, re.split(r"\n\s*\n", text)) if kept]
    old = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    fates, new = [], []
    for paragraph in paragraphs:
        kept = []
        for sentence in paragraph:
            dice, now = chance.random(), sentence
            words = sentence.split(" ")
            if dice < 0.1:
                now = None
            elif dice < 0.25 and len(words) > 4:
                words[chance.randrange(1, len(words) - 1)] = chance.choice(WORDS)
                now = " ".join(words)
            fates.append((sentence, now))
            if now:
                kept.append(now)
            if chance.random() < 0.05:
                kept.append(chance.choice(NEW))
        if kept:
            new.append(" ".join(kept))
    new.insert(chance.randrange(len(new)), new.pop(chance.randrange(len(new))))
    return old, "\n\n".join(new), fates


def passages(old, fates, chance):
    """Sentences that stand once in the old text, as many of each fate as there are, with their starts."""
    once = [(old.index(was), was, now) for was, now in fates if len(was.split()) > 3 and old.count(was) == 1]
    return sorted(chance.sample(once, min(PASSAGES, len(once))))


def run(command, folder, **environment):
    return subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False)


def gloss_places(gloss, folder, old, new, asked, with_old):
    """For each passage whether its place is marked for a person, and its words there."""
    path, state = os.path.join(folder, "a.txt"), {"XDG_STATE_HOME": os.path.join(folder, "state"), "XDG_CONFIG_HOME": folder}
    open(path, "w", encoding="utf-8").write(old)
    for start, was, _ in asked:
        done = run([gloss, "add", "a.txt", "--tag", "note", "--exact", was, "--start", str(start)], folder, **state)
        assert done.returncode == 0, done.stderr
    open(path, "w", encoding="utf-8").write(new)
    if not with_old:
        state["XDG_STATE_HOME"] += "-of-another-machine"
    found = json.loads(run([gloss, "check", "a.txt", "--json"], folder, **state).stdout)
    order = re.findall(r'^id = "(.*)"', open(path + ".gloss.toml", encoding="utf-8").read(), re.M)
    found = {place["id"]: place for place in found}
    starts = re.findall(r"start = (\d+)", open(path + ".gloss.toml", encoding="utf-8").read())
    by_start = {int(start): found[id] for id, start in zip(order, starts)}
    for start, _, _ in asked:
        place = by_start[start]
        words = [new[span["start"]:span["end"]] for span in place["spans"]]
        yield place["state"] in ("doubtful", "orphan"), words[0] if len(words) == 1 else None


def mrsf_places(folder, old, new, asked, with_old):
    """The same for mrsf. What it calls ambiguous or orphaned is marked for a person."""
    path = os.path.join(folder, "a.md")
    open(path, "w", encoding="utf-8").write(old)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    if with_old:
        run(["git", "init", "-q"], folder)
        run([*git, "add", "a.md"], folder)
        run([*git, "commit", "-qm", "old"], folder)
    document = mrsf_types.MrsfDocument(document="a.md")
    for number, (start, was, _) in enumerate(asked):
        line, column = old.count("\n", 0, start), start - (old.rfind("\n", 0, start) + 1)
        place = {"line": line + 1, "end_line": line + 1, "start_column": column, "end_column": column + len(was)}
        options = mrsf_types.AddCommentOptions(text="x", author="x", id=str(number), selected_text=was, **place)
        mrsf_comments.add_comment(document, options, folder if with_old else None)
    mrsf_writer.write_sidecar(path + ".review.yaml", document)
    open(path, "w", encoding="utf-8").write(new)
    options = mrsf_types.ReanchorOptions(cwd=folder, no_git=not with_old, dry_run=True)
    results, _, _ = mrsf_reanchor.reanchor_file(path + ".review.yaml", options)
    found = {result.comment_id: result for result in results}
    for number in range(len(asked)):
        result = found[str(number)]
        yield result.status in ("ambiguous", "orphaned"), result.anchored_text or words_of(result, new)


def words_of(result, text):
    """The words at the lines and columns of a result of mrsf, on one line."""
    if result.new_line is None or result.new_start_column is None or result.new_end_line not in (None, result.new_line):
        return None
    line = text.split("\n")[result.new_line - 1]
    return line[result.new_start_column:result.new_end_column]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts")
    parser.add_argument("--gloss", default="target/release/gloss")
    args = parser.parse_args()
    gloss = os.path.abspath(args.gloss)
    tools = [("gloss", lambda *given: gloss_places(gloss, *given))]
    tools += [("mrsf", mrsf_places)] if mrsf_reanchor else []
    print("| | deleted, attached | edited, exact | untouched, exact | untouched, doubtful or lost |\n|---|--:|--:|--:|--:|")
    for name, places in tools:
        for with_old in (True, False):
            counts = dict.fromkeys(["deleted", "attached", "edited", "exact", "untouched", "same", "doubted"], 0)
            for number, path in enumerate(sorted(glob.glob(os.path.join(args.texts, "*.txt")))):
                chance = random.Random(number)
                old, new, fates = revision(open(path, encoding="utf-8").read()[:MOST_CHARACTERS], chance)
                asked = passages(old, fates, chance)
                with tempfile.TemporaryDirectory() as folder:
                    for (_, was, now), (marked, words) in zip(asked, places(folder, old, new, asked, with_old)):
                        if now is None:
                            counts["deleted"] += 1
                            counts["attached"] += not marked
                        elif now != was:
                            counts["edited"] += 1
                            counts["exact"] += not marked and words == now
                        else:
                            counts["untouched"] += 1
                            counts["same"] += not marked and words == now
                            counts["doubted"] += marked
            share = lambda part, all: f"{counts[part]} of {counts[all]} ({100 * counts[part] / max(counts[all], 1):.1f}%)"
            cells = [share("attached", "deleted"), share("exact", "edited"), share("same", "untouched"), share("doubted", "untouched")]
            print(f"| {name}, {'with' if with_old else 'without'} the old text | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
