"""Colours, fonts and measures of the interface, light and dark, from one set of tokens.

Fusion, a palette and one style sheet are made from the tokens; both themes can be switched while the program runs.
"""

import dataclasses
import string
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from salesdesk.resources import resource

if TYPE_CHECKING:
    from salesdesk.drawing.shapes import Ink

GRID = 8
"""Distances are multiples of this, in pixels; half of it inside dense rows."""
FAMILY = "Salesdesk Sans SC"
TEXT, SMALL, TITLE, SECTION, FIGURE = 13, 12, 20, 15, 24
"""Sizes of type in pixels at a text scale of 100 %."""
SCALES = (100, 110, 125, 150)
"""Text scales a person can choose, in percent."""


class Mode(StrEnum):
    """Which theme is wanted."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours by what they are for; text on its ground has a contrast of at least 4.5, edges of fields 3."""

    is_dark: bool
    window: str
    rail: str
    card: str
    field: str
    field_line: str
    hairline: str
    ink: str
    muted: str
    disabled: str
    hover: str
    scroll: str
    pressed: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_ink: str
    badge: str
    good: str
    good_soft: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str


LIGHT = Tokens(
    is_dark=False, window="#f3f5f8", rail="#ffffff", card="#ffffff", field="#ffffff",
    field_line="#848d9c", hairline="#dde1e8", ink="#1b2330", muted="#566072", disabled="#8b93a1", hover="#eef1f6",
    scroll="#c3cad6", pressed="#e2e7ef", accent="#2456d6", accent_hover="#1c47b5", on_accent="#ffffff",
    accent_soft="#e3ebfd", accent_ink="#1d49ba", badge="#e8ebf0", good="#12723f", good_soft="#e5f4eb",
    danger="#b3261e", danger_soft="#fdf0ef", warning="#7d5600", warning_soft="#fdf4dd",
)  # fmt: skip
DARK = Tokens(
    is_dark=True, window="#12161c", rail="#1a1f28", card="#1c212a", field="#161b22",
    field_line="#6f7989", hairline="#2e3541", ink="#e8ebf0", muted="#a4adbc", disabled="#6d7686", hover="#252c38",
    scroll="#414a59", pressed="#2d3544", accent="#6e9bff", accent_hover="#8cb0ff", on_accent="#0d1626",
    accent_soft="#22315a", accent_ink="#9dbcff", badge="#303846", good="#5cc98a", good_soft="#1b3427",
    danger="#ff8a80", danger_soft="#3a2221", warning="#e3b341", warning_soft="#37301b",
)  # fmt: skip


@dataclass(slots=True)
class _InForce:
    tokens: Tokens = LIGHT
    scale: int = 100
    sheet: str = ""
    dressed: "WeakSet[QWidget]" = field(default_factory=WeakSet)


_in_force = _InForce()


def dress(widget: QWidget) -> None:
    """Style a window, and all that is put into it, now and whenever the theme changes.

    The sheet is not the application's: that one is applied anew to everything inside a widget at each change of its
    parent, which a screen built from the leaves up does many times.
    """
    _in_force.dressed.add(widget)
    widget.setStyleSheet(_in_force.sheet)


def tokens() -> Tokens:
    """The colours in force; ask at paint time, they change with the theme."""
    return _in_force.tokens


def colour(name: str) -> QColor:
    """The token of that name as a colour of Qt."""
    return QColor(getattr(_in_force.tokens, name))


def ink(name: "Ink") -> QColor:
    """An ink of the drawings as a colour of Qt."""
    from salesdesk.drawing.palette import DARK as DARK_INKS
    from salesdesk.drawing.palette import LIGHT as LIGHT_INKS

    return QColor((DARK_INKS if _in_force.tokens.is_dark else LIGHT_INKS)[name])


def pixels(size: int) -> int:
    """A size of type or of a picture of type in pixels, at the text scale in force."""
    return round(size * _in_force.scale / 100)


def font(size: int = TEXT, *, bold: bool = False) -> QFont:
    """The program's font in a size given at 100 %."""
    made = QFont()
    made.setFamilies([FAMILY, *_system_families()])
    made.setPixelSize(pixels(size))
    made.setBold(bold)
    return made


