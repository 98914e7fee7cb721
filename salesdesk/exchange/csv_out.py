"""Records as a CSV file that spreadsheets open rightly and that can be imported again without a change."""

import csv
import io
from collections.abc import Iterable, Sequence

from salesdesk.exchange.cells_out import Row, text_cell


def write_csv(header: Sequence[str], rows: Iterable[Row], *, delimiter: str = ",") -> bytes:
    """UTF-8 with its mark, lines ended by CR LF; cells that would run as formulas are made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([text_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
