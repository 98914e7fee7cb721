"""The minute both sides can sign: what was agreed, who does what by when."""

from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from salesdesk.drawing.shapes import Ink
from salesdesk.reports.blocks import Facts, Heading, Style, Words
from salesdesk.reports.grid import Column, Grid
from salesdesk.reports.page import Paper, nothing_yet, write_paper
from salesdesk.reports.visit_data import MinutePaper
from salesdesk.text import tr


def minute(given: MinutePaper, path: Path, *, is_invariant: bool = False) -> int:
    """Write the minute in the language in force; the number of pages. Raises Known as `write_paper` does."""
    title = tr("Minute of the meeting")
    paper = Paper(
        title=f"{title} – {given.account}", head=f"{given.account} · {title}", is_invariant=is_invariant
    )
    return write_paper(path, paper, _story(title, given))


def minute_text(given: MinutePaper) -> str:
    """The same as plain text, to paste into a message."""
    people = " / ".join(part for part in (given.theirs, given.ours) if part)
    head = " ".join(part for part in (given.when, given.place) if part)
    lines = [given.account, head, people, ""]
    if given.agreed:
        lines += [tr("Agreed"), given.agreed, ""]
    if given.needs:
        lines += [
            tr("Needs confirmed"),
            *("- " + " · ".join(part for part in row if part) for row in given.needs),
            "",
        ]
    if given.commitments:
        lines.append(tr("Who does what by when"))
        lines += ["- " + " · ".join(part for part in row if part) for row in given.commitments]
        lines.append("")
    following = " · ".join(part for part in (given.next_step_on, given.next_step) if part)
    if following:
        lines += [tr("Next step"), following]
    return "\n".join(lines).strip() + "\n"


def _story(title: str, given: MinutePaper) -> list[Flowable]:
    story: list[Flowable] = [
        Words(title, Style(size=20, leading=29, bold=True)),
        Words(given.account, Style(size=12, leading=19, ink=Ink.MUTED, after=10)),
        Facts(
            [
                (tr("When"), given.when),
                (tr("Where"), given.place),
                (tr("Kind"), given.kind),
                (tr("Your side"), given.theirs),
                (tr("Our side"), given.ours),
            ],
            columns=3,
        ),
        Heading(tr("Agreed"), "agreed"),
        Words(given.agreed) if given.agreed.strip() else nothing_yet(tr("Nothing has been agreed yet.")),
    ]
    if given.needs:
        columns = [Column(tr("Person"), 1, bold=True), Column(tr("Need"), 4)]
        story += [Heading(tr("Needs confirmed"), "needs"), Grid(columns, given.needs)]
    if given.commitments:
        columns = [
            Column(tr("Side"), 1),
            Column(tr("Who"), 1.2),
            Column(tr("What"), 4),
            Column(tr("By when"), 1.2),
        ]
        story += [Heading(tr("Who does what by when"), "promises"), Grid(columns, given.commitments)]
    following = " · ".join(part for part in (given.next_step_on, given.next_step) if part)
    if following:
        story += [Heading(tr("Next step"), "next"), Words(following)]
    sign = [(tr("Your side"), "_" * 24), (tr("Our side"), "_" * 24), (tr("Date"), "_" * 16)]
    return [*story, Spacer(1, 40), Facts(sign, columns=3)]
