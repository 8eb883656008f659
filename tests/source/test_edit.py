"""Edits: one value changes, every other byte stays."""

from __future__ import annotations

import pytest

from uwanose.errors import Refused
from uwanose.source.edit import append_item, remove_value, set_value, written, written_mapping

TOWN = """\
# 大井町の設定
municipality: {code: "143626", name: {ja: 大井町, en: Oi}}   # 清川村は村

settings:
  # 条例
  resident_tax.base: {2021: 320_000}  # = 320,000円
  resident_tax.add:
    2021: 189_000   # 告示第3号
    2026: 200_000
  resident_tax.open:
adopts:
  - {id: K-006, from: 2020-04-01}
  - id: K-007
    from: 2021-04-01   # 議決
"""


def changed(before: str, after: bytes) -> list[str]:
    """Return the lines that differ: those gone with -, those new with +."""
    old, new = before.splitlines(), after.decode().splitlines()
    gone = [f"-{line}" for line in old if old.count(line) > new.count(line)]
    return gone + [f"+{line}" for line in new if new.count(line) > old.count(line)]


@pytest.mark.parametrize(
    ("path", "value", "comment", "lines"),
    [
        (
            ["settings", "resident_tax.base", "2021"],
            "330_000",
            "330,000円",
            ["-  resident_tax.base: {2021: 320_000}  # = 320,000円", "+  resident_tax.base: {2021: 330_000}  # = 330,000円"],
        ),
        (
            ["settings", "resident_tax.base", "2021"],
            "330_000",
            "",
            ["-  resident_tax.base: {2021: 320_000}  # = 320,000円", "+  resident_tax.base: {2021: 330_000}"],
        ),
        (
            ["settings", "resident_tax.base", "2023"],
            "330_000",
            "330,000円",
            [
                "-  resident_tax.base: {2021: 320_000}  # = 320,000円",
                "+  resident_tax.base: {2021: 320_000, 2023: 330_000}  # = 330,000円",
            ],
        ),
        (
            ["settings", "resident_tax.base", "2012"],
            "1",
            "",
            ["-  resident_tax.base: {2021: 320_000}  # = 320,000円", "+  resident_tax.base: {2012: 1, 2021: 320_000}"],
        ),
        (
            ["settings", "resident_tax.add", "2021"],
            "190_000",
            "190,000円",
            ["-    2021: 189_000   # 告示第3号", "+    2021: 190_000   # 告示第3号"],
        ),
        (["settings", "resident_tax.add", "2023"], "{value: 3, source: 条例}", "3円", ["+    2023: {value: 3, source: 条例}  # = 3円"]),
        (["settings", "resident_tax.add", "2012"], "3", "", ["+    2012: 3"]),
        (["settings", "resident_tax.open", "2021"], "3", "", ["+    2021: 3"]),
        (["settings", "resident_tax.new", "2021", "value"], "3", "", ["+  resident_tax.new:", "+    2021:", "+      value: 3"]),
        (["note", "x"], "320,000", "", ["+note:", "+  x: 320,000"]),
        (["adopts", 1, "until"], "2022-03-31", "", ["+    until: 2022-03-31"]),
        (
            ["adopts", 0, "until"],
            "2022-03-31",
            "",
            ["-  - {id: K-006, from: 2020-04-01}", "+  - {id: K-006, from: 2020-04-01, until: 2022-03-31}"],
        ),
        (
            ["settings", "resident_tax.add"],
            "{2021: 1}",
            "",
            ["-  resident_tax.add:", "-    2021: 189_000   # 告示第3号", "-    2026: 200_000", "+  resident_tax.add: {2021: 1}"],
        ),
        (["municipality", "code"], '"143839"', "", [
            '-municipality: {code: "143626", name: {ja: 大井町, en: Oi}}   # 清川村は村',
            '+municipality: {code: "143839", name: {ja: 大井町, en: Oi}}   # 清川村は村',
        ]),
    ],
)  # fmt: skip
def test_a_value_is_set_and_nothing_else(
    path: list[str | int], value: str, comment: str, lines: list[str]
) -> None:
    """Dates stay in order; our own comment follows its value, somebody else's is left alone."""
    assert lines == changed(TOWN, set_value(TOWN.encode(), path, value, comment))


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (["settings", "resident_tax.add", "2021"], ["-    2021: 189_000   # 告示第3号"]),
        (["settings", "resident_tax.open"], ["-  resident_tax.open:"]),
        (
            ["settings", "resident_tax.base", "2021"],
            ["-  resident_tax.base: {2021: 320_000}  # = 320,000円", "+  resident_tax.base: {}"],
        ),
        (["adopts", 0], ["-  - {id: K-006, from: 2020-04-01}"]),
        (["adopts", 0, "id"], ["-  - {id: K-006, from: 2020-04-01}", "+  - {from: 2020-04-01}"]),
        (["adopts", 0, "from"], ["-  - {id: K-006, from: 2020-04-01}", "+  - {id: K-006}"]),
        (
            ["adopts", 1, "id"],
            ["-  - id: K-007", "-    from: 2021-04-01   # 議決", "+  - from: 2021-04-01   # 議決"],
        ),
        (["adopts", 1, "from"], ["-    from: 2021-04-01   # 議決"]),
        (["nothing", "here"], []),
        ([], []),
    ],
)
def test_a_value_is_removed_and_nothing_else(path: list[str | int], lines: list[str]) -> None:
    """What becomes empty stays as {}; what was not there changes nothing."""
    assert lines == changed(TOWN, remove_value(TOWN.encode(), path))


