"""A new plan for an account: started from what its deals know."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from salesdesk.domain.plan import AccountPlan
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value
from salesdesk.text import tr
from salesdesk.ui.kit.dialogs import DraftDialog
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.panels import label
from salesdesk.ui.kit.screen import Frame


class NewPlanDialog(DraftDialog):
    """Makes the plan in one step; `made` hears its id."""

    def __init__(
        self, frame: Frame, parent: QWidget, made: Callable[[str], object], *, account_id: str = ""
    ) -> None:
        year = frame.desk.today().year
        super().__init__(
            frame, parent, AccountPlan(account_id=account_id, from_year=year, until_year=year + 2),
            heading=tr("New account plan"), deed_words=tr("Make the plan"), lay_out=_lay_out,
            write=lambda values: made(_write(frame, values)),
        )  # fmt: skip
        self.form.editor("name" if account_id else "account_id").setFocus()


def _lay_out(form: Form) -> None:
    form.row("account_id")
    form.row("name", help_words=lambda: tr("Left empty, it is named after the account and the years."))
    form.rows("from_year", "until_year")
    form.row("type")
    form.row("ambition")
    form.add(
        label(
            tr("People, competitors, targets and history are filled in from the account's deals."),
            "muted",
            wraps=True,
        )
    )


def _write(frame: Frame, values: dict[str, Value]) -> str:
    from salesdesk.desk.plans import create_account_plan

    account_id = str(values.get("account_id") or "")
    if not account_id:
        raise Known("E_FIELD", kind=AccountPlan.KIND, field="account_id", reason="required")
    name = str(values.get("name") or "").strip() or _name(frame, account_id, values)
    facts = {key: value for key, value in values.items() if key not in ("account_id", "name")}
    today = frame.desk.today()
    return frame.desk.write(
        "add.account_plan",
        lambda w: create_account_plan(w, account_id, name, today=today, **facts),  # type: ignore[arg-type]
    ).id


def _name(frame: Frame, account_id: str, values: dict[str, Value]) -> str:
    account = frame.headings.of("account", account_id)
    span = "–".join(str(values[name]) for name in ("from_year", "until_year") if values.get(name))
    return tr("{account} {years}").format(account=account, years=span).strip()
