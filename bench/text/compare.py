#!/usr/bin/env python3
"""Compares the text that comes out of the corpus's PDFs with what was printed, letter by letter.

    compare.py [--kehoach PROGRAM] [--tools kehoach,pdftotext] [--verbose] [NAME…]

Text is NFC with single spaces. Page numbers, running headers and headers repeated on a later page may be there or not. The columns of letterhead and
signature may come in any order, but each whole, or line by line. Printed for every producer, for
running text and for tables (whose cells are compared row by row): the character error rate, the same without spaces, and the share of the letters
with a mark (ă, ớ, đ, …) that come out right. Needs rapidfuzz (PyPI).
"""
import argparse
import itertools
import subprocess
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "corpus/make"))

import plan  # noqa: E402
from document import Closing, Letterhead, Paragraph, Table  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402


def clean(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def orders(left, right):
    """Ways in which two columns may be read."""
    pairs = [line for pair in itertools.zip_longest(left, right) for line in pair if line]
    return [left + right, right + left, pairs]


def printed(document):
    """All texts that may come out of a document, each as pieces (text, whether of a table), and what may stand there once more."""
    variants, again = [[]], []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Letterhead):
                ways = orders([line[0] for line in block.left], [line[0] for line in block.right])
            elif isinstance(block, Closing):
                ways = orders(block.recipients, block.signer + ([block.name] if block.name else []))
            elif isinstance(block, Paragraph):
                ways = [[block.text]]
            else:
                again.append(" ".join(cell.text for row in block.header for cell in row if cell))
                ways = [[cell.text for cell in block.cells() if cell.text]]
            table = isinstance(block, Table)
            variants = [one + [(clean(text), table) for text in way] for one in variants for way in ways]
    if document.running:
        again.append(document.running)
    return variants, [clean(text) for text in again]


def joined(pieces):
    """One text of pieces, and for each of its letters whether it stands in a table."""
    texts = [piece for piece in pieces if piece[0]]
    text = " ".join(text for text, _ in texts)
    inside = [table for piece, table in texts for _ in range(len(piece) + 1)]
    return text, inside


def is_marked(letter):
    return letter in "đĐ" or len(unicodedata.normalize("NFD", letter)) > 1


def may_be_there(run, again):
    """Whether an inserted piece is a page number, or part of a running or repeated header."""
    bare = "".join(run.split())
    if not bare:
        return False
    if bare.isdigit() and len(bare) <= 2:
        return True
    whole = ["".join(text.split()) for text in again]
    return len(bare) > 2 and any(bare.rstrip("0123456789") in text * 2 for text in whole)


def compare(want, inside, got, again):
    """Errors and wrong letters with a mark, in running text and in tables; and where the errors are."""
    counts, shown = {False: [0, 0], True: [0, 0]}, []
    for edit in Levenshtein.opcodes(want, got):
        if edit.tag == "equal":
            continue
        a, b = want[edit.src_start : edit.src_end], got[edit.dest_start : edit.dest_end]
        if edit.tag == "insert" and may_be_there(b, again):
            continue
        place = counts[inside[min(edit.src_start, len(inside) - 1)]]
        place[0] += max(len(a), len(b))
        place[1] += sum(map(is_marked, a))
        shown.append(f"{want[max(0, edit.src_start - 15):edit.src_start]}[{a}→{b}]")
    return counts, shown


def score(document, text):
    variants, again = printed(document)
    got = clean(text)
    want, inside = min(map(joined, variants), key=lambda one: Levenshtein.distance(one[0], got))
    counts, shown = compare(want, inside, got, again)
    bare = [(letter, table) for letter, table in zip(want, inside) if letter != " "]
    spaceless, _ = compare("".join(letter for letter, _ in bare), [table for _, table in bare], got.replace(" ", ""), again)
    out = {}
    for table, name in ((False, "text"), (True, "tables")):
        out[name, "letters"] = inside[: len(want)].count(table)
        out[name, "errors"], out[name, "marks_wrong"] = counts[table]
        out[name, "spaceless"] = spaceless[table][0]
        out[name, "marks"] = sum(is_marked(letter) for letter, here in zip(want, inside) if here == table)
    return out, shown


def run(tool, program, path):
    command = [program, "extract", "--text", str(path)] if tool == "kehoach" else ["pdftotext", str(path), "-"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        print(f"note: {tool}: {path.name}: {done.stderr.strip()}", file=sys.stderr)
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kehoach", default=str(ROOT / "target/release/kehoach"))
    parser.add_argument("--tools", default="kehoach,pdftotext")
    parser.add_argument("--verbose", action="store_true", help="every error")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    sums = defaultdict(lambda: defaultdict(int))
    for path in sorted((ROOT / "corpus/pdf").glob("*.pdf")):
        if arguments.names and not any(word in path.name for word in arguments.names):
            continue
        name, producer, _ = path.name.split(".")
        document = plan.read(ROOT / f"corpus/make/plans/{name}.tsv")
        for tool in arguments.tools.split(","):
            counts, shown = score(document, run(tool, arguments.kehoach, path))
            for key, value in counts.items():
                sums[(producer, tool)][key] += value
            if arguments.verbose and shown:
                print(f"{path.name} {tool}: " + " ".join(shown)[:3000])
    print("| producer | program | where | letters | error rate, % | without spaces, % | letters with a mark right, % |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (producer, tool), sum_ in sorted(sums.items()):
        for where in ("text", "tables"):
            one = {key: value for (place, key), value in sum_.items() if place == where}
            if one["letters"]:
                right = 100 * (1 - one["marks_wrong"] / max(1, one["marks"]))
                print(
                    f"| {producer} | {tool} | {where} | {one['letters']} | {100 * one['errors'] / one['letters']:.3f} "
                    f"| {100 * one['spaceless'] / one['letters']:.3f} | {right:.3f} |"
                )


if __name__ == "__main__":
    main()
