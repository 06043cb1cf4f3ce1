#!/usr/bin/env python3
"""Compares kehoach's tables of PDFs with what was printed, and other programs beside it in the same run.

    compare.py [--set FOLDER] [--kehoach PROGRAM] [--tools kehoach,pdfplumber,camelot,pymupdf] [--report FILE] [NAME…]

FOLDER has NAME.pdf beside NAME.json (corpus/tables, or what corpus/make/make_tables.py --seed N makes). Prints tables in Markdown. A cell is right
when its text, white space normalised, is the printed one at the same row and column; rows are aligned in their order. The other programs
(PyPI: pdfplumber, camelot-py, pymupdf) need their packages; what they give page by page is joined by tools.py.
"""
import argparse
import json
import multiprocessing
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import score  # noqa: E402
import tools  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


def run_other(tool, path, head, answer):
    try:
        tables, spent = tools.other(tool, path, head)
        answer.put((tables, spent, None))
    except Exception as error:  # what another program does to a file is a result, not our trouble
        answer.put(([], 0.0, f"{type(error).__name__}: {error}"))


def run(tool, path, head, program):
    """Tables, CPU seconds, error. Every document has a process of its own."""
    if tool == "kehoach":
        return tools.kehoach(program, path)
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    child = context.Process(target=run_other, args=(tool, path, head, answer))
    child.start()
    got = answer.get()
    child.join()
    return got


def percent(part, whole):
    return "–" if not whole else f"{100 * part / whole:.1f}"


def summary(scores, spent):
    print("| program | cells F1 | spaces ignored | rows right | split rows joined | apart | rows merged wrongly | rows lost | words lost | CPU s a document |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for tool, by_name in scores.items():
        total = score.Score()
        for one in by_name.values():
            total.add(one)
        print(
            f"| {tool} | {100 * total.f1(total.right):.1f} | {100 * total.f1(total.right_spaceless):.1f} | {percent(total.rows_right, total.rows)} "
            f"| {total.joined} of {total.split} | {total.apart} | {total.merged} | {total.lost_rows} | {total.lost_words} of {total.words} "
            f"| {sum(spent[tool]) / max(1, len(spent[tool])):.2f} |"
        )


def by_document(scores, truths):
    tools_ = list(scores)
    print(f"\n| document | what is special | split rows | {' | '.join(tools_)} |")
    print("| --- | --- | --- |" + " --- |" * len(tools_))
    for name, truth in truths.items():
        cells = []
        for tool in tools_:
            one = scores[tool][name]
            cells.append(f"{100 * one.f1(one.right):.1f}" + (f" ({one.joined})" if one.split else ""))
        split = next(iter(scores.values()))[name].split
        print(f"| {name} | {truth['about']} | {split or ''} | {' | '.join(cells)} |")


def write_report(path, scores, errors):
    with open(path, "w", encoding="utf-8") as out:
        for name, one in scores.items():
            if errors.get(name):
                out.write(f"## {name}\n\n{errors[name]}\n\n")
            elif one.faults or not one.header == one.headers:
                header = "" if one.header == one.headers else f", header right {one.header} of {one.headers}"
                out.write(f"## {name}: F1 {100 * one.f1(one.right):.1f}, split rows {one.joined} of {one.split}{header}\n\n")
                for what, want, got in one.faults:
                    out.write(f"- {what}\n")
                    if want:
                        out.write(f"  - printed: {want}\n")
                    if got:
                        out.write(f"  - came out: {got}\n")
                    if want and got:
                        out.write(f"  - first difference: {score.first_difference(want, got)}\n")
                out.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, default=ROOT / "corpus/tables")
    parser.add_argument("--kehoach", default=str(ROOT / "target/release/kehoach"))
    parser.add_argument("--tools", default="kehoach,pdfplumber,camelot,pymupdf")
    parser.add_argument("--report", type=Path, help="kehoach's faults, row by row")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    scores, spent, errors, truths = {}, {}, {}, {}
    for path in sorted(arguments.set.glob("*.json")):
        if arguments.names and not any(word in path.stem for word in arguments.names):
            continue
        truth = json.loads(path.read_text(encoding="utf-8"))
        truths[path.stem] = truth
        for tool in arguments.tools.split(","):
            tables, seconds, error = run(tool, path.with_suffix(".pdf"), len(truth["tables"][-1]["header"]), arguments.kehoach)
            scores.setdefault(tool, {})[path.stem] = score.score_document(truth, tables)
            spent.setdefault(tool, []).append(seconds)
            if error:
                print(f"note: {tool}: {path.stem}: {error}", file=sys.stderr)
                if tool == "kehoach":
                    errors[path.stem] = error
    if not truths:
        sys.exit(f"error: {arguments.set}: no truth files\nhint: corpus/make/make_tables.py makes them")
    summary(scores, spent)
    by_document(scores, truths)
    if arguments.report and "kehoach" in scores:
        write_report(arguments.report, scores["kehoach"], errors)


if __name__ == "__main__":
    main()
