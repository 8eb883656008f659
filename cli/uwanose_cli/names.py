"""Owns how names and dates are typed: identifier, Japanese label or era, completed by the shell, resolved before a command runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from uwanose.dates import parse_date, parse_month, parse_quarter, parse_year
from uwanose.errors import UnknownName, nearest
from uwanose.money import parse_yen
from uwanose_cli.frame import language_of
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization, Municipality
    from uwanose.points.catalog import Lookup
    from uwanose.points.model import Business, Point, Release
    from uwanose.workspace import Workspace

__all__ = [
    "BUSINESS", "CUSTOMIZATION", "DATE", "MONTH", "OUTCOME", "POINT", "QUARTER", "RELEASE", "START", "TOWN", "TOWNS", "YEAR", "YEN", "lookup",
]  # fmt: skip

Word = tuple[str, str]  # what may be typed, and what it means


class Written(click.ParamType[Any]):
    """What is understood by its writing alone: a date, a year, a month, a quarter, an amount."""

    def __init__(self, kind: Text, forms: str, parse: Callable[[str], object]) -> None:
        self.name, self.kind, self.forms, self.parse = kind.en, kind, forms, parse

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return self.parse(value)
        except ValueError:
            ja = f"「{value}」を{self.kind.ja}として読めません。{self.forms} のように書いてください。"
            en = f"{value!r} is not a {self.kind.en}; write {self.forms}"
            self.fail(Text(ja, en).of(language_of(ctx)), param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return self.kind.of(language_of(ctx))


class Named(click.ParamType[Any]):
    """What the workspace knows by several names: a town, a point, a business, a customization, a release."""

    def __init__(
        self,
        kind: Text,
        find: Callable[[Workspace, str], object],
        words: Callable[[Workspace], Iterable[Word]],
        *,
        few: bool = False,
    ) -> None:
        """``few``: there are so few that all are named when none is near."""
        self.name, self.kind, self.find, self.words, self.few = kind.en, kind, find, words, few

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str) or ctx is None:
            return value
        workspace = _workspace(ctx)
        try:
            return self.find(workspace, value)
        except UnknownName as unknown:
            if unknown.candidates or not self.few:
                raise
            known = [word for word, _ in self.words(workspace) if not word.isascii()]
            raise UnknownName(unknown.kind_ja, unknown.kind_en, value, known) from unknown

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return self.kind.of(language_of(ctx))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        words = self.words(_workspace(ctx))
        return [CompletionItem(word, help=meaning) for word, meaning in words if word.startswith(incomplete)]


def _workspace(context: click.Context) -> Workspace:
    session = context.find_object(Session)
    assert session is not None
    return session.workspace


def lookup(workspace: Workspace) -> Lookup:
    """Return the catalog's look-up by id, argument name and Japanese label."""
    from uwanose.points.catalog import Lookup

    return Lookup(workspace.catalog)


def _start(text: str) -> date | int:
    """Read the day something begins, or the year (an int) whose first day that is. Raises ValueError."""
    try:
        return parse_date(text)
    except ValueError:
        return parse_year(text)


def _town(workspace: Workspace, text: str) -> Municipality:
    from uwanose.layers.towns import find_municipality

    return find_municipality(workspace.profile, text)


def _towns(workspace: Workspace, text: str) -> tuple[Municipality, ...]:
    if text.casefold() in {"all", "全町村", "全部", "すべて"}:
        return tuple(workspace.profile.municipalities.values())
    return tuple(_town(workspace, name) for name in text.replace("、", ",").split(","))


def _town_words(workspace: Workspace) -> Iterable[Word]:
    for town in workspace.profile.municipalities.values():
        yield town.id, town.name_ja
        yield town.name_ja, town.id


def _towns_words(workspace: Workspace) -> Iterable[Word]:
    yield "all", "全町村"
    yield from _town_words(workspace)


