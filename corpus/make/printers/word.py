"""A small writer that makes PDF as MS Word does: borders as `re f*`, two fonts within one word, clips and marked content around
every piece of text, kerning arrays."""
import re

from document import Closing, Letterhead, Paragraph, Run, Table
from printers import word_file
from printers.word_fonts import STYLES, Face, in_winansi

THIN = 0.48
TAGS = ("BCDEEE", "BCDFEE", "BCDGEE", "BCDHEE")


class Line:
    """Pieces (text, bold, italic) of one line with their width; `last` ends a paragraph."""

    def __init__(self, pieces, width, last):
        self.pieces, self.width, self.last = pieces, width, last


class Page:
    def __init__(self, width, height):
        self.width, self.height = width, height
        self.texts, self.rects = [], {}

    def rule(self, x0, y0, x1, y1):
        """A border between two points, top-left origin."""
        self.rects[(round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))] = None


class Printer:
    def __init__(self, document):
        self.document = document
        self.faces = {key: Face(style, tag) for (key, style), tag in zip(STYLES.items(), TAGS)}
        self.order = list(self.faces.values())
        self.pages = []

    # Lines

    def width(self, text, bold, italic, size):
        face = self.faces[(bold, italic)]
        face.used |= set(text)
        return face.width(text) * size

    def lines(self, runs, size, width, indent=0):
        """Breaks runs into lines at spaces and after hyphens inside a word."""
        out, pieces, used, room = [], [], 0.0, width - indent
        for run in runs:
            for number, hard in enumerate(run.text.split("\n")):
                if number:
                    out.append(Line(pieces, used, True))
                    pieces, used, room = [], 0.0, width
                for word in re.findall(r" *(?:[^ -]*-(?=\w)|[^ ]+)| +", hard):
                    bare = word if pieces else word.lstrip()
                    wide = self.width(bare, run.bold, run.italic, size)
                    if pieces and used + wide > room:
                        out.append(Line(pieces, used, False))
                        pieces, used, room = [], 0.0, width
                        bare = word.lstrip()
                        wide = self.width(bare, run.bold, run.italic, size)
                    if pieces and pieces[-1][1:] == (run.bold, run.italic):
                        pieces[-1] = (pieces[-1][0] + bare, run.bold, run.italic)
                    else:
                        pieces.append((bare, run.bold, run.italic))
                    used += wide
        out.append(Line(pieces, used, True))
        return out

    def put(self, line, x, y, room, size, align, colour="000000", tag="P"):
        """One line with its baseline at `y`."""
        spare = room - line.width
        gap = 0.0
        if align == "centre":
            x += spare / 2
        elif align == "right":
            x += spare
        elif align == "body" and not line.last:
            spaces = sum(text.count(" ") for text, _, _ in line.pieces)
            gap = spare / spaces if spaces else 0.0
        for text, bold, italic in line.pieces:
            self.page.texts.append((x, y, text, (bold, italic), size, gap, colour, tag, False))
            x += self.width(text, bold, italic, size) + gap * text.count(" ")

    # Flow

    def new_page(self):
        width, height = self.document.paper
        top, right, bottom, left = self.document.margins
        if self.landscape:
            width, height = height, width
            top, right, bottom, left = left, top, right, bottom
        self.page = Page(width, height)
        self.pages.append(self.page)
        self.left, self.room = left, width - left - right
        self.y, self.end = top, height - bottom
        self.number()

    def number(self):
        document, page, count = self.document, self.page, len(self.pages)
        if count == 1:
            return
        size = 13
        text = str(count)
        half = self.width(text, False, False, size) / 2
        place = {
            "top": (page.width / 2 - half, 38),
            "bottom": (page.width / 2 - half, page.height - 28),
            "close": (page.width / 2 - half, self.end + 10.5),
            "side": (page.width - 32, page.height / 2),
        }
        if document.running:
            self.width(document.running, False, True, 11)
            page.texts.append((self.left, 38, document.running, (False, True), 11, 0, "000000", "Artifact", False))
            place["top"] = (self.left + self.room - 2 * half, 38)
        elif document.number is None:
            return
        x, y = place["top" if document.running else document.number]
        page.texts.append((x, y, text, (False, False), size, 0, "000000", "Artifact", False))

    def flow(self, lines, size, align, before=0, after=0, indent=0):
        self.y += before
        lead = size * self.document.leading
        for number, line in enumerate(lines):
            if self.y + lead > self.end:
                self.new_page()
            shift = indent if number == 0 else 0
            self.put(line, self.left + shift, self.y + lead * 0.78, self.room - shift, size, align)
            self.y += lead
        self.y += after

    def paragraph(self, block):
        size = self.document.size
        if block.kind == "rule":
            self.rule_between(self.left + self.room / 2 - 60, self.left + self.room / 2 + 60, self.y + 4)
            self.y += 14
        elif block.kind == "body":
            self.flow(self.lines(block.runs, size, self.room, 28), size, "body", after=6, indent=28)
        else:
            before, after = {"kind": (14, 0), "title": (0, 3), "note": (0, 8)}.get(block.kind, (0, 0))
            self.flow(self.lines(block.runs, size, self.room), size, "centre", before, after)

    def rule_between(self, x0, x1, y):
        self.page.rule(x0, y, x1, y + THIN)

    def column(self, lines, x, room, align, y):
        """Lines (text, size, bold, italic, before) of one column; gives where they end."""
        for text, size, bold, italic, before in lines:
            y += before
            for line in self.lines([Run(text, bold, italic)], size, room):
                self.put(line, x, y + size * 0.95, room, size, align)
                y += size * 1.2
        return y

    def letterhead(self, block):
        ends = []
        for lines, start, share in ((block.left, 0.0, 0.42), (block.right, 0.42, 0.58)):
            x, room, y = self.left + start * self.room, share * self.room, self.y
            under = max((i for i, line in enumerate(lines) if line[1]), default=-1)
            for i, (text, bold, italic) in enumerate(lines):
                y = self.column([(text, block.size, bold, italic, 8 if i == len(lines) - 1 and not bold else 0)], x, room, "centre", y)
                if i == under and len(lines) > 1:
                    self.rule_between(x + room * 0.32, x + room * 0.68, y + 1)
                    y += 4
            ends.append(y)
        self.y = max(ends)

    def closing(self, block):
        tall = max(len(block.recipients) * 14, len(block.signer) * 16 + 80)
        if self.y + tall > self.end:
            self.new_page()
        self.y += 8
        half = self.room / 2
        left = [(t, 12 if t.startswith("Nơi") else 11, t.startswith("Nơi"), t.startswith("Nơi"), 0) for t in block.recipients]
        right = [(t, 13, True, False, 0) for t in block.signer]
        if block.name:
            right.append((block.name, 13, True, False, 60))
        a = self.column(left, self.left, half, "left", self.y)
        self.y = max(a, self.column(right, self.left + half, half, "centre", self.y))

    # Tables

    def table(self, block):
        Grid(self, block).draw()

    def write(self, path):
        for section in self.document.sections:
            self.landscape = section.landscape
            self.new_page()
            for block in section.blocks:
                writer = {Letterhead: self.letterhead, Closing: self.closing, Table: self.table, Paragraph: self.paragraph}[type(block)]
                writer(block)
        pages = [(p.width, p.height, lambda p=p: self.content(p)) for p in self.pages]
        word_file.write(path, self.document.title, self.order, pages, self.add_fonts)

    def add_fonts(self, file, faces):
        return word_file.add_fonts(file, faces)

    # Content stream

    def content(self, page):
        out = []
        for mark, (x, y, text, style, size, gap, colour, tag, turned) in enumerate(page.texts):
            face = self.faces[style]
            index = self.order.index(face)
            open_mark = f"/{tag} <</Type/Pagination>> BDC" if tag == "Artifact" else f"/{tag} <</MCID {mark}/Lang (vi-VN)>> BDC"
            out.append(f"{open_mark} q\n0.000008871 0 {page.width:.2f} {page.height:.2f} re\nW* n")
            red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
            ink = "0 g" if colour == "000000" else f"{red:.5f} {green:.5f} {blue:.5f} rg"
            for part in re.findall(r" ?[^ ]+| +", text):
                for simple, letters in runs_of_font(part):
                    code = show(face, simple, letters, gap, size)
                    matrix = f"0 1 -1 0 {x:.2f} {page.height - y:.2f}" if turned else f"1 0 0 1 {x:.2f} {page.height - y:.2f}"
                    out.append(f"BT\n/F{2 * index + (1 if simple else 2)} {size:g} Tf\n{matrix} Tm\n{ink}\n0 G\n{code}\nET")
                    forward = face.width(letters) * size + gap * letters.count(" ")
                    x, y = (x, y - forward) if turned else (x + forward, y)
            out.append("Q\n EMC")
        for x0, y0, x1, y1 in page.rects:
            out.append(f"/Artifact BMC\nq\n0 g\n{x0:.2f} {page.height - y1:.2f} {max(x1 - x0, THIN):.2f} {max(y1 - y0, THIN):.2f} re\nf*\nQ\nEMC")
        return "\n".join(out).encode("latin-1")


