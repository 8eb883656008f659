"""Owns the findings about the facts of charging: formulas that give no weights, costs nobody pays, amounts not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from uwanose.charging.basis import Basis
from uwanose.charging.costs import amount_of, begins, is_recurring
from uwanose.charging.formulas import SharingProblem
from uwanose.charging.payers import Payers
from uwanose.dates import Month
from uwanose.errors import Finding, Severity
from uwanose.layers.model import CostItem, Customization, Profile
from uwanose.layers.participation import system_of
from uwanose.layers.weights import weights_by_driver
from uwanose.layers.wording import town_name

__all__ = ["cost_findings", "sharing_finding"]


def sharing_finding(problem: SharingProblem, customization: Customization, profile: Profile) -> Finding:
    """Return the finding for a customization whose sharing cannot be worked out."""
    towns = "、".join(town_name(profile, town) for town in problem.towns)
    weights = weights_by_driver(profile, problem.name)
    kind = "unweighed" if weights and problem.kind == "figures" else problem.kind
    ja, en, remedy_ja, remedy_en = _SHARING[kind](problem.name.rpartition("@")[2], towns)
    return Finding(
        code="C101",
        place=weights.place if weights else customization.place,
        scope="register",
        ja=f"{customization.id} {customization.title_ja}: {ja}",
        en=f"{customization.id}: {en}",
        remedy_ja=remedy_ja,
        remedy_en=remedy_en,
    )


_Text = tuple[str, str, str, str]
_SHARING: dict[str, Callable[[str, str], _Text]] = {
    "unknown": lambda name, _: (
        f"費用負担の方法「{name}」は consortium.yaml の sharing_formulas にありません。",
        f"the sharing method {name!r} is not among sharing_formulas in consortium.yaml.",
        "sharing.method に equal、population か、sharing_formulas にある識別名を書いてください。",
        "Write equal, population or an identifier of sharing_formulas in sharing.method.",
    ),
    "lapsed": lambda name, _: (
        f"負担割合の算定式「{name}」は、費用の生じた月に効力がありません。",
        f"the sharing formula {name!r} is not in force in the month of the cost.",
        "その月に効力のある算定式を sharing_formulas に加え、sharing.method で指定してください。",
        "Add a formula that is in force in that month and name it in sharing.method.",
    ),
    "terms": lambda name, _: (
        f"負担割合の算定式「{name}」の割合の合計が1になりません。",
        f"the shares of the sharing formula {name!r} do not add up to one.",
        "terms の share の合計を 100/100 にしてください。",
        "Make the shares of its terms add up to 100/100.",
    ),
    "remainder": lambda name, _: (
        f"端数処理「{name}」は定められていません。",
        f"there is no remainder rule {name!r}.",
        "remainder に largest_remainder（端数の大きい順に1円）か floor（切捨て、残額は組合）を書いてください。",
        "Write largest_remainder or floor in remainder.",
    ),
    "yearly": lambda name, _: (
        f"負担割合の算定式「{name}」は年額の負担金のための算定式（単位・最低削減率・定額）で、月ごとの経費を分けられません。",
        f"the sharing formula {name!r} is made for a year's burden (unit, least saving, fixed amount), not for months.",
        "sharing.method に、unit・least_saving・fixed_yearly のない算定式を指定してください。",
        "Name a formula without unit, least_saving and fixed_yearly in sharing.method.",
    ),
    "unagreed": lambda month, _: (
        f"{month} に効力のある重みがありません。",
        f"no weights are in force in {month}.",
        "sharing.weights に、その月以前から始まる行（from・on・document・towns）を書いてください。",
        "Write weights (from, on, document, towns) that begin in that month or before.",
    ),
    "unweighed": lambda month, towns: (
        f"{month} からの重みに {towns} の重みがないため、負担割合を計算できません。",
        f"the weights from {month} on hold none for {towns}; there are no shares.",
        "その月から始まる行に重みを加えてください（採用のときは uwanose customization adopt --weights で書けます）。採用をやめた町村も、分割の初期費用を負担する間は重みが要ります。",
        "Write weights that name them (adopt --weights does at an adoption). A town that has left needs one, too, while it owes a spread one-off.",
    ),
    "driver": lambda name, _: (
        f"基礎数値「{name}」が consortium.yaml の drivers にありません。",
        f"there are no base figures {name!r} among drivers in consortium.yaml.",
        "drivers に基準日・出典・町村別の数値を書いてください。",
        "Write reference date, source and figures per town in drivers.",
    ),
    "figures": lambda name, towns: (
        f"基礎数値「{name}」に {towns} の数値がないため、負担割合を計算できません。",
        f"the base figures {name!r} lack a figure for {towns}; there are no weights.",
        "drivers の values に数値を加えてください。",
        "Add the figures to values of the driver.",
    ),
}


def cost_findings(basis: Basis, as_of: Month) -> tuple[Finding, ...]:
    """Return what is wrong with the costs of adopted customizations, seen from the end of a month."""
    adopted = {adoption.customization for adoption in basis.profile.adoptions}
    return tuple(
        finding
        for customization in basis.profile.customizations.values()
        if customization.id in adopted
        for finding in _of_customization(basis, customization, as_of)
    )


def _of_customization(basis: Basis, customization: Customization, as_of: Month) -> Iterator[Finding]:
    if not system_of(basis.profile.consortium, customization.business):
        yield _without_system(customization)
        return
    payers = basis.payers(customization.id)
    if not payers.spans:
        return
    for item in customization.costs:
        if item.charge == "spread" and not is_recurring(item) and not item.months:
            yield _without_months(customization, item)
        first = begins(item, customization)
        if first is None or first > as_of:
            continue
        if amount_of(item) is None:
            yield _without_amount(customization, item)
        if _nobody_pays(item, payers, first):
            yield _without_payer(customization, item, first, payers)
            continue
        late = [town for town, month in payers.joined(first).items() if first < month <= as_of]
        policy = customization.sharing.late_join
        if late and policy == "remaining" and not is_recurring(item) and not item.months:
            yield _joiner_pays_nothing(basis.profile, customization, item, late)


def _nobody_pays(item: CostItem, payers: Payers, first: Month) -> bool:
    return first < payers.first if is_recurring(item) else not payers.active(first)


def _finding(
    code: str, customization: Customization, item: CostItem | None, text: _Text, severity: Severity
) -> Finding:
    what = f" 費用 {item.id}" if item else ""
    ja, en, remedy_ja, remedy_en = text
    return Finding(
        code=code,
        severity=severity,
        place=item.place if item else customization.place,
        scope="register",
        ja=f"{customization.id} {customization.title_ja}{what}: {ja}",
        en=f"{customization.id}{f' cost {item.id}' if item else ''}: {en}",
        remedy_ja=remedy_ja,
        remedy_en=remedy_en,
    )


def _without_system(customization: Customization) -> Finding:
    text = (
        f"業務「{customization.business}」がどのシステムにも属していないため、負担町村が決まりません。",
        f"the business {customization.business!r} belongs to no system, so nobody can be charged.",
        "consortium.yaml の systems のいずれかの businesses に加えてください。",
        "Add it to the businesses of a system in consortium.yaml.",
    )
    return _finding("C102", customization, None, text, Severity.ERROR)


def _without_payer(customization: Customization, item: CostItem, first: Month, payers: Payers) -> Finding:
    text = (
        f"{first} に始まりますが、その月に採用している町村がありません（最初の採用は {payers.first}）。負担する町村がいません。",
        f"it begins in {first}, but no town has adopted in that month (first adoption {payers.first}): nobody would pay.",
        "start を最初の採用の月以後にするか、採用の from を改めてください。",
        "Let start be in or after the month of the first adoption, or change the adoption's from.",
    )
    return _finding("C103", customization, item, text, Severity.ERROR)


def _without_months(customization: Customization, item: CostItem) -> Finding:
    text = (
        "分割負担（charge: spread）なのに月数（months）がありません。",
        "it is spread, but has no number of months.",
        "months に月数（60 など）を書くか、charge を at_payment にしてください。",
        "Write months (such as 60) or charge: at_payment.",
    )
    return _finding("C104", customization, item, text, Severity.ERROR)


def _without_amount(customization: Customization, item: CostItem) -> Finding:
    text = (
        "予算額・見積額・実績額のいずれもないため、0円として算定します。",
        "neither budget, quoted nor actual amount is known; it counts as 0 yen.",
        "budget、quoted、actual（年間保守料は yearly）のいずれかを書いてください。分かった時点で差額を算定します。",
        "Write budget, quoted or actual (yearly for upkeep); the difference is charged once it is known.",
    )
    return _finding("C105", customization, item, text, Severity.WARNING)


def _joiner_pays_nothing(
    profile: Profile, customization: Customization, item: CostItem, late: list[str]
) -> Finding:
    towns = "、".join(town_name(profile, town) for town in late)
    text = (
        f"便益期間（months）がないため、途中で採用した {towns} は初期費用を負担しません。",
        f"it has no benefit period (months), so {', '.join(late)}, who joined late, share no one-off.",
        "months に便益期間の月数を書いてください。負担させない定めなら sharing.late_join を none にしてください。",
        "Write the benefit period in months, or sharing.late_join: none if that is what was decided.",
    )
    return _finding("C106", customization, item, text, Severity.WARNING)
