"""The vendored icons, tinted with the colours in force when they are painted."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from salesdesk.resources import resource
from salesdesk.ui.kit import theme


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=400)
def _pixmap(name: str, colour: str, width: int, height: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(name: str, size: int = 16, *, token: str = "muted", ratio: float = 1.0) -> QPixmap:
    """An icon of `size` pixels in the colour of a token of the theme."""
    return _pixmap(name, getattr(theme.tokens(), token), size, size, ratio)


class _Tinted(QIconEngine):
    """Paints one icon in the colour that its token has at that moment."""

    def __init__(self, name: str, token: str, checked_token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._checked_token = checked_token

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        token = self._checked_token if state is QIcon.State.On else self._token
        if mode is QIcon.Mode.Disabled:
            token = "disabled"
        return str(getattr(theme.tokens(), token))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.deviceTransform().m11()
        side = min(rect.width(), rect.height())
        corner = rect.topLeft() + QPoint((rect.width() - side) // 2, (rect.height() - side) // 2)
        painter.drawPixmap(corner, _pixmap(self._name, self._colour(mode, state), side, side, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = min(size.width(), size.height())
        return _pixmap(self._name, self._colour(mode, state), side, side, scale)

    def clone(self) -> QIconEngine:
        copy = _Tinted(self._name, self._token, self._checked_token)
        _engines.append(copy)
        return copy


# An engine belongs to its icon on the C++ side; its Python half has to live as long.
_engines: list[QIconEngine] = []


@cache
def icon(name: str, token: str = "muted", checked_token: str = "accent_ink") -> QIcon:
    """The icon of that name (a file of resources/icons); it follows the theme by itself."""
    engine = _Tinted(name, token, checked_token)
    _engines.append(engine)
    return QIcon(engine)
