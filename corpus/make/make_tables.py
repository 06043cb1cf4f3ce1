#!/usr/bin/env python3
"""Prints made-up task tables that break over pages in every way, and writes what must come out of each.

    make_tables.py [--seed N] [--random COUNT] [--output FOLDER] [NAME…]

NAME.PRODUCER.pdf and NAME.PRODUCER.json stand beside each other. Another seed gives other texts and breaks: a set to hold out. `--random`
prints so many tables of forms put together by chance instead of those in cases.py.
"""
import argparse
import json
import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import printers
from printers import faces
import tasks
import truth
from cases import CASES, random_forms
from turn import turn

HERE = Path(__file__).parent


def compact(value, depth=0):
    """JSON with a row a line."""
    if depth < 3 and isinstance(value, (dict, list)) and value and len(json.dumps(value, ensure_ascii=False)) > 100:
        pad, end = "  " * (depth + 1), "  " * depth
        if isinstance(value, dict):
            parts = [f"{pad}{json.dumps(key)}: {compact(part, depth + 1)}" for key, part in value.items()]
            return "{\n" + ",\n".join(parts) + f"\n{end}}}"
        return "[\n" + ",\n".join(pad + compact(part, depth + 1) for part in value) + f"\n{end}]"
    if isinstance(value, list) and depth == 3 and value and isinstance(value[0], (dict, list)):
        pad = "  " * (depth + 1)
        return "[\n" + ",\n".join(pad + json.dumps(part, ensure_ascii=False) for part in value) + "\n" + "  " * depth + "]"
    if isinstance(value, dict) and depth == 3 and "rows" in value:
        pad = "  " * (depth + 1)
        return "{\n" + ",\n".join(f"{pad}{json.dumps(k)}: {compact(v, 3)}" for k, v in value.items()) + "\n" + "  " * depth + "}"
    return json.dumps(value, ensure_ascii=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random", type=int, default=0, metavar="COUNT")
    parser.add_argument("--output", type=Path, default=HERE.parent / "tables")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    faces.use_only_these()
    arguments.output.mkdir(parents=True, exist_ok=True)
    cases = random_forms(random.Random(arguments.seed), arguments.random) if arguments.random else CASES
    for name, form in cases.items():
        path = arguments.output / f"{name}.{form.producer}.pdf"
        if arguments.names and not any(word in path.name for word in arguments.names):
            continue
        # A row that is cut by hand stands at the end of the first page.
        for at in range(6, 0, -1) if form.typo else [0]:
            document, logical = tasks.make(random.Random(f"{arguments.seed} {name}"), form, at)
            options = {"family": form.family} if form.family else {}
            printers.write(form.producer, document, path, **options)
            tables, pages = truth.find(form.producer, document, logical, path, options, form.turn)
            if not form.typo or tables[0]["rows"][at]["pages"] == [1, 2]:
                break
        if form.turn:
            turn(path, form.turn)
        record = {"document": path.name, "producer": form.producer, "about": form.about, "seed": arguments.seed, "pages": pages, "tables": tables}
        path.with_suffix(".json").write_text(compact(record) + "\n", encoding="utf-8")
        split = sum("parts" in row for table in tables for row in table["rows"])
        print(f"{path.name}: {path.stat().st_size} bytes, {pages} pages, {split} rows split")


if __name__ == "__main__":
    main()
