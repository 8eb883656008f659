"""check, find, inputs, hooks, plugin list, customization list and show, audit: what stands in the sample."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT, copied
from uwanose_cli.meanings import meaning

HERE = ("--workspace", ROOT)


def test_a_day_that_stands_for_an_empty_column_is_written_as_a_day() -> None:
    """Not as a number of digits; and a day that is simply not there is empty."""
    premium = typed("inputs", "介護保険料", *HERE).out
    assert "1900-01-01" in premium
    assert "9999-12-31" in premium
    assert "19,000,101" not in premium
    [notified] = [
        line for line in typed("inputs", "住民記録", *HERE).out.splitlines() if "notified_on" in line
    ]
    assert notified.split()[3] == "空"


def test_the_sample_has_no_errors() -> None:
    """Exit status 0, and the counts are said."""
    said = typed("check", *HERE)
    assert (said.status, said.out.splitlines()[0][:6]) == (0, "誤り 0件、")


def test_an_error_is_shown_with_place_and_remedy_and_ends_with_1(tmp_path: Path) -> None:
    """A setting on a point that law fixes."""
    own = copied(tmp_path)
    town = own / "profiles/kanagawa/towns/oi.yaml"
    town.write_text(
        town.read_text("utf-8").replace(
            "settings:\n", "settings:\n  resident_tax.rate.municipal:\n    2026: 5/100\n", 1
        ),
        "utf-8",
    )
    said = typed("check", "--workspace", own)
    assert said.status == 1
    assert "誤り [L102]" in said.out
    assert "profiles/kanagawa/towns/oi.yaml:5:" in said.out
    assert typed("check", "--town", "開成町", "--workspace", own).status == 0
    assert typed("check", "--town", "大井町", "--workspace", own).status == 1


def test_coverage_names_what_each_town_still_lacks() -> None:
    """Nine towns' exemption amounts are not verified, so they are not in the sample."""
    said = typed("check", "--coverage", "--on", "R8.4.1", "--json", *HERE)
    missing = said.data["missing"]["resident_tax.exemption.per_capita_base"]
    assert "hakone" in missing
    assert "oi" not in missing


def test_all_words_must_be_found() -> None:
    """find 均等割 非課税 → points that hold both."""
    said = typed("find", "均等割", "非課税", "--json", *HERE)
    points = [point["id"] for point in said.data["points"]]
    assert "resident_tax.exemption.per_capita_base" in points
    assert "resident_tax.rate.municipal" not in points


def test_refused_requests_are_found_too() -> None:
    """Before somebody asks again: 山北町's request was refused."""
    said = typed("find", "食事代", *HERE)
    assert "K-013" in said.out
    assert "見送り" in said.out


def test_finding_nothing_is_no_error() -> None:
    """A sentence, exit status 0."""
    said = typed("find", "存在しない言葉", *HERE)
    assert (said.status, said.out) == (0, "見つかりません。言葉を減らすか、別の言い方を試してください。\n")


def test_inputs_lists_every_column_with_heading_and_default() -> None:
    """The declaration is the one source."""
    said = typed("inputs", "個人住民税", "--json", *HERE)
    columns = {column["name"]: column for column in said.data}
    assert columns["birth_date"]["required"] is True
    assert columns["pay_revenue"]["label_ja"] == "給与収入"
    assert columns["disability"]["choices"] == {
        "none": "該当なし",
        "general": "普通障害",
        "special": "特別障害",
    }


def test_an_empty_csv_has_all_headings_and_opens_in_excel(tmp_path: Path) -> None:
    """UTF-8 with a byte order mark, CRLF, Japanese headings."""
    file = tmp_path / "入力.csv"
    said = typed("inputs", "resident_tax", "--csv", file, *HERE)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    (heads,) = csv.reader(file.read_text("utf-8-sig").splitlines())
    assert len(heads) == len(typed("inputs", "resident_tax", "--json", *HERE).data)
    assert "uwanose run resident_tax" in said.out


def test_hooks_lists_open_places_and_leaves_out_what_law_fixes() -> None:
    """法令で決まる計算は差し替えられない."""
    places = {one["point"] for one in typed("hooks", "--json", *HERE).data}
    assert "medical_subsidy.payment_way" in places
    assert "medical_subsidy.record_findings" in places
    assert "resident_tax.municipal_income_levy" not in places


def test_a_hook_shows_arguments_users_and_an_example() -> None:
    """What a plugin author needs on one screen."""
    said = typed("hooks", "助成対象", *HERE)
    for words in (
        "age_covered",
        "年齢要件",
        "この値を使う計算: ",
        '@customizes("K-000", "medical_subsidy.eligible")',
    ):
        assert words in said.out