def test_the_only_entry_of_a_block_leaves_empty_braces() -> None:
    """An empty place would mean something else: unknown."""
    assert remove_value(b"a:\n  b: 1  # c\nd: 2\n", ["a", "b"]) == b"a: {}\nd: 2\n"
    assert remove_value(b"a:\n- 1\nd: 2\n", ["a", 0]) == b"a: []\nd: 2\n"
    assert remove_value(b"# x\na: 1\n", ["a"]) == b"# x\n"


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (["adopts"], "{id: K-009}", ["+  - {id: K-009}"]),
        (["final"], "a.b", ["+final:", "+  - a.b"]),
        (["settings", "resident_tax.open"], "x", ["+    - x"]),
    ],
)
def test_an_item_is_appended(path: list[str | int], value: str, lines: list[str]) -> None:
    """A list that is missing is begun."""
    assert lines == changed(TOWN, append_item(TOWN.encode(), path, value))


def test_what_is_added_last_comes_behind_the_comments_of_what_stands_there() -> None:
    """A comment indented like the entries above it is theirs; one at the margin speaks of what follows."""
    data = b"settings:\n  a: 1\n  # still unknown: b\n\n# the end\n"
    added = append_item(data, ["adopts"], "id: K-001")
    assert added == b"settings:\n  a: 1\n  # still unknown: b\nadopts:\n  - id: K-001\n\n# the end\n"


def test_lists_in_brackets_grow_inside_them() -> None:
    """One item a line where the file has it so."""
    assert append_item(b"a: [1]  # c\n", ["a"], "2") == b"a: [1, 2]  # c\n"
    assert append_item(b"a: []\n", ["a"], "2") == b"a: [2]\n"
    assert append_item(b"a: [\n  1, # x\n  2 # y\n]\n", ["a"], "3") == b"a: [\n  1, # x\n  2, # y\n  3\n]\n"
    assert append_item(b"a: [\n  1,\n]\n", ["a"], "3") == b"a: [\n  1,\n  3,\n]\n"
    assert append_item(b"a: {b: }\n", ["a", "b"], "3") == b"a: {b: [3] }\n"


def test_braces_over_several_lines_keep_one_entry_a_line() -> None:
    """The comma goes behind the value, not behind its comment."""
    text = b"v: {\n  2021: 1,  # old\n  2026: 2  # new\n}\n"
    assert (
        set_value(text, ["v", "2027"], "3") == b"v: {\n  2021: 1,  # old\n  2026: 2,  # new\n  2027: 3\n}\n"
    )
    assert (
        set_value(text, ["v", "2023"], "3") == b"v: {\n  2021: 1,  # old\n  2023: 3,\n  2026: 2  # new\n}\n"
    )


def test_an_entry_without_a_value_does_not_grow_together_with_its_neighbour() -> None:
    """{a:, b: 1} would be a name 'a:'."""
    assert set_value(b"v: {a: }\n", ["v", "b"], "1") == b"v: {a: , b: 1 }\n"
    assert remove_value(b"v: {a: , b: 1}\n", ["v", "b"]) == b"v: {a: }\n"