def _system_families() -> list[str]:
    """Where the bundled font lacks a character, the system's own font is asked."""
    return [QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()]


class Theme(QObject):
    """The theme in force and how it is chosen; `changed` is sent after everything is restyled."""

    changed = Signal()

    def __init__(self, app: QApplication, *, mode: Mode = Mode.SYSTEM, scale: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self.mode = mode
        _in_force.scale = scale
        if not QFontDatabase.hasFamily(FAMILY):
            for weight in ("regular", "bold"):
                QFontDatabase.addApplicationFont(str(resource("fonts", f"NotoSansSC-{weight}.ttf")))
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._wish_for_scheme()
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark theme is in force."""
        return _in_force.tokens.is_dark

    @property
    def scale(self) -> int:
        """The text scale in percent."""
        return _in_force.scale

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark, or whatever the system has."""
        if mode is self.mode:
            return
        self.mode = mode
        self._wish_for_scheme()
        self._apply()
        self.changed.emit()

    def set_scale(self, percent: int) -> None:
        """Choose the text scale, 100 to 150 percent."""
        wanted = max(SCALES[0], min(SCALES[-1], percent))
        if wanted == _in_force.scale:
            return
        _in_force.scale = wanted
        self._apply()
        self.changed.emit()

    def _wish_for_scheme(self) -> None:
        """Tell the platform, so that title bars and file dialogs go along."""
        scheme = {
            Mode.SYSTEM: Qt.ColorScheme.Unknown,
            Mode.LIGHT: Qt.ColorScheme.Light,
            Mode.DARK: Qt.ColorScheme.Dark,
        }
        self._app.styleHints().setColorScheme(scheme[self.mode])

    def _follow_system(self) -> None:
        if self.mode is Mode.SYSTEM and self._wanted() is not _in_force.tokens:
            self._apply()
            self.changed.emit()

    def _wanted(self) -> Tokens:
        if self.mode is Mode.SYSTEM:
            return DARK if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
        return DARK if self.mode is Mode.DARK else LIGHT

    def _apply(self) -> None:
        _in_force.tokens = self._wanted()
        _in_force.sheet = style_sheet(_in_force.tokens, _in_force.scale)
        self._app.setFont(font())
        self._app.setPalette(palette_of(_in_force.tokens))
        for widget in tuple(_in_force.dressed):
            if isValid(widget):
                widget.setStyleSheet(_in_force.sheet)


def palette_of(colours: Tokens) -> QPalette:
    """The palette of Qt that the tokens make."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, name in {
        roles.Window: colours.window, roles.WindowText: colours.ink, roles.Base: colours.field,
        roles.AlternateBase: colours.hover, roles.Text: colours.ink, roles.Button: colours.card,
        roles.ButtonText: colours.ink, roles.ToolTipBase: colours.card, roles.ToolTipText: colours.ink,
        roles.PlaceholderText: colours.muted, roles.Highlight: colours.accent,
        roles.HighlightedText: colours.on_accent, roles.Link: colours.accent_ink, roles.LinkVisited: colours.accent_ink,
        roles.Light: colours.hover, roles.Midlight: colours.hairline, roles.Mid: colours.hairline,
        roles.Dark: colours.field_line, roles.Shadow: colours.hairline, roles.Accent: colours.accent,
        roles.BrightText: colours.danger,
    }.items():  # fmt: skip
        made.setColor(role, QColor(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return made


def style_sheet(colours: Tokens, scale: int) -> str:
    """The style sheet with the tokens filled in; `$name` stands for a token, `$text_px` and the like for sizes."""
    source = resource("style", "salesdesk.qss").read_text("utf-8")
    values = {name: value for name, value in dataclasses.asdict(colours).items() if isinstance(value, str)}
    shade = "dark" if colours.is_dark else "light"
    for name in ("chevron-down", "check-on"):
        values["icon_" + name.replace("-", "_")] = resource("style", f"{name}-{shade}.svg").as_posix()
    sizes = {
        "text_px": TEXT,
        "small_px": SMALL,
        "title_px": TITLE,
        "section_px": SECTION,
        "figure_px": FIGURE,
    }
    values.update({name: f"{round(size * scale / 100)}px" for name, size in sizes.items()})
    return string.Template(source).substitute(values)
