"""The account plan on paper: the internal edition for a board, and the one both houses read."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak, Spacer

from salesdesk.drawing.org_chart import org_chart
from salesdesk.drawing.shapes import Ink
from salesdesk.reports.blocks import BODY, LEAD, Facts, Heading, Picture, Style, Words
from salesdesk.reports.data import AccountPlanPaper, InternalPlan, OpenPlan, PlanAim, Row
from salesdesk.reports.grid import Column, Grid
from salesdesk.reports.page import Contents, Paper, Section, nothing_yet, write_paper
from salesdesk.reports.plan_columns import (
    competitor_columns,
    fit_columns,
    open_fit_columns,
    people_columns,
    resource_columns,
    risk_columns,
    white_columns,
)
from salesdesk.text import label, tr


def account_plan(plan: AccountPlanPaper, path: Path, *, is_invariant: bool = False) -> int:
    """Write the plan in the language in force; the number of pages. Raises Known as `write_paper` does."""
    is_internal = plan.internal is not None
    paper = Paper(
        title=f"{plan.open.account} – {plan.open.name}",
        head=f"{plan.open.account} · {plan.open.name}",
        mark=tr("Internal – not for the customer") if is_internal else tr("Joint plan"),
        is_warning=is_internal,
        foot=tr("As of {date}").format(date=plan.open.prepared_on) if plan.open.prepared_on else "",
        author=plan.internal.owner if plan.internal is not None else "",
        has_cover=True,
        is_invariant=is_invariant,
    )
    sections = _sections(plan)
    story: list[Flowable] = [*_cover(plan, paper), Contents(sections), NextPageTemplate("page"), PageBreak()]
    for number, section in enumerate(sections, 1):
        story += [CondPageBreak(110), *section.flowables(number)]
    return write_paper(path, paper, story)


def _sections(plan: AccountPlanPaper) -> list[Section]:
    if plan.internal is None:
        return _open_sections(plan.open)
    return _internal_sections(plan.open, plan.internal)


def _cover(plan: AccountPlanPaper, paper: Paper) -> list[Flowable]:
    """Whose plan it is, from when to when, and for whom; the contents follow on the same page."""
    given = plan.open
    mark = Style(size=9, leading=13, bold=True, ink=Ink.OPPONENT if paper.is_warning else Ink.ACCENT)
    facts = [(tr("Years"), given.years), (tr("As of"), given.prepared_on)]
    if plan.internal is not None:
        inner = plan.internal
        facts += [
            (label("account_plan.owner_id"), inner.owner),
            (label("account_plan.state"), inner.state),
            (label("account_plan.type"), inner.type),
            (label("account.tier"), inner.tier),
        ]
    return [
        Spacer(1, 56),
        Words(paper.mark, mark),
        Spacer(1, 6),
        Words(given.account, Style(size=26, leading=36, bold=True, lines=4)),
        Words(given.name, Style(size=15, leading=23, lines=3)),
        Words(given.place, Style(size=10, leading=16, ink=Ink.MUTED, lines=2)),
        Spacer(1, 22),
        Facts(facts, columns=3),
        Spacer(1, 26),
    ]


def _open_sections(plan: OpenPlan) -> list[Section]:
    """The customer's edition: what is empty is left out."""
    wanted = [
        Section("ambition", tr("What we want to reach together"), _text(plan.ambition, LEAD)),
        Section("theirs", tr("Your strategy and goals"), _your_plans(plan)),
        Section("history", tr("What we have done together"), _text(plan.history)),
        Section("fit", tr("What we offer for it"), _grid(open_fit_columns(), plan.fit)),
        Section("joint", tr("Joint plan"), _aims(plan.aims, tr("Our side"), tr("Your side"))),
        Section("people", tr("Who works on it at your side"), _grid(people_columns(), plan.people)),
    ]
    found = [section for section in wanted if section.blocks]
    return found or [Section("joint", tr("Joint plan"), [nothing_yet(tr("Nothing has been agreed yet."))])]


def _internal_sections(plan: OpenPlan, inner: InternalPlan) -> list[Section]:
    """The internal edition: every section stands, so that a board sees what is missing."""
    made = [
        Section("short", tr("In short"), _short(plan, inner)),
        Section("theirs", tr("Their strategy, goals and pressures"), _their_plans(plan, inner)),
        Section("people", tr("People and organisation"), _organisation(inner)),
        Section("history", tr("History with us"), _history(plan, inner)),
        Section("fit", tr("Fit of what we offer with what they want"), _grid(fit_columns(), inner.fit)),
        Section("white", tr("White space"), _grid(white_columns(), inner.white_space)),
        Section("competitors", tr("Competitors inside"), _grid(competitor_columns(), inner.competitors)),
        Section("targets", tr("Targets"), _targets(inner)),
        Section("joint", tr("Joint plan"), _aims(inner.aims, tr("Ours"), tr("Theirs"))),
        Section("risks", tr("Risks"), _grid(risk_columns(), inner.risks)),
        Section("resources", tr("Resources"), _grid(resource_columns(), inner.resources)),
        Section("reviews", tr("Reviews"), _reviews(inner)),
    ]
    for section in made:
        section.blocks = section.blocks or [nothing_yet(tr("Nothing stands here yet."))]
    return made


def _text(words: str, style: Style = BODY) -> list[Flowable]:
    return [Words(words.strip(), style)] if words.strip() else []


def _titled(key: str, title: str, words: str) -> list[Flowable]:
    """A text under its small title; nothing for no text."""
    return [Heading(title, key, 1), Words(words.strip(), BODY)] if words.strip() else []


def _facts(facts: list[tuple[str, str]], columns: int = 4) -> list[Flowable]:
    return [Facts(facts, columns=columns)] if any(value.strip() for _, value in facts) else []


