"""続柄: the words that may stand, and what to write instead of those that may not."""

from __future__ import annotations

import pytest

from tests.records.sample import standard
from uwanose.records.relations import relation_mistake


@pytest.mark.parametrize(
    "relation",
    [
        "世帯主",
        "夫",
        "妻（未届）",
        "子",
        "子の子",
        "父の母",
        "妻の子",
        "子の妻",
        "父の兄の子",
        "子の子の子の子",
        "縁故者",
        "同居人",
    ],
)
def test_a_word_of_the_list_or_a_chain_of_up_to_four_stands(relation: str) -> None:
    """標準仕様書 第1.0版 1.1.11."""
    assert relation_mistake(relation, standard()) is None


@pytest.mark.parametrize(
    ("relation", "code", "instead"),
    [
        ("孫", "J220", "子の子"),
        ("祖母", "J220", "父の母 または 母の母"),
        ("甥", "J220", "兄の子、弟の子、姉の子、妹の子"),
        ("準世帯主", "J220", "世帯主（世帯主は1人です）または続柄"),
        ("妻の甥", "J220", "兄の子、弟の子、姉の子、妹の子"),
        ("子の子の子の子の子", "J221", "縁故者"),
        ("いとこ", "J222", ""),
        ("子の同居人", "J222", ""),
        ("子の", "J222", ""),
        ("", "J222", ""),
    ],
)
def test_a_word_that_may_not_stand_is_told_with_what_to_write(relation: str, code: str, instead: str) -> None:
    """The words the standard forbids by name, chains that are too long, words nobody knows."""
    mistake = relation_mistake(relation, standard())
    assert mistake is not None
    assert (mistake.code, mistake.instead) == (code, instead)


def test_all_words_forbidden_by_the_standard_are_refused_with_a_substitute() -> None:
    """Nine of them, and 本人."""
    for word, instead in standard().relations_refused.items():
        mistake = relation_mistake(word, standard())
        assert mistake is not None
        assert mistake.code == "J220"
        assert instead
    assert {"祖父", "祖母", "おじ", "おば", "甥", "姪", "孫", "家事使用人", "準世帯主"} <= set(
        standard().relations_refused
    )
