"""Choosing people: chips of those chosen, a line that finds one more, and a short list of those at hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from salesdesk.domain.record import Field, Value, field_map
from salesdesk.domain.visit import Attendee
from salesdesk.text import tr
from salesdesk.ui.kit.editors import Editor, Unreadable
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.reference_editor import ReferenceEditor
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.visits.flow import FlowLayout, cut

NOBODY = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a chip: the key by which the owner knows them, name, and what tells them apart."""

    key: str
    name: str
    note: str = ""


class PersonFinder(ReferenceEditor):
    """A line that finds a person and is empty again; `found` carries the id, `named` a name nobody has yet."""

    found = Signal(str)
    named = Signal(str)

    def __init__(self, frame: Frame, field_name: str = "contact_id", *, takes_names: bool = True) -> None:
        super().__init__(field_map(Attendee)[field_name], frame)
        if takes_names:
            self.make_new = self._name
        self.edited.connect(self._on_edit)
        self.line.returnPressed.connect(self._enter)
        self.line.setMinimumWidth(pixels(120))
        self.set_value("")

    def retranslate(self) -> None:
        super().retranslate()
        words = tr("Add: name, pinyin or phone")
        self.line.setPlaceholderText(words)
        self.name_for_readers(words)

    def _name(self, words: str) -> str:
        self.named.emit(words)
        return ""

    def _on_edit(self) -> None:
        if self._chosen():
            self.found.emit(self._chosen())
            self.set_value("")

    def _chosen(self) -> str:
        try:
            return str(self.value() or "") if self.line.text() else ""
        except Unreadable:
            return ""

    def _enter(self) -> None:
        """Enter takes the only one who fits, or the name as it is typed."""
        words = self.line.text().strip()
        hits = self.search(words) if words else []
        if len(hits) == 1:
            self.set_value("")
            self.found.emit(hits[0].id)
        elif words and not hits and self.make_new is not None:
            self.set_value("")
            self.named.emit(words)

    def finish(self) -> None:
        """Take what is typed where it can mean one person alone."""
        self._enter()


class PeopleField(QWidget):
    """Chips, then the line that finds one more. Checkable chips say who of them was there."""

    toggled = Signal(str, bool)
    removed = Signal(str)

    def __init__(self, finder: PersonFinder, *, is_checkable: bool = False) -> None:
        super().__init__()
        self.finder = finder
        self._is_checkable = is_checkable
        self._chips: dict[str, QPushButton] = {}
        self._place = QWidget()
        self._flow = FlowLayout(self._place)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID - 2)
        body.addWidget(self._place)
        body.addWidget(finder)
        self.setFocusProxy(finder)

    def show_people(self, people: Sequence[Person], checked: frozenset[str] = frozenset()) -> None:
        """Show these people, in this order; chips that stay keep the focus."""
        wanted = [person.key for person in people]
        for key in [key for key in self._chips if key not in wanted]:
            chip = self._chips.pop(key)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for at, person in enumerate(people):
            if person.key not in self._chips:
                self._chips[person.key] = self._chip(person.key)
                self._flow.insert(at, self._chips[person.key])
            self._say(self._chips[person.key], person, person.key in checked)
        self._place.setVisible(bool(people))
        if self._is_checkable and people:
            self.setFocusProxy(self._chips[wanted[0]])

    def _chip(self, key: str) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("role", "chip")
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.setCheckable(self._is_checkable)
        if self._is_checkable:
            chip.toggled.connect(lambda is_on: self.toggled.emit(key, is_on))
        else:
            chip.setIcon(icon("x"))
            chip.setIconSize(QSize(12, 12))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.clicked.connect(lambda: self.removed.emit(key))
        return chip

    def _say(self, chip: QPushButton, person: Person, is_checked: bool) -> None:
        words = " · ".join(part for part in (person.name, person.note) if part)
        chip.setText(cut(words).replace("&", "&&"))
        if self._is_checkable:
            chip.blockSignals(True)
            chip.setChecked(is_checked)
            chip.blockSignals(False)
            chip.setAccessibleName(words)
            chip.setToolTip(words if cut(words) != words else "")
        else:
            chip.setToolTip(tr("Take {name} out of this visit").format(name=person.name))
            chip.setAccessibleName(tr("Take {name} out of this visit").format(name=person.name))

    def chips(self) -> list[QPushButton]:
        """The chips as they stand."""
        return list(self._chips.values())


class WhomEditor(Editor):
    """One of the people at hand, or nobody."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._people: tuple[Person, ...] = ()
        self.box = QComboBox()
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(4)
        self.box.activated.connect(self._on_choice)
        self.watch(self.box)
        self.set_people(())

    def _on_choice(self) -> None:
        self.edited.emit()
        self.left.emit()

    def set_people(self, people: Sequence[Person]) -> None:
        """Offer these people; who is chosen stays chosen."""
        if self._people == tuple(people) and self.box.count():
            return
        self._people = tuple(people)
        chosen = str(self.box.currentData() or "")
        self.box.clear()
        self.box.addItem(tr("Whom?"), NOBODY)
        for person in people:
            self.box.addItem(cut(person.name), person.key)
        self.set_value(chosen)

    def value(self) -> Value:
        return str(self.box.currentData() or "")

    def set_value(self, value: Value) -> None:
        at = self.box.findData(str(value or ""))
        if at < 0 and value:
            self.box.addItem(self._name_of(str(value)), value)
            at = self.box.count() - 1
        self.box.setCurrentIndex(max(0, at))

    def _name_of(self, person_id: str) -> str:
        return next((person.name for person in self._people if person.key == person_id), tr("Somebody else"))

    def retranslate(self) -> None:
        self.box.setItemText(0, tr("Whom?"))
