#!/usr/bin/env python3
"""Compare gloss with less, vim and nvim on large documents, in one run.

  benches/compare.py --measure DIR --corpus DIR [--gloss PATH]

DIR of --measure has tuibench.py (which drives a program in a pseudo-terminal); that of --corpus has prose-1m.md,
prose-100m.md and prose-1g.md, whose first line holds START-MARKER and whose last line THE-END and the word xylocarpine.
Prints a Markdown table: medians at 120×40 (and the 99th percentile in parentheses), in milliseconds.
"""
import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

READY = "START-MARKER"


def bench(measure, command, ops=(), starts=3, screen="120x40", ready=READY, quit_keys="q", settle=0, idle=0):
    call = [sys.executable, os.path.join(measure, "tuibench.py"), "--size", screen, "--ready", ready, "--starts", str(starts)]
    call += ["--quit", quit_keys, "--timeout", "90"]
    if settle or idle:
        # An idle time lets a large sidecar be loaded before the first key.
        call += ["--idle", str(max(settle, idle))]
    for op in ops:
        call += ["--op", op]
    done = subprocess.run(call + ["--"] + command, capture_output=True, text=True)
    try:
        return json.loads(done.stdout)
    except ValueError:
        sys.exit(f"{' '.join(call)} -- {command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def sidecar(document, count):
    """Writes `count` glosses spread over the document, in the sidecar's format."""
    text = open(document, encoding="utf-8").read()
    step = len(text) // (count + 1)
    digits = "0123456789abcdefghjkmnpqrstvwxyz"
    quote = lambda s: json.dumps(s, ensure_ascii=False)
    out = ['format = "gloss/1"\n\n[source]\n', f"file = {quote(os.path.basename(document))}\n"]
    out.append(f'sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"\nlength = {len(text)}\n')
    for i in range(count):
        start = i * step
        end = start + max(2, min(40, step))
        name = "".join(digits[i >> s & 31] for s in range(45, -5, -5))
        span = f"start = {start}, end = {end}, exact = {quote(text[start:end])}, "
        span += f"prefix = {quote(text[max(0, start - 32):start])}, suffix = {quote(text[end:end + 32])}"
        out.append(f'\n[[annotation]]\nid = "{name}"\ntag = "claim"\nspans = [\n  {{ {span} }},\n]\n')
    with open(document + ".gloss.toml", "w", encoding="utf-8") as file:
        file.write("".join(out))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--gloss", default="target/release/gloss")
    args = parser.parse_args()
    work = tempfile.mkdtemp(prefix="gloss-bench-")
    os.environ["XDG_CONFIG_HOME"] = work + "/config"
    docs = {size: os.path.join(work, f"prose-{size}.md") for size in ("1m", "100m", "1g")}
    for size, doc in docs.items():
        os.link(os.path.join(args.corpus, f"prose-{size}.md"), doc)
    vim = "<Esc>:q!<CR>"
    tools = {
        "less": (["less"], "q", "G", "g"),
        "vim": (["vim", "-u", "NONE", "-N", "-i", "NONE"], vim, "G", "gg"),
        "nvim": (["nvim", "-u", "NONE", "-n", "-i", "NONE"], vim, "G", "gg"),
        "gloss": ([os.path.abspath(args.gloss)], "q", "G", "g"),
    }
    rows = {}

    def put(row, tool, median, p99=None):
        rows.setdefault(row, {})[tool] = (median, p99)

    def measure(tool, size, doc, ops, starts, **more):
        command, leave, _, _ = tools[tool]
        # No reading position is remembered from one measurement to the next.
        os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(dir=work)
        result = bench(args.measure, command + [doc], ops, starts, quit_keys=leave, **more)
        for name, op in result["ops"].items():
            if op.get("mode") == "flood":
                put(f"{name}, {size}, µs a key", tool, op["us_per_key"])
            elif op["latency_ms"]:
                put(f"{name}, {size}", tool, op["latency_ms"]["median"], op["latency_ms"]["p99"])
        return result

    for tool, (_, _, end, start) in tools.items():
        for size, doc in docs.items():
            search = f"search '/xylocarpine<CR>' n=3 reset='{start}' expect=THE-END timeout=60"
            jump = f"end '{end}' n=5 reset='{start}' expect=THE-END timeout=60"
            ops = {
                "1m": ["step 'j' n=200 warm=5", "row '<C-e>' n=200 warm=5", "flood 'j' n=300 mode=flood"],
                "100m": [search],
                "1g": [jump, f"back '{start}' n=1 expect={READY} timeout=60", search],
            }[size]
            result = measure(tool, size, doc, ops, 5 if size != "1g" else 3)
            paint = result["startup"]["first_paint_ms"]
            put(f"start to first useful paint, {size}", tool, paint["median"], paint["max"])
            put(f"anonymous memory, {size}, MB", tool, result["mem_end_kb"]["RssAnon"] / 1024)
    sidecar(docs["100m"], 100_000)
    result = measure("gloss", "100m with 100,000 glosses", docs["100m"], ["step 'j' n=200 warm=5", "tag 'c' n=5"], 1, settle=3)
    put("anonymous memory, 100m with 100,000 glosses, MB", "gloss", result["mem_end_kb"]["RssAnon"] / 1024)
    os.remove(docs["100m"] + ".gloss.toml")
    measure("gloss", "100m", docs["100m"], ["step 'j' n=200 warm=5"], 1, settle=1)
    measure("gloss", "1m, 300×80", docs["1m"], ["step 'j' n=200 warm=5"], 1, screen="300x80")
    result = measure("gloss", "1m", docs["1m"], [], 1, idle=3)
    put("idle for 3 s, 1m, % of a core", "gloss", result["idle"]["cpu_pct"])
    shutil.rmtree(work)
    print("| median (99th percentile), ms | " + " | ".join(tools) + " |\n|---" + "|---" * len(tools) + "|")
    for row, values in rows.items():
        cell = lambda v: "" if v is None else f"{v[0]:.2f}" + (f" ({v[1]:.2f})" if v[1] is not None else "")
        print(f"| {row} | " + " | ".join(cell(values.get(tool)) for tool in tools) + " |")


if __name__ == "__main__":
    main()
