"""The editor of references: typing finds a record, those of this account first, and a new one is made in place."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QToolButton

from salesdesk.domain.record import Field, Record, Value, field_map
from salesdesk.text import kind_name, tr
from salesdesk.ui.kit.editors import LineEditor, Unreadable
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import dress

_LIMIT = 12
_ID = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1
"""What stands in the line when the item is chosen."""
_NEW = "new"


@dataclass(frozen=True, slots=True)
class Found:
    """A record to choose: its id, its words, and what tells it from others of that name."""

    id: str
    words: str
    note: str = ""


Search = Callable[[str], list[Found]]


class ReferenceEditor(LineEditor):
    """The id of a record, chosen by its name, pinyin or phone.

    `make_new(words)` answers with the id of a new record; without it “New …” is not offered.
    """

    def __init__(self, field: Field, frame: Frame) -> None:
        super().__init__(field)
        self._frame = frame
        self._id = ""
        self._shown = ""
        self._query = ""
        self._record: Record | None = None
        self.context: dict[str, str] = {}
        self.make_new: Callable[[str], str] | None = None
        self.search: Search = self._search
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCompletionRole(_WORDS)
        self._completer.setMaxVisibleItems(_LIMIT)
        self._list = QListView()
        self._list.setProperty("role", "popup")
        dress(self._list)  # a completer makes a window of it that belongs to none
        self._completer.setPopup(self._list)
        self._completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]
        self.line.setCompleter(self._completer)
        self.line.textEdited.connect(self._look)
        self._go = QToolButton()
        self._go.setIcon(icon("arrow-up-right"))
        self._go.clicked.connect(lambda: self._frame.show_record(self._kind, self._id))
        self.body.addWidget(self._go)
        self.retranslate()

    @property
    def _kind(self) -> str:
        if self.field.reference != "*":
            return self.field.reference
        return str(getattr(self._record, "about_kind", ""))

    def show_record(self, record: Record) -> None:
        self._record = record

    def value(self) -> Value:
        text = self.line.text().strip()
        if not text:
            return ""
        if text != self._shown:
            exact = [found for found in self.search(text) if found.words == text]
            if len(exact) != 1:
                raise Unreadable(text)
            self._take(exact[0].id)
        return self._id

    def set_value(self, value: Value) -> None:
        self._take(str(value or ""))

    def _take(self, record_id: str) -> None:
        self._id = record_id
        self._shown = self._frame.headings.of(self._kind, record_id)
        self.show_words(self._shown)
        self._go.setVisible(bool(record_id))

    def retranslate(self) -> None:
        self._go.setToolTip(tr("Show"))
        self._go.setAccessibleName(tr("Show"))
        self.line.setPlaceholderText(tr("Name, pinyin or phone"))

    # --- finding

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down opens the list of what is near; Escape gives the old value back."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and not self.line.isReadOnly()
        ):
            if event.key() == Qt.Key.Key_Down and not self._list.isVisible():
                self._look(self.line.text() if self.line.text() != self._shown else "")
                self._completer.complete()
                return True
            if event.key() == Qt.Key.Key_Escape and self.line.text() != self._shown:
                self.line.setText(self._shown)
                return True
        return super().eventFilter(watched, event)

    def _look(self, text: str) -> None:
        self._query = text.strip()
        self._model.clear()
        for found in self.search(self._query):
            self._offer(found.id, found.words, " · ".join(part for part in (found.words, found.note) if part))
        if self.make_new is not None and self._query:
            words = tr("New {kind} “{name}”").format(kind=kind_name(self.field.reference), name=self._query)
            self._offer(_NEW, self._query, words).setIcon(icon("plus"))

    def _offer(self, record_id: str, words: str, shown: str) -> QStandardItem:
        item = QStandardItem(shown)
        item.setData(record_id, _ID)
        item.setData(words, _WORDS)
        self._model.appendRow(item)
        return item

    def _choose(self, index: QModelIndex) -> None:
        chosen = str(index.data(_ID) or "")
        if chosen == _NEW and self.make_new is not None:
            chosen = self.make_new(self._query)
        self._take(chosen)
        self.edited.emit()
        self.left.emit()

    def _near(self) -> dict[str, str]:
        """What the record looked for should share with this one: its deal or its account."""
        from salesdesk.domain.kinds import KINDS

        record_class = KINDS.get(self._kind)
        known = field_map(record_class) if record_class is not None else {}
        near = {}
        for name in ("deal_id", "account_id"):
            here = self.context.get(name)
            if not here and self._record is not None and name in field_map(type(self._record)):
                here = str(self._record.value(name) or "")
            if here and name in known and name != self.field.name:
                near[name] = here
        return near

    def _search(self, text: str) -> list[Found]:
        from salesdesk.domain.kinds import KINDS

        if self._kind not in KINDS:
            return []
        if self._kind == "contact":
            return self._search_contacts(text)
        found = _near_records(self._frame, self._kind, self._near(), text)
        if text:
            from salesdesk.store.queries import search

            with self._frame.desk.read() as connection:
                hits = search(connection, text, kinds=(self._kind,), limit=_LIMIT)
            known = {near.id for near in found}
            found += [Found(hit.id, hit.title) for hit in hits if hit.id not in known]
        return found[:_LIMIT]

    def _search_contacts(self, text: str) -> list[Found]:
        from salesdesk.desk.contacts import pick_contacts

        choices = pick_contacts(self._frame.desk, self._near().get("account_id", ""), text, limit=_LIMIT)
        return [
            Found(
                choice.contact.id,
                choice.contact.name,
                choice.contact.title if not choice.nearness else choice.account_name,
            )
            for choice in choices
        ]


def _near_records(frame: Frame, kind: str, near: dict[str, str], text: str) -> list[Found]:
    """Records of the same deal or account, or the first of a kind, whose name holds the text."""
    from salesdesk.domain.kinds import KINDS

    record_class = KINDS[kind]
    if near:
        name, value = next(iter(near.items()))
        records = frame.desk.select(record_class, **{name: value})
    elif any(field.searched for field in field_map(record_class).values()) and text:
        return []
    else:
        records = _first(frame, kind)
    named = [Found(record.id, frame.headings.of_record(record)) for record in records]
    return [found for found in named if text.casefold() in found.words.casefold()]


def _first(frame: Frame, kind: str) -> list[Record]:
    """The first records of a kind by its first sort field; all of them where it has none."""
    from salesdesk.domain.kinds import KINDS
    from salesdesk.store.queries import page

    record_class = KINDS[kind]
    sort = next((field.name for field in field_map(record_class).values() if field.sorted), "")
    if not sort:
        return list(frame.desk.select(record_class))
    with frame.desk.read() as connection:
        return list(page(connection, record_class, sort=sort, limit=_LIMIT).records)
