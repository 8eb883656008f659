"""Owns the book (調定簿): its runs in the order of the chain, and what they have charged per cost and per town."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from uwanose.charging.due import Group, Key
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import NO_PREVIOUS, BookRun, Reference
from uwanose.charging.runs import Run, RunKind
from uwanose.dates import Month

__all__ = ["Book", "file_name"]


@dataclass(frozen=True, slots=True)
class Book:
    """The runs, oldest first; immutable. ``groups`` is what they charged in all: cost and month → town → yen."""

    runs: tuple[BookRun, ...] = ()
    groups: Mapping[Group, Mapping[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        groups: dict[Group, dict[str, int]] = {}
        for entry in self.runs:
            for group, charged in entry.body.charged:
                towns = groups.setdefault(group, {})
                for town, yen in charged.items():
                    towns[town] = towns.get(town, 0) + yen
        object.__setattr__(self, "groups", groups)

    @property
    def charged(self) -> Mapping[Key, int]:
        """What the runs charged in all, key by key."""
        return {Key(*group, town): yen for group, towns in self.groups.items() for town, yen in towns.items()}

    @property
    def quarters(self) -> tuple[BookRun, ...]:
        """The closes of quarters, without corrections and settlements."""
        return tuple(entry for entry in self.runs if entry.run.kind is RunKind.CLOSE)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the closed quarters."""
        return tuple(month for entry in self.quarters for month in entry.run.months)

    @property
    def last(self) -> BookRun | None:
        """The quarter closed last."""
        return self.quarters[-1] if self.quarters else None

    @property
    def head(self) -> str:
        """The hash of the last line of all."""
        return self.runs[-1].head if self.runs else NO_PREVIOUS

    def get(self, run: Run) -> BookRun | None:
        """Return a run, None when it is not in the book."""
        return next((entry for entry in self.runs if entry.run == run), None)

    def corrections(self, quarter: Quarter) -> tuple[BookRun, ...]:
        """Return the corrections of a quarter."""
        return tuple(
            entry for entry in self.runs if entry.run.kind is RunKind.CORRECTION and entry.quarter == quarter
        )

    def first_lines(self, groups: Collection[Group]) -> Mapping[Key, Reference]:
        """Return the first line of every key of some costs and months."""
        first: dict[Key, Reference] = {}
        for entry in self.runs if groups else ():
            for line in entry.lines:
                if line.key.group in groups and line.key not in first:
                    first[line.key] = Reference(entry.run, line.number)
        return first


def file_name(run: Run) -> str:
    """Return the name of a run's file."""
    return f"{run}.jsonl"
