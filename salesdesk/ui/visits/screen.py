"""The room of visits: the list, and the form of one visit."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from salesdesk.domain.problems import Known
from salesdesk.domain.sheet import PLANNED_STATES
from salesdesk.domain.visit import Visit
from salesdesk.text import tr
from salesdesk.ui.kit.actions import Command
from salesdesk.ui.kit.panels import column
from salesdesk.ui.kit.screen import Frame, Screen
from salesdesk.ui.visits.form_page import FormPage
from salesdesk.ui.visits.list_page import ALL, RECORDED, TO_RECORD, ListPage

if TYPE_CHECKING:
    from salesdesk.desk.desk import Change


class VisitsScreen(Screen):
    """List and form stand behind each other; the form takes the whole room."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, self._commands())
        self.list_page = ListPage(frame, self._list_commands(), self.new)
        self.form_page = FormPage(frame)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list_page)
        self._stack.addWidget(self.form_page)
        self.setLayout(column(self._stack, spacing=0))
        self.list_page.opened.connect(self.open_visit)
        self.form_page.shown.connect(self._on_shown)

    def _commands(self) -> tuple[Command, ...]:
        open_: Callable[[], bool] = lambda: self.is_form_shown  # noqa: E731
        planned: Callable[[], bool] = lambda: self.is_form_shown and self._state() in PLANNED_STATES  # noqa: E731
        recorded: Callable[[], bool] = lambda: self.is_form_shown and self._state() == "recorded"  # noqa: E731
        return (
            Command("visit.new", lambda: tr("Plan a visit"), self.new, "Ctrl+N", "calendar-plus", group="new"),
            Command("visit.touch", lambda: tr("Touch"), self.touch, "Ctrl+T", "message-circle", group="new"),
            Command("visit.record", lambda: tr("Record"), self.record, "Ctrl+Return; Ctrl+Enter", "check",
                    open_, "visit"),
            Command("visit.brief", lambda: tr("Brief"), self.brief, "Ctrl+B", "send", open_, "visit"),
            Command("visit.done", lambda: tr("It took place"), self.done, "", "circle-check", planned, "visit"),
            Command("visit.move", lambda: tr("Move …"), self.move_visit, "", "calendar", planned, "visit"),
            Command("visit.cancel", lambda: tr("Cancel …"), self.cancel, "", "circle-x", planned, "visit"),
            Command("visit.review", lambda: tr("Reviewed"), self.review, "", "badge-check", recorded, "visit"),
            Command("visit.list", lambda: tr("All visits"), self.show_list, "Alt+Up", "list", open_, "visit"),
        )  # fmt: skip

    def _list_commands(self) -> tuple[Command, ...]:
        return (
            Command("visit.open", lambda: tr("Open"), lambda: self.open_visit(self.list_page.table.current_id),
                    "", "arrow-right", lambda: bool(self.list_page.table.current_id), "open"),
        )  # fmt: skip

    # --- what a room says of itself

    def title(self) -> str:
        return self.form_page.title() if self.is_form_shown else tr("Visits")

    def crumb(self) -> str:
        return tr("Visits") if self.is_form_shown else ""

    def primary(self) -> str:
        return "visit.record" if self.is_form_shown else "visit.new"

    def secondary(self) -> Sequence[str]:
        if not self.is_form_shown:
            return ("visit.touch",)
        if self._state() in PLANNED_STATES:
            return ("visit.list", "visit.move", "visit.brief")
        return (
            ("visit.list", "visit.review", "visit.brief")
            if self._state() == "recorded"
            else ("visit.list", "visit.brief")
        )

    @property
    def is_form_shown(self) -> bool:
        """Whether the form of a visit is shown."""
        return hasattr(self, "form_page") and self._stack.currentWidget() is self.form_page

    def _state(self) -> str:
        visit = self.form_page.visit
        return visit.state if visit is not None else ""

    def refresh(self, change: "Change | None") -> None:
        if change is None:
            self.list_page.retranslate()
            self.list_page.table.load()
        else:
            self.list_page.table.hear(change)
            if self.form_page.hears(change.kinds):
                self.list_page.preview.reload()
        if change is None or self.form_page.hears(change.kinds):
            self.form_page.reload()
        if self.is_form_shown and self.form_page.visit is None:
            self.show_list()

    def retranslate(self) -> None:
        self.form_page.retranslate()

    def commit(self) -> None:
        self.form_page.commit()

    def show_record(self, kind: str, record_id: str) -> None:
        if kind == "touch":
            self.show_list()
            self.list_page.preview.show_touch(record_id)
        else:
            self.open_visit(record_id)

    def picture_states(self) -> Sequence[tuple[str, Callable[[], object]]]:
        return (
            ("to-record", lambda: self._look(TO_RECORD)),
            ("recorded", lambda: self._look(RECORDED)),
            ("touch", self._touch_picture),
            ("new", self.new),
            ("form-planned", lambda: self._open_first(is_recorded=False)),
            ("form-recorded", lambda: self._open_first(is_recorded=True)),
            ("cancel", self.cancel),
            ("brief", self.brief),
            ("list", self._back_to_all),
        )

    # --- views for pictures

    def _look(self, which: str) -> None:
        self.show_list()
        self.list_page.choose(which)

    def _touch_picture(self) -> None:
        self.show_list()
        self.touch()

    def _back_to_all(self) -> None:
        self.form_page.strip.hide()
        self.list_page.touch.hide()
        self._look(ALL)

    def _open_first(self, *, is_recorded: bool) -> None:
        states = ("recorded", "reviewed") if is_recorded else PLANNED_STATES
        found = [visit for visit in self.frame.desk.select(Visit) if visit.state in states and visit.deal_id]
        if found:
            best = max(
                found, key=lambda visit: len(visit.learned) if is_recorded else len(visit.objective_minimum)
            )
            self.open_visit(best.id)

    # --- ways

    def open_visit(self, visit_id: str) -> None:
        """Show the form of a visit."""
        if not visit_id:
            return
        try:
            self.form_page.show_visit(visit_id)
        except Known as error:
            self.frame.faults.tell(error)
            return
        self._stack.setCurrentWidget(self.form_page)
        self._on_shown()
        self.form_page.begin()

    def show_list(self) -> None:
        """Go back to the list, the cursor on the visit one comes from."""
        self.form_page.commit()
        self._stack.setCurrentWidget(self.list_page)
        if self.form_page.visit is not None:
            self.list_page.table.select(self.form_page.visit.id)
        self.list_page.table.setFocus()
        self.commands.refresh()
        self.frame.title_changed()

    def _on_shown(self) -> None:
        if self.is_form_shown:
            self.commands.refresh()
            self.frame.title_changed()

    # --- deeds

    def new(self) -> None:
        """Plan a visit; on the form for the same account and deal."""
        from salesdesk.ui.kit.new_visit import NewVisit

        visit = self.form_page.visit if self.is_form_shown else None
        NewVisit(
            self.frame,
            self.frame.window_widget(),
            account_id=visit.account_id if visit is not None else "",
            deal_id=visit.deal_id if visit is not None else "",
        ).open()

    def touch(self) -> None:
        """Begin a touch in one line."""
        visit = self.form_page.visit if self.is_form_shown else None
        self.show_list()
        self.list_page.touch.open_for(visit.account_id if visit is not None else "")

    def record(self) -> None:
        """Write the record that is typed; where nothing is typed yet, go there."""
        if self.form_page.record.is_dirty:
            self.form_page.commit()
            self.form_page.record.record()
        else:
            self.form_page.record.first_stop().setFocus()

    def brief(self) -> None:
        """Show the brief for the phone."""
        self.form_page.commit()
        self.form_page.hand_outs.open_brief()

    def done(self) -> None:
        """Note that the visit took place; its record waits."""
        from salesdesk.desk.visits import mark_done

        self._write("mark_done", mark_done)
        self.form_page.record.first_stop().setFocus()

    def review(self) -> None:
        """Note that the record was reviewed."""
        from salesdesk.desk.visits import review_visit

        self._write("review_visit", review_visit)

    def _write(self, label: str, verb: Callable[..., object]) -> None:
        visit = self.form_page.visit
        if visit is not None:
            self.form_page.commit()
            self.frame.desk.write(label, lambda w: verb(w, visit.id))

    def move_visit(self) -> None:
        """Ask for the new time and the reason, in place."""
        self._open_strip(is_moving=True)

    def cancel(self) -> None:
        """Ask for the reason, in place."""
        self._open_strip(is_moving=False)

    def _open_strip(self, *, is_moving: bool) -> None:
        self.form_page.commit()
        if self.form_page.visit is not None:
            self.form_page.strip.open_for(self.form_page.visit, is_moving=is_moving)
