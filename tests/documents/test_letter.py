"""The letter of an explanation says only what its figures bear out, politely and in few sentences."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.cli.workspaces import ROOT
from tests.explained import FINALS, Finals
from uwanose.documents.letter import Customized, letter
from uwanose.documents.reading import Reading, read_step
from uwanose.engine.explanation import Explanation, Step, Used, ValueUsed


def used(label: str, value: int, unit: str = "yen", kind: str = "item") -> Used:
    """Return something a step takes."""
    return Used(name=label, kind=kind, unit=unit, label_ja=label, label_en=label, value=value,
                shown_ja=f"{value:,}円", shown_en=f"{value:,} yen")  # fmt: skip


def held(label: str, exact: str, kind: str = "rate") -> ValueUsed:
    """Return a value a step takes."""
    return ValueUsed(point=label, name=label, label_ja=label, label_en=label, type=kind, exact=exact, shown_ja=exact,
                     shown_en=exact, layer="national", layer_ja="国", customization="", since="", source="", basis="",
                     confidence="verified", assumed=False, place="")  # fmt: skip


def reading(
    value: int, inputs: list[Used], values: tuple[ValueUsed, ...] = (), rounding: tuple[str, ...] = ()
) -> Reading:
    """Read an invented step."""
    step = Step(item="b.i", name="i", label_ja="i", label_en="i", unit="yen", value=value, shown_ja="", shown_en="", basis="",
                document="", function="i", place="", inputs=tuple(inputs), values=values, layers=(), rounding=rounding)  # fmt: skip
    return read_step(step, {"default": 7}, japanese=True)


def labels(found: Reading) -> tuple[str, list[str], list[str], list[str]]:
    """Return what a reading says."""
    return (
        found.kind,
        [one.label for one in found.plus],
        [one.label for one in found.minus],
        [one.label for one in found.by],
    )


def test_a_sum_and_a_difference_are_called_so() -> None:
    """The one combination of the figures that gives the result."""
    assert labels(reading(139, [used("所得割", 136), used("均等割", 3)])) == (
        "sum",
        ["所得割", "均等割"],
        [],
        [],
    )
    found = reading(370, [used("総所得", 520), used("控除", 150)])
    assert labels(found) == ("sum", ["総所得"], ["控除"], [])
    assert (found.follow, found.cut) == ("総所得", False)
    capped = reading(
        162_875,
        [used("均等割", 41_600), used("別の均等割", 20_800), used("所得割", 121_275), used("限度", 620_000)],
    )
    assert labels(capped) == ("sum", ["均等割", "所得割"], [], [])


def test_what_was_cut_is_said_to_be_cut() -> None:
    """Only by a step the formula names."""
    assert reading(187_400, [used("所得割", 187_456)], rounding=("floor_100",)).cut
    assert reading(187_400, [used("所得割", 187_456)]).kind == "from"
    unit = held("単位", "500", "yen")
    assert labels(reading(2_500, [used("所得割", 2_999)], (unit,), ("floor_to",))) == (
        "sum",
        ["所得割"],
        [],
        [],
    )


def test_an_amount_held_at_a_cap_says_so() -> None:
    """406,605 yen would be due; the cap of the ordinance is 220,000 yen, cut to 100 yen like everything."""
    cap, unit = held("限度額", "220000", "yen"), held("端数の単位", "100", "yen")
    found = reading(220_000, [used("限度額の前", 406_605)], (cap, unit), ("floor_to",))
    assert labels(found) == ("limit", ["限度額の前"], [], ["限度額"])
    assert found.follow == "限度額の前"
    below = reading(125_800, [used("限度額の前", 125_823)], (cap, unit), ("floor_to",))
    assert (labels(below), below.cut) == (("sum", ["限度額の前"], [], []), True)


def test_two_readings_are_none() -> None:
    """300 yen may be the price of one paper or of the other: the letter does not guess."""
    prices = (held("住民票", "300", "yen"), held("印鑑", "300", "yen"))
    found = reading(900, [used("通数", 3, "copies", "input")], prices)
    assert found.kind == "from"
    assert [fact.label for fact in found.facts] == ["通数"]
    (price, _) = prices
    assert labels(reading(900, [used("通数", 3, "copies", "input")], (price,))) == (
        "product",
        ["住民票"],
        [],
        ["通数"],
    )


def test_rates_add_up() -> None:
    """The standard rate and the surcharge together; a rate of nothing is not told."""
    rates = (held("標準", "4/100"), held("超過", "25/100000"), held("別", "0/1"))
    found = reading(151_742, [used("課税所得", 3_770_000)], rates)
    assert labels(found) == ("rate", ["課税所得"], [], ["標準", "超過"])


def test_nothing_has_its_reasons() -> None:
    """An amount of 0 follows the flag that holds, else the one that does not."""
    exempt = reading(0, [used("算出", 500), used("非課税", 1, "flag"), used("別", 0, "flag")])
    assert exempt.follow == "非課税"
    assert [(fact.label, fact.holds) for fact in exempt.facts] == [("非課税", True), ("別", False)]
    assert reading(0, [used("費用", 500), used("対象", 0, "flag")]).follow == "対象"
    assert reading(0, [used("費用", 0)]).kind == "nothing"
    assert reading(300, []).kind == "law"
    assert reading(49_700, [used("残りの期の額", -49_700)]).kind == "from"  # nothing is taken off nothing
    assert reading(0, [used("default", 7, "days", "input")]).facts == ()


def sentences(text: str) -> int:
    """Count sentences; what stands in brackets ends none."""
    while re.search(r"（[^（）]*）", text):
        text = re.sub(r"（[^（）]*）", "", text)
    return text.count("。")


@pytest.mark.parametrize("item", FINALS)
def test_every_final_result_has_a_letter(item: str, finals: Finals) -> None:
    """Of every business, in both languages: short, polite, with the amount, and honest about what is not settled."""
    explanation = finals.explained(item)
    japanese, english = (written(explanation, finals, language) for language in ("ja", "en"))
    assert japanese.startswith("お尋ねの")
    assert japanese.endswith("ご不明な点がございましたら、担当までお問い合わせください。")
    assert sentences(japanese) <= 12
    assert "None" not in japanese + english
    assert "  " not in english
    last = explanation.steps[-1]
    assert (last.unit in ("flag", "date")) or last.shown_ja in japanese
    assert last.label_en in english
    if explanation.unverified:
        assert "出典を確認中" in japanese
        assert "verified" in english
    if explanation.assumed:
        assert "仮定" in japanese


def written(explanation: Explanation, finals: Finals, language: str) -> str:
    """Write a letter with the names of the register."""
    register = finals.workspace.profile.customizations
    applied = {
        name: Customized(register[name].title_ja, register[name].title_en, register[name].basis)
        for name in explanation.customizations
    }
    return letter(explanation, finals.workspace.catalog, ("開成町", "Kaisei"), applied, language)


def test_the_letter_of_an_assumption_does_not_pretend(finals: Finals) -> None:
    """An assumed value makes the amount one that is not settled."""
    explanation = finals.explained("resident_tax.annual_total")
    point = next(value.point for step in explanation.steps for value in step.values)
    text = written(replace(explanation, assumed=(point,)), finals, "ja")
    assert (
        f"{finals.workspace.catalog.points[point].label_ja}は仮の値（仮定）であり、この金額は確定したものではありません。"
        in text
    )


def test_the_wording_holds_no_word_of_any_business(finals: Finals) -> None:
    """Labels come from the declarations; the templates know neither taxes nor premiums."""
    words = [business.label_ja for business in finals.workspace.catalog.businesses.values()]
    for name in ("letter.ja.txt", "letter.en.txt"):
        text = (ROOT / "core/uwanose/documents/templates" / name).read_text("utf-8")
        assert not [word for word in [*words, "税", "保険", "手当"] if word in text]
