"""Started as a process of its own: opens a window, says when it was painted and when rows stood in it.

`empty` opens a window of PySide6 with nothing in it; `app WORKSPACE` opens salesdesk on a workspace. Lines on standard
output: `painted`, `rows`, then, after an idle second, `pss KIB`.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


def say(words: str) -> None:
    print(words, flush=True)


def pss_kib() -> int:
    """Proportional set size of this process, in KiB (Linux); 0 elsewhere."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return 0
    return next(int(line.split()[1]) for line in rollup.read_text().splitlines() if line.startswith("Pss:"))


def finish() -> None:
    def end() -> None:
        say(f"pss {pss_kib()}")
        sys.stdout.flush()
        instance = QApplication.instance()
        assert instance is not None
        instance.quit()

    QTimer.singleShot(1000, end)


def empty() -> None:
    app = QApplication(["empty"])

    class Window(QMainWindow):
        def paintEvent(self, event) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, self.tell)

        def tell(self) -> None:
            say("painted")
            say("rows")
            finish()

    window = Window()
    window.resize(1366, 768)
    window.show()
    app.exec()


def whole(folder: Path) -> None:
    from salesdesk.ui.app import App

    app = App(folder)
    app.window.first_painted.connect(lambda: say("painted"))
    wait = QTimer()
    wait.setInterval(2)

    def look() -> None:
        if not app.window.has_desk:
            return
        from salesdesk.ui.kit.record_model import RecordModel

        screen = app.window.screen_of("accounts")
        if app.window.screen_here is not screen:
            app.window.show_room("accounts")
            return
        if screen.findChildren(RecordModel)[0].rowCount() > 0:
            wait.stop()
            say("rows")
            finish()

    wait.timeout.connect(look)
    wait.start()
    app.window.show()
    app.qt.exec()
    app.close()


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        empty()
    else:
        whole(Path(sys.argv[2]))
