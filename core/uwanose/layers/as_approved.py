"""Owns an entry as if all that stands in it today were approved: what trials and previews run, before anybody decides."""

from __future__ import annotations

from dataclasses import replace

from uwanose.layers.hashes import content_hash
from uwanose.layers.model import Approval, Customization, Version
from uwanose.layers.plugin_source import PluginIndex

__all__ = ["as_approved", "waiting_version"]


def waiting_version(entry: Customization) -> Version | None:
    """Return the version of an approved entry that waits for its own approval, None when none does."""
    if not (entry.approval and entry.approval.content):
        return None
    return next((one for one in entry.versions if not (one.approval and one.approval.content)), None)


def as_approved(entry: Customization, plugins: PluginIndex) -> Customization:
    """Return an approved entry whose contents and programs count as approved as they stand, waiting versions included.

    An entry that has never been approved is returned as it is: it is held by nobody.
    """
    if not entry.approval:
        return entry
    versions = tuple(
        replace(one, approval=_pinned(one.approval, one, content_hash(entry, plugins, one)))
        for one in entry.versions
    )
    approval = replace(entry.approval, content=content_hash(entry, plugins))
    return replace(entry, approval=approval, versions=versions)


def _pinned(approval: Approval | None, version: Version, content: str) -> Approval:
    given = approval or Approval(on=version.start, document="", content="", place=version.place)
    return replace(given, content=content)
