"""Owns saying what became of a file of events while it is applied and afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from uwanose.records.judging import Judged
from uwanose.records.model import Handed, Problem
from uwanose.records.standard import Standard
from uwanose_cli.output import Table
from uwanose_cli.session import Session

__all__ = ["heard", "of_town", "say_what_became"]

_LONG = 500  # events from which on the person at the screen hears how far it is


def of_town(handed: Iterable[Handed], town: str) -> Iterator[Handed]:
    """Let no event of another town into a town's register."""
    for one in handed:
        named = one.event.municipality
        if named in ("", town):
            yield one
        else:
            yield Handed(one.event, (*one.problems, Problem("J110", "municipality", named)))


def heard(session: Session, batches: Iterable[list[Judged]]) -> Iterator[Judged]:
    """Yield what became of each event, saying how many are safe so far."""
    done = 0
    for batch in batches:
        done += len(batch)
        if done >= _LONG:
            session.aside(f"{done:,}件まで済みました。", f"{done:,} events done.")
        yield from batch


def say_what_became(
    session: Session, judged: Sequence[Judged], standard: Standard, rejects: Path, *, only_check: bool
) -> int:
    """Show the rules that were met, the counts and the version of the standard; 1 when something was rejected."""
    counts = Counter(one.verdict for one in judged)
    rules = Counter(problem.code for one in judged for problem in one.problems)
    recorded, known, rejected = (counts[verdict] for verdict in ("recorded", "known", "rejected"))
    if rules:
        session.table(_rules_table(session, rules, standard))
    done = (
        session.text("登録できるもの", "would be recorded")
        if only_check
        else session.text("登録", "recorded")
    )
    session.say(
        f"{done} {recorded:,}件、登録済み {known:,}件、却下 {rejected:,}件",
        f"{done} {recorded:,}, known {known:,}, rejected {rejected:,}",
    )
    if rejected:
        session.say(f"却下の理由: {rejects}", f"The reasons: {rejects}")
    session.say(standard.note.ja, standard.note.en)
    session.put(
        {
            "recorded": recorded,
            "known": known,
            "rejected": rejected,
            "rules": dict(sorted(rules.items())),
            "rejects": str(rejects) if rejected else None,
            "standard": standard.version,
        }
    )
    return int(rejected > 0)


def _rules_table(session: Session, rules: Counter[str], standard: Standard) -> Table:
    headings = (("規則", "rule"), ("件数", "count"), ("内容", "what"), ("根拠", "basis"))
    rows = [
        (code, f"{count:,}", standard.rules[code].message.of(session.language), standard.rules[code].basis)
        for code, count in sorted(rules.items())
    ]
    return Table(tuple(session.text(*heading) for heading in headings), rows, frozenset({1}))
