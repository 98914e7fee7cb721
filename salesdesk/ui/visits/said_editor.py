"""A choice of what was said; nothing said is not the same as unknown."""

from collections.abc import Callable

from PySide6.QtGui import QIcon

from salesdesk.domain.record import Field
from salesdesk.ui.kit.choice_editors import ListEditor


class SaidEditor(ListEditor):
    """A list of choices whose empty one says in the words given that nothing was said."""

    def __init__(self, field: Field, unsaid: Callable[[], str]) -> None:
        self._unsaid = unsaid
        super().__init__(field)
        self.set_value("")

    def retranslate(self) -> None:
        super().retranslate()
        at = self.box.findData("")
        if at >= 0:
            self.box.setItemText(at, self._unsaid())
            self.box.setItemIcon(at, QIcon())
        else:
            self.box.insertItem(0, self._unsaid(), "")
