"""click's own texts are Japanese, and the compiled catalogue is the written one."""

from __future__ import annotations

import ast
from pathlib import Path

import click
import pytest

from tests.cli.catalogue import LOCALE, compile_catalogue, read_catalogue

ENTRIES = read_catalogue((LOCALE / "messages.po").read_text("utf-8"))

# Only a programmer sees these, or we never use what says them.
NOT_SHOWN = {
    "d", "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.", "Choice({choices})",
    "Could not determine name for option with declarations {decls!r}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Invalid start character for option ({option})", "Name '{name}' defined twice",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to pass"
    " '--{name}'?",
    "Unknown color {colour!r}", "Unknown standard stream '{name}'",
    "%(prog)s, version %(version)s", "Do you want to continue?", "Confirm the action without prompting.",
    "Press any key to continue...", "Repeat for confirmation", "Error: The two entered values do not match.",
    "Error: invalid input", "{editor}: Editing failed", "{editor}: Editing failed: {e}",
}  # fmt: skip


def _messages_of_click() -> set[str]:
    found = set()
    for file in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "ngettext")
            ):
                count = 1 if node.func.id == "_" else 2
                texts = [str(arg.value) for arg in node.args[:count] if isinstance(arg, ast.Constant)]
                found.add("\0".join(texts))
    return found - {""}


def test_the_compiled_catalogue_is_the_written_one() -> None:
    """messages.mo is what `python -m tests.cli.catalogue` makes of messages.po."""
    assert (LOCALE / "messages.mo").read_bytes() == compile_catalogue(ENTRIES)


def test_each_message_of_click_a_user_can_see_is_translated() -> None:
    """A new version of click may say something new; then this test names it."""
    assert _messages_of_click() - NOT_SHOWN - set(ENTRIES) == set()


@pytest.mark.parametrize("message", sorted(ENTRIES.keys() - {""}))
def test_a_translation_uses_only_the_fields_of_its_message(message: str) -> None:
    """A field click does not fill would end in a traceback."""
    fields = {part.split("}")[0].split("!")[0] for part in ENTRIES[message].split("{")[1:]}
    known = {part.split("}")[0].split("!")[0] for part in message.split("{")[1:]}
    assert fields <= known
