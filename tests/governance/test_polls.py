"""What the answers of the towns lead to, and how they are written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.profiles.sample import sample
from uwanose.errors import Place, Refused
from uwanose.governance.polls.model import Answer, Poll, Position, asked_towns, standing_of
from uwanose.governance.polls.objections import decision_objections, poll_findings
from uwanose.governance.polls.reading import read_polls
from uwanose.governance.polls.writing import new_poll_text, record_answers
from uwanose.layers.model import Act, Outcome
from uwanose.source.files import SourceFolder

FILE = "profiles/kanagawa/polls/P-900.yaml"
TEXT = new_poll_text(
    "P-900", "K-018", "福祉", date(2027, 4, 1), date(2026, 9, 1), "照会1", date(2026, 10, 30)
)
PROFILE = sample().profile
ALL = tuple(PROFILE.municipalities)


def poll_of(text: str) -> Poll:
    found: list[object] = []
    polls = read_polls(SourceFolder.of({FILE: text.encode()}), PROFILE, found)  # type: ignore[arg-type]
    assert found == []
    return polls["P-900"]


def said(position: Position, *towns: str, on: date = date(2026, 9, 20)) -> list[Answer]:
    condition = "費用が100万円以下であること" if position is Position.CONDITIONAL else ""
    return [Answer(municipality=town, position=position, on=on, condition=condition) for town in towns]


def test_a_new_poll_reads_back_as_it_was_begun() -> None:
    """Nobody has answered; all towns that take part on the first day are asked."""
    poll = poll_of(TEXT)
    assert (poll.customization, poll.working_group, poll.start) == ("K-018", "福祉", date(2027, 4, 1))
    assert (poll.asked.on, poll.asked.document, poll.until) == (date(2026, 9, 1), "照会1", date(2026, 10, 30))
    standing = standing_of(PROFILE, poll)
    assert standing.those(Position.UNANSWERED) == ALL
    assert standing.outcome is Outcome.REFUSED


def test_all_in_favour_is_the_specification_of_the_prefecture() -> None:
    """One town less, one condition or one silence, and it is not."""
    poll = poll_of(TEXT)
    every = said(Position.AGREE, *ALL)
    assert standing_of(PROFILE, poll, every).outcome is Outcome.PREFECTURE
    for short in (
        every[1:],
        [*every[1:], *said(Position.CONDITIONAL, ALL[0])],
        [*every[1:], *said(Position.OPPOSE, ALL[0])],
    ):
        standing = standing_of(PROFILE, poll, short)
        assert not standing.unanimous
        assert standing.outcome is Outcome.TOWN
        assert standing.in_favour == ALL[1:]
        assert [one.code for one in decision_objections(PROFILE, standing, Outcome.PREFECTURE, date(2026, 11, 1))] == ["V146"]  # fmt: skip


def test_of_several_answers_the_newest_day_counts_in_whatever_order_they_stand() -> None:
    """A condition that is met later becomes a plain yes; the former answer stays on record."""
    poll = poll_of(TEXT)
    first = said(Position.CONDITIONAL, "oi", on=date(2026, 9, 20))
    later = said(Position.AGREE, "oi", on=date(2026, 10, 1))
    for answers in ([*first, *later], [*later, *first]):
        assert standing_of(PROFILE, poll, answers).position("oi") is Position.AGREE


def test_only_towns_that_take_part_on_the_first_day_are_asked() -> None:
    """A town that has left the system is neither asked nor needed."""
    gone = replace(
        PROFILE,
        consortium=replace(
            PROFILE.consortium,
            participation=tuple(
                one
                for one in PROFILE.consortium.participation
                if (one.municipality, one.system) != ("oi", "welfare")
            ),
        ),
    )
    entry = PROFILE.customizations["K-018"]
    assert asked_towns(PROFILE, entry, date(2027, 4, 1)) == ALL
    assert asked_towns(gone, entry, date(2027, 4, 1)) == tuple(town for town in ALL if town != "oi")
    assert asked_towns(PROFILE, entry, date(2011, 9, 30)) == ()


def test_answers_of_many_towns_are_recorded_at_once_and_comments_stay() -> None:
    """As a folder of returned sheets would be: every other byte of the file is as it was."""
    poll = poll_of(TEXT)
    answers = [*said(Position.AGREE, "oi", "nakai"), *said(Position.CONDITIONAL, "kaisei")]
    data = record_answers(TEXT.encode(), PROFILE, poll, answers)
    assert data.decode().startswith(TEXT)
    after = poll_of(data.decode())
    assert [(one.municipality, one.position, one.condition) for one in after.answers] == [
        ("oi", Position.AGREE, ""),
        ("nakai", Position.AGREE, ""),
        ("kaisei", Position.CONDITIONAL, "費用が100万円以下であること"),
    ]


def test_one_bad_answer_keeps_all_of_them_out_and_is_told_at_its_cell() -> None:
    """The finding points to where the answer came from."""
    cell = Place("意向照会票.xlsx F12")
    bad = Answer(municipality="kaisei", position=Position.CONDITIONAL, on=date(2026, 9, 20), place=cell)
    with pytest.raises(Refused) as refused:
        record_answers(TEXT.encode(), PROFILE, poll_of(TEXT), [*said(Position.AGREE, "oi"), bad])
    assert [(one.code, one.place) for one in refused.value.findings] == [("V142", cell)]


def test_a_decided_poll_takes_no_more_answers() -> None:
    """To ask again is a new poll."""
    poll = replace(poll_of(TEXT), decision=Act(on=date(2026, 11, 1), document="WG", place=Place(FILE, 9, 1)))
    with pytest.raises(Refused) as refused:
        record_answers(TEXT.encode(), PROFILE, poll, said(Position.AGREE, "oi"))
    assert [one.code for one in refused.value.findings] == ["V149"]


def test_who_asks_must_be_in_favour_of_a_shared_customization() -> None:
    """Requester pays: hakone asked for K-018."""
    standing = standing_of(PROFILE, poll_of(TEXT), said(Position.AGREE, "oi"))
    found = decision_objections(PROFILE, standing, Outcome.TOWN, date(2026, 11, 1))
    assert [one.code for one in found] == ["V148"]
    with_it = standing_of(PROFILE, poll_of(TEXT), said(Position.AGREE, "oi", "hakone"))
    assert decision_objections(PROFILE, with_it, Outcome.TOWN, date(2026, 11, 1)) == []
    assert decision_objections(PROFILE, standing, Outcome.WITHDRAWN, date(2026, 11, 1)) == []


def test_the_poll_of_the_sample_is_sound() -> None:
    """Two of fourteen in favour; the village that did not answer is not counted."""
    polls, findings = sample().polls
    assert findings == ()
    standing = standing_of(PROFILE, polls["P-001"])
    assert standing.in_favour == ("oiso", "kaisei")
    assert standing.those(Position.UNANSWERED) == ("kiyokawa",)
    assert polls["P-001"].outcome is standing.outcome is PROFILE.customizations["K-005"].outcome


def test_a_decision_taken_anew_leaves_the_poll_as_it_was() -> None:
    """K-005 refused on the day of the poll's decision contradicts it; refused a day later it was decided anew."""
    poll, entry = sample().polls[0]["P-001"], PROFILE.customizations["K-005"]
    assert poll.decision is not None
    assert poll.decision.on is not None
    for later, codes in ((0, ["V147"]), (1, [])):
        day = poll.decision.on + timedelta(days=later)
        refused = replace(entry, outcome=Outcome.REFUSED, decision=replace(poll.decision, on=day))
        profile = replace(PROFILE, customizations={**PROFILE.customizations, "K-005": refused})
        assert [one.code for one in poll_findings(profile, {"P-001": poll})] == codes
