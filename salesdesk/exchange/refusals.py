"""What this package refuses, why and what helps: codes and facts when it happens, words when it is shown."""

from collections.abc import Mapping

from salesdesk.domain.problems import Known
from salesdesk.exchange.rows import RowProblem
from salesdesk.text import tr


def refuse(reason: str, *, remedy: str = "", **facts: object) -> Known:
    """Known E_FILE: the reason and the remedy as codes, and the facts that their sentences name."""
    known = Known("E_FILE", reason=reason, remedy=remedy)
    known.facts.update({name: str(value) for name, value in facts.items()})
    return known


def message_of(known: Known) -> str:
    """The sentence for a refusal of this package; empty when it is not one of ours."""
    return _filled(_file_sentences().get(known.facts.get("reason", ""), ""), known.facts)


def remedy_of(known: Known) -> str:
    """What helps against a refusal of this package; empty when nothing does."""
    return _filled(_remedies().get(known.facts.get("remedy", ""), ""), known.facts)


def sentence_of(problem: RowProblem) -> str:
    """The sentence for the problem of a row, a cell, a card or an event."""
    sentences = _row_sentences() | _cell_sentences() | _card_sentences()
    return _filled(sentences.get(problem.reason, problem.reason), dict(problem.facts))


def _filled(sentence: str, facts: Mapping[str, str]) -> str:
    return sentence.format_map(_Facts(facts))


class _Facts(dict[str, str]):
    """Facts of a sentence; one that is missing leaves its place empty."""

    def __missing__(self, name: str) -> str:
        return ""


def _file_sentences() -> dict[str, str]:
    return {
        "empty": tr("The file is empty."),
        "too_big": tr("The file has {size} MB; at most {limit} MB can be read."),
        "too_many_rows": tr("The list has more than {limit} rows."),
        "too_many_columns": tr("Row {row} has more than {limit} columns."),
        "too_many_cells": tr("The list has more than {limit} cells."),
        "unreadable_row": tr("Row {row} cannot be read as part of a list."),
        "unknown_encoding": tr("There is no encoding named {encoding}."),
        "long_delimiter": tr("The columns must be separated by one character; {delimiter} is not one."),
        "unknown_sheet": tr("The workbook has no sheet named {sheet}."),
        "no_sheet": tr("The workbook has no sheet with cells."),
        "wrong_kind": tr("{found} can be imported as {kinds} only."),
        "no_such_row": tr("The file has no row {row} with column names."),
        "not_a_list": tr("This is no list of rows but a file of another kind ({found})."),
        "no_cards": tr("The file holds no contact card and no event that could be read."),
        "encrypted": tr("The workbook is protected by a password."),
        "broken_workbook": tr("The workbook is damaged and cannot be read."),
        "other_workbook": tr("This kind of workbook ({found}) cannot be read."),
        "zip_names": tr("The workbook holds a part with the forbidden name {part}."),
        "zip_entries": tr("The workbook is made of {count} parts; {limit} are allowed."),
        "zip_size": tr("Unpacked, the workbook would take {size} MB; {limit} MB are allowed."),
        "zip_ratio": tr("The part {part} is packed {ratio} times; such a workbook is made to do harm."),
        "xml_entities": tr("The part {part} defines entities; such a workbook is made to do harm."),
        "unknown_kind": tr("Records of the kind {named} cannot be imported."),
        "unknown_field": tr("There is no field named {field_name} to match records by."),
        "bad_map": tr("The column map cannot be used: {what}."),
        "long_cell": tr("Row {row} has a text longer than the {limit} characters a sheet can hold."),
    }


def _remedies() -> dict[str, str]:
    return {
        "split_list": tr("Split the list into parts and import them one after the other."),
        "choose_delimiter": tr("Choose the character that separates the columns."),
        "choose_encoding": tr("Choose one of the encodings offered."),
        "choose_sheet": tr("Choose one of its sheets: {sheets}."),
        "choose_header": tr("Choose the row that holds the column names."),
        "look_at_row": tr("Look at that row in the program that wrote the file, and write the file again."),
        "choose_list": tr("Choose a list in CSV, TSV, XLSX or XLS, contact cards or a calendar."),
        "remove_password": tr("Open it in its program, save it without a password and import it again."),
        "save_as_xlsx": tr("Open it in its program, save it as XLSX and import it again."),
        "ask_sender": tr("Ask the sender what it is, or have the list saved as CSV."),
        "choose_kind": tr("Choose one of the kinds that can be imported."),
        "choose_field": tr("Choose one of the fields of the record."),
        "use_csv": tr("Export it as CSV, which has no such limit."),
        "mend_map": tr("Name columns of the list and fields of the record only."),
    }


def _row_sentences() -> dict[str, str]:
    return {
        "bad_bytes": tr("This row holds bytes that are no text in the encoding of the file."),
        "open_quote": tr("A quotation mark in this row is never closed."),
        "half_row": tr("This row ends after {found} of {expected} columns."),
        "long_row": tr(
            "This row has {found} cells for {expected} columns; perhaps a separator stands in a text."
        ),
        "title_line": tr("A line above the column names was passed over."),
        "repeated_header": tr("The column names are repeated here; the line was passed over."),
        "deleted_row": tr("This row was deleted in the program it comes from; it was passed over."),
        "older_state": tr("This row is an earlier state of a record; it was passed over."),
        "unknown_record": tr("There is no record with this id."),
        "deleted_record": tr("The record with this id was deleted; restore it first."),
        "other_home": tr("The record belongs to its account for life; it cannot be moved by a list."),
        "several_records": tr(
            "{count} records have this value in {field_name}; it is not clear which one is meant."
        ),
        "row_left_out": tr("The row this one refers to was left out; the reference stays empty."),
        "no_match_value": tr("The field to match by is empty in this row."),
    }


def _cell_sentences() -> dict[str, str]:
    return {
        "required": tr("This field must be filled."),
        "not_a_number": tr("“{value}” is not a whole number."),
        "not_an_amount": tr("“{value}” is not an amount of money."),
        "too_many_decimals": tr("“{value}” has more decimals than {currency} has."),
        "range": tr("{value} is not between {low} and {high}."),
        "not_a_flag": tr("“{value}” is neither yes nor no."),
        "not_a_date": tr("“{value}” is not a date."),
        "not_a_time": tr("“{value}” is not a date with a time."),
        "not_a_choice": tr("“{value}” is none of: {choices}."),
        "too_long": tr("The text has {length} characters; {limit} are allowed."),
        "control": tr("The text holds the forbidden character {character} at place {position}."),
        "not_a_currency": tr("“{value}” is not a currency."),
        "unknown_reference": tr("No {kind} is found for “{value}”."),
        "several_references": tr("{count} records of the kind {kind} are named “{value}”; use the id."),
    }


def _card_sentences() -> dict[str, str]:
    return {
        "card_without_name": tr("This card has no name."),
        "card_without_end": tr("This card has no end."),
        "bad_line": tr("The line “{line}” cannot be read; the rest of it was kept."),
        "event_without_start": tr("This event has no beginning."),
        "bad_start": tr("The beginning “{value}” of this event is not a time."),
        "bad_end": tr("The end “{value}” of this event is not a time."),
        "unknown_zone": tr("The time zone “{zone}” is not known; the time was taken as local."),
        "event_without_end_line": tr("This event is not closed; the file was cut off."),
        "bad_calendar_line": tr("The line “{line}” cannot be read."),
    }
