"""PDF as from before Unicode: the pages of `word`, set in fonts whose codes are those of TCVN3 or VNI. They are simple TrueType fonts with
WinAnsiEncoding and without ToUnicode, so that a reader sees the letters of Windows-1252 (and a hyphen for AD, the ư of TCVN3). Capitals that TCVN3 has
not are small letters in a font of capitals, with the rest of their word. Italics, and what has no code, stay in the Unicode fonts of `word`."""
import io
import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from printers import word, word_file
from printers.word_fonts import PATH, STYLES

TABLES = Path(__file__).resolve().parents[3] / "crates/normalize/tables"
NAMES = {"tcvn3": (".VnTime", ".VnTimeH"), "vni": ("VNI-Times", None)}


def rows(encoding):
    lines = (TABLES / f"{encoding}.tsv").read_text(encoding="utf-8").splitlines()
    for line in [line for line in lines if line and not line.startswith("#")][1:]:
        codes, letter, *_ = line.split("\t") + [""]
        if letter.startswith("U+"):
            yield bytes.fromhex(codes), chr(int(letter[2:], 16))


def code_table(encoding):
    """Letter to codes; the first of several counts."""
    table = {chr(code): bytes([code]) for code in range(32, 127)}
    for codes, letter in rows(encoding):
        if ord(letter) > 126 and not (encoding == "tcvn3" and codes[0] < 0xA1):
            table.setdefault(letter, codes)
    for letter in "–—“”‘’…":
        table.setdefault(letter, letter.encode("cp1252"))
    return table


def shown(code):
    """The letter that WinAnsi has for a code."""
    return "-" if code == 0xAD else bytes([code]).decode("cp1252", "replace")


class Face:
    """A font of one style: which letter each code prints."""

    def __init__(self, name, style):
        self.name = f"BCDIEE+{name}" + ("" if style == "Regular" else f",{style}")
        self.style, self.glyphs, self.marks = style, {}, set()

    def close(self):
        self.marks -= set(self.glyphs)
        self.glyphs.update({code: "'" for code in self.marks})
        font = TTFont(PATH.format(self.style))
        known = font.getBestCmap()
        options = subset.Options(notdef_outline=True, hinting=False, name_IDs=[1, 2, 6], layout_features=[], glyph_names=False)
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "FFTM"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[ord(letter) for letter in self.glyphs.values()])
        cutter.subset(font)
        table = CmapSubtable.newSubtable(4)
        table.platformID, table.platEncID, table.language = 3, 1, 0
        table.cmap = {ord(shown(code)): known[ord(letter)] for code, letter in sorted(self.glyphs.items())}
        font["cmap"] = newTable("cmap")
        font["cmap"].tableVersion, font["cmap"].tables = 0, [table]
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        out = io.BytesIO()
        font.save(out)
        units = font["head"].unitsPerEm
        self.data = out.getvalue()
        self.widths = {code: round(1000 * font["hmtx"][known[ord(letter)]][0] / units) for code, letter in self.glyphs.items()}
        self.widths.update({code: 0 for code in self.marks})


