"""From bytes to text: encodings, characters nobody can see, and columns that stay those of the file."""

from __future__ import annotations

import pytest

from uwanose.errors import Finding, Severity
from uwanose.source.nodes import Mapping
from uwanose.source.read import read_yaml


def read(data: bytes) -> tuple[Mapping, list[Finding]]:
    """Read bytes that hold named entries."""
    findings: list[Finding] = []
    node = read_yaml(data, "towns/oi.yaml", findings, "oi")
    assert isinstance(node, Mapping)
    return node, findings


TEXT = "大井町: 320,000\nb: 1\n"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (TEXT.encode("cp932"), "CP932"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_another_encoding_is_read_with_a_warning_that_names_it(data: bytes, named: str) -> None:
    """Excel and Notepad save so; all other findings of the file appear in the same run."""
    node, findings = read(data)
    assert node == read(TEXT.encode())[0]
    assert [(finding.code, finding.severity, finding.scope) for finding in findings] == [
        ("S101", Severity.WARNING, "oi")
    ]
    assert named in findings[0].ja
    assert "UTF-8" in findings[0].remedy_ja


def test_other_findings_of_a_cp932_file_appear_in_the_same_run() -> None:
    """One save, one correction: nobody has to run the check twice."""
    _, findings = read(
        "a: 1\na: 2\n".encode("cp932") + "町：1\nc: 1\n".encode("cp932") * 0 + "b: 町\n".encode("cp932")
    )
    assert sorted(finding.code for finding in findings) == ["S101", "S108"]


def test_bytes_of_no_encoding_are_shown_with_their_place() -> None:
    """A file torn in the middle of a character."""
    _, findings = read("a: 大井町\nb: 町".encode()[:-1] + b"\xff\n")
    assert [f"{finding.code} {finding.place}" for finding in findings] == ["S102 towns/oi.yaml:2:4"]


def test_a_sign_left_by_an_earlier_bad_conversion_is_found() -> None:
    """U+FFFD in a file means that a character was lost before."""
    assert [finding.code for finding in read("a: 大\ufffd町\n".encode())[1]] == ["S102"]


@pytest.mark.parametrize(
    ("character", "shown"),
    [("\x00", "U+0000"), ("\x1b", "U+001B"), ("\x7f", "U+007F"), ("\x85", "U+0085"), ("\u200b", "U+200B"),
     ("\u2028", "U+2028"), ("\ufeff", "U+FEFF"), ("\ufdd0", "U+FDD0"), ("\u202e", "U+202E")],
)  # fmt: skip
def test_a_character_nobody_sees_is_named_with_its_place(character: str, shown: str) -> None:
    """Pasted text brings them; a number with one inside would otherwise just be 'not a number'."""
    node, findings = read(f"a: 1\nb: 32{character}0\nc: 3\n".encode())
    assert [f"{finding.code} {finding.place}" for finding in findings] == ["S103 towns/oi.yaml:2:6"]
    assert shown in findings[0].ja
    assert node["c"].place.line == 3


def test_ordinary_japanese_text_has_no_unseen_characters() -> None:
    """Gaiji of the private use area, variation selectors and half-width kana are characters people use."""
    assert read("a: \ue000 葛\U000e0100城 ｶﾅ … ― 🍣\n".encode())[1] == []
    assert read(b"a: 1\xc2\xa0\n")[1] == []


def test_at_most_ten_unseen_characters_are_listed() -> None:
    """A binary file does not bury everything else."""
    assert len(read(b"a: 1\n" + b"# \x00\n" * 50)[1]) == 10


def test_old_mac_line_ends_count_as_lines() -> None:
    """Places are right whatever ends a line."""
    node, _ = read(b"a: 1\rb: 2\r\nc: 3\n")
    assert [node[name].place.line for name in "abc"] == [1, 2, 3]
