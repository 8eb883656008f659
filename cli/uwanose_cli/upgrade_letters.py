"""Owns the letters after an upgrade: one to each town that has overrides of its own to look at, one for the prefecture's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from uwanose.dates import era_date
from uwanose.documents.upgrade_letter import LetterEntry, UpgradeLetter, letter_page, letter_text
from uwanose.governance.upgrade import Upgrade
from uwanose.governance.upgrade_yen import UpgradeYen
from uwanose.layers.upgrade.model import STATUS_LABELS, Status, Verdict
from uwanose.source.files import write_atomically, written_beside
from uwanose_cli.impacting import signed
from uwanose_cli.session import Session
from uwanose_cli.text import Text
from uwanose_cli.upgrade_described import Described, sections

__all__ = ["MEANINGS", "write_letters"]

MEANINGS = {
    Status.BROKEN: Text(
        "新しい版では使えません。適用の前に直してください。",
        "The new release cannot use it; correct it before it applies.",
    ),
    Status.FORBIDDEN: Text(
        "新しい版では上書きできません。適用の前に終えてください。",
        "It may no longer be; end it before the release applies.",
    ),
    Status.MOVED: Text(
        "項目の名前が変わりました。書き直してください。", "The point has another name; write that one."
    ),
    Status.FREED: Text(
        "カスタマイズでなくても、無料の設定で足りるようになりました。",
        "A free setting is enough now; no customization is needed.",
    ),
    Status.REVIEW: Text(
        "下にあるものが変わりました。維持するか、改めるか、やめるかを決めて、記録してください。",
        "What lies beneath has changed. Decide whether it stays, changes or ends, and record it.",
    ),
    Status.RETIRE: Text(
        "国の額と同じになります。やめられます。", "It comes to equal the package and can be ended."
    ),
    Status.REDUNDANT: Text(
        "国の額と同じで、何も変えていません。", "It equals the package and changes nothing."
    ),
    Status.SHADOWED: Text("使っている町村がありません。", "No town uses it."),
    Status.PROMOTE: Text("多くの町村が同じものを持っています。", "Many towns hold the same."),
    Status.FOLLOWS: Text(
        "新しい値に従って計算します。決めることはありませんが、額が変わることがあります。",
        "It computes with the new values. Nothing is to be decided; amounts may change.",
    ),
    Status.UNAFFECTED: Text("影響はありません。", "Nothing happens to it."),
}


def write_letters(
    session: Session,
    found: Upgrade,
    verdicts: Sequence[Verdict],
    out: Path,
    on: date | None,
    yen: UpgradeYen | None,
) -> list[Path]:
    """Write each letter as a page and as text, and return the files. Whoever has nothing to look at gets none."""
    known = session.workspace.profile.municipalities
    written: list[Path] = []
    for owner in ("", *known):
        mine = [
            one
            for one in verdicts
            if one.overlay.municipality == owner and one.status is not Status.UNAFFECTED
        ]
        if not mine:
            continue
        letter = _letter(session, found, owner, mine, on, yen)
        stem = f"upgrade-{found.after.id}-{owner or 'prefecture'}"
        for suffix, text in ((".html", letter_page(letter)), (".txt", letter_text(letter))):
            path = out / f"{stem}{suffix}"
            with written_beside(path):
                out.mkdir(parents=True, exist_ok=True)
                write_atomically(path, text.encode())
            written.append(path)
    return written


def _letter(
    session: Session,
    found: Upgrade,
    owner: str,
    mine: Sequence[Verdict],
    on: date | None,
    yen: UpgradeYen | None,
) -> UpgradeLetter:
    after, profile = found.after, session.workspace.profile
    waiting = sum(one.waits for one in mine)
    applies = session.text(era_date(after.applies_from), _english(after.applies_from))
    opening = session.text(
        f"国の標準パッケージの{after.label_ja}（版 {after.id}）が、{applies}から適用されます。"
        f"{_owned(session, owner).ja}のうち、次の {len(mine)}件をお知らせします。"
        + (
            f"このうち {waiting}件は、適用までに決めていただく必要があります。"
            if waiting
            else "決めていただくことはありません。"
        ),
        f"Release {after.id} of the national package applies from {applies}. Of {_owned(session, owner).en} the following {len(mine)} are told; "
        + (f"{waiting} of them must be decided before that day." if waiting else "nothing is to be decided."),
    )
    return UpgradeLetter(
        language=session.language,
        day=session.text(era_date(on), _english(on)) if on else "",
        to=_addressee(session, owner),
        sender=profile.consortium.label_ja,
        title=session.text(
            f"国の標準パッケージ {after.label_ja}の適用に伴う上書きの確認について",
            f"Overrides to be looked at before release {after.id} of the national package",
        ),
        opening=(opening,),
        sections=tuple(_sections(session, found, owner, mine, yen)),
        closing=tuple(_closing(session, found, yen)),
        proposal_label=session.text("提案", "Proposed"),
    )


def _english(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _owned(session: Session, owner: str) -> Text:
    if not owner:
        return Text("県の設定と県仕様", "the settings and customizations of the prefecture")
    town = session.workspace.profile.municipalities[owner]
    return Text(f"{town.name_ja}の設定とカスタマイズ", f"the settings and customizations of {town.name_en}")


def _addressee(session: Session, owner: str) -> str:
    if not owner:
        return session.text("各業務部会　御中", "To the working groups")
    town = session.workspace.profile.municipalities[owner]
    return session.text(f"{town.name_ja}　御中", f"To {town.name_en}")


def _sections(
    session: Session, found: Upgrade, owner: str, mine: Sequence[Verdict], yen: UpgradeYen | None
) -> Iterator[tuple[str, str, tuple[LetterEntry, ...]]]:
    for status, entries in sections(found, mine, session):
        heading = STATUS_LABELS[status][0 if session.language == "ja" else 1]
        yield (
            heading,
            MEANINGS[status].of(session.language),
            tuple(
                LetterEntry(one.title, (*one.facts, *_yen(session, one, owner, yen)), one.proposals)
                for one in entries
            ),
        )


def _yen(session: Session, one: Described, owner: str, yen: UpgradeYen | None) -> Iterator[str]:
    """Yield what giving the override up would change for the residents of the town, where it was computed."""
    overlay = one.verdicts[0].overlay
    for (point, entry, _), impact in (yen.overrides if yen else {}).items():
        if (point, entry) != (overlay.point, overlay.customization):
            continue
        for town in impact.towns:
            if not town.refused and owner in ("", town.town):
                change = signed(session, town.after - town.before)
                yield session.text(
                    f"下の値に戻すと、{town.heads:,}人のうち {town.changed:,}人の額が変わり、計 {change}（試算）",
                    f"given up, the amounts of {town.changed:,} of {town.heads:,} change by {change} in all (estimate)",
                )


def _closing(session: Session, found: Upgrade, yen: UpgradeYen | None) -> Iterator[str]:
    yield session.text(
        f"「下の値」は、その上書きがないときの値です。「前 → 後」は版 {found.before.id} と版 {found.after.id} です。",
        f"What lies beneath is the value without the override, in release {found.before.id} and in {found.after.id}.",
    )
    yield session.text(
        "カスタマイズで下が変わったものは、決めるまで、その項目による結果だけが適用日から計算されません。",
        "Where something beneath a customization has changed, results that rest on it are not computed from that day until decided.",
    )
    if yen:
        yield session.text(
            "額は、渡された入力の人について計算した試算です。",
            "Yen are estimates over the people of the input given.",
        )
