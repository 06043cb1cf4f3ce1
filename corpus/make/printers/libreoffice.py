"""LibreOffice Writer, from a DOCX as Word users make them: borderless tables for letterhead and signature, automatic
line spacing, a first-line indent, page numbers in the header from the second page on."""
import subprocess
import tempfile
from pathlib import Path

from docx import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from document import Closing, Letterhead, Paragraph, Table
from printers import stamp

FAMILY = "Liberation Serif"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "body": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def element(name, **attributes):
    out = OxmlElement(name)
    for key, value in attributes.items():
        out.set(qn(f"w:{key}"), str(value))
    return out


def add_run(paragraph, text, size, bold=False, italic=False, colour=None):
    for i, line in enumerate(text.split("\n")):
        run = paragraph.add_run(line)
        run.font.size = Pt(size)
        run.bold, run.italic = bold, italic
        if colour and colour != "000000":
            run.font.color.rgb = RGBColor.from_string(colour)
        if i < text.count("\n"):
            run.add_break()


def shape(paragraph, kind, before=0, after=0, indent=0):
    style = paragraph.paragraph_format
    style.alignment = ALIGN.get(kind, WD_ALIGN_PARAGRAPH.CENTER)
    style.space_before, style.space_after = Pt(before), Pt(after)
    if indent:
        style.first_line_indent = Pt(indent)


def bottom_line(paragraph, indent):
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz=6, space=1, color="auto"))
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(indent)


def add_paragraph(place, block, size):
    paragraph = place.add_paragraph()
    for run in block.runs:
        add_run(paragraph, run.text, size, run.bold, run.italic)
    if block.kind == "body":
        shape(paragraph, "body", after=6, indent=28)
    elif block.kind == "rule":
        shape(paragraph, "centre", after=10)
        bottom_line(paragraph, 165)
    else:
        before, after = {"kind": (12, 0), "note": (0, 8), "title": (0, 3)}.get(block.kind, (0, 0))
        shape(paragraph, "centre", before, after)
    return paragraph


def borderless(place, shares, width):
    table = place.add_table(rows=1, cols=len(shares))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=0, type="dxa"))
    table._tbl.tblPr.append(margins)
    for column, cell, share in zip(table.columns, table.rows[0].cells, shares):
        column.width = cell.width = Pt(width * share)
    table.rows[0]._tr.get_or_add_trPr().append(element("w:cantSplit"))
    return table.rows[0].cells


def lines_into(cell, lines, kind, gap=0):
    for i, (text, size, bold, italic, before) in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        add_run(paragraph, text, size, bold, italic)
        shape(paragraph, kind, before=before)


def add_letterhead(place, block, width):
    cells = borderless(place, (0.42, 0.58), width)
    for cell, lines in zip(cells, (block.left, block.right)):
        last = len(lines) - 1
        lines_into(cell, [(text, block.size, bold, italic, 8 if i == last and not bold else 0) for i, (text, bold, italic) in enumerate(lines)], "centre")
        under = max((i for i, line in enumerate(lines) if line[1]), default=-1)
        if 0 <= under < last:
            thin = cell.paragraphs[under + 1].insert_paragraph_before()
            thin.add_run().font.size = Pt(1)
            shape(thin, "centre", after=3)
            thin.paragraph_format.line_spacing = Pt(2)
            bottom_line(thin, 68)


def add_closing(place, block, width):
    left, right = borderless(place, (0.5, 0.5), width)
    first = [(line, 12 if line.startswith("Nơi") else 11, line.startswith("Nơi"), line.startswith("Nơi"), 0) for line in block.recipients]
    lines_into(left, first, "left")
    sign = [(line, 13, True, False, 0) for line in block.signer]
    if block.name:
        sign.append((block.name, 13, True, False, 62))
    lines_into(right, sign, "centre")


def set_borders(table, rules):
    properties = table._tbl.tblPr
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        horizontal = side in ("top", "bottom", "insideH")
        drawn = rules == "grid" or (rules == "horizontal" and horizontal)
        borders.append(element(f"w:{side}", val="single" if drawn else "nil", sz=4, space=0, color="auto"))
    properties.append(borders)


