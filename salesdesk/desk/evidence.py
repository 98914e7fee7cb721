"""What a value rests on: noted with the value, in the same write (second law: evidence, not opinion)."""

from dataclasses import dataclass
from datetime import date

from salesdesk.desk.derived import derived_id
from salesdesk.domain.knowledge import claimed_text
from salesdesk.domain.record import Record
from salesdesk.domain.strategy import Evidence
from salesdesk.store.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Who said it, in which visit, in which words, when; at least one of visit, person and words makes it count."""

    visit_id: str = ""
    contact_id: str = ""
    words: str = ""
    said_on: date | None = None

    @property
    def is_anchored(self) -> bool:
        """Somebody or something stands behind it."""
        return bool(self.visit_id or self.contact_id or self.words.strip())


def prove(w: Writer, record: Record, field: str, proof: Proof) -> Evidence:
    """Note what the present value of a field rests on.

    One person in one visit says one thing about one field: said again it replaces what was noted before.
    """
    said_on = proof.said_on or w.now.astimezone().date()
    named = proof.visit_id or str(said_on)
    return w.put(
        Evidence(
            id=derived_id(Evidence.KIND, record.id, field, named, proof.contact_id),
            about_kind=record.KIND,
            about_id=record.id,
            field=field,
            claimed=claimed_text(record.value(field)),
            visit_id=proof.visit_id,
            contact_id=proof.contact_id,
            said_on=said_on,
            words=proof.words.strip(),
        )
    )
