"""Reading YAML: raw scalars with places, by the C parser and by the pure one alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.errors import Finding, Place
from uwanose.source.nodes import Mapping, Node, Scalar, Sequence
from uwanose.source.read import read_list, read_mapping, read_yaml, uses_c_parser


def read(text: str | bytes, *, pure: bool = False) -> Node | None:
    """Read a text that must be sound."""
    findings: list[Finding] = []
    node = read_yaml(text.encode() if isinstance(text, str) else text, "f.yaml", findings, pure=pure)
    assert findings == []
    return node


def entry(text: str, *path: str | int) -> Node:
    """Return what stands at a path of a sound text."""
    node = read(text)
    for step in path:
        assert isinstance(node, (Mapping, Sequence))
        node = node[step] if isinstance(node, Mapping) else node.items[int(step)]  # type: ignore[index]
    assert node is not None
    return node


def test_the_c_parser_is_in_use() -> None:
    """A plain install of ruamel.yaml has no C parser and is many times slower: the extra must bring it."""
    assert uses_c_parser()


@pytest.mark.parametrize(
    "word", ["00123", "no", "12:30", "4.025", "0x1F", "1e3", "2026-04-01", "~", "null", "6/100"]
)
def test_words_stay_as_they_are_typed(word: str) -> None:
    """YAML itself would make 83, false, 750 and dates of these; the declared type alone gives a meaning."""
    assert entry(f"value: {word}\n", "value") == Scalar(word, False, Place("f.yaml", 1, 8))
    assert entry(f"a: {{value: {word}}}\n", "a", "value") == Scalar(word, False, Place("f.yaml", 1, 12))


def test_places_count_characters_from_one() -> None:
    """An editor shows line 2, column 5 for 大井町; a surrogate pair or a full-width sign is one column."""
    node = read("# 注\n𠮷野: 大井町 # c\n- a\n".replace("- a\n", "箱根: {値: 箱根町}\n"))
    assert isinstance(node, Mapping)
    assert node["𠮷野"].place == Place("f.yaml", 2, 5)
    assert node.keys["箱根"].place == Place("f.yaml", 3, 1)
    inner = node["箱根"]
    assert isinstance(inner, Mapping)
    assert inner["値"].place == Place("f.yaml", 3, 9)


def test_nothing_behind_a_colon_is_empty_and_stands_behind_its_name() -> None:
    """No setting is ever null: an empty place is told from an empty text."""
    node = read('a:\nb: ""\nc: {d: , e: 1}\n')
    assert isinstance(node, Mapping)
    assert node["a"] == Scalar("", False, Place("f.yaml", 1, 2))
    assert [getattr(node[name], "empty", None) for name in "ab"] == [True, False]
    assert entry("c: {d: , e: 1}\n", "c", "d") == Scalar("", False, Place("f.yaml", 1, 6))


def test_block_and_quoted_texts_are_marked_as_quoted() -> None:
    """A template's text and a quoted word are never taken for numbers."""
    assert entry("a: |\n  一行目\n  二行目\n", "a") == Scalar("一行目\n二行目\n", True, Place("f.yaml", 1, 4))
    assert entry("a: '00123'\n", "a") == Scalar("00123", True, Place("f.yaml", 1, 4))


def test_urls_and_times_may_stand_in_braces_without_quotes() -> None:
    """A source is usually an address; the C parser alone would refuse it inside {}."""
    text = "v: {value: 6/100, source: https://example.jp/a?b=1&c=2#d, at: 12:30}\n"
    assert entry(text, "v", "source") == Scalar(
        "https://example.jp/a?b=1&c=2#d", False, Place("f.yaml", 1, 27)
    )
    assert entry(text, "v", "at") == Scalar("12:30", False, Place("f.yaml", 1, 63))


def test_lists_and_mappings_know_their_style() -> None:
    """Edits keep the style, so reading must tell it."""
    assert isinstance(entry("a: [1, 2]\n", "a"), Sequence)
    assert [getattr(entry(text, "a"), "flow", None) for text in ("a: [1]\n", "a:\n- 1\n", "a: {b: 1}\n")] == [
        True,
        False,
        True,
    ]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    """Notepad writes both."""
    plain = "a: 1\nb:\n  c: 2\n"
    assert read(b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()) == read(plain)


