"""A list written to a file: the rows chosen, or all that the list shows, with every field and the ids."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QRadioButton, QWidget

from salesdesk.domain.record import Record
from salesdesk.text import kind_name, tr
from salesdesk.text.formats import number
from salesdesk.ui.kit.choice_editors import Segments
from salesdesk.ui.kit.dialogs import Dialog
from salesdesk.ui.kit.panels import label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.tasks import Job

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk
    from salesdesk.ui.kit.record_model import Query
    from salesdesk.ui.kit.record_table import RecordTable

_PAGE = 2_000


def ask_export(frame: Frame, parent: QWidget, table: "RecordTable") -> None:
    """Ask what is written and where to, and write it off the main thread."""
    ExportDialog(frame, parent, table).open()


class ExportDialog(Dialog):
    """Asks for rows and format; then for the file."""

    def __init__(self, frame: Frame, parent: QWidget, table: "RecordTable") -> None:
        super().__init__(parent, tr("Write the list to a file"), tr("Choose the file …"))
        self._frame, self._class, self._query = frame, table.record_class, table.model.query
        chosen = table.selected_ids()
        self._ids = chosen if len(chosen) > 1 else []
        total = number(table.model.total) if table.model.total is not None else "…"
        self.all_rows = QRadioButton(tr("All {count} rows that the list shows").format(count=total))
        self.some_rows = QRadioButton(tr("The {count} rows chosen").format(count=number(len(self._ids))))
        self.some_rows.setVisible(bool(self._ids))
        (self.some_rows if self._ids else self.all_rows).setChecked(True)
        forms = [("xlsx", "Excel", None), ("csv", "CSV", None)]
        if self._class.KIND == "contact":
            forms.append(("vcf", "vCard", None))
        self.form = Segments(forms)
        self.form.setAccessibleName(tr("Format"))
        self.form.choose("xlsx")
        self.form.chosen.connect(self.form.choose)
        for part in (self.all_rows, self.some_rows, label(tr("Format"), "label"), self.form):
            self.body.addWidget(part)
        self.body.addWidget(label(
            tr("Every field is written, with the ids: bringing the file in again changes nothing."), "muted",
            wraps=True,
        ))  # fmt: skip

    def deed(self) -> bool:
        form = self.form.code or "xlsx"
        folder = Path(str(QSettings().value("import/folder", str(Path.home()))))
        suggested = folder / f"{kind_name(self._class.KIND)}.{form}"
        dialog = QFileDialog(self.parentWidget(), tr("Write the list to a file"), str(suggested))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        frame, record_class, query = self._frame, self._class, self._query
        ids = self._ids if self.some_rows.isChecked() else []
        dialog.fileSelected.connect(
            lambda name: write_list(frame, record_class, query, ids, form, Path(name))
        )
        dialog.open()
        return True


def write_list(
    frame: Frame, record_class: type[Record], query: "Query", ids: list[str], form: str, target: Path
) -> None:
    """Write the rows of these ids, or all that meet the query, and say so."""
    desk = frame.desk

    def work(job: Job) -> int:
        from salesdesk.exchange.list_out import list_bytes
        from salesdesk.store.workspace_key import write_atomically

        records = _of_ids(desk, record_class, ids) if ids else _of_query(desk, record_class, query, job)
        data = list_bytes(record_class.KIND, records, form, _organisations(desk, records, form))
        write_atomically(target, data, 0o644)
        return len(records)

    def done(count: int) -> None:
        words = tr("{count} rows written to {file}.").format(count=number(count), file=target.name)
        folder = QUrl.fromLocalFile(str(target.parent))
        frame.notify(words, tone="good", show=lambda: QDesktopServices.openUrl(folder))

    frame.tasks.run(work, owner=frame.window_widget(), done=done, is_long=True)


def _of_ids(desk: "Desk", record_class: type[Record], ids: list[str]) -> list[Record]:
    from salesdesk.store.queries import records_by_id

    with desk.read() as connection:
        found = records_by_id(connection, record_class, ids)
    return [found[one] for one in ids if one in found]


def _of_query(desk: "Desk", record_class: type[Record], query: "Query", job: Job) -> list[Record]:
    """Every record that the list shows, in its order."""
    from salesdesk.desk.values import unusual_currencies
    from salesdesk.domain.conditions import AllOf
    from salesdesk.store.conditions import compiled
    from salesdesk.store.queries import page

    where = None
    if query.conditions:
        where = compiled(AllOf(query.conditions), record_class, unusual_currencies())
    records: list[Record] = []
    after: tuple[str | int, str] | None = None
    while True:
        job.check()
        with desk.read() as connection:
            found = page(
                connection, record_class, sort=query.sort, descending=query.descending, after=after, limit=_PAGE,
                where=where,
            )  # fmt: skip
        records += found.records
        after = found.cursor
        if after is None:
            return records


def _organisations(desk: "Desk", records: list[Record], form: str) -> dict[str, str]:
    """The names of the accounts that contact cards name."""
    if form != "vcf":
        return {}
    from salesdesk.domain.account import Account
    from salesdesk.store.queries import records_by_id

    with desk.read() as connection:
        homes = records_by_id(connection, Account, list({str(one.value("account_id")) for one in records}))
    return {home.id: home.name for home in homes.values()}
