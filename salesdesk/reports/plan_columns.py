"""The columns of the tables of an account plan."""

from salesdesk.reports.grid import Column
from salesdesk.text import label, tr


def open_fit_columns() -> list[Column]:
    """What we offer for what they want, for both houses."""
    return [Column(tr("Your area"), 1), Column(tr("What we offer"), 1)]


def people_columns() -> list[Column]:
    """Their people named in the joint plan."""
    return [
        Column(label("contact.name"), 1.2, bold=True),
        Column(label("contact.title"), 2),
        Column(label("contact.department"), 2),
    ]


def fit_columns() -> list[Column]:
    """How our offerings fit, and what must change."""
    return [
        Column(label("fit_line.area"), 2),
        Column(label("fit_line.offering"), 1.8),
        Column(label("fit_line.fit"), 1),
        Column(label("fit_line.gap"), 2),
        Column(tr("What must change, cost"), 2.2),
        Column(tr("Who, by when"), 1.4),
    ]


def white_columns() -> list[Column]:
    """What we could sell where."""
    return [
        Column(label("white_space.unit"), 1.8),
        Column(label("white_space.offering"), 1.8),
        Column(label("white_space.state"), 1.4),
        Column(label("white_space.present"), 1.1, is_number=True),
        Column(label("white_space.potential"), 1.1, is_number=True),
        Column(label("white_space.next_step"), 2.2),
    ]


def competitor_columns() -> list[Column]:
    """Who else is inside."""
    return [
        Column(label("plan_competitor.name"), 1.6, bold=True),
        Column(label("plan_competitor.holds"), 2),
        Column(label("plan_competitor.share"), 0.8, is_number=True),
        Column(tr("Strong and weak"), 2.6),
        Column(label("plan_competitor.our_answer"), 2.2),
    ]


def risk_columns() -> list[Column]:
    """What may go wrong."""
    return [
        Column(label("plan_risk.risk"), 3),
        Column(label("plan_risk.severity"), 0.8),
        Column(label("plan_risk.answer"), 3),
        Column(tr("Who, by when"), 1.4),
        Column(label("plan_risk.state"), 1),
    ]


def resource_columns() -> list[Column]:
    """What the plan needs of our own house."""
    return [
        Column(label("plan_resource.resource"), 3),
        Column(label("plan_resource.cost"), 1.3, is_number=True),
        Column(label("plan_resource.needed_by"), 1.4),
        Column(tr("State and answer"), 2.6),
    ]
