"""A folder of rules, profiles and plugins, opened: the only room that knows where anything lies on the disk."""

from uwanose.workspace.folders import bundled
from uwanose.workspace.opened import Workspace

__all__ = ["Workspace", "bundled"]