def test_an_empty_file_has_no_entries() -> None:
    """A file of comments alone is fine."""
    findings: list[Finding] = []
    assert read("# まだありません\n") is None
    assert read_mapping(b"# \n", "f.yaml", findings) == Mapping({}, {}, Place("f.yaml", 1, 1))
    assert read_list(b"", "f.yaml", findings) == Sequence((), Place("f.yaml", 1, 1))
    assert findings == []


def test_a_list_where_names_belong_is_a_finding() -> None:
    """The person sees where, and is not shown a traceback."""
    findings: list[Finding] = []
    assert read_mapping(b"- 1\n", "f.yaml", findings) is None
    assert read_list(b"a: 1\n", "g.yaml", findings) is None
    assert [(finding.code, str(finding.place)) for finding in findings] == [
        ("S113", "f.yaml:1:1"),
        ("S113", "g.yaml:1:1"),
    ]


WORDS = st.sampled_from(
    [
        "a",
        "値",
        "320_000",
        "00123",
        "no",
        "~",
        "12:30",
        "https://a.jp/?q=1",
        "'x y'",
        '"い: ろ"',
        "",
        "4%",
        "-1",
    ]
)
NAMES = st.sampled_from(["a", "b.c", "2021", "値", "'q'", "2026-04-01"])
SIGNS = st.sampled_from(
    [": ", ":", "- ", "[", "]", "{", "}", ", ", ",", "\n", "\n  ", "\n    ", " ", "#", " # c", "&a ", "*a", "!t ",
     "|\n", ">-\n", "? ", "'", '"', "：", "\u3000", "\t", "320,000", "---\n", "\r\n", "<<: ", "x: 1\n", "%"]
)  # fmt: skip


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> str:
    """Draw YAML that is mostly sound: nested names, lists, braces, comments, quotes."""
    lines = []
    for number in range(draw(st.integers(1, 4))):
        name = f"{'  ' * depth}{draw(NAMES)}{number}".replace("'q'", "q")
        shape = draw(st.integers(0, 4 if depth < 3 else 2))
        if shape == 0:
            lines.append(f"{name}: {draw(WORDS)}{draw(st.sampled_from(['', '  # 注']))}")
        elif shape == 1:
            inner = ", ".join(f"k{at}: {draw(WORDS)}" for at in range(draw(st.integers(0, 3))))
            lines.append(f"{name}: {{{inner}}}")
        elif shape == 2:
            lines.append(
                f"{name}: [{', '.join(draw(WORDS.filter(bool)) for _ in range(draw(st.integers(0, 3))))}]"
            )
        elif shape == 3:
            lines.append(f"{name}:\n{draw(blocks(depth + 1))}")
        else:
            lines.append(f"{name}:")
            lines += [f"{'  ' * depth}  - {draw(WORDS)}" for _ in range(draw(st.integers(1, 3)))]
    return "\n".join(lines)


@given(blocks())
def test_both_parsers_build_the_same_nodes(text: str) -> None:
    """The pure parser is a correct fallback: equal nodes, equal places, equal findings."""
    found: list[list[Finding]] = [[], []]
    nodes = [read_yaml(text.encode(), "f", findings, pure=findings is found[1]) for findings in found]
    assert nodes[0] == nodes[1]
    assert found[0] == found[1]


@given(st.lists(st.one_of(SIGNS, WORDS, NAMES), max_size=16).map("".join))
def test_both_parsers_refuse_the_same_texts(text: str) -> None:
    """Whatever is typed: one of them reads it without a finding exactly when the other does, and as the same nodes."""
    found: list[list[Finding]] = [[], []]
    nodes = [read_yaml(text.encode(), "f", findings, pure=findings is found[1]) for findings in found]
    if all(isinstance(node, (Mapping, Sequence)) for node in nodes):
        assert bool(found[0]) == bool(found[1])
        if not found[0]:
            assert nodes[0] == nodes[1]


@given(st.binary(max_size=60))
def test_no_bytes_whatever_raise(data: bytes) -> None:
    """A file of another program is a finding, never a traceback."""
    read_yaml(data, "f", [])
    read_yaml(data, "f", [], pure=True)
