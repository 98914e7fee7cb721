"""Rows of a list on the clipboard: as text with tabs for spreadsheets, as a table for letters and chats."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def copy_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Put a table on the clipboard in both forms."""
    data = QMimeData()
    data.setText(as_tabs([titles, *rows]))
    data.setHtml(as_html(titles, rows))
    QGuiApplication.clipboard().setMimeData(data)


def as_tabs(rows: Sequence[Sequence[str]]) -> str:
    """One line for each row, tabs between cells; a tab or a line's end inside a cell becomes a space."""
    return "\n".join("\t".join(" ".join(cell.split()) if cell else "" for cell in row) for row in rows)


def as_html(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as HTML."""
    head = "".join(f"<th>{escape(title)}</th>" for title in titles)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
