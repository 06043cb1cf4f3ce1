"""ReportLab: stroked lines, simple fonts with subsets of 8 bit, one text object a line."""
from html import escape

from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate, Flowable, Frame, HRFlowable, KeepTogether, NextPageTemplate, PageBreak, PageTemplate, Spacer,
)
from reportlab.platypus import Paragraph as Flow
from reportlab.platypus import Table as Grid

from document import Closing, Letterhead, Table

FAMILY = "Liberation Serif"
FACES = {
    "Liberation Serif": "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf",
    "Free Serif": "/usr/share/fonts/truetype/freefont/FreeSerif{}.ttf",
}
STYLES = {
    "Liberation Serif": ("Regular", "Bold", "Italic", "BoldItalic"),
    "Free Serif": ("", "Bold", "Italic", "BoldItalic"),
}
ALIGN = {"left": TA_LEFT, "centre": TA_CENTER, "right": TA_RIGHT, "body": TA_JUSTIFY}


def register(family):
    name = family.replace(" ", "")
    if name in pdfmetrics.getRegisteredFontNames():
        return name
    names = []
    for style, suffix in zip(STYLES[family], ("", "-B", "-I", "-BI")):
        pdfmetrics.registerFont(TTFont(name + suffix, FACES[family].format(style)))
        names.append(name + suffix)
    pdfmetrics.registerFontFamily(name, *names)
    return name


def styled(text, bold=False, italic=False):
    text = escape(text, quote=False).replace("  ", "\u00a0 ").replace("\n", "<br/>")
    if bold:
        text = f"<b>{text}</b>"
    return f"<i>{text}</i>" if italic else text


class Turned(Flowable):
    """Text that runs upwards."""

    def __init__(self, text, font, size, height):
        super().__init__()
        self.text, self.font, self.size, self.height = text, font, size, height

    def wrap(self, width, height):
        self.width = width
        return width, self.height

    def draw(self):
        canvas = self.canv
        canvas.saveState()
        canvas.rotate(90)
        canvas.setFont(self.font, self.size)
        canvas.drawCentredString(self.height / 2, -self.width / 2 - self.size / 3, self.text)
        canvas.restoreState()


