"""The papers of a town: wording by layers, every figure the engine's, no address where none may be printed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from tests.cli.workspaces import ROOT
from uwanose.documents.notices.addressees import Addressee, Addressees
from uwanose.documents.notices.declared import Document, read_documents
from uwanose.documents.notices.papers import MOST_OF_A_PAPER, Figures, Paper, TownPapers
from uwanose.errors import Refused
from uwanose.layers.effective import EffectiveRules
from uwanose.layers.model import Rank
from uwanose.workspace import Workspace

TITLE = "resident_tax.ordinary_notice.title"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """The repository's own."""
    return Workspace.open(ROOT)


@pytest.fixture(scope="module")
def notice(workspace: Workspace) -> Document:
    """The tax notice."""
    return read_documents(workspace.catalog, [])["ordinary_notice"]


@pytest.fixture(scope="module")
def rules(workspace: Workspace) -> EffectiveRules:
    """Those of 大井町, levy year 2026."""
    return workspace.rules("oi", date(2026, 4, 1))


def figures(notice: Document, row: str = "a", **items: int) -> Figures:
    return Figures(row, {**dict.fromkeys(notice.items, 0), **items})


def to(name: str = "見本 花子", address: str = "大井町見本1", withheld: bool = False) -> Addressee:
    return Addressee(name, "" if withheld else "258-0000", "" if withheld else address, withheld)


def made(
    workspace: Workspace, notice: Document, rules: EffectiveRules, one: Figures, whom: Addressee
) -> list[Paper]:
    maker = TownPapers(notice, workspace.catalog, rules, "大井町", date(2026, 6, 10))
    return list(maker.make([one], Addressees({("oi", one.row): whom})))


def text(paper: Paper) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", paper.html))).strip()


def test_a_whole_notice_reads_as_it_should(
    workspace: Workspace, notice: Document, rules: EffectiveRules
) -> None:
    """The golden text: 和暦, whole yen, labels of the items, △ for less than nothing."""
    one = figures(
        notice, total_income=3_960_000, taxable_income=2_437_000, municipal_income_levy=144_700, annual_total=246_100,
        withheld_levy_offset=-5, ordinary_instalment_1=63_100, ordinary_instalment_2=61_000, ordinary_instalment_3=61_000,
        ordinary_instalment_4=61_000,
    )  # fmt: skip
    assert text(made(workspace, notice, rules, one, to())[0]) == (
        "〒258-0000 大井町見本1 見本 花子 様 令和8年6月10日 大井町長 令和8年度 町民税・県民税・森林環境税 納税通知書 "
        "次のとおり決定しましたので、通知します。税額は、下の表の期別に納めてください。 税額の内訳 内訳 金額 合計所得金額 3,960,000円 "
        "所得控除の合計 0円 課税総所得金額 2,437,000円 市町村民税の所得割 144,700円 道府県民税の所得割 0円 市町村民税の均等割 0円 "
        "道府県民税の均等割 0円 森林環境税 0円 市町村民税の減免 0円 道府県民税の減免 0円 年税額 246,100円 配当割額等の充当額 △5円 "
        "給与から特別徴収する額 0円 公的年金等の所得に係る徴収額 0円 所得割の税率（総合課税）: 町民税 6%、県民税 4%（ほかに県の超過課税 0.025%） "
        "期別の税額 期別 納付額 普通徴収 第1期 63,100円 普通徴収 第2期 61,000円 普通徴収 第3期 61,000円 普通徴収 第4期 61,000円 合計 246,100円 "
        "【文例】納期限と納付の場所は、同封の納付書のとおりです。納期限までに納めないときは、延滞金がかかり、滞納処分を受けることがあります。 "
        "賦課の根拠 【文例】この税は、地方税法と大井町の税条例、神奈川県の県税条例、森林環境税及び森林環境譲与税に関する法律によって課税します。 "
        "不服がある場合 【文例】この処分に不服がある場合の審査請求・訴えの期間と相手方は、大井町が決裁した教示文をここに入れます。 "
        "問合せ先: 大井町役場 税務担当（通知書番号 a をお知らせください）"
    )


def test_whoever_pays_nothing_in_the_ordinary_terms_gets_no_notice(
    workspace: Workspace, notice: Document, rules: EffectiveRules
) -> None:
    """One yen in one term is enough for one."""
    assert made(workspace, notice, rules, figures(notice, annual_total=9), to()) == []
    assert len(made(workspace, notice, rules, figures(notice, ordinary_instalment_4=1), to())) == 1


def test_a_withheld_address_stands_nowhere_and_a_name_is_escaped(
    workspace: Workspace, notice: Document, rules: EffectiveRules
) -> None:
    """Neither address nor postal code is handed to the wording at all."""
    one = figures(notice, ordinary_instalment_1=1)
    paper = made(workspace, notice, rules, one, to("<b>花</b>", withheld=True))[0]
    assert paper.withheld and "見本1" not in paper.html and "〒" not in paper.html
    assert "&lt;b&gt;花&lt;/b&gt;" in paper.html


def test_a_towns_own_block_takes_the_place_of_the_national_one(
    workspace: Workspace, notice: Document, rules: EffectiveRules
) -> None:
    """One block moves, all others stay."""
    origin = replace(rules.values[TITLE], layer=Rank.TOWN, owner="K-999", value="{{ town_name }}のお知らせ")
    own = replace(rules, values={**rules.values, TITLE: origin})
    paper = text(made(workspace, notice, own, figures(notice, ordinary_instalment_1=1), to())[0])
    assert "大井町のお知らせ 次のとおり決定しました" in paper and "納税通知書" not in paper


def test_a_paper_longer_than_any_notice_is_stopped(
    workspace: Workspace, notice: Document, rules: EffectiveRules
) -> None:
    """Whatever makes it so long: it is that person's failure, not the batch's."""
    one = figures(notice, ordinary_instalment_1=1)
    assert code(made(workspace, notice, rules, one, to("長" * MOST_OF_A_PAPER))[0]) == "D125"


def test_a_wording_that_fails_is_told_for_the_person(
    workspace: Workspace, notice: Document, rules: EffectiveRules
) -> None:
    """Should a variable be missing after all, nothing is printed in its place."""
    origin = replace(rules.values[TITLE], value="{{ nmae }}")
    broken = replace(rules, values={**rules.values, TITLE: origin})
    assert code(made(workspace, notice, broken, figures(notice, ordinary_instalment_1=1), to())[0]) == "D124"


def test_what_a_town_has_not_set_refuses_the_town(
    workspace: Workspace, notice: Document, rules: EffectiveRules
) -> None:
    """A block left empty is not printed as an empty one."""
    empty = replace(rules, values={**rules.values, TITLE: replace(rules.values[TITLE], value=None)})
    with pytest.raises(Refused) as stopped:
        TownPapers(notice, workspace.catalog, empty, "大井町", date(2026, 6, 10))
    assert [finding.code for finding in stopped.value.findings] == ["D122"]


def code(paper: Paper) -> str:
    assert paper.finding is not None
    return paper.finding.code
