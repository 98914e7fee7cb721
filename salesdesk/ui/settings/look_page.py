"""Language, theme and size of text, switched at once; and the habits of this desk: currency, first day of the week."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.domain.problems import Known
from salesdesk.text import tr
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.look import Look
from salesdesk.ui.kit.panels import Card, label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import SCALES, Mode, pixels
from salesdesk.ui.settings.page import SettingsPage

Words = Callable[[], str]


class LookPage(SettingsPage):
    """Every choice takes effect at once, and is remembered in the workspace."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.language = Segments([("", "", None), ("zh_CN", "中文", None), ("en", "English", None)])
        self.theme = Segments([("", "", None), ("light", "", None), ("dark", "", None)])
        self.scale = Segments([(str(scale), f"{scale} %", None) for scale in SCALES])
        self.week = Segments([("monday", "", None), ("sunday", "", None)])
        self.currency = QLineEdit()
        self.currency.setMaximumWidth(pixels(96))
        self.currency.setMaxLength(3)
        self._problem = label("", "problem", wraps=True)
        self._problem.hide()
        self._heads = [label("", "label") for _ in range(5)]
        look, habits = Card(), Card()
        self._titles = [label("", "strong"), label("", "strong")]
        for card, title in zip((look, habits), self._titles, strict=True):
            card.setMaximumWidth(pixels(640))
            card.body.addWidget(title)
            self.body.addWidget(card)
        self.body.addStretch(1)
        places = (look, look, look, habits, habits)
        parts: tuple[QWidget, ...] = (self.language, self.theme, self.scale, self.currency, self.week)
        for card, head, part in zip(places, self._heads, parts, strict=True):
            card.body.addWidget(head)
            card.body.addWidget(part)
        habits.body.addWidget(self._problem)
        self.language.chosen.connect(self._set_language)
        self.theme.chosen.connect(self._set_theme)
        self.scale.chosen.connect(self._set_scale)
        self.week.chosen.connect(lambda code: self._save("week_starts", code))
        self.currency.editingFinished.connect(self._set_currency)

    @property
    def _look(self) -> Look | None:
        found = getattr(self._frame.window_widget(), "look", None)
        return found if isinstance(found, Look) else None

    def fill(self) -> None:
        """Show what is in force."""
        from salesdesk.desk.settings import settings

        present = settings(self._frame.desk)
        self.language.choose(str(present["language"] or ""))
        self.theme.choose(str(present["theme"] or ""))
        scale = int(str(present["text_percent"] or 100))
        self.scale.choose(str(min(SCALES, key=lambda one: abs(one - scale))))
        self.week.choose(str(present["week_starts"]))
        if not self.currency.hasFocus():
            self.currency.setText(str(present["currency"]))
        self.say()

    def say(self) -> None:
        """Say the words in the language in force."""
        for title, words in zip(self._titles, (tr("Language and look"), tr("Habits")), strict=True):
            title.setText(words)
        names = (
            tr("Language"), tr("Theme"), tr("Size of text"), tr("Currency of new deals"), tr("The week begins on"),
        )  # fmt: skip
        parts = (self.language, self.theme, self.scale, self.currency, self.week)
        for head, words, part in zip(self._heads, names, parts, strict=True):
            head.setText(words)
            part.setAccessibleName(words)
        self.language.set_words([tr("As the system"), "中文", "English"])
        self.theme.set_words([tr("As the system"), tr("Light"), tr("Dark")])
        self.week.set_words([tr("Monday"), tr("Sunday")])

    # --- what is chosen

    def _set_language(self, code: str) -> None:
        self._save("language", code)
        if self._look is not None:
            self._look.set_language(code)

    def _set_theme(self, code: str) -> None:
        self._save("theme", code)
        if self._look is not None:
            self._look.set_mode(Mode(code) if code else Mode.SYSTEM)

    def _set_scale(self, code: str) -> None:
        self._save("text_percent", code)
        if self._look is not None:
            self._look.set_scale(int(code))

    def _set_currency(self) -> None:
        from salesdesk.text.currency import minor_digits

        code = self.currency.text().strip().upper()
        self.currency.setText(code)
        try:
            if len(code) != 3 or not code.isascii() or not code.isalpha():
                raise Known("E_CURRENCY", value=code)
            minor_digits(code)
        except Known as error:
            self._say_problem(str(faults.words_of(error)))
            return
        self._save("currency", code)

    def _save(self, name: str, text: str) -> None:
        from salesdesk.desk.settings import save_setting

        try:
            save_setting(self._frame.desk, name, text)
        except Known as error:
            self._say_problem(str(faults.words_of(error)))
            return
        self._say_problem("")

    def _say_problem(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
