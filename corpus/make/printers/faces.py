"""The faces of the corpus, and a fontconfig that knows no others, so that the same face is found everywhere."""
import os
import tempfile
from pathlib import Path

FOLDERS = [
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/freefont",
    "/usr/share/texmf/fonts/opentype/public/tex-gyre",
]


def use_only_these():
    """Points fontconfig at the folders above; for this process and the programs that it starts."""
    folder = Path(tempfile.gettempdir()) / "corpus-fontconfig"
    folder.mkdir(exist_ok=True)
    dirs = "".join(f"<dir>{path}</dir>" for path in FOLDERS)
    (folder / "fonts.conf").write_text(f"<fontconfig>{dirs}<cachedir>{folder}/cache</cachedir></fontconfig>", encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
