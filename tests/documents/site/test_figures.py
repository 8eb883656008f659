"""Guards that no figure of the report site is the site's own: each is traced to the engine, the register or the book."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from uwanose.charging.changes import Change, Reporter
from uwanose.dates import Interval, fiscal_year_start
from uwanose.layers.model import Rank
from uwanose.points.typed import format_value

from .made import ON, figures, model, pages, values, workspace
from .rules_in_force import held_then, in_force
from .sources import exact

_UNTRACED = re.compile(r"[\d.,]+\s*(?:円|yen\b|%|人\b|町村)")


def _language(path: str) -> str:
    return "en" if path.startswith("en/") else "ja"


def test_every_figure_is_the_one_its_source_holds() -> None:
    seen: dict[str, set[str]] = {}
    for page in pages().values():
        for value, source, _ in figures(page):
            seen.setdefault(source, set()).add(value)
    assert len(seen) > 1000
    wrong = {
        source: (shown, exact(source)) for source, shown in seen.items() if shown != {str(exact(source))}
    }
    assert not wrong


def test_a_figure_is_written_as_what_it_is() -> None:
    for path, page in pages().items():
        for value, source, shown in figures(page):
            exactly = Fraction(value)
            digits = re.sub(r"[^\d.]", "", shown)
            sign = -1 if shown.startswith("△") else 1
            if shown.endswith("%"):
                assert abs(exactly) * 1000 // 1 <= abs(Fraction(digits) * 10) + 1, (path, source)
                assert (
                    sign * Fraction(digits) / 100
                    <= exactly
                    < sign * Fraction(digits) / 100 + Fraction(1, 1000)
                ), source
            elif "." in digits:
                assert abs(exactly - Fraction(digits)) <= Fraction(1, 20), (path, source)
            else:
                assert exactly == sign * int(digits), (path, source)


def test_no_figure_stands_without_its_source() -> None:
    for path, page in pages().items():
        body = page[page.index("<h1>") : page.index("</main>")]
        body = re.sub(r"<h1>.*?</h1>|<abbr.*?</abbr>|<code>.*?</code>|<time.*?</time>", "", body, flags=re.S)
        body = re.sub(r'<data .*?</data>|<span class="(?:value|register)".*?</span>', "", body, flags=re.S)
        text = re.sub(r"<[^>]*>", " ", body)
        for label in _labels(_language(path)):
            text = text.replace(label, "")
        assert not _UNTRACED.findall(text), path


def _labels(language: str) -> list[str]:
    """Return the names of points and customizations, which may hold a figure of their own; the longest first."""
    points = workspace().catalog.points.values()
    found = {(one.label_ja if language == "ja" else one.label_en) for one in points}
    found |= {title for row in model().rows.values() for title in (row.title, row.title_en)}
    return sorted((name for name in found if re.search(r"\d", name)), key=len, reverse=True)


def _changes(language: str) -> dict[str, tuple[Change, ...]]:
    span = Interval(fiscal_year_start(2026), fiscal_year_start(2027))
    reporter = Reporter(workspace().resolver.layering(), span, language)
    return {name: reporter.changes(entry) for name, entry in workspace().profile.customizations.items()}


def test_every_value_in_force_is_the_one_a_run_would_use() -> None:
    points = workspace().catalog.points
    changed = {language: _changes(language) for language in ("ja", "en")}
    checked = 0
    for path, page in pages().items():
        language = _language(path)
        for source, shown in values(page):
            kind, where, *names = source.split(":")
            if kind == "change":
                change = changed[language][where][int(names[0])]
                assert shown == getattr(change, names[1])
                continue
            if kind == "verdict":
                found = model().upgrade
                assert found is not None
                verdict = found.verdicts[int(where)]
                texts = dict(zip(("was", "now", "own"), found.texts(verdict, language), strict=True))
                texts["why"] = verdict.why_ja if language == "ja" else verdict.why_en
                assert shown == texts[names[0]]
                continue
            if kind == "setting":
                setting = model().settings[language][int(where)]
                assert shown == getattr(setting, names[0])
                held = setting.since <= ON and (setting.until is None or setting.until >= ON)
                if names[0] == "value" and setting.layer is Rank.TOWN and held:
                    used = in_force(setting.municipality).values[setting.point]
                    assert shown == format_value(points[setting.point], used.value, language)
                continue
            if kind == "then":
                then = held_then(where, names[0], date.fromisoformat(names[1]))
                assert then is not None
                assert shown == format_value(points[names[0]], then.value, language)
                continue
            town = where or path.rpartition("/")[2].removesuffix(".html")
            rules, point = in_force(town), points[names[0]]
            origin = rules.values.get(point.id)
            if kind == "beneath":
                origin = next(one for one in rules.beaten[point.id] if one.value is not None)
            assert origin is not None
            assert shown == format_value(point, origin.value, language)
            assert (origin.layer is Rank.NATIONAL) or where
            checked += 1
    assert checked > 5000
