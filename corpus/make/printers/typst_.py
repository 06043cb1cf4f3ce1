"""Typst: stroked lines, CID fonts with ranges of widths, no tags."""
import os
import tempfile
from pathlib import Path

import typst

from document import Closing, Letterhead, Paragraph, Table
from printers import faces

FAMILY = "TeX Gyre Termes"

def quoted(text):
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def styled(text, bold=False, italic=False):
    out = " + linebreak() + ".join(f"text({quoted(keep_spaces(line))})" for line in text.split("\n"))
    if bold:
        out = f"strong({out})"
    return f"emph({out})" if italic else out


def keep_spaces(text):
    return text.replace("  ", "\u00a0 ")


def joined(parts):
    return " + ".join(parts) or "[]"


def paragraph(block):
    body = joined(styled(run.text, run.bold, run.italic) for run in block.runs)
    if block.kind == "body":
        return f"#par(justify: true, first-line-indent: (amount: 28pt, all: true), {body})"
    if block.kind == "rule":
        return "#align(center, block(above: 4pt, below: 10pt, line(length: 120pt, stroke: 0.75pt)))"
    above = {"kind": 16, "centre": 6, "note": 4, "title": 6}[block.kind]
    below = {"note": 10, "title": 8}.get(block.kind, 6)
    return f"#align(center, block(above: {above}pt, below: {below}pt, {body}))"


def stacked(lines, gap=6):
    return f"stack(spacing: {gap}pt, {', '.join(lines)})" if lines else "[]"


def letterhead(block):
    def column(lines):
        under = max((i for i, line in enumerate(lines) if line[1]), default=-1)
        out = []
        for i, line in enumerate(lines):
            out.append(styled(*line))
            if i == under:
                out.append("line(length: 38%, stroke: 0.75pt)")
        return stacked(out)

    return f"#text(size: {block.size}pt, grid(columns: (42%, 58%), align: center, {column(block.left)}, {column(block.right)}))"


def closing(block):
    left = [
        f"text(size: {12 if line.startswith('Nơi nhận') else 11}pt, {styled(line, line.startswith('Nơi'), line.startswith('Nơi'))})"
        for line in block.recipients
    ]
    right = [styled(line, True) for line in block.signer]
    if block.name:
        right += ["v(58pt)", styled(block.name, True)]
    return f"#block(breakable: false, above: 14pt, grid(columns: (50%, 50%), align: (left, center), {stacked(left, 5)}, {stacked(right)}))"


def cell(one):
    body = f"text(fill: rgb({quoted('#' + one.colour)}), {styled(one.text, one.bold, one.italic)})" if one.text else "[]"
    if one.turned:
        body = f"rotate(-90deg, reflow: true, {body})"
    align = {"centre": "center", "left": "left", "right": "right"}[one.align]
    return f"table.cell(colspan: {one.colspan}, rowspan: {one.rowspan}, align: {align}, {body})"


def table(block):
    def cells(rows):
        return ", ".join(cell(one) for row in rows for one in row if one)

    columns = ", ".join(f"{width:.4f}fr" for width in block.widths)
    strokes = {
        "grid": "0.5pt",
        "horizontal": "(x, y) => (top: 0.5pt, bottom: 0.5pt)",
        "header": f"(x, y) => if y == {len(block.header) - 1} {{ (bottom: 0.5pt) }}",
        "none": "none",
    }[block.rules]
    repeated = len(block.header) if block.repeat == "all" else 0
    head = f"table.header({cells(block.header[:repeated])}), " if repeated else ""
    rest = [cells(block.header[repeated:])] if block.header[repeated:] else []
    pieces = head + ", ".join(rest + [cells(block.rows)])
    return (
        f"#[#set text(size: {block.size}pt)\n#set par(justify: false, leading: 0.5em)\n"
        f"#show table.cell: set block(breakable: {str(block.split).lower()})\n"
        f"#table(columns: ({columns}), stroke: {strokes}, inset: (x: 4pt, y: {block.padding}pt), {pieces})]"
    )


def source(document, family):
    width, height = document.paper
    top, right, bottom, left = document.margins
    number = "[]"
    if document.running:
        running = f"text(size: 11pt, {styled(document.running, italic=True)})"
        number = f"context {{ let n = counter(page).get().first(); if n > 1 [#{running} #h(1fr) #n] }}"
    elif document.number:
        number = "context { let n = counter(page).get().first(); if n > 1 { align(center, text(size: 13pt, str(n))) } }"
    place = "footer" if document.number in ("bottom", "close") else "header"
    out = [
        f"#set document(title: {quoted(document.title)}, date: none)",
        f"#set text(font: {quoted(family)}, size: {document.size}pt, lang: \"vi\", hyphenate: false)",
        f"#set par(leading: {document.leading - 0.75:.2f}em, spacing: {document.leading - 0.35:.2f}em)",
    ]
    for section in document.sections:
        w, h = (height, width) if section.landscape else (width, height)
        t, r, b, l = (left, top, right, bottom) if section.landscape else (top, right, bottom, left)
        out.append(f"#set page(width: {w}pt, height: {h}pt, margin: (top: {t}pt, right: {r}pt, bottom: {b}pt, left: {l}pt), {place}: {number})")
        for block in section.blocks:
            writer = {Letterhead: letterhead, Closing: closing, Table: table, Paragraph: paragraph}[type(block)]
            out.append(writer(block))
    return "\n".join(out) + "\n"


def write(document, path, family=FAMILY):
    os.environ["SOURCE_DATE_EPOCH"] = "1767600000"
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "document.typ"
        text.write_text(source(document, family), encoding="utf-8")
        path.write_bytes(typst.compile(str(text), font_paths=faces.FOLDERS, ignore_system_fonts=True, timestamp=1767600000))
