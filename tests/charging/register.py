"""Owns small registers built by hand for the tests of charging: fourteen towns, one formula, a few customizations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from uwanose.dates import Interval, Month, parse_month
from uwanose.errors import Place
from uwanose.layers.model import (
    Act,
    Adoption,
    Approval,
    Consent,
    Consortium,
    CostItem,
    Customization,
    Driver,
    Invoice,
    Municipality,
    Outcome,
    Participation,
    Profile,
    Rank,
    Sharing,
    SharingFormula,
    Term,
    Weights,
)

HERE = Place("tests", 1, 1)
START = date(2011, 10, 1)
# populations of 31 March 2013, in the published order; they add up to 305,252
POPULATIONS = {
    "hayama": 33742, "samukawa": 47945, "oiso": 33263, "ninomiya": 29962, "nakai": 9741, "oi": 17501, "matsuda": 11755,
    "yamakita": 11616, "kaisei": 16588, "hakone": 12675, "manazuru": 8101, "yugawara": 26912, "aikawa": 42289,
    "kiyokawa": 3162,
}  # fmt: skip
NAMES = dict(
    zip(
        POPULATIONS,
        [
            "葉山町",
            "寒川町",
            "大磯町",
            "二宮町",
            "中井町",
            "大井町",
            "松田町",
            "山北町",
            "開成町",
            "箱根町",
            "真鶴町",
            "湯河原町",
            "愛川町",
            "清川村",
        ],
        strict=True,
    )
)
TOWNS = tuple(POPULATIONS)


def day(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)


def month(text: str) -> Month:
    """Read a month."""
    return parse_month(text)


def months(first: str, count: int) -> tuple[Month, ...]:
    """Return consecutive months."""
    return tuple(parse_month(first) + index for index in range(count))


def formula(
    equal: int = 20, *, remainder: str = "largest_remainder", name: str = "kanagawa"
) -> SharingFormula:
    """Return a formula of ``equal`` per cent equal parts, the rest by population."""
    return SharingFormula(
        id=name,
        label_ja="共同運営負担金の算定式",
        interval=Interval(START),
        terms=(
            Term(basis="equal", share=Fraction(equal, 100)),
            Term(basis="population", share=Fraction(100 - equal, 100)),
        ),
        remainder=remainder,
        tie_order=TOWNS,
        laid_down_in="負担金規程（例示）",
        illustrative=True,
        place=HERE,
    )


def consortium(
    *formulas: SharingFormula,
    participation: Iterable[Participation] = (),
    towns: Iterable[str] = TOWNS,
    populations: Mapping[str, int] = POPULATIONS,
    due_dates: Mapping[int, str] | None = None,
) -> Consortium:
    """Return a consortium whose towns all take part in one system from its start, unless said otherwise."""
    known = formulas or (formula(),)
    taking_part = tuple(participation) or tuple(takes_part(town) for town in towns)
    return Consortium(
        label_ja="神奈川県町村情報システム共同事業組合",
        systems={"welfare": ("medical_subsidy",)},
        system_labels={"welfare": "福祉"},
        participation=taking_part,
        drivers={
            "population": Driver(
                id="population",
                label_ja="住民基本台帳人口",
                reference_date=date(2013, 3, 31),
                source="seed",
                values=populations,
                place=HERE,
            )
        },
        formulas={entry.id: entry for entry in known},
        prefecture_formula=known[0].id,
        due_dates={1: "05-20", 2: "08-20", 3: "11-20", 4: "02-20"} if due_dates is None else due_dates,
        payee="組合会計管理者",
        place=HERE,
    )


def takes_part(town: str, first: str = "2011-10-01", until: str | None = None) -> Participation:
    """Return a town's part in the system."""
    return Participation(municipality=town, system="welfare", interval=_interval(first, until), place=HERE)


