"""Shell completion: commands, towns, points and ids, in Japanese and by identifier."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from tests.cli.workspaces import ROOT
from uwanose_cli.main import root
from uwanose_cli.session import Session


def completed(*words: str) -> list[str]:
    """Return what the shell would offer for the last word."""
    shell = ShellComplete(root, {"obj": Session(directory=ROOT)}, "uwanose", "_UWANOSE_COMPLETE")
    *typed, last = words
    return [item.value for item in shell.get_completions(typed, last)]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("sh",), "show"),
        (("charge", "c"), "close"),
        (("show", "均等割の非課税限度の"), "均等割の非課税限度の基本額"),
        (("show", "resident_tax.exemption.per"), "resident_tax.exemption.per_capita_base"),
        (("show", "x", "--town", "開"), "開成町"),
        (("show", "x", "--town", "ka"), "kaisei"),
        (("show", "x", "--town", "al"), "all"),
        (("show", "x", "--as-known", "2026"), "2026.04"),
        (("run", "個"), "個人住民税"),
        (("customization", "show", "K-00"), "K-004"),
        (("show", "--t"), "--town"),
    ],
)
def test_the_shell_offers_what_may_be_typed(words: tuple[str, ...], offered: str) -> None:
    """Tab."""
    assert offered in completed(*words)
