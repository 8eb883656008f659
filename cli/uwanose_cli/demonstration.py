"""Owns the demonstration: the whole main job on a copy of a workspace, stage by stage, into one folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from uwanose.charging.closing import close
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import BookRun
from uwanose.dates import era_year, fiscal_year, fiscal_year_start
from uwanose.engine.plan import Span
from uwanose.errors import Finding, Severity
from uwanose.workspace import Workspace
from uwanose_cli.copying import SITE, clear_former, copy_workspace
from uwanose_cli.invention import Invention
from uwanose_cli.papers import report_of, write_report, write_statements
from uwanose_cli.progress import progress
from uwanose_cli.running import Run, Runner, named_items
from uwanose_cli.session import Session
from uwanose_cli.site_folder import model_of, write_site
from uwanose_cli.text import Text
from uwanose_cli.unread import CHARGED, stop_unread

__all__ = ["Demonstration", "Stage"]

TAX, SUBSIDY = "resident_tax", "medical_subsidy"
LEVIED, SUBSIDISED, READ = "annual_total", "town_pays", "total_income"
DOCUMENT = "組合決裁（見本）"
THREADS = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """One finished stage: what was done, and how long it took."""

    told: Text
    seconds: float


class Demonstration:
    """The main job. Each stage may be asked for once, in order; ``stages`` does them all."""

    def __init__(self, source: Workspace, out: Path, seed: int, session: Session) -> None:
        self.out, self.seed, self._session = out, seed, session
        self._source = source
        self.year = fiscal_year(source.release.applies_from)
        self.quarter = Quarter(self.year, 1)
        self._kind = "parquet" if find_spec("pyarrow") else "csv"
        self.people = 0
        self.runs: dict[str, Run] = {}
        self.findings: tuple[Finding, ...] = ()

    def stages(self) -> Iterator[Stage]:
        """Do one stage after the other and tell each when it is done."""
        for stage in (
            self._copy,
            self._invent,
            self._check,
            self._tax,
            self._subsidy,
            self._close,
            self._papers,
            self._site,
        ):
            began = perf_counter()
            told = stage()
            yield Stage(told, perf_counter() - began)

    @property
    def failed(self) -> bool:
        """Whether anything went wrong on the way."""
        return bool(self.problems) or any(run.report.failed for run in self.runs.values())

    def _copy(self) -> Text:
        clear_former(self.out)
        copy_workspace(self._source.root, self.out / "workspace")
        self.workspace = Workspace.open(self.out / "workspace", assume=True)
        self.runner = Runner(self.workspace)
        return Text("作業フォルダの写しを作りました", "copied the workspace")

    def _invent(self) -> Text:
        invention = Invention.of(self.workspace, None, self.seed)
        for year in self._years():
            needed = None if year == self.year else self._needed(READ, fiscal_year_start(year))
            self.people = invention.residents(year, self._input(TAX, year), self._session, needed)
        bills = invention.inputs(SUBSIDY, self.year, self._input(SUBSIDY, self.year), self._session)
        return Text(
            f"架空の住民 {self.people:,}人と診療報酬明細 {bills:,}件を作りました",
            f"invented {self.people:,} residents and {bills:,} bills",
        )

    def _check(self) -> Text:
        self.findings = self.workspace.findings
        errors = sum(finding.severity is Severity.ERROR for finding in self.findings)
        return Text(
            f"点検: 誤り {errors}件、指摘 {len(self.findings)}件",
            f"check: {errors} errors, {len(self.findings)} findings",
        )

    def _tax(self) -> Text:
        for year in self._years():
            keep = "main" if year == self.year else READ
            self.runs[f"{TAX} {year}"] = self._run(TAX, year, fiscal_year_start(year), keep)
        return Text(
            f"個人住民税を計算しました（{era_year(self.year)}と、医療費助成が使う前2年度）",
            f"computed resident tax of {self.year}, and of the two years before, which the subsidy reads",
        )

    def _subsidy(self) -> Text:
        reads = [self._output(TAX, year) for year in self._years()]
        self.runs[SUBSIDY] = self._run(SUBSIDY, self.year, None, "main", reads)
        return Text("医療費助成を計算しました", "computed the medical subsidy")

    def _close(self) -> Text:
        stop_unread(self.workspace, CHARGED)
        place = f"{self.workspace.prefecture}/charges"
        self.closed: BookRun = close(
            self.workspace.root / place,
            self.workspace.profile,
            self.quarter,
            on=date(self.year, 4, 20),
            document=DOCUMENT,
            rules=self.workspace.national.sha256,
            release=self.workspace.release.id,
            shown=place,
        ).entry
        return Text(f"{self.quarter.label_ja}を調定しました", f"closed {self.quarter}")

    def _papers(self) -> Text:
        written = write_statements(self.closed, self.out / "statements")
        report, folder = report_of(self.workspace, self.year), self.out / "report"
        write_report(report, folder / "report.xlsx", folder / "report.html", folder / "csv")
        return Text(
            f"負担金納入通知書 {len(written)}通とカスタマイズ費用報告書（Excel・HTML・CSV）を書きました",
            f"wrote {len(written)} statements and the report (workbook, page, CSV)",
        )

    def _site(self) -> Text:
        files = write_site(model_of(self.workspace, self.quarter.months[-1].last_day), self.out / SITE)
        pages = sum(name.endswith(".html") for name in files)
        return Text(
            f"報告サイト {pages}ページを書きました（{SITE}/index.html）",
            f"wrote the report site, {pages} pages ({SITE}/index.html)",
        )

    def _run(
        self, business: str, year: int, on: date | None, keep: str, reads: list[Path] | None = None
    ) -> Run:
        catalog = self.workspace.catalog
        towns = tuple(self.workspace.profile.municipalities.values())
        label = catalog.businesses[business]
        with progress(
            self._session, f"{label.label_ja} {year}", f"{label.label_en} {year}", len(towns)
        ) as step:
            return self.runner.run(
                catalog.businesses[business],
                towns,
                on,
                self._input(business, year),
                self._output(business, year),
                keep=named_items(catalog, business, keep),
                reads=reads or (),
                threads=THREADS,
                progress=step,
            )

    def _needed(self, item: str, on: date) -> frozenset[str]:
        """Return the input columns one result of resident tax needs, with those that name a row."""
        town = next(iter(self.workspace.profile.municipalities))
        program = self.runner.programs.program(TAX, self.workspace.rules(town, on))
        return frozenset((*program.needs(item).inputs, *program.names.texts))

    def _years(self) -> range:
        return range(self.year - 2, self.year + 1)

    def _input(self, business: str, year: int) -> Path:
        return self.out / "inputs" / f"{business}-{year}.{self._kind}"

    def _output(self, business: str, year: int) -> Path:
        return self.out / "results" / f"{business}-{year}.{self._kind}"

    @property
    def levied(self) -> Mapping[str, int]:
        """The tax of the year per town."""
        return self._sums(f"{TAX} {self.year}", LEVIED)

    @property
    def subsidised(self) -> Mapping[str, int]:
        """What each town subsidises."""
        return self._sums(SUBSIDY, SUBSIDISED)

    @property
    def charged(self) -> Mapping[str, int]:
        """What each town is charged for the closed quarter."""
        towns = self.closed.header.municipalities
        return {town: sum(line.yen for line in self.closed.lines_of(town)) for town in towns}

    @property
    def customizations(self) -> tuple[str, ...]:
        """The customizations that were in force in some run."""
        return tuple(sorted({name for span in self._spans() for name in span.rules.adopted}))

    @property
    def assumed(self) -> tuple[str, ...]:
        """The points whose assumed value some result rests on."""
        return tuple(sorted({point for span in self._spans() for point in span.assumed}))

    def assumed_in(self, town: str) -> tuple[str, ...]:
        """Return the points whose assumed value some result of a town rests on."""
        mine = (one for run in self.runs.values() for one in run.report.towns if one.town == town)
        return tuple(sorted({point for one in mine for span, _ in one.spans for point in span.assumed}))

    @property
    def unverified(self) -> tuple[str, ...]:
        """The points whose value nobody has verified and some result rests on."""
        return tuple(sorted({point for span in self._spans() for point in span.unverified}))

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What went wrong in a run, and the errors of the check."""
        of_runs = (
            finding
            for run in self.runs.values()
            for finding in (
                *run.report.findings,
                *(one for town in run.report.towns for one in town.findings),
            )
        )
        found = (*self.findings, *of_runs)
        return tuple(dict.fromkeys(finding for finding in found if finding.severity is Severity.ERROR))

    def summary(self, seconds: float) -> Mapping[str, object]:
        """Return the closing summary as data."""
        return {
            "people": self.people,
            "levied": self.levied,
            "subsidised": self.subsidised,
            "customizations": self.customizations,
            "registered": len(self.workspace.profile.customizations),
            "quarter": str(self.quarter),
            "charged": self.charged,
            "assumed": self.assumed,
            "assumed_in": {town: self.assumed_in(town) for town in self.workspace.profile.municipalities},
            "unverified": self.unverified,
            "seconds": round(seconds),
        }

    def _sums(self, run: str, item: str) -> dict[str, int]:
        return {town.town: town.sums.get(item, 0) for town in self.runs[run].report.towns}

    def _spans(self) -> Iterator[Span]:
        for run in self.runs.values():
            for town in run.report.towns:
                yield from (span for span, _ in town.spans)
