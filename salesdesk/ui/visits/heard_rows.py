"""What was heard from each person met: line, attitude, need."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.domain.codes import LINES
from salesdesk.domain.lines import line_field, lines_of
from salesdesk.domain.record import Value, field_map
from salesdesk.domain.strategy import Influence, Question
from salesdesk.text import tr
from salesdesk.ui.kit.extra_fields import field_label
from salesdesk.ui.kit.marks import AttitudeMark
from salesdesk.ui.kit.panels import ElidedLabel, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.kit.wrap_editor import WrappedLine
from salesdesk.ui.visits.people import Person
from salesdesk.ui.visits.said_editor import SaidEditor

if TYPE_CHECKING:
    from salesdesk.desk.learning import Learned
    from salesdesk.desk.visit_result import NeedHeard

_INFLUENCE = field_map(Influence)


class HeardRow(QWidget):
    """One person: how they stand now, and what this meeting says."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = ElidedLabel("", "strong")
        self.mark = AttitudeMark()
        self.arrow = label("→", "muted")
        self.attitude = SaidEditor(_INFLUENCE["attitude"], lambda: tr("not said"))
        self.line = SaidEditor(field_map(Question)["line"], lambda: tr("Which line?"))
        self.need = WrappedLine()
        self.name.setMinimumWidth(pixels(88))
        first = row(self.name, self.mark, self.arrow, self.attitude, spacing=GRID - 2)
        first.setStretch(0, 1)
        first.setStretch(3, 1)
        second = row(self.line, self.need, spacing=GRID - 2)
        second.setStretch(1, 1)
        for editor, width in ((self.line, 124), (self.attitude, 164)):
            editor.setMinimumWidth(pixels(96))
            editor.setMaximumWidth(pixels(width))
            editor.edited.connect(self.changed.emit)
        self.need.textChanged.connect(self.changed.emit)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        body.addLayout(first)
        body.addLayout(second)

    def show_person(self, person: Person, part: Influence | None, *, is_covered: bool, has_map: bool) -> None:
        """Show a person and the part they play in the deal now; what is typed stays."""
        self.name.setText(person.name)
        self.need.setPlaceholderText(tr("What {name} needs, in their words").format(name=person.name))
        self.need.setAccessibleName(self.need.placeholderText())
        self.attitude.name_for_readers(f"{person.name} · {field_label(_INFLUENCE['attitude'])}")
        self.line.name_for_readers(f"{person.name} · {tr('Line')}")
        self.mark.set_attitude(part.attitude if part is not None else "")
        is_shown = has_map and not is_covered
        for widget in (self.mark, self.arrow, self.attitude):
            widget.setVisible(is_shown)
        self.line.setVisible(has_map and (part is None or not lines_of(part)))

    def start(self) -> None:
        """Let go of everything typed."""
        self.attitude.set_value("")
        self.line.set_value("")
        self.need.clear()

    def facts(self, contact_id: str) -> "list[Learned]":
        """What of the sheet this changes."""
        from salesdesk.desk.learning import Learned

        found: list[tuple[str, Value]] = []
        attitude, on_line = str(self.attitude.value() or ""), str(self.line.value() or "")
        if attitude:
            found.append(("attitude", attitude))
        if on_line in LINES and not self.line.isHidden():
            found.append((line_field(on_line), True))
        return [
            Learned(kind="influence", field=name, value=value, contact_id=contact_id, said_by_id=contact_id)
            for name, value in found
        ]

    def need_heard(self, contact_id: str) -> "NeedHeard | None":
        """The need in their words, where one is typed."""
        from salesdesk.desk.visit_result import NeedHeard

        words = self.need.text()
        return NeedHeard(contact_id=contact_id, need=words) if words else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing new is said here."""
        return not self.need.text() and not self.facts("x")


class HeardRows(QWidget):
    """A row for each person met."""

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._rows: dict[str, HeardRow] = {}
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(GRID)

    def start(self) -> None:
        """Let go of everything typed."""
        for one in self._rows.values():
            one.start()

    def show_people(self, people: Sequence[Person], parts: Mapping[str, Influence], *, has_map: bool) -> None:
        """Show a row for each of these people."""
        self._keep([person.key for person in people])
        for at, person in enumerate(people):
            if person.key not in self._rows:
                made = HeardRow()
                made.changed.connect(self.changed.emit)
                self._rows[person.key] = made
            if self._body.indexOf(self._rows[person.key]) != at:
                self._body.insertWidget(at, self._rows[person.key])
            self._rows[person.key].show_person(
                person, parts.get(person.key), is_covered=self._frame.is_covered, has_map=has_map
            )

    def _keep(self, keys: Sequence[str]) -> None:
        for key in [key for key in self._rows if key not in keys]:
            gone = self._rows.pop(key)
            self._body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    @property
    def rows(self) -> Mapping[str, HeardRow]:
        """The rows by the key of the person."""
        return self._rows
