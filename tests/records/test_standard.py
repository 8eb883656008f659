"""What is declared: version 1.0 said everywhere, events and rules that fit together, and all that is forbidden by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.records.sample import ROOT, catalog, profile, standard, workspace
from uwanose.errors import Refused
from uwanose.layers.model import Customization, Outcome, Profile
from uwanose.records.forbidden import forbidden_customizations, named_in
from uwanose.records.standard import Level, load_standard
from uwanose.source.files import SourceFolder


def test_the_facts_are_those_of_version_1_0_and_nothing_calls_them_current() -> None:
    """Later versions were not compared: say so, never 現行."""
    assert standard().version == "1.0"
    assert "1.0" in standard().note.ja
    assert "1.0" in standard().note.en
    folders = [
        ROOT / "rules/resident_records",
        ROOT / "core/uwanose/records",
        ROOT / "docs/findings/records.md",
    ]
    files = [
        path
        for folder in folders
        for path in ([folder] if folder.is_file() else folder.rglob("*.*"))
        if path.suffix in (".yaml", ".py", ".md")
    ]
    for path in files:
        text = (
            path.read_text("utf-8")
            .replace("「現行の標準」ではありません", "")
            .replace("calls it the current standard", "")
        )
        assert "現行" not in text, path
        assert "current standard" not in text, path


def test_every_event_is_declared_once_and_every_rule_has_an_article() -> None:
    """The choices of the input and the declarations are the same names."""
    declared = standard()
    assert set(declared.events) == set(catalog().inputs["resident_records"]["event"].choices)
    assert all(kind.basis for kind in declared.events.values())
    assert all(rule.basis and rule.remedy.ja for rule in declared.rules.values())
    fields = set(catalog().inputs["resident_records"])
    for kind in declared.events.values():
        assert set(kind.requires) | set(kind.person_requires) <= fields, kind.id
        assert set(kind.notices) <= set(declared.notices), kind.id
        if kind.deadline is not None:
            assert kind.deadline.days in catalog().points, kind.id
            assert {kind.deadline.months_abroad} <= {"", *catalog().points}, kind.id


def test_only_alerts_are_points_and_every_alert_of_the_register_is_one() -> None:
    """11.1: nobody can lower an error; an alert may be raised by a setting that costs nothing."""
    for rule in standard().rules.values():
        if rule.point:
            assert rule.level is Level.ALERT
            assert catalog().points[rule.point].may_set == "option"
        else:
            assert rule.level is Level.ERROR or rule.code == "J112"


def test_all_28_forbidden_functions_are_there_with_their_items() -> None:
    """The third box of the standard's version 1.0."""
    declared = standard().forbidden
    assert len(declared) == 28
    assert {one.sort for one in declared.values()} == {"alert", "field", "printing", "list", "function"}
    for one in declared.values():
        assert one.item
        assert named_in(one.names[0], declared) == one


def wish(title: str, outcome: Outcome | None = Outcome.TOWN, business: str = "resident_records") -> Profile:
    """Return the sample with one more customization of the resident records."""
    some = next(iter(profile().customizations.values()))
    decision = some.request if outcome else None
    entry: Customization = replace(
        some, id="K-099", title_ja=title, title_en="", reason="", business=business, outcome=outcome, decision=decision,
        content=(), added_points=(), added_items=(), costs=(),
    )  # fmt: skip
    return replace(profile(), customizations={"K-099": entry})


@pytest.mark.parametrize(
    ("title", "item"),
    [
        ("証明書に発行場所を印字する", "5.5"),
        ("再転入者の一覧を毎月出す", "4.1.1.2"),
        ("異動の決裁者と決裁日を登録する", "4.0.8"),
        ("住民異動不受理申出の抑止", "3.5"),
        ("みなし生年月日を持つ", "1.1.8"),
        ("成年被後見人一覧", "9.4"),
        ("証明書の西暦併記", "1.1.9"),
    ],
)
def test_a_wish_the_standard_forbids_is_refused_with_its_item(title: str, item: str) -> None:
    """It cannot be built into the resident records, whoever pays for it."""
    [finding] = forbidden_customizations(wish(title), standard().forbidden)
    assert finding.code == "J307"
    assert f"第1.0版 {item} が「実装不可」" in finding.ja


@pytest.mark.parametrize(
    "asked",
    [
        wish("証明書に発行場所を印字する", Outcome.REFUSED),
        wish("証明書に発行場所を印字する", business="resident_tax"),
        wish("転入者へのごみ分別案内のアラート"),
    ],
)
def test_a_refused_wish_stays_in_the_register_and_a_lawful_one_passes(asked: Profile) -> None:
    """The register keeps what was asked and refused; other businesses are not the standard's affair."""
    assert list(forbidden_customizations(asked, standard().forbidden)) == []


def test_a_missing_declaration_is_a_sentence() -> None:
    """A workspace whose rules were not copied whole."""
    files = SourceFolder.read(workspace().root / "rules", "rules", suffixes=())
    kept = {name: data for name, data in files if not name.endswith("register/forbidden.yaml")}
    with pytest.raises(Refused, match="J301"):
        load_standard(SourceFolder.of(kept), catalog())
