"""The promises of the documentation: README commands run, findings are explained, no forbidden words."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from uwanose_cli.boundary import answer
from uwanose_cli.main import root
from uwanose_cli.meanings import meaning

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"""["']([SPLRGEIKCWUJVDX]\d{3})["']""")


def finding_codes() -> set[str]:
    """Collect the finding codes the source uses."""
    sources = [*(ROOT / "core").rglob("*.py"), *(ROOT / "cli").rglob("*.py")]
    return {code for source in sources for code in CODE.findall(source.read_text(encoding="utf-8"))}


def explained_codes() -> set[str]:
    """Collect the codes that have a heading in docs/findings."""
    pages = (ROOT / "docs" / "findings").glob("*.md")
    return {
        code
        for page in pages
        for code in re.findall(r"^### ([A-Z]\d{3})\b", page.read_text(encoding="utf-8"), re.MULTILINE)
    }


def test_every_finding_code_is_explained() -> None:
    """A clerk who reads [L104] finds a paragraph that says what it means and what to do."""
    assert finding_codes() - explained_codes() == set()


def test_no_explained_code_is_dead() -> None:
    """The documentation does not explain findings that nothing reports any more."""
    assert explained_codes() - finding_codes() == set()


def test_check_explains_every_code() -> None:
    """What the page says is what `uwanose check --explain` prints, wherever the program is installed."""
    for code in explained_codes():
        found = meaning(code)
        assert found.code == code
        assert found.heading
        assert found.text
        assert "###" not in found.text


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_readmes_name_the_two_commands(readme: str) -> None:
    """Everything begins with two commands."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert "make run" in text
    assert "make test" in text


def readme_commands(readme: str) -> list[list[str]]:
    """Return the typed lines of the console blocks of a README, in order, split into words."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [
        line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")
    ]
    return [shlex.split(line, comments=True) for line in lines]


ASKING = {
    "test",
    "report",
    "effect",
    "upgrade",
    "audit",
    "shares design",
    "charge verify",
    "charge export",
    "charge forecast",
    "release show",
}


def test_the_two_tours_are_the_same() -> None:
    """Line by line the same command: what only tells something need not be run in both."""
    tours = [readme_commands(readme) for readme in ("README.md", "README.ja.md")]
    assert [command_of(words) for words in tours[0]] == [command_of(words) for words in tours[1]]


def command_of(words: list[str]) -> str:
    """Return the command of a typed line: ``charge verify``."""
    if words[0] != "uwanose":
        return words[0]
    group = len(words) > 2 and words[1] in {"charge", "customization", "plugin", "release", "shares"}
    return " ".join(words[1:3] if group else words[1:2])


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_every_command_of_the_readme_runs_in_its_order(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever copies the tour line by line meets no error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    commands = readme_commands(readme)
    assert len(commands) > 15
    for words in commands:
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        if readme == "README.md" and command_of(words) in ASKING and "--lang" not in words:
            continue  # it changes nothing that a later line needs, and runs in the other tour
        status = answer(root, words[1:])
        shown = capsys.readouterr()
        assert status == 0, f"{shlex.join(words)}\n{shown.out}\n{shown.err}"
