"""pyarrow, pandas and DuckDB read the Parquet files, with the types and values that the tables in JSON have."""

import datetime
import json
import pathlib
import sys

try:
    import duckdb
    import pyarrow.parquet
except ImportError as error:
    print(f"{error.name} is not installed (pip install {error.name})")
    sys.exit(77)

out = pathlib.Path(sys.argv[1])
spans = 0
for path in sorted((out / "parquet").glob("*.parquet")):
    name = path.name.removesuffix(".parquet")
    rows = (out / "jsonl" / f"{name}.jsonl").read_text("utf-8").split("\n")
    glosses = [json.loads(row) for row in rows if row]
    table = pyarrow.parquet.read_table(path)
    table.validate(full=True)
    found = table.to_pylist()
    expected = [(gloss, part, span) for gloss in glosses for part, span in enumerate(gloss["spans"], 1)]
    assert len(found) == len(expected), name
    for row, (gloss, part, span) in zip(found, expected):
        place = (row["id"], row["tag"], row["part"], row["start"], row["end"], row["exact"])
        assert place == (gloss["id"], gloss["tag"], part, span["start"], span["end"], span["exact"]), (name, place)
        for attribute, value in gloss["attributes"].items():
            assert row[attribute] == value, (name, attribute, row[attribute], value)
        said = {column for column in row if row[column] is not None}
        assert gloss["attributes"].keys() <= said, name
        created = gloss.get("created") and datetime.datetime.fromisoformat(gloss["created"].replace("Z", "+00:00"))
        assert (row["note"], row["created"]) == (gloss.get("note"), created), name
        assert row["links"] == [f"{link['as']} {link['to']}" for link in gloss.get("links", [])], name
    count = duckdb.sql(f"SELECT tag, count(DISTINCT id) FROM '{path}' GROUP BY tag").fetchall()
    tags = [gloss["tag"] for gloss in glosses]
    assert dict(count) == {tag: tags.count(tag) for tag in tags}, (name, count)
    linked = duckdb.sql(f"SELECT sum(len(links)) FROM (SELECT DISTINCT id, links FROM '{path}')").fetchall()[0][0]
    assert linked == sum(len(gloss.get("links", [])) for gloss in glosses), name
    try:
        frame = table.to_pandas()
        assert len(frame) == len(expected), name
    except ImportError:
        pass
    spans += len(expected)
assert spans > 0, "nothing was exported"
print(f"DuckDB {duckdb.__version__}, pyarrow {pyarrow.__version__}: {spans} spans")
