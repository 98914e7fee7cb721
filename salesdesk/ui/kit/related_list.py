"""A short list on a card, of records that have a room of their own: Enter or a double click goes there."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from salesdesk.domain.record import Record
from salesdesk.ui.kit.actions import Command, Commands
from salesdesk.ui.kit.columns import Column, field_column
from salesdesk.ui.kit.panels import label, row
from salesdesk.ui.kit.row_model import RowModel
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.table_view import TableView
from salesdesk.ui.kit.theme import pixels

Words = Callable[[], str]


class RelatedList(QWidget):
    """Rows with commands beneath them; `opened` carries the record that was opened.

    Without `open_record` the frame shows the record in its room.
    """

    chosen = Signal(str)

    def __init__(
        self,
        record_class: type[Record],
        frame: Frame,
        *,
        columns: Sequence[str | Column],
        name_words: Words,
        empty_words: Words,
        commands: Sequence[Command] = (),
        buttons: Sequence[str] = (),
        open_record: Callable[[Record], object] | None = None,
    ) -> None:
        super().__init__()
        self._frame = frame
        self._name_words, self._empty_words = name_words, empty_words
        self._open = open_record or (lambda record: frame.show_record(record.KIND, record.id))
        specs = [field_column(record_class, one) if isinstance(one, str) else one for one in columns]
        self.model = RowModel(specs, frame, self)
        self.view = TableView(self)
        self.view.setModel(self.model)
        self.commands = Commands(self.view, commands)
        self.note = label("", "muted", wraps=True)
        self.note.hide()
        self._lay_out(buttons)
        self.view.activated.connect(lambda index: self._open(self.model.record(index.row())))
        self.view.menu_asked.connect(self._show_menu)
        self.view.selectionModel().selectionChanged.connect(lambda: self._on_selection())
        frame.covered.connect(lambda _is_covered: self.model.say_anew())
        self.retranslate()

    def _lay_out(self, buttons: Sequence[str]) -> None:
        header = self.view.horizontalHeader()
        for section, spec in enumerate(self.model.columns):
            header.resizeSection(section, pixels(spec.width))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(pixels(56))
        header.setHighlightSections(False)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.view, 1)
        body.addWidget(self.note)
        if buttons:
            body.addLayout(row(*(self.commands.button(name) for name in buttons), 1))
        self.setFocusProxy(self.view)

    def show_rows(self, records: Sequence[Record]) -> None:
        """Show these records; the chosen ones stay chosen while they are among them."""
        chosen = self.current_id
        self.model.show_records(records)
        at = self.model.row_of(chosen) if chosen else None
        if at is not None and self.current_id != chosen:
            self.view.selectRow(at)
        self.commands.refresh()

    def say_note(self, words: str) -> None:
        """A sentence beneath the rows; nothing for no words."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    @property
    def current_id(self) -> str:
        """The id of the row under the cursor; empty for none."""
        index = self.view.currentIndex()
        return self.model.record(index.row()).id if index.isValid() else ""

    def selected_ids(self) -> list[str]:
        """The ids of the rows selected, from top to bottom."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.record(at).id for at in rows]

    def _show_menu(self, point: object) -> None:
        if self.commands.table():
            self.commands.menu().popup(point)  # type: ignore[arg-type]

    def _on_selection(self) -> None:
        self.commands.refresh()
        self.chosen.emit(self.current_id)

    def retranslate(self) -> None:
        """Say the words anew."""
        self.view.setAccessibleName(self._name_words())
        self.view.empty_words = self._empty_words()
        self.model.say_anew()
        self.view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.commands.retranslate()
            self.retranslate()
