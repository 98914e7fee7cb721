"""The lists on the card of a contact: relations, the deals a person stands in, visits."""

from collections.abc import Callable
from dataclasses import replace

from salesdesk.domain.contact import Relation
from salesdesk.domain.lines import LINES, line_field
from salesdesk.domain.record import Record
from salesdesk.domain.strategy import Influence
from salesdesk.domain.visit import Visit
from salesdesk.text import label, tr
from salesdesk.text.formats import words_list
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.columns import Column, field_column
from salesdesk.ui.kit.headings import Headings
from salesdesk.ui.kit.related_list import RelatedList
from salesdesk.ui.kit.screen import Frame


def relation_list(frame: Frame, contact_id: Callable[[], str], commands: tuple[Command, ...]) -> RelatedList:
    """What this contact is to others and they to this one; Enter shows the other one."""

    def other(record: Record) -> str:
        names = ("from_contact_id", "to_contact_id")
        return next((str(record.value(name)) for name in names if record.value(name) != contact_id()), "")

    def person(record: Record, headings: Headings) -> str:
        arrow = "→" if record.value("from_contact_id") == contact_id() else "←"
        return f"{arrow} {headings.of('contact', other(record))}"

    who = Column(name="person", title=lambda: tr("Person"), words=person, width=160)
    return RelatedList(
        Relation, frame,
        columns=(who, field_column(Relation, "kind", width=120), field_column(Relation, "strength", width=80),
                 field_column(Relation, "deal_id", width=120), field_column(Relation, "remarks", width=120)),
        name_words=lambda: tr("Relations"),
        empty_words=lambda: tr("No relation beside the reporting line yet: who influences whom, who are friends?"),
        commands=commands, buttons=[commands[0].name],
        open_record=lambda record: frame.show_record("contact", other(record)),
    )  # fmt: skip


def part_list(frame: Frame) -> RelatedList:
    """The deals a person stands in, with the part played there; Enter shows the deal."""

    def lines(record: Record, _headings: Headings) -> str:
        return words_list(
            [label(f"influence.{line_field(line)}") for line in LINES if record.value(line_field(line))]
        )

    deal = replace(field_column(Influence, "deal_id"), width=200)
    on_lines = Column(name="lines", title=lambda: tr("Lines"), words=lines, width=130)
    return RelatedList(
        Influence, frame,
        columns=(deal, on_lines, field_column(Influence, "influence", width=90),
                 field_column(Influence, "attitude", width=120)),
        name_words=lambda: tr("Deals"),
        empty_words=lambda: tr("Stands in no deal yet. Put the person on the map of a deal."),
        open_record=lambda record: frame.show_record("deal", str(record.value("deal_id"))),
    )  # fmt: skip


def meeting_list(frame: Frame) -> RelatedList:
    """The visits planned with or held with a person; Enter shows one."""
    return RelatedList(
        Visit, frame,
        columns=(field_column(Visit, "objective_best", width=200), field_column(Visit, "starts_at", width=130),
                 field_column(Visit, "state", width=90), field_column(Visit, "outcome", width=100)),
        name_words=lambda: tr("Visits"), empty_words=lambda: tr("Not met yet."),
    )  # fmt: skip
