"""Owns how polls are typed, tried and told: their numbers and positions, where one stands, its price, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

from uwanose.dates import Month
from uwanose.errors import Finding, Refused, Severity, UnknownName, nearest
from uwanose.governance.polls.model import POSITION_LABELS, Poll, Position, Standing, standing_of
from uwanose.governance.polls.reading import FOLDER, read_polls
from uwanose.layers.model import OUTCOME_LABELS, Customization, Outcome, Profile
from uwanose.layers.objections import objection
from uwanose.source.files import SourceFolder
from uwanose_cli.acting import Tried, tried_act
from uwanose_cli.changes import Changes, paper
from uwanose_cli.editing import tried_together
from uwanose_cli.foretelling import burden_sentences, expected
from uwanose_cli.names import Named
from uwanose_cli.output import Table
from uwanose_cli.session import Session
from uwanose_cli.steps import next_text
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.charging.prospects import Burden
    from uwanose.workspace import Workspace

__all__ = [
    "POLL",
    "POSITION",
    "count_text",
    "follows_text",
    "next_of_poll",
    "poll_data",
    "poll_files",
    "position_table",
    "price",
    "price_sentences",
    "put_estimate",
    "register_if",
    "standing_in",
    "tried_decision",
    "tried_poll",
    "usual_group",
]  # fmt: skip


def _poll(workspace: Workspace, text: str) -> Poll:
    polls, findings = workspace.polls
    wanted = normalize("NFKC", text).strip().upper()
    if wanted in polls:
        return polls[wanted]
    broken = [one for one in findings if one.place and one.place.file.endswith(f"/{wanted}.yaml")]
    if broken:
        raise Refused(broken)
    raise UnknownName("意向照会", "poll", text, nearest(wanted, polls, 3) or polls)


def _poll_words(workspace: Workspace) -> Iterator[tuple[str, str]]:
    register = workspace.profile.customizations
    return ((poll.id, register[poll.customization].title_ja) for poll in workspace.polls[0].values())


def _position(_: Workspace, text: str) -> Position:
    wanted = normalize("NFKC", text).strip().casefold()
    known = dict(_position_names())
    if wanted in known:
        return known[wanted]
    raise UnknownName("回答", "position", text, nearest(text, known, 3))


def _position_names() -> Iterator[tuple[str, Position]]:
    for position in (Position.AGREE, Position.CONDITIONAL, Position.OPPOSE):
        yield POSITION_LABELS[position][0], position
        yield position.value, position


def _position_words(_: Workspace) -> Iterator[tuple[str, str]]:
    return ((name, position.value) for name, position in _position_names())


POLL = Named(Text("照会番号", "POLL"), _poll, _poll_words)
POSITION = Named(Text("回答", "POSITION"), _position, _position_words, few=True)


def tried_poll(
    changes: Changes, profile: Profile | None = None, checked: Tried | None = None
) -> tuple[Tried, dict[str, Poll]]:
    """Return what the check would newly say of changed polls, and the polls. Raises Refused with every error."""
    workspace, found = changes.workspace, list(checked.findings if checked else ())
    register = checked.profile if checked else profile or workspace.profile
    files = poll_files(workspace)
    polls = read_polls(SourceFolder.of({**files.contents, **changes.after}), register, found)
    known = {(finding.code, finding.ja) for finding in workspace.polls[1]}
    new = tuple(finding for finding in found if (finding.code, finding.ja) not in known)
    if any(finding.severity is Severity.ERROR for finding in new):
        raise Refused(new)
    return Tried(register, new), polls


def poll_files(workspace: Workspace) -> SourceFolder:
    """Return the files of all polls as they stand."""
    folder = f"{workspace.prefecture}/{FOLDER}"
    return SourceFolder.read(workspace.root / folder, folder)


def _put_decision(
    changes: Changes, standing: Standing, entry: Customization, outcome: Outcome, **said: object
) -> None:
    """Write a decision into the poll and into the entry; those in favour of a shared customization wish it from the day proposed."""
    poll = standing.poll
    changes.set(poll.place.file, ["decision"], paper(**said, outcome=outcome.value))
    changes.entry(entry, ["decision"], paper(working_group=poll.working_group, **said, outcome=outcome.value))
    for town in standing.in_favour if outcome is Outcome.TOWN else ():
        if town not in entry.wishes:
            changes.append(entry.place.file, ["wishes"], paper(town=town, **{"from": poll.start}))


def tried_decision(session: Session, standing: Standing, outcome: Outcome, **said: object) -> tuple[Changes, Tried]:  # fmt: skip
    """Return a decision as it would be written, and the register as it would be. Raises Refused."""
    changes = Changes(session.workspace)
    entry = session.workspace.profile.customizations[standing.poll.customization]
    _put_decision(changes, standing, entry, outcome, **said)
    return changes, tried_poll(changes, checked=tried_act(changes))[0]


def put_estimate(
    changes: Changes, entry: Customization, start: date, one_off: int | None, yearly: int | None
) -> bool:
    """Write what an entry is thought to cost before anybody has quoted it; what is quoted or paid already stands."""
    quoted = {item.id for item in entry.costs}
    month, file = Month.of(start), entry.place.file
    estimates = {
        "build": {"kind": "one_off", "budget": one_off, "start": month, "charge": "at_payment"},
        "upkeep": {"kind": "recurring", "yearly": yearly, "start": month},
    }
    wanted = {"build": one_off, "upkeep": yearly}
    for item, said in estimates.items():
        if wanted[item] is None:
            continue
        if item in quoted:
            raise Refused([cost_known(entry, item)])
        changes.append(file, ["costs"], paper(id=item, **said))
    return one_off is not None or yearly is not None


def cost_known(entry: Customization, item: str) -> Finding:
    """Return why no estimate can be written: the register holds that cost already."""
    return objection(
        "V151",
        next(one.place for one in entry.costs if one.id == item),
        f"{entry.id} の費用「{item}」は台帳にもうあります。概算では置き換えられません。",
        f"The register holds the cost {item!r} of {entry.id} already; an estimate cannot replace it.",
        "--one-off と --yearly を付けずに照会してください。額が変わったなら customization quote で見積を記録します。",
        "Begin the poll without --one-off and --yearly; a new price is recorded with customization quote.",
    )


def usual_group(workspace: Workspace, business: str) -> str:
    """Return the working group that decided last about a business, else the business's own name."""
    decided = [
        (entry.decision.on or date.min, entry.working_group)
        for entry in workspace.profile.customizations.values()
        if entry.business == business and entry.decision and entry.working_group
    ]
    return max(decided)[1] if decided else workspace.catalog.businesses[business].label_ja


