"""Input files: headers, encodings, towns, groups, and what is rejected with which reason."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.engine import invented as dog
from uwanose.engine.columns.input_file import InputFile, open_input
from uwanose.engine.columns.table import COMPANION, InputTable
from uwanose.engine.naming import names_of
from uwanose.errors import Finding, Refused, Severity

NAMES = names_of(dog.catalog(), "dog_levy", (), [])
HEADER = "住民コード,世帯コード,飼い主の生年月日,犬の数,大きさ,所得,生活保護"
TOWNS = {"大井町": "oi", "oi": "oi", "143626": "oi", "箱根町": "hakone"}
Csv = Callable[..., InputFile]


@pytest.fixture
def csv(tmp_path: Path) -> Csv:
    """Write a CSV file and open it."""

    def write(text: str, encoding: str = "utf-8", name: str = "in.csv") -> InputFile:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return open_input(path, NAMES, TOWNS.get)

    return write


def table_of(file: InputFile, town: str = "oi") -> InputTable:
    """Return a town's table."""
    return file.table(town)


def reasons(table: InputTable) -> list[tuple[int, str, str, str]]:
    """Return what is rejected, and why."""
    return [(one.record, one.column, one.value, one.reason.ja) for one in table.rejects]


def findings(call: Callable[[], object]) -> list[Finding]:
    """Return the findings of a refusal."""
    with pytest.raises(Refused) as caught:
        call()
    return list(caught.value.findings)


def test_rows_are_typed_column_by_column(csv: Csv) -> None:
    """Japanese headers and words; the group is a number, identifiers stay text."""
    table = table_of(csv(f'{HEADER}\na,h1,S55.5.1,2,大型,"1,000円",いいえ\n'))
    assert table.keys.tolist() == ["a"]
    assert {name: values.tolist() for name, values in table.columns.items()} == {
        "keeper_birth": [1980_05_01],
        "dogs": [2],
        "size": [1],
        "income": [1_000],
        "welfare": [False],
        "household_id": [0],
    }
    assert (table.count, table.rejects) == (1, ())


