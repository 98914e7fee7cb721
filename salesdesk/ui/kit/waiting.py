"""Waiting until everything has come to rest: only where pictures are taken; the app itself never waits."""

from PySide6.QtCore import QEventLoop, QTimer

from salesdesk.ui.kit.tasks import Tasks

_TURN_MS = 50
_MOST_TURNS = 200


def settle(tasks: Tasks) -> None:
    """Let lists load and layouts come to rest, ten seconds at most."""
    quiet_turns = 0
    for _ in range(_MOST_TURNS):
        loop = QEventLoop()
        QTimer.singleShot(_TURN_MS, loop.quit)
        loop.exec()
        quiet_turns = 0 if tasks.is_busy else quiet_turns + 1
        if quiet_turns == 2:  # what the last result brought is laid out in the turn after it
            return
