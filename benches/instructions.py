#!/usr/bin/env python3
"""Count what gloss costs in machine instructions, whatever else the machine is doing.

  benches/instructions.py [--gloss PATH] [--runs N] [--max-growth PERCENT] [--record]

Counts, under valgrind's callgrind, instructions in user space of all threads for: a key that steps, a key that scrolls by a row, a
key of a flood, a start, the opening of 100,000 glosses, and suggestions for 1 MB. The inputs are made here, the same each time.
The table is compared with benches/instructions.toml, which has counts for each compiler, processor and valgrind; a growth by more
than --max-growth (20%) of any count ends with 1. Where no counts are kept for these three, the new ones are written down; --record
writes them down in any case. Of several --runs the medians count, and the spread is printed.

Needs Python 3.11, valgrind 3.19 and a release build.
"""
import argparse
import ctypes
import fcntl
import glob
import hashlib
import json
import os
import platform
import pty
import random
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
import tomllib

HERE = os.path.dirname(os.path.abspath(__file__))
KEPT = os.path.join(HERE, "instructions.toml")

COLUMNS, ROWS = 120, 40
PROSE_BYTES = 1_000_000
ARTICLE_BYTES = 10_000
GLOSSES = 100_000
KEYS = 20
FLOOD_KEYS = 300
FLOODS = 3
# A program that has used no processor time for so long has settled.
QUIET_SECONDS = 0.4
MAX_WAIT_SECONDS = 240

NO_ADDRESS_RANDOMIZATION = 0x0040000

CTRL_E = b"\x05"

COUNTS = {
    "step": "a step (`j`)",
    "row": "a row (`ctrl-e`)",
    "flood": f"a key of a flood of {FLOOD_KEYS}",
    "start-article": "a start, article of 10 KB with suggestions",
    "start-1mb": "a start, 1 MB without suggestions",
    "start-100000": "the same with 100,000 glosses",
    "open-100000": "opening 100,000 glosses, `gloss list --count`",
    "suggest-1mb": "suggesting for 1 MB",
}

NAMES = "Mara Voss,Ilse Brandt,Tomas Ederling,Dana Holt,Petr Novák,Aiko Tanabe,Jonas Reed,Clara Whitmore".split(",")
ROLES = "mayor,harbour master,teacher,engineer,ferry captain,baker,surveyor,nurse".split(",")
PLACES = "Brennfurt,Ostmark,the old harbour,the northern district,Varnland,the market square".split(",")
SUBJECTS = "the council,a second ferry,the night train,our budget,the old mill,each district,the river gauge,the bridge".split(",")
VERBS = "will open,has lost,cannot pay for,asked about,never saw,agreed on,rebuilt,put off".split(",")
OBJECTS = "nine new berths,a café on the pier,half of its crews,the winter fares,a school,two of the piers".split(",")
ADVERBS = "last spring,before the storm,without much debate,on Thursday,after a long night,as planned".split(",")
PRAISE = "a wonderful result,a great success,a terrible mistake,an awful delay,good news,a bad sign".split(",")


def sentence(chance):
    """A sentence of prose: a report, a figure, a judgement or a quotation."""
    pick = chance.choice
    plain = f"{pick(SUBJECTS)} {pick(VERBS)} {pick(OBJECTS)} {pick(ADVERBS)}"
    shape = chance.random()
    if shape < 0.35:
        return plain[0].upper() + plain[1:] + "."
    if shape < 0.5:
        return f"In {pick(PLACES)} {chance.randint(2, 98)} percent of {chance.randint(2, 90) * 100} households {pick(VERBS)} {pick(OBJECTS)}."
    if shape < 0.6:
        return f"It was {pick(PRAISE)} for {pick(PLACES)}, and {plain}."
    if shape < 0.7:
        return f"{pick(NAMES)}, the {pick(ROLES)}, said that {plain}."
    opening = plain[0].upper() + plain[1:]
    if shape < 0.85:
        return f"“{opening},” {pick(NAMES)} said. “We {pick(VERBS)} {pick(OBJECTS)} {pick(ADVERBS)}.”"
    return f"The {pick(ROLES)} told {pick(NAMES)}: “{opening}. That is {pick(PRAISE)}.”"


def prose(size):
    """So many bytes of prose or a little more, in paragraphs with headings between them."""
    chance, parts, length = random.Random(11), [], 0
    while length < size:
        if len(parts) % 20 == 0:
            parts.append(f"{chance.choice(PLACES).title()}, part {len(parts) // 20 + 1}")
        else:
            parts.append(" ".join(sentence(chance) for _ in range(chance.randint(2, 9))))
        length += len(parts[-1].encode()) + 2
    return "\n\n".join(parts) + "\n"


