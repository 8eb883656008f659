"""Owns what the rules of the register forbid: why an act cannot be recorded, told before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from uwanose.errors import Finding, Place, nearest
from uwanose.layers.lifecycle import NEEDS, STEP_LABELS, Step, lacking, line, recorded
from uwanose.layers.model import OUTCOME_LABELS, Customization, Outcome, Profile, Status
from uwanose.layers.scopes import REGISTER
from uwanose.layers.search import touched
from uwanose.layers.wording import town_name

__all__ = ["objection", "objections", "unpaid_order", "without_content", "wrong_invoice"]

_ORDER = tuple(Step)
_ONCE = (Step.ORDER, Step.ACCEPT, Step.LIVE, Step.RETIRE)


def objections(customization: Customization, step: Step, on: date | None) -> list[Finding]:
    """Return why a step cannot be recorded on a day: its life is over, an earlier act is missing, dates run backwards."""
    behind = {one.step: one for one in recorded(customization)}
    if customization.status is Status.RETIRED:
        return [_retired(customization, step)]
    if customization.status is Status.CLOSED and step is not Step.DECIDE:
        return [_closed(customization, step)]
    found = []
    needed = NEEDS.get(step)
    if needed and needed not in behind:
        found.append(_missing(customization, step, needed))
    if step in behind and (step in _ONCE or _is_fixed(step, behind)):
        known = behind[step]
        found.append(_known(customization, step, known.on, known.document, known.place))
    if on:
        days = [("要望", "the request", customization.request.on, customization.request.place)]
        days += [
            (*STEP_LABELS[one.step], one.on, one.place)
            for one in behind.values()
            if _comes_before(one.step, step)
        ]
        later = [day for day in days if day[2] and day[2] > on]
        found += [_backwards(customization, step, on, day) for day in later[-1:]]
    return found


def _is_fixed(step: Step, behind: Iterable[Step]) -> bool:
    """Tell whether what is recorded may no longer be written anew: decision and quote stand once they are approved."""
    return step in (Step.DECIDE, Step.QUOTE) and Step.APPROVE in behind


def _comes_before(one: Step, step: Step) -> bool:
    if step is Step.ADOPT:
        return False  # the adoption takes its legal date, which may lie before the program is there
    if step is Step.INVOICE and one is Step.LIVE:
        return False  # what is accepted may be invoiced before it goes live
    return _ORDER.index(one) < _ORDER.index(step)


def unpaid_order(profile: Profile, customization: Customization, on: date) -> list[Finding]:
    """Return who must still consent or agree before anything is ordered: without them nobody would pay."""
    return [
        _nobody_pays(profile, customization, towns)
        for towns in [lacking(profile, customization, on)]
        if towns
    ]


def without_content(customization: Customization) -> list[Finding]:
    """Return that an entry changes nothing, so that there is nothing to approve; what is loosely coupled stands outside."""
    if touched(customization) or customization.door == "loose_coupling":
        return []
    return [
        objection(
            "R157",
            customization.place,
            f"{customization.id} {customization.title_ja} には内容（content・adds）がありません。何を決裁するのか分かりません。",
            f"{customization.id} has neither content nor additions; there is nothing to approve.",
            "台帳に content を書いてから、もう一度実行してください。共同システムの外で作るものは door: loose_coupling です。",
            "Write its content and run the command again. What is made outside the shared system has door: loose_coupling.",
        )
    ]


def wrong_invoice(customization: Customization, item: str) -> list[Finding]:
    """Return why no invoice can be recorded on a cost item: there is none of that name, or upkeep that is not live yet."""
    known = {one.id: one for one in customization.costs}
    if item not in known:
        return [_no_such_cost(customization, item, list(known))]
    if known[item].kind == "recurring" and not customization.live:
        return [
            objection(
                "R149",
                customization.place,
                f"{customization.id}: 費用「{item}」は年間保守料ですが、本稼働が記録されていません。",
                f"{customization.id}: {item!r} is upkeep, but going live is not recorded.",
                f"先に: uwanose customization live {customization.id} --on 日付",
                f"First: uwanose customization live {customization.id} --on DATE",
            )
        ]
    return []


def _no_such_cost(customization: Customization, item: str, known: list[str]) -> Finding:
    near = nearest(item, known)
    names = "、".join(known) or "なし"
    return objection(
        "R149",
        customization.place,
        f"{customization.id}: 費用「{item}」は台帳の費用にありません。",
        f"{customization.id}: {item!r} is no cost of this entry.",
        (f"「{near[0]}」ではありませんか。" if near else "") + f"台帳の費用: {names}。",
        (f"Did you mean {near[0]!r}? " if near else "") + f"Its costs: {', '.join(known) or 'none'}.",
    )


def _retired(customization: Customization, step: Step) -> Finding:
    assert customization.retired is not None
    ja, en = STEP_LABELS[step]
    return objection(
        "R140",
        customization.retired.place,
        f"{customization.id} {customization.title_ja} は {customization.retired.on} に廃止されています。{ja}は記録できません。",
        f"{customization.id} was retired on {customization.retired.on}; {en} cannot be recorded.",
        f"同じものが要るなら、新しく要望してください: uwanose customization replace {customization.id}",
        f"If it is wanted again, ask for it anew: uwanose customization replace {customization.id}",
    )


def _closed(customization: Customization, step: Step) -> Finding:
    outcome_ja, outcome_en = OUTCOME_LABELS[customization.outcome or Outcome.REFUSED]
    ja, en = STEP_LABELS[step]
    return objection(
        "R141",
        customization.decision.place if customization.decision else customization.place,
        f"{customization.id} {customization.title_ja} の決定は「{outcome_ja}」です。{ja}には進めません。",
        f"{customization.id}: the decision is {outcome_en}; there is no way on to {en}.",
        f"決定が改まったなら、先に記録してください: {line(Step.DECIDE, customization.id, 'ja')}",
        f"If it was decided anew, record that first: {line(Step.DECIDE, customization.id, 'en')}",
    )


def _missing(customization: Customization, step: Step, needed: Step) -> Finding:
    (ja, en), (needed_ja, needed_en) = STEP_LABELS[step], STEP_LABELS[needed]
    return objection(
        "R142",
        customization.place,
        f"{customization.id} {customization.title_ja}: {needed_ja}の記録がないので、{ja}は記録できません。",
        f"{customization.id}: without {needed_en} on record {en} cannot be recorded.",
        f"先に: {line(needed, customization.id, 'ja')}",
        f"First: {line(needed, customization.id, 'en')}",
        command=f"uwanose customization {needed.value} {customization.id}",
    )


def _known(customization: Customization, step: Step, on: date, document: str, place: Place) -> Finding:
    ja, en = STEP_LABELS[step]
    paper = f"（{document}）" if document else ""
    fixed = step in (Step.DECIDE, Step.QUOTE)
    return objection(
        "R143",
        place,
        f"{customization.id} {customization.title_ja} の{ja}は {on} {paper}で記録済みです。"
        + ("決裁の後は改められません。" if fixed else ""),
        f"{customization.id}: {en} is recorded already, on {on} {document}."
        + (" After the approval it stands." if fixed else ""),
        "改めるなら、内容は replace で新しく登録してください。"
        if fixed
        else "誤りなら、台帳のその行を直して uwanose check を実行してください。処理履歴と git に元の行が残ります。",
        "To change it, register a replacement."
        if fixed
        else "If it is wrong, mend that line and run uwanose check; git keeps the former one.",
    )


def _backwards(
    customization: Customization, step: Step, on: date, earlier: tuple[str, str, date | None, Place]
) -> Finding:
    ja, en = STEP_LABELS[step]
    return objection(
        "R144",
        earlier[3],
        f"{customization.id} {customization.title_ja}: {ja}の日 {on} が、{earlier[0]}の日 {earlier[2]} より前です。",
        f"{customization.id}: {en} on {on} would lie before {earlier[1]} of {earlier[2]}.",
        "日付を確かめて、もう一度入力してください。",
        "See which date is right and type it again.",
    )


def _nobody_pays(profile: Profile, customization: Customization, towns: tuple[str, ...]) -> Finding:
    names = "、".join(town_name(profile, town) for town in towns)
    typed = ",".join(town_name(profile, town) for town in towns)
    prefecture = customization.outcome is Outcome.PREFECTURE
    what_ja, what_en = ("同意", "agreement") if prefecture else ("負担承諾", "consent")
    papers = Step.APPROVE if prefecture else Step.CONSENT  # an agreement names no amount
    return objection(
        "R145",
        customization.place,
        f"{customization.id} {customization.title_ja}: {names} の{what_ja}がありません。費用を負担する町村が決まらないうちは進めません。",
        f"{customization.id}: no {what_en} of {', '.join(towns)}; as long as nobody is bound to pay this cannot go on.",
        f"先に: {line(Step.CONSENT, customization.id, 'ja', towns=typed, papers=papers)}",
        f"First: {line(Step.CONSENT, customization.id, 'en', towns=','.join(towns), papers=papers)}",
        command=f"uwanose customization consent {customization.id} --town {','.join(towns)}",
    )


def objection(
    code: str, place: Place, ja: str, en: str, remedy_ja: str, remedy_en: str, *, command: str = ""
) -> Finding:
    """Return one objection: an error of the register that touches nobody's run."""
    return Finding(
        code=code, scope=REGISTER, place=place, ja=ja, en=en, remedy_ja=remedy_ja, remedy_en=remedy_en, command=command
    )  # fmt: skip
