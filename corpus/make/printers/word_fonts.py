"""Faces as MS Word embeds them: one subset a face, used by a simple TrueType font for what WinAnsi has and by a Type 0 font for the
other letters, so that one Vietnamese word changes its font twice."""
import io

from fontTools import subset
from fontTools.ttLib import TTFont

PATH = "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"
STYLES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}


def in_winansi(letter):
    try:
        return len(letter.encode("cp1252")) == 1
    except UnicodeEncodeError:
        return False


class Face:
    """A face; remembers the letters that were set with it."""

    def __init__(self, style, tag):
        self.name = f"{tag}+LiberationSerif" + ("" if style == "Regular" else f"-{style}")
        self.font = TTFont(PATH.format(style))
        self.units = self.font["head"].unitsPerEm
        self.map = self.font.getBestCmap()
        self.widths = self.font["hmtx"]
        self.used = {" "}

    def width(self, text):
        """Width of a text in ems."""
        return sum(self.widths[self.map[ord(letter)]][0] for letter in text) / self.units

    def close(self):
        """Makes the subset: `data` and the glyph ids in it."""
        options = subset.Options(notdef_outline=True, hinting=False, name_IDs=[1, 2, 6], layout_features=[], glyph_names=False)
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "FFTM"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[ord(letter) for letter in self.used])
        cutter.subset(self.font)
        self.font["head"].modified = self.font["head"].created
        self.font.recalcTimestamp = False
        out = io.BytesIO()
        self.font.save(out)
        self.data = out.getvalue()
        kept = TTFont(io.BytesIO(self.data))
        self.ids = {chr(code): kept.getGlyphID(name) for code, name in kept.getBestCmap().items()}
        self.advance = {letter: round(1000 * kept["hmtx"][kept.getGlyphName(i)][0] / self.units) for letter, i in self.ids.items()}


def to_unicode(face):
    """The CMap of the Type 0 font."""
    pairs = sorted((i, letter) for letter, i in face.ids.items() if letter in face.used and not in_winansi(letter))
    rows = "\n".join(f"<{i:04X}> <{ord(letter):04X}>" for i, letter in pairs)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<< /Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{len(pairs)} beginbfchar\n{rows}\nendbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
