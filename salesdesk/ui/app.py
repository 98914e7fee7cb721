"""The app: application, look, tasks, window and workspace, put together by plain constructor calls."""

import contextvars
import logging
import signal
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication

from salesdesk.ui.kit.faults import Faults
from salesdesk.ui.kit.look import Look
from salesdesk.ui.kit.tasks import Tasks
from salesdesk.ui.main_window import MainWindow
from salesdesk.ui.start.opening import Opening

_NAME = "salesdesk"


def application() -> QApplication:
    """The application of Qt, made where there is none yet."""
    QCoreApplication.setOrganizationName(_NAME)
    QCoreApplication.setApplicationName(_NAME)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication([_NAME])
    app.setDesktopFileName(_NAME)
    return app


class App:
    """Everything that lives as long as the app; `close` lets go of it in the right order."""

    def __init__(self, folder: Path, language: str | None = None) -> None:
        self.qt = application()
        self.faults = Faults()
        self.look = Look(self.qt, language)
        self.tasks = Tasks()
        self.window = MainWindow(self.look, self.faults, self.tasks)
        self.opening = Opening(self.window, folder)
        self.window.first_painted.connect(self.opening.begin)

    def close(self) -> None:
        """End the work in the background, then close the workspace."""
        self.tasks.close()
        if self.opening.desk is not None:
            self.opening.desk.close()


def run() -> int:
    """Open the app on the user's own workspace; returns the exit code."""
    from salesdesk.desk.places import workspace_folder

    return open_app(workspace_folder(), None)


def open_app(folder: Path, language: str | None) -> int:
    """Open the app on the workspace in a folder, in a language (None: as set); returns the exit code."""
    # A language that a caller put in force for its own words must not hold for the screen.
    return contextvars.Context().run(_open_app, folder, language)


def _open_app(folder: Path, language: str | None) -> int:
    logging.basicConfig(level=logging.WARNING)
    signal.signal(
        signal.SIGINT, signal.SIG_DFL
    )  # Qt's loop would not let Python hear of Ctrl+C in a terminal
    app = App(folder, language)
    app.faults.install()
    app.window.show()
    qt_app = app.qt
    try:
        return qt_app.exec()
    finally:
        app.close()
        app.faults.uninstall()
