"""Editors of choices: buttons side by side for few, a list for many; unknown is a choice like the others."""

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from salesdesk.domain.record import Field, Value
from salesdesk.text import choice, tr
from salesdesk.ui.kit.editors import Editor
from salesdesk.ui.kit.extra_fields import ExtraField
from salesdesk.ui.kit.marks import choice_icon

FEW = 5
"""Up to this many choices stand side by side."""
_MOST_BREADTH = 48
"""So broad in Latin letters that they fit into half a form."""


class Segments(QWidget):
    """Buttons side by side of which one is chosen; arrow keys move, the whole is one stop of the Tab key."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, QIcon | None]] = ()) -> None:
        """`choices` are (code, words, icon)."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._codes: list[str] = []
        self._body = QHBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str, QIcon | None]]) -> None:
        """Offer other choices; nothing is chosen then."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.deleteLater()
        self._codes = [code for code, _, _ in choices]
        for number, (_, words, picture) in enumerate(choices):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setProperty("place", _place(number, len(choices)))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(0)
            if picture is not None:
                button.setIcon(picture)
            button.clicked.connect(lambda _checked=False, code=self._codes[number]: self.chosen.emit(code))
            self._group.addButton(button, number)
            self._body.addWidget(button)
        if choices:
            self.setFocusProxy(self._group.button(0))

    def set_words(self, words: Sequence[str]) -> None:
        """Say the choices in other words."""
        for number, text in enumerate(words):
            self._group.button(number).setText(text)

    @property
    def code(self) -> str | None:
        """The code chosen; None when none is."""
        number = self._group.checkedId()
        return self._codes[number] if number >= 0 else None

    def choose(self, code: str | None) -> None:
        """Let the choice be this, silently."""
        if code in self._codes:
            button = self._group.button(self._codes.index(code))
            button.setChecked(True)
            self.setFocusProxy(button)
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def buttons(self) -> list[QPushButton]:
        """The buttons in their order."""
        return [button for button in self._group.buttons() if isinstance(button, QPushButton)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._codes:
            super().keyPressEvent(event)
            return
        number = (max(self._group.checkedId(), 0) + step) % len(self._codes)
        self._group.button(number).setFocus(Qt.FocusReason.TabFocusReason)
        self._group.button(number).click()


def _place(number: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if number == 0 else "last" if number == count - 1 else "middle"


def choices_of(field: Field) -> list[str]:
    """The codes a person can choose, unknown among them where the field need not be filled in."""
    return [*field.choices] if field.required else [*field.choices, ""]


def choice_words(field: Field, code: str) -> str:
    """The words of one choice; the empty one is unknown, the team's own choices are words already."""
    if code and isinstance(field, ExtraField):
        return code
    return choice(f"{field.label_key}.{code}") if code else tr("Unknown")


def choice_editor(field: Field) -> Editor:
    """Buttons for few choices with short words, else a list."""
    codes = choices_of(field)
    if len(codes) > FEW:
        return ListEditor(field)
    breadth = sum(4 + _breadth(choice_words(field, code)) for code in codes)
    return SegmentEditor(field) if breadth <= _MOST_BREADTH else ListEditor(field)


def _breadth(words: str) -> int:
    """How broad words are in Latin letters; a Chinese character is as broad as two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


class SegmentEditor(Editor):
    """A choice among few, side by side."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.segments = Segments(self._choices())
        self.segments.chosen.connect(self._chosen)
        self.body.addWidget(self.segments, 1)
        self.setFocusProxy(self.segments)

    def _choices(self) -> list[tuple[str, str, QIcon | None]]:
        return [
            (code, choice_words(self.field, code), choice_icon(self.field, code))
            for code in choices_of(self.field)
        ]

    def _chosen(self, _code: str) -> None:
        self.edited.emit()
        self.left.emit()

    def value(self) -> Value:
        return self.segments.code or ""

    def set_value(self, value: Value) -> None:
        self.segments.choose(str(value or ""))

    def retranslate(self) -> None:
        self.segments.set_words([choice_words(self.field, code) for code in choices_of(self.field)])

    def name_for_readers(self, words: str) -> None:
        for button in self.segments.buttons():
            button.setAccessibleName(f"{words}: {button.text()}")


class ListEditor(Editor):
    """A choice among many, in a list; typing its first letters finds one."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(6)
        self.box.activated.connect(self._chosen)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel must not change what is scrolled past
        self.watch(self.box)
        self.retranslate()

    def _chosen(self) -> None:
        self.edited.emit()
        self.left.emit()

    def retranslate(self) -> None:
        present = self.box.currentData()
        self.box.clear()
        for code in choices_of(self.field):
            self.box.addItem(choice_icon(self.field, code) or QIcon(), choice_words(self.field, code), code)
        self.set_value(present)

    def value(self) -> Value:
        return str(self.box.currentData() or "")

    def set_value(self, value: Value) -> None:
        at = self.box.findData(str(value or ""))
        if at < 0 and value:  # a choice of a newer program
            self.box.addItem(str(value), value)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)
