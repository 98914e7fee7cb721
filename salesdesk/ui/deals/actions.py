"""Strategy and actions: whom we win, how, by when; and the difficulties in the way."""

from salesdesk.domain.record import Value
from salesdesk.domain.strategy import Action, Obstacle
from salesdesk.text import tr
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.deals.switch import Switch, SwitchPart
from salesdesk.ui.kit.form import Form, write_field
from salesdesk.ui.kit.row_list import RowList
from salesdesk.ui.kit.screen import Frame


class ActionsTab(Switch):
    """Two lists: actions, difficulties."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            SwitchPart("actions", lambda: tr("Actions"), self._make_actions),
            SwitchPart("obstacles", lambda: tr("Difficulties"), self._make_obstacles),
        )
        self._frame = frame
        self._deeds: Deeds | None = None
        self._state: SheetState | None = None

    def _make_actions(self) -> RowList:
        return RowList(
            Action, self._frame, columns=("what", "contact_id", "owner_id", "due_on", "state"), name="actions",
            lay_out=_lay_out_action, add=self._add_action, on_change=self._change_action,
            add_words=lambda: tr("What do we do to win a person or a point?"),
            empty_words=lambda: tr("No action yet. The deed of a risk point can become one."),
        )  # fmt: skip

    def _make_obstacles(self) -> RowList:
        return RowList(
            Obstacle, self._frame, columns=("obstacle", "solvable", "owner_id", "due_on", "state"), name="obstacles",
            lay_out=_lay_out_obstacle, add=self._add_obstacle,
            add_words=lambda: tr("What is in the way?"),
            empty_words=lambda: tr("No difficulty is written down."),
        )  # fmt: skip

    def show_state(self, state: SheetState, deeds: Deeds) -> None:
        """Show what is done."""
        self._state, self._deeds = state, deeds
        self.show_current()
        self.say_counts(actions=len(state.sheet.actions), obstacles=len(state.sheet.obstacles))

    def fill(self, name: str) -> None:
        """Show the rows of one list, the open ones first."""
        if self._state is None:
            return
        sheet = self._state.sheet
        rows: tuple[Action, ...] | tuple[Obstacle, ...] = (
            sheet.actions if name == "actions" else sheet.obstacles
        )
        ordered = sorted(rows, key=_open_first)
        self.rows(name).show_rows(ordered)

    def _add_action(self, words: str) -> str:
        from salesdesk.desk.strategy import add_action

        assert self._deeds is not None
        deal_id = self._deeds.deal_id
        return self._frame.desk.write("add.action", lambda w: add_action(w, deal_id, words)).id

    def _add_obstacle(self, words: str) -> str:
        from salesdesk.desk.strategy import add_obstacle

        assert self._deeds is not None
        deal_id = self._deeds.deal_id
        return self._frame.desk.write("add.obstacle", lambda w: add_obstacle(w, deal_id, words)).id

    def _change_action(self, action_id: str, name: str, value: Value) -> None:
        """An action that is done or dropped keeps the day."""
        from salesdesk.desk.strategy import finish_action

        action = self._frame.desk.need(Action, action_id)
        if name == "state" and value in ("done", "dropped"):
            today = self._frame.desk.today()
            self._frame.desk.write("finish_action", lambda w: finish_action(
                w, action_id, today=today, result=action.result, is_dropped=value == "dropped",
            ))  # fmt: skip
        else:
            write_field(self._frame, action, name, value)


def _open_first(row: Action | Obstacle) -> tuple[bool, str, str]:
    return row.state != "open", row.order, row.id


def _lay_out_action(form: Form) -> None:
    form.row("what")
    for name in (
        "state", "due_on", "contact_id", "wanted_change", "how", "owner_id", "resource", "cost", "request_state",
        "request_answer", "result",
    ):  # fmt: skip
        form.row(name)


def _lay_out_obstacle(form: Form) -> None:
    form.row("obstacle")
    for name in ("state", "solvable", "how", "owner_id", "due_on"):
        form.row(name)
