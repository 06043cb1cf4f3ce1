"""The PDF file around the pages of `word`: objects, fonts, tags of marked content, cross-reference table."""
import zlib

from printers.word_fonts import in_winansi, to_unicode


class File:
    """Collects objects; `add` gives the number of one."""

    def __init__(self):
        self.objects = []

    def add(self, body=None):
        self.objects.append(body)
        return len(self.objects)

    def set(self, number, body):
        self.objects[number - 1] = body

    def stream(self, data, entries=""):
        data = zlib.compress(data)
        head = f"<</Filter/FlateDecode/Length {len(data)}{entries}>>\nstream\r\n".encode("latin-1")
        return self.add(head + data + b"\r\nendstream")

    def bytes(self, root, info):
        out = bytearray(b"%PDF-1.7\r\n%\xb5\xb5\xb5\xb5\r\n")
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            body = body if isinstance(body, bytes) else body.encode("latin-1")
            out += f"{number} 0 obj\r\n".encode() + body + b"\r\nendobj\r\n"
        start = len(out)
        out += f"xref\r\n0 {len(places) + 1}\r\n0000000000 65535 f\r\n".encode()
        for place in places:
            out += f"{place:010d} 00000 n\r\n".encode()
        out += f"trailer\r\n<</Size {len(places) + 1}/Root {root} 0 R/Info {info} 0 R>>\r\nstartxref\r\n{start}\r\n%%EOF\r\n".encode()
        return bytes(out)


def text_string(text):
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def add_fonts(file, faces):
    """Two fonts a face: `/F1`, `/F2` of the first and so on. Gives the resource dictionary."""
    entries = []
    for index, face in enumerate(faces):
        face.close()
        program = file.stream(face.data, f"/Length1 {len(face.data)}")
        descriptor = file.add(
            f"<</Type/FontDescriptor/FontName/{face.name}/Flags 32/ItalicAngle 0/Ascent 891/Descent -216/CapHeight 693/AvgWidth 401/MaxWidth 2614"
            f"/FontWeight 400/XHeight 250/Leading 42/StemV 40/FontBBox[-568 -216 2046 693]/FontFile2 {program} 0 R>>"
        )
        widths = " ".join(str(face.advance.get(bytes([code]).decode("cp1252", "ignore"), 0)) for code in range(32, 256))
        simple = file.add(
            f"<</Type/Font/Subtype/TrueType/Name/F{2 * index + 1}/BaseFont/{face.name}/Encoding/WinAnsiEncoding/FontDescriptor {descriptor} 0 R"
            f"/FirstChar 32/LastChar 255/Widths[{widths}]>>"
        )
        rest = sorted((i, face.advance[letter]) for letter, i in face.ids.items() if not in_winansi(letter))
        unicode_map = file.stream(to_unicode(face))
        descendant = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{face.name}/CIDSystemInfo<</Ordering(Identity)/Registry(Adobe)/Supplement 0>>/DW 1000/W["
            + "".join(f"{i}[{width}]" for i, width in rest)
            + f"]/CIDToGIDMap/Identity/FontDescriptor {descriptor} 0 R>>"
        )
        composite = file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{face.name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode_map} 0 R>>"
        )
        entries += [f"/F{2 * index + 1} {simple} 0 R", f"/F{2 * index + 2} {composite} 0 R"]
    return f"<</Font<<{''.join(entries)}>>/ProcSet[/PDF/Text/ImageB/ImageC/ImageI]>>"


def write(path, title, faces, pages, add_fonts=add_fonts):
    """`pages` are (width, height, function that gives the content once the fonts are made)."""
    file = File()
    root, tree, info = file.add(), file.add(), file.add()
    resources = add_fonts(file, faces)
    kids = []
    for width, height, content in pages:
        body = file.stream(content())
        kids.append(
            file.add(
                f"<</Type/Page/Parent {tree} 0 R/Resources{resources}/MediaBox[0 0 {width:g} {height:g}]/Contents {body} 0 R"
                "/Group<</Type/Group/S/Transparency/CS/DeviceRGB>>/Tabs/S>>"
            )
        )
    file.set(root, f"<</Type/Catalog/Pages {tree} 0 R/Lang(vi-VN)/MarkInfo<</Marked true>>>>")
    file.set(tree, f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>")
    file.set(info, f"<</Title{text_string(title)}/Creator{text_string('Word layout')}/Producer(corpus)/CreationDate(D:20260105080000+07'00')>>")
    path.write_bytes(file.bytes(root, info))
