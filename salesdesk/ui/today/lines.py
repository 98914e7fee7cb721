"""One line of a card of Today: when, what, more about it, and what can be done about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from salesdesk.ui.kit.panels import label, line
from salesdesk.ui.kit.theme import GRID, pixels


class Line(QWidget):
    """`lead` stands before, `words` large, `more` small beneath; deeds at the right."""

    def __init__(
        self,
        lead: str,
        words: str,
        more: str = "",
        *deeds: QWidget,
        lead_role: str = "strong",
        more_role: str = "muted",
        lead_width: int = 68,
    ) -> None:
        super().__init__()
        first = label(lead, lead_role, wraps=True)
        first.setFixedWidth(pixels(lead_width))
        self.words = label(words, "strong", wraps=True)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addWidget(self.words)
        if more:
            middle.addWidget(label(more, more_role, wraps=True))
        across = QHBoxLayout()
        across.setSpacing(GRID)
        across.addWidget(first, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(middle, 1)
        for deed in deeds:
            across.addWidget(deed, 0, Qt.AlignmentFlag.AlignTop)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 2, 0, 0)
        body.setSpacing(GRID - 2)
        body.addLayout(across)
        body.addWidget(line())


def nothing(words: str) -> QLabel:
    """What a part says when nothing is in it."""
    return label(words, "muted", wraps=True)
