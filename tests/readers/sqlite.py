"""Python's own SQLite, DuckDB and pandas read the database, and SQL finds in it what the tables in JSON say."""

import json
import pathlib
import sqlite3
import sys

out = pathlib.Path(sys.argv[1])
checked = 0
for path in sorted((out / "sqlite").glob("*.sqlite")):
    name = path.name.removesuffix(".sqlite")
    rows = (out / "jsonl" / f"{name}.jsonl").read_text("utf-8").split("\n")
    glosses = [json.loads(row) for row in rows if row]
    database = sqlite3.connect(path)
    ask = lambda sql, *values: database.execute(sql, values).fetchall()
    assert ask("PRAGMA integrity_check") == [("ok",)], name
    assert ask("PRAGMA foreign_key_check") == [], name
    cut = "SELECT count(*) FROM documents d JOIN annotations a ON a.document = d.id JOIN spans s ON s.annotation = a.id"
    wrong = " WHERE state <> 'orphan' AND substr(text, start + 1, stop - start) <> s.exact"
    assert ask(cut + wrong) == [(0,)], name
    assert ask(cut) == [(sum(len(gloss["spans"]) for gloss in glosses),)], name
    for gloss in glosses:
        own, kind, note = ask("SELECT id, kind, note FROM annotations WHERE gloss = ?", gloss["id"])[0]
        assert (kind, note) == (gloss["tag"], gloss.get("note")), (name, gloss["id"])
        got = {}
        sql = "SELECT name, shape, value, number, flag FROM attributes WHERE annotation = ? ORDER BY name, item"
        for attribute, shape, value, number, flag in ask(sql, own):
            if shape == "list":
                got.setdefault(attribute, []).extend([] if value is None else [value])
            else:
                got[attribute] = {"text": value, "number": number, "flag": bool(flag)}[shape]
        assert got == gloss["attributes"], (name, gloss["id"], got)
        links = ask("SELECT role, target FROM links WHERE annotation = ? ORDER BY item", own)
        assert [{"as": role, "to": to} for role, to in links] == gloss.get("links", []), (name, gloss["id"])
        checked += 1
    speakers = ask("SELECT value, n FROM attribute_counts WHERE kind = 'quote' AND name = 'speaker' ORDER BY n DESC")
    said = [gloss["attributes"].get("speaker") for gloss in glosses if gloss["tag"] == "quote"]
    assert all(said.count(speaker) == n for speaker, n in speakers) and speakers, name
    try:
        import pandas

        frame = pandas.read_sql("SELECT * FROM linked", database)
        assert len(frame) == sum(len(gloss.get("links", [])) for gloss in glosses), name
    except ImportError:
        pass
    database.close()
assert checked > 0, "nothing was exported"
print(f"sqlite3 {sqlite3.sqlite_version}: {checked} glosses")
