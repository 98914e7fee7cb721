"""The heading of a list with a row of filters beneath it, one for each column that can be filtered."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QWidget

from salesdesk.domain.record import Field, FieldType
from salesdesk.text import tr
from salesdesk.ui.kit.choice_editors import choice_words
from salesdesk.ui.kit.columns import Column
from salesdesk.ui.kit.panels import restyle
from salesdesk.ui.kit.theme import pixels

_PAUSE_MS = 250
_ANY = "*"


class FilterHeader(QHeaderView):
    """Headings that sort on a click; `filtered` is sent when a person changed the filters."""

    filtered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns: Sequence[Column] = ()
        self._boxes: dict[int, QWidget] = {}
        self._is_open = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.filtered.emit)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(lambda: self._place())
        self.sectionMoved.connect(lambda: self._place())

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have a filter for each of these columns that has a field, once the row is shown."""
        self._drop_boxes()
        self._columns = columns
        if self._is_open:
            self._make_boxes()
        self._fit()

    def _make_boxes(self) -> None:
        for number, column in enumerate(self._columns):
            box = self._box(column)
            if box is not None:
                box.setParent(self)
                self._boxes[number] = box

    def _drop_boxes(self) -> None:
        for old in self._boxes.values():
            old.hide()
            old.deleteLater()
        self._boxes = {}

    def _box(self, column: Column) -> QWidget | None:
        field = column.field
        if field is None:
            return None
        words = tr("Filter {field}").format(field=column.title())
        if field.type in (FieldType.CHOICE, FieldType.BOOL):
            return self._choice_box(field, words)
        line = QLineEdit()
        line.setProperty("role", "filter")
        line.setClearButtonEnabled(True)
        line.setAccessibleName(words)
        line.setToolTip(_hint(field.type))
        line.textEdited.connect(lambda _text: self._timer.start())
        line.textChanged.connect(lambda text: None if text else self._timer.start())
        return line

    def _choice_box(self, field: Field, words: str) -> QComboBox:
        box = QComboBox()
        box.addItem(tr("All"), _ANY)
        if field.type is FieldType.BOOL:
            box.addItem(tr("Yes"), "true")
            box.addItem(tr("No"), "false")
        else:
            for code in [*field.choices, *([] if field.required else [""])]:
                box.addItem(choice_words(field, code), code)
        box.setAccessibleName(words)
        box.activated.connect(lambda _index: self.filtered.emit())
        return box

    # --- what is filtered

    def texts(self) -> list[tuple[Field, str]]:
        """What the filters say, field by field; those that say nothing are left out."""
        found = []
        for number, box in self._boxes.items():
            field = self._columns[number].field
            text = str(box.currentData()) if isinstance(box, QComboBox) else _text_of(box)
            if field is not None and text != _ANY and (text or isinstance(box, QComboBox)):
                found.append((field, text))
        return found

    def mark(self, field_name: str, *, is_readable: bool) -> None:
        """Mark a filter that cannot be read."""
        for number, box in self._boxes.items():
            if self._columns[number].name == field_name:
                box.setProperty("problem", "false" if is_readable else "true")
                restyle(box)

    def clear(self) -> None:
        """Filter nothing."""
        for box in self._boxes.values():
            if isinstance(box, QComboBox):
                box.setCurrentIndex(0)
            elif isinstance(box, QLineEdit):
                box.clear()
        self._timer.stop()
        self.filtered.emit()

    @property
    def is_open(self) -> bool:
        """Whether the row of filters is shown."""
        return self._is_open

    def set_open(self, is_open: bool) -> None:
        """Show or hide the row of filters; hidden filters filter nothing."""
        if is_open == self._is_open:
            return
        self._is_open = is_open
        if is_open:
            self._make_boxes()
        else:
            self.clear()
            self._drop_boxes()
        self._fit()
        if self._boxes:
            self._boxes[min(self._boxes)].setFocus()

    def retranslate(self) -> None:
        """Say the words anew; what is filtered stays."""
        kept = {number: _shown(box) for number, box in self._boxes.items()}
        self.set_columns(self._columns)
        for number, shown in kept.items():
            box = self._boxes[number]
            if isinstance(box, QComboBox) and isinstance(shown, int):
                box.setCurrentIndex(shown)
            elif isinstance(box, QLineEdit) and isinstance(shown, str):
                box.setText(shown)

    # --- geometry

    def _fit(self) -> None:
        self.updateGeometries()
        self.geometriesChanged.emit()

    def _height(self) -> int:
        return pixels(32) if self._is_open else 0

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self._height())

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, self._height())
        super().updateGeometries()
        self._place()

    def _place(self) -> None:
        top = self.height() - self._height() + 2
        for number, box in self._boxes.items():
            is_shown = self._is_open and not self.isSectionHidden(number)
            box.setVisible(is_shown)
            if is_shown:
                left = self.sectionViewportPosition(number)
                box.setGeometry(left + 3, top, max(8, self.sectionSize(number) - 6), self._height() - 4)

    def follow(self, _value: int = 0) -> None:
        """Keep the filters under their headings when the list is scrolled sideways."""
        self._place()


def _shown(box: QWidget) -> str | int:
    return box.currentIndex() if isinstance(box, QComboBox) else _text_of(box)


def _text_of(box: QWidget) -> str:
    return box.text().strip() if isinstance(box, QLineEdit) else ""


def _hint(kind: FieldType) -> str:
    if kind in (FieldType.MONEY, FieldType.INT):
        return tr("e.g. 300万, >= 1M, 100..200")
    if kind in (FieldType.DATE, FieldType.TIME):
        return tr("e.g. 2027-03, >= 11-26, today")
    return tr("Part of the text; = for exactly, - for empty")