def sidecar(name, text, count):
    """So many glosses, spread evenly over the text, as gloss writes them."""
    quoted = lambda words: json.dumps(words, ensure_ascii=False)
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    parts = [f'format = "gloss/1"\n\n[source]\nfile = {quoted(name)}\n']
    parts.append(f'sha256 = "{hashlib.sha256(text.encode()).hexdigest()}"\nlength = {len(text)}\n')
    for i in range(count):
        start = i * (len(text) - 40) // count
        end = start + 8 + i % 32
        spell = "".join(alphabet[i >> shift & 31] for shift in range(45, -5, -5))
        exact, prefix, suffix = text[start:end], text[max(0, start - 32):start], text[end:end + 32]
        parts.append(f'\n[[annotation]]\nid = "{spell}"\ntag = "{["quote", "claim", "sentiment"][i % 3]}"\n')
        parts.append(f"spans = [\n  {{ start = {start}, end = {end}, exact = {quoted(exact)}, ")
        parts.append(f"prefix = {quoted(prefix)}, suffix = {quoted(suffix)} }},\n]\n")
        parts.append("created = 2026-11-02T12:00:00Z\n")
    return "".join(parts)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(text)


def without_address_randomization():
    ctypes.CDLL(None).personality(NO_ADDRESS_RANDOMIZATION)


class Valgrind:
    """Runs of one program, each with a home folder and a configuration of its own and nothing else in its environment."""

    def __init__(self, program, work):
        self.program, self.work, self.number = program, work, 0

    def prepare(self, counting, config=""):
        """The command and the environment of the next run, and the folder where its counts will be."""
        self.number += 1
        home = os.path.join(self.work, f"run-{self.number:02}")
        write(os.path.join(home, "config", "gloss", "config.toml"), config)
        environment = {
            "HOME": home, "XDG_CONFIG_HOME": f"{home}/config", "XDG_STATE_HOME": f"{home}/state", "TERM": "xterm-256color",
            "COLORTERM": "truecolor", "LANG": "C.UTF-8", "TZ": "UTC", "PATH": os.environ["PATH"],
        }
        call = ["valgrind", "-q", "--tool=callgrind", f"--instr-atstart={'yes' if counting else 'no'}"]
        return call + [f"--callgrind-out-file={home}/counts.%p", self.program], environment, home

    def command(self, arguments, stdin=None):
        """Instructions of a whole run without a terminal."""
        call, environment, home = self.prepare(True)
        with open(stdin or os.devnull, "rb") as source, open(f"{home}/out", "wb") as out:
            subprocess.run(call + arguments, stdin=source, stdout=out, env=environment, check=True, cwd=home,
                           preexec_fn=without_address_randomization)
        return total(home), os.path.join(home, "out")

    def screen(self, document, counting, config=""):
        return Screen(*self.prepare(counting, config), document)


def total(home):
    """The instructions in all dumps of a folder, which are taken away."""
    sums = 0
    for path in glob.glob(f"{home}/counts.*"):
        with open(path, encoding="utf-8", errors="replace") as dump:
            found = re.findall(r"^(?:summary|totals): (\d+)", dump.read(), re.MULTILINE)
        sums += int(found[-1]) if found else 0
        os.remove(path)
    return sums