def customization(
    name: str,
    *costs: CostItem,
    shared: bool = False,
    method: str | None = None,
    late_join: str = "remaining",
    window: int | None = None,
    on_leave: str = "keep_paying",
    accepted: str | None = "2011-10-01",
    live: str | None = "2011-10-01",
    retired: str | None = None,
    approved: bool = True,
    replaces: str = "",
    by: tuple[str, ...] = ("oi",),
    weights: tuple[Weights, ...] = (),
) -> Customization:
    """Return an entry of the register that is approved, accepted and live, unless said otherwise."""
    return Customization(
        id=name,
        title_ja=f"{name}の件名",
        title_en=f"Title of {name}",
        business="medical_subsidy",
        door="own_measure",
        basis="",
        request=_act("2011-04-01", "要望", by),
        decision=_act("2011-05-01", "WG記録"),
        outcome=Outcome.PREFECTURE if shared else Outcome.TOWN,
        working_group="福祉",
        quote=_act("2011-06-01", "見積"),
        approval=Approval(on=START, document="決裁", content="", place=HERE) if approved else None,
        order=_act("2011-07-01", "契約"),
        multi_year="none",
        accepted=day(accepted) if accepted else None,
        live=day(live) if live else None,
        retired=_act(retired, "廃止") if retired else None,
        content=(),
        versions=(),
        added_points=(),
        added_items=(),
        sharing=Sharing(
            formula="weights" if weights else ("" if shared else "equal") if method is None else method,
            late_join=late_join,
            window_months=window,
            on_leave=on_leave,
            weights=weights,
        ),
        costs=costs,
        replaces=replaces,
        taken_over_by={},
        illustrative="価格",
        reason="",
        source="",
        sha256="",
        place=Place(f"profiles/kanagawa/customizations/{name}.yaml", 1, 1),
    )


def agreed(start: str, **towns: int | Fraction) -> Weights:
    """Return weights in force from a month on, agreed on by a paper of that month."""
    return Weights(
        start=month(start),
        on=START,
        document=f"協定書{start}",
        towns={town: Fraction(weight) for town, weight in towns.items()},
        place=Place("profiles/kanagawa/customizations/weights.yaml", 7, 5),
    )


def one_off(
    yen: int | None,
    start: str = "2026-04",
    *,
    name: str = "build",
    charge: str = "at_payment",
    term: int | None = None,
    actual: int | None = None,
    budget: int | None = None,
    kind: str = "one_off",
) -> CostItem:
    """Return a one-off cost."""
    return CostItem(
        id=name,
        kind=kind,
        start=month(start),
        quoted=yen,
        actual=actual,
        budget=budget,
        charge=charge,
        months=term,
        label_ja="初期費用",
        place=HERE,
    )


def spread(yen: int, start: str = "2026-04", term: int = 60) -> CostItem:
    """Return a one-off cost that is spread over its benefit period."""
    return one_off(yen, start, charge="spread", term=term)


def upkeep(yearly: int | None, start: str = "2026-04", *, end: str | None = None) -> CostItem:
    """Return a yearly cost."""
    return CostItem(
        id="upkeep",
        kind="recurring",
        start=month(start),
        end=month(end) if end else None,
        yearly=yearly,
        label_ja="年間保守料",
        place=HERE,
    )


def invoice(yen: int, first: str, last: str) -> Invoice:
    """Return an invoice for months of upkeep."""
    return Invoice(first=month(first), last=month(last), yen=yen, on=START, document="請求", place=HERE)


def adopts(
    town: str,
    name: str,
    first: str = "2026-04-01",
    until: str | None = None,
    *,
    up_to: int = 10**9,
    yearly: int = 10**9,
) -> Adoption:
    """Return a town's adoption with its consent."""
    return Adoption(
        customization=name,
        layer=Rank.TOWN,
        municipality=town,
        interval=_interval(first, until),
        consent=Consent(on=START, document=f"{town}承諾", up_to=up_to, yearly_up_to=yearly, place=HERE),
        agreements={},
        seen=(),
        place=HERE,
    )


def all_adopt(name: str, first: str = "2026-04-01", until: str | None = None) -> Adoption:
    """Return the prefecture's adoption with every town's agreement."""
    return Adoption(
        customization=name,
        layer=Rank.PREFECTURE,
        municipality="",
        interval=_interval(first, until),
        consent=None,
        agreements={town: _act("2011-10-01", "同意") for town in TOWNS},
        seen=(),
        place=HERE,
    )


def profile(
    *parts: Customization | Adoption, union: Consortium | None = None, sha256: str = "facts"
) -> Profile:
    """Return a profile of fourteen towns with the given register and adoptions."""
    return Profile(
        consortium=union or consortium(),
        municipalities={
            town: Municipality(id=town, code=f"14{index:04}", name_ja=name, name_en=town.title(), place=HERE)
            for index, (town, name) in enumerate(NAMES.items())
        },
        settings=(),
        adoptions=tuple(part for part in parts if isinstance(part, Adoption)),
        customizations={part.id: part for part in parts if isinstance(part, Customization)},
        final={},
        assumptions=(),
        sha256=sha256,
    )


def _interval(first: str, until: str | None) -> Interval:
    return Interval.of(day(first), day(until) if until else None)


def _act(on: str, document: str, by: tuple[str, ...] = ()) -> Act:
    return Act(on=day(on), document=document, by=by, place=HERE)
