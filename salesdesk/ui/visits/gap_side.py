"""The gaps of the deal beside the visit, the most worth asking first, each with “ask this”; and fitting tools."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from salesdesk.domain.toolbox import Tool
from salesdesk.text import tr
from salesdesk.text.words import choice
from salesdesk.ui.kit.panels import Card, Page, clear, label, link, row, show_now
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.visits.reading import GapLine, VisitView, read_gaps

_SHOWN = 9
_URGENT = 70


class GapSide(Card):
    """The right edge of the form. Alt+1 to Alt+9 put a gap into the plan as a question."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._view: VisitView | None = None
        self._gaps: list[GapLine] = []
        self._tools: list[Tool] = []
        self._is_whole = False
        self.page = Page(margins=0, spacing=GRID)
        self.body.addWidget(self.page, 1)
        for number in range(1, _SHOWN + 1):
            key = QShortcut(QKeySequence(f"Alt+{number}"), self)
            key.setContext(Qt.ShortcutContext.WindowShortcut)
            key.activated.connect(lambda at=number - 1: self.ask(at))

    # --- reading

    def show_view(self, view: VisitView) -> None:
        """Show the gaps of a visit's deal; they are read apart."""
        if self._view is None or self._view.form.visit.id != view.form.visit.id:
            self._gaps, self._tools, self._is_whole = [], [], False
        self._view = view
        deal = view.form.deal
        if deal is None:
            self._gaps, self._tools = [], []
            self.draw()
            return
        desk, deal_id = self._frame.desk, deal.id
        self._frame.tasks.run(
            lambda job: read_gaps(desk, deal_id), owner=self, done=lambda found: self._take(deal_id, *found)
        )

    def _take(self, deal_id: str, gaps: list[GapLine], tools: list[Tool]) -> None:
        if self._view is None or self._view.form.deal is None or self._view.form.deal.id != deal_id:
            return
        self._gaps, self._tools = gaps, tools
        self.draw()

    # --- drawing

    @property
    def gaps(self) -> Sequence[GapLine]:
        """The gaps shown, the most worth asking first."""
        return self._gaps if self._is_whole else self._gaps[:_SHOWN]

    def draw(self) -> None:
        """Draw what is known, or nothing of it while the screen is covered."""
        body = self.page.body
        clear(body)
        is_covered = self._frame.is_covered
        self.set_heading(tr("Gaps of the deal"), "" if is_covered or not self._gaps else str(len(self._gaps)))
        if is_covered:
            body.addWidget(label(tr("Covered. F9 shows it again."), "muted", wraps=True))
        elif self._view is None or self._view.form.deal is None:
            body.addWidget(label(tr("Name the deal of this visit, and what is not known of it stands here."),
                                 "muted", wraps=True))  # fmt: skip
        else:
            self._draw_gaps(body)
            self._draw_tools(body)
        body.addStretch(1)
        show_now(body)

    def _draw_gaps(self, body: QVBoxLayout) -> None:
        if not self._gaps:
            body.addWidget(label(tr("No gap is open on this deal."), "muted", wraps=True))
        for number, one in enumerate(self.gaps):
            body.addWidget(self._gap_card(number, one))
        more = len(self._gaps) - len(self.gaps)
        if more:
            body.addWidget(link(tr("{count} more").format(count=more), self._show_whole))

    def _show_whole(self) -> None:
        self._is_whole = True
        self.draw()

    def _gap_card(self, number: int, one: GapLine) -> QWidget:
        key = f"Alt+{number + 1}" if number < _SHOWN else ""
        what = label(one.what, "danger" if one.gap.weight >= _URGENT else "", wraps=True)
        font = what.font()
        font.setBold(True)
        what.setFont(font)
        lines: list[QWidget] = [what, label(one.why, "muted", wraps=True)]
        if one.who:
            lines.append(label(tr("Who may know: {names}").format(names=one.who), "muted", wraps=True))
        if self._is_asked(one):
            return _boxed(lines, label("✓ " + tr("asked"), "good"))
        asking = link(tr("Ask this"), lambda: self.ask(number))
        asking.setToolTip(f"{one.question}  {key}".strip())
        asking.setAccessibleName(tr("Ask: {question}").format(question=one.question))
        return _boxed(lines, label(key, "muted"), asking)

    def _is_asked(self, one: GapLine) -> bool:
        assert self._view is not None
        return any(
            row.gap == one.gap.code and row.about_id == one.gap.about_id and row.about_field == one.gap.field
            for row in self._view.form.questions
        )

    def _draw_tools(self, body: QVBoxLayout) -> None:
        if not self._tools:
            return
        body.addWidget(label(tr("From the toolbox"), "strong"))
        for tool in self._tools:
            insert: Callable[[], object] = lambda tool_id=tool.id: self._insert(tool_id)  # type: ignore[misc]  # noqa: E731
            deed = link(tr("Insert"), insert)
            deed.setAccessibleName(tr("Insert: {tool}").format(tool=tool.name))
            kind = choice(f"tool.tool_kind.{tool.tool_kind}")
            more = " · ".join(part for part in (kind, tool.proof or tool.advantage) if part)
            lines: list[QWidget] = [label(tool.name, wraps=True), label(more, "muted", wraps=True)]
            body.addWidget(_boxed(lines, deed))

    # --- deeds

    def ask(self, number: int) -> None:
        """Put a gap into this visit as a question, once."""
        from salesdesk.desk.visits import ask_in_visit

        if self._view is None or number >= len(self.gaps) or self._frame.is_covered:
            return
        one, visit_id = self.gaps[number], self._view.form.visit.id
        if not self._is_asked(one):
            self._frame.desk.write("ask_in_visit", lambda w: ask_in_visit(w, visit_id, one.gap, one.question))

    def _insert(self, tool_id: str) -> None:
        from salesdesk.desk.visits import insert_tool

        if self._view is not None:
            visit_id = self._view.form.visit.id
            self._frame.desk.write("insert_tool", lambda w: insert_tool(w, visit_id, tool_id))


def _boxed(lines: Sequence[QWidget], *foot: QWidget) -> QFrame:
    """Lines with what can be done about them at the right beneath."""
    made = Card(margins=GRID + 2, spacing=2)
    for one in lines:
        made.body.addWidget(one)
    made.body.addLayout(row(1, *foot))
    return made
