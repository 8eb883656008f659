"""Owns what is told of applied events: the rejects file with field, value, rule and article, and the list of results."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from uwanose.points.model import Input
from uwanose.records.judging import Judged
from uwanose.records.model import Problem
from uwanose.records.standard import EventKind, Level, Standard
from uwanose.records.support import Discretion

__all__ = ["Teller"]

_REJECT_HEAD = (
    "行", "異動番号", "異動事由", "宛名番号", "項目", "値", "重さ", "規則", "内容", "根拠", "対処",
)  # fmt: skip
_RESULT_HEAD = (
    "異動番号",
    "異動事由",
    "結果",
    "宛名番号",
    "世帯番号",
    "履歴番号",
    "アラート",
    "出る通知",
    "追加項目",
)
_VERDICTS = {"recorded": "登録", "known": "登録済み", "rejected": "却下"}


class Teller:
    """Writes what became of events. No address of a protected person passes it."""

    def __init__(
        self, standard: Standard, levels: Mapping[str, Level], fields: Mapping[str, Input], gate: Discretion
    ) -> None:
        self.standard, self.levels, self.fields, self.gate = standard, levels, fields, gate

    def write_rejects(self, path: Path, judged: Iterable[Judged]) -> int:
        """Write the rejected events with all reasons, one line for each; no file when there is none."""
        rows = [row for one in judged if one.verdict == "rejected" for row in self.reject_rows(one)]
        if rows:
            _write(path, _REJECT_HEAD, rows)
        return len(rows)

    def write_results(self, path: Path, judged: Iterable[Judged]) -> None:
        """Write what became of each event: numbers, rows of history, alerts and the notices it sends out."""
        _write(path, _RESULT_HEAD, [row for one in judged for row in self._result_rows(one)])

    def reject_rows(self, judged: Judged) -> Iterator[Sequence[object]]:
        """Yield a line for each reason."""
        for problem in judged.problems:
            ja, _ = self.sentences(judged, problem)
            rule = self.standard.rules[problem.code]
            level = "エラー" if self.levels[problem.code] is Level.ERROR else "アラート"
            yield (
                judged.event.line,
                judged.event.event_id,
                self._event_label(judged),
                problem.person,
                self._field_label(problem.field),
                self.gate.of_event(judged.event, problem.field, problem.value),
                level,
                problem.code,
                ja,
                problem.basis or rule.basis,
                rule.remedy.ja,
            )

    def sentences(self, judged: Judged, problem: Problem) -> tuple[str, str]:
        """Return what a rule says against an event, in both languages."""
        rule = self.standard.rules[problem.code]
        ja = rule.message.ja + (f"（{problem.detail_ja}）" if problem.detail_ja else "")
        en = rule.message.en + (f" ({problem.detail_en})" if problem.detail_en else "")
        gate = self.gate
        return gate.of_event(judged.event, "", ja), gate.of_event(judged.event, "", en, "en")

    def _result_rows(self, judged: Judged) -> Iterator[Sequence[object]]:
        alerts = " ".join(dict.fromkeys(one.code for one in judged.problems))
        kind = self.standard.events.get(judged.effect.kind)
        notices = "、".join(self.standard.notices[one].ja for one in _sent(kind, judged)) if kind else ""
        head = (judged.event.event_id, self._event_label(judged), _VERDICTS[judged.verdict])
        if judged.verdict != "recorded" or not judged.outcome.records:
            sent = notices if judged.verdict == "recorded" else ""
            yield (*head, "", "", "", alerts, sent, "")
        else:
            for record in judged.outcome.records:
                extras = judged.extras.get(record.person_number, {})
                added = " ".join(f"{name}={value}" for name, value in extras.items())
                number = record.history_number
                yield (*head, record.person_number, record.household_number, number, alerts, notices, added)

    def _event_label(self, judged: Judged) -> str:
        kind = self.standard.events.get(judged.event.kind)
        return kind.label.ja if kind else judged.event.kind

    def _field_label(self, name: str) -> str:
        declared = self.fields.get(name)
        return f"{declared.label_ja} ({name})" if declared else name


def _sent(kind: EventKind, judged: Judged) -> Iterator[str]:
    """Yield the notices an event sends out; that of acceptance only where somebody else has notified it (4.1.0.3)."""
    yield from (
        one for one in kind.notices if one != "accepted" or judged.effect.value("notifier") == "other"
    )


def _write(path: Path, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(head)
        writer.writerows(rows)
