"""What town halls type: each slip has its sentence, its place and its remedy, and reading goes on."""

from __future__ import annotations

import pytest

from uwanose.errors import Finding
from uwanose.source.nodes import Mapping, Node, Scalar, Sequence
from uwanose.source.read import read_mapping, read_yaml


def findings_of(text: str, *, pure: bool = False) -> list[Finding]:
    """Return the findings of a text."""
    findings: list[Finding] = []
    read_yaml(text.encode(), "f", findings, pure=pure)
    return findings


def codes(text: str) -> list[str]:
    """Return code and place of each finding, equal for both parsers."""
    shown = [
        [f"{finding.code} {finding.place}" for finding in findings_of(text, pure=pure)]
        for pure in (False, True)
    ]
    assert shown[0] == shown[1]
    return shown[0]


def texts(node: Node | None) -> object:
    """Return a node as plain texts."""
    if isinstance(node, Mapping):
        return {name: texts(value) for name, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [texts(item) for item in node]
    return node.text if node else None


@pytest.mark.parametrize("text", ["a: 320,000\n", "a: ３２０,０００\n", "a: 320,000円\n", "a: △1,000\n"])
def test_a_comma_number_behind_a_name_is_one_value(text: str) -> None:
    """Outside {} and [] a comma is just a sign of the number."""
    node = read_yaml(text.encode(), "f", [])
    assert texts(node) == {"a": text.strip().split(": ")[1]}
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "place"),
    [
        ("a: {value: 320,000}\n", {"a": {"value": "320,000"}}, "S112 f:1:12"),
        ("a: {value: 1,234,567円, b: 1}\n", {"a": {"value": "1,234,567円", "b": "1"}}, "S112 f:1:12"),
        ("a: {value: ３２０,０００}\n", {"a": {"value": "３２０,０００"}}, "S112 f:1:12"),
        ("a: {value: △320,000}\n", {"a": {"value": "△320,000"}}, "S112 f:1:12"),
        ("a: [320,000, 1]\n", {"a": ["320,000", "1"]}, "S112 f:1:5"),
        ("a: [1,234,567]\n", {"a": ["1,234,567"]}, "S112 f:1:5"),
    ],
)
def test_a_comma_number_in_braces_is_reported_and_read_as_meant(
    text: str, expected: object, place: str
) -> None:
    """{value: 320,000} is two entries to YAML; the finding says exactly so."""
    assert texts(read_yaml(text.encode(), "f", [])) == expected
    assert codes(text) == [place]
    finding = findings_of(text)[0]
    assert "「,」で" in finding.ja
    assert "_" in finding.remedy_ja


@pytest.mark.parametrize(
    "text",
    [
        "a: {2021: 1, 2022: 2}\n",
        "a: [100, 200]\n",
        "a: {value: '320', 000: 1}\n",
        "a: [12, 345]\n",
        "a: {b: 1234, 567: }\n",
    ],
)
def test_separate_entries_in_braces_are_left_alone(text: str) -> None:
    """A list of numbers is no comma number: four digits, quotes or a space tell them apart."""
    assert codes(text) == []


def test_two_comma_numbers_in_one_brace_are_two_findings() -> None:
    """Both end in 000; that is no repeated name."""
    assert codes("a: {b: 1,000, c: 2,000}\n") == ["S112 f:1:8", "S112 f:1:18"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a：1\n", ["S113 f:1:1"]),
        ("a: 1\nb：2\n", ["S105 f:2:2"]),
        ("a:\n  b：2\n  c: 3\n", ["S105 f:2:4"]),
        ("a: {b：2}\n", ["S105 f:1:5"]),
    ],
)
def test_a_full_width_colon_is_named(text: str, expected: list[str]) -> None:
    """A Japanese keyboard types ： where : belongs."""
    assert [code for code in codes(text) if code != "S113 f:1:1"] == [
        c for c in expected if c != "S113 f:1:1"
    ]


