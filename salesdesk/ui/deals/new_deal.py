"""A new deal: whose, what, of which kind, how much, when."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from salesdesk.domain.deal import Deal
from salesdesk.domain.problems import Known
from salesdesk.domain.record import Value
from salesdesk.text import tr
from salesdesk.ui.kit.dialogs import DraftDialog
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.reference_editor import ReferenceEditor
from salesdesk.ui.kit.screen import Frame


class NewDealDialog(DraftDialog):
    """Makes the deal in one step; `made` hears its id."""

    def __init__(
        self, frame: Frame, parent: QWidget, made: Callable[[str], object], *, account_id: str = ""
    ) -> None:
        from salesdesk.desk.settings import CURRENCY, setting

        currency = str(setting(frame.desk, CURRENCY))
        super().__init__(
            frame, parent, Deal(account_id=account_id, currency=currency),
            heading=tr("New deal"), deed_words=tr("Make the deal"), lay_out=_lay_out,
            write=lambda values: made(_write(frame, {"currency": currency, **values})),
        )  # fmt: skip
        account = self.form.editor("account_id")
        assert isinstance(account, ReferenceEditor)
        account.make_new = lambda words: _new_account(frame, words)
        self.form.editor("name" if account_id else "account_id").setFocus()


def _lay_out(form: Form) -> None:
    form.row(
        "account_id", help_words=lambda: tr("The end user. A name nobody knows yet makes a new account.")
    )
    form.row("name")
    form.rows("deal_kind", "stage")
    form.rows("amount", "close_date")
    form.rows("next_step", "next_step_on")


def _new_account(frame: Frame, words: str) -> str:
    from salesdesk.desk.accounts import create_account

    return frame.desk.write("add.account", lambda w: create_account(w, words)).id


def _write(frame: Frame, values: dict[str, Value]) -> str:
    from salesdesk.desk.deals import create_deal

    for name in ("account_id", "name"):
        if not str(values.get(name) or "").strip():
            raise Known("E_FIELD", kind=Deal.KIND, field=name, reason="required")
    facts = {name: value for name, value in values.items() if name not in ("account_id", "name")}
    account_id, name = str(values.get("account_id", "")), str(values.get("name", ""))
    today = frame.desk.today()
    return frame.desk.write("add.deal", lambda w: create_deal(w, account_id, name, today=today, **facts)).id
