"""What went wrong: a fault of the world becomes a sentence at its place, a bug is logged and shown once.

The program goes on in both cases.
"""

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)

from salesdesk.domain.problems import Known
from salesdesk.text import label

if TYPE_CHECKING:
    from salesdesk.text.errors import Sentence

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def words_of(error: Known) -> "Sentence":
    """The sentence for a known fault: what happened, what is safe, what to do."""
    from salesdesk.text.errors import sentence

    facts: dict[str, str] = dict(error.facts)
    if error.kind:
        facts.setdefault("kind", error.kind)
    if error.field:
        facts.setdefault("field", label(f"{error.kind}.{error.field}") if error.kind else error.field)
    return sentence(error.code, facts)


def report_of(error: BaseException) -> str:
    """What a person can send about a bug: versions and where it happened; no record's content."""
    import platform
    import traceback

    from salesdesk import __version__

    frames = "".join(traceback.format_tb(error.__traceback__))
    return (
        f"salesdesk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n"
        f"{type(error).__module__}.{type(error).__qualname__}\n{frames}"
    )


class Faults(QObject):
    """Hears of every fault; `told` carries a Known's Sentence, `broke` the report of a bug that is new."""

    told = Signal(object)
    broke = Signal(str)
    _from_elsewhere = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        self._from_elsewhere.connect(self.tell)

    @Slot(object)
    def tell(self, error: BaseException) -> None:
        """Say a fault that has no place of its own on a screen."""
        if isinstance(error, Known):
            self.told.emit(words_of(error))
            return
        _log.error("a bug", exc_info=error)
        where = _place(error)
        if where not in self._seen:
            self._seen.add(where)
            self.broke.emit(report_of(error))

    def install(self) -> None:
        """Take over what Python and Qt would otherwise print."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._from_elsewhere.emit(error.with_traceback(trace))

    def _on_thread_exception(self, facts: threading.ExceptHookArgs) -> None:
        if facts.exc_value is not None:
            self._from_elsewhere.emit(facts.exc_value)


def _place(error: BaseException) -> str:
    """What makes two bugs the same: the kind of exception and the innermost line."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    last = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__qualname__} {last}"


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)
