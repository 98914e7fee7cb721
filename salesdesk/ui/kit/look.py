"""Language, theme and text scale: switched live, remembered for the next start and in the workspace's settings."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication

from salesdesk.text import detect, language, set_language
from salesdesk.text.catalogue import LANGUAGES
from salesdesk.ui.kit.theme import Mode, Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

    from salesdesk.desk.desk import Desk


class Look(QObject):
    """How the program looks and speaks; the frame is painted before the workspace is open, so both remember it."""

    def __init__(self, app: QApplication, spoken: str | None = None, *, remembers: bool = True) -> None:
        """`spoken` is the language of this run alone; without `remembers` nothing is remembered at all."""
        super().__init__(app)
        self._app = app
        self._spoken = spoken
        self._remembers = remembers
        self._desk: Desk | None = None
        self._translator: QTranslator | None = None
        kept = QSettings()
        self.theme = Theme(
            app, mode=_mode(str(kept.value("look/theme", ""))), scale=_scale(kept.value("look/scale", 100))
        )
        remembered = spoken or str(kept.value("look/language", ""))
        set_language(remembered if remembered in LANGUAGES else detect())
        self._translate_qt()

    def attach(self, desk: "Desk", *, is_new: bool = False) -> None:
        """Take over what the workspace has settled, and settle changes there from now on.

        A new workspace takes over what was chosen before it was there.
        """
        from salesdesk.desk import settings

        if not self._remembers:
            return
        self._desk = desk
        if is_new:
            for name in ("language", "theme", "scale"):
                self._keep(name, str(QSettings().value(f"look/{name}", "")))
        spoken = str(settings.setting(desk, settings.LANGUAGE))
        mode = str(settings.setting(desk, settings.THEME))
        scale = int(str(settings.setting(desk, settings.TEXT_PERCENT)))
        self._keep("language", spoken, in_desk=False)
        self._keep("theme", mode, in_desk=False)
        self._keep("scale", str(scale), in_desk=False)
        self._speak(self._spoken or spoken or detect())
        self.theme.set_mode(_mode(mode))
        self.theme.set_scale(scale)

    def set_language(self, code: str) -> None:
        """Speak `en` or `zh_CN`, or as the system does where the code is empty."""
        self._spoken = None
        self._keep("language", code)
        self._speak(code or detect())

    def set_mode(self, mode: Mode) -> None:
        """Be light, dark, or as the system is."""
        self._keep("theme", "" if mode is Mode.SYSTEM else mode.value)
        self.theme.set_mode(mode)

    def set_scale(self, percent: int) -> None:
        """Show text at this scale, 100 to 150 percent."""
        self._keep("scale", str(percent))
        self.theme.set_scale(percent)

    def _keep(self, name: str, value: str, *, in_desk: bool = True) -> None:
        if not self._remembers:
            return
        QSettings().setValue(f"look/{name}", value)
        if self._desk is not None and in_desk:
            from salesdesk.desk import settings

            spec = {"language": settings.LANGUAGE, "theme": settings.THEME, "scale": settings.TEXT_PERCENT}[
                name
            ]
            settings.save_setting(self._desk, spec.name, value)

    def _speak(self, code: str) -> None:
        if code == language():
            return
        set_language(code)
        if not self._translate_qt():
            QApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))

    def _translate_qt(self) -> bool:
        """Let Qt's own dialogs speak the language too; True where that made Qt tell all widgets of the change."""
        old, self._translator = self._translator, None
        if old is not None:
            self._app.removeTranslator(old)
        if language() == "en":
            return old is not None
        from PySide6.QtCore import QLibraryInfo, QTranslator

        translator = QTranslator(self)
        if not translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            return False
        self._translator = translator
        return self._app.installTranslator(translator)


def _mode(text: str) -> Mode:
    return Mode(text) if text in ("light", "dark") else Mode.SYSTEM


def _scale(value: object) -> int:
    text = str(value)
    return int(text) if text.isdecimal() else 100
