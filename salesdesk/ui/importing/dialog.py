"""The dialog that brings a list in: file, what it is, columns, preview, and one deed that one Undo takes back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.problems import Known
from salesdesk.exchange.outcome import DUPLICATE, ERROR, NEW, SAME, UPDATE, ImportPlan
from salesdesk.text import kind_name, tr
from salesdesk.text.formats import number
from salesdesk.ui.importing.columns_step import ColumnsStep
from salesdesk.ui.importing.list_import import ListImport
from salesdesk.ui.importing.preview_step import PreviewStep
from salesdesk.ui.importing.reading_step import ReadingStep
from salesdesk.ui.kit import faults
from salesdesk.ui.kit.files_panel import dropped_files
from salesdesk.ui.kit.notice import ProgressStrip
from salesdesk.ui.kit.panels import EmptyState, label, row
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Cancelled, Job
from salesdesk.ui.kit.theme import GRID, pixels

if TYPE_CHECKING:
    from salesdesk.exchange.rows import ReadOptions, Table

T = TypeVar("T")
FILE, READING, COLUMNS, PREVIEW = range(4)


class ImportDialog(QDialog):
    """Steps forward and back; nothing is written before the last one."""

    def __init__(self, frame: Frame, parent: QWidget, kind: str, path: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setAcceptDrops(True)
        self.setWindowTitle(tr("Import a list"))
        self.resize(pixels(980), pixels(640))
        self._frame = frame
        self.coming = ListImport(frame.desk, kind)
        self._job: Job | None = None
        self._way = label("", "muted")
        self._heading = label("", "section")
        self._problem = label("", "problem", wraps=True)
        self._problem.hide()
        self.strip = ProgressStrip()
        self.strip.setParent(self)
        self._file = EmptyState("upload")
        self.reading = ReadingStep(self._read_as, lambda kind: setattr(self.coming, "kind", kind))
        self.columns = ColumnsStep(self.coming)
        self.preview = PreviewStep(frame)
        self.stack = QStackedWidget()
        self.back, self.forward = QPushButton(tr("Back")), QPushButton()
        self._cancel = QPushButton(tr("Cancel"))
        self._lay_out()
        self._show_step(FILE)
        if path is not None:
            self.read(path)

    def _lay_out(self) -> None:
        self._file.say(
            tr("Drag the list here, or choose it"),
            tr("Excel (XLSX, XLS), CSV or other text with columns, contact cards (vCard), a calendar (iCalendar). "
               "Exports of Salesforce, HubSpot and 纷享销客 are recognised. Nothing is changed before you have seen "
               "what would happen."),
            (tr("Choose the file …"), self.ask_file),
        )  # fmt: skip
        for step in (self._file, self.reading, self.columns, self.preview):
            self.stack.addWidget(step)
        self.forward.setProperty("role", "primary")
        self.forward.setDefault(True)
        self.forward.clicked.connect(self.go_forward)
        self.back.clicked.connect(self.go_back)
        self._cancel.clicked.connect(self.reject)
        body = QVBoxLayout(self)
        body.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        body.setSpacing(GRID)
        body.addLayout(row(self._heading, 1, self._way))
        body.addWidget(self.stack, 1)
        body.addWidget(self._problem)
        body.addWidget(self.strip)
        body.addLayout(row(1, self.back, self.forward, self._cancel))

    # --- steps

    @property
    def step(self) -> int:
        """Which step is shown, counted from 0."""
        return self.stack.currentIndex()

    def _show_step(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        names = (tr("File"), tr("What it is"), tr("Columns"), tr("Preview"))
        self._way.setText("  ›  ".join(f"[{name}]" if at == step else name for at, name in enumerate(names)))
        name = self.coming.path.name
        self._heading.setText(" · ".join(part for part in (tr("Import a list"), name) if part))
        self.back.setVisible(step > FILE)
        self.forward.setVisible(step > FILE)
        self._say_forward()
        self._say("")
        if step > FILE:
            self.forward.setFocus()

    def _say_forward(self) -> None:
        plan = self.coming.plan
        count = plan.count(NEW) + plan.count(UPDATE) if plan is not None else 0
        words = tr("Continue")
        if self.step == PREVIEW:
            words = tr("Bring {count} rows in").format(count=number(count))
        self.forward.setText(words)
        self.forward.setEnabled(self.step != PREVIEW or count > 0)

    def go_forward(self) -> None:
        """Go to the next step; from the last one, do it."""
        if self.step == READING:
            self._match()
        elif self.step == COLUMNS:
            self.plan()
        elif self.step == PREVIEW:
            self.apply()

    def go_back(self) -> None:
        """Go to the step before; what was chosen stays."""
        if self.step > FILE:
            self.coming.plan = None
            self._show_step(self.step - 1)

    def ask_file(self) -> None:
        """Choose the file."""
        kept = str(QSettings().value("import/folder", str(Path.home())))
        dialog = QFileDialog(self, tr("Import a list"), kept)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([
            tr("Lists") + " (*.csv *.tsv *.txt *.xlsx *.xls *.vcf *.ics)", tr("All files") + " (*)",
        ])  # fmt: skip
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.open()

    def read(self, path: Path) -> None:
        """Read a file, and say what it is."""
        QSettings().setValue("import/folder", str(path.parent))
        coming = self.coming

        def work(job: Job) -> "tuple[Table, str]":
            table = coming.read(path)
            coming.path, coming.table = path, table
            return table, coming.likely_kind()

        def done(found: "tuple[Table, str]") -> None:
            from salesdesk.exchange.rows import ReadOptions

            coming.reading, coming.kind = ReadOptions(), found[1]
            self._show_reading()

        self._run(work, done, tr("Reading {file}").format(file=path.name))

    def _read_as(self, reading: "ReadOptions") -> None:
        coming = self.coming

        def done(table: "Table") -> None:
            coming.table, coming.reading = table, reading
            self._show_reading()

        self._run(
            lambda job: coming.read_as(reading), done, tr("Reading {file}").format(file=coming.path.name)
        )

    def _show_reading(self) -> None:
        coming = self.coming
        assert coming.table is not None
        self.reading.show_table(
            coming.table, coming.kind, is_fixed=bool(coming.fixed_kind), reading=coming.reading
        )
        self._show_step(READING)

    # --- columns and plan

    def _match(self) -> None:
        coming, kind = self.coming, self.coming.kind
        if coming.columns is not None and coming.columns.kind == kind and self._is_same_header():
            self.columns.show_columns()
            self._show_step(COLUMNS)
            return
        from salesdesk.exchange.columns import ColumnMap

        def done(columns: ColumnMap) -> None:
            coming.columns = columns
            self.columns.show_columns()
            self._show_step(COLUMNS)

        self._run(lambda job: coming.match(kind), done, tr("Matching the columns"))

    def _is_same_header(self) -> bool:
        table, columns = self.coming.table, self.coming.columns
        if table is None or columns is None:
            return False
        width = len(table.header)
        return all(one.column < width and table.header[one.column] == one.header for one in columns.matches)

    def plan(self) -> None:
        """Find out what would become of every row."""
        from salesdesk.desk.settings import CURRENCY, setting
        from salesdesk.exchange.drafts import Reading

        coming = self.coming
        currency = str(setting(self._frame.desk, CURRENCY))
        coming.options = replace(self.columns.options(coming.options), reading=Reading(currency=currency))

        def done(plan: ImportPlan) -> None:
            coming.plan = plan
            self.preview.show_plan(plan, currency)
            self._show_step(PREVIEW)

        self._run(lambda job: coming.make_plan(coming.options, job.report), done, tr("Looking at every row"))

    # --- the deed

    def apply(self) -> None:
        """Write it as one step, off the main thread; a cancelled one leaves nothing behind."""
        coming, plan = self.coming, self.coming.plan
        assert plan is not None
        coming.remember()

        def done(_none: None) -> None:
            self._tell(plan)
            self.accept()

        self._run(lambda job: coming.apply(job.report), done, tr("Bringing the rows in"))

    def _tell(self, plan: ImportPlan) -> None:
        """Say the result, with the way to the first record and the way back."""
        words = tr("{kind}: {new} new, {changed} changed, {same} as they were, {left} left out.").format(
            kind=kind_name(plan.kind), new=number(plan.count(NEW)), changed=number(plan.count(UPDATE)),
            same=number(plan.count(SAME)), left=number(plan.count(DUPLICATE) + plan.count(ERROR)),
        )  # fmt: skip
        has_room = plan.kind in ("account", "visit") or bool(KINDS[plan.kind].PARENTS)
        first = next((one.id for one in plan.rows if has_room and one.outcome in (NEW, UPDATE)), "")
        is_whole = not plan.count(ERROR)
        self._frame.notify(
            words, tone="good" if is_whole else "warning", undo=True,
            show=(lambda: self._frame.show_record(plan.kind, first)) if first else None,
        )  # fmt: skip

    # --- work in the background

    def _run(self, work: Callable[[Job], T], done: Callable[[T], None], title: str) -> None:
        """Do something slow; meanwhile the steps stand still, and it can be cancelled."""

        def ended(result: T) -> None:
            self._end()
            done(result)

        def failed(error: Exception) -> None:
            self._end()
            if isinstance(error, Known):
                self._say(str(faults.words_of(error)))
            elif not isinstance(error, Cancelled):
                self._frame.faults.tell(error)

        for part in (self.back, self.forward, self.stack):
            part.setEnabled(False)
        self._say("")
        self._job = self._frame.tasks.run(
            work, owner=self, done=ended, failed=failed, progress=self.strip.show_progress, is_long=True
        )
        self.strip.follow(self._job, title)

    def _end(self) -> None:
        self._job = None
        self.strip.finish()
        for part in (self.back, self.forward, self.stack):
            part.setEnabled(True)
        self._say_forward()

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    # --- Qt

    def reject(self) -> None:
        """Escape or Cancel: what is under way is stopped first, then the dialog closes."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.step == FILE and dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.read(dropped_files(event)[0])
