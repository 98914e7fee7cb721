"""One row of a form: label above, editor, help below, problem beside it, and a badge where people disagree."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from salesdesk.domain.record import Field
from salesdesk.text import tr
from salesdesk.ui.kit.editors import Editor, FlagEditor
from salesdesk.ui.kit.extra_fields import field_label
from salesdesk.ui.kit.panels import label


class FormRow(QWidget):
    """The widgets around one editor."""

    history_asked = Signal(str)
    heads_asked = Signal(str)

    def __init__(
        self,
        field: Field,
        editor: Editor,
        *,
        words: Callable[[], str] | None = None,
        help_words: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self.field = field
        self.editor = editor
        self._words = words
        self._help_words = help_words
        self._label = QLabel()
        self._label.setProperty("role", "label")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setBuddy(editor)
        self._label.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._label.customContextMenuRequested.connect(self._show_menu)
        self._badge: QPushButton | None = None
        self._help = label("", "muted", wraps=True)
        self._problem = label("", "problem", wraps=True)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.addWidget(self._label)
        self._head.addStretch(1)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(3)
        if not isinstance(editor, FlagEditor):
            body.addLayout(self._head)
        body.addWidget(editor)
        body.addWidget(self._help)
        body.addWidget(self._problem)
        self._problem.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words anew."""
        words = self._words() if self._words is not None else field_label(self.field)
        self._label.setText(words + (" *" if self.field.required else ""))
        if not words:
            self._label.hide()
        if isinstance(self.editor, FlagEditor):
            self.editor.set_words(words)
        self.editor.retranslate()
        self.editor.name_for_readers(words or field_label(self.field))
        help_words = self._help_words() if self._help_words is not None else ""
        self._help.setText(help_words)
        self._help.setVisible(bool(help_words))

    def say_problem(self, sentence: str) -> None:
        """Say beside the field why its value cannot stand; nothing for no problem."""
        if sentence == self._problem.text():
            return
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.editor.set_problem(bool(sentence))
        self.editor.setAccessibleDescription(sentence)

    @property
    def problem(self) -> str:
        """What is said to be wrong now."""
        return self._problem.text()

    def say_heads(self, count: int) -> None:
        """Show that people wrote different values here."""
        if count < 2:
            if self._badge is not None:
                self._badge.hide()
            return
        if self._badge is None:
            self._badge = QPushButton()
            self._badge.setProperty("role", "link")
            self._badge.clicked.connect(lambda: self.heads_asked.emit(self.field.name))
            self._head.addWidget(self._badge)
        self._badge.setText(tr("{count} views").format(count=count))
        self._badge.setToolTip(tr("People wrote different values here. Choose one."))
        self._badge.show()

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(tr("History of this field")).triggered.connect(
            lambda: self.history_asked.emit(self.field.name)
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._label.mapToGlobal(point))
