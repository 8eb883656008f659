"""Owns a second, independent financial accounting: one document at a time, with plain if/else on dates.

It shares no code and no figures with the product. The amounts of the towns are those of the assumptions, typed in as an
ordinance would say them: up to whom an office decides, 未満 or 以下.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.oracle.days import day, digits, fiscal_year

Row = Mapping[str, int]

DOCUMENTS = ("plan", "commitment", "payment", "determination")
EXPENDITURE = ("works", "purchase", "carriage", "subsidy", "consignment", "utility", "pay", "bond", "other")
REVENUE = ("fixed", "notice", "receipt", "grant")
KINDS = (*EXPENDITURE, *REVENUE)
YEAR_RULES = ("none", "performance", "fact", "period", "due", "commitment", "notice", "receipt", "budget")
SETTLEMENTS = ("open", "before", "in_year", "closing", "past_year")
BUDGET_WAYS = ("none", "within", "transfer", "supplement", "commitment")
OFFICES = ("課長", "部長", "副町村長", "町村長")
ROUTINE = ("utility", "pay", "bond")
SMALL = ("carriage", "other")
NEVER = date(9999, 12, 31)


def assess(row: Row, town: str) -> dict[str, int]:
    """Everything the rules say of one document; of a refused one only why."""
    document, kind = DOCUMENTS[row["document"]], KINDS[row["kind"]]
    wrong_kind = (document == "determination") != (kind in REVENUE) or (
        row["local_tax"] == 1 and document != "determination"
    )
    beyond = row["instalment_number"] > row["instalments"]
    found = {"kind_refused": int(wrong_kind), "instalment_refused": int(beyond)}
    if wrong_kind or beyond:
        return found
    found |= budget(row, document) | instalments(row)
    found["decider"] = OFFICES.index(decider(town, document, kind, row))
    found["finance_consulted"] = int(consulted(town, document, row["amount"], year_of(row["acted_on"])))
    found["assembly_vote"] = int(votes(document, kind, row["amount"]))
    decided = year(row, document, kind)
    found["day_missing"] = int(decided is None)
    if decided is not None:
        found |= of_year(row, *decided)
    return found


def of_year(row: Row, rule: str, belongs: int) -> dict[str, int]:
    """地方自治法208条, 213条, 235条の5: the year, its budget, its closing, and when the money moved."""
    budget_year = row["budget_year"] + 1 if row["carried_over"] else row["budget_year"]
    closing, settled = date(belongs + 1, 5, 31), day(row["settled_on"])
    if settled == NEVER:
        when = "open"
    elif settled < date(belongs, 4, 1):
        when = "before"
    elif settled < date(belongs + 1, 4, 1):
        when = "in_year"
    elif settled > closing:
        when = "past_year"
    else:
        when = "closing"
    return {
        "year_rule": YEAR_RULES.index(rule), "fiscal_year": belongs, "year_fits": int(belongs == budget_year),
        "closing_on": digits(closing), "settlement": SETTLEMENTS.index(when),
    }  # fmt: skip


def year(row: Row, document: str, kind: str) -> tuple[str, int] | None:
    """施行令142条・143条: what decides the year, and the year; None when the day is not given."""
    acted, until, since, due = (row[name] for name in ("acted_on", "cause_until", "cause_from", "due_on"))
    if kind == "grant":
        return "budget", row["budget_year"]
    if kind == "receipt":
        return "receipt", year_of(acted)
    if kind == "notice":
        return "notice", year_of(acted)
    if kind == "fixed":
        if not due:
            return None
        if acted > year_end(due):
            return "notice", year_of(acted)
        return "due", year_of(due)
    if kind == "utility":
        if not since or not until or since > until:
            return None
        if until <= year_end(since):
            return "period", year_of(since)
        return ("due", year_of(due)) if due else None
    if kind == "bond":
        return ("due", year_of(due)) if due else None
    if kind == "pay":
        return ("fact", year_of(until)) if until else None
    if kind != "other" and row["after_completion"]:
        return ("performance", year_of(until)) if until else None
    if document != "payment":
        return "commitment", year_of(acted)
    return ("commitment", year_of(row["committed_on"])) if row["committed_on"] else None


def year_of(yyyymmdd: int) -> int:
    """April to March."""
    return fiscal_year(day(yyyymmdd))


def year_end(yyyymmdd: int) -> int:
    """The 31 March on or after a day."""
    return (year_of(yyyymmdd) + 1) * 10_000 + 331


def budget(row: Row, document: str) -> dict[str, int]:
    """A determination needs no budget; a payment keeps within its commitment, all else within budget and transfer."""
    short = transfer = 0
    way = "none"
    if document != "determination":
        way = "within"
        if row["amount"] > row["budget_remaining"]:
            short = row["amount"] - row["budget_remaining"]
            if document == "payment":
                way = "commitment"
            elif short <= row["transferable"]:
                way, transfer = "transfer", short
            else:
                way, transfer = "supplement", row["transferable"]
    return {
        "budget_short": short, "budget_transfer": transfer, "budget_supplement": short - transfer,
        "budget_way": BUDGET_WAYS.index(way),
    }  # fmt: skip


def instalments(row: Row) -> dict[str, int]:
    """端数計算法3条; 地方税法20条の4の2第6項: one instalment after the other, the rest to the first."""
    each = row["amount"] // row["instalments"]
    if row["local_tax"]:
        each -= each % 1_000
    first = row["amount"]
    for _ in range(row["instalments"] - 1):
        first -= each
    return {
        "first_instalment": first, "later_instalment": each,
        "instalment_amount": first if row["instalment_number"] == 1 else each,
    }  # fmt: skip


def votes(document: str, kind: str, amount: int) -> bool:
    """地方自治法96条1項5号・8号, 施行令別表第3・第4."""
    if document not in ("plan", "commitment"):
        return False
    return (kind == "works" and amount >= 50_000_000) or (kind == "purchase" and amount >= 7_000_000)


def decider(town: str, document: str, kind: str, row: Row) -> str:
    """The office of the first limit the amount does not pass."""
    amount, acted = row["amount"], year_of(row["acted_on"])
    if town in ("hayama", "samukawa"):
        return with_department_heads(document, kind, amount)
    if town == "kiyokawa":
        return in_a_small_village(document, kind, amount, acted)
    return without_department_heads(document, kind, amount)


def without_department_heads(document: str, kind: str, amount: int) -> str:
    """未満: the limit itself belongs to the next office."""
    if document == "determination":
        return "課長"
    if document == "payment":
        return "課長" if amount < 10_000_000 else "副町村長"
    chief, deputy = (500_000, 3_000_000) if document == "plan" else (1_000_000, 5_000_000)
    if kind in ROUTINE:
        return "課長" if amount < deputy else "副町村長"
    if amount < chief:
        return "課長"
    return "副町村長" if amount < deputy else "町村長"


def with_department_heads(document: str, kind: str, amount: int) -> str:
    """以下: the limit itself belongs to the lower office."""
    if document == "determination":
        return "課長" if amount <= 10_000_000 else "部長"
    if document == "payment":
        if amount <= 1_000_000:
            return "課長"
        return "部長" if amount <= 20_000_000 else "副町村長"
    if document == "plan":
        if amount <= 300_000:
            return "課長"
        if amount <= 1_000_000:
            return "課長" if kind in ROUTINE else "部長"
        if amount <= 5_000_000:
            return "副町村長" if kind == "subsidy" else "部長"
        return "副町村長" if amount <= 20_000_000 else "町村長"
    lower = kind == "purchase" or kind in ROUTINE or kind in SMALL
    if kind == "subsidy":
        lower = False
    if amount <= 1_000_000:
        return "課長"
    if amount <= 5_000_000:
        return "課長" if lower else "部長"
    if amount <= 20_000_000:
        return "部長" if lower else "副町村長"
    return "副町村長" if lower else "町村長"


def in_a_small_village(document: str, kind: str, amount: int, acted: int) -> str:
    """未満; the amounts rise with April 2025."""
    if document in ("payment", "determination"):
        return "課長" if amount < 1_000_000 else "副町村長"
    new = acted >= 2025
    chief, deputy = (300_000, 2_000_000) if new else (100_000, 1_000_000)
    if amount < chief:
        return "課長"
    if amount < deputy:
        if kind in ROUTINE or kind in SMALL or (kind == "purchase" and not new):
            return "課長"
        return "副町村長"
    if kind in ROUTINE or (kind in SMALL and not new):
        return "副町村長"
    return "町村長"


def consulted(town: str, document: str, amount: int, acted: int) -> bool:
    """財政担当の合議."""
    if document not in ("plan", "commitment"):
        return False
    if town in ("hayama", "samukawa"):
        return amount > (1_000_000 if document == "plan" else 20_000_000)
    if town == "kiyokawa":
        return amount >= (300_000 if acted >= 2025 else 100_000)
    return document == "plan" and amount >= 1_000_000
