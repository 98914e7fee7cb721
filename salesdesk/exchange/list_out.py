"""Records of one kind as the bytes of a list: text with columns, a workbook, or contact cards."""

from collections.abc import Mapping, Sequence

from salesdesk.domain.contact import Contact
from salesdesk.domain.kinds import kind_of
from salesdesk.domain.record import Record, fields_of
from salesdesk.exchange.cells_out import header_of, rows_of


def list_bytes(
    kind: str, records: Sequence[Record], form: str, organisations: Mapping[str, str] = {}
) -> bytes:
    """The file with every field and the ids, so that it can come back: `csv`, `xlsx`, or `vcf` for contacts.

    `organisations` are the names of accounts by id, for contact cards.
    """
    if form == "vcf":
        from salesdesk.exchange.records_out import card_of
        from salesdesk.exchange.vcard import write_cards

        people = [record for record in records if isinstance(record, Contact)]
        return write_cards(card_of(one, organisations.get(one.account_id, "")) for one in people)
    fields = fields_of(kind_of(kind))
    header, rows = header_of(kind_of(kind), fields), rows_of(records, fields)
    if form == "csv":
        from salesdesk.exchange.csv_out import write_csv

        return write_csv(header, rows)
    from salesdesk.exchange.xlsx_out import write_xlsx

    return write_xlsx(header, rows, sheet=kind)