def test_a_file_of_one_line_with_a_full_width_colon_says_so() -> None:
    """The only line of a first setting: the sentence speaks of the colon, not of the shape of files."""
    findings: list[Finding] = []
    assert read_mapping("value：1\n".encode(), "f", findings) is None
    assert [finding.code for finding in findings] == ["S105"]
    assert "全角の「：」" in findings[0].ja


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u3000a: 1\n", ["S106 f:1:1"]),
        ("a:\n\u3000\u3000b: 1\n", ["S106 f:2:1"]),
        ("a:\n  b: 1\n\u3000\u3000c: 1\n", ["S106 f:3:1"]),
        ("a:\n  b: 1\n  \u3000c\n  d: 1\n", ["S106 f:3:3"]),
        ("a:\n\u00a0\u00a0b: 1\n", ["S106 f:2:1"]),
    ],
)
def test_a_full_width_space_does_not_indent(text: str, expected: list[str]) -> None:
    """U+3000 looks like two spaces and is none; so is a no-break space."""
    assert codes(text) == expected


def test_a_full_width_space_inside_a_text_is_a_text() -> None:
    """Japanese paragraphs begin with U+3000."""
    assert codes("a: |\n  \u3000本文\nb: 大井\u3000太郎\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: 1\n", ["S107 f:2:1"]),
        ("a:\n  b: 1\n  \tc: 1\n", ["S107 f:3:3"]),
        ("a:\t1\n", ["S107 f:1:3"]),
        ("a: 1\t# 注\n\t\n\t# 注\n", []),
    ],
)
def test_a_tab_is_named(text: str, expected: list[str]) -> None:
    """In the indentation it is an error, elsewhere a warning, before a comment nothing."""
    assert [code for code in codes(text) if "S104" not in code] == expected


def test_a_tab_in_the_indentation_is_an_error_and_elsewhere_a_warning() -> None:
    """The width of a tab is a matter of taste; beside a value it does no harm."""
    assert [str(findings_of(text)[0].severity) for text in ("a:\n\tb: 1\n", "a:\t1\n")] == [
        "error",
        "warning",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {value:1}\n", ["S116 f:1:5"]),
        ("a:\n  b: 1\n  c:2\n  d: 3\n", ["S116 f:3:3"]),
        ("a: 1\nb:2\n", ["S116 f:2:1"]),
    ],
)
def test_a_missing_space_behind_the_colon_is_named(text: str, expected: list[str]) -> None:
    """value:1 is one word to YAML."""
    assert codes(text) == expected


def test_a_name_written_twice_shows_both_places_and_the_first_holds() -> None:
    """Most readers silently take the last one."""
    findings: list[Finding] = []
    node = read_yaml(b"a: 1\nb: 2\na: 3\n", "f", findings)
    assert texts(node) == {"a": "1", "b": "2"}
    assert [(str(f.place), [str(place) for place in f.others]) for f in findings] == [("f:3:1", ["f:1:1"])]
    assert findings[0].code == "S108"


def test_quotes_do_not_make_another_name() -> None:
    """'a' and a are one name."""
    assert codes("a: 1\n'a': 2\n") == ["S108 f:2:1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: !!int 5\n", ["S109 f:1:4"]),
        ("a: !x [1]\n", ["S109 f:1:4"]),
        ("a: !!str 5\n", ["S109 f:1:4"]),
        ("a: !!python/object:os.system {}\n", ["S104 f:1:4"]),
    ],
)
def test_tags_are_refused_and_the_text_is_kept(text: str, expected: list[str]) -> None:
    """The declared type of the point decides, even where the tag would say the same."""
    assert codes(text) == expected


def test_a_reference_or_two_are_fine() -> None:
    """A source repeated by * is the same text at both places, an empty list as well."""
    text = "a: &s 地方税法\nb: *s\nc: &e []\nd: *e\n"
    assert codes(text) == []
    assert texts(read_yaml(text.encode(), "f", [])) == {"a": "地方税法", "b": "地方税法", "c": [], "d": []}