class Printer:
    def __init__(self, document, family):
        self.document = document
        self.font = register(family)

    def style(self, size, kind, before=0, after=0, indent=0, colour="000000", leading=None):
        return ParagraphStyle(
            kind, fontName=self.font, fontSize=size, leading=size * (leading or self.document.leading), alignment=ALIGN.get(kind, TA_CENTER),
            spaceBefore=before, spaceAfter=after, firstLineIndent=indent, textColor=f"#{colour}", splitLongWords=0,
        )

    def lines(self, lines, kind, leading=1.2):
        return [Flow(styled(text, bold, italic), self.style(size, kind, before=before, leading=leading)) for text, size, bold, italic, before in lines]

    def side_by_side(self, left, right, shares, width):
        grid = Grid([[left, right]], colWidths=[width * share for share in shares])
        grid.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)])
        return grid

    def letterhead(self, block, width):
        def column(lines):
            under = max((i for i, line in enumerate(lines) if line[1]), default=-1)
            out = []
            for i, (text, bold, italic) in enumerate(lines):
                out += self.lines([(text, block.size, bold, italic, 6 if i == len(lines) - 1 and not bold else 0)], "centre")
                if i == under and len(lines) > 1:
                    out.append(HRFlowable("38%", 0.75, color="black", hAlign="CENTER", spaceBefore=2, spaceAfter=2))
            return out

        return self.side_by_side(column(block.left), column(block.right), (0.4, 0.6), width)

    def closing(self, block, width):
        left = [(t, 12 if t.startswith("Nơi") else 11, t.startswith("Nơi"), t.startswith("Nơi"), 0) for t in block.recipients]
        right = [(t, 13, True, False, 0) for t in block.signer]
        name = [Spacer(1, 58)] + self.lines([(block.name, 13, True, False, 0)], "centre") if block.name else []
        grid = self.side_by_side(self.lines(left, "left"), self.lines(right, "centre") + name, (0.5, 0.5), width)
        return KeepTogether([Spacer(1, 8), grid])

    def cell(self, one, size, height):
        if one is None:
            return ""
        if one.turned:
            return Turned(one.text, self.font + "-B", size, height)
        return Flow(styled(one.text, one.bold, one.italic), self.style(size, one.align, colour=one.colour, leading=1.2))

    def table(self, block, width):
        rows = block.header + block.rows
        head = len(block.header)
        tall = 90
        cells = [[self.cell(one, block.size, tall) for one in row] for row in rows]
        repeat = head if block.repeat == "all" else 0 if block.repeat == "none" else tuple(block.repeat)
        style = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("VALIGN", (0, 0), (-1, head - 1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), block.padding), ("BOTTOMPADDING", (0, 0), (-1, -1), block.padding),
            ("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ]
        if block.rules == "grid":
            style.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
            if not block.open_breaks:
                style.append(("LINEBELOW", (0, 0), (-1, head - 1), 0.5, "black"))
        elif block.rules == "horizontal":
            style += [("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 0.5, "black")]
        elif block.rules == "header":
            style.append(("LINEBELOW", (0, head - 1), (-1, head - 1), 0.75, "black"))
        for y, row in enumerate(rows):
            for x, one in enumerate(row):
                if one and (one.colspan > 1 or one.rowspan > 1):
                    style.append(("SPAN", (x, y), (x + one.colspan - 1, y + one.rowspan - 1)))
        parts = [0, *(head + at for at in block.breaks), len(rows)]
        if len(parts) == 2:
            return [Grid(cells, [width * share for share in block.widths], repeatRows=repeat, splitByRow=int(not block.split), splitInRow=int(block.split), style=style)]
        out = []
        for start, end in zip(parts, parts[1:]):
            piece = cells[start:end] if start == 0 or block.repeat == "none" else cells[:head] + cells[start:end]
            out += [PageBreak()] if start else []
            out.append(Grid(piece, [width * share for share in block.widths], splitByRow=int(not block.split), splitInRow=int(block.split), style=style))
        return out

    def blocks(self, section, width):
        for block in section.blocks:
            if isinstance(block, Letterhead):
                yield self.letterhead(block, width)
            elif isinstance(block, Closing):
                yield self.closing(block, width)
            elif isinstance(block, Table):
                yield from self.table(block, width)
            elif block.kind == "rule":
                yield HRFlowable(120, 0.75, color="black", spaceBefore=4, spaceAfter=10)
            else:
                before, after = {"kind": (14, 2), "note": (0, 8), "title": (0, 4), "body": (0, 6)}.get(block.kind, (0, 2))
                text = "".join(styled(run.text, run.bold, run.italic) for run in block.runs)
                style = self.style(self.document.size, block.kind, before, after, 28 if block.kind == "body" else 0)
                yield Flow(text, style)

    def number(self, canvas, template):
        document, page = self.document, canvas.getPageNumber()
        if page == 1 or not (document.number or document.running):
            return
        width, height = canvas._pagesize
        canvas.setFont(self.font, 12)
        if document.running:
            canvas.drawString(document.margins[3], height - 36, document.running)
            canvas.drawRightString(width - document.margins[1], height - 36, str(page))
        elif document.number == "top":
            canvas.drawCentredString(width / 2, height - 36, str(page))
        elif document.number == "close":
            canvas.drawRightString(width - document.margins[1] - 4, document.margins[2] - 11, str(page))
        else:
            canvas.drawCentredString(width / 2, 28, str(page))

    def write(self, path):
        document = self.document
        out = BaseDocTemplate(str(path), pagesize=document.paper, title=document.title, invariant=1)
        width, height = document.paper
        top, right, bottom, left = document.margins
        bare = dict(leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        tall = Frame(left, bottom, width - left - right, height - top - bottom, **bare)
        wide = Frame(bottom, right, height - bottom - top, width - left - right, **bare)
        out.addPageTemplates([
            PageTemplate("tall", [tall], pagesize=(width, height), onPage=self.number),
            PageTemplate("wide", [wide], pagesize=(height, width), onPage=self.number),
        ])
        story = []
        if document.sections[0].landscape:
            out.pageTemplates.reverse()
        for i, section in enumerate(document.sections):
            if i:
                story += [NextPageTemplate("wide" if section.landscape else "tall"), PageBreak()]
            body = height - bottom - top if section.landscape else width - left - right
            story += list(self.blocks(section, body))
        out.build(story)


def write(document, path, family=FAMILY):
    rl_config.invariant = 1
    Printer(document, family).write(path)
