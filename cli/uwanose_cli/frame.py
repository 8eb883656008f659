"""Owns the shape of every command: help in both languages, options common to all, commands imported when they are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from uwanose_cli.helppage import HelpPage
from uwanose_cli.session import Session
from uwanose_cli.text import LANGUAGES, Text

__all__ = [
    "LEFT_OUT",
    "Command",
    "Example",
    "Function",
    "Group",
    "LazyGroup",
    "argument",
    "examples_of",
    "language_of",
    "option",
    "texts_of",
]

LEFT_OUT = "-"  # the value of an option whose value was left out

Function = TypeVar("Function", bound=Callable[..., Any])

_COMMANDS = Text("コマンド", "Commands")


class Example(NamedTuple):
    """A line a person could type, and what it is for."""

    line: str
    meaning: Text


def language_of(context: click.Context | None) -> str:
    """Return the language the line is answered in."""
    session = context.find_object(Session) if context else None
    return session.language if session else "ja"


class Context(click.Context):
    """A context whose help is written on a ``HelpPage``."""

    formatter_class = HelpPage


class Option(click.Option):
    """An option explained in both languages.

    ``only_before`` are the endings of a value that may be left out: a word that ends otherwise is not its value.
    """

    def __init__(
        self,
        *args: Any,
        text: Text,
        shown_as: Text | None = None,
        only_before: tuple[str, ...] = (),
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self.text, self.shown_as, self.only_before = text, shown_as, only_before

    def make_metavar(self, ctx: click.Context) -> str:
        if self.shown_as:
            return self.shown_as.of(language_of(ctx)) + ("..." if self.nargs != 1 else "")
        return super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        shown = copy(self)
        shown.help = self.text.of(language_of(ctx))
        return super(Option, shown).get_help_record(ctx)


class Argument(click.Argument):
    """An argument explained in both languages."""

    def __init__(self, *args: Any, text: Text, shown_as: Text, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.text, self.shown_as = text, shown_as

    def make_metavar(self, ctx: click.Context) -> str:
        name = self.shown_as.of(language_of(ctx))
        name = name if self.required else f"[{name}]"
        return f"{name}..." if self.nargs != 1 else name

    def get_error_hint(self, ctx: click.Context | None) -> str:
        return f"「{self.shown_as.ja}」" if language_of(ctx) == "ja" else self.shown_as.en

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        language = language_of(ctx)
        return self.shown_as.of(language), self.text.of(language)


def option(
    *declarations: str, text: Text, shown_as: Text | None = None, **attributes: Any
) -> Callable[[Function], Function]:
    """Add an option that is explained in both languages; ``shown_as`` names its value."""
    return click.option(*declarations, cls=Option, text=text, shown_as=shown_as, **attributes)


def argument(name: str, *, text: Text, shown_as: Text, **attributes: Any) -> Callable[[Function], Function]:
    """Add an argument that is explained in both languages."""
    return click.argument(name, cls=Argument, text=text, shown_as=shown_as, **attributes)


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def remember(context: click.Context, _: click.Parameter, value: Any) -> None:
        session = context.find_object(Session)
        if session and value:
            setattr(session, name, value)

    return remember


def _show_help(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(context.get_help())
        context.exit()


def _common_options() -> list[click.Parameter]:
    """Return the options every command takes, before or after its name."""
    shared: dict[str, Any] = {"expose_value": False, "is_eager": True}
    return [
        Option(
            ["--workspace", "-w"],
            type=click.Path(path_type=Path),
            callback=_remember("directory"),
            text=Text(
                "作業フォルダ（省略時は profiles/ のある一番近い親フォルダ、なければ同梱の見本）",
                "the workspace (else the nearest parent with profiles/, else the bundled sample)",
            ),
            shown_as=Text("フォルダ", "DIR"),
            **shared,
        ),
        Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            callback=_remember("language"),
            text=Text(
                "表示の言語（環境変数 UWANOSE_LANG でも可）", "the language (or the variable UWANOSE_LANG)"
            ),
            **shared,
        ),
        Option(
            ["--json", "as_json"],
            is_flag=True,
            callback=_remember("as_json"),
            text=Text("結果をJSONで出力します", "write the result as JSON"),
            **shared,
        ),
        Option(
            ["--strict"],
            is_flag=True,
            callback=_remember("strict"),
            text=Text("警告も誤りとして扱います（終了コード1）", "treat warnings as errors (exit status 1)"),
            **shared,
        ),
        Option(
            ["--help", "-h"],
            is_flag=True,
            callback=_show_help,
            text=Text("この説明を表示して終わります", "show this page and exit"),
            **shared,
        ),
    ]


class _Explained(click.Command):
    """What commands and groups share: texts in both languages, examples, common options."""

    context_class = Context
    summary: Text
    detail: Text | None
    examples: tuple[Example, ...]

    def explain(self, summary: Text, detail: Text | None, examples: tuple[Example, ...]) -> None:
        self.summary, self.detail, self.examples = summary, detail, examples
        self.add_help_option = False  # ours speaks both languages
        self.params.extend(_common_options())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(_with_left_out_values(self.params, args)))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        language = language_of(ctx)
        pieces = [Text("[オプション]", "[OPTIONS]").of(language)]
        pieces += [piece for parameter in self.get_params(ctx) for piece in parameter.get_usage_pieces(ctx)]
        if isinstance(self, click.Group):
            pieces.append(Text("コマンド …", "COMMAND ...").of(language))
        return pieces

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        prefix = Text("使い方:", "Usage:").of(language_of(ctx))
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        language = language_of(ctx)
        for text in filter(None, (self.summary, self.detail)):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(text.of(language))
        if self.examples:
            with formatter.section(Text("例", "Examples").of(language)):
                for example in self.examples:
                    formatter.write(
                        f"  # {example.meaning.of(language)}\n  {example.line}\n"
                    )  # never wrapped

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        language = language_of(ctx)
        for title, records in self._sections(ctx):
            if records:
                with formatter.section(title.of(language)):
                    formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def _sections(self, ctx: click.Context) -> Iterator[tuple[Text, list[tuple[str, str]]]]:
        parameters = self.get_params(ctx)
        arguments = [parameter for parameter in parameters if isinstance(parameter, Argument)]
        common = [parameter for parameter in parameters if not parameter.expose_value]
        own = [parameter for parameter in parameters if parameter not in (*arguments, *common)]
        yield Text("引数", "Arguments"), _records(arguments, ctx)
        yield Text("オプション", "Options"), _records(own, ctx)
        yield Text("共通オプション", "Common options"), _records(common, ctx)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Arguments are written with the options."""