def test_identifiers_are_headers_as_well_and_defaults_need_no_column(csv: Csv) -> None:
    """In any order, in any mixture."""
    table = table_of(csv("income,Dogs,household_id,飼い主の生年月日,resident_id\n5,1,h,1980-05-01,a\n"))
    assert sorted(table.columns) == ["dogs", "household_id", "income", "keeper_birth"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_usual_encoding_is_read(csv: Csv, encoding: str) -> None:
    """Excel writes CP932, UTF-8 with a mark, or UTF-16."""
    assert table_of(csv(f"{HEADER}\n髙橋一,h1,S55.5.1,2,大型,1,0\n", encoding)).keys.tolist() == ["髙橋一"]


def test_tabs_and_windows_line_ends_are_read(csv: Csv) -> None:
    """Text pasted from a spreadsheet."""
    text = f"{HEADER}\na,h1,S55.5.1,2,大型,1,0\n".replace(",", "\t").replace("\n", "\r\n")
    assert table_of(csv(text, name="in.tsv")).columns["dogs"].tolist() == [2]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """Neither UTF-8 nor CP932."""
    path = tmp_path / "in.csv"
    path.write_bytes(b"\x81\x00\xff\xfe\xfa")
    assert findings(lambda: open_input(path, NAMES, TOWNS.get))[0].code == "I105"


def test_every_missing_column_is_told_at_once_with_what_may_be_meant(csv: Csv) -> None:
    """所得額 is probably 所得."""
    found = findings(lambda: csv("住民コード,世帯コード,所得額\na,h,1\n"))
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    assert [finding.code for finding in errors] == ["I101"] * 3
    assert any("「所得額」" in finding.remedy_ja for finding in errors)


def test_an_unknown_column_is_a_warning_and_not_used(csv: Csv) -> None:
    """With the nearest name."""
    file = csv(
        f"{HEADER},大きい\na,h1,S55.5.1,2,大型,1,0,9\n".replace(",大きさ,", ",").replace(",大型,", ",")
    )
    assert [finding.code for finding in file.findings] == ["I102"]
    assert "大きさ" in file.findings[0].remedy_ja
    assert len(table_of(file)) == 1


@pytest.mark.parametrize("header", ["個人番号", "マイナンバー", "my_number", "Individual Number"])
def test_a_column_of_personal_numbers_is_refused(csv: Csv, header: str) -> None:
    """番号法: this product never holds them."""
    found = findings(lambda: csv(f"{HEADER},{header}\na,h1,S55.5.1,2,大型,1,0,9\n"))
    assert "I103" in [finding.code for finding in found]


def test_keys_that_are_personal_numbers_are_refused_by_their_check_digit(csv: Csv) -> None:
    """Twelve digits alone are no personal number."""
    rows = "".join(f"{key},h,S55.5.1,2,大型,1,0\n" for key in ("123456789018", "111111111118"))
    assert findings(lambda: table_of(csv(f"{HEADER}\n{rows}")))[0].code == "I103"
    assert len(table_of(csv(f"{HEADER}\n{rows.replace('123456789018', '123456789017')}"))) == 2
    homes = "".join(f"r{key},{key},S55.5.1,2,大型,1,0\n" for key in ("123456789018", "111111111118"))
    assert findings(lambda: table_of(csv(f"{HEADER}\n{homes}")))[0].code == "I103"


def test_the_same_column_twice_is_refused(csv: Csv) -> None:
    """By label and by identifier."""
    assert findings(lambda: csv(f"{HEADER},income\na,h1,S55.5.1,2,大型,1,0,2\n"))[0].code == "I104"


def test_bad_cells_reject_their_row_and_no_other(csv: Csv) -> None:
    """With the record as a spreadsheet counts it, column, value and reason."""
    table = table_of(csv(f"{HEADER}\na,h1,S55.5.1,2,大型,1,0\nb,h2,x,99,大型,1,0\nc,h3,S55.5.1,1,小型,,0\n"))
    assert table.keys.tolist() == ["a"]
    assert [(record, column) for record, column, _, _ in reasons(table)] == [
        (3, "飼い主の生年月日 (keeper_birth)"),
        (3, "犬の数 (dogs)"),
        (4, "所得 (income)"),
    ]
    assert table.rejects[1].key == "b"
    assert table.rejects[1].value == "99"
    assert table.count == 3


def test_empty_lines_are_no_records_but_keep_their_number(csv: Csv) -> None:
    """Excel leaves lines of commas behind."""
    table = table_of(csv(f"{HEADER}\n\n,,,,,,\na,h1,S55.5.1,2,大型,1,0\n"))
    assert table.records.tolist() == [4]
    assert table.count == 1


def test_a_record_of_the_wrong_width_belongs_to_nobody(csv: Csv) -> None:
    """A comma inside an unquoted amount moves every cell behind it."""
    file = csv(f"{HEADER}\na,h1,S55.5.1,2,大型,1,000,0\nb,h1,S55.5.1,2,大型,1000,0\n")
    assert [(one.record, one.reason.ja) for one in file.stray] == [
        (2, "欄の数が見出しと違います（見出し 7、この行 8）。")
    ]
    assert table_of(file).keys.tolist() == ["b"]
    assert table_of(file).rejects == ()  # told once, among the stray ones


def test_a_repeated_key_rejects_every_record_that_bears_it(csv: Csv) -> None:
    """Nobody can say which one is right."""
    row = "a,h1,S55.5.1,2,大型,1,0\n"
    table = table_of(csv(f"{HEADER}\n{row}b,h1,S55.5.1,2,大型,1,0\n{row}"))
    assert table.keys.tolist() == ["b"]
    assert [(record, reason) for record, _, _, reason in reasons(table)] == [
        (2, "同じ番号の行が 2、4 行目にあります。"),
        (4, "同じ番号の行が 2、4 行目にあります。"),
    ]


def test_a_record_without_key_or_group_is_rejected(csv: Csv) -> None:
    """Neither may be guessed."""
    table = table_of(csv(f"{HEADER}\n,h1,S55.5.1,2,大型,1,0\nb,,S55.5.1,2,大型,1,0\n"))
    assert len(table) == 0
    assert [column for _, column, _, _ in reasons(table)] == [
        "住民コード (resident_id)",
        "世帯コード (household_id)",
    ]


def test_groups_are_brought_together_and_the_order_of_the_file_is_kept(csv: Csv) -> None:
    """Rows of a household need not stand together in the file."""
    rows = "".join(
        f"{key},{group},S55.5.1,1,小型,1,0\n" for key, group in (("a", "h1"), ("b", "h2"), ("c", "h1"))
    )
    table = table_of(csv(f"{HEADER}\n{rows}"))
    assert table.keys.tolist() == ["a", "c", "b"]
    assert table.columns["household_id"].tolist() == [0, 0, 1]
    assert table.keys[table.input_order].tolist() == ["a", "b", "c"]


def test_a_rejected_row_takes_its_group_along_where_that_matters(csv: Csv) -> None:
    """Its household would be computed without it."""
    rows = "a,h1,S55.5.1,x,小型,1,0\nb,h1,S55.5.1,1,小型,1,0\nc,h2,S55.5.1,1,小型,1,0\n"
    table = table_of(csv(f"{HEADER}\n{rows}")).without_companions()
    assert table.keys.tolist() == ["c"]
    assert table.rejects[-1].reason == COMPANION
    assert table.rejects[-1].key == "b"


def test_towns_are_told_apart_by_name_code_or_identifier(csv: Csv) -> None:
    """A key is a town's own: the same number in two towns is two persons."""
    rows = "".join(
        f"{town},{key},h,S55.5.1,1,小型,1,0\n"
        for town, key in (("大井町", "a"), ("箱根町", "a"), ("143626", "b"), ("東京", "c"))
    )
    file = csv(f"町村,{HEADER}\n{rows}")
    assert file.towns == ("oi", "hakone")
    assert table_of(file).keys.tolist() == ["a", "b"]
    assert table_of(file).records.tolist() == [2, 4]
    assert table_of(file, "hakone").keys.tolist() == ["a"]
    assert len(table_of(file, "kaisei")) == 0
    assert [(one.record, one.value) for one in file.stray] == [(5, "東京")]


def test_a_file_without_towns_belongs_to_the_one_that_is_asked_for(csv: Csv) -> None:
    """Most files of one town do not name it."""
    file = csv(f"{HEADER}\na,h1,S55.5.1,2,大型,1,0\n")
    assert file.towns is None
    assert len(table_of(file, "kaisei")) == 1


def test_the_days_of_a_town_are_known_before_its_rows_are_read(csv: Csv) -> None:
    """So that rules are looked up once per day; what is no day is left out."""
    rows = "".join(
        f"{day},h{day},{day},1,小型,1,0\n" for day in ("S55.5.1", "x", "1979-01-01", "昭和55年5月1日")
    )
    assert csv(f"{HEADER}\n{rows}").days("oi", "keeper_birth") == (date(1979, 1, 1), date(1980, 5, 1))


def test_a_header_alone_is_a_town_without_rows(csv: Csv) -> None:
    """Nothing to compute is no mistake."""
    table = table_of(csv(f"{HEADER}\n"))
    assert (len(table), table.count, table.rejects) == (0, 0, ())


def test_many_batches_give_what_one_batch_gives(csv: Csv) -> None:
    """Files are read some thousand records at a time."""
    rows = "".join(f"r{index},h{index // 3},S55.5.1,{index % 40},小型,1,0\n" for index in range(20_000))
    table = table_of(csv(f"{HEADER}\n{rows}"))
    assert len(table) + len(table.rejects) == 20_000
    assert {reject.value for reject in table.rejects} == {str(count) for count in range(31, 40)}
    assert table.records.tolist() == sorted(table.records.tolist())
    assert all(index - 2 == int(key[1:]) for index, key in zip(table.records, table.keys, strict=True))


def test_a_file_that_is_not_there_or_of_an_unknown_kind_is_told(tmp_path: Path) -> None:
    """No traceback for a slip of the keyboard."""
    assert "ありません" in findings(lambda: open_input(tmp_path / "no.csv", NAMES, TOWNS.get))[0].ja
    (tmp_path / "in.docx").write_bytes(b"x")
    assert "種類" in findings(lambda: open_input(tmp_path / "in.docx", NAMES, TOWNS.get))[0].ja


def test_csv_that_is_broken_is_told_with_its_line(csv: Csv) -> None:
    """An invisible character of an old system."""
    found = findings(lambda: csv(f'{HEADER}\na,h1,S55.5.1,2,大型,1,0\n"b\rc"d"\n"{"x" * 200_000}"\n'))
    assert found[0].code == "I106"
    assert found[0].place is not None
    assert found[0].place.line > 1


GOOD = {
    "resident_id": pa.array(["a", "b", "c"]),
    "household_id": pa.array([1, 1, 2]),
    "keeper_birth": pa.array([date(1980, 5, 1), date(2008, 2, 29), date(1926, 12, 24)]),
    "dogs": pa.array([1, 2, 3], type=pa.int8()),
    "size": pa.array(["small", "大型", "large"]).dictionary_encode(),
    "income": pa.array(["1,000円", "2000", "3000"]),
    "welfare": pa.array([True, False, True]),
}
Parquet = Callable[..., InputFile]


@pytest.fixture
def stored(tmp_path: Path) -> Parquet:
    """Write a Parquet file, some columns changed, and open it."""

    def write(rows_per_group: int = 2, **changed: pa.Array) -> InputFile:
        path = tmp_path / "in.parquet"
        parquet.write_table(pa.table({**GOOD, **changed}), path, row_group_size=rows_per_group)
        return open_input(path, NAMES, TOWNS.get)

    return write


def test_parquet_is_read_as_csv_is(stored: Parquet) -> None:
    """Days, choices, flags and texts of numbers."""
    table = table_of(stored())
    assert {name: values.tolist() for name, values in table.columns.items()} == {
        "keeper_birth": [1980_05_01, 2008_02_29, 1926_12_24],
        "dogs": [1, 2, 3],
        "size": [0, 1, 1],
        "income": [1_000, 2_000, 3_000],
        "welfare": [True, False, True],
        "household_id": [0, 0, 1],
    }
    assert table.records.tolist() == [2, 3, 4]
    assert all(values.dtype in (np.int64, np.bool_) for values in table.columns.values())


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("dogs", pa.array([1, None, 3])),
        ("income", pa.array(["1", None, "3"])),
        ("keeper_birth", pa.array([date(1980, 5, 1), None, date(1980, 5, 1)])),
        ("welfare", pa.array([True, None, False])),
        ("resident_id", pa.array(["a", None, "c"])),
        ("household_id", pa.array(["1", None, "2"])),
    ],
)
def test_a_null_rejects_its_row(stored: Parquet, name: str, values: pa.Array) -> None:
    """Converted blindly it would turn a column into decimals."""
    table = table_of(stored(**{name: values}))
    assert table.keys.tolist() == ["a", "c"]
    assert [one.record for one in table.rejects] == [3]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("dogs", pa.array([1, 99, 3])),
        ("dogs", pa.array(["1", "x", "3"])),
        ("keeper_birth", pa.array([1980_05_01, 1980_13_01, 1980_05_01])),
        ("keeper_birth", pa.array([1980_05_01, 1980_02_31, 1980_05_01])),
        ("welfare", pa.array([0, 2, 1])),
        ("size", pa.array([0, 2, 1])),
        ("size", pa.array(["small", "中型", "large"])),
    ],
)
def test_a_value_that_cannot_be_rejects_its_row(stored: Parquet, name: str, values: pa.Array) -> None:
    """Out of range, no day, no choice, neither yes nor no."""
    table = table_of(stored(**{name: values}))
    assert table.keys.tolist() == ["a", "c"]
    assert len(table.rejects) == 1


