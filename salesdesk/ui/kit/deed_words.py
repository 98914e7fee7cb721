"""Words for the labels of edits: what Ctrl+Z takes back."""

from salesdesk.text import kind_name, tr


def deed_words(edit_label: str) -> str:
    """The words for the label of an edit such as `set.deal` or `move_stage`."""
    verb, _, kind = edit_label.partition(".")
    name = kind_name(kind).lower() if kind else ""
    if kind and verb == "add":
        return tr("new {kind}").format(kind=name)
    if kind and verb in ("set", "delete", "undelete", "import"):
        patterns = {
            "set": tr("change {kind}"), "delete": tr("delete {kind}"), "undelete": tr("bring back {kind}"),
            "import": tr("import {kind}"),
        }  # fmt: skip
        return patterns[verb].format(kind=name)
    return tr(f"edit.{edit_label}")
