"""What the single values of a column mean here: the stages and states of another program."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from salesdesk.domain.record import Field
from salesdesk.text import choice, tr
from salesdesk.ui.kit.theme import pixels

_MOST = 60
"""Values that are shown to be mapped; more are hardly choices."""
_ENDS = ("won", "lost", "no_decision")
_STAGE_AT_END = {"won": "6", "lost": "5", "no_decision": "5"}


def offered(kind: str, field: Field) -> list[tuple[str, dict[str, str]]]:
    """What a value may mean: each choice of the field, and for stages the ways in which a deal ends."""
    found = [(choice(f"{field.label_key}.{code}"), {field.name: code}) for code in field.choices]
    if kind == "deal" and field.name == "stage":
        found += [
            (choice(f"deal.status.{end}"), {"stage": _STAGE_AT_END[end], "status": end}) for end in _ENDS
        ]
    return found


def present_meaning(field: Field, value: str, meanings: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What a value means as things stand; empty where nobody knows."""
    from salesdesk.exchange.convert import Fault, convert

    if value in meanings:
        return dict(meanings[value])
    read = convert(value, field)
    return {} if isinstance(read, Fault) else {field.name: str(read)}


class MeaningsTable(QTableWidget):
    """One line for each value; `changed(value, meaning)` is called when a person says what it means."""

    def __init__(
        self, changed: Callable[[str, dict[str, str]], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(0, 2, parent)
        self._changed = changed
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(pixels(38))
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setColumnWidth(0, pixels(150))

    def show_values(
        self, kind: str, field: Field, values: Sequence[str], meanings: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Show the values of a column and what they mean."""
        self.setHorizontalHeaderLabels([tr("Value in the list"), tr("Means here")])
        self.setAccessibleName(tr("What the values mean"))
        choices = offered(kind, field)
        self.setRowCount(min(len(values), _MOST))
        for at, value in enumerate(values[:_MOST]):
            item = QTableWidgetItem(value)
            item.setToolTip(value)
            self.setItem(at, 0, item)
            self.setCellWidget(at, 1, self._box(field, value, meanings, choices))

    def _box(
        self,
        field: Field,
        value: str,
        meanings: Mapping[str, Mapping[str, str]],
        choices: Sequence[tuple[str, dict[str, str]]],
    ) -> QComboBox:
        present = present_meaning(field, value, meanings)
        box = QComboBox()
        box.setAccessibleName(value)
        box.addItem(tr("Not known: the rows are refused"), {})
        for words, meaning in choices:
            box.addItem(words, meaning)
        known = next((at for at, (_, meaning) in enumerate(choices, start=1) if meaning == present), None)
        if known is None and present:  # two fields at once, as a status beside the stage
            known = next(
                (at for at, (_, meaning) in enumerate(choices, 1) if meaning.items() <= present.items()), 0
            )
        box.setCurrentIndex(known or 0)
        box.activated.connect(partial(self._on_choice, value, box))
        return box

    def _on_choice(self, value: str, box: QComboBox, _at: int) -> None:
        meaning = box.currentData()
        if isinstance(meaning, dict) and meaning:
            self._changed(value, {str(name): str(code) for name, code in meaning.items()})
