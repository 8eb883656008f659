"""Owns how an entry of the register is shown: its life in dated acts, its content, its adopters, its costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from uwanose.charging.changes import Reporter
from uwanose.dates import Interval, fiscal_year, fiscal_year_start, format_until
from uwanose.layers.model import Adoption, CostItem, Customization, Status
from uwanose.layers.redundant import retirable_since
from uwanose.layers.search import price
from uwanose.layers.weights import WEIGHTS, agreed_texts, agreed_texts_en
from uwanose.workspace import Workspace
from uwanose_cli.output import yen
from uwanose_cli.steps import waiting_text
from uwanose_cli.text import Text
from uwanose_cli.words import COST_KINDS, DOORS, MODES, OUTCOMES, STATUSES, word

__all__ = ["Entry", "entries"]


def entries(workspace: Workspace, today: date, language: str) -> list[Entry]:
    """Return the whole register, seen from the fiscal year of a day."""
    year = fiscal_year(today)
    span = Interval(fiscal_year_start(year), fiscal_year_start(year + 1))
    reporter = Reporter(workspace.resolver.layering(), span, language)
    return [Entry(entry, reporter, language, today) for entry in workspace.profile.customizations.values()]


class Entry:
    """One entry, as it is shown."""

    def __init__(self, entry: Customization, reporter: Reporter, language: str, today: date) -> None:
        self.entry, self.reporter, self.language, self.today = entry, reporter, language, today
        self.profile, self.catalog = reporter.layering.profile, reporter.catalog

    @property
    def adoptions(self) -> tuple[Adoption, ...]:
        """Who has adopted it."""
        return tuple(one for one in self.profile.adoptions if one.customization == self.entry.id)

    @property
    def title(self) -> str:
        """The title in the language spoken."""
        return self.entry.title_ja if self.language == "ja" else self.entry.title_en or self.entry.title_ja

    @property
    def stands(self) -> str:
        """Where it stands in its life; an entry decided against shows the decision, one that changes nothing that it can retire."""
        if self.entry.status is Status.CLOSED and self.entry.outcome:
            return word(OUTCOMES, self.entry.outcome, self.language)
        status = word(STATUSES, self.entry.status, self.language)
        return status + self._text("・引退可", ", retirable") if self.retirable else status

    @cached_property
    def retirable(self) -> date | None:
        """The day since which it changes nothing against what lies beneath it (引退可), None when it still does."""
        since = retirable_since(self.reporter.layering, self.entry.id)
        return since if since and since <= self.today else None

    @cached_property
    def waits(self) -> Text | None:
        """What the entry waits for, with the command that records it."""
        return waiting_text(self.profile, self.entry, self.today)

    @property
    def adopters(self) -> str:
        """The adopters, the prefecture's adoption being all towns."""
        if any(not one.municipality for one in self.adoptions):
            return self._text("県仕様（全町村）", "prefecture (all)")
        return self.towns(one.municipality for one in self.adoptions) or "-"

    def towns(self, identifiers: Iterator[str] | tuple[str, ...]) -> str:
        """Return the names of towns."""
        known = self.profile.municipalities
        ja = self.language == "ja"
        names = [
            (known[one].name_ja if ja else known[one].name_en) if one in known else one for one in identifiers
        ]
        return ("、" if ja else ", ").join(names)

    @property
    def cost(self) -> str:
        """What it costs all its payers together, as far as it is known."""
        if not self.entry.costs:
            return "-"
        found = price(self.entry)
        once, yearly = yen(found.one_off, self.language), yen(found.yearly, self.language)
        return self._text(f"初期 {once}・年 {yearly}", f"{once} once, {yearly} a year")

    def lines(self) -> Iterator[str]:
        """Yield the page `customization show` prints."""
        entry, business = self.entry, self.catalog.businesses.get(self.entry.business)
        yield f"{entry.id} {self.title}　[{self.stands}]"
        label = self._text(business.label_ja, business.label_en) if business else entry.business
        door = word(DOORS, entry.door, self.language)
        yield f"  {label}　{door}　{entry.basis}　{entry.place}"
        for name, said in (
            (self._text("理由", "reason"), entry.reason),
            (self._text("出典", "source"), entry.source),
        ):
            if said:
                yield f"  {name}: {said}"
        if entry.illustrative:
            yield self._text("  見本: ", "  illustrative: ") + entry.illustrative
        yield from _section(self._text("経過", "Life"), self._life())
        yield from _section(self._text("内容", "Content"), self._content())
        yield from _section(self._text("採用と負担承諾", "Adoptions and consents"), self._adoption_lines())
        yield from _section(self._text("費用（税込み）", "Costs (tax included)"), self._cost_lines())
        if self.retirable:
            yield self._text(
                f"引退可: {self.retirable} から下の層と同じです。やめるには採用に until（最後の日）を書きます。",
                f"Retirable: since {self.retirable} it equals what lies beneath. To end it write until on the adoption.",
            )
        if self.waits:
            yield self._text(f"次は: {self.waits.ja}", f"Next: {self.waits.en}")

    def _life(self) -> Iterator[str]:
        entry = self.entry
        acts: list[tuple[Text, date | None, str]] = [
            (
                Text("要望", "request"),
                entry.request.on,
                f"{self.towns(entry.request.by)}　{entry.request.document}",
            )
        ]
        if entry.decision:
            outcome = word(OUTCOMES, entry.outcome, self.language) if entry.outcome else ""
            group = self._text(f"{entry.working_group}WG", entry.working_group)
            acts.append(
                (
                    Text("WG決定", "decision"),
                    entry.decision.on,
                    f"{group}　{entry.decision.document}　{outcome}",
                )
            )
        if entry.quote:
            acts.append((Text("見積", "quote"), entry.quote.on, entry.quote.document))
        if entry.approval:
            acts.append((Text("決裁", "approval"), entry.approval.on, entry.approval.document))
        if entry.order:
            acts.append((Text("発注", "order"), entry.order.on, entry.order.document))
        acts += [(Text("検収", "accepted"), entry.accepted, ""), (Text("本稼働", "live"), entry.live, "")]
        if entry.retired:
            acts.append((Text("廃止", "retired"), entry.retired.on, entry.retired.document))
        for name, on, said in acts:
            if on:
                yield f"{name.of(self.language)} {on}　{said}".rstrip("　")

    def _content(self) -> Iterator[str]:
        for change in self.reporter.changes(self.entry):
            point = self.catalog.points.get(change.point)
            label = self._text(point.label_ja, point.label_en) if point else change.point
            version = (
                self._text(f"第{change.version}版 ", f"version {change.version} ")
                if change.version > 1
                else ""
            )
            mode = MODES["values" if change.mode == "adds" and not change.value else change.mode].of(
                self.language
            )
            since = self._text(f"（{change.since}から）", f" (from {change.since})") if change.since else ""
            yield f"{version}{label}（{change.point}）: {mode}{since}"
            if not change.addition:
                yield f"  {self._one_line(change.beneath)} → {self._one_line(change.value)}"
            elif change.value:
                yield f"  {self._one_line(change.value)}"

    def _adoption_lines(self) -> Iterator[str]:
        if not self.adoptions:
            yield self._text("どの町村も採用していません", "adopted by nobody")
        yield from self._wish_lines()
        for one in self.adoptions:
            who = self.towns((one.municipality,)) if one.municipality else self._text("県仕様", "prefecture")
            line = f"{who}　{format_until(one.interval, self.language)}"
            if one.consent:
                limit = yen(one.consent.up_to, self.language)
                most = one.consent.yearly_up_to
                yearly = "-" if most is None else yen(most, self.language)
                line += self._text(
                    f"　負担承諾 {one.consent.on} {one.consent.document}（初期 {limit} まで・年 {yearly} まで）",
                    f", consent {one.consent.on} {one.consent.document} (up to {limit}, yearly {yearly})",
                )
            if one.agreements:
                line += self._text(
                    f"　同意 {len(one.agreements)}町村", f", agreed by {len(one.agreements)} towns"
                )
            yield f"{line}　{one.place}"

    def _wish_lines(self) -> Iterator[str]:
        for town, start in self.entry.wishes.items():
            given = self.entry.consents.get(town)
            said = (
                self._text(
                    f"負担承諾 {given.on} {given.document}（初期 {yen(given.up_to, self.language)} まで）",
                    f"consent {given.on} {given.document} (up to {yen(given.up_to, self.language)})",
                )
                if given
                else self._text("負担承諾なし", "no consent yet")
            )
            yield self._text(
                f"希望: {self.towns((town,))} {start}から　{said}",
                f"wished: {self.towns((town,))} from {start}, {said}",
            )
        if self.entry.agreements:
            yield self._text(
                f"同意 {len(self.entry.agreements)}町村: {self.towns(tuple(self.entry.agreements))}",
                f"agreed by {len(self.entry.agreements)} towns: {self.towns(tuple(self.entry.agreements))}",
            )

    def _cost_lines(self) -> Iterator[str]:
        if not self.entry.costs:
            return
        for item in self.entry.costs:
            yield self._cost_line(item)
        sharing = self.entry.sharing
        formula = self.profile.consortium.formulas.get(sharing.formula)
        names = {
            "equal": self._text("均等", "equal parts"),
            "population": self._text("人口", "by population"),
            WEIGHTS: self._text("協定による割合", "by agreed weights"),
            "": self._text("県の算式", "the prefecture's formula"),
        }
        shown = formula.label_ja if formula else names.get(sharing.formula, sharing.formula)
        agreed = agreed_texts if self.language == "ja" else agreed_texts_en
        shown = self._text("、", ", ").join((shown, *agreed(self.profile, sharing)))
        yield self._text(f"負担方法: {shown}", f"shared: {shown}")

    def _cost_line(self, item: CostItem) -> str:
        known = (
            ("予算", "budget", item.budget),
            ("見積", "quoted", item.quoted),
            ("実績", "actual", item.actual),
            ("年額", "yearly", item.yearly),
        )
        amounts = "　".join(
            f"{self._text(ja, en)} {yen(amount, self.language)}"
            for ja, en, amount in known
            if amount is not None
        )
        kind = word(COST_KINDS, item.kind, self.language)
        end = f"〜{item.end + -1}" if item.end else "〜"
        return f"{kind}　{amounts}　{item.start}{end if item.kind == 'recurring' else ''}　{item.document}".rstrip(
            "　"
        )

    def _one_line(self, text: str) -> str:
        """Return a value on one line; a table says how many rows it has."""
        lines = text.strip().splitlines() or [""]
        more = self._text(f" …（{len(lines)}行）", f" … ({len(lines)} lines)") if len(lines) > 1 else ""
        return lines[0] + more

    def _text(self, ja: str, en: str) -> str:
        return ja if self.language == "ja" else en

    def data(self) -> dict[str, object]:
        """Return the entry for programs."""
        entry = self.entry
        return {
            "id": entry.id,
            "title_ja": entry.title_ja,
            "title_en": entry.title_en,
            "business": entry.business,
            "door": entry.door,
            "status": entry.status,
            "outcome": entry.outcome,
            "request": {"by": entry.request.by, "on": entry.request.on, "document": entry.request.document},
            "decision": entry.decision.on if entry.decision else None,
            "approval": entry.approval.on if entry.approval else None,
            "accepted": entry.accepted,
            "live": entry.live,
            "retired": entry.retired.on if entry.retired else None,
            "retirable": self.retirable,
            "points": [override.point for override in entry.content],
            "adopters": [one.municipality or "prefecture" for one in self.adoptions],
            "one_off": price(entry).one_off,
            "yearly": price(entry).yearly,
            "illustrative": entry.illustrative,
            "place": str(entry.place),
            "next": self.waits.ja if self.waits else "",
        }


def _section(heading: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield a heading with its lines, nothing when there are none."""
    for index, line in enumerate(lines):
        if index == 0:
            yield heading
        yield f"  {line}"
