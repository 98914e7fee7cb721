"""Reading lists: encoding, separator, header row, half rows, line numbers, workbooks."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.problems import Known
from salesdesk.exchange.refusals import message_of, remedy_of, sentence_of
from salesdesk.exchange.rows import ReadOptions
from salesdesk.exchange.table import preview, read_table
from tests.exchange.workbooks import workbook

PLAIN = "客户名称,城市,电话\r\n宁德时代新能源,宁德,0593-8901666\r\n比亚迪,深圳,0755-89888888\r\n"


def reasons(table):
    return [(problem.row, problem.reason) for problem in table.problems]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_encoding_is_found(encoding):
    table = read_table(PLAIN.encode(encoding))
    assert table.header == ("客户名称", "城市", "电话")
    assert table.rows[1] == (3, ("比亚迪", "深圳", "0755-89888888"))


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("name,city\nCafé Noir,São Paulo\n", "cp1252", "cp1252"),
        ("客戶名稱,城市\n鴻海精密工業,新北市\n", "big5", "big5"),
        ("name,city\n莘畈乡,金华\n", "gb18030", "gb18030"),
        ("name,city\nAcme,Paris\n", "ascii", "utf-8"),
    ],
)
def test_single_lines_tell_their_encoding(text, encoding, found):
    table = read_table(text.encode(encoding))
    assert table.layout.encoding == found
    assert table.rows[0][1][0] == text.splitlines()[1].split(",")[0]


def test_a_person_overrides_encoding_separator_and_header():
    data = "a|b\nx|é\n".encode("cp850")
    table = read_table(data, options=ReadOptions(encoding="cp850", delimiter="|", header_row=0))
    assert table.header == ("A", "B")
    assert preview(table, 5) == ((1, ("a", "b")), (2, ("x", "é")))
    table = read_table(b"title\na,b\n1,2\n", options=ReadOptions(header_row=2))
    assert (table.header, table.rows) == (("a", "b"), ((3, ("1", "2")),))


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (ReadOptions(encoding="base64"), "unknown_encoding"),
        (ReadOptions(delimiter="::"), "long_delimiter"),
        (ReadOptions(header_row=99), "no_such_row"),
    ],
)
def test_impossible_wishes_are_refused(options, reason):
    with pytest.raises(Known) as caught:
        read_table(PLAIN.encode(), options=options)
    assert caught.value.code == "E_FILE"
    assert caught.value.facts["reason"] == reason
    assert message_of(caught.value)
    assert remedy_of(caught.value)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_separator_is_found(delimiter):
    rows = [["Name", "Place", "Amount"], ["Acme", "Milwaukee", "1"], ["Foo", "Saint Paul", "2"]]
    text = "\n".join(delimiter.join(row) for row in rows)
    assert read_table(text.encode()).layout.delimiter == delimiter


def test_semicolons_with_decimal_commas():
    table = read_table("Firma;Betrag\nMüller;1.234,56\nMeier;99,00\n".encode())
    assert table.rows[0][1] == ("Müller", "1.234,56")


def test_one_column_with_commas_stays_one_column():
    table = read_table(b"Company\nAcme, Inc.\nFoo Co., Ltd.\n")
    assert (table.layout.delimiter, [cells for _, cells in table.rows]) == (
        "",
        [("Acme, Inc.",), ("Foo Co., Ltd.",)],
    )
    table = read_table(b'Company\n"Acme ""A"""\n"Foo\nBar"\n')
    assert [cells for _, cells in table.rows] == [('Acme "A"',), ("Foo\nBar",)]


def test_the_line_of_excel_that_names_the_separator():
    table = read_table(b"sep=;\nname;city\nAcme;Paris, France\n")
    assert (table.header, table.rows) == (("name", "city"), ((3, ("Acme", "Paris, France")),))


def test_lines_are_counted_in_the_file_with_breaks_inside_cells():
    table = read_table(b'name,notes\n"A","one\ntwo\n\nthree"\n\nB,x\r\nC,y')
    assert [number for number, _ in table.rows] == [2, 7, 8]


def test_old_macintosh_line_ends():
    assert len(read_table(b"name,city\rAcme,Paris\rFoo,Rome\r").rows) == 2


def test_titles_above_the_header():
    table = read_table(
        "2027年客户清单\n\n制表：张伟\n客户名称,城市,行业\n甲公司,上海,机械\n乙公司,北京,电力\n".encode()
    )
    assert table.header == ("客户名称", "城市", "行业")
    assert table.layout.header_row == 4
    assert [(note.row, note.reason) for note in table.notes] == [(1, "title_line"), (3, "title_line")]


