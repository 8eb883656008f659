"""The plugins of the sample: one distribution per ordering town, one module per customization, nothing left over."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.profiles.sample import ROOT, sample
from uwanose.layers.model import Outcome
from uwanose.layers.plugin_rules import violations
from uwanose.layers.plugin_source import module_name, package_name

FOLDERS = sorted(
    folder for folder in (ROOT / "plugins").iterdir() if folder.is_dir() and folder.name != "__pycache__"
)
REGISTER = sample().profile.customizations


def project(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_plugin_is_a_distribution_found_by_its_entry_point(folder: Path) -> None:
    """The folder, the entry point and the package bear the name of the town that ordered it, or of the prefecture."""
    declared, package = project(folder), package_name(folder.name)
    assert declared["project"]["name"] == f"uwanose-{folder.name}"
    assert declared["project"]["entry-points"]["uwanose.plugins"] == {folder.name: package}
    assert declared["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [package]
    assert (folder / package / "__init__.py").is_file()
    assert (folder / "tests" / f"test_{folder.name}.py").is_file()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_plugin_stands_on_the_import_path_of_the_tests(folder: Path) -> None:
    """A new plugin's tests run from the root only when its folder is named in pyproject.toml."""
    assert f"plugins/{folder.name}" in project(ROOT)["tool"]["pytest"]["ini_options"]["pythonpath"]


def test_modules_and_register_name_one_another() -> None:
    """No module without an entry, no entry without its module."""
    plugins = sample().plugins
    used = {
        (override.plugin, override.module)
        for entry in REGISTER.values()
        for content in (entry.content, *(version.content for version in entry.versions))
        for override in content
        if override.plugin
    }
    assert {(name, module) for name in plugins.names for module in plugins.module_names(name)} == used
    assert set(plugins.names) == {folder.name for folder in FOLDERS}


def test_the_plugin_is_named_for_who_ordered_it() -> None:
    """kanagawa for what all decided; otherwise a town of the request."""
    for entry in REGISTER.values():
        owners = ("kanagawa",) if entry.outcome is Outcome.PREFECTURE else entry.request.by
        assert {override.plugin for override in entry.content if override.plugin} <= set(owners)
        assert {override.module for override in entry.content if override.plugin} <= {module_name(entry.id)}


def test_the_modules_are_pure() -> None:
    """They import uwanose and numpy only, reach for nothing outside their arguments, and mark every function."""
    plugins = sample().plugins
    for name in plugins.names:
        for module_stem in plugins.module_names(name):
            module = plugins.module(name, module_stem)
            assert module is not None
            assert [finding.text() for finding in violations(module, name)] == []
