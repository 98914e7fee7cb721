"""The parts of an account plan: each kind of row with its columns, its form, and how a new one is made from words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.domain.plan import (
    AccountPlan,
    FitLine,
    PlanAction,
    PlanCompetitor,
    PlanDriver,
    PlanGoal,
    PlanPerson,
    PlanResource,
    PlanReview,
    PlanRisk,
    PlanTarget,
    WhiteSpace,
)
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record, Secrecy, field_map
from salesdesk.text import tr
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.typed import read_date, read_whole

if TYPE_CHECKING:
    from salesdesk.desk.contacts import Choice

Words = Callable[[], str]
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a plan that goes row by row."""

    kind: type[Record]
    name: str
    words: Words
    columns: tuple[str, ...]
    rows: Rows
    """The form: each row one or more fields side by side."""
    add_words: Words
    empty_words: Words
    make: Callable[[Frame, AccountPlan, str], Record]
    """A new row from the words typed; raises Known."""

    @property
    def is_covered(self) -> bool:
        """Whether F9 hides all of it."""
        return field_map(self.kind)["plan_id"].secrecy is Secrecy.COVERED

    def lay_out(self, form: Form) -> None:
        """Place the rows of its form."""
        for names in self.rows:
            if len(names) == 1:
                form.row(names[0])
            else:
                form.rows(*names)


def _named(kind: type[Record], name: str) -> Callable[[Frame, AccountPlan, str], Record]:
    """A row whose first words are a field of text."""

    def make(_frame: Frame, plan: AccountPlan, words: str) -> Record:
        more = {"currency": plan.currency} if "currency" in field_map(kind) else {}
        if kind is PlanDriver:
            more["kind"] = "goal"
        return kind(**{"plan_id": plan.id, name: words, **more})

    return make


def _target(frame: Frame, plan: AccountPlan, words: str) -> Record:
    """A target from its year."""
    year = read_whole(words, "year")
    if year is None:
        raise Known("E_TYPE", kind=PlanTarget.KIND, field="year", value=words, type="int")
    return PlanTarget(plan_id=plan.id, year=year, currency=plan.currency)


def _review(frame: Frame, plan: AccountPlan, words: str) -> Record:
    """A review from its day."""
    day = read_date(words, frame.desk.today())
    if day is None:
        raise Known("E_TYPE", kind=PlanReview.KIND, field="held_on", value=words, type="date")
    return PlanReview(plan_id=plan.id, held_on=day)


def _person(frame: Frame, plan: AccountPlan, words: str) -> Record:
    """A person from the name of a contact, this account's first."""
    from salesdesk.desk.contacts import pick_contacts

    found: list[Choice] = pick_contacts(frame.desk, plan.account_id, words, limit=5)
    near = [one for one in found if one.contact.name == words] or found
    if not near:
        raise Known("E_NOT_FOUND", kind="contact", id=words)
    return PlanPerson(plan_id=plan.id, contact_id=near[0].contact.id, owner_id=frame.desk.user_id)


def parts() -> tuple[Part, ...]:
    """All parts, in the order in which a plan is read."""
    return (*_theirs(), *_ours(), *_together())


def _theirs() -> tuple[Part, ...]:
    return (
        Part(
            kind=PlanDriver, name="drivers", words=lambda: tr("Their goals and pressures"),
            columns=("statement", "kind", "from_year", "until_year", "amount"),
            rows=(("statement",), ("kind",), ("contact_id",), ("from_year", "until_year"), ("amount",),
                  ("source",), ("said_on",)),
            add_words=lambda: tr("A strategy, goal, pressure or investment of theirs"),
            empty_words=lambda: tr("What do they want to reach in the years ahead, and what presses them?"),
            make=_named(PlanDriver, "statement"),
        ),
        Part(
            kind=PlanPerson, name="people", words=lambda: tr("People who matter"),
            columns=("contact_id", "part", "relation_now", "relation_wanted", "owner_id"),
            rows=(("contact_id",), ("part",), ("relation_now",), ("relation_wanted",), ("owner_id",), ("next_step",)),
            add_words=lambda: tr("The name of a contact"),
            empty_words=lambda: tr("Who carries the relation on their side, and who of us answers for each?"),
            make=_person,
        ),
        Part(
            kind=PlanCompetitor, name="competitors", words=lambda: tr("Competitors inside"),
            columns=("name", "holds", "share", "our_answer"),
            rows=(("name",), ("holds", "share"), ("strengths",), ("weaknesses",), ("our_answer",)),
            add_words=lambda: tr("Name a competitor"),
            empty_words=lambda: tr("Who else sells there, and what do we answer?"),
            make=_named(PlanCompetitor, "name"),
        ),
    )  # fmt: skip


