"""Workbooks made to do harm by names, number, size, packing or a single far cell."""

import io
import struct
import zipfile

import pytest

from salesdesk.domain.problems import Known
from salesdesk.exchange import rows
from salesdesk.exchange.compound import MARK, check_compound
from salesdesk.exchange.table import read_table
from tests.exchange.workbooks import changed, sheet_xml, workbook

HONEST = workbook({"S": [["name"], ["Acme"]]})
SHEET = "xl/worksheets/sheet1.xml"


def refusal(data):
    with pytest.raises(Known) as caught:
        read_table(data)
    return caught.value.facts["reason"]


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "xl/../../x", "C:\\x.xml", "xl\\..\\..\\x"])
def test_forbidden_names(name):
    assert refusal(changed(HONEST, {name: b"x"})) == "zip_names"


def test_too_many_parts():
    assert refusal(changed(HONEST, {f"xl/media/{number}": b"" for number in range(2_001)})) == "zip_entries"


def test_too_much_packing():
    assert refusal(changed(HONEST, {"xl/media/zeros.bin": b"\0" * 20_000_000})) == "zip_ratio"


def test_sizes_are_measured_and_not_believed():
    data = bytearray(changed(HONEST, {"xl/media/zeros.bin": b"\0" * 20_000_000}))
    real, small = struct.pack("<I", 20_000_000), struct.pack("<I", 10)
    assert data.count(real) >= 1
    assert refusal(bytes(data.replace(real, small))) == "zip_ratio"


def test_entities():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><sst><si><t>&a;</t></si></sst>'
    assert refusal(changed(HONEST, {"xl/sharedStrings.xml": bomb})) == "xml_entities"


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c t='n' r='XFD1048576' ><v>1</v></c></row>",
        '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
    ],
)
def test_one_far_cell_takes_no_memory(cells):
    assert refusal(changed(HONEST, {SHEET: sheet_xml(cells)})) == "too_many_cells"


def test_far_empty_cells_are_harmless():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert read_table(changed(HONEST, {SHEET: sheet_xml(cells)})).rows == ((1, (1,)),)


def test_other_archives_and_workbooks():
    def archive(*names):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name in names:
                made.writestr(name, b"x")
        return out.getvalue()

    assert refusal(archive("word/document.xml")) == "not_a_list"
    assert refusal(archive("xl/workbook.bin")) == "other_workbook"
    assert refusal(archive("content.xml", "mimetype")) == "other_workbook"
    assert refusal(b"PK\x03\x04" + b"\0" * 100) == "broken_workbook"


@pytest.mark.parametrize("cut", [10, 200, 1_000, 3_000, 5_000])
def test_truncated_workbooks(cut, data_dir):
    for path in (data_dir / "hostile/SampleSS.xlsx", data_dir / "hostile/1900DateWindowing.xls"):
        try:
            read_table(path.read_bytes()[:cut])
        except Known as known:
            assert known.facts["reason"] in ("broken_workbook", "not_a_list")


def test_an_old_workbook_that_claims_a_giant_sheet(data_dir):
    data = (data_dir / "hostile/chinese-provinces.xls").read_bytes()
    at = data.find(struct.pack("<HH", 0x0200, 14))
    assert at > 0
    giant = data[: at + 4] + struct.pack("<IIHH", 0, 0xFFFFFFFF, 0, 256) + data[at + 16 :]
    assert refusal(giant) == "too_many_cells"


def test_a_container_whose_chain_bites_its_tail():
    header = bytearray(512)
    header[:8] = MARK
    struct.pack_into("<HH", header, 30, 9, 6)
    struct.pack_into("<I4xII", header, 48, 0, 4096, 0)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 1, *[0xFFFFFFFF] * 108)
    with pytest.raises(Known):
        check_compound(bytes(header) + b"\0" * 1024)


def test_too_many_rows_and_bytes(monkeypatch):
    monkeypatch.setattr("salesdesk.exchange.delimited.MAX_ROWS", 10)
    assert refusal(b"name,city\n" + b"a,b\n" * 30) == "too_many_rows"
    monkeypatch.setattr("salesdesk.exchange.table.MAX_BYTES", 20)
    assert refusal(b"name,city\n" + b"a,b\n" * 30) == "too_big"
    assert rows.MAX_ROWS == 200_000
