#!/usr/bin/env python3
"""Compares what is read from scans with what is read from the same plans as digital PDFs.

    compare.py [--program target/release/kehoach] [--scans corpus/scans] [--prints corpus/pdf]

A scan PLAN.KIND.pdf has the twin PLAN.*.pdf among the prints. Printed is a row a scan:

    chars   edits (insert, delete, change) per 100 characters of the twin's text, white space as one blank
    bare    the same without marks and capitals
    marks   of 100 letters that are the same without marks, those with the right marks
    words   of 100 words of the twin, those that are found (in any order)
    items   F1 of objectives and tasks; a pair shares 85 of 100 words in order
    cells   F1 of the cells of tables, compared without white space; - where there are none
    s/page  seconds a page, all included
"""
import argparse
import collections
import difflib
import json
import pathlib
import re
import subprocess
import time
import unicodedata


def run(program, *arguments):
    result = subprocess.run([program, "extract", *arguments], capture_output=True, text=True)
    if not result.stdout:
        raise SystemExit(result.stderr)
    return result.stdout


def plain(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def bare(text):
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def edits(want, got):
    """Edit distance, a band at a time: lines first, so that long texts stay quick."""
    total = 0
    matcher = difflib.SequenceMatcher(None, want.split(" "), got.split(" "), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            total += distance(" ".join(want.split(" ")[a:b]), " ".join(got.split(" ")[c:d]))
    return total


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def marks(want, got):
    """Right and all letters at which both texts agree but for marks."""
    a, b = want.lower(), got.lower()
    right = total = 0
    matcher = difflib.SequenceMatcher(None, bare(a).split(" "), bare(b).split(" "), autojunk=False)
    a, b = a.split(" "), b.split(" ")
    for i, j, size in matcher.get_matching_blocks():
        for x, y in zip(a[i:i + size], b[j:j + size]):
            for p, q in zip(x, y):
                if p.isalpha():
                    total += 1
                    right += p == q
    return right, total


def f1(found, want, got):
    return 2 * found / (want + got) if want + got else 1.0


def items(want, got):
    def texts(record):
        return [re.findall(r"\w+", i["text"].lower()) for i in record["objectives"] + record["tasks"]]
    a, b = texts(want), texts(got)
    left, found = list(b), 0
    for text in a:
        scored = [(difflib.SequenceMatcher(None, text, other, autojunk=False).ratio(), n) for n, other in enumerate(left)]
        best = max(scored, default=(0, 0))
        if best[0] >= 0.85:
            left.pop(best[1])
            found += 1
    return f1(found, len(a), len(b))


def cells(want, got):
    def texts(record):
        rows = [row for table in record["tables"] for row in table["header"] + table["rows"]]
        strings = [re.sub(r"\s", "", cell["text"]).lower() for row in rows for cell in row["cells"]]
        return collections.Counter(text for text in strings if text)
    a, b = texts(want), texts(got)
    if not a:
        return None
    return f1(sum((a & b).values()), sum(a.values()), sum(b.values()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="target/release/kehoach")
    parser.add_argument("--scans", default="corpus/scans")
    parser.add_argument("--prints", default="corpus/pdf")
    arguments = parser.parse_args()
    print("| scan | chars | bare | marks | words | items | cells | s/page |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for scan in sorted(pathlib.Path(arguments.scans).glob("*.pdf")):
        plan = scan.name.split(".")[0]
        twin = sorted(pathlib.Path(arguments.prints).glob(f"{plan}.*.pdf"))[0]
        start = time.monotonic()
        got = json.loads(run(arguments.program, str(scan)))
        seconds = (time.monotonic() - start) / got["source"]["pages"]
        want = json.loads(run(arguments.program, str(twin)))
        a, b = (plain(run(arguments.program, "--text", str(path))) for path in (twin, scan))
        words = [collections.Counter(re.findall(r"\w+", text.lower())) for text in (a, b)]
        right, total = marks(a, b)
        cell = cells(want, got)
        print(f"| {scan.name} | {100 * edits(a, b) / len(a):.2f} | {100 * edits(bare(a), bare(b)) / len(a):.2f} "
              f"| {100 * right / total:.2f} | {100 * sum((words[0] & words[1]).values()) / sum(words[0].values()):.1f} "
              f"| {items(want, got):.3f} | {'-' if cell is None else f'{cell:.3f}'} | {seconds:.1f} |", flush=True)


if __name__ == "__main__":
    main()
