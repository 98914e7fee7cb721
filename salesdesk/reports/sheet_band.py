"""The head of a strategy sheet: objective, how we win, stage, odds, position, risk points."""

from dataclasses import replace
from typing import TYPE_CHECKING

from salesdesk.drawing.shapes import Ink
from salesdesk.drawing.stage_steps import stage_steps
from salesdesk.reports.blocks import Words
from salesdesk.reports.data import SheetPaper
from salesdesk.reports.painter import paint
from salesdesk.reports.panels import Box, Item, Type, fill, frame, line
from salesdesk.text import tr

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def sheet_band(canvas: "Canvas", box: Box, sheet: SheetPaper, kind: Type) -> bool:
    """The head of the sheet: objective, how we win, stage, odds, position, counts; True when nothing was cut."""
    frame(canvas, box)
    k = kind.scale
    objective, stage, odds, place, counts = box.inner(8 * k).columns((3.2, 2.7, 1.9, 1.5, 0.9), 12 * k)
    label = kind.style(7.2, ink=Ink.MUTED)
    words = kind.style(8)
    first: list[Item] = [
        (Words(tr("Single sales objective"), label), Words(sheet.objective or "–", words)),
        (
            Words(tr("How we win"), kind.style(7.2, bold=True, ink=Ink.ACCENT)),
            Words(sheet.how_we_win or "–", words),
        ),
    ]
    whole = _set(canvas, objective, first, 3 * k)
    whole = _stage(canvas, stage, sheet, kind) and whole
    reasons = [Words(reason, kind.style(7.2, ink=Ink.MUTED, lines=2)) for reason in sheet.reasons]
    band: list[Item] = [
        (Words(tr("Odds"), label), Words(sheet.odds or "–", kind.style(15, bold=True)), *reasons)
    ]
    _set(canvas, odds, band, 0)
    facts: list[Item] = [
        (Words(title, label), Words(value, kind.style(8.4, bold=True, lines=1)))
        for title, value in (
            (tr("Position"), sheet.position),
            (tr("Amount"), sheet.amount),
            (tr("Signing"), sheet.signing),
        )
        if value
    ]
    _set(canvas, place, facts, 2 * k)
    number = kind.style(15, bold=True, ink=Ink.OPPONENT if sheet.risk_count else Ink.INK)
    _set(canvas, counts, [(Words(tr("Risk points"), label), Words(str(sheet.risk_count), number))], 0)
    return whole


def _set(canvas: "Canvas", box: Box, items: list[Item], gap: float) -> bool:
    """Items in a box; where they are too high the last block of each is cut to what fits."""
    needed = sum(block.height_at(box.width) for item in items for block in item) + gap * (len(items) - 1)
    if needed <= box.height + 0.01:
        fill(canvas, box, items, gap)
        return True
    room = (box.height - gap * (len(items) - 1)) / max(len(items), 1)
    cut: list[Item] = []
    for item in items:
        left, kept = room, []
        for block in item:
            lines = int((left + 0.01) / block.style.leading)
            if lines < 1:
                break
            kept.append(Words(block.words, replace(block.style, lines=min(lines, block.style.lines))))
            left -= kept[-1].height_at(box.width)
        cut.append(tuple(kept))
    fill(canvas, box, cut, gap)
    return False


def _stage(canvas: "Canvas", box: Box, sheet: SheetPaper, kind: Type) -> bool:
    """The stage in words, its six steps, what is unproven, and the customer's own steps."""
    k = kind.scale
    said = " · ".join(part for part in (tr("Stage"), sheet.stage_words) if part)
    line(canvas, box, said, kind.style(8, bold=True))
    steps = stage_steps(
        len(sheet.stage_names) or 6, sheet.stage, box.width / k, is_unproven=sheet.is_unproven
    )
    paint(canvas, steps, box.x, box.top - 15 * k, k)
    below = Box(box.x, box.top - 29 * k, box.width, box.height - 29 * k)
    items: list[Item] = []
    if sheet.unproven:
        items.append((Words(sheet.unproven, kind.style(7.4, bold=True, ink=Ink.OPPONENT)),))
    if sheet.buying_steps:
        items.append(
            (
                Words(tr("Buying steps"), kind.style(7.2, ink=Ink.MUTED)),
                Words(sheet.buying_steps, kind.style()),
            )
        )
    return _set(canvas, below, items, 2 * k)