def register_if(session: Session, standing: Standing, outcome: Outcome) -> Profile:
    """Return the register as it would be if the working group decided so; as it is where the poll is decided.

    Who pays by which formula depends on the outcome, so that only the register so decided knows the price.
    """
    profile, poll = session.workspace.profile, standing.poll
    entry = profile.customizations[poll.customization]
    if poll.decision or entry.outcome is outcome or outcome not in (Outcome.PREFECTURE, Outcome.TOWN):
        return profile
    changes = Changes(session.workspace)
    said = paper(working_group=poll.working_group, on=poll.start, document="試算", outcome=outcome.value)
    changes.entry(entry, ["decision"], said)
    resolver, _ = tried_together(session.workspace, changes.after)
    return resolver.layering().profile


def price(profile: Profile, standing: Standing, outcome: Outcome) -> Mapping[str, Burden]:
    """Return what each payer would bear: all that take part of the prefecture's specification, else those in favour."""
    poll = standing.poll
    entry = replace(profile.customizations[poll.customization], outcome=outcome)
    if not entry.costs or outcome not in (Outcome.PREFECTURE, Outcome.TOWN):
        return {}
    payers = [""] if outcome is Outcome.PREFECTURE else standing.in_favour
    return expected(profile, entry, dict.fromkeys(payers, poll.start))


def price_sentences(profile: Profile, standing: Standing, outcome: Outcome) -> Iterator[Text]:
    """Yield what it costs in all and each payer, where anybody would pay."""
    if outcome in (Outcome.PREFECTURE, Outcome.TOWN):
        entry = profile.customizations[standing.poll.customization]
        yield from burden_sentences(profile, entry, price(profile, standing, outcome))


