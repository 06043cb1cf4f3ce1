#!/usr/bin/env python3
"""Compares what is read of files in legacy fonts with transcripts, letter by letter.

    legacy.py [--kehoach PROGRAM] [--verbose] FILE TRANSCRIPT [FILE TRANSCRIPT…]

FILE is anything that `kehoach extract --text` reads, or its output (`.txt`); TRANSCRIPT is plain text in Unicode. Both are made NFC with single
spaces; page numbers of the transcript are dropped, and columns may come in another order. Printed for each pair: the share of the transcript's characters that come out right (1 - edits / length); the share of its letters with
a mark (ă, ớ, đ, …) that come out right; both once more with case ignored, and without spaces. Needs rapidfuzz (PyPI).
"""
import argparse
import subprocess
import sys
import unicodedata
from pathlib import Path

from rapidfuzz.distance import Levenshtein


def clean(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_marked(letter):
    return letter in "đĐ" or len(unicodedata.normalize("NFD", letter)) > 1


def without_numbers(text):
    """Drops lines that are the next page number."""
    lines, page = [], 1
    for line in text.splitlines():
        if line.strip() in (str(page), str(page + 1)):
            page = int(line)
        else:
            lines.append(line)
    return "\n".join(lines)


def in_place(want, got):
    """`got` with stretches that stand elsewhere in `want` moved there: columns may be read in any order."""
    gap = " " if " " in want else ""
    for _ in range(20):
        ops = [op for op in Levenshtein.opcodes(want, got) if op.tag != "equal"]
        lost = [(want[o.src_start : o.src_end].strip(), o) for o in ops if o.src_end - o.src_start >= 6]
        for piece, op in lost:
            at = got.find(piece)
            near = abs(at - op.dest_start) < 600
            if at >= 0 and near and want.count(piece) == got.count(piece):
                rest = got[:at] + got[at + len(piece) :]
                to = op.dest_start - (len(piece) if at < op.dest_start else 0)
                moved = clean(rest[:to] + gap + piece + gap + rest[to:])
                if Levenshtein.distance(want, moved) < Levenshtein.distance(want, got):
                    got = moved
                    break
        else:
            return got
    return got


def rates(want, got):
    """Shares of characters and of marked letters that come out right, and the edits."""
    edits = [op for op in Levenshtein.opcodes(want, got) if op.tag != "equal"]
    wrong, marks = 0, 0
    for op in edits:
        wrong += max(op.src_end - op.src_start, op.dest_end - op.dest_start)
        marks += sum(is_marked(c) for c in want[op.src_start : op.src_end])
    marked = sum(map(is_marked, want))
    return 1 - wrong / max(1, len(want)), 1 - marks / max(1, marked), edits


def merged(edits):
    """Edits that nearly touch, as one."""
    out = []
    for op in edits:
        if out and op.src_start - out[-1][1] < 4:
            out[-1][1], out[-1][3] = op.src_end, op.dest_end
        else:
            out.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    return out


def read(program, path):
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8")
    run = subprocess.run([program, "extract", "--text", path], capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    return run.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kehoach", default="kehoach")
    parser.add_argument("--verbose", action="store_true", help="print every difference")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    if len(options.files) % 2:
        parser.error("every file needs its transcript")
    print(f"{'file':44} {'letters':>8} {'marks':>8}   {'no case':>8} {'marks':>8}   {'no blank':>8} {'marks':>8}")
    for file, transcript in zip(options.files[::2], options.files[1::2]):
        want = clean(without_numbers(transcript.read_text(encoding="utf-8")))
        got = clean(read(options.kehoach, file))
        forms = [lambda t: t, str.lower, lambda t: t.lower().replace(" ", "")]
        found = [rates(form(want), in_place(form(want), form(got))) for form in forms]
        print(f"{file.name:44}" + "  ".join(f" {letters:8.4f} {marks:8.4f}" for letters, marks, _ in found))
        if options.verbose:
            for a, b, c, d in merged(found[0][2]):
                print(f"    {want[max(0, a - 20) : a]}[{want[a:b]}|{got[c:d]}]{want[b : b + 12]}")


if __name__ == "__main__":
    main()
