"""The bundled fonts on paper, registered when the first page is made, and words set in them."""

import threading
from functools import cache
from typing import TYPE_CHECKING

from salesdesk.drawing.measure import printable, text_width, weight_runs
from salesdesk.drawing.palette import LIGHT
from salesdesk.drawing.shapes import Anchor, Ink
from salesdesk.resources import resource

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

REGULAR, BOLD = "SalesdeskSans", "SalesdeskSans-Bold"
_registering = threading.Lock()


def register_fonts() -> None:
    """Make both weights known to the PDF writer, once; every document needs them before its first word."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0  # binary streams: a fifth less than as text
    with _registering:
        if REGULAR in pdfmetrics.getRegisteredFontNames():
            return
        for name, file in ((BOLD, "NotoSansSC-bold.ttf"), (REGULAR, "NotoSansSC-regular.ttf")):
            pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))
        pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


@cache
def colour(ink: Ink) -> "Color":
    """What an ink looks like on paper."""
    from reportlab.lib.colors import HexColor

    return HexColor(LIGHT[ink])


@cache
def _fill_code(ink: Ink) -> str:
    """The operator that chooses an ink for words, formatted once instead of for every line."""
    shade = colour(ink)
    return f"{shade.red:.3f} {shade.green:.3f} {shade.blue:.3f} rg"


def draw_words(
    canvas: "Canvas",
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    ink: Ink = Ink.INK,
    bold: bool = False,
    anchor: Anchor = Anchor.START,
) -> None:
    """One line of words on the baseline y, in points, y upwards; what bold lacks is set in regular."""
    shown = printable(words)
    if not shown:
        return
    if anchor is not Anchor.START:
        width = text_width(shown, size, bold=bold)
        x -= width if anchor is Anchor.END else width / 2
    canvas.addLiteral(_fill_code(ink))
    text = canvas.beginText(x, y)
    for run, is_bold in weight_runs(shown, bold=bold):
        text.setFont(BOLD if is_bold else REGULAR, size)
        text.textOut(run)
    canvas.drawText(text)
