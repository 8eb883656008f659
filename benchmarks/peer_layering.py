"""Lets OmegaConf and Dynaconf merge the layers of some towns; runs in the peers' own interpreter.

usage: PEER_PYTHON peer_layering.py LAYERS.json      prints one line of JSON: CPU seconds for each town, scaled to all of them

OmegaConf merges a town over prefecture and package, which are merged outside the clock. Dynaconf's ``object_merge`` merges in memory;
its public interface reads files: package and layers are written as JSON once, outside the clock, and read for each town.
"""

from __future__ import annotations

import copy
import json
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

Data = dict[str, Any]


def main(file: str) -> None:
    """Measure each way on the towns of a file."""
    data: Data = json.loads(Path(file).read_text("utf-8"))
    ways: dict[str, Callable[[Data], float]] = {
        "omegaconf_merge": omegaconf_merge,
        "dynaconf_object_merge": dynaconf_object_merge,
        "dynaconf_files": dynaconf_files,
    }
    found: Data = {name: version(name) for name in ("omegaconf", "dynaconf")}
    found["towns_measured"] = len(data["towns"])
    for name, way in ways.items():
        per_town = way(data)
        found[name] = {
            "cpu_s_per_town": round(per_town, 4),
            "cpu_s_all_scaled": round(per_town * data["all"], 1),
        }
    sys.stdout.write(json.dumps(found) + "\n")


def omegaconf_merge(data: Data) -> float:
    """Merge each town over prefecture and package, which are one tree already."""
    config = import_module("omegaconf").OmegaConf
    base = config.merge(config.create(data["national"]), config.create(data["prefecture"]))
    layers = [config.create(town) for town in data["towns"]]
    towns = list(zip(layers, data["towns"], strict=True))
    return lap(lambda: all(check(config.merge(base, layer), town) for layer, town in towns), len(towns))


def dynaconf_object_merge(data: Data) -> float:
    """Merge in memory; ``object_merge(old, new)`` puts into *new* what only *old* has."""
    merge = import_module("dynaconf.utils").object_merge

    def merged(town: Data) -> Data:
        new = copy.deepcopy(town)
        for old in (data["prefecture"], data["national"]):
            merge(copy.deepcopy(old), new)
        return new

    return lap(lambda: all(check(merged(town), town) for town in data["towns"]), len(data["towns"]))


def dynaconf_files(data: Data) -> float:
    """Read the three files of each town and ask for the history of one value."""
    settings_of = import_module("dynaconf").Dynaconf
    history_of = import_module("dynaconf.utils.inspect").get_history
    with tempfile.TemporaryDirectory() as folder:
        layers = {
            "national": data["national"],
            "prefecture": {"dynaconf_merge": True, **data["prefecture"]},
        }
        layers |= {
            f"t{number}": {"dynaconf_merge": True, **town} for number, town in enumerate(data["towns"])
        }
        for name, layer in layers.items():
            (Path(folder) / f"{name}.json").write_text(json.dumps(layer), encoding="utf-8")

        def read(number: int, town: Data) -> bool:
            files = ["national.json", "prefecture.json", f"t{number}.json"]
            settings = settings_of(root_path=folder, settings_files=files, core_loaders=["JSON"])
            return check(settings, town) and bool(history_of(settings, key=probe(town)[0]))

        return lap(lambda: all(read(*numbered) for numbered in enumerate(data["towns"])), len(data["towns"]))


def lap(work: Callable[[], object], towns: int) -> float:
    """Return CPU seconds for each town."""
    began = time.process_time()
    work()
    return (time.process_time() - began) / towns


def check(merged: Any, town: Data) -> bool:
    """The merge must give the town's own value beside the older one of the package."""
    business, section, name, values = probe(town)
    found = merged[business][section][name]["values"]
    assert len(found) == 2
    assert all(found[day] == amount for day, amount in values.items())
    return True


def probe(town: Data) -> tuple[str, str, str, dict[str, int]]:
    """Return a parameter the town has a value of its own for."""
    business = next(iter(town))
    section = next(iter(town[business]))
    name = next(iter(town[business][section]))
    return business, section, name, town[business][section][name]["values"]


if __name__ == "__main__":
    main(sys.argv[1])
