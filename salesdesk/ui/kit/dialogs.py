"""Dialogs: a question before a deed, and a draft that is written once. They open without a nested loop."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record, Value, fields_of
from salesdesk.text import tr
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID


class Dialog(QDialog):
    """A sheet over its window; `body` is its layout. The first button does the deed, Escape goes back."""

    def __init__(
        self, parent: QWidget, heading: str, deed_words: str, *, is_danger: bool = False, width: int = 480
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(heading)
        self.setMinimumWidth(width)
        self._heading = label(heading, "section", wraps=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        self._problem = label("", "problem", wraps=True)
        self._problem.hide()
        self.buttons = QDialogButtonBox()
        self.deed_button = self.buttons.addButton(deed_words, QDialogButtonBox.ButtonRole.AcceptRole)
        self.deed_button.setProperty("role", "danger" if is_danger else "primary")
        self.buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.try_deed)
        self.buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID + 4)
        whole.addWidget(self._heading)
        whole.addLayout(self.body, 1)
        whole.addWidget(self._problem)
        whole.addWidget(self.buttons)

    def deed(self) -> bool:
        """What the first button does; the dialog closes where it answers True. Raises Known where it cannot be done."""
        raise NotImplementedError

    def try_deed(self) -> None:
        """Do the deed; a fault is said in the dialog, which then stays."""
        try:
            if self.deed():
                self.accept()
        except Known as error:
            self.say_problem(str(faults.words_of(error)))

    def say_problem(self, words: str) -> None:
        """Say why the deed cannot be done."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        if words:  # it takes room of its own, not that of the fields above it
            self.adjustSize()


class Question(Dialog):
    """Asks before a deed that is not easily seen or taken back."""

    def __init__(
        self,
        parent: QWidget,
        heading: str,
        more: str,
        deed_words: str,
        deed: Callable[[], object],
        *,
        is_danger: bool = False,
    ) -> None:
        super().__init__(parent, heading, deed_words, is_danger=is_danger)
        self._deed = deed
        self.body.addWidget(label(more, wraps=True))

    def deed(self) -> bool:
        self._deed()
        return True


class DraftDialog(Dialog):
    """Collects the draft of a new record in a form and hands its values over once.

    `lay_out(form)` places the rows; `write(values)` makes the record and raises Known where it cannot be.
    """

    def __init__(
        self,
        frame: Frame,
        parent: QWidget,
        record: Record,
        *,
        heading: str,
        deed_words: str,
        lay_out: Callable[[Form], None],
        write: Callable[[dict[str, Value]], object],
        width: int = 560,
    ) -> None:
        super().__init__(parent, heading, deed_words, width=width)
        self._write = write
        self.form = Form(type(record), frame, is_draft=True)
        lay_out(self.form)
        self.form.body.addStretch(1)
        self.form.show_record(record)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.form)
        self.form.setProperty("role", "page")
        self.form.setContentsMargins(0, 0, GRID, 0)
        self.body.addWidget(area)
        self.form.ensurePolished()  # its height is known only in the style it has inside the window
        area.setMinimumHeight(min(560, self.form.sizeHint().height() + GRID))

    def deed(self) -> bool:
        """Hand the values that differ from an empty record over."""
        if not self.form.commit() or self.form.record is None:
            self.say_problem(tr("Something in the form cannot be read yet."))
            return False
        draft = self.form.record
        values = {
            field.name: draft.value(field.name)
            for field in fields_of(type(draft))
            if draft.value(field.name) != field.empty
        }
        try:
            self._write(values)
        except Known as error:
            if not self.form.say_problem(error):
                raise
            self.say_problem(tr("Nothing was made yet; see the field marked."))
            return False
        return True
