"""What of a plan is there and what is missing, as chips that lead to the place and sentences that say it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from salesdesk.domain.readiness import missing_in_plan
from salesdesk.domain.sheet import PLANNED_STATES
from salesdesk.text import tr, tr_n
from salesdesk.text.findings import finding
from salesdesk.ui.kit.panels import label
from salesdesk.ui.visits.flow import FlowLayout
from salesdesk.ui.visits.reading import VisitView


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    words: str
    is_there: bool


class ReadinessBar(QWidget):
    """Chips for the parts of a plan; a click goes to the part. It warns and never blocks."""

    def __init__(self, go_to: Callable[[str], object]) -> None:
        """`go_to` takes the name of a part: appointment, objective, questions, strengths, confirmed."""
        super().__init__()
        self._go_to = go_to
        self._chips: dict[str, QPushButton] = {}
        place = QWidget()
        self._flow = FlowLayout(place)
        self._missing = label("", "warning", wraps=True)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        body.addWidget(place)
        body.addWidget(self._missing)

    def show_view(self, view: VisitView) -> None:
        """Show how far the plan of a visit is."""
        for part in _parts(view):
            chip = self._chips.get(part.name) or self._chip(part.name)
            chip.setText(part.words)
            chip.setChecked(part.is_there)
            chip.setAccessibleName(
                part.words if part.is_there else tr("{part}: missing").format(part=part.words)
            )
        form = view.form
        needed = [
            finding(one.key, one.facts)
            for one in missing_in_plan(form.visit, form.attendees, form.questions)
            if one.is_needed
        ]
        is_planned = form.visit.state in PLANNED_STATES
        self._missing.setText(" · ".join(needed))
        self._missing.setVisible(bool(needed) and is_planned)

    def _chip(self, name: str) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("role", "chip")
        chip.setCheckable(True)

        def go() -> None:
            chip.setChecked(not chip.isChecked())  # a click leads there and says nothing about what is there
            self._go_to(name)

        chip.clicked.connect(go)
        self._flow.addWidget(chip)
        self._chips[name] = chip
        return chip


def _parts(view: VisitView) -> Sequence[_Part]:
    form, visit = view.form, view.form.visit
    theirs = [row for row in form.attendees if row.is_planned and not row.member_id]
    asked = sum(1 for row in form.questions if row.question.strip())
    questions = tr_n("{count} question", "{count} questions", asked) if asked else tr("Questions")
    return (
        _Part("appointment", tr("Appointment"), bool(theirs) and visit.starts_at is not None),
        _Part("objective", tr("Objective"), bool(visit.objective_minimum.strip())),
        _Part("questions", questions, asked > 0),
        _Part("strengths", tr("Strengths"), bool(form.strengths)),
        _Part("confirmed", tr("Confirmed"), visit.confirmed == "confirmed"),
    )
