#!/usr/bin/env python3
"""Processor time of reading PDFs, kehoach's and other programs' in one run.

    compare.py [--rounds N] [--core N] FILE…

Needs release builds of kehoach and bench (target/release), pdftotext (poppler-utils) and, for the others, the PyPI packages pypdfium2, pymupdf
and pdfplumber. Every program is a process on one core; each round runs all of them one after the other. Printed: processor seconds (user and
system), least and median of the rounds, pages a second and the ratio to pdftotext by the least, and the largest memory of any of its
processes. pdftotext is one process a file, as it takes one file; the others take all.
"""
import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"

OTHERS = {
    "pypdfium2, text": "import pypdfium2\nfor f in F:\n d = pypdfium2.PdfDocument(f)\n for p in d: p.get_textpage().get_text_range()",
    "PyMuPDF, text": "import pymupdf\nfor f in F:\n for p in pymupdf.open(f): p.get_text()",
    "pdfplumber, text and tables": "import pdfplumber\nfor f in F:\n with pdfplumber.open(f) as d:\n  for p in d.pages: p.extract_text(); p.extract_tables(); p.close()",
}


def measured(commands):
    """Processor seconds and the largest resident memory in MB, of processes of a helper process: its children alone are counted."""
    code = (
        "import json, resource, subprocess, sys\n"
        "for c in json.load(sys.stdin): subprocess.run(c, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(u.ru_utime + u.ru_stime, u.ru_maxrss / 1024)"
    )
    import json

    done = subprocess.run([sys.executable, "-c", code], input=json.dumps(commands), capture_output=True, text=True, check=True)
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def pages(files):
    done = subprocess.run([TARGET / "bench", "read", *files], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("files", nargs="+")
    given = parser.parse_args()
    os.sched_setaffinity(0, {given.core})
    work = Path(tempfile.mkdtemp())
    library = str(work / "library")
    programs = {
        "pdftotext": [["pdftotext", f, "/dev/null"] for f in given.files],
        "pdftotext -layout": [["pdftotext", "-layout", f, "/dev/null"] for f in given.files],
        "kehoach: read, with layout and tables": [[str(TARGET / "bench"), "read", *given.files]],
        "kehoach extract --jobs 1": [[str(TARGET / "kehoach"), "extract", "--jobs", "1", *given.files]],
        "kehoach import --jobs 1": [["rm", "-rf", library], [str(TARGET / "kehoach"), "--library", library, "import", "--jobs", "1", *given.files]],
    }
    for name, code in OTHERS.items():
        module = code.split()[1].splitlines()[0]
        if subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode == 0:
            programs[name] = [[sys.executable, "-c", "import sys\nF = sys.argv[1:]\n" + code, *given.files]]
    count = pages(given.files)
    seen = {name: [] for name in programs}
    memory = dict.fromkeys(programs, 0.0)
    for _ in range(given.rounds):
        for name, commands in programs.items():
            seconds, peak = measured(commands)
            seen[name].append(seconds)
            memory[name] = max(memory[name], peak)
    base = min(seen["pdftotext"])
    print(f"{len(given.files)} files, {count} pages, {given.rounds} rounds\n")
    print("| program | CPU s, least | median | pages/s | to pdftotext | peak MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, all_seconds in seen.items():
        least = min(all_seconds)
        print(
            f"| {name} | {least:.2f} | {statistics.median(all_seconds):.2f} | {count / least:.0f} | {least / base:.2f} | {memory[name]:.0f} |"
        )
    shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