def test_two_header_lines():
    table = read_table("name,city,industry\n客户名称,城市,行业\n甲公司,上海,机械\n".encode())
    assert (table.layout.header_row, table.rows) == (1, ((3, ("甲公司", "上海", "机械")),))
    table = read_table(b"name,city\nAcme,Paris\nName,City\nFoo,Rome\n")
    assert [number for number, _ in table.rows] == [2, 4]
    assert [note.row for note in table.notes] == [3]
    table = read_table("基本信息,,联系方式,\n甲列,乙列,丙列,丁列\n1,2,3,4\n5,6,7,8\n".encode())
    assert table.header == ("甲列", "乙列", "丙列", "丁列")


def test_half_and_overlong_rows_are_refused_and_short_ones_filled():
    table = read_table(b"name,city,phone,fax\nAcme,Paris,1,\nFoo,Rome,2\nBar\nBaz,Bonn,3,,\nQux,a,b,c,d\n")
    assert [cells for _, cells in table.rows] == [
        ("Acme", "Paris", "1", ""),
        ("Foo", "Rome", "2", ""),
        ("Baz", "Bonn", "3", ""),
    ]
    assert reasons(table) == [(4, "half_row"), (6, "long_row")]
    assert "1 of 4" in sentence_of(table.problems[0])


def test_a_quotation_mark_never_closed_costs_one_row():
    table = read_table(b'name,city\nAcme,Paris\nBad,"Rome\nFoo,Bonn\nBar,"Wien"\n')
    assert [cells[0] for _, cells in table.rows] == ["Acme", "Foo", "Bar"]
    assert reasons(table) == [(3, "open_quote")]


def test_a_quotation_mark_closed_far_below_costs_one_row():
    lines = ["name,city", 'Bad,"Rome', *(f"N{number},Bonn" for number in range(300)), 'Last,"Wien"']
    table = read_table("\n".join(lines).encode())
    assert len(table.rows) == 301
    assert reasons(table) == [(2, "open_quote")]


def test_files_that_are_no_lists():
    for data, reason in (
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \n", "empty"),
        (b"%PDF-1.7 ...", "not_a_list"),
        (b'{"a": 1}', "not_a_list"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "other_workbook"),
        (bytes(range(256)) * 40, "not_a_list"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "not_a_list"),
    ):
        with pytest.raises(Known) as caught:
            read_table(data)
        assert caught.value.facts["reason"] == reason, data[:20]


def test_typed_cells_of_a_workbook():
    rows: list[list[object]] = [
        ["Name", "On", "Count", "Price", "Is", "Empty"],
        ["甲", datetime(2027, 3, 20), 3, 0.1 + 0.2, True, None],
        [None] * 6,
        ["乙", datetime(2027, 3, 20, 14, 30), 66740, 1234.56, False, None],
    ]
    table = read_table(workbook({"Leer": [], "Liste": rows}))
    assert (table.layout.format, table.layout.sheet, table.layout.sheets) == (
        "xlsx",
        "Liste",
        ("Leer", "Liste"),
    )
    assert table.rows == (
        (2, ("甲", date(2027, 3, 20), 3, Decimal("0.3"), True, None)),
        (4, ("乙", datetime(2027, 3, 20, 14, 30), 66740, Decimal("1234.56"), False, None)),
    )


def test_rows_of_a_sheet_keep_their_numbers_below_titles():
    table = read_table(
        workbook({"S": [["客户清单"], [None], ["客户名称", "城市"], ["甲", "上海"], ["乙", None]]})
    )
    assert (table.layout.header_row, [number for number, _ in table.rows]) == (3, [4, 5])
    with pytest.raises(Known) as caught:
        read_table(workbook({"S": [["a"]]}), options=ReadOptions(sheet="T"))
    assert "S" in remedy_of(caught.value)


def test_both_epochs_of_workbooks():
    rows: list[list[object]] = [["on"], [date(2027, 3, 20)]]
    for is_1904 in (False, True):
        assert read_table(workbook({"S": rows}, date_1904=is_1904)).rows[0][1] == (date(2027, 3, 20),)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        table = read_table(data)
    except Known as known:
        assert known.code == "E_FILE"
        assert message_of(known)
        return
    assert all(len(row) == len(table.header) for _, row in table.rows)
    numbers = [number for number, _ in table.rows]
    assert numbers == sorted(set(numbers))


@given(
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    st.lists(st.lists(cells, min_size=3, max_size=3)),
)
def test_what_the_csv_module_writes_is_read_back(encoding, rows):
    import csv
    import io

    text = io.StringIO(newline="")
    csv.writer(text).writerows([["name", "city", "phone"], *rows])
    # The encoding is told: what so few characters could be is not always what they are.
    options = ReadOptions(encoding=encoding.removesuffix("-sig"), delimiter=",", header_row=1)
    table = read_table(text.getvalue().encode(encoding), options=options)
    kept = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert [cells for _, cells in table.rows] == [
        row for row in kept if [c.lower() for c in row] != ["name", "city", "phone"]
    ]