def _ours() -> tuple[Part, ...]:
    return (
        Part(
            kind=FitLine, name="fit", words=lambda: tr("Fit"),
            columns=("area", "offering", "fit", "gap", "due_on"),
            rows=(("area",), ("offering",), ("product_id",), ("fit",), ("gap",), ("change_kind",), ("change",),
                  ("cost",), ("owner_id",), ("due_on",)),
            add_words=lambda: tr("A strategic area of theirs"),
            empty_words=lambda: tr("Where does what we offer fit what they want, and what must we change?"),
            make=_named(FitLine, "area"),
        ),
        Part(
            kind=WhiteSpace, name="white_space", words=lambda: tr("White space"),
            columns=("unit", "offering", "state", "present", "potential"),
            rows=(("unit",), ("site_id",), ("offering",), ("product_id",), ("state",), ("competitor",), ("present",),
                  ("potential",), ("next_step",)),
            add_words=lambda: tr("A plant or department of theirs"),
            empty_words=lambda: tr("Which of their units buys which of our offerings, and who sells there now?"),
            make=_named(WhiteSpace, "unit"),
        ),
        Part(
            kind=PlanTarget, name="targets", words=lambda: tr("Targets"),
            columns=("year", "quarter", "product_id", "amount"),
            rows=(("year", "quarter"), ("product_id",), ("amount",)),
            add_words=lambda: tr("A year, such as 2027"),
            empty_words=lambda: tr("What shall be sold in which year?"),
            make=_target,
        ),
        Part(
            kind=PlanResource, name="resources", words=lambda: tr("Resources"),
            columns=("resource", "cost", "needed_by", "state"),
            rows=(("resource",), ("cost",), ("needed_by",), ("state",), ("answer",)),
            add_words=lambda: tr("People, money or equipment the plan needs"),
            empty_words=lambda: tr("What does the plan need from our own house?"),
            make=_named(PlanResource, "resource"),
        ),
    )  # fmt: skip


def _together() -> tuple[Part, ...]:
    return (
        Part(
            kind=PlanGoal, name="goals", words=lambda: tr("Joint goals"),
            columns=("goal", "side", "member_id", "contact_id", "due_on", "state"),
            rows=(("goal",), ("side",), ("measure",), ("member_id",), ("contact_id",), ("due_on",), ("progress",),
                  ("state",)),
            add_words=lambda: tr("What do we want to reach together?"),
            empty_words=lambda: tr("A goal that both sides own, with a measure and a day."),
            make=_named(PlanGoal, "goal"),
        ),
        Part(
            kind=PlanAction, name="actions", words=lambda: tr("Joint actions"),
            columns=("what", "goal_id", "member_id", "contact_id", "due_on", "state"),
            rows=(("what",), ("goal_id",), ("side",), ("member_id",), ("contact_id",), ("due_on",), ("state",),
                  ("result",)),
            add_words=lambda: tr("What is done, by whom, by when?"),
            empty_words=lambda: tr("Who of us and who of them does what by when?"),
            make=_named(PlanAction, "what"),
        ),
        Part(
            kind=PlanRisk, name="risks", words=lambda: tr("Risks"),
            columns=("risk", "severity", "answer", "due_on", "state"),
            rows=(("risk",), ("severity",), ("answer",), ("owner_id",), ("due_on",), ("state",)),
            add_words=lambda: tr("What may go wrong?"),
            empty_words=lambda: tr("No risk of the plan is written down."),
            make=_named(PlanRisk, "risk"),
        ),
        Part(
            kind=PlanReview, name="reviews", words=lambda: tr("Reviews"),
            columns=("held_on", "present", "health", "next_on"),
            rows=(("held_on",), ("next_on",), ("present",), ("health",), ("findings",), ("decisions",)),
            add_words=lambda: tr("The day of a review, such as today"),
            empty_words=lambda: tr("The plan was not reviewed yet."),
            make=_review,
        ),
    )  # fmt: skip
