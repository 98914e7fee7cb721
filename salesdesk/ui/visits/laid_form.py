"""A form with the few ways of laying out that the two halves of a visit share."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel

from salesdesk.domain.record import field_map
from salesdesk.domain.visit import Visit
from salesdesk.ui.kit.beside import Beside
from salesdesk.ui.kit.editors import Editor
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.form_row import FormRow
from salesdesk.ui.kit.panels import label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.kit.wrap_editor import WrapEditor

Words = Callable[[], str]


class LaidForm(Form):
    """A form of a visit: lines that grow, fields side by side, small headings."""

    def __init__(self, frame: Frame, *, is_draft: bool = False) -> None:
        super().__init__(Visit, frame, is_draft=is_draft)
        self._small: list[tuple[QLabel, Words]] = []
        self._laid: dict[str, FormRow] = {}
        self.body.setSpacing(GRID - 2)

    def wide(self, name: str, words: Words | None = None) -> None:
        """A line over the whole width that grows with its words."""
        self._laid[name] = self.field(name, words=words, editor=WrapEditor(field_map(Visit)[name]))
        self.add(self._laid[name])

    def show_row(self, name: str, *, is_shown: bool) -> None:
        """Show or hide a wide line with its label."""
        self._laid[name].setVisible(is_shown)

    def beside(self, *parts: tuple[str, int] | tuple[str, int, Editor]) -> None:
        """Fields side by side: name, weight, and the editor where it is not the usual one."""
        made = [
            (self.field(name, editor=editor[0] if editor else None), weight)
            for name, weight, *editor in parts
        ]
        self.add(Beside(*made, align=Qt.AlignmentFlag.AlignTop))

    def small(self, words: Words) -> QLabel:
        """A small heading between the rows."""
        made = label(words(), "label", wraps=True)
        made.setContentsMargins(0, GRID // 2, 0, 0)
        self._small.append((made, words))
        self.add(made)
        return made

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for made, words in self._small:
                made.setText(words())
