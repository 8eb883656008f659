"""Owns an impact as data for programs, and the line that explains one of its examples."""

from __future__ import annotations

from uwanose.governance.figures import PERCENTS, Changed, TownImpact, nearest_rank
from uwanose_cli.editing import difference
from uwanose_cli.output import finding_data
from uwanose_cli.proposing import Found

__all__ = ["data", "explained", "figures"]


def data(found: Found) -> dict[str, object]:
    """Return everything for programs; yen are whole, nothing is rounded but the cost per head."""
    impact, question = found.impact, found.impact.question
    worth = found.worth
    return {
        "business": found.business.id,
        "item": question.item.id,
        "residents": question.stake.residents if question.stake else None,
        "heads_are": question.stake.heads if question.stake else "row",
        "from": found.proposal.start,
        "with": list(found.proposal.held),
        "files": {str(path): list(difference(*both)) for path, *both in found.laid.texts()} if found.laid else {},
        "without": list(found.proposal.ended),
        "release": found.release.id if found.release else None,
        "set": dict(found.proposal.values),
        "total": figures(impact.total) | {"quantiles": _quantiles(impact.total)},
        "better_off": impact.helped,
        "worse_off": impact.burdened,
        "towns": [
            {"town": town.town, "refused": town.refused, **figures(town), "quantiles": _quantiles(town)}
            | {"findings": [finding_data(finding) for finding in town.findings]}
            for town in impact.towns
        ],
        "examples": [
            {
                "town": one.town,
                "row": one.key,
                "before": one.before,
                "after": one.after,
                "path": [{"item": turn.item.id, "before": turn.before, "after": turn.after} for turn in path],
                "explain": explained(found, one),
            }
            for one, path in found.paths.items()
        ],
        "rows_stray": found.stray,
        "changes": [
            {"with": list(part.change.held), "without": list(part.change.ended), "set": dict(part.change.values),
             "in_order": part.in_order, "alone": part.alone, "last": part.last}
            for part in found.parts
        ],
        "cost": None if worth is None else {
            "customization": worth.entry,
            "one_off": worth.one_off,
            "yearly": worth.yearly,
            "towns": dict(worth.towns),
            "helped": worth.helped,
            "effect": worth.effect,
            "one_off_per_head": worth.one_off_per_head,
            "yearly_per_head": worth.yearly_per_head,
            "illustrative": worth.illustrative,
            "known": worth.known,
        },
    }  # fmt: skip


def figures(town: TownImpact) -> dict[str, object]:
    """Return the figures of one town, or of all, for programs."""
    return {
        "heads": town.heads,
        "before": town.before,
        "after": town.after,
        "rises": town.rises,
        "falls": town.falls,
        "results": {name: {"before": pair[0], "after": pair[1]} for name, pair in town.results.items()},
        "rows_recoded": dict(town.recoded),
        "rows_lost": town.lost,
        "rows_gained": town.gained,
        "rows_rejected": town.rejected,
        "assumed": list(town.assumed),
        "unverified": list(town.unverified),
    }


def _quantiles(town: TownImpact) -> dict[str, int]:
    return (
        {str(percent): nearest_rank(town.changes, percent) for percent in PERCENTS}
        if len(town.changes)
        else {}
    )


def explained(found: Found, one: Changed) -> str:
    """Return the line that explains an example by the rules in force."""
    clock = {"year": f" --year {found.on.year}", "month": f" --month {found.on:%Y-%m}"} if found.on else {}
    return (
        f"uwanose explain {found.business.id} {found.impact.question.item.name} --resident {one.key} --town {one.town}"
        f"{clock.get(found.business.clock, '')} --in {found.source}{found.options}"
    )
