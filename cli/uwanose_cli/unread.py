"""Owns what happens while a file of the profile cannot be read: nothing that shares costs is worked out with a hole in it."""

from __future__ import annotations

from uwanose.errors import Finding, Place, Refused
from uwanose.workspace import Workspace
from uwanose_cli.text import Text

__all__ = ["CHARGED", "PENDING", "REPORTED", "not_shared", "stop_unread"]

CHARGED = Text("負担を算定しません", "Nothing is charged")
PENDING = Text("未調定の差額を示しません", "What is pending is not told")
REPORTED = Text("報告書を作りません", "No report is made")


def stop_unread(workspace: Workspace, left_undone: Text) -> None:
    """Raise Refused while a file of the profile cannot be read: its adoptions would be charged to nobody, or to others."""
    if workspace.unread:
        raise Refused([*workspace.unread, not_shared(workspace, left_undone)])


def not_shared(workspace: Workspace, left_undone: Text) -> Finding:
    """Return which files stand in the way, and what is therefore *left_undone*."""
    files = dict.fromkeys(finding.place.file for finding in workspace.unread if finding.place)
    ja, en = "、".join(files), ", ".join(files)
    return Finding(
        code="U122",
        scope="register",
        place=Place(workspace.prefecture),
        ja=f"読めないファイル（{ja}）があるので、{left_undone.ja}。そこにある採用や費用が抜けると、ほかの町村の負担額が変わります。",
        en=f"{left_undone.en} while a file cannot be read ({en}): what stands in it would fall on other towns.",
        remedy_ja="先にその指摘を直し、uwanose check で確かめてください。",
        remedy_en="Mend the other findings first; uwanose check tells when they are gone.",
    )
