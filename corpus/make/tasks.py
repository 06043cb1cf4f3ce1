"""Made-up task tables: the rows, what is special about their form, and how they are laid out. Everything comes from one seed."""
from dataclasses import dataclass

import words
from document import Cell, Document, Paragraph, Run, Section, Table, lay_spans

WIDTHS = [6, 32, 15, 16, 15, 16]
NARROW = [9, 29, 15, 16, 15, 16]
"""Shares of the columns on landscape and on upright pages."""


@dataclass
class Form:
    """How a table differs from a plain one with a grid, a header on every page and rows that break over pages."""

    producer: str
    about: str
    rows: int = 15
    groups: str | None = None
    """How group rows are merged: title (label, then the title over the rest), all (one cell), bare (no cell merged)."""
    restart: bool = False
    owners: str | None = None
    """merged: neighbours with one lead share the cell; ditto: signs of repetition."""
    steps: str | None = None
    """Rows of a task in several steps: merged (one cell of number and task), empty (cells really empty under the first)."""
    lists: bool = False
    header: str = "one"
    """one, two (two levels), turned (narrow columns with text that runs upwards)."""
    numbers: bool = False
    """A row of column numbers `(1) (2) …` closes the header."""
    repeat: object = "all"
    split: bool = True
    open_breaks: bool = False
    rules: str = "grid"
    typo: bool = False
    """The header on the next page is typed by hand, with slips; the row is cut by hand as well."""
    long: str | None = None
    """one: a task of many lines in every second row while its other cells have one; pages: a task over three pages."""
    before: bool = False
    second: bool = False
    """Two tables on one page, the second of another form."""
    landscape: bool = True
    notes: bool = False
    """A seventh column, empty in many rows."""
    turn: str | None = None
    """rotate: pages are stored upright with /Rotate; sideways: the text runs upwards on an upright page."""
    number: str | None = "top"
    breaks: tuple = ()
    size: float = 12
    padding: float = 4
    family: str | None = None


def sentence(rng, clauses):
    text = f"{rng.choice(words.VERBS)} {rng.choice(words.THINGS)} {rng.choice(words.PLACES)}"
    tails = []
    while len(tails) < clauses:
        tails += rng.sample(words.CLAUSES, len(words.CLAUSES))
    tails = tails[:clauses]
    return "; ".join([text, *tails])


def bullets(rng, items, count):
    return "\n".join(f"- {item}" for item in rng.sample(items, count))


def task_row(rng, form, label, index):
    """Texts of one row: number, task, lead, partners, product, time."""
    clauses = rng.choice((2, 4, 5, 7) if form.split and not form.typo else (1, 2, 2, 3, 5))
    if form.long == "one":
        clauses = 9 if index % 2 == 1 else 2
    elif form.long == "pages" and index == 2:
        clauses = 60
    lists = form.lists and index % 2 == 0
    return [
        label,
        sentence(rng, clauses) + ("\n" + bullets(rng, words.CLAUSES, 3) if lists else ""),
        rng.choice(words.LEADS),
        bullets(rng, words.LEADS, 3) if lists else rng.choice(words.PARTNERS),
        rng.choice(words.OUTPUTS),
        rng.choice(words.TIMES),
        *([rng.choice(words.NOTES)] if form.notes else []),
    ]


def group_row(form, label, title, width):
    if form.groups == "all":
        return [Cell(f"{label}. {title}", bold=True)] + ["<"] * (width - 1)
    if form.groups == "title":
        return [Cell(label, bold=True, align="centre"), Cell(title, bold=True)] + ["<"] * (width - 2)
    return [Cell(label, bold=True, align="centre"), Cell(title, bold=True)] + [Cell("") for _ in range(width - 2)]


def styled(texts):
    return [text if text in ("<", "^") else Cell(text, align="centre" if len(text) <= 4 else "left") for text in texts]


def body(rng, form):
    """Rows of strings, marks of spans and group rows of Cells; beside each whether it is a group row."""
    rows, kinds, label = [], [], 0
    groups = iter(rng.sample(words.GROUPS, len(words.GROUPS)))
    roman = iter(["I", "II", "III", "IV", "V", "VI", "VII"])
    for index in range(form.rows):
        if form.groups and index % 4 == 0:
            rows.append(group_row(form, next(roman), next(groups), len(WIDTHS) + form.notes))
            kinds.append("group")
            label = 0 if form.restart else label
        label += 1
        row = task_row(rng, form, str(label), index)
        before = rows[-1] if rows and kinds[-1] == "row" else None
        if before and form.owners == "merged" and index % 3:
            row[2] = "^"
        if before and form.owners == "ditto" and index % 3:
            row[2] = rng.choice(("nt", "-nt-", "″"))
            row[5] = rng.choice(("nt", "″", row[5]))
        rows.append(row)
        kinds.append("row")
        if form.steps and index % 3 == 0:
            for _ in range(rng.choice((1, 2))):
                step = task_row(rng, form, "", index)
                step[0], step[1] = ("^", "^") if form.steps == "merged" else ("", "")
                step[2] = rng.choice(words.LEADS)
                rows.append(step)
                kinds.append("row")
    return [row if kind == "group" else styled(row) for row, kind in zip(rows, kinds)], kinds


