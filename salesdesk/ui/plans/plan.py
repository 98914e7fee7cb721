"""One account plan: its parts named at the left with how much is in each, the part chosen beside them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from salesdesk.domain.plan import AccountPlan
from salesdesk.domain.record import Record, field_map
from salesdesk.text import tr
from salesdesk.ui.kit.panels import Card, SplitView, column, label
from salesdesk.ui.kit.row_list import RowList
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID
from salesdesk.ui.plans.overview import OverviewPage
from salesdesk.ui.plans.parts import Part, parts


class PlanView(QWidget):
    """Shows one plan; only the part that is seen is read."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.plan: AccountPlan | None = None
        self.overview = OverviewPage(frame)
        self.parts = parts()
        self._lists: dict[str, RowList] = {}
        self.names = QListWidget()
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setMinimumWidth(25 * GRID)
        self.stack = QStackedWidget()
        self._covered = label("", "muted", wraps=True)
        self._covered.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack.addWidget(self.overview)
        self.names.addItem(QListWidgetItem())
        for _part in self.parts:
            self.names.addItem(QListWidgetItem())
        self.stack.addWidget(self._covered)
        self.names.currentRowChanged.connect(self._on_part)
        left, right = Card(margins=GRID, spacing=0), Card(margins=4, spacing=0)
        left.body.addWidget(self.names)
        right.body.addWidget(self.stack)
        self.setLayout(column(SplitView("plan", left, right, sizes=(210, 960)), margins=GRID + 4))
        self.retranslate()
        self.names.setCurrentRow(0)

    def rows(self, name: str) -> RowList:
        """The list of a part, built when it is first looked at."""
        if name not in self._lists:
            self._lists[name] = self._list(next(part for part in self.parts if part.name == name))
            self.stack.addWidget(self._lists[name])
        return self._lists[name]

    def _list(self, part: Part) -> RowList:
        return RowList(
            part.kind, self._frame, columns=part.columns, name=f"plan/{part.name}", lay_out=part.lay_out,
            add=lambda words: self._add(part, words), add_words=part.add_words, empty_words=part.empty_words,
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say the words anew."""
        self.names.setAccessibleName(tr("Parts of the plan"))
        self._covered.setText(tr("Covered. F9 shows it again."))
        self._say_names({})

    def _say_names(self, counts: dict[str, int]) -> None:
        words = [tr("Overview"), *(part.words() for part in self.parts)]
        names = ["", *(part.name for part in self.parts)]
        for at, (name, said) in enumerate(zip(names, words, strict=True)):
            count = counts.get(name, 0)
            item = self.names.item(at)
            item.setText(f"{said}   {count}" if count else said)
            item.setHidden(at > 0 and self.parts[at - 1].is_covered and self._frame.is_covered)

    # --- what is shown

    def show_plan(self, plan: AccountPlan) -> None:
        """Show a plan, or the same one as it stands now."""
        if self.plan is not None and self.plan.id != plan.id:
            self.commit()
            self.names.setCurrentRow(0)
        self.plan = plan
        self._fill()

    def _fill(self) -> None:
        if self.plan is None:
            return
        self._say_names({part.name: self._count(part) for part in self.parts})
        at = self.names.currentRow()
        if at <= 0:
            self.overview.show_plan(self.plan)
            self.stack.setCurrentWidget(self.overview)
            return
        part = self.parts[at - 1]
        if part.is_covered and self._frame.is_covered:
            self.stack.setCurrentWidget(self._covered)
            return
        self.stack.setCurrentWidget(self.rows(part.name))
        self.rows(part.name).show_rows(self._rows(part))

    def _rows(self, part: Part) -> list[Record]:
        """The rows of a part: by their rank, targets by their year, reviews the latest first."""
        assert self.plan is not None
        found: list[Record] = list(self._frame.desk.select(part.kind, plan_id=self.plan.id))
        if part.name == "reviews":
            return sorted(found, key=lambda row: (str(row.value("held_on") or ""), row.id), reverse=True)
        if part.name == "targets":
            return sorted(found, key=lambda row: (_whole(row, "year"), _whole(row, "quarter"), row.id))
        return sorted(
            found,
            key=lambda row: (str(row.value("order")) if "order" in field_map(part.kind) else "", row.id),
        )

    def _count(self, part: Part) -> int:
        assert self.plan is not None
        return len(self._frame.desk.select(part.kind, plan_id=self.plan.id))

    def _on_part(self, _at: int) -> None:
        self.commit()
        self._fill()

    def show_part(self, name: str) -> None:
        """Bring a part up; an empty name is the overview."""
        self.names.setCurrentRow(["", *(part.name for part in self.parts)].index(name))

    # --- deeds

    def _add(self, part: Part, words: str) -> str:
        from salesdesk.desk.plans import add_to_plan

        assert self.plan is not None
        made = part.make(self._frame, self.plan, words)
        if "order" in field_map(part.kind):
            self._frame.desk.write(f"add.{part.kind.KIND}", lambda w: add_to_plan(w, made))
        else:
            self._frame.desk.write(f"add.{part.kind.KIND}", lambda w: w.add(made))
        return made.id

    def commit(self) -> None:
        """Write what is being typed."""
        self.overview.form.commit()
        for rows in self._lists.values():
            rows.commit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()


def _whole(row: Record, name: str) -> int:
    value = row.value(name)
    return value if isinstance(value, int) else 0