class Printer(word.Printer):
    def __init__(self, document, encoding):
        super().__init__(document)
        self.codes = code_table(encoding)
        text, capitals = NAMES[encoding]
        self.legacy = {}
        for style in ((False, False), (True, False)):
            for kind, name in (("text", text), ("capitals", capitals)):
                if name:
                    self.legacy[style, kind] = Face(name, STYLES[style])

    def pieces(self, text, style):
        """Pieces of a word: the kind of their font, and their letters."""
        if (style, "text") not in self.legacy:
            return [("unicode", text)]
        lacks = [c for c in text if c not in self.codes and c.lower() in self.codes]
        if lacks and (style, "capitals") in self.legacy:
            if text.upper() == text and all(c.lower() in self.codes for c in text):
                return [("capitals", text)]
        out = []
        for c in text:
            kind = "text" if c in self.codes else "capitals" if c in lacks and (style, "capitals") in self.legacy else "unicode"
            if out and out[-1][0] == kind:
                out[-1] = (kind, out[-1][1] + c)
            else:
                out.append((kind, c))
        return out

    def encoded(self, kind, letters):
        """Codes of each letter, and what they print: the first all of it here, a mark no more than a stroke."""
        return [(self.codes[c.lower() if kind == "capitals" else c], c) for c in letters]

    def collect(self):
        """Notes what every font prints, before the fonts are made."""
        for page in self.pages:
            for text in page.texts:
                for part in re.findall(r" ?[^ ]+| +", text[2]):
                    for kind, letters in self.pieces(part, text[3]):
                        if kind != "unicode":
                            face = self.legacy[text[3], kind]
                            for codes, letter in self.encoded(kind, letters):
                                face.glyphs[codes[0]] = letter if len(codes) == 1 else face.glyphs.get(codes[0], letter)
                                for code in codes[1:]:
                                    face.marks.add(code)

    def code(self, kind, letters, style, gap, size):
        """Number of a font and what shows the letters in it."""
        face = self.faces[style]
        if kind == "unicode":
            number = 2 * self.order.index(face)
            runs = word.runs_of_font(letters)
            return [(number + (1 if simple else 2), word.show(face, simple, run, gap, size), run) for simple, run in runs]
        parts = []
        for codes, letter in self.encoded(kind, letters):
            text = codes.decode("latin-1")
            parts.append("\\" + text if text in "()\\" else text)
            if letter == " " and gap:
                parts.append(f"){-1000 * gap / size:.3f}(")
        return [(self.numbers[style, kind], "[(" + "".join(parts) + ")] TJ", letters)]

    def content(self, page):
        out = []
        for x, y, text, style, size, gap, _, _, turned in page.texts:
            for part in re.findall(r" ?[^ ]+| +", text):
                for kind, letters in self.pieces(part, style):
                    face = self.faces[style]
                    for number, code, run in self.code(kind, letters, style, gap, size):
                        matrix = f"0 1 -1 0 {x:.2f} {page.height - y:.2f}" if turned else f"1 0 0 1 {x:.2f} {page.height - y:.2f}"
                        out.append(f"BT\n/F{number} {size:g} Tf\n{matrix} Tm\n{code}\nET")
                        forward = face.width(run) * size + gap * run.count(" ")
                        x, y = (x, y - forward) if turned else (x + forward, y)
        for x0, y0, x1, y1 in page.rects:
            out.append(f"q\n0 g\n{x0:.2f} {page.height - y1:.2f} {max(x1 - x0, word.THIN):.2f} {max(y1 - y0, word.THIN):.2f} re\nf\nQ")
        return "\n".join(out).encode("latin-1")

    def add_fonts(self, file, faces):
        """The fonts of `word`, and ours after them."""
        resources = word_file.add_fonts(file, faces)
        self.collect()
        self.numbers, entries = {}, []
        for number, (key, face) in enumerate(self.legacy.items(), 20):
            if not face.glyphs:
                continue
            face.close()
            self.numbers[key] = number
            program = file.stream(face.data, f"/Length1 {len(face.data)}")
            descriptor = file.add(
                f"<</Type/FontDescriptor/FontName/{face.name}/Flags 32/ItalicAngle 0/Ascent 891/Descent -216/CapHeight 693/StemV 40"
                f"/FontBBox[-568 -216 2046 693]/FontFile2 {program} 0 R>>"
            )
            widths = " ".join(str(face.widths.get(code, 0)) for code in range(32, 256))
            font = file.add(
                f"<</Type/Font/Subtype/TrueType/BaseFont/{face.name}/Encoding/WinAnsiEncoding/FontDescriptor {descriptor} 0 R"
                f"/FirstChar 32/LastChar 255/Widths[{widths}]>>"
            )
            entries.append(f"/F{number} {font} 0 R")
        return resources.replace("/Font<<", "/Font<<" + "".join(entries), 1)


def write(document, path, encoding):
    printer = Printer(document, encoding)
    printer.write(path)
