"""The relationship map on the screen: cards chosen, dragged, rated and opened by mouse and by keys."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QToolButton

from salesdesk.domain.codes import LEVELS, LINES
from salesdesk.drawing.map_rows import CardArea, MapLine, MapPerson
from salesdesk.drawing.relationship_map import MapView, RelationshipMap, level_words, relationship_map
from salesdesk.drawing.shapes import Drawing
from salesdesk.text import choice, tr
from salesdesk.ui.deals.deeds import ATTITUDE_KEYS
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.kit.display_list import DrawingView, Region
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.theme import GRID

_NOBODY = "nobody"
_WAYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_ROWS = (*LEVELS, "")


class _Canvas(DrawingView):
    """The drawing; keys that mean something on a card are handed over before those of any drawing."""

    pressed = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)


class RelationshipMapView(QScrollArea):
    """The map of one deal. Names of regions are `part@line` for a card, `nobody@line` for an empty line."""

    person_chosen = Signal(str)
    person_opened = Signal(str)
    placed = Signal(str, str, str, str)
    """A card was taken elsewhere: part, from which line, to which line, to which influence."""
    rated = Signal(str, str)
    """A key gave a person an attitude."""
    taken_off = Signal(str)
    person_wanted = Signal(str)
    """Somebody is to be put on this line."""
    related = Signal(str, str, str)
    """Part, other part, kind of relation."""

    def __init__(self, *, is_covered: Callable[[], bool]) -> None:
        super().__init__()
        self._is_covered = is_covered
        self._state: SheetState | None = None
        self._map: RelationshipMap | None = None
        self._chosen = ""
        self.canvas = _Canvas()
        self.canvas.setProperty("role", "page")
        self.add = QToolButton(self.canvas)
        self.add.setIcon(icon("user-plus", "accent_ink"))
        self.add.move(0, 0)
        self.add.clicked.connect(lambda: self.person_wanted.emit(""))
        self.setWidget(self.canvas)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.canvas)
        self.canvas.chosen.connect(self._on_chosen)
        self.canvas.opened.connect(self._on_opened)
        self.canvas.dropped.connect(self._on_dropped)
        self.canvas.menu_asked.connect(self._show_menu)
        self.canvas.pressed.connect(self._on_key)

    # --- what is shown

    def show_state(self, state: SheetState, chosen: str) -> None:
        """Draw a sheet's map with this person's card chosen."""
        self._state, self._chosen = state, chosen
        self.add.setVisible(not self._is_covered())
        self.canvas.setAccessibleName(tr("Relationship map"))
        self.canvas.setWhatsThis(
            tr(
                "Arrows go from card to card; 1–5 give an attitude, 0 is unknown; Shift and an arrow take a card "
                "to another line or influence; Enter opens the person; Delete takes off the map."
            )
        )
        words = tr("Put a person on the map …")
        self.add.setToolTip(f"{words}\n{self.canvas.whatsThis()}")
        self.add.setAccessibleName(words)
        self.canvas.show_drawing(self._draw)
        here, _, _ = self.canvas.current.partition("@")
        if chosen and here != chosen:
            self.canvas.set_current(self._region_of(chosen))

    def _region_of(self, part_id: str) -> str:
        return next((one.name for one in self.canvas.regions if one.name.partition("@")[0] == part_id), "")

    def _draw(self, width: float) -> tuple[Drawing, Sequence[Region]]:
        assert self._state is not None
        is_covered = self._is_covered()
        people = self._people(is_covered)
        words = {code: choice(f"influence.influence.{code}") for code in LEVELS}
        levels = level_words({**words, "high": tr("High influence"), "": tr("Unknown")})
        if is_covered:
            levels = level_words({"": ""})[-1:]
        made = relationship_map(
            self._lines(), levels, people, () if is_covered else self._state.paper.links,
            MapView(width=max(width, 420.0), chosen=self._chosen, covered=is_covered),
        )  # fmt: skip
        self._map = made
        names = {person.id: _spoken(person, is_covered=is_covered) for person in people}
        cards = [
            Region(f"{area.person_id}@{area.line}", area.x, area.y, area.width, area.height,
                   names[area.person_id], can_drag=not is_covered)
            for area in made.cards
        ]  # fmt: skip
        return made.drawing, [*cards, *self._placeholders(made)]

    def _people(self, is_covered: bool) -> tuple[MapPerson, ...]:
        """While covered the rows of influence are not told either."""
        assert self._state is not None
        people = self._state.paper.people
        if not is_covered:
            return people
        return tuple(
            replace(person, influence="", note="", attitude="", state="evidence") for person in people
        )

    def _lines(self) -> tuple[MapLine, ...]:
        """While covered it is not told whom we have not met."""
        assert self._state is not None
        if self._is_covered():
            return tuple(MapLine(line.code, line.title, nobody="–") for line in self._state.paper.lines)
        hints = self._state.hints
        return tuple(
            MapLine(line.code, line.title, line.note, line.is_uncovered, tr("Nobody met yet"),
                    hints.get(line.code) or line.hint)
            for line in self._state.paper.lines
        )  # fmt: skip

    def _placeholders(self, made: RelationshipMap) -> list[Region]:
        """The empty cards of lines on which nobody stands."""
        assert self._state is not None
        taken = {area.line for area in made.cards}
        empty = {line.code: line.title for line in self._state.paper.lines if line.code not in taken}
        first = {cell.line: cell for cell in reversed(made.cells)}
        return [
            Region(f"{_NOBODY}@{code}", cell.x, cell.y + 6, cell.width, min(46.0, cell.height),
                   tr("{line}: nobody met yet. Put somebody here.").format(line=title))
            for code, title in empty.items()
            if (cell := first.get(code)) is not None
        ]  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.canvas.setMinimumWidth(min(self.viewport().width(), 60 * GRID))

    # --- choosing and opening

    def _on_chosen(self, name: str) -> None:
        part, _, _ = name.partition("@")
        if part and part != _NOBODY:
            self.person_chosen.emit(part)
            area = next((one for one in self.canvas.regions if one.name == name), None)
            if area is not None:
                self.ensureVisible(int(area.x), int(area.y + area.height / 2), 0, int(area.height))

    def _on_opened(self, name: str) -> None:
        part, _, line = name.partition("@")
        if part == _NOBODY:
            self.person_wanted.emit(line)
        elif part:
            self.person_opened.emit(part)

    def _card(self, name: str) -> CardArea | None:
        part, _, line = name.partition("@")
        cards = self._map.cards if self._map is not None else ()
        return next((area for area in cards if area.person_id == part and area.line == line), None)

    # --- placing

    def _on_dropped(self, name: str, x: float, y: float) -> None:
        area = self._card(name)
        cell = self._map.cell_at(x, y) if self._map is not None else None
        if area is not None and cell is not None and (cell.line, cell.level) != (area.line, area.level):
            self.canvas.set_current(f"{area.person_id}@{cell.line}")
            self.placed.emit(area.person_id, area.line, cell.line, cell.level)

    def _on_key(self, event: QKeyEvent) -> None:
        area = self._card(self.canvas.current)
        if area is None or self._is_covered():
            return
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ShiftModifier and key in _WAYS:
            self._move(area, *_WAYS[key])
        elif modifiers == Qt.KeyboardModifier.NoModifier and Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            self.rated.emit(area.person_id, ATTITUDE_KEYS[key - Qt.Key.Key_0])
        elif modifiers == Qt.KeyboardModifier.NoModifier and key == Qt.Key.Key_Delete:
            self.taken_off.emit(area.person_id)
        else:
            return
        event.accept()

    def _move(self, area: CardArea, right: int, down: int) -> None:
        """Take a card one line or one row further; unknown influence is left upwards only."""
        line = LINES[max(0, min(len(LINES) - 1, LINES.index(area.line) + right))]
        row = _ROWS.index(area.level) + down
        level = _ROWS[max(0, min(len(_ROWS) - 1, row))]
        if (line, level) != (area.line, area.level):
            self.canvas.set_current(f"{area.person_id}@{line}")
            self.placed.emit(area.person_id, area.line, line, level)

    # --- the menu

    def _show_menu(self, name: str, point: QPoint) -> None:
        part, _, line = name.partition("@")
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(
            tr("Put a person here …") if line else tr("Put a person on the map …")
        ).triggered.connect(lambda: self.person_wanted.emit(line))
        if part and part != _NOBODY and not self._is_covered():
            self._fill_menu(menu, part)
        menu.popup(point)

    def _fill_menu(self, menu: QMenu, part: str) -> None:
        assert self._state is not None
        menu.addSeparator()
        menu.addAction(tr("Open the contact")).triggered.connect(lambda: self.person_opened.emit(part))
        for kind, words in (
            ("influences", tr("Can influence")),
            ("conflicts_with", tr("Is in conflict with")),
        ):
            others = menu.addMenu(words)
            for other in self._state.paper.people:
                if other.id != part:
                    others.addAction(other.name).triggered.connect(
                        lambda _checked=False, to=other.id, what=kind: self.related.emit(part, to, what)
                    )
            others.setEnabled(not others.isEmpty())
        menu.addSeparator()
        menu.addAction(tr("Take off the map")).triggered.connect(lambda: self.taken_off.emit(part))


def _spoken(person: MapPerson, *, is_covered: bool) -> str:
    """A card in words, for screen readers and as its tool tip."""
    parts = [person.name, person.title]
    if not is_covered:
        attitude = (
            choice(f"influence.attitude.{person.attitude}") if person.attitude else tr("attitude unknown")
        )
        parts += [attitude, person.note]
    return " · ".join(part for part in parts if part)
