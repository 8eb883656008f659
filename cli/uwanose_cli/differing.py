"""Owns how differences between two sides are told: one paragraph a point, the count, and the fit to the package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from uwanose.layers.comparison import Difference, Layer
from uwanose.layers.fit import Fit, format_share, together
from uwanose.layers.timeline import Reign
from uwanose.points.model import Catalog, Kind, Point, Table
from uwanose.points.typed import format_value
from uwanose_cli.output import Table as Shown
from uwanose_cli.reigning import whose
from uwanose_cli.standing import origin_data, short_value
from uwanose_cli.text import Text
from uwanose_cli.words import KINDS, MAY_SET, MODES, word

__all__ = ["count_line", "difference_data", "difference_lines", "fit_data", "fit_table", "shown"]

LEFT, RIGHT = "-", "+"
FITS = dict[str, dict[str, Fit]]  # who (a town, or a side) → business → fit


def difference_lines(catalog: Catalog, found: Sequence[Difference], language: str) -> Iterator[str]:
    """Return the differences, business by business; the left side is marked ``-`` and the right one ``+``."""
    business = ""
    for one in found:
        point = one.point
        if point.business != business:
            business = point.business
            declared = catalog.businesses[business]
            yield declared.label_ja if language == "ja" else declared.label_en
        label = point.label_ja if language == "ja" else point.label_en
        yield f"  {label}（{point.id}）　{word(MAY_SET, point.may_set, language)}"
        yield from (f"    {line}" for line in _sides(one, language))


def count_line(found: Sequence[Difference], language: str) -> str:
    """Say how many points differ, by kind."""
    counts = Counter(one.point.kind.value for one in found)
    kinds = [f"{word(KINDS, kind, language)} {counts[kind]}" for kind in KINDS if counts[kind]]
    if not kinds:
        return Text("違いはありません。", "No difference.").of(language)
    return Text(
        f"違い {len(found)}件（{'、'.join(kinds)}）", f"{len(found)} differences ({', '.join(kinds)})"
    ).of(language)


def shown(point: Point, found: Reign, chain: Sequence[Layer], language: str) -> str:
    """Return what one side gives on one line."""
    if point.kind in (Kind.FORMULA, Kind.HOOK):
        return Text("、", ", ").of(language).join(_function(layer, language) for layer in chain) or _none(
            language
        )
    if found.origin is None or found.origin.value is None:
        return _none(language)
    return short_value(point, found.origin.value, language)


def fit_table(catalog: Catalog, fits: FITS, names: dict[str, str], language: str) -> Shown:
    """Return the fit of each side in each business that some customization touches, and in all businesses together."""
    touched = [
        business
        for business in catalog.businesses
        if any((one := found.get(business)) and (one.share < 1 or one.added) for found in fits.values())
    ]
    labels = [
        catalog.businesses[one].label_ja if language == "ja" else catalog.businesses[one].label_en
        for one in touched
    ]
    rows = []
    for who, found in fits.items():
        every = together(found.values())
        cells = [format_share(found[one].share) if one in found else "-" for one in touched]
        counts = (every.prefecture, every.own, every.added, every.settings)
        rows.append((names[who], format_share(every.share), *map(str, counts), *cells))
    headings = Text(
        "適合率,全業務,県仕様,個別,追加,設定", "fit to the package,all,prefecture,own,added,settings"
    ).of(language)
    return Shown((*headings.split(","), *labels), rows, frozenset(range(1, 6 + len(touched))))


def fit_data(fits: FITS) -> dict[str, object]:
    """Return the fits for programs; a share is an exact fraction."""
    return {
        who: {
            business: {
                "points": one.points,
                "prefecture": one.prefecture,
                "own": one.own,
                "settings": one.settings,
                "added": one.added,
                "fit": one.share,
                "shows": format_share(one.share),
            }
            for business, one in [*found.items(), ("", together(found.values()))]
        }
        for who, found in fits.items()
    }


def difference_data(found: Iterable[Difference]) -> list[dict[str, object]]:
    """Return differences for programs."""
    return [
        {
            "point": one.point.id,
            "business": one.point.business,
            "label_ja": one.point.label_ja,
            "kind": one.point.kind,
            "may_set": one.point.may_set,
            "left": _side_data(one.point, one.left, one.left_chain),
            "right": _side_data(one.point, one.right, one.right_chain),
            "rows": list(one.rows),
            "lines": list(one.lines),
            "more_arguments": list(one.more_arguments),
            "fewer_arguments": list(one.fewer_arguments),
        }
        for one in found
    ]


def _side_data(point: Point, found: Reign, chain: Sequence[Layer]) -> dict[str, object]:
    return {
        "value": found.origin.value if found.origin else None,
        "whose": whose(found, "en"),
        "origin": origin_data(point, found.origin) if found.origin else None,
        "chain": list(chain),
    }


def _sides(one: Difference, language: str) -> Iterator[str]:
    if one.point.kind in (Kind.FORMULA, Kind.HOOK):
        both = bool(one.left_chain and one.right_chain)
        yield from _functions(LEFT, one.left_chain, both, language)
        yield from _functions(RIGHT, one.right_chain, both, language)
        if both:
            yield from _arguments(one, language)
        return
    yield _value_line(LEFT, one.point, one.left, language)
    yield _value_line(RIGHT, one.point, one.right, language)
    if one.rows:
        yield from _rows(one, language)
    elif one.point.kind is Kind.TEMPLATE and len(one.lines) > 2:
        yield from (f"    {line}" for line in one.lines)


def _value_line(mark: str, point: Point, found: Reign, language: str) -> str:
    parts = [shown(point, found, (), language), whose(found, language)]
    if found.origin:
        parts += [str(found.origin.place), found.origin.basis]
    return f"{mark} " + "　".join(part for part in parts if part)


def _rows(one: Difference, language: str) -> Iterator[str]:
    table = one.right.origin.value if one.right.origin else None
    columns = table.columns if isinstance(table, Table) else ()
    for row in one.rows:
        for mark, cells in ((LEFT, row.left), (RIGHT, row.right)):
            if cells is not None:
                yield f"    {mark} {format_value(one.point, Table(columns, (cells,)), language)}"


def _functions(mark: str, chain: Sequence[Layer], arguments: bool, language: str) -> Iterator[str]:
    if not chain:
        yield f"{mark} {_none(language)}"
    for layer in chain:
        needs = f"({', '.join(layer.arguments)})" if arguments else ""
        parts = (_function(layer, language) + needs, layer.file, layer.basis)
        yield f"{mark} " + "　".join(part for part in parts if part)


def _arguments(one: Difference, language: str) -> Iterator[str]:
    names = [f"+{name}" for name in one.more_arguments] + [f"-{name}" for name in one.fewer_arguments]
    if names:
        yield Text("  引数の違い: ", "  arguments: ").of(language) + " ".join(names)
    elif [(layer.owner, layer.mode) for layer in one.left_chain] == [
        (layer.owner, layer.mode) for layer in one.right_chain
    ]:
        yield Text("  引数は同じで、中の計算が違います", "  the same arguments, other code inside").of(
            language
        )


def _function(layer: Layer, language: str) -> str:
    if not layer.owner:
        return Text("国の計算式", "national formula").of(language)
    return f"{layer.owner} {word(MODES, layer.mode, language)}"


def _none(language: str) -> str:
    return Text("なし", "none").of(language)
