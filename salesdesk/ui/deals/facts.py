"""The facts of a deal: objective, what must be known stage by stage, and its rows: steps, parties, team, products."""

from salesdesk.domain.deal import BuyingStep, Deal, DealLine, DealMember, Party
from salesdesk.domain.record import Record, Value
from salesdesk.text import kind_name, tr
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.deals.switch import FormPage, Switch, SwitchPart
from salesdesk.ui.kit.form import Form, write_field
from salesdesk.ui.kit.row_list import RowList
from salesdesk.ui.kit.screen import Frame


def lay_out_facts(form: Form) -> None:
    """All facts of a deal, in the order in which they come up."""
    form.section(lambda: tr("Single sales objective"))
    form.rows("objective_what", "objective_how_much")
    form.rows("objective_whom", "objective_by")
    form.row("how_we_win")
    form.section(lambda: tr("The deal"))
    form.rows("name", "deal_kind")
    form.rows("account_id", "owner_id")
    form.rows("amount", "close_date", "purchase_mode")
    form.section(lambda: tr("The customer"))
    form.row("need_behind")
    form.rows("why_now", "management_agreed")
    form.rows("project_approved", "budget_state")
    form.rows("budget", "purchase_on")
    form.section(lambda: tr("Competition"))
    form.rows("position", "specification")
    form.rows("incumbent", "incumbent_until")
    form.row("incumbent_fails")
    form.rows("trial", "short_listed")
    form.rows("agreed_in_writing", "fulfilment")
    form.section(lambda: tr("Where it came from"))
    form.rows("channel", "referred_by", "source")
    form.rows("stage_on_entry", "known_since")
    form.row("remarks")
    form.extra_rows()


_KINDS: dict[str, type[Record]] = {
    "steps": BuyingStep,
    "parties": Party,
    "team": DealMember,
    "lines": DealLine,
}


class FactsTab(Switch):
    """The deal itself, and the rows that belong to it."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            SwitchPart("facts", lambda: tr("Facts"), lambda: FormPage(Deal, frame, lay_out_facts)),
            SwitchPart("steps", lambda: tr("Buying steps"), self._make_steps),
            SwitchPart("parties", lambda: tr("Parties"), self._make_parties),
            SwitchPart("team", lambda: tr("Team of the deal"), self._make_team),
            SwitchPart("lines", lambda: tr("Products"), self._make_lines),
        )
        self._frame = frame
        self._deal: Deal | None = None

    def _make_steps(self) -> RowList:
        return RowList(
            BuyingStep, self._frame, columns=("name", "state", "planned_on", "approver_contact_id"), name="steps",
            lay_out=_lay_out_step, add=self._add_step, on_change=self._change_step,
            add_words=lambda: tr("A step of the customer's own way to buy"),
            empty_words=lambda: tr("Ask how they buy: approval, budget, review, tender, seal."),
        )  # fmt: skip

    def _make_parties(self) -> RowList:
        return RowList(
            Party, self._frame, columns=("account_id", "role", "remarks"), name="parties", lay_out=_lay_out_party,
            add=self._add_party, add_words=lambda: tr("The account of a design institute, contractor, distributor …"),
            empty_words=lambda: tr("No other account has a part in this deal."),
        )  # fmt: skip

    def _make_team(self) -> RowList:
        return RowList(
            DealMember, self._frame, columns=("member_id", "role", "from_on", "until_on"), name="team",
            lay_out=_lay_out_member, add=self._add_member, add_words=lambda: tr("The name of a colleague"),
            empty_words=lambda: tr("Nobody but the owner works on this deal."),
        )  # fmt: skip

    def _make_lines(self) -> RowList:
        return RowList(
            DealLine, self._frame, columns=("description", "quantity", "unit_price", "amount"), name="lines",
            lay_out=_lay_out_line, add=self._add_line, add_words=lambda: tr("A product or a scope"),
            empty_words=lambda: tr("No products are named yet."),
        )  # fmt: skip

    def show_state(self, state: SheetState, _deeds: Deeds) -> None:
        """Show the facts and rows of a deal."""
        deal = self._deal = state.deal
        self.show_current()
        self.say_counts(
            **{name: len(self._frame.desk.select(kind, deal_id=deal.id)) for name, kind in _KINDS.items()}
        )

    def fill(self, name: str) -> None:
        """Show the facts, or the rows of one list."""
        if self._deal is None:
            return
        if name == "facts":
            self.page(name).form.show_record(self._deal)
            return
        found = self._frame.desk.select(_KINDS[name], deal_id=self._deal.id)
        self.rows(name).show_rows(sorted(found, key=lambda row: (str(row.value("order")), row.id)))

    def ask_for(self, field: str) -> None:
        """Let a fact be changed: its editor has the keyboard."""
        self.choose("facts")
        page = self.page("facts")
        editor = page.form.editor(field)
        page.ensureWidgetVisible(editor)
        editor.setFocus()

    # --- new rows

    @property
    def _deal_id(self) -> str:
        assert self._deal is not None
        return self._deal.id

    def _add_step(self, words: str) -> str:
        from salesdesk.desk.deals import add_buying_step

        return self._frame.desk.write(
            "add.buying_step", lambda w: add_buying_step(w, self._deal_id, words)
        ).id

    def _add_line(self, words: str) -> str:
        from salesdesk.desk.deals import add_line

        return self._frame.desk.write("add.deal_line", lambda w: add_line(w, self._deal_id, words)).id

    def _add_party(self, words: str) -> str:
        from salesdesk.desk.deals import add_party

        account = self._find("account", words)
        return self._frame.desk.write(
            "add.party", lambda w: add_party(w, self._deal_id, account, "integrator")
        ).id

    def _add_member(self, words: str) -> str:
        from salesdesk.desk.deals import join_deal

        member, today = self._find("member", words), self._frame.desk.today()
        return self._frame.desk.write(
            "add.deal_member", lambda w: join_deal(w, self._deal_id, member, "sales", today=today)
        ).id

    def _find(self, kind: str, words: str) -> str:
        """The one record that the words name; raises Known E_NOT_FOUND."""
        from salesdesk.domain.problems import Known
        from salesdesk.store.queries import search

        with self._frame.desk.read() as connection:
            hits = search(connection, words, kinds=(kind,), limit=2)
        exact = [hit for hit in hits if hit.title == words] or hits
        if len(exact) != 1:
            raise Known("E_NOT_FOUND", kind=kind, id=words, name=kind_name(kind))
        return exact[0].id

    def _change_step(self, step_id: str, name: str, value: Value) -> None:
        """A step that is done keeps the day."""
        from salesdesk.desk.deals import finish_buying_step

        step = self._frame.desk.need(BuyingStep, step_id)
        if name == "state" and value == "done":
            today = self._frame.desk.today()
            self._frame.desk.write(
                "finish_buying_step", lambda w: finish_buying_step(w, step_id, today=today)
            )
        else:
            write_field(self._frame, step, name, value)


def _lay_out_step(form: Form) -> None:
    form.row("name")
    form.row("state")
    form.row("planned_on")
    form.row("done_on")
    form.row("kind")
    form.row("approver_contact_id")
    form.row("remarks")


def _lay_out_party(form: Form) -> None:
    form.row("account_id")
    form.row("role")
    form.row("remarks")


def _lay_out_member(form: Form) -> None:
    form.row("member_id")
    form.row("role")
    form.row("from_on")
    form.row("until_on")


def _lay_out_line(form: Form) -> None:
    form.row("description")
    form.row("product_id")
    form.row("quantity")
    form.row("unit_price")
    form.row("amount")