def count_text(standing: Standing) -> Text:
    """Return how many towns say what."""
    counts = [(POSITION_LABELS[position], len(standing.those(position))) for position in Position]
    return Text(
        f"{len(standing.answers)}町村に照会: " + "、".join(f"{ja} {number}" for (ja, _), number in counts),
        f"{len(standing.answers)} towns asked: " + ", ".join(f"{number} {en}" for (_, en), number in counts),
    )


def follows_text(standing: Standing, outcome: Outcome) -> Text:
    """Return what the answers lead to, and why."""
    agree, every = len(standing.in_favour), len(standing.answers)
    if outcome is Outcome.PREFECTURE:
        return Text("全町村一致です。県仕様になります。", "All towns agree: it becomes the prefecture's specification.")  # fmt: skip
    if outcome is Outcome.TOWN:
        return Text(
            f"全町村一致ではないので、県仕様にはなりません（賛成 {agree}／{every}町村）。賛成{agree}町村の共同カスタマイズとします。",
            f"It does not become the prefecture's specification ({agree} of {every} agree); the {agree} in favour share a customization.",
        )
    if outcome is standing.outcome:
        return Text("賛成の町村がありません。見送りとします。", "No town agrees: it is refused.")
    ja, en = OUTCOME_LABELS[outcome]
    return Text(f"回答にかかわらず「{ja}」とします。", f"Whatever was answered, the decision is {en}.")


def next_of_poll(profile: Profile, standing: Standing, session: Session) -> Text:
    """Return the sentence that says what comes next."""
    poll = standing.poll
    if poll.decision:
        return next_text(profile, poll.customization, session.today)
    missing = standing.those(Position.UNANSWERED)
    if not missing:
        return Text(
            f"次は: WG決定　uwanose wg decide {poll.id} --on 日付 --document 文書番号",
            f"Next: the decision  uwanose wg decide {poll.id} --on DATE --document NUMBER",
        )
    names = ",".join(profile.municipalities[town].name_ja for town in missing)
    by = Text(f"（期限 {poll.until}）", f" (by {poll.until})") if poll.until else Text("", "")
    return Text(
        f"次は: {len(missing)}町村の回答{by.ja}　uwanose wg answer {poll.id} --town {names} --position 回答 --on 日付 --document 文書番号",
        f"Next: the answers of {len(missing)} towns{by.en}  uwanose wg answer {poll.id} --town {','.join(missing)} --position POSITION --on DATE --document NUMBER",
    )


def position_table(session: Session, standing: Standing) -> Table:
    """Return the answer of each town asked."""
    towns = session.workspace.profile.municipalities
    index = 0 if session.language == "ja" else 1
    rows = [
        (
            session.text(towns[town].name_ja, towns[town].name_en),
            POSITION_LABELS[standing.position(town)][index],
            answer.on.isoformat() if answer else "",
            answer.document if answer else "",
            (answer.condition or answer.note) if answer else "",
        )
        for town, answer in standing.answers.items()
    ]
    headings = session.text("町村,回答,回答日,文書,条件・備考", "town,answer,on,document,condition or note")
    return Table(tuple(headings.split(",")), rows)


def poll_data(profile: Profile, standing: Standing) -> dict[str, object]:
    """Return a poll for programs: every answer as it came, and where it stands."""
    poll = standing.poll
    return {
        "id": poll.id,
        "customization": poll.customization,
        "working_group": poll.working_group,
        "from": poll.start,
        "asked": {"on": poll.asked.on, "document": poll.asked.document, "until": poll.until},
        "positions": {town: standing.position(town) for town in standing.answers},
        "answers": [
            {"town": one.municipality, "position": one.position, "on": one.on, "document": one.document,
             "condition": one.condition, "note": one.note}
            for one in poll.answers
        ],
        "unanimous": standing.unanimous,
        "follows": standing.outcome,
        "decision": {"on": poll.decision.on, "document": poll.decision.document, "outcome": poll.outcome}
        if poll.decision else None,
        "illustrative": poll.illustrative,
        "place": str(poll.place),
    }  # fmt: skip


def standing_in(session: Session, poll: Poll) -> Standing:
    """Return where a poll of the workspace stands."""
    return standing_of(session.workspace.profile, poll)
