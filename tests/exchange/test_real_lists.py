"""The real lists and the hostile files: read right or refused in words, within five seconds and 300 MiB."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from salesdesk.domain.problems import Known
from salesdesk.exchange.refusals import message_of, remedy_of, sentence_of
from salesdesk.exchange.rows import ReadOptions
from salesdesk.exchange.table import read_table

REFUSED = {
    "clusterfuzz-testcase-minimized-POIXSSFFuzzer-5089447305609216.xlsx": "broken_workbook",
    "clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5025401116950528.xlsx": "broken_workbook",
    "clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5542865479270400.xlsx": "broken_workbook",
    "poc-xmlbomb.xlsx": "xml_entities",
    "poc-xmlbomb-empty.xlsx": "xml_entities",
    "protected_passtika.xlsx": "encrypted",
    "blns.json": "not_a_list",
}


def read(path: Path, **options):
    return read_table(path.read_bytes(), path.name, options=ReadOptions(**options))


def test_the_same_companies_in_three_encodings(data_dir):
    tables = [read(path) for path in sorted((data_dir / "companies").iterdir())]
    assert [len(table.rows) for table in tables] == [503, 503, 503]
    assert [table.layout.encoding for table in tables] == ["utf-8", "utf-16-le", "utf-8"]
    assert {table.layout.delimiter for table in tables} == {",", "\t", ";"}
    assert tables[0].header == tables[1].header == tables[2].header
    assert tables[0].rows == tables[1].rows == tables[2].rows
    names = [cells[1] for _, cells in tables[0].rows]
    assert {"Moody’s Corporation", "Estée Lauder Companies (The)"} & set(map(str, names))


PLACES = {
    "cn_provinces.csv": 31,
    "cn_cities.csv": 342,
    "cn_areas.csv": 2_978,
    "cn_areas_gbk.csv": 2_978,
    "cn_streets.csv": 41_352,
    "cn_streets_gb18030.csv": 41_352,
    "2017_NAICS_Descriptions.xlsx": 2_196,
}


def test_the_tables_of_places_are_read_whole(data_dir):
    for name, count in PLACES.items():
        table = read(data_dir / "geo" / name)
        assert (len(table.rows), table.problems) == (count, ()), name
    assert read(data_dir / "geo/cn_areas.csv").rows == read(data_dir / "geo/cn_areas_gbk.csv").rows
    assert read(data_dir / "geo/cn_streets.csv").rows == read(data_dir / "geo/cn_streets_gb18030.csv").rows
    rare = read(data_dir / "text/cn_villages_rare_chars.csv")
    assert len(rare.rows) == 48
    assert any(char > "\uffff" for _, cells in rare.rows for char in str(cells[1]))


def test_every_list_of_other_programs_is_read(data_dir):
    paths = sorted((data_dir / "crm").rglob("*.csv"))
    assert len(paths) > 30
    for path in paths:
        table = read(path)
        assert (table.layout.header_row, table.problems) == (1, ()), path
        assert len(table.rows) > 0


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_harmful_files_are_refused_in_words(data_dir, name):
    with pytest.raises(Known) as caught:
        read(data_dir / "hostile" / name)
    assert caught.value.code == "E_FILE"
    assert caught.value.facts["reason"] == REFUSED[name]
    assert message_of(caught.value)
    assert remedy_of(caught.value)


def test_harmless_workbooks_are_read(data_dir):
    hostile = data_dir / "hostile"
    for name in ("1900DateWindowing.xls", "1904DateWindowing.xls"):
        assert read(hostile / name).rows == ((1, (date(2000, 1, 1), date(2000, 1, 1))),)
    assert read(hostile / "SimpleMacro.xlsm").header == ("This is a macro workbook",)
    assert read(hostile / "SimpleMacro.xlsm", header_row=0).rows == ((1, ("This is a macro workbook",)),)
    assert read(hostile / "chinese-provinces.xls").rows[0] == (2, ("Anhui", "安徽省"))
    assert read(hostile / "unicodeSheetName.xlsx").layout.sheet == "Sheet・1"
    assert len(read(hostile / "59746_NoRowNums.xlsx").rows) == 70
    assert read(hostile / "link-external-workbook-a.xlsx").rows == ((1, (10, 20)),)
    assert len(read(hostile / "DateFormatTests.xlsx", sheet="Tests").rows) == 45
    assert read(hostile / "AverageTaxRates.xlsx").rows


def test_bytes_that_are_no_text_cost_their_rows_only(data_dir):
    table = read(data_dir / "hostile/broken_utf8.csv")
    assert table.rows[0] == (3, ("宁德时代", "宁德"))
    assert [problem.row for problem in table.problems] == [2, 4, 5, 6]
    assert all(sentence_of(problem) for problem in table.problems)
    assert table.rows[1][1][0] == "nul\x00byte"


def test_the_list_of_naughty_strings_is_read_line_by_line(data_dir):
    data = (data_dir / "hostile/blns.txt").read_bytes()
    table = read_table(data, options=ReadOptions(header_row=0))
    lines = data.decode().split("\n")
    read_lines = dict(table.rows)
    assert table.problems == ()
    for number, line in enumerate(lines, 1):
        if line.strip() and "\r" not in line:
            assert read_lines[number] == (line,)


def test_texts_that_look_like_formulas_are_kept(data_dir):
    table = read(data_dir / "hostile/csv_injection.csv")
    assert len(table.rows) == 14
    assert table.rows[0][1][0] == "=2+5+cmd|' /C calc'!A0"
    assert table.rows[-1][1] == ("＝1+1", "+1 202 555 0113", "＝1+1")


def test_time_and_memory(data_dir):
    script = """
import re, sys, time
from pathlib import Path
from salesdesk.domain.problems import Known
from salesdesk.exchange.table import read_table
for path in sorted(Path(sys.argv[1]).glob("*/*")):
    if path.suffix in (".csv", ".txt", ".json", ".xls", ".xlsx", ".xlsm"):
        started = time.monotonic()
        try:
            read_table(path.read_bytes())
        except Known:
            pass
        assert time.monotonic() - started < 5, path
# Not getrusage: its peak counts that of the process which started this one.
mebibytes = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
assert mebibytes < 300, mebibytes
"""
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not tell a process its peak of memory")
    done = subprocess.run(
        [sys.executable, "-c", script, str(data_dir)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
