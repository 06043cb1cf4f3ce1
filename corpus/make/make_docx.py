#!/usr/bin/env python3
"""Writes the plans of `plans/` as Word files into `../docx`, each by the habits of the table below.

    make_docx.py [NAME…]     all, or those whose file name contains NAME

Habits:

    numbered    labels at the beginning of paragraphs are automatic numbers: one list with a level for each form of label,
                whose counts go on or are restarted by numbers with starts of their own
    tracked     words were deleted and inserted, a paragraph was deleted with its end, all recorded
    wrapped     runs stand in content controls, links, smart tags and fields; the first paragraph stands in a text box written twice
                (for new and for old programs); some text is hidden
"""
import copy
import re
import sys
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

import plan
from make_plans import check_words, set_options
from printers.libreoffice import FAMILY, docx, element

HERE = Path(__file__).parent
OUT = HERE.parent / "docx"

FILES = [
    ("an-giang-benh-an-dien-tu-2025", ["numbered"]),
    ("ca-mau-y-te-so-2026", ["numbered", "tracked"]),
    ("dong-thap-khoa-hoc-cong-nghe-2026", ["tracked"]),
    ("lam-dong-phuc-vu-hanh-chinh-cong-2026", ["numbered", "wrapped"]),
    ("lao-cai-chuyen-doi-so-y-te-2026", ["numbered"]),
    ("quang-ninh-ban-chi-dao-2026", ["wrapped"]),
    ("thanh-hoa-y-te-so-2025", ["numbered", "tracked", "wrapped"]),
    ("vinh-phuc-cong-nghe-thong-tin-y-te-2025", []),
]

# Forms of labels: pattern, format of the count, text around it.
FORMS = [
    (r"([IVX]+)\. ", "upperRoman", "%{}."),
    (r"(\d+)\. ", "decimal", "%{}."),
    (r"(\d+)\.(\d+)\. ", "decimal", "%{}.%{}."),
    (r"([a-ceghik-v])\) ", "lowerLetter", "%{})"),
    (r"(\d+)\) ", "decimal", "%{})"),
    (r"\((\d+)\) ", "decimal", "(%{})"),
    (r"(-) ", "bullet", "-"),
    (r"(\+) ", "bullet", "+"),
]
# Level of each form; `1.1.` stands under `1.`.
LEVELS = [0, 1, 2, 3, 4, 5, 6, 7]

# The alphabet of Word: `đ)` is typed by hand.
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def value(form, match):
    """The count that a label shows."""
    if form[1] == "bullet":
        return 1
    last = match.groups()[-1]
    if form[1] == "upperRoman":
        numerals = {"I": 1, "V": 5, "X": 10}
        digits = [numerals[c] for c in last]
        return sum(-d if any(e > d for e in digits[i + 1 :]) else d for i, d in enumerate(digits))
    if form[1] == "lowerLetter":
        return LETTERS.index(last) + 1
    return int(last)


def labelled(text):
    for level, form in zip(LEVELS, FORMS):
        match = re.match(form[0], text)
        if match:
            return level, form, match
    return None


def add_list(numbering):
    """One abstract list with a level for each form; its id."""
    levels = []
    for level, (_, kind, text) in zip(LEVELS, FORMS):
        shown = text.format(level, level + 1) if text.count("{}") == 2 else text.format(level + 1)
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/>'
            f'<w:lvlJc w:val="left"/></w:lvl>'
        )
    ids = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
    new = max(ids, default=0) + 1
    xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{new}">{"".join(levels)}</w:abstractNum>'
    first = numbering.find(qn("w:num"))
    abstract = parse_xml(xml)
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    return new


def add_number(numbering, abstract, level=None, start=None):
    ids = [int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))]
    new = max(ids, default=0) + 1
    number = element("w:num", numId=new)
    number.append(element("w:abstractNumId", val=abstract))
    if start is not None:
        change = element("w:lvlOverride", ilvl=level)
        change.append(element("w:startOverride", val=start))
        number.append(change)
    numbering.append(number)
    return new


def number_labels(out):
    """Takes labels out of the text of body paragraphs and sets them as automatic numbers."""
    numbering = out.part.numbering_part.element
    abstract = add_list(numbering)
    plain = add_number(numbering, abstract)
    counts = [None] * len(LEVELS)
    for paragraph in out.paragraphs:
        found = labelled(paragraph.text)
        if not found:
            continue
        level, form, match = found
        if text_before_first_run(paragraph, match.end()):
            continue
        if form[2].count("{}") == 2 and counts[level - 1] != int(match.group(1)):
            continue
        want = value(form, match)
        have = 1 if counts[level] is None else counts[level] + 1
        number = plain
        if form[1] != "bullet" and want != have:
            number = add_number(numbering, abstract, level, want)
        counts[level] = want
        counts[level + 1 :] = [None] * (len(LEVELS) - level - 1)
        run = paragraph.runs[0]
        run.text = run.text[match.end() :]
        properties = paragraph._p.get_or_add_pPr()
        numbered = element("w:numPr")
        numbered.append(element("w:ilvl", val=level))
        numbered.append(element("w:numId", val=number))
        properties.append(numbered)


