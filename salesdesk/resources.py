"""Where the files that travel with the program lie: fonts, catalogues, icons, the sample workspace."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a file in the resources folder, in a checkout and in a frozen program alike."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root.joinpath("resources", *parts)
