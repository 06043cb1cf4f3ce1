"""Fixes what a producer writes about the moment: the same text is then the same file."""
import re

MOMENT = b"20260105080000"


def fix_moment(path):
    """Dates, and the identifier and checksum in the trailer; all keep their length, so every place in the file stays right."""
    data = path.read_bytes()
    data = re.sub(rb"\(D:\d{14}[^)]*\)", lambda found: b"(D:" + MOMENT + b"Z".ljust(len(found[0]) - 18) + b")", data)
    body, mark, trailer = data.rpartition(b"trailer")
    trailer = re.sub(rb"(?<=[</])[0-9A-F]{32}(?=[\s>])", b"0" * 32, trailer)
    path.write_bytes(body + mark + trailer)
