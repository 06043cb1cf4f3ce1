#!/usr/bin/env python3
"""Makes scans of printed plans: corpus/pdf/NAME.pdf becomes corpus/scans/NAME.KIND.pdf.

    make_scans.py [NAME…]

A page is drawn by pdftoppm, laid crooked, stamped, made noisy, and written as the image of a scanner. The same
input gives the same bytes.
"""
import io
import pathlib
import subprocess
import sys
import zlib

import numpy
from PIL import Image, ImageDraw, ImageFilter

CORPUS = pathlib.Path(__file__).resolve().parents[1]

# name of the PDF, kind, resolution, degrees, how it is written, red seal on the last page, quarters turned
SCANS = [
    ("ca-mau-y-te-so-2026.libreoffice", "grey-200", 200, 0.6, "jpeg", False, 0),
    ("vinh-phuc-cong-nghe-thong-tin-y-te-2025.word", "bilevel-300", 300, -0.4, "fax", False, 0),
    ("quang-ninh-ban-chi-dao-2026.libreoffice", "seal-200", 200, 0.3, "colour", True, 0),
    ("nghe-an-chuong-trinh-hanh-dong-nq72-2025.reportlab", "turned-200", 200, 0.0, "jpeg", False, 2),
]


def pages(pdf, dpi):
    """The pages of a PDF as colour images."""
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    count = next(int(line.split()[1]) for line in info.splitlines() if line.startswith("Pages"))
    for number in range(1, count + 1):
        out = subprocess.run(
            ["pdftoppm", "-r", str(dpi), "-f", str(number), "-l", str(number), str(pdf)],
            capture_output=True, check=True).stdout
        yield Image.open(io.BytesIO(out)).convert("RGB"), number == count


def seal(page, dpi):
    """A round red seal over the lower right of the page, where a signature stands."""
    size = int(dpi * 1.4)
    mark = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(mark)
    red = (205, 40, 45, 150)
    for inset, width in [(4, 7), (int(size * 0.17), 3)]:
        draw.ellipse([inset, inset, size - inset, size - inset], outline=red, width=width)
    centre, radius = size / 2, size * 0.17
    points = [(centre + radius * (1, 0.4)[i % 2] * numpy.sin(i * numpy.pi / 5),
               centre - radius * (1, 0.4)[i % 2] * numpy.cos(i * numpy.pi / 5)) for i in range(10)]
    draw.polygon(points, fill=red)
    page.paste(mark, (int(page.width * 0.55), int(page.height * 0.30)), mark)


def scanned(page, degrees, random):
    """The page as a scanner sees it: crooked, soft, with noise and a shade at one side."""
    page = page.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    pixels = numpy.asarray(page).astype(numpy.float32)
    shade = numpy.linspace(0, 10, page.width, dtype=numpy.float32)[None, :, None]
    noise = random.normal(0, 5, pixels.shape[:2]).astype(numpy.float32)[:, :, None]
    return Image.fromarray(numpy.clip(pixels * 0.94 - shade + noise + 8, 0, 255).astype(numpy.uint8))


def image(page, form):
    """The bytes of an image in a PDF, and the entries of its dictionary."""
    out = io.BytesIO()
    if form == "fax":
        page.convert("L").point(lambda v: 255 if v > 150 else 0).convert("1").save(
            out, "TIFF", compression="group4", tiffinfo={278: page.height})
        tiff = Image.open(io.BytesIO(out.getvalue()))
        start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
        assert len(tiff.tag_v2[273]) == 1, "one strip"
        # TIFF says which value is black (0: white is zero); the filter of PDF gives 0 for black unless told otherwise.
        black_is_1 = "true" if tiff.tag_v2[262] == 1 else "false"
        params = f"/K -1 /Columns {page.width} /Rows {page.height} /BlackIs1 {black_is_1}"
        return (out.getvalue()[start:start + length],
                f"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << {params} >>")
    if form == "colour":
        page.save(out, "JPEG", quality=30)
        return out.getvalue(), "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    page.convert("L").save(out, "JPEG", quality=32)
    return out.getvalue(), "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"


def write(path, images, dpi):
    """A PDF whose pages are images: (bytes, dictionary, width, height) each."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", None]
    kids = []
    for data, entries, width, height in images:
        w, h = width * 72 / dpi, height * 72 / dpi
        first = len(objects) + 1
        content = f"q {w:.2f} 0 0 {h:.2f} 0 0 cm /Im Do Q"
        kids.append(f"{first} 0 R")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w:.2f} {h:.2f}] "
                       f"/Resources << /XObject << /Im {first + 2} 0 R >> >> /Contents {first + 1} 0 R >>")
        objects.append((f"<< /Length {len(content)} >>", content.encode()))
        objects.append((f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} {entries} "
                        f"/Length {len(data)} >>", data))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode()
        if isinstance(body, str):
            out += body.encode()
        else:
            out += body[0].encode() + b"\nstream\n" + body[1] + b"\nendstream"
        out += b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(bytes(out))


def main():
    wanted = sys.argv[1:]
    folder = CORPUS / "scans"
    folder.mkdir(exist_ok=True)
    for name, kind, dpi, degrees, form, stamped, turned in SCANS:
        if wanted and not any(word in name for word in wanted):
            continue
        random = numpy.random.default_rng(zlib.crc32(name.encode()))
        images = []
        for page, last in pages(CORPUS / "pdf" / f"{name}.pdf", dpi):
            if stamped and last:
                seal(page, dpi)
            page = scanned(page, degrees, random).rotate(90 * turned, expand=True)
            images.append((*image(page, form), page.width, page.height))
        path = folder / f"{name.split('.')[0]}.{kind}.pdf"
        write(path, images, dpi)
        print(path.name, path.stat().st_size, flush=True)


if __name__ == "__main__":
    main()
