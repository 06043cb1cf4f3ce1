"""Chromium (Skia): rules as thin filled rectangles, Type 0 or Type 3 fonts, rows left open at the page end."""
import subprocess
import tempfile
from pathlib import Path

from printers import html, stamp

FAMILY = "Liberation Serif"


def write(document, path, family=FAMILY):
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "document.html"
        page.write_text(html.html(document, family), encoding="utf-8")
        subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile", f"--print-to-pdf={path}", page.as_uri(),
            ],
            check=True, capture_output=True,
        )
    stamp.fix_moment(path)