def test_a_comma_inside_braces_gets_quotes() -> None:
    """{2021: 320,000} would be two entries."""
    assert set_value(b"a: {2021: 1}\n", ["a", "2021"], "320,000") == b'a: {2021: "320,000"}\n'


def test_byte_order_mark_line_ends_and_a_missing_last_line_break_stay() -> None:
    """Notepad's files stay Notepad's files."""
    assert (
        set_value(b"\xef\xbb\xbfa:\r\n    b: 1\r\n", ["a", "c"], "2")
        == b"\xef\xbb\xbfa:\r\n    b: 1\r\n    c: 2\r\n"
    )
    assert set_value(b"a: 1", ["b", "c"], "2") == b"a: 1\nb:\n  c: 2"
    assert set_value(b"a:\r\n    b: 1\r\n", ["d", "e"], "2") == b"a:\r\n    b: 1\r\nd:\r\n    e: 2\r\n"


def test_an_empty_file_gets_its_first_entry() -> None:
    """A town begins with comments only."""
    assert (
        set_value("# 開成町\n".encode(), ["settings", "a"], "1") == "# 開成町\nsettings:\n  a: 1\n".encode()
    )
    assert set_value(b"", ["a"], "1") == b"a: 1\n"


def test_texts_in_blocks_are_replaced_whole() -> None:
    """The next entry and the blank line before it stay."""
    text = "a: |\n  一\n  二\n\nb: 1\n"
    assert set_value(text.encode(), ["a"], '"x"') == b'a: "x"\n\nb: 1\n'
    assert set_value(text.encode(), ["c"], "2") == (text + "c: 2\n").encode()


def test_tabs_beside_values_do_not_disturb() -> None:
    """They are read with a warning, and stay."""
    assert set_value(b"a:\t1\t# x\nb: 2\n", ["a"], "3") == b"a:\t3\t# x\nb: 2\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("a: 町\n".encode("cp932"), "S130"),
        (b"\xff\xfea\x00:\x00 \x001\x00", "S130"),
        (b"a: 1\na: 2\n", "S130"),
        (b"a: [1\n", "S130"),
        (b"a: 1\nb: {value: 1,000}\n", "S130"),
        (b"a: &x {b: 1}\nc: *x\n", "S131"),
        (b"- 1\n", "S131"),
        (b"a: 1\n", "S131"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(data: bytes, code: str) -> None:
    """Another encoding, a file with errors, a value two names share, a way that leads through a value."""
    with pytest.raises(Refused) as refused:
        set_value(data, ["a", "b", "c"] if data == b"a: 1\n" else ["a", "b"], "2", name="oi.yaml")
    assert refused.value.findings[0].code in (code, "S108", "S104", "S112")
    assert code in {finding.code for finding in refused.value.findings}


@pytest.mark.parametrize("value", ["[1", "a: b: c", "1\nb: 2", "", "!x 1", "*a", "{a: 1, a: 2}"])
def test_what_is_no_value_is_refused(value: str) -> None:
    """The fragment stands for one value of one line."""
    with pytest.raises(Refused) as refused:
        set_value(b"a: 1\n", ["a"], value)
    assert [finding.code for finding in refused.value.findings] == ["S131"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和8年4月1日", "令和8年4月1日"),
        ("18歳年度末", "18歳年度末"),
        ("6/100", "6/100"),
        ("条例第3条（抄）", "条例第3条（抄）"),
        ("https://a.jp/?b=1", "https://a.jp/?b=1"),
        ("a, b", '"a, b"'),
        ("a: b", '"a: b"'),
        ("条例 #3", '"条例 #3"'),
        ("null", '"null"'),
        ("", '""'),
        ("- x", '"- x"'),
        ("一行\n二行", '"一行\\n二行"'),
        ('"', '"\\""'),
        ("\x00", '"\\u0000"'),
    ],
)
def test_a_text_is_written_plainly_where_that_is_safe(text: str, expected: str) -> None:
    """Anything that YAML could take for a sign gets quotes."""
    assert expected == written(text)


def test_names_with_values_are_written_in_braces() -> None:
    """What adopt and set write."""
    assert (
        written_mapping({"value": "6/100", "source": written("条例, 附則")})
        == '{value: 6/100, source: "条例, 附則"}'
    )
