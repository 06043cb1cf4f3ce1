"""Compares the tables that a program gives with those that were printed."""
import difflib
from collections import Counter
from dataclasses import dataclass, field


def squeezed(text):
    return "".join(text.split())


@dataclass
class Score:
    """Counts of one document, or of several added up."""

    want: int = 0
    got: int = 0
    right: int = 0
    right_spaceless: int = 0
    rows: int = 0
    rows_right: int = 0
    split: int = 0
    joined: int = 0
    apart: int = 0
    merged: int = 0
    lost_rows: int = 0
    words: int = 0
    lost_words: int = 0
    header: int = 0
    headers: int = 0
    faults: list = field(default_factory=list)

    def add(self, other):
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def f1(self, right):
        return 1.0 if self.want == self.got == 0 else 2 * right / (self.want + self.got)


def place_texts(rows):
    """For every place of the printed table: (text, whether a span of another place covers it)."""
    width = len(rows[0]["cells"])
    out = [[("", False) for _ in range(width)] for _ in rows]
    for y, row in enumerate(rows):
        for x, cell in enumerate(row["cells"]):
            if cell is None:
                continue
            for down in range(cell.get("rows", 1)):
                for right in range(cell.get("columns", 1)):
                    if y + down < len(rows):
                        out[y + down][x + right] = (cell["text"], bool(down or right))
    return out


def likeness(want, got):
    """How well a row that came out fits a printed one."""
    equal = sum(1 for (text, covered), other in zip(want, got) if text and not covered and squeezed(text) == squeezed(other))
    a = Counter(word for text, covered in want if not covered for word in text.split())
    b = Counter(" ".join(got).split())
    common = sum((a & b).values())
    return equal + 2 * common / max(1, sum(a.values()) + sum(b.values()))


def align(want, got):
    """Pairs of row numbers in the same order, those that fit best together."""
    best = [[(0.0, None)] * (len(got) + 1) for _ in range(len(want) + 1)]
    for i in range(1, len(want) + 1):
        for j in range(1, len(got) + 1):
            fit = likeness(want[i - 1], got[j - 1])
            choices = [(best[i - 1][j][0], "up"), (best[i][j - 1][0], "left")]
            if fit > 0.3:
                choices.append((best[i - 1][j - 1][0] + fit, "pair"))
            best[i][j] = max(choices, key=lambda choice: choice[0])
    pairs, i, j = {}, len(want), len(got)
    while i and j:
        step = best[i][j][1]
        if step == "pair":
            pairs[i - 1] = j - 1
        i, j = i - (step != "left"), j - (step != "up")
    return pairs


def wide(row):
    """The longest text of a printed row: what one recognises it by."""
    return max((cell["text"] for cell in row["cells"] if cell), key=len)


def score_table(table, got):
    """`got` is {"header": rows, "rows": rows} or None."""
    out = Score()
    rows = table["rows"]
    want = place_texts(rows)
    have = got["rows"] if got else []
    out.headers = 1
    wanted_header = [[squeezed(cell["text"]) for cell in row if cell] for row in table["header"]]
    if got and [[squeezed(cell) for cell in row if cell] for row in got["header"]] == wanted_header:
        out.header = 1
    pairs = align(want, have)
    out.rows = len(rows)
    for cells in want:
        out.want += sum(bool(text) and not covered for text, covered in cells)
    paired = {j: i for i, j in pairs.items()}
    for j, cells in enumerate(have):
        for x, cell in enumerate(cells):
            if not cell:
                continue
            text, covered = want[paired[j]][x] if j in paired and x < len(want[paired[j]]) else ("", False)
            if covered and squeezed(text) == squeezed(cell):
                continue
            out.got += 1
            if text and not covered:
                out.right += text == cell
                out.right_spaceless += squeezed(text) == squeezed(cell)
    joined_rows = [squeezed(" ".join(cells)) for cells in have]
    heads = [squeezed(wide(row))[:24] for row in rows]
    for j, text in enumerate(joined_rows):
        inside = {head for head, row in zip(heads, rows) if row["kind"] == "row" and len(wide(row)) > 40 and head in text}
        if len(inside) > 1:
            out.merged += 1
            out.faults.append(("rows merged", None, " | ".join(have[j])))
    for i, row in enumerate(rows):
        cells = have[pairs[i]] if i in pairs else None
        padded = [] if cells is None else cells + [""] * (len(want[i]) - len(cells))
        fine = cells is not None and all(
            squeezed(other) == squeezed(text) or (covered and not other) for (text, covered), other in zip(want[i], padded)
        )
        out.rows_right += fine
        if "parts" in row:
            out.split += 1
            out.joined += fine
            ends = [squeezed(max(part, key=len))[-20:] for part in row["parts"]]
            if not fine and len({j for j, text in enumerate(joined_rows) for end in ends if end and end in text}) > 1:
                out.apart += 1
        if not fine:
            missing = not any(heads[i] and heads[i] in text for text in joined_rows)
            out.lost_rows += missing
            name = "row lost" if missing else "row split over pages wrong" if "parts" in row else "row wrong"
            shown = " | ".join(cell["text"] if cell else "·" for cell in row["cells"])
            out.faults.append((f"{name} (pages {row['pages']})", shown, None if cells is None else " | ".join(cells)))
    for j, cells in enumerate(have):
        if j not in paired:
            out.faults.append(("row too many", None, " | ".join(cells)))
    return out


def score_document(truth, got):
    """`got`: list of tables. Each printed table is compared with the one that fits best; cells of tables left over count as wrong."""
    out, left = Score(), list(got)
    for table in truth["tables"]:
        want = place_texts(table["rows"])
        fits = [sum(likeness(want[i], one["rows"][j]) for i, j in align(want, one["rows"]).items()) for one in left]
        best = max(range(len(left)), key=lambda n: fits[n]) if left and max(fits) > 0.5 else None
        out.add(score_table(table, left.pop(best) if best is not None else None))
    for table in left:
        cells = [cell for row in table["header"] + table["rows"] for cell in row if cell]
        out.got += len(cells)
        if cells:
            out.faults.append(("table too many", None, " | ".join(cells)[:300]))
    printed = Counter(
        word for table in truth["tables"] for row in table["header"] + [row["cells"] for row in table["rows"]] for cell in row if cell for word in cell["text"].split()
    )
    found = Counter(word for table in got for row in table["header"] + table["rows"] for cell in row for word in cell.split())
    out.words = sum(printed.values())
    out.lost_words = sum((printed - found).values())
    return out


def first_difference(want, got):
    """What differs between two texts, short."""
    matcher = difflib.SequenceMatcher(None, want, got, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            return f"{want[max(0, a - 20):a]}[{want[a:b][:80]} → {got[c:d][:80]}]"
    return ""
