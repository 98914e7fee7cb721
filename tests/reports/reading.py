"""Reads a PDF back: words, fonts, outline."""

from pathlib import Path

import pypdfium2


def pages_of(path: Path) -> list[str]:
    """The words of each page, without white space."""
    document = pypdfium2.PdfDocument(path)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def words_of(path: Path) -> str:
    """All words, without white space."""
    return "".join(pages_of(path))


def outline_of(path: Path) -> list[tuple[int, str, int | None]]:
    """Level, title and page of every bookmark."""
    document = pypdfium2.PdfDocument(path)
    try:
        found = []
        for mark in document.get_toc():
            target = mark.get_dest()
            found.append((mark.level, mark.get_title(), target.get_index() if target else None))
        return found
    finally:
        document.close()


def squeezed(words: str) -> str:
    """Words without white space, as they are read back."""
    return "".join(words.split())
