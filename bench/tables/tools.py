"""Tables of a PDF as other programs give them, and as `kehoach extract` does: a list of tables, each a list of rows of strings.

The other programs read page by page; `stitched` joins what they give over pages as a user would: same number of columns on the next page,
repeated header dropped, a row without a number appended to the one before.
"""
import difflib
import json
import re
import resource
import subprocess
import time
import unicodedata


def clean(text):
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def alike(row, other):
    a, b = ("".join("".join(cells).split()).lower() for cells in (row, other))
    return bool(a) and difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.85


def is_numbers(row):
    return sum(bool(re.fullmatch(r"\(\d+\)", cell)) for cell in row) >= 3


def stitched(pages, head):
    """`pages`: for each page its tables. `head`: number of header rows, which the others do not tell."""
    tables = []
    for number, page in enumerate(pages):
        for place, table in enumerate(page):
            rows = [[clean(cell) for cell in row] for row in table]
            last = tables[-1] if tables else None
            if number and place == 0 and last and last["page"] == number - 1 and len(rows[0]) == len(last["rows"][0]):
                header = last["rows"][:head]
                while rows and (is_numbers(rows[0]) or any(alike(rows[0], known) for known in header)):
                    rows.pop(0)
                if rows and not rows[0][0]:
                    joined = [clean(f"{a} {b}") for a, b in zip(last["rows"][-1], rows[0])]
                    last["rows"][-1] = joined
                    rows.pop(0)
                last["rows"] += rows
                last["page"] = number
            else:
                tables.append({"rows": rows, "page": number})
    return [{"header": table["rows"][:head], "rows": table["rows"][head:]} for table in tables]


def pdfplumber_pages(path):
    import pdfplumber

    start = time.process_time()
    with pdfplumber.open(path) as pdf:
        return start, [page.extract_tables() for page in pdf.pages]


def pymupdf_pages(path):
    import pymupdf

    start = time.process_time()
    with pymupdf.open(path) as pdf:
        return start, [[table.extract() for table in page.find_tables().tables] for page in pdf]


def camelot_pages(path):
    import camelot
    from pypdf import PdfReader

    count = len(PdfReader(path).pages)
    start = time.process_time()
    pages = [[] for _ in range(count)]
    for table in camelot.read_pdf(str(path), pages="all", flavor="lattice"):
        pages[table.page - 1].append(table.df.values.tolist())
    return start, pages


OTHERS = {"pdfplumber": pdfplumber_pages, "camelot": camelot_pages, "pymupdf": pymupdf_pages}


def other(tool, path, head):
    """Tables of another program and its CPU seconds, without those of starting Python and loading it."""
    start, pages = OTHERS[tool](path)
    spent = time.process_time() - start
    return stitched(pages, head), spent


def kehoach(program, path):
    """Tables of `kehoach extract`, all its text, and CPU seconds with those of starting it and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, "extract", str(path)], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode:
        return [], spent, done.stderr.strip()
    texts = lambda rows: [[clean(cell["text"]) for cell in row["cells"]] for row in rows]
    plan = json.loads(done.stdout)
    return [{"header": texts(table["header"]), "rows": texts(table["rows"])} for table in plan["tables"]], spent, None
