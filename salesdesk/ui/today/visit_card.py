"""What else is on today and tomorrow, and what waits to be recorded."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salesdesk.domain.record import field_map
from salesdesk.domain.visit import Visit
from salesdesk.text import tr, tr_n
from salesdesk.text.findings import finding
from salesdesk.text.formats import relative_days, time_words, words_list
from salesdesk.text.words import choice
from salesdesk.ui.kit.panels import Card, badge, button, clear, label, show_now
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.today.lines import Line, nothing

if TYPE_CHECKING:
    from salesdesk.desk.today import Appointment, Today

_LATE_SOON_HOURS = 4


class VisitCard(Card):
    """Two short lists; each line leads to the form of its visit."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame

    def show_today(self, day: "Today") -> None:
        """Show the visits of a day."""
        clear(self.body)
        self.body.addWidget(label(tr("Waiting to be recorded"), "strong"))
        for one in day.to_record:
            self.body.addWidget(self._unrecorded(one))
        if not day.to_record:
            self.body.addWidget(nothing(tr("Every visit is recorded.")))
        heading = label(tr("Also today and tomorrow"), "strong")
        heading.setContentsMargins(0, GRID, 0, 0)
        self.body.addWidget(heading)
        for one in day.later:
            self.body.addWidget(self._coming(one))
        if not day.later:
            self.body.addWidget(nothing(tr("No further visit is planned for today or tomorrow.")))
        self.body.addStretch(1)
        show_now(self.body)

    def _unrecorded(self, one: "Appointment") -> Line:
        visit, left = one.visit, one.hours_left or 0
        day = visit.starts_at.astimezone().date() if visit.starts_at else None
        if left >= 0:
            more = tr_n("{count} hour left of 24", "{count} hours left of 24", left)
        else:
            more = tr_n("{count} hour late", "{count} hours late", -left)
        deed = button(tr("Record"), lambda: self._frame.show_record("visit", visit.id))
        deed.setAccessibleName(tr("Record: {name}").format(name=one.account_name))
        role = "danger" if left < 0 else "warning" if left < _LATE_SOON_HOURS else "muted"
        lead = relative_days(day, today=self._frame.desk.today())
        return Line(lead, self._words(one), more, deed, more_role=role)

    def _coming(self, one: "Appointment") -> Line:
        visit, today = one.visit, self._frame.desk.today()
        day = visit.starts_at.astimezone().date() if visit.starts_at else today
        lead = time_words(visit.starts_at)
        if day != today:
            lead = f"{tr('Tomorrow')}\n{lead}"
        needed = [finding(row.key, row.facts) for row in one.missing if row.is_needed]
        more = " · ".join(needed) or visit.objective_minimum
        deeds: list[QWidget] = []
        if needed:
            fill_in = button(tr("Fill in"), lambda: self._frame.show_record("visit", visit.id))
            fill_in.setAccessibleName(tr("Fill in: {name}").format(name=one.account_name))
            deeds.append(fill_in)
        else:
            deeds.append(badge(choice(f"visit.state.{visit.state}"), "good"))
            deeds.append(button(tr("Open"), lambda: self._frame.show_record("visit", visit.id)))
        return Line(lead, self._words(one), more, *deeds, more_role="warning" if needed else "muted")

    def _words(self, one: "Appointment") -> str:
        kind = (
            ""
            if one.visit.kind == field_map(Visit)["kind"].default
            else choice(f"visit.kind.{one.visit.kind}")
        )
        return " · ".join(part for part in (one.account_name, words_list(one.people), kind) if part)
