#!/usr/bin/env python3
"""Prints the plans of `plans/` as PDF into `../pdf`, by the producers of the table below.

    make_plans.py [NAME…]     all, or those whose file name contains NAME
"""
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True

import plan
import printers
from printers import faces
from document import Paragraph, Table

HERE = Path(__file__).parent
OUT = HERE.parent / "pdf"

# plan, producer, what is set otherwise: size and padding of tables (so that rows break over the page), face, …
PRINTS = [
    ("an-giang-benh-an-dien-tu-2025", "libreoffice", {}),
    ("ba-ria-vung-tau-benh-vien-thong-minh-2024", "libreoffice", {"size": 14, "padding": 18}),
    ("ba-ria-vung-tau-benh-vien-thong-minh-2024", "word", {"size": 14, "padding": 20, "repeat": "none"}),
    ("ca-mau-y-te-so-2026", "typst", {"size": 14, "padding": 9}),
    ("ca-mau-y-te-so-2026", "libreoffice", {"size": 14, "padding": 5, "decomposed": True}),
    ("can-tho-xa-truong-long-chuyen-doi-so-2025", "chromium", {}),
    ("dak-lak-benh-an-dien-tu-2026", "typst", {"family": "Liberation Serif"}),
    ("dong-thap-khoa-hoc-cong-nghe-2026", "chromium", {"size": 13, "padding": 5}),
    ("dong-thap-khoa-hoc-cong-nghe-2026", "typst", {"size": 13, "padding": 5, "repeat": "none"}),
    ("hue-y-te-so-2025", "weasyprint", {}),
    ("lam-dong-phuc-vu-hanh-chinh-cong-2026", "chromium", {}),
    ("lam-dong-phuc-vu-hanh-chinh-cong-2026", "libreoffice", {"restart": True}),
    ("lao-cai-chuyen-doi-so-y-te-2026", "libreoffice", {"size": 12.5, "padding": 5}),
    ("lao-cai-chuyen-doi-so-y-te-2026", "chromium", {"size": 12.5, "padding": 6}),
    ("lao-cai-chuyen-doi-so-y-te-2026", "reportlab", {"size": 13, "padding": 4}),
    ("nghe-an-chuong-trinh-hanh-dong-nq72-2025", "reportlab", {}),
    ("quang-ninh-ban-chi-dao-2026", "libreoffice", {}),
    ("quang-ninh-ban-chi-dao-2026", "weasyprint", {}),
    ("quang-ninh-ban-chi-dao-2026", "tcvn3", {}),
    ("an-giang-benh-an-dien-tu-2025", "tcvn3", {}),
    ("hue-y-te-so-2025", "vni", {}),
    ("thanh-hoa-y-te-so-2025", "typst", {}),
    ("thanh-hoa-y-te-so-2025", "reportlab", {"family": "Free Serif"}),
    ("thanh-hoa-y-te-so-2025-2026-thay-the", "word", {}),
    ("thanh-hoa-y-te-so-2025-2026-thay-the", "weasyprint", {"size": 14, "padding": 30}),
    ("vinh-phuc-cong-nghe-thong-tin-y-te-2025", "word", {}),
]


def check_words(name, document):
    """A layout file has the words of its twin: no other, none missing but page numbers, markup and repeated headers."""
    twin = next(path for path in HERE.parent.glob(f"{name}.*") if path.suffix in (".txt", ".md"))
    text = re.sub(r"</?\w+/?>", " ", twin.read_text(encoding="utf-8-sig"))
    extra = Counter(plan.words(plan.plan_text(document))) - Counter(plan.words(text))
    missing = set(plan.words(text)) - set(plan.words(plan.plan_text(document)))
    missing = {word for word in missing if not (word.isdigit() and len(word) == 1)} - {"thanh"}
    if extra or missing:
        sys.exit(f"error: plans/{name}.tsv: words that its twin has not: {dict(extra)}; words that it lacks: {missing}")


def set_options(document, options):
    """Applies the options of a print; gives those that are the printer's."""
    rest = dict(options)
    for section in document.sections:
        section.restart_numbers = section.landscape and rest.get("restart", False)
        for block in section.blocks:
            if isinstance(block, Table):
                block.size = rest.get("size", 12)
                block.padding = rest.get("padding", 4)
                block.repeat = rest.get("repeat", "all")
            if rest.get("decomposed") and isinstance(block, (Paragraph, Table)):
                pieces = block.runs if isinstance(block, Paragraph) else block.cells()
                for piece in pieces:
                    piece.text = unicodedata.normalize("NFD", piece.text)
    return {name: value for name, value in rest.items() if name == "family"}


def main():
    faces.use_only_these()
    OUT.mkdir(exist_ok=True)
    for name, producer, options in PRINTS:
        path = OUT / f"{name}.{producer}.pdf"
        if sys.argv[1:] and not any(word in path.name for word in sys.argv[1:]):
            continue
        document = plan.read(HERE / "plans" / f"{name}.tsv")
        check_words(name, document)
        printers.write(producer, document, path, **set_options(document, options))
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
