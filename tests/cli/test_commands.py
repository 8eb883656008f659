"""Every command: help in both languages, examples that can be typed, a page in the documentation."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from tests.cli.reference import FILE, commands, reference
from tests.cli.typed import typed
from tests.cli.workspaces import ROOT
from uwanose_cli.frame import Argument, Example, Group, Option, examples_of, texts_of
from uwanose_cli.main import root
from uwanose_cli.session import Session

ALL = [(context.command_path, command) for command, context in commands()]
NAMES = [path for path, _ in ALL]
KANA = re.compile(r"[぀-ヿ一-鿿]")


def test_the_reference_in_docs_is_what_help_says() -> None:
    """After a change: `python -m tests.cli.reference`."""
    assert FILE.read_text("utf-8") == reference()


@pytest.mark.parametrize(("path", "command"), ALL, ids=NAMES)
def test_everything_is_explained_in_both_languages(path: str, command: click.Command) -> None:
    """The Japanese holds kana or kanji, the English does not."""
    own = [one for one in command.params if isinstance(one, (Argument, Option))]
    for text in [texts_of(command), *(one.text for one in own)]:
        assert KANA.search(text.ja), f"{path}: {text}"
        assert text.en and not KANA.search(text.en), f"{path}: {text}"


@pytest.mark.parametrize(("path", "command"), [entry for entry in ALL if not isinstance(entry[1], Group)])
def test_a_command_has_an_example(path: str, command: click.Command) -> None:
    """Nobody reads options first."""
    assert examples_of(command), path


@pytest.mark.parametrize(
    "example",
    [one for _, command in ALL for one in examples_of(command) if one.line.startswith("uwanose ")],
    ids=lambda one: one.line,
)
def test_an_example_can_be_typed(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its names exist, its options are known, its dates are dates; it is understood, not run."""
    monkeypatch.chdir(ROOT)
    command: click.Command = root
    words = shlex.split(example.line)[1:]
    context = click.Context(root, info_name="uwanose", obj=Session(directory=ROOT))
    while isinstance(command, Group) and words:
        found = command.get_command(context, words[0])
        assert found is not None, words[0]
        command, words = found, words[1:]
    if isinstance(command, Group):
        return
    assert command.make_context("x", words, parent=context).params is not None


@pytest.mark.parametrize("path", NAMES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_help_answers_with_0_and_fits_the_screen(path: str, language: str) -> None:
    """Japanese by default, no line wider than 80 cells but for an example."""
    from uwanose_cli.cells import width

    said = typed(*path.split()[1:], "--help", "--lang", language)
    assert said.status == 0
    assert said.out.startswith("使い方:" if language == "ja" else "Usage:")
    lines = [line for line in said.out.splitlines() if not line.strip().startswith(("uwanose", "eval", "#"))]
    assert max(width(line) for line in lines) <= 80


@pytest.mark.parametrize(
    "path", [path for path, command in ALL if isinstance(command, Group) and path != "uwanose"]
)
def test_a_group_alone_shows_its_commands(path: str) -> None:
    """Exit status 2, with the help instead of a complaint."""
    said = typed(*path.split()[1:])
    assert said.status == 2
    assert "コマンド:" in said.err


def test_an_unknown_command_names_the_nearest() -> None:
    """A slip of the finger costs one look."""
    said = typed("shwo")
    assert (said.status, "show" in said.err) == (2, True)


def test_the_version_is_printed_in_any_place() -> None:
    """--version asks nothing of a workspace."""
    from uwanose import __version__

    assert typed("--version").out == f"uwanose {__version__}\n"
