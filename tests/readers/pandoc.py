"""Lets pandoc read the Markdown with footnotes and the reading notes, and LuaLaTeX, where it is installed, the LaTeX.

What pandoc makes of a document must be its text again, with a footnote for each gloss; in the notes each citation must
be found. LuaLaTeX must come to the end without an error.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

if not shutil.which("pandoc"):
    print("pandoc is not installed (apt-get install pandoc)")
    sys.exit(77)
out = pathlib.Path(sys.argv[1]).resolve()


def pandoc(path, *options):
    done = subprocess.run(["pandoc", *options, path], capture_output=True, text=True, check=True)
    assert not done.stderr, f"{path.name}: {done.stderr}"
    return done.stdout


def words(blocks):
    """The text of a document, without its footnotes and spaces, and how many footnotes there are."""
    text, notes = "", 0
    for block in blocks:
        content = block.get("c")
        match block["t"]:
            case "Str":
                text += content
            case "Note":
                notes += 1
            case "Para" | "Plain":
                more, count = words(content)
                text, notes = text + more, notes + count
            case "Quoted":
                more, count = words(content[1])
                before, after = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
                text, notes = text + before + more + after, notes + count
            case "Header":
                more, count = words(content[2])
                text, notes = text + more, notes + count
            case "Superscript":
                assert content[0]["c"] == ",", "only between footnotes"
            case "Space" | "SoftBreak":
                pass
            case kind:
                raise AssertionError(f"{kind} in the text, which has only a title and paragraphs")
    return text, notes


for path in sorted((out / "texts").glob("*.txt")):
    glosses = json.loads((out / "json" / f"{path.name}.json").read_text())
    document = json.loads(pandoc(out / "pandoc" / f"{path.name}.pandoc.md", "--from=markdown", "--to=json"))
    orphans = sum(gloss["state"] == "orphan" for gloss in glosses)
    assert not orphans, f"{path.name}: the texts here have all their glosses in place"
    text, notes = words(document["blocks"])
    wanted = "".join(path.read_bytes().decode("utf-8-sig").split())
    assert "".join(text.split()) == wanted, f"{path.name}: pandoc reads another text:\n{text}\n{wanted}"
    assert notes == len(glosses), f"{path.name}: {notes} footnotes of {len(glosses)}"
    cited = pandoc(out / "notes" / f"{path.name}.notes.md", "--from=markdown", "--citeproc", "--to=native")
    assert cited.count("BlockQuote") == len(glosses) and "citation-not-found" not in cited, path.name

if shutil.which("lualatex"):
    for path in sorted((out / "latex").glob("*.tex")):
        with tempfile.TemporaryDirectory() as folder:
            command = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", "-output-directory", folder, path]
            done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
            assert done.returncode == 0, f"{path.name}: {done.stdout[-800:]}"
