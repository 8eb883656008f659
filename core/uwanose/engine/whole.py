"""Owns a whole run: a file in, the results of many towns out; what goes wrong in one town never stops another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter

from uwanose.cycles import uncollected
from uwanose.engine.columns.input_file import InputFile
from uwanose.engine.columns.output import Form, OutputColumn, ResultWriter
from uwanose.engine.columns.table import Reject
from uwanose.engine.columns.write import open_results
from uwanose.engine.monthly import MonthSums, monthly_sums
from uwanose.engine.plan import RulesFor, Span, TownPlan, plan_town
from uwanose.engine.program import Programs
from uwanose.engine.reads import StoredResults
from uwanose.engine.town import Note, TownResult, compute_town
from uwanose.errors import Finding, Place, Refused, Severity
from uwanose.points.model import Business, Catalog
from uwanose.source.files import written_beside

__all__ = ["Order", "RunReport", "TownRun", "run_business"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be run. ``on`` is the legal date of a year or a month; None where each row has its own day.

    ``labels`` are the names by which messages call the towns.
    """

    business: str
    towns: tuple[str, ...]
    on: date | None = None
    keep: tuple[str, ...] | None = None
    threads: int = 1
    profile: str = "profiles/kanagawa"
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, town: str) -> str:
        """Return what a message calls a town."""
        return self.labels.get(town, town)


@dataclass(frozen=True, slots=True, kw_only=True)
class TownRun:
    """What became of one town. Nothing of a ``refused`` town is in the results.

    ``sums`` adds each item of yen over the rows; ``months`` those and what is yes or no by the month of each row's day.
    """

    town: str
    rows: int = 0
    records: int = 0
    rejects: tuple[Reject, ...] = ()
    notes: tuple[Note, ...] = ()
    extras: tuple[tuple[str, str, int], ...] = ()  # key, field, value
    sums: Mapping[str, int] = field(default_factory=dict)
    months: tuple[MonthSums, ...] = ()
    spans: tuple[tuple[Span, int], ...] = ()
    findings: tuple[Finding, ...] = ()
    refused: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What became of a run. ``stray`` are the records of the file that belong to no town."""

    order: Order
    columns: tuple[OutputColumn, ...]
    towns: tuple[TownRun, ...]
    stray: tuple[Reject, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether some town was refused, or some result could not be given."""
        found = (*self.findings, *(finding for town in self.towns for finding in town.findings))
        return any(town.refused for town in self.towns) or any(
            finding.severity is Severity.ERROR for finding in found
        )

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """Every rejected record, by its place in the file."""
        found = (*self.stray, *(reject for town in self.towns for reject in town.rejects))
        return tuple(sorted(found, key=lambda reject: (reject.record, reject.column)))


