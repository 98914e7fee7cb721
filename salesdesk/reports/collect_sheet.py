"""Fills the strategy sheet on paper from the desk, in the language in force.

The sheet is read as one to whom the deal's coaches are hidden, so that nothing on paper depends on them.
"""

import dataclasses
from typing import TYPE_CHECKING

from salesdesk.domain.deal import Deal
from salesdesk.domain.gaps import Gap, gaps
from salesdesk.domain.lines import lines_of
from salesdesk.domain.odds import odds
from salesdesk.domain.reading import Reading
from salesdesk.domain.risk_points import RiskPoint, most_urgent, risk_points, strong_points
from salesdesk.domain.sheet import Sheet
from salesdesk.domain.stages import missing_before, stages_of
from salesdesk.domain.strategy import Competitor, Influence
from salesdesk.domain.team import Member
from salesdesk.reports.data import Row, SheetPaper
from salesdesk.reports.map_words import line_rows, link_rows, people_rows
from salesdesk.store.sheets import load_sheet
from salesdesk.text import choice, tr, tr_n
from salesdesk.text.findings import competitor_words, finding
from salesdesk.text.formats import date_words, money, percent, percent_band, short_date, words_list

if TYPE_CHECKING:
    from salesdesk.desk.desk import Desk


def sheet_paper(desk: "Desk", deal_id: str) -> SheetPaper:
    """Everything the sheet of a deal prints; raises Known E_NOT_FOUND."""
    from salesdesk.desk.settings import limits

    with desk.read() as connection:
        sheet = load_sheet(connection, deal_id)
    members = {member.id: member.name for member in desk.select(Member)}
    reading = Reading(dataclasses.replace(sheet, coaches=None), desk.today(), limits(desk))
    return paper_of(reading, members)


def paper_of(reading: Reading, members: dict[str, str]) -> SheetPaper:
    """The paper for one reading of a sheet; `members` names our own people by id."""
    told = _Telling(
        dataclasses.replace(reading, sheet=dataclasses.replace(reading.sheet, coaches=None)), members
    )
    deal = reading.sheet.deal
    stages = stages_of(deal.deal_kind)
    points = told.points()
    return SheetPaper(
        deal=deal.name,
        account=reading.sheet.account.name if reading.sheet.account else "",
        owner=members.get(deal.owner_id, ""),
        prepared_on=date_words(reading.today),
        objective=_objective(deal),
        how_we_win=deal.how_we_win,
        stage=stages.index(deal.stage) + 1 if deal.stage in stages else 1,
        stage_names=tuple(choice(f"deal.stage.{code}") for code in stages),
        stage_words=_stage_words(deal),
        is_unproven=bool(told.missing),
        unproven=told.unproven(),
        buying_steps=told.buying_steps(),
        odds=told.odds_band(),
        reasons=told.reasons(),
        position=choice(f"deal.position.{deal.position}") if deal.position else "",
        amount=money(deal.amount, deal.currency),
        signing=date_words(deal.close_date),
        risk_count=sum(point.accepted is None for point in points),
        lines=line_rows(told.reading),
        people=people_rows(told.reading),
        links=link_rows(told.reading),
        people_rows=tuple(told.person(part) for part in told.sheet.people),
        next_step=told.next_step(),
        urgent=tuple(
            (told.say(point.key, point), told.say(point.deed_key, point)) for point in most_urgent(points)
        ),
        risks=tuple(told.risk(point) for point in points),
        strengths=tuple(told.say(point.key, point) for point in strong_points(told.reading)),
        competitors=tuple(_competitor(row) for row in told.sheet.competitors),
        criteria=told.criteria(),
        questions=tuple(told.question(gap) for gap in gaps(told.reading)),
        actions=told.actions(),
        obstacles=told.obstacles(),
        worth=_worth(deal),
        history=told.history(),
    )


