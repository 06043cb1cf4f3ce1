"""Reads the layout file of a plan (`plans/*.tsv`): the twin's text, one block a line, with what a typist adds. The name of the
block, a tab, its text:

    left, right         lines of the letterhead; `*` after the name is bold, `/` italic
    kind, title         name of the document, lines of the title
    rule                a short line under the title
    text, italic, head, centre, note, indent/
                        paragraphs; `**…**` inside a text is bold, a no-break space keeps a line together
    table               widths of the columns in per cent; below it `!` a header row, `|` a row and `=` a group row with a cell
                        after each tab; `<` joins to the left, `^` to the row above, ` // ` is a line break
    recipient, signer, name
    page                a new section, `landscape` or not
    running             a running header
"""
import re
import sys
import unicodedata
from pathlib import Path

from document import Cell, Closing, Document, Letterhead, Paragraph, Run, Section, Table, lay_spans

HERE = Path(__file__).parent


def runs(text, bold=False, italic=False):
    parts = re.split(r"\*\*(.+?)\*\*", text)
    return [Run(part, bold or i % 2 == 1, italic) for i, part in enumerate(parts) if part]


def cell(value, **style):
    if value in "<^":
        return value
    return Cell(value.replace(" // ", "\n"), **style)


def read_table(widths, lines):
    header, rows = [], []
    for mark, *values in lines:
        if mark == "!":
            header.append([cell(value, bold=not re.fullmatch(r"\(\d+\)", value), align="centre") for value in values])
        elif mark == "=":
            label, title = values
            width = len(header[0])
            rows.append([Cell(label, bold=True, align="centre"), Cell(title, bold=True)] + ["<"] * (width - 2))
        else:
            row = [cell(value) for value in values]
            for one in row:
                if isinstance(one, Cell) and len(one.text) <= 5:
                    one.align = "centre"
            rows.append(row)
    total = sum(widths)
    return Table([width / total for width in widths], lay_spans(header), lay_spans(rows))


def read(path):
    document = Document([Section([])], title="")
    left, right, recipients, signer = [], [], [], []
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    blocks = document.sections[-1].blocks

    def close():
        if recipients or signer:
            blocks.append(Closing(list(recipients), list(signer), name))
            recipients.clear()
            signer.clear()

    name = None
    at = 0
    while at < len(lines):
        key, *values = lines[at]
        value = values[0] if values else ""
        at += 1
        if key[:4] == "left" or key[:5] == "right":
            side = left if key.startswith("left") else right
            side.append((value, key.endswith("*"), key.endswith("/")))
            continue
        if (left or right) and key != "running":
            blocks.append(Letterhead(list(left), list(right)))
            left.clear()
            right.clear()
        if key == "running":
            document.running = value
        elif key in ("kind", "title", "centre", "note", "rule"):
            bold = key in ("kind", "title", "centre")
            blocks.append(Paragraph(runs(value, bold, key == "note"), key))
            if key == "title":
                document.title = f"{document.title} {value}".strip()
        elif key in ("text", "italic", "head", "indent/"):
            blocks.append(Paragraph(runs(value, key == "head", key in ("italic", "indent/"))))
        elif key == "recipient":
            recipients.append(value)
        elif key == "signer":
            signer.append(value)
        elif key == "name":
            name = value
        elif key == "page":
            close()
            document.sections.append(Section([], landscape=value == "landscape"))
            blocks = document.sections[-1].blocks
        elif key == "table":
            start = at
            while at < len(lines) and lines[at][0] in ("!", "|", "="):
                at += 1
            blocks.append(read_table([float(width) for width in values], lines[start:at]))
        else:
            sys.exit(f"error: {path}: {key!r} is no block\nhint: plan.py lists the blocks")
    close()
    return document


def words(text):
    """Words and numbers of a text, for comparing a layout file with its twin."""
    text = unicodedata.normalize("NFC", text)
    return re.findall(r"\w+", text)


def plan_text(document):
    out = []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Letterhead):
                out += [line[0] for line in block.left + block.right]
            elif isinstance(block, Paragraph):
                out.append(block.text)
            elif isinstance(block, Closing):
                out += block.recipients + block.signer + ([block.name] if block.name else [])
            else:
                out += [cell.text for cell in block.cells()]
    return "\n".join(out)
