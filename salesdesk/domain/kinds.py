"""All kinds of record by name, and how they hang together."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from salesdesk.domain import account, contact, deal, plan, sieve, strategy, team, toolbox, visit
from salesdesk.domain.problems import Known
from salesdesk.domain.record import FieldType, Record, field_map, fields_of

_ALL: tuple[type[Record], ...] = (
    account.Account,
    account.Site,
    contact.Contact,
    contact.Relation,
    sieve.Lead,
    deal.Deal,
    deal.DealLine,
    deal.StageMove,
    deal.BuyingStep,
    deal.Party,
    deal.DealMember,
    strategy.Influence,
    strategy.Coach,
    strategy.Competitor,
    strategy.Criterion,
    strategy.CriterionScore,
    strategy.Question,
    strategy.Action,
    strategy.Obstacle,
    strategy.AcceptedRisk,
    strategy.Estimate,
    visit.Visit,
    visit.Attendee,
    visit.VisitQuestion,
    visit.Objection,
    visit.Need,
    visit.Strength,
    visit.Commitment,
    visit.Touch,
    strategy.Evidence,
    plan.AccountPlan,
    plan.PlanDriver,
    plan.PlanPerson,
    plan.FitLine,
    plan.WhiteSpace,
    plan.PlanCompetitor,
    plan.PlanTarget,
    plan.PlanGoal,
    plan.PlanAction,
    plan.PlanRisk,
    plan.PlanResource,
    plan.PlanReview,
    account.Note,
    account.Tag,
    account.Attachment,
    account.Intel,
    toolbox.Tool,
    deal.Product,
    team.Member,
    team.FieldDefinition,
    team.Setting,
)

KINDS: Mapping[str, type[Record]] = MappingProxyType({kind.KIND: kind for kind in _ALL})
"""Every record kind by its name, in the order in which people think of them."""


def kind_of(name: str) -> type[Record]:
    """The record kind of that name; Known E_NOT_FOUND when there is none."""
    found = KINDS.get(name)
    if found is None:
        raise Known("E_NOT_FOUND", kind=name, name=name)
    return found


@cache
def children_of(kind: str) -> tuple[tuple[str, str], ...]:
    """(kind, field) of the records that hang on a record of `kind` and go with it when it is deleted.

    What can hang on any record (notes, tags, attachments, evidence) is among the children of every kind.
    """
    return tuple(
        (child.KIND, name)
        for child in _ALL
        for name in child.PARENTS
        if field_map(child)[name].reference in (kind, "*")
    )


@cache
def references_to(kind: str) -> tuple[tuple[str, str], ...]:
    """(kind, field) of every field that can hold the id of a record of `kind`, parents included."""
    return tuple(
        (other.KIND, field.name)
        for other in _ALL
        for field in fields_of(other)
        if field.type is FieldType.REFERENCE and field.reference in (kind, "*")
    )