def test_hooks_speaks_one_language_at_a_time() -> None:
    """日本語では英語の説明文を出さない; what a formula gives, the codes of a choice, what a hook gives and its example."""
    listed = {language: typed("hooks", "--json", "--lang", language, *HERE).data for language in ("ja", "en")}
    for ja, en in zip(listed["ja"], listed["en"], strict=True):
        assert re.search("[ぁ-ん]", ja["description"]) and ja["description"].endswith("。"), ja["point"]
        assert re.search(r"[A-Za-z]+ [a-z]+", en["description"]), en[
            "point"
        ]  # laws keep their Japanese names
    for language, every in listed.items():
        page = typed("hooks", every[0]["point"], "--lang", language, *HERE).out.splitlines()
        assert page[1].strip() == every[0]["description"]
    way = typed("hooks", "medical_subsidy.payment_way", *HERE).out
    assert "助成対象・県内の医療機関・県外の医療機関での現物給付 から、助成の方法 を求めます。" in way
    assert "0 none（助成なし）、1 in_kind（現物給付）、2 refund（償還払い）" in way
    assert 'return {"名前": 列}' in typed("hooks", "medical_subsidy.extra_fields", *HERE).out


def test_plugins_are_listed_with_what_was_approved_and_who_uses_them() -> None:
    """清川村 alone uses its plugin."""
    plugins = {
        one["plugin"]: one
        for one in typed("plugin", "list", "--json", *HERE).data
        if one["customization"] == "K-004"
    }
    assert plugins["kiyokawa"]["as_approved"] is True
    assert plugins["kiyokawa"]["towns"] == ["kiyokawa"]


def test_a_plugin_changed_by_one_character_is_told(tmp_path: Path) -> None:
    """Exit status 1."""
    own = copied(tmp_path)
    module = own / "plugins/kiyokawa/uwanose_kiyokawa/k_004.py"
    module.write_text(module.read_text("utf-8").replace("return ", "return 0 + ", 1), "utf-8")
    said = typed("plugin", "list", "--workspace", own)
    assert said.status == 1
    assert "いいえ" in next(line for line in said.out.splitlines() if line.startswith("kiyokawa"))


def test_the_register_lists_every_entry_refused_ones_included() -> None:
    """見送り, 取下げ, 運用で対応, 廃止 stay in the register."""
    said = typed("customization", "list", *HERE)
    for words in ("見送り", "取下げ", "運用で対応", "廃止", "本稼働"):
        assert words in said.out


def test_the_register_can_be_narrowed_to_a_town() -> None:
    """What a town asked for or adopted, the prefecture's included."""
    ids = [one["id"] for one in typed("customization", "list", "--town", "清川村", "--json", *HERE).data]
    assert "K-004" in ids
    assert "K-001" in ids
    assert "K-005" not in ids


def test_an_entry_is_shown_with_life_content_consent_and_costs() -> None:
    """K-004: 清川村's own measure."""
    said = typed("customization", "show", "K-004", *HERE)
    for words in (
        "要望 2020-08-07　清川村",
        "決裁 2021-04-12",
        "本稼働 2021-10-22",
        "助成の方法",
        "負担承諾",
        "初期費用",
    ):
        assert words in said.out


@pytest.mark.parametrize("name", ["k-004", "Ｋ－００４", "15歳から18歳の入院は償還払いのみ"])
def test_an_entry_is_known_by_number_and_title(name: str) -> None:
    """Full width and lower case, too."""
    assert typed("customization", "show", name, "--json", *HERE).data["id"] == "K-004"


def test_an_unknown_entry_names_the_nearest() -> None:
    """K-13 → K-013."""
    said = typed("customization", "show", "K-13", *HERE)
    assert (said.status, "K-013" in said.err) == (2, True)


def test_every_code_is_explained_in_the_language_asked_for() -> None:
    """Each in one language, nothing of the other, nothing lost."""
    folder = ROOT / "docs/findings"
    codes = re.findall(
        r"^### ([A-Z]\d{3}) ", "".join(page.read_text("utf-8") for page in folder.glob("*.md")), re.M
    )
    assert len(codes) > 200
    for code in codes:
        found = meaning(code)
        ja, en = found.text_in("ja").splitlines(), found.text_in("en").splitlines()
        assert sorted(ja + en) == sorted(line for line in found.text.splitlines() if line), code
        assert found.heading_in("ja") != found.heading_in("en"), code
    said = typed("check", "--explain", "L104", "--lang", "en").out
    assert said.startswith("L104 Two customizations on one value\n\nTwo customizations of one layer")
    assert not re.search("[ぁ-ん]", said)
    assert "Two customizations" not in typed("check", "--explain", "L104").out