def _grid(columns: Sequence[Column], rows: Sequence[Row]) -> list[Flowable]:
    return [Grid(columns, rows)] if rows else []


def _short(plan: OpenPlan, inner: InternalPlan) -> list[Flowable]:
    """One page for those who read one page."""
    facts = [
        (label("account_plan.wallet"), inner.wallet),
        (label("account_plan.wallet_ours"), inner.wallet_ours),
        (tr("Our share"), inner.share),
        (tr("Open deals"), inner.deals_total),
        (label("account.judgement"), inner.judgement),
        *[(tr("Target {year}").format(year=year), total) for year, total in inner.targets_total[:3]],
    ]
    aims = [(aim.goal, aim.due, aim.state or aim.progress) for aim in inner.aims[:3]]
    columns = [Column(tr("First goals"), 5), Column(tr("By when"), 1.4), Column(tr("State"), 1.4)]
    views = [
        (label("account_plan.strengths"), inner.strengths),
        (label("account_plan.weaknesses"), inner.weaknesses),
        (label("account_plan.opportunities"), inner.opportunities),
        (label("account_plan.threats"), inner.threats),
    ]
    remarks = _titled("remarks", label("account_plan.remarks"), inner.remarks)
    return [
        *_text(plan.ambition, LEAD),
        *_facts(facts),
        *_grid(columns, aims),
        *_facts(views, columns=2),
        *remarks,
    ]


def _driver_columns() -> list[Column]:
    return [
        Column(label("plan_driver.kind"), 1.2, ink=Ink.MUTED),
        Column(label("plan_driver.statement"), 4.2),
        Column(tr("Years"), 1.3),
        Column(label("plan_driver.amount"), 1.3, is_number=True),
    ]


def _your_plans(plan: OpenPlan) -> list[Flowable]:
    """What the customer wants, said to the customer."""
    return [
        *_titled("business", tr("Your business"), plan.their_business),
        *_titled("strategy", tr("Your strategy"), plan.their_strategy),
        *_grid(_driver_columns(), plan.drivers),
    ]


def _their_plans(plan: OpenPlan, inner: InternalPlan) -> list[Flowable]:
    """What the customer wants, with who said so."""
    columns = [*_driver_columns(), Column(tr("Said by, source"), 2.2, ink=Ink.MUTED)]
    return [
        *_titled("business", label("account_plan.their_business"), plan.their_business),
        *_titled("strategy", label("account_plan.their_strategy"), plan.their_strategy),
        *_grid(columns, inner.driver_sources),
    ]


def _organisation(inner: InternalPlan) -> list[Flowable]:
    blocks: list[Flowable] = []
    if inner.chart:
        blocks += [Picture(org_chart(inner.chart, 660).drawing), Spacer(1, 10)]
    blocks += _text(inner.organisation)
    columns = [
        Column(tr("Person"), 2.2, bold=True),
        Column(label("plan_person.part"), 1.2),
        Column(tr("Relation now"), 1.3),
        Column(tr("Wanted"), 1.3),
        Column(tr("Ours"), 1),
        Column(label("plan_person.next_step"), 2.6),
    ]
    return [*blocks, *_grid(columns, inner.people)]


def _history(plan: OpenPlan, inner: InternalPlan) -> list[Flowable]:
    columns = [
        Column(tr("Deal"), 4),
        Column(tr("Stage or end"), 2),
        Column(label("deal.amount"), 1.4, is_number=True),
        Column(tr("Date"), 1.4),
    ]
    return [*_text(plan.history), *_grid(columns, inner.deals)]


def _targets(inner: InternalPlan) -> list[Flowable]:
    columns = [
        Column(tr("Period"), 1.5),
        Column(tr("Product"), 4),
        Column(label("plan_target.amount"), 1.6, is_number=True),
    ]
    totals = [Column(tr("Year"), 1.5, bold=True), Column(tr("Total"), 5.6, is_number=True)]
    return [
        *_grid(columns, inner.targets),
        *_grid(totals, inner.targets_total if len(inner.targets) > 1 else ()),
    ]


def _aims(aims: tuple[PlanAim, ...], ours: str, theirs: str) -> list[Flowable]:
    """Each goal with its facts, and its actions beneath; `ours` and `theirs` are what the reader calls the sides."""
    columns = [
        Column(tr("Action"), 4),
        Column(ours, 1.2),
        Column(theirs, 1.2),
        Column(tr("By when"), 1.3),
        Column(tr("State"), 1.4),
    ]
    blocks: list[Flowable] = []
    for number, aim in enumerate(aims, 1):
        title = f"{aim.goal}（{aim.side}）" if aim.side else aim.goal
        facts = [
            (label("plan_goal.measure"), aim.measure),
            (ours, aim.ours),
            (theirs, aim.theirs),
            (tr("By when"), aim.due),
            (tr("State"), " · ".join(part for part in (aim.state, aim.progress) if part)),
        ]
        blocks.append(Heading(title, f"aim-{number}", 1))
        blocks += (stated := _facts(facts, columns=5))
        rows = [
            (f"{act.what}\n{act.result}".strip(), act.ours, act.theirs, act.due, act.state)
            for act in aim.acts
        ]
        for block in stated:
            block.keepWithNext = bool(rows)
        blocks += _grid(columns, rows)
    return blocks


def _reviews(inner: InternalPlan) -> list[Flowable]:
    columns = [
        Column(label("plan_review.held_on"), 1.2, bold=True),
        Column(label("plan_review.present"), 1.6),
        Column(label("plan_review.findings"), 3.2),
        Column(label("plan_review.decisions"), 3.2),
        Column(label("plan_review.next_on"), 1.2),
    ]
    return _grid(columns, inner.reviews)