def _objective(deal: Deal) -> str:
    by = tr("by {date}").format(date=date_words(deal.objective_by)) if deal.objective_by else ""
    parts = (deal.objective_what, deal.objective_how_much, deal.objective_whom, by)
    return tr(", ", context="between parts of an objective").join(part for part in parts if part.strip())


def _stage_words(deal: Deal) -> str:
    words = choice(f"deal.stage.{deal.stage}") if deal.stage else ""
    if deal.status in ("", "open"):
        return words
    return f"{words} · {choice(f'deal.status.{deal.status}')}"


def _competitor(row: Competitor) -> Row:
    standing = choice(f"competitor.standing.{row.standing}") if row.standing else ""
    strong = tr("strong: {words}").format(words=row.strengths) if row.strengths else ""
    weak = tr("weak: {words}").format(words=row.weaknesses) if row.weaknesses else ""
    both = "\n".join(part for part in (strong, weak) if part)
    return competitor_words(row.name, row.way), standing, both, row.likely_move, row.our_answer


def _worth(deal: Deal) -> tuple[Row, ...]:
    from salesdesk.text import label

    names = ("worth_budget", "worth_ability", "worth_effort", "worth_strategic", "worth")
    rows = [
        (label(f"deal.{name}"), choice(f"deal.{name}.{deal.value(name)}"))
        for name in names
        if deal.value(name)
    ]
    if deal.worth_reason:
        rows.append((label("deal.worth_reason"), deal.worth_reason))
    return tuple(rows)