@pytest.mark.parametrize("code", ["R103", "r103", "[R103]"])
def test_a_code_is_explained(code: str) -> None:
    """The paragraph of docs/findings, without looking at the workspace."""
    said = typed("check", "--explain", code)
    assert said.status == 0
    assert said.out.startswith("R103 決裁のない採用\n")
    assert typed("check", "--explain", code, "--json").data["code"] == "R103"


def test_a_code_nobody_gives_is_answered_with_the_nearest() -> None:
    """Exit status 2."""
    said = typed("check", "--explain", "R1003")
    assert (said.status, "R103" in said.err) == (2, True)


def test_the_audit_of_the_sample_answers_yes_to_everything() -> None:
    """Exit status 0."""
    said = typed("audit", *HERE)
    assert said.status == 0
    assert all(line.startswith("はい") for line in said.out.splitlines())


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("profiles/kanagawa/customizations/K-010.yaml", "approval:", "#approval:", "R103"),
        ("profiles/kanagawa/towns/yugawara.yaml", "    consent:", "    #consent:", "R105"),
        ("plugins/kiyokawa/uwanose_kiyokawa/k_004.py", "return ", "return 0 + ", "G101"),
        (
            "rules/medical_subsidy/payment.yaml",
            "    2011-10-01: {value: いいえ, source: 町村の案内に共通",
            "    2026-10-01: {value: はい, source: 改正}\n    2011-10-01: {value: いいえ, source: 町村の案内に共通",
            "R122",
        ),
    ],
)
def test_the_audit_answers_no_with_the_finding(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    """Approval removed, consent removed, code changed, a base changed unseen: exit status 1 and the place."""
    own = copied(tmp_path)
    text = (own / file).read_text("utf-8")
    assert old in text
    (own / file).write_text(text.replace(old, new, 1), "utf-8")
    said = typed("audit", "--workspace", own)
    assert said.status == 1
    assert f"[{code}]" in said.out
    assert "いいえ" in said.out


def test_coverage_lists_what_no_case_exercises() -> None:
    """Counts and every entry with its place; only --strict makes it a reason to fail."""
    line = ("check", "--coverage", "--business", "児童手当", "--on", "R8.4.1", *HERE)
    said = typed(*line)
    assert said.status == 0
    assert "計算例が使っていないもの" in said.out
    (business,) = typed(*line, "--json").data["cases"]
    assert business["business"] == "child_allowance"
    assert business["failed"] == []
    assert business["counts"]["formula"]["exercised"] > 0
    assert all(one["place"] and one["missing_ja"] and one["missing_en"] for one in business["uncovered"])
    assert typed(*line, "--strict").status == int(bool(business["uncovered"]))


def test_one_business_belongs_to_coverage() -> None:
    """``check --business`` alone is a slip."""
    assert typed("check", "--business", "児童手当", *HERE).status == 2


@pytest.mark.parametrize(
    "line",
    [
        ("charge", "draft", "2026Q1"),
        ("customization", "report", "--year", "2026"),
        ("customization", "list"),
        ("audit",),
        ("check", "--coverage"),
        ("plugin", "list"),
        ("hooks",),
    ],
    ids=" ".join,
)
def test_a_guest_reads_no_japanese_where_there_are_english_words(line: tuple[str, ...]) -> None:
    """Names of towns, layers, where an entry stands; what people wrote in Japanese (documents, titles) stays."""
    assert not re.search("[ぁ-んァ-ヶ一-鿿、。（）]", typed(*line, "--lang", "en", *HERE).out)


def test_the_content_of_an_entry_is_told_in_english() -> None:
    """By label, with what lies beneath it: K-022 over the package's own list, K-005 over the prefecture's card."""
    shown = typed("customization", "show", "K-005", "--lang", "en", *HERE).out
    assert "Title of the medical card（medical_subsidy.certificate.title）: changes the value" in shown
    assert "prefecture's K-003 福祉医療証 → こども医療証" in shown
    assert (
        "national formula → formula (k_004 of plugin kiyokawa)"
        in typed("customization", "show", "K-004", "--lang", "en", *HERE).out
    )


def test_hooks_says_who_overrides_a_place_and_where() -> None:
    """大井町 replaces the relief of children, 中井町 wraps it; each with the days of its adoption."""
    [found] = typed("hooks", "national_health_insurance.child_per_head_relief", "--json", *HERE).data
    assert [(one["customization"], one["mode"], one["towns"]) for one in found["overridden_by"]] == [
        ("K-006", "replace", ["oi"]),
        ("K-020", "wrap", ["nakai"]),
    ]
    assert found["overridden_by"][0]["adoptions"] == [{"by": "oi", "period": "2020-04-01〜"}]
