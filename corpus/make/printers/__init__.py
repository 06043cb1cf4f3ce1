"""One module for each program that makes PDF; each has `write(document, path)`, some take a `family` of faces."""
import importlib

NAMES = {
    "chromium": "chromium",
    "libreoffice": "libreoffice",
    "reportlab": "reportlab_",
    "typst": "typst_",
    "weasyprint": "weasyprint_",
    "word": "word",
}


def write(producer, document, path, **options):
    importlib.import_module(f"printers.{NAMES[producer]}").write(document, path, **options)
