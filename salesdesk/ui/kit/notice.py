"""What happened, said in a sentence where it is seen, with “Show” and “Undo”; and how far a long job is."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from salesdesk.text import tr
from salesdesk.text.formats import number
from salesdesk.ui.kit.icons import icon, pixmap
from salesdesk.ui.kit.panels import label, link, set_role
from salesdesk.ui.kit.tasks import Job, Progress
from salesdesk.ui.kit.theme import GRID

_SECONDS = 8
_ICONS = {"good": "circle-check", "danger": "circle-alert", "warning": "triangle-alert", "": "info"}
_TOKENS = {"good": "good", "danger": "danger", "warning": "warning", "": "muted"}


class Notice(QFrame):
    """A sentence with deeds beside it; it goes by itself unless it is about a fault."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "notice", tone="")
        self._sign = QLabel()
        self._words = label("", wraps=True, can_copy=True)
        self._deeds = QHBoxLayout()
        self._close = QToolButton()
        self._close.setIcon(icon("x"))
        self._close.clicked.connect(self.hide)
        made = QHBoxLayout(self)
        made.setContentsMargins(GRID + 4, GRID - 2, GRID, GRID - 2)
        made.setSpacing(GRID)
        made.addWidget(self._sign)
        made.addWidget(self._words, 1)
        made.addLayout(self._deeds)
        made.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str, *deeds: tuple[str, Callable[[], object]], tone: str = "") -> None:
        """Show a sentence; tones: good, warning, danger. A fault stays until it is closed."""
        set_role(self, "notice", tone=tone)
        self._sign.setPixmap(pixmap(_ICONS[tone], 16, token=_TOKENS[tone], ratio=self.devicePixelRatioF()))
        self._words.setText(words)
        self._close.setToolTip(tr("Close"))
        self._close.setAccessibleName(tr("Close"))
        while (item := self._deeds.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for text, deed in deeds:
            self._deeds.addWidget(link(text, partial(self._do, deed)))
        self.setAccessibleName(words)
        self.show()
        self._timer.stop()
        if tone not in ("danger", "warning"):
            self._timer.start(_SECONDS * 1000)

    def _do(self, deed: Callable[[], object]) -> None:
        self.hide()
        deed()


class ProgressStrip(QFrame):
    """How far a long job is, with Cancel; afterwards its result in a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "notice", tone="")
        self._job: Job | None = None
        self._title = ""
        self._words = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.clicked.connect(self._stop)
        made = QHBoxLayout(self)
        made.setContentsMargins(GRID + 4, GRID - 2, GRID, GRID - 2)
        made.setSpacing(GRID)
        made.addWidget(self._words)
        made.addWidget(self._bar, 1)
        made.addWidget(self._cancel)
        self.hide()

    def follow(self, job: Job | None, title: str) -> None:
        """Show that a job has begun (None: one that cannot be cancelled); it reports to `show_progress`."""
        self._job, self._title = job, title
        self._cancel.setText(tr("Cancel"))
        self._cancel.setVisible(job is not None)
        self._bar.setRange(0, 0)
        self._words.setText(title)
        self._bar.setAccessibleName(title)
        self.show()

    def show_progress(self, how_far: Progress) -> None:
        """Show how far the job is, and of what."""
        self._bar.setRange(0, how_far.total)
        self._bar.setValue(how_far.done)
        count = number(how_far.done)
        if how_far.total:
            count = tr("{done} of {total}").format(done=count, total=number(how_far.total))
        self._words.setText(" · ".join(part for part in (self._title, how_far.words, count) if part))

    def finish(self) -> None:
        """The job is over."""
        self._job = None
        self.hide()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.finish()
