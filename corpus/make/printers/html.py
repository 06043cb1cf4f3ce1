"""A document as HTML with CSS for print; Chromium and WeasyPrint print it."""
from html import escape

from document import Closing, Letterhead, Paragraph, Table


def styled(text, bold, italic):
    text = escape(text).replace("\n", "<br>")
    if bold:
        text = f"<b>{text}</b>"
    return f"<i>{text}</i>" if italic else text


def keep_spaces(text):
    return text.replace("  ", "\u00a0 ")


def runs(paragraph):
    return "".join(styled(keep_spaces(run.text), run.bold, run.italic) for run in paragraph.runs)


def letterhead(block):
    def column(lines, name):
        rows = ""
        under = max((i for i, line in enumerate(lines) if line[1]), default=-1)
        for i, (text, bold, italic) in enumerate(lines):
            rows += f"<p>{styled(keep_spaces(text), bold, italic)}</p>"
            if i == under and len(lines) > 1:
                rows += '<div class="under"></div>'
        return f'<td class="{name}">{rows}</td>'

    return f'<table class="plain" style="font-size:{block.size}pt"><tr>{column(block.left, "from")}{column(block.right, "nation")}</tr></table>'


def closing(block):
    left = []
    for line in block.recipients:
        first = line.startswith("Nơi nhận")
        left.append(f'<p class="{"first" if first else "copy"}">{styled(line, first, first)}</p>')
    right = [f"<p><b>{escape(line)}</b></p>" for line in block.signer]
    if block.name:
        right.append(f'<p class="name"><b>{escape(block.name)}</b></p>')
    return f'<table class="plain closing"><tr><td class="copies">{"".join(left)}</td><td class="sign">{"".join(right)}</td></tr></table>'


def cell(one, tag):
    spans = "".join(f' {name}="{count}"' for name, count in (("colspan", one.colspan), ("rowspan", one.rowspan)) if count > 1)
    text = styled(keep_spaces(one.text), one.bold, one.italic)
    style = f"color:#{one.colour};text-align:{'center' if one.align == 'centre' else one.align}"
    if one.turned:
        text = f'<div class="turned">{text}</div>'
    return f'<{tag}{spans} style="{style}">{text}</{tag}>'


def row(cells, tag, style=""):
    return f"<tr{style}>{''.join(cell(one, tag) for one in cells if one)}</tr>"


def table(block):
    columns = "".join(f'<col style="width:{100 * width:.2f}%">' for width in block.widths)
    repeated = list(range(len(block.header))) if block.repeat == "all" else [] if block.repeat == "none" else block.repeat
    head = "".join(row(block.header[i], "th") for i in repeated)
    body = "".join(row(cells, "th") for i, cells in enumerate(block.header) if i not in repeated)
    for i, cells in enumerate(block.rows):
        body += row(cells, "td", ' class="new"' if i in block.breaks else "")
    style = f"font-size:{block.size}pt;--pad:{block.padding}pt"
    kind = "" if block.split else " whole"
    return (
        f'<table class="ruled {block.rules}{kind}" style="{style}"><colgroup>{columns}</colgroup>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )


def block_html(block):
    if isinstance(block, Letterhead):
        return letterhead(block)
    if isinstance(block, Closing):
        return closing(block)
    if isinstance(block, Table):
        return table(block)
    assert isinstance(block, Paragraph)
    return f'<p class="{block.kind}">{runs(block)}</p>'


def page_rules(document, family):
    width, height = document.paper
    top, right, bottom, left = document.margins
    number = ""
    where = {"top": "@top-center", "bottom": "@bottom-center", "close": "@bottom-right"}.get(document.number)
    if document.running:
        number = (
            f'@top-left {{ content: "{document.running}"; font-size: 11pt; font-style: italic; white-space: nowrap }} '
            f"@top-right {{ content: counter(page); font: 11pt {family!r} }}"
        )
    elif where:
        edge = "vertical-align: top;" if document.number == "close" else ""
        number = f"{where} {{ content: counter(page); font: 13pt {family!r}; {edge} }}"
    first = "".join(f"{box} {{ content: none }} " for box in ("@top-center", "@top-left", "@top-right", "@bottom-center", "@bottom-right"))
    out = f"@page {{ size: {width}pt {height}pt; margin: {top}pt {right}pt {bottom}pt {left}pt; {number} }}\n"
    out += f"@page wide {{ size: {height}pt {width}pt; margin: {left}pt {top}pt {right}pt {bottom}pt }}\n"
    return out + f"@page :first {{ {first} }}\n"


def html(document, family):
    sections = []
    for section in document.sections:
        body = "\n".join(block_html(block) for block in section.blocks)
        sections.append(f'<section class="{"wide" if section.landscape else "tall"}">{body}</section>')
    css = f"""
{page_rules(document, family)}
body {{ font-family: '{family}'; font-size: {document.size}pt; line-height: {document.leading}; margin: 0 }}
section.wide {{ page: wide; break-before: page }}
section.tall + section.tall {{ break-before: page }}
p {{ margin: 0 0 6pt 0; orphans: 2; widows: 2 }}
p.body {{ text-align: justify; text-indent: 28pt }}
p.kind, p.title, p.centre, p.note {{ text-align: center }}
p.kind {{ margin-top: 12pt; margin-bottom: 0 }}
p.title, p.centre {{ margin-bottom: 0 }}
p.note {{ margin-bottom: 8pt }}
p.title + p.body, p.rule + p.body {{ margin-top: 12pt }}
p.rule {{ width: 120pt; border-top: 0.75pt solid black; margin: 4pt auto 10pt auto; height: 1pt }}
table.plain {{ width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 13pt; break-inside: avoid }}
table.plain td {{ text-align: center; vertical-align: top; padding: 0 }}
table.plain p {{ margin: 0 }}
td.from {{ width: 42% }} td.nation {{ width: 58% }}
td.from p, td.nation p {{ white-space: nowrap }}
td.nation p:last-child, td.from p:last-child {{ margin-top: 8pt }}
div.under {{ width: 38%; margin: 1pt auto 3pt auto; border-top: 0.75pt solid black }}
table.closing {{ margin-top: 10pt }}
table.closing td.copies {{ width: 50%; text-align: left; font-size: 11pt }}
p.first {{ font-size: 12pt }}
p.name {{ margin-top: 60pt !important }}
table.ruled {{ width: 100%; border-collapse: collapse; table-layout: fixed; line-height: 1.25 }}
table.ruled th, table.ruled td {{ padding: var(--pad) 4pt; vertical-align: middle; font-weight: normal; overflow-wrap: break-word }}
table.ruled td {{ vertical-align: top }}
table.grid th, table.grid td {{ border: 0.75pt solid black }}
table.horizontal th, table.horizontal td {{ border-top: 0.75pt solid black; border-bottom: 0.75pt solid black }}
table.header th {{ border-bottom: 0.75pt solid black }}
table.whole tr {{ break-inside: avoid }}
tr.new {{ break-before: page }}
.turned {{ writing-mode: vertical-rl; transform: rotate(180deg); text-align: center; margin: auto; white-space: nowrap }}
"""
    title = escape(document.title)
    return f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title><style>{css}</style></head><body>{"".join(sections)}</body></html>'
