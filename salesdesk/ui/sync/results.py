"""What became of files that came in: a sentence for each, with the remedy where something is wrong."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from salesdesk.text import tr
from salesdesk.text.errors import sentence
from salesdesk.text.formats import number
from salesdesk.ui.kit.icons import pixmap
from salesdesk.ui.kit.panels import clear, column, label, row
from salesdesk.ui.kit.theme import GRID

if TYPE_CHECKING:
    from salesdesk.sync.ingest import FileResult

_SIGNS = {
    "APPLIED": ("circle-check", "good"), "DUPLICATE": ("check", "muted"), "HELD": ("hourglass", "warning"),
    "QUARANTINED": ("shield-alert", "danger"),
}  # fmt: skip


def result_words(result: "FileResult") -> tuple[str, str]:
    """What happened to a file, and what to do; the second is empty where nothing is."""
    if result.code:
        said = sentence(result.code, {**result.facts, "file": result.file})
        return said.message, said.remedy
    more = [str(sentence(name)) for name in result.notices]
    more += [
        tr("{count} of them refused: {why}").format(count=number(count), why=sentence(name))
        for name, count in result.refused.items()
    ]
    if result.state == "DUPLICATE":
        return tr("Was taken in before; nothing changed."), ""
    if not result.operations:
        return " ".join((tr("Taken in."), *more)), ""
    words = tr("Taken in: {new} new of {count} changes.").format(
        new=number(result.new), count=number(result.operations)
    )
    return " ".join((words, *more)), ""


def state_words(state: str) -> str:
    """The state of a file in a word."""
    return {
        "APPLIED": tr("taken in"), "DUPLICATE": tr("known"), "HELD": tr("waits"), "QUARANTINED": tr("set aside"),
        "SEEN": tr("seen"),
    }.get(state, state)  # fmt: skip


class Results(QWidget):
    """The files of the last time, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(GRID)
        self.results: Sequence[FileResult] = ()

    def show_results(self, results: "Sequence[FileResult]") -> None:
        """Show what became of files."""
        self.results = results
        clear(self._list)
        for result in results:
            self._list.addLayout(_line(result.file, result.state, *result_words(result)))

    def said_anew(self) -> None:
        """Say it again, in the language in force."""
        self.show_results(self.results)


def _line(file: str, state: str, message: str, remedy: str) -> QVBoxLayout:
    sign = QLabel()
    name, token = _SIGNS.get(state, ("info", "muted"))
    sign.setPixmap(pixmap(name, 16, token=token, ratio=sign.devicePixelRatioF()))
    head = row(sign, label(file, "strong", can_copy=True), label(state_words(state), "muted"), 1)
    said = column(head, label(message, wraps=True, can_copy=True), spacing=2)
    if remedy:
        said.addWidget(label(remedy, "muted", wraps=True))
    return said
