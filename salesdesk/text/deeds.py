"""Words for a deed's code, as undo names it: `set.deal`, `move_stage`."""

from salesdesk.text.words import kind_name, tr


def deed_words(label: str) -> str:
    """What was done, in words; a code is a verb of its own, or a general verb and a kind of record."""
    verb, _, kind = label.partition(".")
    if not kind:
        return tr(f"edit.{label}")
    name = kind_name(kind)
    match verb:
        case "add":
            return tr("Add: {kind}").format(kind=name)
        case "set":
            return tr("Change: {kind}").format(kind=name)
        case "delete":
            return tr("Delete: {kind}").format(kind=name)
        case "undelete":
            return tr("Bring back: {kind}").format(kind=name)
        case "import":
            return tr("Import: {kind}").format(kind=name)
    return tr(f"edit.{label}")
