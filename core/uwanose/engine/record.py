"""Owns what is written beside the results: the run record, the rejects, notes, extra fields and the sums by month."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from uwanose import __version__
from uwanose.engine.columns.table import Reject
from uwanose.engine.columns.write import write_table
from uwanose.engine.plan import Span
from uwanose.engine.whole import RunReport, TownRun
from uwanose.errors import Finding
from uwanose.points.model import Catalog
from uwanose.source.files import write_atomically

__all__ = ["SideFiles", "file_hash", "run_record", "write_side_files"]

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


class SideFiles:
    """Where the files beside a result file stand: ``tax.parquet`` → ``tax.json``, ``tax.rejects.csv`` …"""

    def __init__(self, out: Path) -> None:
        self.record = out.with_suffix(".json")
        self.rejects = out.with_suffix(".rejects.csv")
        self.notes = out.with_suffix(".notes.csv")
        self.extras = out.with_suffix(".extras.csv")
        self.monthly = out.with_suffix(".monthly.csv")


def write_side_files(
    report: RunReport, catalog: Catalog, out: Path, inputs: Mapping[str, str] = MappingProxyType({})
) -> SideFiles:
    """Write the record, and each list that has something in it; a list left over from an earlier run is removed.

    *inputs* names the files that were read, with their hashes.
    """
    files = SideFiles(out)
    told = run_record(report, catalog, out, inputs)
    write_atomically(files.record, _as_bytes(told))
    _write_or_remove(
        files.rejects, ("行", "番号", "列", "値", "理由", "規則", "根拠"), _reject_rows(report.rejects)
    )
    _write_or_remove(
        files.notes,
        ("町村", "行", "番号", "カスタマイズ", "内容"),
        [
            (town.town, note.record, note.key, note.customization, note.ja)
            for town in report.towns
            for note in town.notes
        ],
    )
    _write_or_remove(
        files.extras,
        ("町村", "番号", "項目", "値"),
        [(town.town, *extra) for town in report.towns for extra in town.extras],
    )
    added = [column for column in report.columns if column.is_added]
    _write_or_remove(
        files.monthly,
        ("町村", "年月", "行数", *(column.label_ja for column in added)),
        [
            (town.town, month.month, month.rows, *(month.sums.get(column.name, "") for column in added))
            for town in report.towns
            for month in town.months
        ],
    )
    return files


def run_record(
    report: RunReport, catalog: Catalog, out: Path, inputs: Mapping[str, str] = MappingProxyType({})
) -> Json:
    """Return what a run was, as plain data: rules and their hashes, counts, sums, assumptions and findings.

    *out* is the file of results, whose hash it holds. It holds no clock time, so that the same run gives the same bytes.
    """
    order = report.order
    return {
        "uwanose": __version__,
        "business": order.business,
        "legal_date": str(order.on) if order.on else None,
        "catalog_sha256": catalog.sha256,
        "inputs": dict(inputs),
        "results": out.name,
        "results_sha256": file_hash(out) if out.is_file() else None,
        "items": [column.name for column in report.columns],
        "towns": [_town(town) for town in report.towns],
        "records_without_town": len({reject.record for reject in report.stray}),
        "findings": [_finding(finding) for finding in report.findings],
    }


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _town(town: TownRun) -> Json:
    return {
        "town": town.town,
        "refused": town.refused,
        "records": town.records,
        "rows": town.rows,
        "rejected": len({reject.record for reject in town.rejects}),
        "sums": dict(town.sums),
        "rules": [_span(span, rows) for span, rows in town.spans],
        "findings": [_finding(finding) for finding in town.findings],
    }


def _span(span: Span, rows: int) -> Json:
    return {
        "from": str(span.days[0]),
        "to": str(span.days[-1]),
        "rows": rows,
        "release": span.rules.release,
        "rules_sha256": span.rules.sha256,
        "customizations": list(span.rules.adopted),
        "values": span.confidence(),
        "assumed": list(span.assumed),
        "unverified": list(span.unverified),
    }


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "scope": finding.scope,
        "place": str(finding.place) if finding.place else "",
        "ja": finding.ja,
        "en": finding.en,
    }


def _reject_rows(rejects: Sequence[Reject]) -> list[Sequence[object]]:
    return [
        (one.record, one.key, one.column, one.value, one.reason.ja, one.reason.rule, one.reason.basis)
        for one in rejects
    ]


def _write_or_remove(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    if rows:
        write_table(path, [header, *rows])
    else:
        path.unlink(missing_ok=True)


def _as_bytes(record: Json) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
