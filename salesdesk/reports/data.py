"""What the reports print, as words ready for the page.

What a customer may read is a class of its own: the customer's edition of an account plan is made from `OpenPlan`
alone, which has no place for a coach, an attitude, odds or a competitor.
"""

from dataclasses import dataclass

from salesdesk.drawing.map_rows import MapLink, MapPerson
from salesdesk.drawing.org_chart import OrgPerson

Row = tuple[str, ...]
"""One line of a table, in the order of its columns."""


@dataclass(frozen=True, slots=True)
class PlanAct:
    """An action of the joint plan: what, who of us, who of them, by when, state."""

    what: str
    ours: str = ""
    theirs: str = ""
    due: str = ""
    state: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class PlanAim:
    """A goal of the plan with its actions; `side` in words where it is not a joint one."""

    goal: str
    measure: str = ""
    ours: str = ""
    theirs: str = ""
    due: str = ""
    progress: str = ""
    state: str = ""
    side: str = ""
    acts: tuple[PlanAct, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlan:
    """What both houses may read of an account plan."""

    account: str
    name: str
    place: str = ""
    years: str = ""
    prepared_on: str = ""
    ambition: str = ""
    their_business: str = ""
    their_strategy: str = ""
    history: str = ""
    drivers: tuple[Row, ...] = ()
    """Kind, statement, years, amount."""
    fit: tuple[Row, ...] = ()
    """Area of theirs, what we offer for it."""
    people: tuple[Row, ...] = ()
    """Name, title, department of their people who are named in the joint plan."""
    aims: tuple[PlanAim, ...] = ()
    """The goals of the joint plan and theirs; goals of ours alone are not here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalPlan:
    """What only our own house reads beside the open part."""

    owner: str = ""
    state: str = ""
    type: str = ""
    tier: str = ""
    judgement: str = ""
    wallet: str = ""
    wallet_ours: str = ""
    share: str = ""
    organisation: str = ""
    chart: tuple[OrgPerson, ...] = ()
    people: tuple[Row, ...] = ()
    """Name and title, part, relation now, relation wanted, ours, next step."""
    driver_sources: tuple[Row, ...] = ()
    """Kind, statement, years, amount, who said it and where it stands."""
    deals: tuple[Row, ...] = ()
    """Deal, stage or end, amount, date."""
    deals_total: str = ""
    fit: tuple[Row, ...] = ()
    """Area, offering, fit 0–3, gap, what must change and its cost, ours and by when."""
    white_space: tuple[Row, ...] = ()
    """Unit, offering, state, present, potential, next step."""
    competitors: tuple[Row, ...] = ()
    """Name, what they hold, share, strengths and weaknesses, our answer."""
    strengths: str = ""
    weaknesses: str = ""
    opportunities: str = ""
    threats: str = ""
    targets: tuple[Row, ...] = ()
    """Year or quarter, product, amount."""
    targets_total: tuple[Row, ...] = ()
    """Year, total."""
    aims: tuple[PlanAim, ...] = ()
    """All goals: joint, theirs and ours."""
    risks: tuple[Row, ...] = ()
    """Risk, severity, answer, ours and by when, state."""
    resources: tuple[Row, ...] = ()
    """Resource, cost, needed by, state and answer."""
    reviews: tuple[Row, ...] = ()
    """Date, present, findings, decisions, next."""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class AccountPlanPaper:
    """An account plan to print: `internal` is None in the customer's edition."""

    open: OpenPlan
    internal: InternalPlan | None = None


@dataclass(frozen=True, slots=True)
class LinePaper:
    """One line of the map in words: code, name, how many, whether uncovered, whom to ask."""

    code: str
    title: str
    note: str = ""
    is_uncovered: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPaper:
    """A strategy sheet to print; no coach is in it, nor anything that depends on one."""

    deal: str
    account: str
    owner: str = ""
    prepared_on: str = ""
    objective: str = ""
    how_we_win: str = ""
    stage: int = 1
    stage_names: tuple[str, ...] = ()
    stage_words: str = ""
    is_unproven: bool = False
    unproven: str = ""
    buying_steps: str = ""
    odds: str = ""
    reasons: tuple[str, ...] = ()
    position: str = ""
    amount: str = ""
    signing: str = ""
    risk_count: int = 0
    lines: tuple[LinePaper, ...] = ()
    people: tuple[MapPerson, ...] = ()
    links: tuple[MapLink, ...] = ()
    people_rows: tuple[Row, ...] = ()
    """Name and title, lines, influence, attitude, evidence, what they want, next action."""
    next_step: str = ""
    urgent: tuple[tuple[str, str], ...] = ()
    """The most urgent risk points, each with the deed that clears it."""
    risks: tuple[Row, ...] = ()
    """All risk points: risk, deed, accepted."""
    strengths: tuple[str, ...] = ()
    competitors: tuple[Row, ...] = ()
    """Name, standing, strengths and weaknesses, likely move, our answer."""
    criteria: tuple[Row, ...] = ()
    """Criterion, weight, our score, the best of the others."""
    questions: tuple[Row, ...] = ()
    """Question, why it matters, whom to ask, state."""
    actions: tuple[Row, ...] = ()
    """What, whom and the wanted change, ours, by when, state."""
    obstacles: tuple[Row, ...] = ()
    """Obstacle, how, ours, by when, state."""
    worth: tuple[Row, ...] = ()
    """Label and value."""
    history: tuple[Row, ...] = ()
    """Date, what happened."""
