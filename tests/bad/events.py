"""What is said of wrong events of the resident register: a file of events, judged on one day in a small invented town."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.records.sample import TODAY, TOWN, catalog, family, opened, register, standard
from uwanose.records.judging import Judged
from uwanose.records.model import Handed
from uwanose.records.outcome import Teller
from uwanose.records.reading import EventFields, read_events
from uwanose.records.support import Discretion

__all__ = ["said_of_events"]

VERDICTS = {"recorded": "登録", "known": "登録済み", "rejected": "却下"}
FIELDS = EventFields(catalog(), standard(), {"開成町": TOWN, TOWN: TOWN}.get)


def said_of_events(path: Path, in_both: Callable[[Callable[[str], str]], str]) -> str:
    """Return the reasons against the last event of a file, recorded after a family of four has moved in.

    *in_both* joins what is said in Japanese and in English.
    """
    judged = _judged(list(read_events(path, FIELDS, TOWN)))
    levels = {code: rule.level for code, rule in standard().rules.items()}
    teller = Teller(standard(), levels, FIELDS.declared, Discretion())

    def say(language: str) -> str:
        head = {
            "ja": f"{TODAY}の処理: {VERDICTS[judged.verdict]}",
            "en": f"processed on {TODAY}: {judged.verdict}",
        }
        lines = [head[language]]
        for problem in judged.problems:
            rule = standard().rules[problem.code]
            ja, en = teller.sentences(judged, problem)
            what, remedy = (
                (ja, f"対処: {rule.remedy.ja}") if language == "ja" else (en, f"Remedy: {rule.remedy.en}")
            )
            where = " ".join(part for part in (problem.field, problem.value, problem.person) if part)
            lines += [
                f"{rule.level} [{problem.code}] {what}",
                f"  {where} ／ {problem.basis or rule.basis}",
                f"  {remedy}",
            ]
        return "\n".join(lines) + "\n"

    return in_both(say)


def _judged(handed: list[Handed]) -> Judged:
    with TemporaryDirectory() as folder:
        store = opened(Path(folder))
        try:
            town = register(store)
            return [one for batch in town.apply([family(), *handed]) for one in batch][-1]
        finally:
            store.close()
