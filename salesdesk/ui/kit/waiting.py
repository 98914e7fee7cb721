"""Waiting until everything has come to rest: only where pictures are taken; the app itself never waits."""

from PySide6.QtCore import QEventLoop, QTimer

from salesdesk.ui.kit.tasks import Tasks

_TURN_MS = 50
_MOST_TURNS = 200


def settle(tasks: Tasks) -> None:
    """Let lists load and layouts come to rest, ten seconds at most."""
    for _ in range(_MOST_TURNS):
        loop = QEventLoop()
        QTimer.singleShot(_TURN_MS, loop.quit)
        loop.exec()
        if not tasks.is_busy:
            return
