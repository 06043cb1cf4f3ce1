"""What is printed: a document as sections of blocks, independent of the program that prints it.

Texts are runs (text, bold, italic). A table knows its spans and how it may break; the printers
decide where it does.
"""
from dataclasses import dataclass, field


@dataclass
class Run:
    text: str
    bold: bool = False
    italic: bool = False


@dataclass
class Paragraph:
    """One paragraph. `kind`: body (justified, first line indented), centre, note (centred, italic),
    kind (name of the document), title, rule (a short line under the title)."""

    runs: list
    kind: str = "body"

    @property
    def text(self):
        return "".join(run.text for run in self.runs)


@dataclass
class Letterhead:
    """Two columns side by side: lists of (text, bold, italic)."""

    left: list
    right: list

    @property
    def size(self):
        """Points; smaller when the issuer's name is long."""
        return 11 if any(len(line[0]) > 24 for line in self.left) else 12


@dataclass
class Closing:
    """Recipients on the left, title and name of the signer on the right."""

    recipients: list
    signer: list
    name: str | None


@dataclass
class Cell:
    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    bold: bool = False
    italic: bool = False
    align: str = "left"
    turned: bool = False
    """Text that runs upwards, as in narrow columns of a header."""
    colour: str = "000000"
    row: int = 0
    column: int = 0


@dataclass
class Table:
    """`header` and `rows` are lists of rows; a row has a Cell or None (covered by a span) a column."""

    widths: list
    header: list
    rows: list
    repeat: object = "all"
    """Which header rows later pages repeat: "all", "none", or a list of their numbers."""
    split: bool = True
    """Whether a row may break over the page."""
    rules: str = "grid"
    """grid, horizontal (no vertical lines), header (one line under the header), none."""
    size: float = 12
    padding: float = 4
    """Points between a rule and the text."""
    open_breaks: bool = False
    """Whether the parts of a split row lack the rule towards the page break (where the printer can choose)."""
    breaks: list = field(default_factory=list)
    """Numbers of rows before which a new page begins."""

    def cells(self):
        for part in (self.header, self.rows):
            for row in part:
                yield from (cell for cell in row if cell)


@dataclass
class Section:
    """Pages of one orientation."""

    blocks: list
    landscape: bool = False
    restart_numbers: bool = False


@dataclass
class Document:
    sections: list
    title: str = ""
    running: str | None = None
    """Header line of every page from the second on; the page number stands at its right end."""
    number: str | None = "top"
    """Where page numbers stand from the second page on: top, bottom, close (just under the body), side (right margin, half way down)."""
    leading: float = 1.3
    size: float = 14
    paper: tuple = (595.28, 841.89)
    margins: tuple = (57, 57, 57, 85)
    """Top, right, bottom, left, in points."""


def lay_spans(rows):
    """Turns rows of strings or Cells into rows of Cells: "<" joins the cell to its left, "^" to the one above."""
    grid = []
    for y, row in enumerate(rows):
        out = []
        for x, value in enumerate(row):
            if value == "<":
                at = x - 1
                while out[at] is None and at > 0:
                    at -= 1
                out[at].colspan += 1
                out.append(None)
            elif value == "^":
                up = y - 1
                while grid[up][x] is None:
                    up -= 1
                grid[up][x].rowspan += 1
                out.append(None)
            else:
                cell = value if isinstance(value, Cell) else Cell(value)
                cell.row, cell.column = y, x
                out.append(cell)
        grid.append(out)
    return grid