class _Telling:
    """A sheet put into words."""

    def __init__(self, reading: Reading, members: dict[str, str]) -> None:
        self.reading, self.members = reading, members
        self.sheet: Sheet = reading.sheet
        self.missing = missing_before(reading, self.sheet.deal.stage)

    def points(self) -> tuple[RiskPoint, ...]:
        """The risk points, without any that speaks of a coach."""
        return tuple(point for point in risk_points(self.reading) if not point.is_close)

    def say(self, key: str, point: RiskPoint) -> str:
        """The sentence of a point."""
        return finding(key, point.facts)

    def unproven(self) -> str:
        """What the stages left behind ask for and nobody has shown."""
        codes = [check for check in self.missing if not check.is_close]
        if not codes:
            return ""
        shown = words_list([finding(f"check.{check.code}", check.facts) for check in codes[:2]])
        words = tr("Unproven: {checks}").format(checks=shown)
        others = len(codes) - 2
        return f"{words} {tr_n('(and {count} more)', '(and {count} more)', others)}" if others > 0 else words

    def buying_steps(self) -> str:
        """The customer's own steps, those done with a tick, the others with their dates."""
        parts = []
        for step in self.sheet.buying_steps:
            when = short_date(step.planned_on, today=self.reading.today)
            parts.append(
                f"{step.name} ✓" if step.state == "done" or step.done_on else f"{step.name} {when}".strip()
            )
        return "   ".join(parts)

    def odds_band(self) -> str:
        """The odds as a band; nothing once the deal is decided."""
        if not self.reading.is_open:
            return ""
        found = odds(self.reading)
        return percent_band(found.low, found.high)

    def reasons(self) -> tuple[str, ...]:
        """The three strongest reasons, signed."""
        if not self.reading.is_open:
            return ()
        return tuple(
            f"{'＋' if reason.points > 0 else '－'}{finding(reason.key, reason.facts)}"
            for reason in odds(self.reading).reasons()
        )

    def next_step(self) -> str:
        """What is done next and by when."""
        deal = self.sheet.deal
        when = short_date(deal.next_step_on, today=self.reading.today)
        return " · ".join(part for part in (when, deal.next_step) if part)

    def person(self, part: Influence) -> Row:
        """One person in the table of people."""
        contact = self.sheet.contact_by_id[part.contact_id]
        standing = self.reading.standing(part, "attitude")
        evidence = tr(f"knowledge.{standing.knowledge.value}")
        wants = "\n".join(words for words in (part.business_result, part.personal_win) if words)
        when = short_date(part.next_action_on, today=self.reading.today)
        return (
            " · ".join(words for words in (contact.name, contact.title) if words),
            words_list([choice(f"question.line.{line}") for line in lines_of(part)]),
            choice(f"influence.influence.{part.influence}") if part.influence else "",
            choice(f"influence.attitude.{part.attitude}") if part.attitude else "",
            " ".join(words for words in (evidence, date_words(standing.said_on)) if words),
            wants,
            " ".join(words for words in (when, part.next_action) if words),
        )

    def risk(self, point: RiskPoint) -> Row:
        """One risk point with what clears it, and why somebody lives with it."""
        accepted = ""
        if point.accepted is not None:
            until = date_words(point.accepted.until_on)
            accepted = " · ".join(words for words in (point.accepted.reason, until) if words)
        return self.say(point.key, point), self.say(point.deed_key, point), accepted

    def criteria(self) -> tuple[Row, ...]:
        """What they decide by, and the best of the others on each."""
        names = {row.id: competitor_words(row.name, row.way) for row in self.sheet.competitors}
        rows = []
        for criterion in self.sheet.criteria:
            scores = [
                (row.score, names[row.competitor_id])
                for row in self.sheet.scores
                if row.criterion_id == criterion.id and row.score is not None and row.competitor_id in names
            ]
            best = max(scores, default=None)
            weight = percent(criterion.weight) if criterion.weight is not None else ""
            ours = "" if criterion.our_score is None else str(criterion.our_score)
            rows.append((criterion.name, weight, ours, f"{best[1]} {best[0]}" if best else ""))
        return tuple(rows)

    def question(self, gap: Gap) -> Row:
        """One thing to find out: what, why, whom to ask, whether a visit is to ask it."""
        names = [self.sheet.name_of(contact) for contact in gap.ask]
        state = tr("planned for a visit") if gap.planned_visit_id else tr("not planned yet")
        return finding(gap.key, gap.facts), finding(f"{gap.key}.why", gap.facts), words_list(names), state

    def actions(self) -> tuple[Row, ...]:
        """The actions that are open, and after them those done."""
        rows = sorted(self.sheet.actions, key=lambda row: (row.state != "open", row.order, row.id))
        return tuple(
            (
                row.what,
                "\n".join(
                    words for words in (self.sheet.name_of(row.contact_id), row.wanted_change) if words
                ),
                self.members.get(row.owner_id, ""),
                date_words(row.due_on),
                choice(f"action.state.{row.state}"),
            )
            for row in rows
            if row.state != "dropped"
        )

    def obstacles(self) -> tuple[Row, ...]:
        """The difficulties in the way."""
        return tuple(
            (
                row.obstacle,
                row.how,
                self.members.get(row.owner_id, ""),
                date_words(row.due_on),
                choice(f"obstacle.state.{row.state}"),
            )
            for row in self.sheet.obstacles
        )

    def history(self) -> tuple[Row, ...]:
        """Visits made and moves of the stage, the latest first; forty at most."""
        entries = [
            (self.sheet.day_of(visit.starts_at), _visit_words(visit.learned or visit.agreed, visit.kind))
            for visit in self.sheet.own_visits
            if visit.state in ("done", "recorded", "reviewed")
        ]
        for move in self.sheet.stage_moves:
            status = choice(f"deal.status.{move.to_status}") if move.to_status not in ("", "open") else ""
            stage = choice(f"stage_move.to_stage.{move.to_stage}")
            words = " · ".join(
                part for part in (tr("Stage: {stage}").format(stage=stage), status, move.reason) if part
            )
            entries.append((self.sheet.day_of(move.moved_at), words))
        dated = sorted(((day, words) for day, words in entries if day is not None), reverse=True)
        return tuple((date_words(day), words) for day, words in dated[:40])


def _visit_words(words: str, kind: str) -> str:
    first = words.strip().partition("\n")[0]
    name = choice(f"visit.kind.{kind}")
    return f"{name}: {first}" if first else name