def _point(workspace: Workspace, text: str) -> Point:
    return lookup(workspace).point(text)


def _point_words(workspace: Workspace) -> Iterable[Word]:
    for point in workspace.catalog:
        yield point.id, point.label_ja
        yield point.label_ja, point.id


def _business(workspace: Workspace, text: str) -> Business:
    return lookup(workspace).business(text)


def _business_words(workspace: Workspace) -> Iterable[Word]:
    for business in workspace.catalog.businesses.values():
        yield business.id, business.label_ja
        yield business.label_ja, business.id


def _customization(workspace: Workspace, text: str) -> Customization:
    from unicodedata import normalize

    register = workspace.profile.customizations
    wanted = normalize("NFKC", text).strip().upper()
    for entry in register.values():
        if wanted in (entry.id.upper(), normalize("NFKC", entry.title_ja).upper()):
            return entry
    titles = {entry.title_ja: entry.id for entry in register.values()}
    near = [titles.get(word, word) for word in nearest(text, [*register, *titles], 3)]
    raise UnknownName("カスタマイズ", "customization", text, dict.fromkeys(near))


def _customization_words(workspace: Workspace) -> Iterable[Word]:
    return ((entry.id, entry.title_ja) for entry in workspace.profile.customizations.values())


def _release(workspace: Workspace, text: str) -> Release:
    releases = workspace.catalog.releases
    for release in releases:
        if text in (release.id, release.label_ja):
            return release
    raise UnknownName("版", "release", text, (release.id for release in releases))


def _release_words(workspace: Workspace) -> Iterable[Word]:
    return ((release.id, release.label_ja) for release in workspace.catalog.releases)


def _outcome(_: Workspace, text: str) -> object:
    from unicodedata import normalize

    from uwanose.layers.model import Outcome

    wanted = normalize("NFKC", text).strip().casefold()
    known = {name: outcome for outcome, name in _outcomes()}
    for name, outcome in known.items():
        if wanted == name or (wanted and not wanted.isascii() and name.startswith(wanted)):
            return Outcome(outcome)
    near = nearest(text, known, 3)
    raise UnknownName("決定", "outcome", text, dict.fromkeys(near))


def _outcomes() -> Iterable[Word]:
    """Yield what an outcome is called, with the identifier first."""
    from uwanose.layers.model import OUTCOME_LABELS

    for outcome, (label, _) in OUTCOME_LABELS.items():
        yield outcome.value, outcome.value
        yield outcome.value, label


def _outcome_words(_: Workspace) -> Iterable[Word]:
    return ((name, outcome) for outcome, name in _outcomes())


DATE = Written(Text("日付", "DATE"), "2026-04-01・R8.4.1・令和8年4月1日", parse_date)
START = Written(
    Text("日付または年度", "date or year"), "2027-04-01・R9.4.1・令和9年4月1日・R9・令和9年度", _start
)
YEAR = Written(Text("年度", "YEAR"), "2026・R8・令和8年度", parse_year)
MONTH = Written(Text("年月", "MONTH"), "2026-04・R8.4・令和8年4月", parse_month)
QUARTER = Written(Text("四半期", "QUARTER"), "2026Q1・R8-1・令和8年度第1期", parse_quarter)
YEN = Written(Text("金額", "YEN"), "1,200,000・1_200_000・120000円", parse_yen)
TOWN = Named(Text("町村", "TOWN"), _town, _town_words, few=True)
TOWNS = Named(Text("町村", "TOWN"), _towns, _towns_words, few=True)
POINT = Named(Text("項目", "POINT"), _point, _point_words)
BUSINESS = Named(Text("業務", "BUSINESS"), _business, _business_words, few=True)
CUSTOMIZATION = Named(Text("番号", "ID"), _customization, _customization_words)
OUTCOME = Named(Text("決定", "OUTCOME"), _outcome, _outcome_words, few=True)
RELEASE = Named(Text("版", "RELEASE"), _release, _release_words)