def runs_of_font(text):
    """Pieces of a text whose letters are all in WinAnsi, or all not."""
    out = []
    for letter in text:
        simple = in_winansi(letter)
        if out and out[-1][0] == simple:
            out[-1] = (simple, out[-1][1] + letter)
        else:
            out.append((simple, letter))
    return out


def show(face, simple, letters, gap, size):
    if not simple:
        return "[<" + "".join(f"{face.ids[letter]:04X}" for letter in letters) + ">] TJ"
    parts = []
    for letter in letters:
        code = letter.encode("cp1252").decode("latin-1")
        code = "\\" + code if code in "()\\" else code
        parts.append(code)
        if letter == " " and gap:
            parts.append(f")-{1000 * gap / size:.3f}(" if gap > 0 else f"){-1000 * gap / size:.3f}(")
    return "[(" + "".join(parts) + ")] TJ"


class Grid:
    """Lays a table out and breaks it over pages, row by row and line by line."""

    def __init__(self, printer, block):
        self.printer, self.block = printer, block
        self.rows = block.header + block.rows
        self.head = len(block.header)
        room = printer.room
        self.edges = [printer.left]
        for width in block.widths:
            self.edges.append(self.edges[-1] + width * room)
        self.lead = block.size * 1.2
        self.lay = {}
        for y, row in enumerate(self.rows):
            for x, cell in enumerate(row):
                if cell:
                    span = self.edges[x + cell.colspan] - self.edges[x] - 8
                    run = [Run(cell.text, cell.bold, cell.italic)]
                    self.lay[(y, x)] = [] if not cell.text else printer.lines(run, block.size, 1000 if cell.turned else span)
        self.heights = [self.height(y) for y in range(len(self.rows))]
        for (y, x), lines in self.lay.items():
            cell = self.rows[y][x]
            if cell.rowspan > 1:
                missing = len(lines) * self.lead + 2 * block.padding - sum(self.heights[y : y + cell.rowspan])
                self.heights[y + cell.rowspan - 1] += max(0.0, missing)

    def height(self, y):
        tall = 1
        for x, cell in enumerate(self.rows[y]):
            if cell and cell.rowspan == 1 and not cell.turned:
                tall = max(tall, len(self.lay[(y, x)]))
            if cell and cell.turned:
                tall = max(tall, self.lay[(y, x)][0].width / self.lead + 0.5)
        return tall * self.lead + 2 * self.block.padding

    def draw(self):
        printer, block = self.printer, self.block
        self.pieces = []
        repeated = list(range(self.head)) if block.repeat == "all" else [] if block.repeat == "none" else block.repeat
        for y in range(len(self.rows)):
            if y - self.head in block.breaks:
                self.turn(repeated if y >= self.head else [])
            start, left = 0, self.heights[y]
            total = max([len(self.lay.get((y, x), ())) for x, cell in enumerate(self.rows[y]) if cell and cell.rowspan == 1] or [1])
            while True:
                room = printer.end - printer.y
                if left <= room:
                    self.piece(y, start, 10**6, left)
                    break
                fits = int((room - 2 * block.padding) / self.lead)
                if block.split and y >= self.head and 0 < fits < total - start:
                    self.piece(y, start, start + fits, fits * self.lead + 2 * block.padding, cut=True)
                    start += fits
                    left = (total - start) * self.lead + 2 * block.padding
                self.turn(repeated if y >= self.head else [])
        self.borders()
        printer.y += 10

    def turn(self, repeated):
        self.borders()
        self.printer.new_page()
        for y in repeated:
            self.piece(y, 0, 10**6, self.heights[y])

    def piece(self, y, start, end, height, cut=False):
        """Draws the lines `start..end` of a row's cells; the borders come when the page is full."""
        printer, block, top = self.printer, self.block, self.printer.y
        for x, cell in enumerate(self.rows[y]):
            if cell is None or (cell.rowspan > 1 and start):
                continue
            lines = self.lay[(y, x)]
            lines = lines if cell.rowspan > 1 else lines[start:end]
            left, room = self.edges[x] + 4, self.edges[x + cell.colspan] - self.edges[x] - 8
            if cell.turned:
                centre = left + room / 2 + block.size * 0.3
                base = top + height / 2 + lines[0].width / 2
                for text, bold, italic in lines[0].pieces:
                    printer.page.texts.append((centre, base, text, (bold, italic), block.size, 0, cell.colour, "P", True))
                continue
            middle = 0.0
            if y < self.head:
                tall = sum(self.heights[y : y + cell.rowspan])
                middle = max(0.0, (tall - len(lines) * self.lead) / 2 - block.padding)
            for number, line in enumerate(lines):
                base = top + block.padding + middle + number * self.lead + block.size * 0.92
                printer.put(line, left, base, room, block.size, cell.align, cell.colour)
        self.pieces.append((y, top, top + height, cut))
        printer.y += height

    def borders(self):
        """Rules of the pieces on this page; a cell that spans rows is one box as far as it stands on the page."""
        page, rules = self.printer.page, self.block.rules
        if not self.pieces:
            return
        for number, (y, top, bottom, cut) in enumerate(self.pieces):
            last = number == len(self.pieces) - 1
            for x in range(len(self.block.widths)):
                owner_y, owner_x = self.owner(y, x)
                cell = self.rows[owner_y][owner_x]
                x0, x1 = self.edges[x], self.edges[x + 1]
                first_on_page = number == 0 or self.pieces[number - 1][0] < owner_y or self.pieces[number - 1][0] < self.head <= y
                ends_here = last or y == owner_y + cell.rowspan - 1
                if rules == "header":
                    if y == self.head - 1:
                        page.rule(x0, bottom, x1, bottom + THIN)
                    continue
                if rules == "none":
                    continue
                if y == owner_y or first_on_page:
                    page.rule(x0, top, x1, top + THIN)
                if ends_here and not (last and cut and self.block.open_breaks):
                    page.rule(x0, bottom, x1, bottom + THIN)
                if rules == "grid":
                    if x == owner_x:
                        page.rule(x0, top, x0 + THIN, bottom)
                    if x == owner_x + cell.colspan - 1:
                        page.rule(x1, top, x1 + THIN, bottom)
        self.pieces = []

    def owner(self, y, x):
        """Row and column of the cell that covers a place."""
        for up in range(y, -1, -1):
            for left in range(x, -1, -1):
                cell = self.rows[up][left]
                if cell and up + cell.rowspan > y and left + cell.colspan > x:
                    return up, left
        return y, x


def write(document, path):
    Printer(document).write(path)