def _with_left_out_values(parameters: Sequence[click.Parameter], words: Sequence[str]) -> Iterator[str]:
    """Yield the words of a line, a value that was left out put in: ``--assume 住民.csv`` leaves the file an argument."""
    endings = {
        name: one.only_before
        for one in parameters
        if isinstance(one, Option) and one.only_before
        for name in one.opts
    }
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        left_out = word in endings and not following.endswith(endings[word])
        yield f"{word}={LEFT_OUT}" if left_out else word


def _records(parameters: Sequence[click.Parameter], ctx: click.Context) -> list[tuple[str, str]]:
    return [record for parameter in parameters if (record := parameter.get_help_record(ctx))]


class Command(_Explained):
    """One command."""

    def __init__(
        self,
        *args: Any,
        summary: Text,
        detail: Text | None = None,
        examples: tuple[Example, ...] = (),
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self.explain(summary, detail, examples)


class Group(_Explained, click.Group):
    """A command with commands beneath it."""

    command_class = Command

    def __init__(
        self,
        *args: Any,
        summary: Text,
        detail: Text | None = None,
        examples: tuple[Example, ...] = (),
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self.explain(summary, detail, examples)

    def sections(self) -> Mapping[Text, Sequence[str]]:
        """Return the commands under the headings of the help."""
        return {_COMMANDS: list(self.commands)}

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        language = language_of(ctx)
        for heading, names in self.sections().items():
            with formatter.section(heading.of(language)):
                formatter.write_dl(
                    [(name, texts_of(self.get_command(ctx, name)).of(language)) for name in names]
                )


class LazyGroup(Group):
    """A group with headings: a command's module is imported when the command is used, so that ``show`` does not pay for ``run``."""

    def __init__(self, *args: Any, places: Mapping[Text, Mapping[str, str]], **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self._headings = {heading: tuple(names) for heading, names in places.items()}
        self._places = {name: place for names in places.values() for name, place in names.items()}

    def sections(self) -> Mapping[Text, Sequence[str]]:
        return self._headings

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._places)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self._places and not args[0].startswith("-"):
            raise click.NoSuchCommand(args[0], possibilities=self._places, ctx=ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._places:
            return None
        module, _, name = self._places[cmd_name].partition(":")
        found = getattr(import_module(f"uwanose_cli.commands.{module}"), name)
        assert isinstance(found, click.Command)
        return found


def examples_of(command: click.Command) -> tuple[Example, ...]:
    """Return the lines a command's help shows."""
    assert isinstance(command, _Explained)
    return command.examples


def texts_of(command: click.Command | None) -> Text:
    """Return the one-line explanation of a command."""
    assert isinstance(command, _Explained)
    return command.summary
