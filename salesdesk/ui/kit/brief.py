"""The brief of a visit: as text to paste, and as a code the phone's camera reads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from salesdesk.domain.brief import Brief
from salesdesk.domain.visit import Visit
from salesdesk.text import tr
from salesdesk.text.findings import finding
from salesdesk.text.formats import date_with_weekday, moment_words
from salesdesk.ui.kit.dialogs import Dialog
from salesdesk.ui.kit.panels import label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID, pixels

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk

_MOST_BYTES = 1400
"""A code with more is too fine for a camera at arm's length."""


def read_brief_of(desk: "Desk", visit: Visit) -> Brief:
    """The brief of a visit as it stands now."""
    from salesdesk.desk.today import read_brief

    with desk.read() as connection:
        return read_brief(connection, visit, today=desk.today())


def brief_questions(brief: Brief) -> list[str]:
    """Three questions: those of the plan, then those that gaps suggest."""
    return [row.question for row in brief.questions] + [
        finding(f"{gap.key}.question", gap.facts) for gap in brief.gaps
    ]


def promise_line(what: str, *, is_ours: bool, due: str) -> str:
    """A promise on one line: whose, what, by when."""
    whose = tr("We") if is_ours else tr("They")
    words = tr("{who}: {what}").format(who=whose, what=what)
    return tr("{words} ({due})").format(words=words, due=due) if due else words


def brief_text(brief: Brief, desk: "Desk") -> str:
    """The brief as text for a message: whom, when, where, the objective, promises, questions."""
    visit, today = brief.visit, desk.today()
    account = (brief.account.short_name or brief.account.name) if brief.account is not None else ""
    lines = [" · ".join(part for part in (moment_words(visit.starts_at, today=today), account) if part)]
    for person in brief.people:
        number = person.mobile or person.phone
        lines.append(" ".join(part for part in (person.name, person.title, number) if part))
    if brief.phone and not any(brief.phone in line for line in lines):
        lines.append(brief.phone)
    if brief.address:
        lines.append(brief.address)
    aims = [words for words in (visit.objective_best, visit.objective_minimum) if words]
    if aims:
        lines += ["", tr("Objective"), *(f"- {words}" for words in aims)]
    if brief.promises:
        lines += ["", tr("Promised")]
        for one in brief.promises:
            due = date_with_weekday(one.due_on, today=today)
            lines.append("- " + promise_line(one.what, is_ours=one.side == "ours", due=due))
    questions = brief_questions(brief)
    if questions:
        lines += ["", tr("To ask"), *(f"{number}. {words}" for number, words in enumerate(questions, 1))]
    return "\n".join(lines).strip()


def code_of(words: str, side: int) -> QPixmap | None:
    """The words as a QR code of about `side` pixels; None where they are too many for a camera."""
    if len(words.encode()) > _MOST_BYTES:
        return None
    import segno

    rows = [bytes(line) for line in segno.make(words, error="l", micro=False).matrix_iter(border=4)]
    count = len(rows)
    image = QImage(count, count, QImage.Format.Format_RGB32)
    for y, line in enumerate(rows):
        for x, is_dark in enumerate(line):
            image.setPixel(x, y, 0xFF000000 if is_dark else 0xFFFFFFFF)
    scale = max(2, side // count)
    return QPixmap.fromImage(image.scaled(count * scale, count * scale))


class BriefDialog(Dialog):
    """The text on the left, to change and copy; the code on the right."""

    def __init__(self, frame: Frame, brief: Brief) -> None:
        super().__init__(frame.window_widget(), tr("Brief for the phone"), tr("Copy"), width=pixels(720))
        self._frame = frame
        words = brief_text(brief, frame.desk)
        self.page = QPlainTextEdit(words)
        self.page.setTabChangesFocus(True)
        self.page.setAccessibleName(tr("Brief for the phone"))
        self.page.setMinimumHeight(pixels(320))
        self._code = QLabel()
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._code.setMinimumSize(pixels(300), pixels(300))
        self._code.setAccessibleName(tr("The brief as a code for the camera"))
        self.page.textChanged.connect(self._draw)
        across = row(self.page, self._code, spacing=2 * GRID)
        across.setStretch(0, 1)
        self.body.addLayout(across)
        words = tr("Point the phone's camera at the code, or copy the text into a chat with yourself.")
        self.body.addWidget(label(words, "muted", wraps=True))
        self._draw()

    def _draw(self) -> None:
        picture = code_of(self.page.toPlainText(), pixels(300))
        if picture is None:
            self._code.clear()
            self._code.setText(tr("Too long for a code"))
        else:
            self._code.setPixmap(picture)

    def deed(self) -> bool:
        QGuiApplication.clipboard().setText(self.page.toPlainText())
        self._frame.notify(tr("The brief is on the clipboard, ready to paste."), tone="good")
        return True
