"""What must come out of a printed table, and where its rows break: found by printing the document once more with every cell in a
colour of its own and asking which letters of which cell stand on which page."""
import tempfile
from collections import defaultdict
from pathlib import Path

import pdfplumber

import printers


def squeezed(text):
    return "".join(text.split())


def paint(document, on):
    """Gives the cells of the document's last table (or its two parts) colours that say their row and column."""
    tables = [block for section in document.sections for block in section.blocks if hasattr(block, "rows")]
    for number, table in enumerate(tables):
        for row in table.rows:
            for cell in filter(None, row):
                first = number if len(document.sections) == 1 else 0
                cell.colour = f"{cell.row + 1:02x}{cell.column + 1:02x}{first + 1:02x}" if on else "000000"


def letters_by_page(path):
    """{(table, row, column): {page: number of letters}}, and the text of each page."""
    found, pages = defaultdict(dict), []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            pages.append(squeezed("".join(char["text"] for char in page.chars)))
            for char in page.chars:
                ink = char["non_stroking_color"]
                if not isinstance(ink, (tuple, list)) or len(ink) != 3:
                    continue
                row, column, table = (round(part * 255) for part in ink)
                if row and column and table:
                    place = found[(table - 1, row - 1, column - 1)]
                    place[page.page_number] = place.get(page.page_number, 0) + len(squeezed(char["text"]))
    return found, pages


def cut_text(text, counts):
    """Pieces of a text with so many letters each, spaces not counted."""
    pieces, at = [], 0
    for count in counts:
        start, seen = at, 0
        while at < len(text) and (seen < count or text[at].isspace()):
            seen += not text[at].isspace()
            at += 1
        pieces.append(" ".join(text[start:at].split()))
    return pieces


def cell_truth(cell):
    out = {"text": " ".join(cell.text.split())}
    if cell.colspan > 1:
        out["columns"] = cell.colspan
    if cell.rowspan > 1:
        out["rows"] = cell.rowspan
    return out


def row_truth(table, number, row, kind, places, where):
    cells = [None if cell is None else cell_truth(cell) for cell in row]
    pages = sorted({page for x in range(len(row)) for page in places.get((table, number, x), {})})
    spans = [cell for cell in row if cell and cell.rowspan > 1]
    own = sorted({page for x, cell in enumerate(row) if cell and cell.rowspan == 1 for page in places.get((table, number, x), {})})
    pages = own or pages
    out = {"kind": kind, "cells": cells, "pages": pages}
    for x, cell in enumerate(row):
        if cell and sum(places.get((table, number, x), {}).values()) != len(squeezed(cell.text)):
            raise SystemExit(f"error: {where}: row {number} column {x}: letters are missing or out of their colour: {cell.text!r}")
    if len(pages) > 1 and not (spans and not own):
        parts = []
        for page in pages:
            part = []
            for x, cell in enumerate(row):
                have = places.get((table, number, x), {}) if cell else {}
                pieces = cut_text(cell.text, [have[p] for p in sorted(have)]) if cell else []
                part.append(pieces[sorted(have).index(page)] if page in have else "")
            parts.append(part)
        out["parts"] = parts
    return out


def find(producer, document, logical, path, options, after):
    """Prints a coloured copy and gives the truth of every table. `after` is what is done to the file afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / path.name
        paint(document, True)
        printers.write(producer, document, probe, **options)
        paint(document, False)
        places, pages = letters_by_page(probe)
    _, plain = letters_by_page(path)
    if after is None and pages != plain:
        raise SystemExit(f"error: {path.name}: the coloured copy breaks its pages elsewhere")
    tables = []
    for number, (header, rows, kinds) in enumerate(logical):
        tables.append({
            "header": [[None if cell is None else cell_truth(cell) for cell in row] for row in header],
            "rows": [row_truth(number, y, row, kind, places, path.name) for y, (row, kind) in enumerate(zip(rows, kinds))],
        })
    return tables, len(pages)
