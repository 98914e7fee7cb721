"""The last step before the deed: what would become of every row, and why."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from salesdesk.exchange.outcome import DUPLICATE, ERROR, NEW, SAME, SKIPPED, UPDATE, ImportPlan, PlannedRow
from salesdesk.exchange.rows import RowProblem
from salesdesk.text import tr
from salesdesk.text.formats import number
from salesdesk.ui.importing.words import (
    ICONS,
    difference_words,
    duplicate_words,
    outcome_words,
    problem_words,
)
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.panels import column, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.table_view import TableView
from salesdesk.ui.kit.theme import pixels

if TYPE_CHECKING:
    from salesdesk.exchange.outcome import Batch

AnyIndex = QModelIndex | QPersistentModelIndex
_ORDER = (NEW, UPDATE, SAME, DUPLICATE, ERROR, SKIPPED)
_WIDTHS = (64, 104, 200)


class PlanModel(QAbstractTableModel):
    """Rows of the plan of one outcome or of all; the words of a cell are made when it is seen."""

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._kind, self._currency = "", ""
        self.rows: Sequence[PlannedRow] = ()
        self._problems: dict[int, list[RowProblem]] = {}
        self._warnings: dict[int, list[RowProblem]] = {}

    def show(self, plan: ImportPlan, outcome: str, currency: str) -> None:
        """Show the rows of an outcome; all where it is empty."""
        self.beginResetModel()
        self._kind, self._currency = plan.kind, currency
        self.rows = [one for one in plan.rows if not outcome or one.outcome == outcome]
        self._problems, self._warnings = _by_row(plan.problems), _by_row(plan.warnings)
        self.endResetModel()

    def words(self, at: int, section: int) -> str:
        """What a cell says."""
        planned = self.rows[at]
        if section == 0:
            return str(planned.row)
        if section == 1:
            return outcome_words(planned.outcome)
        if section == 2:
            return planned.title
        return self._why(planned)

    def _why(self, planned: PlannedRow) -> str:
        if planned.outcome == ERROR:
            return problem_words(self._kind, self._problems.get(planned.row, ()))
        if planned.outcome == DUPLICATE:
            return duplicate_words(self._kind, planned, self._frame.headings)
        if planned.outcome == SKIPPED:
            from salesdesk.exchange.refusals import sentence_of

            return sentence_of(RowProblem(planned.row, "", "", planned.other))
        said = difference_words(self._kind, planned, self._frame.headings, currency=self._currency)
        left_out = problem_words(self._kind, self._warnings.get(planned.row, ()))
        return " ".join(part for part in (said, left_out) if part)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            name, token = ICONS[self.rows[index.row()].outcome]
            return icon(name, token)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Row"), tr("Becomes"), tr("Name"), tr("What is written, or why not"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 0 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def _by_row(problems: Sequence[RowProblem]) -> dict[int, list[RowProblem]]:
    found: dict[int, list[RowProblem]] = defaultdict(list)
    for problem in problems:
        found[problem.row].append(problem)
    return dict(found)


class PreviewStep(QWidget):
    """How many rows become what, and each of them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._plan: ImportPlan | None = None
        self._currency = ""
        self.parts = Segments([(code, "", None) for code in ("", *_ORDER)])
        self.parts.chosen.connect(self.show_part)
        self.model = PlanModel(frame, self)
        self.view = TableView(self)
        self.view.setModel(self.model)
        for section, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(section, pixels(width))
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self._note = label("", "muted", wraps=True)
        body = column(row(self.parts), self.view, self._note)
        body.setStretch(1, 1)
        self.setLayout(body)
        self._say()

    def show_plan(self, plan: ImportPlan, currency: str) -> None:
        """Show a plan: what is refused first where anything is."""
        self._plan, self._currency = plan, currency
        self._say_counts()
        self.show_part("")

    def show_part(self, outcome: str) -> None:
        """Show the rows of one outcome, or all."""
        if self._plan is None:
            return
        self.parts.choose(outcome)
        self.model.show(self._plan, outcome, self._currency)
        self.view.scrollToTop()

    def _say_counts(self) -> None:
        counts = self._plan.counts() if self._plan is not None else {}
        total = sum(counts.values())
        words = [tr("All {count}").format(count=number(total))]
        words += [f"{outcome_words(outcome)} {number(counts.get(outcome, 0))}" for outcome in _ORDER]
        self.parts.set_words(words)
        self._note.setText(_more(self._plan.parents) if self._plan is not None else "")

    def _say(self) -> None:
        self.view.setAccessibleName(tr("What becomes of the rows"))
        self.view.empty_words = tr("No row of this kind.")
        self._say_counts()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()


def _more(parents: "Sequence[Batch]") -> str:
    count = sum(len(rows) for _, rows in parents)
    return (
        tr("{count} accounts are made that rows name and nobody has.").format(count=number(count))
        if count
        else ""
    )