def test_a_column_of_decimals_is_refused_as_a_whole(stored: Parquet) -> None:
    """Some tools turn whole numbers with gaps into decimals."""
    found = findings(lambda: stored(income=pa.array([1.0, 2.0, None])))
    assert found[0].code == "I108"
    assert "double" in found[0].ja


def test_towns_in_parquet_are_read_one_after_the_other(stored: Parquet) -> None:
    """Whether or not their rows stand together."""
    file = stored(1, municipality=pa.array(["大井町", "箱根町", "oi"]))
    assert file.towns == ("oi", "hakone")
    assert table_of(file).keys.tolist() == ["a", "c"]
    assert table_of(file).records.tolist() == [2, 4]
    assert file.days("hakone", "keeper_birth") == (date(2008, 2, 29),)


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    """Not every .parquet is one."""
    (tmp_path / "in.parquet").write_bytes(b"PAR1 no")
    assert findings(lambda: open_input(tmp_path / "in.parquet", NAMES, TOWNS.get))[0].code == "I106"


def test_without_pyarrow_the_command_that_installs_it_is_named(
    stored: Parquet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parquet is an extra; CSV needs only numpy."""
    stored()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "pyarrow.parquet")
    found = findings(lambda: open_input(tmp_path / "in.parquet", NAMES, TOWNS.get))
    assert found[0].code == "I107"
    assert "pip install 'uwanose[parquet]'" in found[0].remedy_ja
