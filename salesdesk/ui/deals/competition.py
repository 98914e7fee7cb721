"""Competition: the ways not to buy from us, and the criteria on which we are compared."""

from PySide6.QtWidgets import QGridLayout, QSpinBox, QWidget

from salesdesk.domain.problems import Known
from salesdesk.domain.record import Record
from salesdesk.domain.strategy import Competitor, Criterion
from salesdesk.text import label, tr
from salesdesk.text.findings import competitor_words
from salesdesk.ui.deals.deeds import Deeds
from salesdesk.ui.deals.sheet_state import SheetState
from salesdesk.ui.deals.switch import Switch, SwitchPart
from salesdesk.ui.kit.columns import Column
from salesdesk.ui.kit.form import Form
from salesdesk.ui.kit.headings import Headings
from salesdesk.ui.kit.panels import clear, column
from salesdesk.ui.kit.panels import label as words_label
from salesdesk.ui.kit.row_list import RowList
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import GRID


def way_words(row: Competitor) -> str:
    """The name of a rival, or the words for doing nothing and doing it in-house."""
    return competitor_words(row.name, row.way)


def _name_of(record: Record, _headings: Headings) -> str:
    assert isinstance(record, Competitor)
    return way_words(record)


class CompetitionTab(Switch):
    """Two lists: competitors, criteria."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            SwitchPart("competitors", lambda: tr("Competitors"), self._make_competitors),
            SwitchPart("criteria", lambda: tr("Decision criteria"), self._make_criteria),
        )
        self._frame = frame
        self._deeds: Deeds | None = None
        self._state: SheetState | None = None
        self.scores = ScoreGrid(frame)

    def _make_competitors(self) -> RowList:
        name = Column(name="name", title=lambda: label("competitor.name"), words=_name_of, width=180)
        return RowList(
            Competitor, self._frame, columns=(name, "standing", "likely_move", "our_answer"), name="competitors",
            lay_out=_lay_out_competitor, add=self._add_competitor, add_words=lambda: tr("Name a competitor"),
        )  # fmt: skip

    def _make_criteria(self) -> RowList:
        made = RowList(
            Criterion, self._frame, columns=("name", "weight", "our_score"), name="criteria",
            lay_out=self._lay_out_criterion, add=self._add_criterion,
            add_words=lambda: tr("What do they decide by?"),
            empty_words=lambda: tr("Nobody has said yet what they decide by. Ask for the criteria and their weight."),
        )  # fmt: skip
        made.chosen.connect(self.scores.show_criterion)
        return made

    def _lay_out_criterion(self, form: Form) -> None:
        form.row("name")
        form.rows("weight", "our_score")
        form.add(self.scores)
        form.row("area")
        form.row("line")
        form.row("remarks")

    def show_state(self, state: SheetState, deeds: Deeds) -> None:
        """Show who else may win, and by what it is decided."""
        self._state, self._deeds = state, deeds
        self.scores.show_state(state, deeds)
        self.show_current()
        self.say_counts(competitors=len(state.sheet.competitors), criteria=len(state.sheet.criteria))

    def fill(self, name: str) -> None:
        """Show the rows of one list."""
        if self._state is None:
            return
        rows = self._state.sheet.competitors if name == "competitors" else self._state.sheet.criteria
        self.rows(name).show_rows(rows)
        if name == "criteria":
            self.scores.show_criterion(self.rows(name).current_id)

    def _add_competitor(self, words: str) -> str:
        from salesdesk.desk.strategy import add_competitor

        assert self._deeds is not None
        deal_id = self._deeds.deal_id
        return self._frame.desk.write("add.competitor", lambda w: add_competitor(w, deal_id, words)).id

    def _add_criterion(self, words: str) -> str:
        from salesdesk.desk.strategy import add_criterion

        assert self._deeds is not None
        deal_id = self._deeds.deal_id
        return self._frame.desk.write("add.criterion", lambda w: add_criterion(w, deal_id, words)).id


def _lay_out_competitor(form: Form) -> None:
    form.row("name")
    form.row("standing")
    form.row("way")
    form.row("offer")
    form.row("strengths")
    form.row("weaknesses")
    form.row("likely_move")
    form.row("our_answer")


class ScoreGrid(QWidget):
    """How each competitor stands on the criterion chosen, 0 to 10; empty for not known."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._state: SheetState | None = None
        self._deeds: Deeds | None = None
        self._criterion = ""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(4)
        self.setLayout(column(self._grid))

    def show_state(self, state: SheetState, deeds: Deeds) -> None:
        """Take the competitors and their scores."""
        self._state, self._deeds = state, deeds

    def show_criterion(self, criterion_id: str) -> None:
        """Show the scores on one criterion."""
        self._criterion = criterion_id
        clear(self._grid)
        if self._state is None or not criterion_id or self._frame.is_covered:
            return
        known = {
            row.competitor_id: row.score
            for row in self._state.sheet.scores
            if row.criterion_id == criterion_id
        }
        rivals = [row for row in self._state.sheet.competitors if row.way not in ("do_nothing", "in_house")]
        for at, rival in enumerate(rivals):
            box = QSpinBox()
            box.setRange(-1, 10)
            box.setSpecialValueText("–")
            score = known.get(rival.id)
            box.setValue(-1 if score is None else score)
            box.setAccessibleName(tr("Score of {name}").format(name=rival.name))
            box.setKeyboardTracking(False)
            box.valueChanged.connect(lambda points, rival_id=rival.id: self._score(rival_id, points))
            self._grid.addWidget(words_label(rival.name, "muted"), at, 0)
            self._grid.addWidget(box, at, 1)
        self._grid.setColumnStretch(0, 1)

    def _score(self, competitor_id: str, points: int) -> None:
        from salesdesk.desk.strategy import score

        if self._deeds is None:
            return
        criterion, value = self._criterion, None if points < 0 else points
        try:
            self._frame.desk.write("score_competitor", lambda w: score(w, criterion, competitor_id, value))
        except Known as error:
            self._frame.faults.tell(error)
