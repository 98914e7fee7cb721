"""The strategy sheet on paper: one landscape page with the map, and pages for what it had no room for."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak

from salesdesk.reports.blocks import Facts, Heading, Picture, Words
from salesdesk.reports.data import Row, SheetPaper
from salesdesk.reports.grid import Column, Grid
from salesdesk.reports.page import Paper, write_paper
from salesdesk.reports.sheet_page import SheetPage, map_drawing
from salesdesk.text import label, tr

SIZES = {"A4": A4, "A3": A3}
_MARGIN = 22.0


def strategy_sheet(sheet: SheetPaper, path: Path, *, size: str = "A4", is_invariant: bool = False) -> int:
    """Write the sheet on A4 or A3 in the language in force; the number of pages. Raises Known as `write_paper`."""
    width, height = landscape(SIZES[size])
    paper = Paper(
        title=f"{tr('Strategy sheet')} – {sheet.deal}",
        head=f"{sheet.deal} · {sheet.account}",
        mark=tr("Internal – not for the customer"),
        is_warning=True,
        foot=tr("As of {date}").format(date=sheet.prepared_on) if sheet.prepared_on else "",
        author=sheet.owner,
        size=(width, height),
        has_cover=True,
        cover_margin=_MARGIN,
        is_invariant=is_invariant,
    )
    page = SheetPage(sheet, paper, width - 2 * _MARGIN, height - 2 * _MARGIN)
    story: list[Flowable] = [page]
    rest = _further_pages(sheet, page, width)
    if rest:
        story += [NextPageTemplate("page"), PageBreak(), *rest]
    return write_paper(path, paper, story)


def _further_pages(sheet: SheetPaper, page: SheetPage, width: float) -> list[Flowable]:
    """The whole of every list that the first page shows in part or not at all."""
    shown = page.shown()
    blocks: list[Flowable] = []
    if shown.is_map_small:
        drawing = map_drawing(sheet, width * 1.2, None)
        blocks += [Heading(tr("Relationship map"), "map"), Picture(drawing, max_height=420)]
    if not shown.all_of_head:
        blocks += [Heading(tr("Objective and stage"), "objective"), _head_facts(sheet)]
    blocks += _list("people", tr("People"), _people_columns(), sheet.people_rows)
    blocks += _list("risks", tr("Risk points"), _risk_columns(), sheet.risks if not shown.all_risks else ())
    blocks += _list(
        "competition",
        tr("Competition"),
        _competitor_columns(),
        sheet.competitors if not shown.all_competitors else (),
    )
    blocks += _list("criteria", tr("What they decide by"), _criterion_columns(), sheet.criteria)
    blocks += _list(
        "questions",
        tr("To find out"),
        _question_columns(),
        sheet.questions if not shown.all_questions else (),
    )
    blocks += _list(
        "actions",
        tr("Strategy and actions"),
        _action_columns(),
        sheet.actions if not shown.all_actions else (),
    )
    blocks += _list("obstacles", tr("Difficulties"), _obstacle_columns(), sheet.obstacles)
    blocks += _list(
        "history", tr("History"), [Column(tr("Date"), 1), Column(tr("What happened"), 8)], sheet.history
    )
    return blocks


def _list(key: str, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> list[Flowable]:
    return [CondPageBreak(90), Heading(title, key), Grid(columns, rows)] if rows else []


def _head_facts(sheet: SheetPaper) -> Flowable:
    facts = [
        (tr("Single sales objective"), sheet.objective),
        (label("deal.how_we_win"), sheet.how_we_win),
        (tr("Buying steps"), sheet.buying_steps),
        (tr("Stage"), f"{sheet.stage_words}\n{sheet.unproven}".strip()),
        (label("deal.position"), sheet.position),
        (label("deal.next_step"), sheet.next_step),
    ]
    if not any(value.strip() for _, value in facts):
        return Words("")
    return Facts(facts, columns=2)


def _people_columns() -> list[Column]:
    return [
        Column(tr("Person"), 2.2, bold=True),
        Column(tr("Lines"), 1.6),
        Column(label("influence.influence"), 0.8),
        Column(label("influence.attitude"), 1.1),
        Column(tr("Evidence"), 1.5),
        Column(tr("What they want"), 3),
        Column(label("influence.next_action"), 2.2),
    ]


def _risk_columns() -> list[Column]:
    return [
        Column(tr("Risk point"), 4),
        Column(tr("What clears it"), 4),
        Column(tr("Accepted"), 2),
    ]


def _competitor_columns() -> list[Column]:
    return [
        Column(label("competitor.name"), 1.6, bold=True),
        Column(label("competitor.standing"), 0.9),
        Column(tr("Strong and weak"), 3),
        Column(label("competitor.likely_move"), 2.4),
        Column(label("competitor.our_answer"), 2.4),
    ]


def _criterion_columns() -> list[Column]:
    return [
        Column(label("criterion.name"), 4, bold=True),
        Column(label("criterion.weight"), 1, is_number=True),
        Column(label("criterion.our_score"), 1, is_number=True),
        Column(tr("Best of the others"), 3),
    ]


def _question_columns() -> list[Column]:
    return [
        Column(label("question.question"), 4),
        Column(label("question.why"), 3),
        Column(tr("Whom to ask"), 1.8),
        Column(label("question.state"), 1.2),
    ]


def _action_columns() -> list[Column]:
    return [
        Column(label("action.what"), 3.4),
        Column(tr("Whom to win, wanted change"), 3),
        Column(tr("Who"), 1),
        Column(tr("By when"), 1.1),
        Column(label("action.state"), 1),
    ]


def _obstacle_columns() -> list[Column]:
    return [
        Column(label("obstacle.obstacle"), 3.4),
        Column(label("obstacle.how"), 3),
        Column(tr("Who"), 1),
        Column(tr("By when"), 1.1),
        Column(label("obstacle.state"), 1),
    ]
