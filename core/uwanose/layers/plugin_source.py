"""Owns finding plugin source without importing it: module bytes, their hash, and the marked functions in them.

The workspace's ``plugins/`` comes first, then installed distributions with an entry point in ``uwanose.plugins``.
What is hashed here is what is executed later: nobody reads the file a second time.
"""

from __future__ import annotations

from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from uwanose.layers.plugin_modules import PluginModule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINT_GROUP = "uwanose.plugins"


class PluginIndex:
    """The plugins of one workspace. Modules are read and hashed when first asked for, once."""

    def __init__(self, root: Path | None, *, installed: bool = True) -> None:
        """Look in *root* (a folder of plugin projects) and, unless *installed* is false, in the environment."""
        self._root = root
        self._look_installed = installed
        self._read_modules: dict[tuple[str, str, bool], PluginModule | None] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all plugins, those of the workspace and the installed ones."""
        return tuple(sorted({*self._folders, *self._entry_points}))

    def module(self, plugin: str, name: str) -> PluginModule | None:
        """Return a module of a plugin, None when there is none; the workspace's own comes first."""
        return self.workspace_module(plugin, name) or self.installed_module(plugin, name)

    def module_names(self, plugin: str) -> tuple[str, ...]:
        """Return the modules a plugin has, its package's ``__init__`` left out."""
        folders = (self._folders.get(plugin), self._installed_folder(plugin))
        return tuple(sorted({path.stem for folder in folders if folder for path in folder.glob("[!_]*.py")}))

    def workspace_module(self, plugin: str, name: str) -> PluginModule | None:
        """Return the module as it stands in the workspace's ``plugins/``."""
        return self._once(plugin, name, installed=False)

    def installed_module(self, plugin: str, name: str) -> PluginModule | None:
        """Return the module as it stands in the environment, found through its entry point."""
        return self._once(plugin, name, installed=True)

    def _once(self, plugin: str, name: str, *, installed: bool) -> PluginModule | None:
        key = plugin, name, installed
        if key not in self._read_modules:
            folder = self._installed_folder(plugin) if installed else self._folders.get(plugin)
            self._read_modules[key] = (
                self._read(plugin, name, folder, installed=installed) if folder else None
            )
        return self._read_modules[key]

    @cached_property
    def _folders(self) -> dict[str, Path]:
        if self._root is None or not self._root.is_dir():
            return {}
        packages = ((folder.name, folder / package_name(folder.name)) for folder in self._root.iterdir())
        return {name: package for name, package in packages if package.is_dir()}

    @cached_property
    def _entry_points(self) -> dict[str, EntryPoint]:
        if not self._look_installed:
            return {}
        from importlib.metadata import entry_points  # slow to import, and seldom needed

        return {entry.name: entry for entry in entry_points(group=ENTRY_POINT_GROUP)}

    def _installed_folder(self, plugin: str) -> Path | None:
        entry = self._entry_points.get(plugin)
        top_level = entry.module.partition(".")[0] if entry else ""
        spec = find_spec(top_level) if top_level else None  # finds a top-level package without importing it
        places = spec.submodule_search_locations if spec else None
        return Path(next(iter(places))) if places else None

    def _read(self, plugin: str, name: str, folder: Path, *, installed: bool) -> PluginModule | None:
        path = folder / f"{name}.py"
        if not name.isidentifier() or not path.is_file():
            return None
        file = str(path) if installed else f"plugins/{plugin}/{folder.name}/{name}.py"
        from uwanose.layers.plugin_reading import read_module  # only here: it brings the syntax tree

        return read_module(plugin, name, file, path.read_bytes(), installed=installed)


def package_name(plugin: str) -> str:
    """Return the import package of a plugin: ``uwanose_oi`` for ``oi``."""
    return f"uwanose_{plugin.replace('-', '_')}"


def module_name(customization: str, version: int = 1) -> str:
    """Return the one module of a customization: ``k_006`` for K-006, ``k_006_v2`` for its second version."""
    stem = customization.lower().replace("-", "_")
    return stem if version == 1 else f"{stem}_v{version}"
