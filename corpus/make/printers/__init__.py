"""One module for each program that makes PDF; each has `write(document, path)`, some take a `family` of faces."""
import importlib

NAMES = {
    "chromium": "chromium",
    "libreoffice": "libreoffice",
    "reportlab": "reportlab_",
    "tcvn3": "legacy",
    "typst": "typst_",
    "vni": "legacy",
    "weasyprint": "weasyprint_",
    "word": "word",
}


def write(producer, document, path, **options):
    if NAMES[producer] == "legacy":
        options["encoding"] = producer
    importlib.import_module(f"printers.{NAMES[producer]}").write(document, path, **options)