def text_before_first_run(paragraph, length):
    """Whether the label is not all in the first run."""
    return not paragraph.runs or len(paragraph.runs[0].text) < length


def deleted_run(text):
    run = element("w:r")
    gone = element("w:delText")
    gone.text = text
    gone.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(gone)
    return run


def mark(name, at):
    return element(name, id=at, author="B", date="2026-01-05T08:00:00Z")


def track(out):
    """Records insertions and deletions that leave the text as it is."""
    at = 1000
    body = [paragraph for paragraph in out.paragraphs if len(paragraph.text) > 60 and paragraph.runs]
    for i, paragraph in enumerate(body):
        run = paragraph.runs[0]
        at += 2
        if i % 3 == 0:
            gone = mark("w:del", at)
            gone.append(deleted_run("trước đây "))
            run._r.addnext(gone)
        elif i % 3 == 1:
            new = mark("w:ins", at)
            run._r.addprevious(new)
            new.append(run._r)
        else:
            # The end of a paragraph was deleted: it goes on with the next.
            words = run.text.split(" ")
            half = len(words) // 2
            before = copy.deepcopy(paragraph._p)
            for inner in list(before):
                if inner.tag != qn("w:pPr"):
                    before.remove(inner)
            properties = before.find(qn("w:pPr"))
            if properties is None:
                properties = element("w:pPr")
                before.insert(0, properties)
            for numbered in properties.findall(qn("w:numPr")):
                properties.remove(numbered)
            end = element("w:rPr")
            end.append(mark("w:del", at))
            properties.append(end)
            first = copy.deepcopy(run._r)
            before.append(first)
            first.find(qn("w:t")).text = " ".join(words[:half]) + " "
            first.find(qn("w:t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.text = " ".join(words[half:])
            paragraph._p.addprevious(before)


BOX = (
    '<w:r {ns}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    "<w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
    '<mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>{inner}</w:txbxContent></v:textbox>'
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def wrap(out):
    """Puts runs into what Word and other programs put around them."""
    body = [paragraph for paragraph in out.paragraphs if len(paragraph.text) > 60 and paragraph.runs]
    for i, paragraph in enumerate(body):
        run = paragraph.runs[0]._r
        kind = i % 5
        if kind == 0:
            control = element("w:sdt")
            control.append(element("w:sdtPr"))
            content = element("w:sdtContent")
            control.append(content)
            run.addprevious(control)
            content.append(run)
        elif kind == 1:
            link = element("w:hyperlink", anchor="x")
            run.addprevious(link)
            link.append(run)
        elif kind == 2:
            tag = element("w:smartTag", element="place")
            run.addprevious(tag)
            tag.append(run)
        elif kind == 3:
            for state in ("begin", "separate"):
                part = element("w:r")
                part.append(element("w:fldChar", fldCharType=state))
                run.addprevious(part)
                if state == "begin":
                    code = element("w:r")
                    inner = element("w:instrText")
                    inner.text = ' HYPERLINK "x" '
                    code.append(inner)
                    run.addprevious(code)
            part = element("w:r")
            part.append(element("w:fldChar", fldCharType="end"))
            run.addnext(part)
        else:
            hidden = parse_xml(f'<w:r {nsdecls("w")}><w:rPr><w:vanish/></w:rPr><w:t>không in ra</w:t></w:r>')
            run.addnext(hidden)
    # The first words of the body stand in a text box of their own paragraph.
    first = body[0]._p
    inner = copy.deepcopy(first)
    holder = element("w:p")
    xml = BOX.format(ns=nsdecls("w"), inner="")
    box = parse_xml(xml)
    for content in box.iter(qn("w:txbxContent")):
        content.append(copy.deepcopy(inner))
    holder.append(box)
    first.addprevious(holder)
    first.getparent().remove(first)


def settle(path):
    """The same bytes each time: members in order, with one date."""
    with zipfile.ZipFile(path) as archive:
        members = [(name, archive.read(name)) for name in sorted(archive.namelist())]
    members.sort(key=lambda member: member[0] != "[Content_Types].xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            if name == "docProps/core.xml":
                data = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">2026-01-05T08:00:00Z<", data)
            if name == "docProps/thumbnail.jpeg":
                continue
            if name == "_rels/.rels":
                data = re.sub(rb'<Relationship [^>]*thumbnail[^>]*/>', b"", data)
            info = zipfile.ZipInfo(name, (2026, 1, 5, 8, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


def main():
    OUT.mkdir(exist_ok=True)
    for name, habits in FILES:
        path = OUT / f"{name}.{'-'.join(habits) or 'plain'}.docx"
        if sys.argv[1:] and not any(word in path.name for word in sys.argv[1:]):
            continue
        document = plan.read(HERE / "plans" / f"{name}.tsv")
        check_words(name, document)
        set_options(document, {})
        out = docx(document, FAMILY)
        if "numbered" in habits:
            number_labels(out)
        if "tracked" in habits:
            track(out)
        if "wrapped" in habits:
            wrap(out)
        out.save(str(path))
        settle(path)
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