def add_table(place, block, width):
    rows = block.header + block.rows
    table = place.add_table(rows=len(rows), cols=len(block.widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_borders(table, block.rules)
    margins = element("w:tblCellMar")
    for side, points in (("top", block.padding), ("left", 4), ("bottom", block.padding), ("right", 4)):
        margins.append(element(f"w:{side}", w=int(points * 20), type="dxa"))
    table._tbl.tblPr.append(margins)
    for column, share in zip(table.columns, block.widths):
        column.width = Pt(width * share)
    repeated = len(block.header) if block.repeat == "all" else 0
    grid = [list(row.cells) for row in table.rows]
    for y, row in enumerate(rows):
        properties = table.rows[y]._tr.get_or_add_trPr()
        if y < repeated:
            properties.append(element("w:tblHeader"))
        if any(one and one.turned for one in row):
            properties.append(element("w:trHeight", val=int(20 * 9.5 * block.size), hRule="atLeast"))
        if not block.split:
            properties.append(element("w:cantSplit"))
        for x, one in enumerate(row):
            if one is None:
                continue
            cell = grid[y][x]
            if one.colspan > 1 or one.rowspan > 1:
                cell = cell.merge(grid[y + one.rowspan - 1][x + one.colspan - 1])
            else:
                cell.width = Pt(width * block.widths[x])
            paragraph = cell.paragraphs[0]
            pieces = one.text.split("\n")
            for i, piece in enumerate(pieces):
                paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
                add_run(paragraph, piece, block.size, one.bold, one.italic, one.colour)
                shape(paragraph, one.align)
            if y - len(block.header) in block.breaks:
                cell.paragraphs[0].paragraph_format.page_break_before = True
            if one.turned:
                cell._tc.get_or_add_tcPr().append(element("w:textDirection", val="btLr"))
            cell.vertical_alignment = 1 if y < len(block.header) else 0


def page_field(paragraph, size):
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            code = element("w:instrText")
            code.text = text
            run._r.append(code)


def shape_section(section, part, document, first):
    width, height = document.paper
    top, right, bottom, left = document.margins
    if part.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
        top, right, bottom, left = left, top, right, bottom
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.top_margin, section.right_margin = Pt(top), Pt(right)
    section.bottom_margin, section.left_margin = Pt(bottom), Pt(left)
    section.header_distance = section.footer_distance = Pt(26)
    section.different_first_page_header_footer = first or part.restart_numbers
    if part.restart_numbers:
        section._sectPr.append(element("w:pgNumType", start=1))
    if document.number or document.running:
        footer = document.number in ("bottom", "close") and not document.running
        place = section.footer if footer else section.header
        place.is_linked_to_previous = False
        paragraph = place.paragraphs[0]
        if document.running:
            add_run(paragraph, document.running + "\t", 11, italic=True)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(width - left - right), 2)
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        page_field(paragraph, 13)
    return width - left - right


def docx(document, family):
    out = Docx()
    style = out.styles["Normal"]
    style.font.name = family
    style.font.size = Pt(document.size)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        style.element.rPr.rFonts.set(qn(f"w:{script}"), family)
    style.element.rPr.append(element("w:lang", val="vi-VN"))
    style.paragraph_format.space_after = Pt(0)
    out.core_properties.title, out.core_properties.author = document.title, ""
    for i, part in enumerate(document.sections):
        section = out.sections[0] if i == 0 else out.add_section()
        width = shape_section(section, part, document, i == 0)
        for block in part.blocks:
            if isinstance(block, Letterhead):
                add_letterhead(out, block, width)
            elif isinstance(block, Closing):
                add_closing(out, block, width)
            elif isinstance(block, Table):
                add_table(out, block, width)
            else:
                add_paragraph(out, block, document.size)
    return out


def write(document, path, family=FAMILY):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{path.stem}.docx"
        docx(document, family).save(str(source))
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                "--convert-to", "pdf", "--outdir", folder, str(source),
            ],
            check=True, capture_output=True,
        )
        path.write_bytes((Path(folder) / f"{path.stem}.pdf").read_bytes())
    stamp.fix_moment(path)