def test_a_file_of_references_to_references_does_not_explode() -> None:
    """Ten lines that stand for a thousand million texts: one finding, and no memory."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert [code.split()[0] for code in codes("\n".join(lines) + "\n")] == ["S110"]


def test_an_unknown_reference_is_named() -> None:
    """*注 is text to a clerk and a reference to YAML; a reference to itself is none."""
    assert codes("a: *b\n") == ["S110 f:1:4"]
    assert codes("a: &a [*a]\n") == ["S110 f:1:8"]
    assert codes("a: *注\n") == ["S104 f:1:4"]


def test_merging_is_refused() -> None:
    """What stands in a file is what is written there."""
    assert codes("a: &a {b: 1}\nc:\n  <<: *a\n") == ["S110 f:3:3"]


def test_a_second_document_is_refused_and_the_first_is_read() -> None:
    """'---' between two settings would hide the second one."""
    findings: list[Finding] = []
    assert texts(read_yaml(b"---\na: 1\n---\nb: 2\n", "f", findings)) == {"a": "1"}
    assert [f"{finding.code} {finding.place}" for finding in findings] == ["S111 f:3:1"]


@pytest.mark.parametrize("text", ["[" * 100, "{a: " * 100_000, "- " * 50_000, "? " * 1000])
def test_deep_nesting_is_a_finding_and_no_crash(text: str) -> None:
    """The parser's own composer ends the process on the second of these."""
    assert "S114" in {finding.code for finding in findings_of(text)}


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("a: 'x\nb: 1\n", "f:1:4", "引用符が閉じていません"),
        ("a: [1, 2\nb: 1\n", "f:1:4", "「[」が閉じていない"),
        ("a: {b: 1\n", "f:1:4", "「{」が閉じていない"),
        ("a: [1,,2]\n", "f:1:7", "値のない場所"),
        ("a: b: c\n", "f:1:5", "「:」は書けません"),
        ("a: - b\n", "f:1:4", "「- 」で始まる一覧"),
        ("a:\n  - b\n  c: 1\n", "f:3:3", "字下げ"),
        ("  a: 1\nb: 1\n", "f:2:1", "字下げ"),
        ("a: @b\n", "f:1:4", "引用符で囲んで"),
        ("a: | b\n", "f:1:6", "「|」「>」の後"),
        ("a: &\n", "f:1:4", "「&」"),
        ('a: "C:\\data"\n', "", "「\\」"),
        ("%x\n", "", "「%」"),
        ("a: 1\nb\nc: 1\n", "f:2:1", "「:」がありません"),
        ("a: 1\n? b\nc\n", "", ""),
    ],
)
def test_each_syntax_error_has_a_plain_sentence(text: str, place: str, word: str) -> None:
    """No words of the parser reach the person; the place is where the hand must go."""
    findings = findings_of(text)
    assert [finding.code for finding in findings] == ["S104"]
    shown = findings[0].text("ja")
    assert word in shown
    assert "found" not in shown
    assert place in ("", str(findings[0].place))
    assert findings[0].remedy_ja
    assert findings[0].remedy_en


@pytest.mark.parametrize("text", [": 1\n", "a:\n  : 1\n", "? [a]\n: 1\n", "{: 1}\n", "? {a: 1}\n: 2\n"])
def test_an_entry_without_a_name_is_a_finding(text: str) -> None:
    """Names are words; nothing, lists and mappings are none."""
    assert {finding.code for finding in findings_of(text)} <= {"S104", "S115"}
    assert findings_of(text)


def test_all_full_width_signs_of_a_file_are_reported_at_once() -> None:
    """One run shows every line to correct."""
    assert codes("a: 1\nb：1\nc: 1\nd：1\n\u3000e: 1\n") == ["S105 f:2:2", "S105 f:4:2", "S106 f:5:1"]


def test_texts_in_blocks_are_not_taken_for_slips() -> None:
    """A paragraph that begins with U+3000, a line 「Q：」 of a template: the cause is elsewhere."""
    text = "a: |\n  \u3000本文\n  Q：質問\n\n  A：答え\nb: 'x\n"
    assert codes(text) == ["S104 f:6:4"]


def test_a_slip_far_from_the_problem_does_not_hide_it() -> None:
    """A slip beside the place where reading stopped is the cause; another one is told together with the problem."""
    assert codes("a: 1\nb：1\nc: 1\nd: @x\n") == ["S105 f:2:2"]
    assert codes("a: @x\n" + "b: 1\n" * 4 + "c：1\n") == ["S105 f:6:2", "S104 f:1:4"]


def test_scalars_are_frozen() -> None:
    """Nodes are handed around; nobody writes into them."""
    node = read_yaml(b"a: 1\n", "f", [])
    assert isinstance(node, Mapping)
    with pytest.raises(TypeError):
        node.entries["a"] = node  # type: ignore[index]
    with pytest.raises(AttributeError):
        node["a"].text = "2"  # type: ignore[union-attr, misc]
    assert isinstance(node["a"], Scalar)
