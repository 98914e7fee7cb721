"""Two records of one company or person become one: field by field, with what will stand there afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QScrollArea, QWidget

from salesdesk.domain.record import Field, Record, fields_of
from salesdesk.text import tr
from salesdesk.ui.kit.dialogs import Dialog
from salesdesk.ui.kit.extra_fields import field_label
from salesdesk.ui.kit.panels import button, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels
from salesdesk.ui.kit.value_words import field_words


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two records differ; without `is_choice` one of them is empty and the other is taken."""

    field: Field
    mine: str
    theirs: str
    is_choice: bool


def differences(frame: Frame, keep: Record, other: Record) -> list[Difference]:
    """The fields in which the two differ, those to decide about first."""
    from salesdesk.desk.merging import merged_values

    taken = merged_values(keep, other)
    could = merged_values(keep, other, {field.name: "other" for field in fields_of(type(keep))})
    found = [
        Difference(
            field,
            field_words(field, keep, frame.headings),
            field_words(field, other, frame.headings),
            field.name not in taken,
        )
        for field in fields_of(type(keep))
        if field.name in could
    ]
    return sorted(found, key=lambda one: not one.is_choice)


class MergeDialog(Dialog):
    """Asks which record is kept and whose words stand where they differ; `merge(keep, other, chosen)` does it."""

    def __init__(
        self,
        frame: Frame,
        parent: QWidget,
        keep: Record,
        other: Record,
        *,
        more: str,
        merge: Callable[[Record, Record, dict[str, str]], object],
    ) -> None:
        super().__init__(parent, tr("Make the two one"), tr("Make them one"), width=pixels(720))
        self._frame, self._merge = frame, merge
        self.keep, self.other = keep, other
        self.chosen: dict[str, str] = {}
        self.body.addWidget(label(more, "muted", wraps=True))
        self._names = label("", wraps=True)
        head = row(self._names, button(tr("Keep the other one"), self.swap, icon_name="arrow-down-up"))
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(pixels(320))
        self.body.addWidget(self._area, 1)
        self._draw()

    def swap(self) -> None:
        """Keep the other record instead; what was chosen stays with the words it was chosen for."""
        self.keep, self.other = self.other, self.keep
        self.chosen = {name: "keep" if side == "other" else "other" for name, side in self.chosen.items()}
        self._draw()

    def _draw(self) -> None:
        headings = self._frame.headings
        self._names.setText(
            tr("“{keep}” is kept; “{other}” becomes part of it.").format(
                keep=headings.of_record(self.keep), other=headings.of_record(self.other)
            )
        )
        inner = QWidget()
        inner.setProperty("role", "page")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, GRID, 0)
        grid.setVerticalSpacing(GRID // 2)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for at, words in enumerate((tr("Field"), tr("Kept record"), tr("The other"))):
            grid.addWidget(label(words, "label"), 0, at)
        found = differences(self._frame, self.keep, self.other)
        for number, one in enumerate(found, start=1):
            self._add(grid, number, one)
        if not found:
            grid.addWidget(label(tr("They do not differ in any field."), "muted"), 1, 0, 1, 3)
        grid.setRowStretch(len(found) + 2, 1)
        self._area.setWidget(inner)

    def _add(self, grid: QGridLayout, at: int, one: Difference) -> None:
        grid.addWidget(label(field_label(one.field), "label"), at, 0, Qt.AlignmentFlag.AlignTop)
        side = self.chosen.get(one.field.name, "keep" if one.is_choice else "other")
        group = QButtonGroup(grid.parentWidget())
        for column, (code, words) in enumerate((("keep", one.mine), ("other", one.theirs)), start=1):
            choice = QRadioButton(_shortened(words) or tr("(empty)"))
            choice.setToolTip(words if len(words) > _LONGEST else "")
            choice.setAccessibleName(f"{field_label(one.field)}: {words}")
            choice.setChecked(side == code)
            choice.toggled.connect(partial(self._choose, one.field.name, code))
            group.addButton(choice)
            grid.addWidget(choice, at, column)

    def _choose(self, name: str, side: str, is_on: bool) -> None:
        if is_on:
            self.chosen[name] = side

    def deed(self) -> bool:
        self._merge(self.keep, self.other, dict(self.chosen))
        return True


_LONGEST = 24
"""Characters of a value that fit beside another one."""


def _shortened(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
