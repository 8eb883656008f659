"""Measures the layers on the whole country: 1,741 municipalities with 40 overrides each over a tree of 3,000 dated parameters.

usage: python benchmarks/municipalities.py [--rounds 5] [--peer PYTHON] [--out FILE]

``--peer`` names a Python interpreter that has omegaconf and dynaconf installed: they merge the same data, some towns of it, scaled to
all. Without it everything of ours is measured and the table says that the peers are absent. The exit status is 1 when a promise
is not kept. What is measured are the functions of ``uwanose.layers.upgrade`` that `uwanose upgrade` itself uses.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "core"))

from measure import commit, load, machine  # noqa: E402

from uwanose.errors import Place  # noqa: E402
from uwanose.layers.model import Rank, Setting  # noqa: E402
from uwanose.layers.upgrade.content import content_status  # noqa: E402
from uwanose.layers.upgrade.declared import declared_status, moves  # noqa: E402
from uwanose.layers.upgrade.model import Overlay, Status  # noqa: E402
from uwanose.layers.upgrade.overlays import of_setting  # noqa: E402
from uwanose.layers.upgrade.shared import Shared, holdings, shared  # noqa: E402
from uwanose.layers.upgrade.strata import Layer, resolved, stretches_of  # noqa: E402
from uwanose.points.model import Catalog, DatedValue, Kind, MaySet, Point, ValueType  # noqa: E402

SEED = 20260401
BUSINESSES, SECTIONS, PARAMETERS = 30, 10, 10  # 3,000 parameters, two dated values each: 6,000 leaves
PREFECTURES, TOWNS = 47, 1_741
OF_PREFECTURE, OF_TOWN = 20, 40
OLD, NEW, ON = date(2020, 4, 1), date(2024, 4, 1), date(2026, 4, 1)
PLACE = Place("rules/made/up.yaml", 1, 1)
PEERS_ABSENT = "omegaconf, dynaconf: absent (give --peer PYTHON to measure them on the same data)"


@dataclass(frozen=True)
class Country:
    """The overrides of every layer, and the package in two releases."""

    before: Catalog
    after: Catalog
    prefectures: Sequence[Sequence[Setting]]
    towns: Sequence[Sequence[Setting]]

    def prefecture_of(self, town: int) -> int:
        """Return the prefecture of a town."""
        return town % len(self.prefectures)


def country(towns: int = TOWNS, prefectures: int = PREFECTURES, sections: int = SECTIONS) -> Country:
    """Make a country up, the same at every time."""
    dice = random.Random(SEED)
    names = [
        f"b{business:02}.s{section}.p{number}"
        for business in range(BUSINESSES) for section in range(sections) for number in range(PARAMETERS)
    ]  # fmt: skip
    points = {
        name: _point(name, amount := dice.randrange(100, 100_000), amount + dice.randrange(1, 500))
        for name in names
    }
    before = _catalog(points)
    layers = [_settings(dice, names, OF_PREFECTURE, Rank.PREFECTURE, "") for _ in range(prefectures)]
    own = [_settings(dice, names, OF_TOWN, Rank.TOWN, f"t{town:04}") for town in range(towns)]
    return Country(before, _next_release(points, own, dice), layers, own)


def _point(name: str, first: int, second: int) -> Point:
    values = tuple(
        DatedValue(start=day, value=amount, place=PLACE) for day, amount in ((OLD, first), (NEW, second))
    )
    return Point(
        id=name, business=name.split(".", 1)[0], kind=Kind.PARAMETER, label_ja=name, label_en=name,
        may_set=MaySet.ORDINANCE, place=PLACE, type=ValueType.YEN, values=values,
    )  # fmt: skip


def _settings(dice: random.Random, names: Sequence[str], count: int, layer: Rank, town: str) -> list[Setting]:
    return [
        Setting(
            point=name, layer=layer, municipality=town, place=PLACE,
            values=(DatedValue(start=NEW, value=1_000 * dice.randrange(1, 100), place=PLACE),),
        )
        for name in dice.sample(names, count)
    ]  # fmt: skip


def _next_release(
    points: Mapping[str, Point], towns: Sequence[Sequence[Setting]], dice: random.Random
) -> Catalog:
    """One in ten changes its value, one in a hundred is gone, renamed, closed by law, or takes the value of a town."""
    after, part = dict(points), len(points) // 100
    for name in dice.sample(list(points), 10 * part):
        after[name] = _from(after[name], dice.randrange(1, 100_000))
    chosen = dice.sample(list(points), 3 * part)
    for name in chosen[:part]:
        del after[name]
    for name in chosen[part : 2 * part]:
        moved = after.pop(name)
        after[f"{name}x"] = replace(moved, id=f"{name}x", renamed_from=(name,))
    for name in chosen[2 * part :]:
        after[name] = replace(after[name], may_set=MaySet.LAW)
    for settings in towns[:part]:
        if settings[0].point in after:
            held = settings[0].values[0].value
            assert isinstance(held, int)
            after[settings[0].point] = _from(after[settings[0].point], held)
    return _catalog(after)


def _from(point: Point, amount: int) -> Point:
    kept = [value for value in point.values if value.start < ON]
    return replace(point, values=(*kept, DatedValue(start=ON, value=amount, place=PLACE)))


def _catalog(points: Mapping[str, Point]) -> Catalog:
    return Catalog(
        businesses={}, points=points, items={}, inputs={}, formulas={}, releases=(), sha256="",
    )  # fmt: skip


def national(catalog: Catalog) -> Layer:
    """Return the national layer of a release."""
    return {name: stretches_of(point.values) for name, point in catalog.points.items()}


def layer(settings: Sequence[Setting]) -> Layer:
    """Return the layer of a prefecture or a town."""
    return {setting.point: stretches_of(setting.values) for setting in settings}


def resolve(made: Country) -> list[Layer]:
    """Resolve every municipality: what stands on each parameter over time, each value with its source."""
    base = national(made.before)
    prefectures = [resolved(layer(settings), base) for settings in made.prefectures]
    return [
        resolved(layer(settings), prefectures[made.prefecture_of(town)])
        for town, settings in enumerate(made.towns)
    ]


def classify(made: Country) -> Counter[Status]:
    """Judge every override of every layer against the next release."""
    before, after = national(made.before), national(made.after)
    moved = moves(made.before, made.after)
    prefectures = [layer(settings) for settings in made.prefectures]
    beneath = [(resolved(mine, before), resolved(mine, after)) for mine in prefectures]
    found: Counter[Status] = Counter()
    for settings in made.prefectures:
        found.update(_status(made, of_setting(one), moved, before, after) for one in settings)
    for town, settings in enumerate(made.towns):
        old, new = beneath[made.prefecture_of(town)]
        found.update(_status(made, of_setting(one), moved, old, new) for one in settings)
    return found


def _status(made: Country, overlay: Overlay, moved: Mapping[str, str], before: Layer, after: Layer) -> Status:
    judged = declared_status(overlay, made.before, made.after, moved)
    if judged:
        return judged.status
    point = overlay.point
    return content_status(overlay.mode, overlay.own, before.get(point, ()), after.get(point, ()))[0]


def promote(made: Country, least: int = 2) -> list[Shared]:
    """Search what at least *least* towns of one prefecture hold alike."""
    by_prefecture: list[list[Overlay]] = [[] for _ in made.prefectures]
    for town, settings in enumerate(made.towns):
        by_prefecture[made.prefecture_of(town)] += map(of_setting, settings)
    return [found for overlays in by_prefecture for found in shared(holdings(overlays, ON), least)]


def edited(made: Country) -> Callable[[], int]:
    """Return what resolves one town anew after one of its values has changed, and reads every parameter of it."""
    base, prefecture = national(made.before), layer(made.prefectures[0])
    first, *others = made.towns[0]
    changed = [replace(first, values=(replace(first.values[0], value=1),)), *others]

    def again() -> int:
        found = resolved(layer(changed), prefecture, base)
        return sum(len(found[name]) for name in found)

    return again


def main(arguments: Sequence[str]) -> int:
    """Measure, report; 1 when a promise is not kept."""
    options = _parser().parse_args(arguments)
    made = country()
    cases: list[tuple[str, str, float, Callable[[], object]]] = [
        (
            "resolve",
            "1,741 municipalities resolved, each value with its source",
            0.5,
            lambda: len(resolve(made)),
        ),
        ("classify", "70,580 overrides classified for the next release", 2.0, lambda: dict(classify(made))),
        ("promote", "promotion search over 69,640 overrides of towns", 0.5, lambda: len(promote(made))),
        ("edited", "one town resolved anew after an edit", 0.005, edited(made)),
    ]
    laps: dict[str, list[float]] = {name: [] for name, *_ in cases}
    results: dict[str, object] = {}
    loads = [load()]
    for _ in range(options.rounds):
        for name, _what, _most, work in cases:
            laps[name].append(_lap(work, results, name))
        loads.append(load())
    peers = peer_figures(made, options.peer) if options.peer else {"absent": PEERS_ABSENT}
    kept = _table(cases, laps, results, peers)
    if options.out:
        report = {
            "commit": commit(), "machine": machine(), "loads": loads, "peers": peers,
            "cases": {
                name: {"what": what, "most": most, "cpu_s": [round(lap, 5) for lap in laps[name]], "median": statistics.median(laps[name])}
                for name, what, most, _ in cases
            },
        }  # fmt: skip
        Path(options.out).write_text(
            json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0 if kept else 1


def peer_figures(made: Country, python: str) -> Mapping[str, object]:
    """Let the peers merge the same data in their own interpreter."""
    with tempfile.TemporaryDirectory(prefix="uwanose-bench-") as folder:
        data = Path(folder) / "layers.json"
        data.write_text(json.dumps(_for_peers(made)), encoding="utf-8")
        done = subprocess.run(
            [python, str(HERE / "peer_layering.py"), str(data)], capture_output=True, text=True, check=True
        )
    found: Mapping[str, object] = json.loads(done.stdout)
    return found


def _for_peers(made: Country) -> Mapping[str, object]:
    """Return nested mappings, as configuration files hold them, for the towns the peers merge."""

    def tree(rows: Sequence[tuple[str, Mapping[str, int]]]) -> dict[str, object]:
        root: dict[str, dict[str, dict[str, object]]] = {}
        for name, values in rows:
            business, section, parameter = name.split(".")
            root.setdefault(business, {}).setdefault(section, {})[parameter] = {"values": values}
        return dict(root)

    def written(settings: Sequence[Setting]) -> dict[str, object]:
        return tree([(one.point, {str(v.start): int(str(v.value)) for v in one.values}) for one in settings])

    return {
        "national": tree([(name, {str(v.start): int(str(v.value)) for v in point.values}) for name, point in made.before.points.items()]),
        "prefecture": written(made.prefectures[0]),
        "towns": [written(made.towns[index]) for index in range(0, 10 * len(made.prefectures), len(made.prefectures))],
        "all": len(made.towns),
    }  # fmt: skip


def _lap(work: Callable[[], object], results: dict[str, object], name: str) -> float:
    gc.collect()
    began = time.process_time()
    results[name] = work()
    return time.process_time() - began


def _table(
    cases: Sequence[tuple[str, str, float, Callable[[], object]]],
    laps: Mapping[str, list[float]],
    results: Mapping[str, object],
    peers: Mapping[str, object],
) -> bool:
    kept = True
    for name, what, most, _ in cases:
        median = statistics.median(laps[name])
        kept &= median <= most
        spread = f"{min(laps[name]):.4f}-{max(laps[name]):.4f}"
        _say(
            f"{what}: {median:.4f} s CPU ({spread}), promised {most}{'' if median <= most else '  NOT KEPT'}"
        )
    counts = ", ".join(
        f"{getattr(status, 'value', status)} {count:,}" for status, count in _counts(results["classify"])
    )
    _say(f"statuses: {counts}")
    _say(f"held by two or more towns of a prefecture: {results['promote']}")
    for name, figure in peers.items():
        _say(f"{name}: {figure}")
    return kept


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _counts(found: object) -> list[tuple[object, object]]:
    return sorted(found.items(), key=lambda pair: str(pair[0])) if isinstance(found, dict) else []


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (5)")
    parser.add_argument("--peer", help="a Python interpreter with omegaconf and dynaconf")
    parser.add_argument("--out", help="a JSON file to write")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
