"""Turns the pages of a finished PDF as scanners and plotters do."""
import pikepdf


def turn(path, how):
    """rotate: stored upright with /Rotate 90, looks as before; sideways: the same without /Rotate, so the text runs upwards."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            _, _, width, height = (float(side) for side in page.mediabox)
            page.contents_add(f"q 0 1 -1 0 {height:g} 0 cm\n".encode(), prepend=True)
            page.contents_add(b"\nQ")
            page.mediabox = [0, 0, height, width]
            for box in ("/CropBox", "/TrimBox", "/ArtBox", "/BleedBox"):
                if box in page:
                    del page[box]
            if how == "rotate":
                page.Rotate = 90
        pdf.save(path, deterministic_id=True)