def run_business(
    catalog: Catalog,
    programs: Programs,
    order: Order,
    source: InputFile,
    rules_for: RulesFor,
    out: Path,
    *,
    stored: StoredResults | None = None,
    form: Form | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> RunReport:
    """Compute a business for some towns and write the results to *out*.

    *rules_for* gives the rules of a town on a day and may raise Refused; that, like every mistake of a town's values or
    code, refuses this town only. Raises Refused when nothing can be run at all.
    """
    business = catalog.businesses[order.business]
    _check(order, business, source, out)
    plans = [_plan(programs, order, business, source, rules_for, town) for town in order.towns]
    columns = _columns(catalog, order.business, plans)
    names = catalog.inputs[order.business]
    with written_beside(out):
        writer = open_results(out, columns, names[business.key], names.get("municipality"), form or Form())
    try:
        with uncollected():  # columns are no cycles
            towns = [_run_town(plan, source, writer, columns, order, stored, progress) for plan in plans]
    except BaseException:
        writer.abandon()
        raise
    if all(town.refused for town in towns):
        writer.abandon()
    else:
        with written_beside(out):
            writer.finish(_metadata(catalog, order, towns))
    return RunReport(
        order=order,
        columns=columns,
        towns=tuple(towns),
        stray=source.stray,
        findings=(*source.findings, *_left_out(order, source)),
    )


def _check(order: Order, business: Business, source: InputFile, out: Path) -> None:
    if (order.on is None) != (business.clock == "date"):
        raise ValueError(
            f"{business.id} is computed by {business.clock}: a legal date is given for year and month only"
        )
    if out.resolve() == source.path.resolve():
        raise Refused([
            Finding(
                code="I115",
                ja=f"結果の書き先 {out.name} が入力と同じファイルです。入力が失われるため、書きません。",
                en=f"the results would overwrite the input {out.name}.",
                remedy_ja="-o に別の名前を指定してください。",
                remedy_en="Give another name with -o.",
                place=Place(out.name),
            )
        ])  # fmt: skip
    if source.towns is None and len(order.towns) > 1:
        raise Refused([
            Finding(
                code="I111",
                ja="複数の町村を計算するには、入力に「町村」(municipality) の列が必要です。",
                en="to compute several municipalities the input needs a column municipality.",
                remedy_ja="列「町村」に町村名か団体コードを入れるか、--town で1つの町村を指定してください。",
                remedy_en="Add the column, or name one municipality with --town.",
            )
        ])  # fmt: skip


def _plan(
    programs: Programs, order: Order, business: Business, source: InputFile, rules_for: RulesFor, town: str
) -> TownPlan:
    if source.towns is not None and town not in source.towns:
        return TownPlan(town=town)
    days = [order.on] if order.on else source.days(town, business.clock_column)
    return plan_town(programs, order.business, rules_for, town, days, order.keep, order.profile)


def _columns(catalog: Catalog, business: str, plans: Sequence[TownPlan]) -> tuple[OutputColumn, ...]:
    """Return a column for each item that some town computes, in the order of their declaration."""
    computed = {item for plan in plans for item in plan.items}
    spans = [set(span.items) for plan in plans for span in plan.spans]
    everywhere = set.intersection(*spans) if spans else set()
    return tuple(
        OutputColumn.of(item, gaps=item.name not in everywhere)
        for item in catalog.items.values()
        if item.business == business and item.name in computed
    )


def _run_town(
    plan: TownPlan,
    source: InputFile,
    writer: ResultWriter,
    columns: Sequence[OutputColumn],
    order: Order,
    stored: StoredResults | None,
    progress: Callable[[str, int], None] | None,
) -> TownRun:
    began = perf_counter()
    if plan.is_refused:
        return TownRun(town=plan.town, findings=plan.findings, refused=True)
    if not plan.spans:
        return TownRun(town=plan.town, findings=(_no_rows(plan.town, order),))

    def advance(rows: int) -> None:
        if progress:
            progress(plan.town, rows)

    try:
        result = compute_town(
            plan, source.table(plan.town), stored=stored, threads=order.threads, progress=advance
        )
    except Refused as refused:
        return TownRun(town=plan.town, findings=(*plan.findings, *refused.findings), refused=True)
    except Exception as error:  # a defect of ours: told, and the other towns go on
        return TownRun(
            town=plan.town, findings=(*plan.findings, _defect(plan.town, error, order)), refused=True
        )
    writer.write(plan.town, result.keys, result.items, result.absent)
    return _town_run(plan.town, result, columns, perf_counter() - began)


def _town_run(town: str, result: TownResult, columns: Sequence[OutputColumn], seconds: float) -> TownRun:
    yen = [column.name for column in columns if column.unit == "yen" and column.name in result.items]
    added = [column.name for column in columns if column.is_added and column.name in result.items]
    return TownRun(
        town=town,
        rows=len(result),
        records=result.records,
        rejects=result.rejects,
        notes=result.notes,
        extras=tuple(_extras(result)),
        sums={name: int(result.items[name].sum()) for name in yen},
        months=() if result.days is None else monthly_sums(result.days, result.items, added),
        spans=result.spans,
        findings=result.findings,
        seconds=seconds,
    )


def _extras(result: TownResult) -> Iterator[tuple[str, str, int]]:
    for name, values in result.extras.items():
        gone = result.absent.get(name)
        for row, (key, value) in enumerate(zip(result.keys.tolist(), values.tolist(), strict=True)):
            if gone is None or not gone[row]:
                yield key, name, int(value)


def _metadata(catalog: Catalog, order: Order, towns: Sequence[TownRun]) -> dict[str, str]:
    """Return what the result file says about itself."""
    spans = [(town.town, span) for town in towns for span, _ in town.spans]
    return {
        "business": order.business,
        "legal_date": str(order.on or ""),
        "release": "、".join(dict.fromkeys(span.rules.release for _, span in spans)),
        "catalog_sha256": catalog.sha256,
        "rules_sha256": " ".join(dict.fromkeys(f"{town}:{span.rules.sha256}" for town, span in spans)),
        "assumed": " ".join(
            dict.fromkeys(f"{town}:{point}" for town, span in spans for point in span.assumed)
        ),
    }


def _left_out(order: Order, source: InputFile) -> Iterator[Finding]:
    others = [town for town in source.towns or () if town not in order.towns]
    if others:
        rows = sum(source.count(town) for town in others)
        yield Finding(
            code="I113",
            severity=Severity.NOTE,
            ja=f"入力にあるほかの町村（{'、'.join(map(order.label, others))}）の {rows:,} 行は計算していません。",
            en=f"{rows:,} rows of other towns in the input ({', '.join(others)}) are not computed.",
            remedy_ja="--town all ですべての町村を計算します。",
            remedy_en="--town all computes every town.",
        )


def _no_rows(town: str, order: Order) -> Finding:
    return Finding(
        code="I112",
        severity=Severity.WARNING,
        ja=f"入力に{order.label(town)}の行がありません。",
        en=f"the input holds no row of {town}.",
        scope=town,
    )


def _defect(town: str, error: Exception, order: Order) -> Finding:
    notes = "; ".join(getattr(error, "__notes__", ()))
    return Finding(
        code="E199",
        ja=f"計算の不具合により{order.label(town)}を計算できませんでした: {type(error).__name__}: {error} {notes}".rstrip(),
        en=f"a defect kept {town} from being computed: {type(error).__name__}: {error} {notes}".rstrip(),
        remedy_ja="この文面を添えて不具合として報告してください。他の町村の結果は正しく計算されています。",
        remedy_en="Please report this text as a defect. The results of the other towns are right.",
        scope=town,
    )
