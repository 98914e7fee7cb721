"""The week's figures in one small line."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.text import tr
from salesdesk.ui.kit.panels import label

if TYPE_CHECKING:
    from salesdesk.desk.today import WeekFigures


class WeekLine(QWidget):
    """Reached of how many; what has not happened yet is left out."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "muted", wraps=True)
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._words)

    def show_week(self, week: "WeekFigures") -> None:
        """Show the figures of a week."""
        figures = (
            (tr("prepared {of}"), week.ready),
            (tr("recorded in 24 hours {of}"), week.in_time),
            (tr("minimum reached {of}"), week.minimum),
            (tr("kept by them {of}"), week.kept_by_them),
            (tr("kept by us {of}"), week.kept_by_us),
        )
        said = [words.format(of=f"{reached}/{of}") for words, (reached, of) in figures if of]
        self._words.setText("   ·   ".join((tr("This week"), *said)) if said else "")
        self.setVisible(bool(said))
