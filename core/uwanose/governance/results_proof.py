"""Owns the proof that results were computed by what is approved: the record beside a result file against today's rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from uwanose.engine.record import SideFiles, file_hash
from uwanose.errors import Finding, Place
from uwanose.layers.effective import EffectiveRules

__all__ = ["Proof", "RulesOf", "prove_results"]

RulesOf = Callable[[str, date, str], EffectiveRules]  # town, legal date, release


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at of one result file, and what speaks against it."""

    file: str
    rules: int  # sets of rules of a town over some days
    rows: int
    findings: tuple[Finding, ...]


def prove_results(
    results: Path, rules_of: RulesOf, assumed_rules_of: RulesOf, names: Mapping[str, str]
) -> Proof:
    """Compare a result file with its record, and the record with the rules that hold approved today.

    *rules_of* gives the approved rules in the knowledge of a release and raises KeyError for a release or a town nobody
    knows; *assumed_rules_of* gives them with the assumptions (仮定) beneath. The rules of a run are compared by their hash,
    which covers every value, formula, release and program in force. *names* are the towns' Japanese names by identifier.
    """
    record = SideFiles(results).record
    if not results.is_file() or not record.is_file():
        return Proof(str(results), 0, 0, (_no_record(results, record),))
    try:
        told = json.loads(record.read_bytes())
        spans = [(town["town"], span) for town in told["towns"] for span in town["rules"]]
        proof = _Proof(results, rules_of, assumed_rules_of, names)
        found = [
            *proof.of_file(told.get("results_sha256")),
            *(one for town, span in spans for one in proof.of_rules(town, span)),
        ]
        return Proof(str(results), len(spans), sum(int(span["rows"]) for _, span in spans), tuple(found))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Proof(str(results), 0, 0, (_no_record(results, record),))


class _Proof:
    def __init__(
        self, results: Path, rules_of: RulesOf, assumed_rules_of: RulesOf, names: Mapping[str, str]
    ) -> None:
        self._results, self._rules_of, self._assumed_rules_of, self._names = (
            results,
            rules_of,
            assumed_rules_of,
            names,
        )

    def of_file(self, sha256: str | None) -> Iterator[Finding]:
        """Yield that the results are not those the run wrote. A record of an earlier program does not say."""
        if sha256 is not None and sha256 != file_hash(self._results):
            yield Finding(
                code="I116",
                place=Place(str(self._results)),
                scope="register",
                ja="この結果のファイルは、計算した後に変わっています（記録のハッシュと違います）。",
                en="The results were changed after they were computed: they are not what their record says.",
                remedy_ja="計算し直すか、計算した時のファイルに戻してください。",
                remedy_en="Compute them again, or restore the file.",
            )

    def of_rules(self, town: str, span: Mapping[str, object]) -> Iterator[Finding]:
        """Yield that rows of a town were computed by other rules than the approved ones, or by assumptions."""
        day, release, sha256 = (
            date.fromisoformat(str(span["from"])),
            str(span["release"]),
            str(span["rules_sha256"]),
        )
        assumed = span["assumed"]
        assert isinstance(assumed, list)
        if assumed:
            yield self._assumptions(town, day, [str(point) for point in assumed])
        if sha256 != self._hash(self._rules_of, town, day, release) and sha256 != self._hash(
            self._assumed_rules_of, town, day, release
        ):
            yield self._other_rules(town, day, release, sha256)

    @staticmethod
    def _hash(rules_of: RulesOf, town: str, day: date, release: str) -> str:
        try:
            return rules_of(town, day, release).sha256
        except KeyError:
            return ""

    def _assumptions(self, town: str, day: date, points: list[str]) -> Finding:
        return Finding(
            code="I117",
            place=Place(str(self._results)),
            scope="register",
            ja=f"{self._names.get(town, town)}の {day} からの行は、仮定の値を使った結果です（{'、'.join(points)}）。条例の値による結果ではありません。",
            en=f"The rows of {town} from {day} on rest on assumptions ({', '.join(points)}), not on an ordinance.",
            remedy_ja="条例の値を確かめて設定し、--assume なしで計算し直してください。",
            remedy_en="Set the values of the ordinance and compute again without --assume.",
        )

    def _other_rules(self, town: str, day: date, release: str, sha256: str) -> Finding:
        return Finding(
            code="I118",
            place=Place(str(self._results)),
            scope="register",
            ja=(
                f"{self._names.get(town, town)}の {day} からの行は、いま決裁されている規則とは違う規則で計算されています"
                f"（版 {release}、記録の規則 {sha256[:12]}）。"
            ),
            en=f"The rows of {town} from {day} on were computed by other rules than those approved (release {release}, rules {sha256[:12]}).",
            remedy_ja="計算の後に設定・採用・版が変わったときは、計算し直してください。心当たりがなければ、だれが何で計算したか確かめてください。",
            remedy_en="If settings, adoptions or the package changed since, compute again; otherwise find out who computed it with what.",
        )


def _no_record(results: Path, record: Path) -> Finding:
    return Finding(
        code="I119",
        place=Place(str(results)),
        scope="register",
        ja=f"結果か、その記録（{record.name}）が読めません。何の規則で計算したか確かめられません。",
        en=f"The results or their record ({record.name}) cannot be read; by which rules they were computed cannot be told.",
        remedy_ja="uwanose run が書いた結果と記録を、同じフォルダに置いてください。",
        remedy_en="Keep the results beside the record `uwanose run` wrote.",
    )
