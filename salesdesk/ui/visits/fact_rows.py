"""Anything else that was learned, said as a value of the strategy sheet: which, about whom, what it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.objective import money_word
from salesdesk.domain.reading import facts
from salesdesk.domain.record import Field, FieldType, Secrecy, Value, field_map
from salesdesk.text import kind_name, tr
from salesdesk.text.findings import finding
from salesdesk.ui.kit.editors import Editor, Unreadable, editor_for
from salesdesk.ui.kit.extra_fields import field_label
from salesdesk.ui.kit.panels import label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.kit.wrap_editor import WrapEditor
from salesdesk.ui.visits.draft_rows import DraftRow, DraftRows
from salesdesk.ui.visits.people import Person, WhomEditor
from salesdesk.ui.visits.said_editor import SaidEditor

if TYPE_CHECKING:
    from salesdesk.desk.learning import Learned


@dataclass(frozen=True, slots=True)
class Subject:
    """A value of the sheet that can be learned: a field of the deal, of a person's part, or a new record's name."""

    kind: str
    name: str

    @property
    def field(self) -> Field:
        """The field it fills."""
        return field_map(KINDS[self.kind])[self.name]

    @property
    def is_about_person(self) -> bool:
        """Whether a person has to be named."""
        return self.kind == "influence"

    @property
    def is_covered(self) -> bool:
        """Whether a customer must not see it."""
        return self.field.secrecy is Secrecy.COVERED or self.kind == "competitor"

    def words(self) -> str:
        """What is learned."""
        return kind_name(self.kind) if self.kind not in ("deal", "influence") else field_label(self.field)


SUBJECTS = (
    *(
        Subject("deal", name)
        for name in (
            "budget_state",
            "purchase_on",
            "project_approved",
            "management_agreed",
            "need_behind",
            "why_now",
            "specification",
            "trial",
            "short_listed",
            "agreed_in_writing",
            "incumbent",
        )
    ),
    *(
        Subject("influence", name)
        for name in (
            "influence",
            "response_mode",
            "personal_win",
            "business_result",
            "is_approver",
            "has_veto",
        )
    ),
    *(Subject(kind, "name") for kind in ("competitor", "criterion", "buying_step")),
)
"""What can be learned beside attitude, line and need, in the order of the list."""


class FactRow(DraftRow):
    """One thing learned."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._editor: Editor | None = None
        self._subjects: tuple[Subject, ...] = ()
        self.subject = QComboBox()
        self.subject.setMinimumWidth(pixels(140))
        self.whom = WhomEditor(field_map(KINDS["influence"])["contact_id"])
        self.whom.hide()
        self.whom.setFixedWidth(pixels(92))
        self._hint = label("", "warning", wraps=True)
        self._hint.hide()
        self._holder = QWidget()
        self._place = row()
        self._holder.setLayout(self._place)
        self._holder.hide()
        self._cross = self.cross()
        self._cross.hide()
        first = row(self.subject, self.whom, self._holder, self._cross, spacing=GRID - 2)
        first.setStretch(0, 2)
        first.setStretch(2, 3)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(2)
        body.addLayout(first)
        body.addWidget(self._hint)
        self.setFocusProxy(self.subject)
        self.subject.activated.connect(self._choose)
        self.whom.edited.connect(self.changed.emit)
        self.retranslate()

    @property
    def chosen(self) -> Subject | None:
        """What is learned."""
        at = self.subject.currentIndex() - 1
        return self._subjects[at] if 0 <= at < len(self._subjects) else None

    @property
    def editor(self) -> Editor | None:
        """The editor of the value."""
        return self._editor

    def choose(self, kind: str, name: str) -> None:
        """Choose what is learned."""
        self.subject.setCurrentIndex(1 + self._subjects.index(Subject(kind, name)))
        self._choose()

    def _choose(self) -> None:
        if self._editor is not None:
            self._place.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        subject = self.chosen
        self._hint.hide()
        self.whom.setVisible(subject is not None and subject.is_about_person)
        self._cross.setVisible(subject is not None)
        self._holder.setVisible(subject is not None)
        if subject is not None:
            self._editor = _editor_of(subject.field, self._frame)
            self._editor.edited.connect(self._on_edit)
            self._place.addWidget(self._editor)
        self.changed.emit()

    def _on_edit(self) -> None:
        subject = self.chosen
        word = money_word(str(self._value() or "")) if subject and subject.name == "personal_win" else ""
        self._hint.setText(finding("ready.money_word", facts(what=word)) if word else "")
        self._hint.setVisible(bool(word))
        self.changed.emit()

    def _value(self) -> Value:
        try:
            return self._editor.value() if self._editor is not None else None
        except Unreadable:
            return None

    @property
    def is_empty(self) -> bool:
        return self.chosen is None

    def set_people(self, people: Sequence[Person]) -> None:
        self.whom.set_people(people)
        if len(people) == 1:
            self.whom.set_value(people[0].key)

    def learned(self, said_by_id: str) -> "Learned | None":
        """What is typed, where it is whole."""
        from salesdesk.desk.learning import Learned

        subject, value = self.chosen, self._value()
        if subject is None or value in (None, "", False):
            return None
        whom = str(self.whom.value() or "") if subject.is_about_person else ""
        if subject.is_about_person and not whom:
            return None
        return Learned(
            kind=subject.kind, field=subject.name, value=value, contact_id=whom, said_by_id=whom or said_by_id
        )

    def retranslate(self) -> None:
        chosen = self.chosen
        if self.parentWidget() is not None:
            self.setVisible(chosen is None or not (chosen.is_covered and self._frame.is_covered))
        self._subjects = tuple(
            one for one in SUBJECTS if one == chosen or not (one.is_covered and self._frame.is_covered)
        )
        self.subject.clear()
        self.subject.addItem(tr("What was learned …"))
        for one in self._subjects:
            self.subject.addItem(one.words())
        self.subject.setCurrentIndex(1 + self._subjects.index(chosen) if chosen is not None else 0)
        self.subject.setAccessibleName(tr("What was learned"))
        self.whom.retranslate()
        self.whom.name_for_readers(tr("About whom"))


def _editor_of(field: Field, frame: Frame) -> Editor:
    if field.type is FieldType.CHOICE:
        made: Editor = SaidEditor(field, lambda: tr("not said"))
    elif field.type in (FieldType.TEXT, FieldType.LONG_TEXT):
        made = WrapEditor(field, says_its_name=True)
    else:
        made = editor_for(field, frame)
    made.retranslate()
    made.name_for_readers(field_label(field))
    return made


class FactRows(DraftRows):
    """All that was learned beside the questions."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        frame.covered.connect(self._cover)

    def new_row(self) -> DraftRow:
        return FactRow(self._frame)

    def _cover(self) -> None:
        for one in self.rows:
            one.retranslate()

    def facts(self, said_by_id: str) -> "list[Learned]":
        """What is typed whole; `said_by_id` is who said it where nobody is named."""
        found = [one.learned(said_by_id) for one in self.filled if isinstance(one, FactRow)]
        return [one for one in found if one is not None]