def header(form, names=words.HEADER):
    names = [*names, "Ghi chú"] if form.notes else names
    if form.header == "two":
        top = [names[0], names[1], "Cơ quan thực hiện", "<", *names[4:]]
        rows = [top, ["^", "^", "Chủ trì", "Phối hợp", *("^" for _ in names[4:])]]
    else:
        rows = [list(names)]
    if form.numbers:
        rows.append([f"({i})" for i in range(1, len(names) + 1)])
    turned = (4, 5) if form.header == "turned" else ()
    out = []
    for row in rows:
        cells = [
            text if text in ("<", "^") else Cell(text, bold=not text.startswith("("), align="centre", turned=x in turned)
            for x, text in enumerate(row)
        ]
        out.append(cells)
    return lay_spans(out)


def make_table(form, head, rows):
    widths = [6, 38, 17, 19, 10, 10] if form.header == "turned" else WIDTHS if form.landscape else NARROW
    widths = [*widths, 11] if form.notes else widths
    total = sum(widths)
    return Table(
        [width / total for width in widths], head, rows, repeat=form.repeat, split=form.split, rules=form.rules,
        size=form.size, padding=form.padding, open_breaks=form.open_breaks, breaks=list(form.breaks),
    )


def cut(cell, share):
    """Two cells with the words of one, cut after a share of them."""
    parts = cell.text.split(" ")
    at = round(len(parts) * share)
    made = []
    for text in (" ".join(parts[:at]), " ".join(parts[at:])):
        one = Cell(text, align=cell.align)
        one.row, one.column = cell.row, cell.column
        made.append(one)
    return made


def typed_by_hand(form, rows, at):
    """The table as two tables: row `at` is cut, the second table has the header with slips."""
    first, second = [], []
    for x, cell in enumerate(rows[at]):
        a, b = cut(cell, 0.6 if x == 1 else 0.5 if x == 4 else 1)
        first.append(a)
        second.append(b)
    return [
        make_table(form, header(form), rows[:at] + [first]),
        make_table(form, header(form, words.TYPO_HEADER), [second] + rows[at + 1 :]),
    ]


def small_table(rng):
    """A table of another form: four columns, no task table."""
    head = lay_spans([[Cell(text, bold=True, align="centre") for text in ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026")]])
    rows = lay_spans(
        [[Cell(str(i), align="centre"), Cell(f"Tỷ lệ đơn vị hoàn thành việc {thing}"), Cell("%", align="centre"), Cell(str(rng.randrange(40, 100)), align="centre")]
         for i, thing in enumerate(rng.sample(words.THINGS, 4), 1)]
    )
    return Table([0.08, 0.6, 0.16, 0.16], head, rows, size=12)


def paragraph(text, kind="body", bold=False):
    return Paragraph([Run(text, bold, kind == "note")], kind)


def make(rng, form, at=4):
    """The document, and its tables as (header, rows, kinds of the rows). `at`: the row that is cut by hand."""
    rows, kinds = body(rng, form)
    rows = lay_spans(rows)
    head = header(form)
    blocks = [paragraph("PHỤ LỤC", "centre", True), paragraph("DANH MỤC NHIỆM VỤ NĂM 2026", "centre", True), paragraph("(Kèm theo Kế hoạch)", "note")]
    if form.before:
        blocks += [paragraph(text) for text in words.PARAGRAPHS * 2]
    logical = []
    if form.second:
        small = small_table(rng)
        blocks += [small, paragraph("II. NHIỆM VỤ CỤ THỂ", "body", True)]
        logical.append((small.header, small.rows, ["row"] * len(small.rows)))
    sections = [Section(blocks, landscape=form.landscape)]
    if form.typo:
        first, second = typed_by_hand(form, rows, at)
        blocks.append(first)
        sections.append(Section([second], landscape=form.landscape))
    else:
        blocks.append(make_table(form, head, rows))
    logical.append((head, rows, kinds))
    document = Document(sections, title="Danh mục nhiệm vụ", number=form.number, size=13)
    return document, logical
