"""Owns what is measured inside a fresh process of our own; ``python benchmarks/workers.py NAME ARGUMENTS``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
from measure import Figures, Laps, emit

ROOT = Path(__file__).resolve().parents[1]
YEAR = 2025  # the levy year that is run: the latest with income of a full year of the invented people
ON = date(2026, 4, 1)
SEED = 20260401
REPEATS = 20
READ_YEARS = (YEAR - 2, YEAR - 1)  # subsidies read the income of up to two levy years before
INVENTED = {
    "medical_subsidy": "bills", "medical_subsidy_single_parent": "single_parent_bills",
    "medical_subsidy_disability": "disability_bills", "national_health_insurance": "health_insured",
    "long_term_care_premium": "care_insured", "late_elderly_premium": "late_elderly",
    "child_allowance": "children", "retirement_tax": "retirement_allowances", "financial_accounting": "documents",
}  # fmt: skip


def people(folder: str) -> Figures:
    """Invent everybody and write them twice: as our input file, and as plain arrays for the peer."""
    laps = Laps()
    with laps.lap("import"):
        from uwanose.engine.population import residents, write_inputs
        from uwanose.workspace import Workspace
    with laps.lap("load"):
        workspace = Workspace.open(ROOT)
        populations = dict(workspace.profile.consortium.drivers["population"].values)
    with laps.lap("invent"):
        towns = list(residents(populations, seed=SEED, income_year=YEAR - 1))
    with laps.lap("write"):
        declared = workspace.national.inputs["resident_tax"]
        persons = write_inputs(Path(folder) / "people.parquet", towns, declared)
    homes = np.concatenate([columns["household_id"] for _, columns in towns])
    household = np.cumsum(np.append(True, homes[1:] != homes[:-1])) - 1
    born = np.concatenate([columns["birth_date"] for _, columns in towns])
    months = (born // 10_000 - 1970) * 12 + born // 100 % 100 - 1
    days = months.astype("datetime64[M]").astype("datetime64[D]") + (born % 100 - 1)
    np.savez(
        Path(folder) / "people.npz",
        household=household,
        place=np.arange(len(household)) - np.searchsorted(household, household),
        birth=days.astype(np.int64),
        pay=np.concatenate([columns["pay_revenue"] for _, columns in towns]),
    )
    return laps.figures | {"persons": persons}


def run(file: str, out: str, keep: str, threads: str) -> Figures:
    """`uwanose run resident_tax --town all`, from a Parquet file to a Parquet file, after everything is loaded."""
    laps = Laps()
    with laps.lap("import"):
        import pyarrow.compute
        import pyarrow.parquet

        from uwanose.workspace import Workspace
        from uwanose_cli.running import Runner, named_items

        assert pyarrow.parquet
    with laps.lap("load"):
        workspace, on = Workspace.open(ROOT, assume=True), date(YEAR, 4, 1)
        business, towns = workspace.catalog.businesses["resident_tax"], workspace.profile.municipalities
        runner = Runner(workspace)
        for town in towns:
            runner.programs.program(business.id, runner.rules(town, on))
    with laps.lap("run"):
        done = runner.run(
            business, list(towns.values()), on, Path(file), Path(out),
            keep=named_items(workspace.catalog, business.id, keep), threads=int(threads),
        )  # fmt: skip
    report = done.report
    assert not report.failed, report.findings
    return laps.figures | {
        "rows": sum(town.rows for town in report.towns),
        "results": len(report.columns),
        "levied_yen": sum(town.sums.get("annual_total", 0) for town in report.towns),
    }


def impact(file: str) -> Figures:
    """`uwanose impact resident_tax --town all --set …`: every row by both rules, after everything is loaded."""
    laps = Laps()
    with laps.lap("import"):
        import pyarrow.compute
        import pyarrow.parquet

        from uwanose.governance.figures import Question, nearest_rank
        from uwanose.governance.impact import impact_on
        from uwanose.governance.path import path_of
        from uwanose.governance.proposal import Proposal, Proposed
        from uwanose.workspace import Workspace
        from uwanose_cli.running import Runner

        assert pyarrow.parquet
    with laps.lap("load"):
        workspace, on = Workspace.open(ROOT, assume=True), date(YEAR, 4, 1)
        catalog, towns = workspace.catalog, tuple(workspace.profile.municipalities)
        business, runner = catalog.businesses["resident_tax"], Runner(workspace)
        rules = runner.rules_for(business.id)
        for town in towns:
            runner.programs.program(business.id, rules(town, on))
    with laps.lap("run"):
        proposal = Proposal(
            business=business.id,
            towns=towns,
            start=on,
            values={"resident_tax.exemption.per_capita_base": 330_000},
        )
        then = Proposed(
            proposal, workspace.profile, catalog, workspace.plugins, workspace.resolver
        ).rules_for(rules)
        mine = [item for item in catalog.items.values() if item.business == business.id and item.main]
        question = Question(
            business=business, item=catalog.items["resident_tax.annual_total"], stake=business.stake, towns=towns,
            on=on, also=tuple(mine),
        )  # fmt: skip
        source = runner.open(business.id, Path(file))
        found = impact_on(runner.programs, question, source, rules, then)
        for one in found.examples:
            path_of(one, runner.programs, question, source, rules, then)
        middle = nearest_rank(found.total.changes, 50)
    assert not found.refused
    return laps.figures | {"rows": found.total.heads, "changed": found.total.changed, "middle_yen": middle}


def inputs(folder: str) -> Figures:
    """Invent the input of every business that has one, and compute what it reads of resident tax."""
    from uwanose.engine import population
    from uwanose.workspace import Workspace
    from uwanose_cli.running import Runner, named_items

    laps = Laps()
    workspace = Workspace.open(ROOT, assume=True)
    persons = dict(workspace.profile.consortium.drivers["population"].values)
    towns, catalog = list(workspace.profile.municipalities.values()), workspace.catalog
    rows = {}
    with laps.lap("invent"):
        for business, invent in INVENTED.items():
            tables = getattr(population, invent)(persons, seed=SEED, fiscal_year=YEAR)
            rows[business] = population.write_inputs(
                _input(folder, business), tables, catalog.inputs[business]
            )
    runner = Runner(workspace)
    with laps.lap("read"):
        for year in READ_YEARS:
            people_of = population.residents(persons, seed=SEED, income_year=year - 1)
            file = Path(folder) / f"people-{year}.parquet"
            population.write_inputs(file, people_of, catalog.inputs["resident_tax"])
            runner.run(
                catalog.businesses["resident_tax"], towns, date(year, 4, 1), file, _taxed(folder, year),
                keep=named_items(catalog, "resident_tax", "main"),
            )  # fmt: skip
    return laps.figures | {f"{business}_rows": count for business, count in rows.items()}


def every_business(folder: str) -> Figures:
    """Every business that has invented input, fourteen towns, file to file, after everything is loaded."""
    laps = Laps()
    with laps.lap("import"):
        import pyarrow.compute
        import pyarrow.parquet

        from uwanose.workspace import Workspace
        from uwanose_cli.running import Runner, named_items

        assert pyarrow.parquet
    with laps.lap("load"):
        workspace = Workspace.open(ROOT, assume=True)
        catalog, towns = workspace.catalog, workspace.profile.municipalities
        runner = Runner(workspace)
        for business in ("resident_tax", *INVENTED):
            for town in towns:
                runner.programs.program(business, runner.rules(town, date(YEAR, 4, 1)))
    reads = [_taxed(folder, year) for year in (*READ_YEARS, YEAR)]
    rows: dict[str, float] = {}
    for business in ("resident_tax", *INVENTED):
        declared = catalog.businesses[business]
        first = business == "resident_tax"
        with laps.lap(business):
            done = runner.run(
                declared, list(towns.values()), date(YEAR, 4, 1) if declared.clock == "year" else None,
                Path(folder) / "people.parquet" if first else _input(folder, business),
                _taxed(folder, YEAR) if first else Path(folder) / f"{business}-results.parquet",
                keep=named_items(catalog, business, "main"), reads=[] if first else reads,
            )  # fmt: skip
        assert not done.report.failed, done.report.findings
        rows[f"{business}_rows"] = sum(town.rows for town in done.report.towns)
    run = sum(laps.figures[f"{business}_cpu_s"] for business in ("resident_tax", *INVENTED))
    return laps.figures | rows | {"run_cpu_s": run}


def _input(folder: str, business: str) -> Path:
    return Path(folder) / f"{business}.parquet"


def _taxed(folder: str, year: int) -> Path:
    return Path(folder) / f"taxed-{year}.parquet"


def explain(file: str) -> Figures:
    """`annual_total` of one resident, in a process that has loaded everything and read the town's rows."""
    from uwanose.engine.explain import explain as explain_value
    from uwanose.workspace import Workspace
    from uwanose_cli.running import Runner

    laps = Laps()
    with laps.lap("load"):
        runner = Runner(Workspace.open(ROOT, assume=True))
        rules = runner.rules("kiyokawa", date(YEAR, 4, 1))
        program = runner.programs.program("resident_tax", rules)
        table = runner.open("resident_tax", Path(file)).table("kiyokawa")
    keys = table.keys[:: len(table) // REPEATS].tolist()
    with laps.lap("all"):
        found = [explain_value(program, rules, table, key, "annual_total") for key in keys]
    each = 1_000 * laps.figures["all_cpu_s"] / len(found)
    return laps.figures | {"explain_cpu_ms": each, "steps": len(found[0].steps)}


def resolve() -> Figures:
    """All fourteen towns resolved on one day, with code found and hashed, after the files have been read."""
    from uwanose.workspace import Workspace

    laps = Laps()
    with laps.lap("read"):
        workspace = Workspace.open(ROOT)
        towns = tuple(workspace.profile.municipalities)
        assert workspace.catalog
    with laps.lap("resolve"):
        rules = [workspace.rules(town, ON) for town in towns]
    return laps.figures | {"towns": len(rules), "values": sum(len(one.values) for one in rules)}


def catalog(folder: str) -> Figures:
    """The national package: compiled from its YAML, then loaded from the artefact."""
    from uwanose.points.catalog import load_catalog
    from uwanose.source.files import SourceFolder

    laps = Laps()
    cache = Path(folder) / "artefact"
    for lap in ("compile", "load"):
        with laps.lap(lap):
            files = SourceFolder.read(ROOT / "rules", "rules", suffixes=(), findings=[])
            found = load_catalog(files, cache, [])
    for artefact in cache.iterdir():
        artefact.unlink()
    return laps.figures | {"points": len(found.points)}


def records(folder: str, events: str = "10000") -> Figures:
    """Events of residents: read from their file, checked, and committed to a new register in batches."""
    from uwanose.records.judging import Judge
    from uwanose.records.practice import practice_of
    from uwanose.records.reading import EventFields, read_events
    from uwanose.records.register import Register
    from uwanose.records.standard import load_standard
    from uwanose.records.store import open_store
    from uwanose.workspace import Workspace

    laps = Laps()
    with laps.lap("load"):
        workspace, town = Workspace.open(ROOT), "kaisei"
        standard = load_standard(workspace.rules_files, workspace.national)
        code = workspace.profile.municipalities[town].code
        judge = Judge(standard, practice_of(workspace.rules(town, ON), code, standard), ON)
        fields = EventFields(workspace.national, standard, {town: town}.get)
    file = _events_file(Path(folder) / "events.jsonl", int(events))
    place = Path(folder) / "records.sqlite3"
    for old in Path(folder).glob("records.sqlite3*"):
        old.unlink()
    store = open_store(place, create=True)
    with laps.lap("run"):
        batches = Register(store, judge).apply(read_events(file, fields, town))
        recorded = sum(one.verdict == "recorded" for batch in batches for one in batch)
    store.close()
    assert recorded == int(events), recorded
    return laps.figures | {"events": recorded}


def _events_file(path: Path, events: int) -> Path:
    """Write couples that move in; of every other couple the husband's name is corrected, and he moves within the town."""
    from uwanose.records.digits import next_numbers

    issued = [number for _, number in islice(next_numbers(0), events * 2)]
    lines: list[dict[str, object]] = []
    number = 0
    while len(lines) < events:
        number += 1
        head, wife = (_mover(number, sex) for sex in ("male", "female"))
        lines.append({"event_id": f"in{number}", "event": "move_in", "event_date": "2026-03-20", "notified_on": "2026-03-27",
                      "after": "whole", "persons": [head, wife]})  # fmt: skip
        if number % 2:
            continue
        former = issued[number * 2 - 2]  # the husband: persons are numbered as they come
        lines.append({"event_id": f"fix{number}", "event": "clerical_correction", "document": "記録書", "person_number": former,
                      "name": f"乙野{number}"})  # fmt: skip
        lines.append({"event_id": f"move{number}", "event": "move_within", "event_date": "2026-03-28", "after": "whole",
                      "person_number": former, "relation": "世帯主", "address": "開成町吉田島1番地"})  # fmt: skip
    path.write_text(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in lines[:events]), encoding="utf-8"
    )
    return path


def _mover(number: int, sex: str) -> dict[str, str]:
    is_head = sex == "male"
    return {
        "name": f"甲野{number}" if is_head else f"甲野花{number}", "birth_date": f"{1950 + number % 50}-{1 + number % 12:02}-15",
        "sex": sex, "relation": "世帯主" if is_head else "妻", "honseki": "甲県乙市", "hittousha": f"甲野{number}",
        "previous_address": "甲県乙市丙町1番地", "address": "開成町延沢773番地", "juminhyo_code": f"{number * 2 + is_head:011d}",
    }  # fmt: skip


WORKERS: dict[str, Callable[..., Figures]] = {
    "people": people, "run": run, "inputs": inputs, "every_business": every_business, "explain": explain, "resolve": resolve, "catalog": catalog,
    "records": records, "impact": impact,
}  # fmt: skip

if __name__ == "__main__":
    emit(WORKERS[sys.argv[1]](*sys.argv[2:]))
