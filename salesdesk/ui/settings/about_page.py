"""What this program is, under which licences, and a report for whoever helps: nothing of any customer is in it."""

import platform
from collections.abc import Iterator
from importlib.metadata import distributions

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QPlainTextEdit, QWidget

from salesdesk.text import language, tr
from salesdesk.text.formats import number
from salesdesk.ui.kit.panels import Card, button, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Job
from salesdesk.ui.kit.theme import pixels
from salesdesk.ui.settings.page import SettingsPage

_OWN_PARTS = (
    ("Noto Sans SC", "SIL OFL 1.1"), ("Lucide", "ISC"), ("BIP 39 word list", "MIT"),
)  # fmt: skip
"""What comes with the program beside the libraries: font, icons, words of invitations."""


class AboutPage(SettingsPage):
    """About, licences, report."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._titles = [label("", "strong") for _ in range(3)]
        self._about = label("", wraps=True, can_copy=True)
        self._report_note = label("", "muted", wraps=True)
        self.report = QPlainTextEdit()
        self.licences = QPlainTextEdit()
        for page, height in ((self.report, 150), (self.licences, 190)):
            page.setReadOnly(True)
            page.setFixedHeight(pixels(height))
        self._copy = button("", self.copy, icon_name="copy")
        parts: tuple[tuple[QWidget | QLayout, ...], ...]
        parts = ((self._about,), (self._report_note, self.report, row(self._copy, 1)), (self.licences,))
        for title, inner in zip(self._titles, parts, strict=True):
            card = Card()
            card.setMaximumWidth(pixels(720))
            card.body.addWidget(title)
            for part in inner:
                if isinstance(part, QWidget):
                    card.body.addWidget(part)
                else:
                    card.body.addLayout(part)
            self.body.addWidget(card)
        self.body.addStretch(1)

    def fill(self) -> None:
        """Read what the report says, off the main thread."""
        self.say()
        desk = self._frame.desk

        def work(job: Job) -> tuple[str, str]:
            from salesdesk.desk.looking import counts

            found = counts(desk)
            lines = [f"{kind}: {number(count)}" for kind, count in sorted(found.records.items())]
            lines.append(f"operations: {number(found.operations)}")
            lines.append(f"disagreements: {number(found.conflicts)}")
            with desk.read() as connection:
                lines.insert(0, f"SQLite {connection.exec_driver_sql('SELECT sqlite_version()').scalar()}")
            return "\n".join([*_versions(), *lines]), "\n".join(_licences())

        self._frame.tasks.run(work, owner=self, done=self._show)

    def _show(self, found: tuple[str, str]) -> None:
        self.report.setPlainText(found[0])
        self.licences.setPlainText(found[1])

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self._frame.notify(tr("The report is on the clipboard."), tone="good")

    def say(self) -> None:
        """Say the words in the language in force."""
        from salesdesk import __version__

        words = (tr("About salesdesk"), tr("Report for support"), tr("Licences"))
        for title, said in zip(self._titles, words, strict=True):
            title.setText(said)
        self._about.setText(tr(
            "salesdesk {version}: the desk of a rep, on your own computer. Free software under the MIT licence."
        ).format(version=__version__))  # fmt: skip
        self._report_note.setText(tr("Versions and counts only; nothing of your customers is in it."))
        self.report.setAccessibleName(words[1])
        self.licences.setAccessibleName(words[2])
        self._copy.setText(tr("Copy report"))


def _versions() -> Iterator[str]:
    from salesdesk import __version__

    yield f"salesdesk {__version__}, {language()}"
    yield f"Python {platform.python_version()}, Qt {qVersion()}"
    yield platform.platform()


def _licences() -> Iterator[str]:
    """Name, version and licence of what this program is made with."""
    for name, licence in _OWN_PARTS:
        yield f"{name}: {licence}"
    seen = {}
    for found in distributions():
        facts = found.metadata
        said = facts.get_all("License-Expression") or facts.get_all("License") or [""]
        licence = _classified(facts.get_all("Classifier") or []) or " ".join(str(said[0]).split())[:60]
        seen[facts["Name"].casefold()] = f"{facts['Name']} {found.version}: {licence or '?'}"
    yield from (seen[name] for name in sorted(seen))


def _classified(classifiers: list[str]) -> str:
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    return ", ".join(name for name in named if name != "OSI Approved")
