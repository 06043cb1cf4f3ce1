"""WeasyPrint: borders as stroked paths or filled polygons, TrueType subsets."""
from weasyprint import HTML

from printers import html

FAMILY = "FreeSerif"


def write(document, path, family=FAMILY):
    HTML(string=html.html(document, family)).write_pdf(str(path))