class Screen:
    """The program in a pseudo-terminal."""

    def __init__(self, call, environment, home, document):
        self.home = home
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            without_address_randomization()
            os.execvpe(call[0], call + [document], environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.settle()

    def used(self):
        """Nanoseconds of processor time that all threads have used."""
        spent = 0
        for task in glob.glob(f"/proc/{self.pid}/task/*/schedstat"):
            try:
                with open(task, encoding="ascii") as file:
                    spent += int(file.read().split()[0])
            except OSError:
                pass  # The thread has just ended.
        return spent

    def settle(self, quiet=QUIET_SECONDS):
        """Takes what is written until the program uses no more time; how many bytes that were."""
        deadline, written, still_since, spent = time.monotonic() + MAX_WAIT_SECONDS, 0, time.monotonic(), self.used()
        while time.monotonic() < deadline:
            if select.select([self.terminal], [], [], 0.02)[0]:
                try:
                    written += len(os.read(self.terminal, 1 << 16))
                except OSError:
                    sys.exit("gloss has ended before it should have")
                still_since = time.monotonic()
            now = self.used()
            if now != spent:
                spent, still_since = now, time.monotonic()
            elif time.monotonic() - still_since > quiet:
                return written
        sys.exit(f"gloss has not settled within {MAX_WAIT_SECONDS} s")

    def tell(self, *order):
        subprocess.run(["vgdb", f"--pid={self.pid}", *order], check=True, capture_output=True)
        self.settle(0.1)

    def count(self, keys, at_once):
        """Instructions for keys, each with a frame of its own or all in one piece."""
        self.tell("instrumentation", "on")
        self.tell("zero")
        if at_once:
            # Stopped, so that all keys are there when the first of them is read.
            os.kill(self.pid, signal.SIGSTOP)
            os.write(self.terminal, b"".join(keys))
            os.kill(self.pid, signal.SIGCONT)
            self.settle()
        else:
            for key in keys:
                os.write(self.terminal, key)
                self.settle(0.12)
        return self.finish()

    def finish(self):
        """Instructions since the counters were last at nought."""
        self.tell("dump")
        counted = total(self.home)
        self.tell("instrumentation", "off")
        return counted

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def measure(program, work):
    """One run of everything: a name of COUNTS → instructions."""
    run, counts = Valgrind(program, work), {}
    text = prose(PROSE_BYTES)
    book, article, glossed = (os.path.join(work, name) for name in ("book.txt", "article.txt", "glossed.txt"))
    write(book, text)
    write(article, prose(ARTICLE_BYTES))
    write(glossed, text)
    write(glossed + ".gloss.toml", sidecar("glossed.txt", text, GLOSSES))
    lines = os.path.join(work, "lines.jsonl")
    chunks = [text[i:i + 5000] for i in range(0, len(text), 5000)]
    write(lines, "".join(json.dumps({"id": i, "text": chunk}, ensure_ascii=False) + "\n" for i, chunk in enumerate(chunks)))

    screen = run.screen(article, True)
    counts["start-article"] = screen.finish()
    screen.close()
    for name, document in {"start-1mb": book, "start-100000": glossed}.items():
        screen = run.screen(document, True, "suggestions = false\n")
        counts[name] = screen.finish()
        screen.close()

    screen = run.screen(book, False)
    counts["step"] = screen.count([b"j"] * KEYS, False) // KEYS
    counts["row"] = screen.count([CTRL_E] * KEYS, False) // KEYS
    floods = [screen.count([b"j"] * FLOOD_KEYS, True) // FLOOD_KEYS for _ in range(FLOODS)]
    counts["flood"] = int(statistics.median(floods))
    screen.close()

    counts["open-100000"], out = run.command(["list", "--count", glossed])
    with open(out, encoding="utf-8") as said:
        assert said.read().split()[:1] == [str(GLOSSES)], "gloss list has not counted what was made"
    counts["suggest-1mb"], out = run.command(["suggest", "--jsonl"], lines)
    with open(out, encoding="utf-8") as said:
        assert sum(1 for _ in said) == len(chunks), "gloss suggest has not answered each line"
    return counts


def first_match(pattern, text):
    found = re.search(pattern, text, re.MULTILINE)
    return found[1].strip() if found else "unknown"


def here():
    """What a count depends on beside the program: compiler, target, processor, valgrind."""
    said = lambda *call: subprocess.run(call, capture_output=True, text=True, check=True).stdout
    compiler = said("rustc", "-vV")
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            info = file.read()
    except OSError:
        info = ""
    model = [first_match(rf"^{field}\s*:(.*)$", info) for field in ("model name", "cpu family", "model")]
    return {
        "rustc": first_match(r"^release: (.*)$", compiler),
        "target": first_match(r"^host: (.*)$", compiler),
        "cpu": f"{model[0]} (family {model[1]}, model {model[2]})" if info else platform.processor(),
        "valgrind": first_match(r"valgrind-([\d.]+)", said("valgrind", "--version")),
    }


def load():
    if not os.path.exists(KEPT):
        return []
    with open(KEPT, "rb") as file:
        return tomllib.load(file)["counts"]


def save(entries):
    lines = ["# Machine instructions, counted and compared by benches/instructions.py.\n"]
    for entry in entries:
        lines.append("\n[[counts]]\n")
        lines += [f"{key} = {json.dumps(value)}\n" for key, value in entry.items()]
    write(KEPT, "".join(lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gloss", default=os.path.join(HERE, "..", "target", "release", "gloss"))
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--max-growth", type=float, default=20, metavar="PERCENT")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    missing = [tool for tool in ("valgrind", "vgdb") if not shutil.which(tool)]
    if missing:
        sys.exit(f"{missing[0]} is not installed (on Debian: apt-get install valgrind)")
    runs = []
    for _ in range(args.runs):
        with tempfile.TemporaryDirectory(prefix="gloss-instructions-") as work:
            runs.append(measure(os.path.abspath(args.gloss), work))

    key, entries = here(), load()
    kept = next((entry for entry in entries if all(entry.get(name) == value for name, value in key.items())), None)
    grown = []
    print(", ".join(f"{name} {value}" for name, value in key.items()) + "\n")
    print("| instructions | now | kept | change |" + (" spread |" if args.runs > 1 else ""))
    print("|---|--:|--:|--:|" + ("--:|" if args.runs > 1 else ""))
    now = {name: int(statistics.median(run[name] for run in runs)) for name in COUNTS}
    for name, what in COUNTS.items():
        before = kept and kept.get(name)
        change = (now[name] / before - 1) * 100 if before else None
        if change is not None and change > args.max_growth:
            grown.append(what)
        cells = [what, f"{now[name]:,}", f"{before:,}" if before else "", "" if change is None else f"{change:+.1f}%"]
        if args.runs > 1:
            spread = max(run[name] for run in runs) - min(run[name] for run in runs)
            cells.append(f"{spread / now[name] * 100:.2f}%")
        print(f"| {' | '.join(cells)} |")
    if args.record or kept is None:
        save([entry for entry in entries if entry is not kept] + [key | now])
        print(f"\nwritten down in {os.path.relpath(KEPT)}")
    elif grown:
        sys.exit(f"\ngrown by more than {args.max_growth:g}%: {'; '.join(grown)}")


if __name__ == "__main__":
    main()
