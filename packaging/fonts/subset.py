"""Make the bundled fonts and their width table from the published Noto Sans SC (SIL Open Font License).

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    python packaging/fonts/subset.py package

Needs fontTools (a development requirement). The result does not depend on the day or the machine.
"""

import argparse
import shutil
import struct
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

TARGET = Path(__file__).resolve().parents[2] / "resources" / "fonts"
SOURCES = {
    "regular": "400Regular/NotoSansSC_400Regular.ttf",
    "bold": "700Bold/NotoSansSC_700Bold.ttf",
}
# Half the published grid: a hundredth of a point at text size, and 4 % less in the fonts and on every paper.
UNITS = 512
FAMILY = "Salesdesk Sans SC"
# Latin, Greek, Cyrillic, punctuation, currency, letter-like, arrows, mathematics, boxes, shapes, signs
SIGNS = [(0x20, 0x24F), (0x2B0, 0x2FF), (0x370, 0x4FF), (0x1E00, 0x1EFF), (0x2000, 0x27BF)]
EAST_ASIAN = [(0x3000, 0x312F), (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF)]
# the unified block, extension A and what the font has beyond: names of people and places of GB 18030
IDEOGRAPHS = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)]


def wanted(weight: str) -> set[int]:
    """The code points of a weight: bold carries the 6,763 characters of GB 2312 and the signs only."""
    ranges = SIGNS + EAST_ASIAN + (IDEOGRAPHS if weight == "regular" else [])
    points = {point for first, last in ranges for point in range(first, last + 1)}
    if weight == "bold":
        points |= {ord(char) for char in gb2312()}
    return points


def gb2312() -> Iterable[str]:
    """The characters of GB 2312 levels 1 and 2."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from bytes((row, cell)).decode("gb2312", "ignore")


def subset(source: Path, weight: str) -> TTFont:
    """A static font with the wanted glyphs alone: no layout tables, no hints: every painter agrees."""
    options = Options(
        layout_features=[],
        hinting=False,
        notdef_outline=True,
        glyph_names=False,
        legacy_kern=False,
        recalc_timestamp=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "prep", "gasp", "DSIG"],
    )
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted(weight))
    subsetter.subset(font)
    scale_upem(font, UNITS)
    style = "Regular" if weight == "regular" else "Bold"
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    names = {1: FAMILY, 2: style, 3: postscript, 4: f"{FAMILY} {style}", 6: postscript}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    return font


def widths(font: TTFont) -> bytes:
    """Units per em, number of runs, then compressed runs of neighbours alike: first, last, width."""
    cmap = font.getBestCmap()
    runs: list[tuple[int, int, int]] = []
    for point, glyph in sorted(cmap.items()):
        advance = font["hmtx"][glyph][0]
        if runs and runs[-1][1] == point - 1 and runs[-1][2] == advance:
            runs[-1] = (runs[-1][0], point, advance)
        else:
            runs.append((point, point, advance))
    body = b"".join(struct.pack("<IIH", *run) for run in runs)
    return struct.pack("<HI", font["head"].unitsPerEm, len(runs)) + zlib.compress(body, 9)


def main() -> int:
    """Write both fonts, the widths and the licence into resources/fonts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    package = parser.parse_args().package
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight, name in SOURCES.items():
        font = subset(package / name, weight)
        target = TARGET / f"NotoSansSC-{weight}.ttf"
        font.save(target)
        (TARGET / f"NotoSansSC-{weight}.widths").write_bytes(widths(font))
        print(
            f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size:,} bytes",
            file=sys.stderr,
        )
    shutil.copyfile(package / "LICENSE_FONT", TARGET / "OFL.txt")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
