"""What can be wrong with a record, and the one exception for faults of the world, not of the program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in one field of one record, as a code; the words for it are made by `text`."""

    code: str
    kind: str = ""
    field: str = ""
    record_id: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """Words the sentence names: the value, the limit, what was allowed."""


class Known(Exception):
    """The world's fault: it has a name (`E_…`), facts for its sentence, and a remedy; nothing was changed.

    Anything else that is raised is a bug.
    """

    def __init__(self, code: str, *, field: str = "", kind: str = "", **facts: object) -> None:
        super().__init__(code, field, facts)
        self.code = code
        self.field = field
        self.kind = kind
        self.facts: dict[str, str] = {name: str(value) for name, value in facts.items()}

    @classmethod
    def of(cls, problem: Problem) -> "Known":
        """The exception that says one problem."""
        return cls(problem.code, field=problem.field, kind=problem.kind, **dict(problem.facts))
