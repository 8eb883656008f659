"""The life of a customization by the commands alone: two towns from request to go-live, and everything the rules forbid."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import copied
from uwanose.workspace.journal import read

REGISTER = "profiles/kanagawa/customizations"
NEW = (
    "new", "--title", "医療証の標題に郡名を入れる", "--business", "medical_subsidy", "--town", "大井町,松田町", "--on", "R8.6.5",
    "--document", "要望令8-05", "--from", "R9.4.1", "--set", "医療証の標題=足柄上郡医療証",
)  # fmt: skip
DECIDE = (
    "decide",
    "K-024",
    "--outcome",
    "町村個別",
    "--group",
    "福祉",
    "--on",
    "R8.8.27",
    "--document",
    "福祉WG令8-3",
)
QUOTE = (
    "quote", "K-024", "--on", "R8.10.16", "--document", "見積令8-11", "--one-off", "660,000", "--yearly", "66,000円",
)  # fmt: skip
CONSENT = (
    "consent", "K-024", "--town", "大井町,松田町", "--on", "R8.11.2", "--document", "負担承諾令8-3", "--up-to", "363,000",
    "--yearly-up-to", "36,300",
)  # fmt: skip
APPROVE = ("approve", "K-024", "--on", "R8.12.1", "--document", "組合決裁第31号")
ORDER = ("order", "K-024", "--on", "R9.1.8", "--document", "契約令8-21")
ADOPT = ("adopt", "K-024", "--town", "大井町,松田町")
ACCEPT = ("accept", "K-024", "--on", "R9.3.19")
LIVE = ("live", "K-024", "--on", "R9.4.1")
INVOICE = ("invoice", "K-024", "--amount", "686,400", "--on", "R9.4.20", "--document", "請求令9-04")
UPKEEP = (
    "invoice", "K-024", "--item", "upkeep", "--from", "R9.4", "--until", "R9.6", "--on", "R9.7.5", "--document", "請求令9-10",
)  # fmt: skip
FOLLOWING = (
    "decide", "quote", "consent", "approve", "order", "adopt", "accept", "live", "invoice", "charge draft",
)  # fmt: skip
LIFE = (NEW, DECIDE, QUOTE, CONSENT, APPROVE, ORDER, ADOPT, ACCEPT, LIVE, INVOICE)

Act = Callable[..., Said]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace of one's own."""
    return copied(tmp_path)


@pytest.fixture(scope="module")
def lived_through(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """A workspace after all steps of the life, and its profiles after none, one, two … of them.

    The check is content after each step, and each step names the next command.
    """
    own = tmp_path_factory.mktemp("life") / "own"
    assert typed("init", own).status == 0
    kept = [own.parent / "stage-0"]
    shutil.copytree(own / "profiles", kept[0])
    for number, (step, following) in enumerate(zip(LIFE, FOLLOWING, strict=True), start=1):
        said = typed("customization", *step, "--yes", "--workspace", own)
        assert said.status == 0, f"{step}\n{said.out}\n{said.err}"
        assert following in said.out.splitlines()[-1], said.out
        clean = typed("check", "--strict", "--workspace", own)
        assert clean.status == 0, f"{step}\n{clean.out}"
        kept.append(own.parent / f"stage-{number}")
        shutil.copytree(own / "profiles", kept[-1])
    return own, kept


@pytest.fixture
def at(own: Path, lived_through: tuple[Path, list[Path]]) -> Callable[[int], None]:
    """Bring the workspace to where it stands after so many steps."""

    def stand(done: int) -> None:
        shutil.rmtree(own / "profiles")
        shutil.copytree(lived_through[1][done], own / "profiles")

    return stand


@pytest.fixture
def act(own: Path) -> Act:
    """Type an act on the register in that workspace, sure of it."""

    def typed_act(*words: str) -> Said:
        return typed("customization", *words, "--yes", "--workspace", own)

    return typed_act


def lived(act: Act, *steps: tuple[str, ...]) -> None:
    """Record steps that must succeed."""
    for step in steps:
        said = act(*step)
        assert said.status == 0, f"{step}\n{said.out}\n{said.err}"


def files(own: Path) -> dict[str, bytes]:
    """Return every file of the profile."""
    return {str(path): path.read_bytes() for path in (own / "profiles").rglob("*") if path.is_file()}


def test_two_towns_go_from_request_to_statements_by_the_commands_alone(
    lived_through: tuple[Path, list[Path]], tmp_path: Path
) -> None:
    """The quarter charges what was foretold."""
    own = lived_through[0]
    entry = (own / REGISTER / "K-024.yaml").read_text("utf-8")
    assert "wishes" not in entry
    assert (
        typed("charge", "close", "R9-1", "--on", "R9.4.30", "--document", "組合決裁第50号", "-w", own).status
        == 0
    )
    lines = typed("charge", "draft", "R9-2", "--json", "--workspace", own)
    assert lines.status == 0, lines.err
    statements = typed("charge", "statement", "R9-1", "-o", tmp_path / "papers", "--workspace", own)
    assert statements.status == 0, statements.err
    assert list((tmp_path / "papers").iterdir())
    assert typed("charge", "verify", "--workspace", own).status == 0


def test_every_act_leaves_a_line_with_who_when_and_why(own: Path, act: Act) -> None:
    """One line for each file written; the day is that of the act."""
    lived(act, NEW, DECIDE)
    assert act(*QUOTE, "--by", "佐藤", "--why", "業者の見積が届いた").status == 0
    told = list(read(own / "profiles/kanagawa/journal.jsonl"))
    assert [one.on for one in told] == ["2026-06-05", "2026-08-27", "2026-10-16"]
    assert (told[-1].who, told[-1].why) == ("佐藤", "業者の見積が届いた")
    assert told[-1].command.startswith("uwanose customization quote K-024 --on 2026-10-16")


def test_a_dry_run_and_a_question_left_unanswered_write_nothing(own: Path, act: Act) -> None:
    """--dry-run shows the same and exits 0; without --yes nobody has agreed."""
    before = files(own)
    said = act(*NEW, "--dry-run")
    assert (said.status, "+id: K-024" in said.out) == (0, True)
    asked = typed("customization", *NEW, "--workspace", own)
    assert asked.status == 1
    told = typed("customization", *NEW, "--json", "--workspace", own)
    assert (told.status, told.data["written"], told.data["customization"]) == (0, False, "K-024")
    assert files(own) == before


def test_comments_stay_where_they_are(own: Path, act: Act, at: Callable[[int], None]) -> None:
    """Only lines of the act are added to a town's file."""
    before = (own / "profiles/kanagawa/towns/matsuda.yaml").read_text("utf-8")
    at(7)
    after = (own / "profiles/kanagawa/towns/matsuda.yaml").read_text("utf-8")
    *own_lines, schema = before.rstrip("\n").splitlines(keepends=True)
    assert after.startswith("".join(own_lines))
    assert after.rstrip("\n").endswith(schema)
    assert "    seen:\n      - {point: medical_subsidy.certificate.title, from: 2027-04-01," in after


@pytest.mark.parametrize(
    ("done", "step", "code"),
    [
        (1, QUOTE, "R142"),
        (2, CONSENT, "R142"),
        (3, ORDER, "R142"),
        (3, ADOPT, "R145"),
        (5, ACCEPT, "R142"),
        (6, LIVE, "R142"),
        (1, (*DECIDE, "--on", "R8.6.4"), "R144"),
        (3, (*CONSENT, "--up-to", "329,999"), "R146"),
        (3, (*CONSENT, "--yearly-up-to", "32,999"), "R146"),
        (5, QUOTE, "R143"),
        (5, DECIDE, "R143"),
        (6, ORDER, "R143"),
        (6, ("adopt", "K-024", "--town", "大井町"), "R155"),
        (6, ("adopt", "K-024", "--prefecture", "--from", "R9.4.1"), "R151"),
        (6, (*ADOPT, "--from", "R9.7.1"), "R133"),
        (7, ADOPT, "R156"),
        (9, (*INVOICE, "--amount", "739,200"), "R150"),
        (9, (*INVOICE, "--item", "repair"), "R149"),
        (8, (*UPKEEP, "--amount", "16,500"), "R149"),
        (9, (*UPKEEP, "--amount", "25,000"), "R150"),
        (10, ("retire", "K-024", "--on", "R9.3.31", "--document", "決裁"), "R144"),
    ],
)
def test_what_the_rules_forbid_is_refused_and_no_byte_changes(
    own: Path, act: Act, at: Callable[[int], None], done: int, step: tuple[str, ...], code: str
) -> None:
    """Order of the life, no consent no adoption, above the consent a new one, the requester pays, dates."""
    at(done)
    before = files(own)
    said = act(*step)
    assert (said.status, f"[{code}]" in said.err) == (1, True), said.out + said.err
    assert files(own) == before


def test_an_entry_without_content_is_not_approved(own: Path, act: Act) -> None:
    """[R157]: K-018 says what it wishes, not yet what it changes."""
    before = files(own)
    said = act("approve", "K-018", "--on", "R8.12.1", "--document", "組合決裁第31号")
    assert (said.status, "[R157]" in said.err) == (1, True)
    assert files(own) == before


def test_an_order_without_a_consent_names_the_town_and_the_command(act: Act) -> None:
    """[R145]: approval alone binds nobody to pay."""
    lived(act, NEW, DECIDE, QUOTE, APPROVE)
    said = act(*ORDER)
    assert (said.status, "[R145]" in said.err) == (1, True)
    assert "uwanose customization consent K-024 --town 大井町,松田町" in said.err


def test_a_consent_that_a_later_quote_has_outgrown_is_not_ordered_on(
    act: Act, at: Callable[[int], None]
) -> None:
    """[R146]: the limit was for the former quote."""
    at(4)
    lived(act, (*QUOTE, "--one-off", "800,000"), APPROVE)
    said = act(*ORDER)
    assert (said.status, "[R146]" in said.err) == (1, True)


def test_a_consent_of_just_the_share_is_enough(act: Act) -> None:
    """One yen less is refused (see above)."""
    lived(act, NEW, DECIDE, QUOTE, (*CONSENT, "--up-to", "330,000", "--yearly-up-to", "33,000"))


def test_an_invoice_above_the_consent_is_recorded_after_a_new_one(
    act: Act, at: Callable[[int], None]
) -> None:
    """4 % over the quote passed; 12 % asks for a new consent first, which then stands in the adoption."""
    at(9)
    high = ("--amount", "739,200")
    assert act(*INVOICE, *high).status == 1
    lived(
        act,
        (*CONSENT, "--up-to", "369,600", "--on", "R9.5.1", "--document", "負担承諾令9-1"),
        (*INVOICE, *high),
    )


def test_invoices_for_upkeep_say_their_months_and_make_the_year_once_all_are_there(
    own: Path, act: Act, at: Callable[[int], None]
) -> None:
    """Three months, then nine: until the year is billed whole the yearly amount counts; a corrected invoice takes its place."""
    at(10)
    assert (act("invoice", "K-024", "--item", "upkeep", "--amount", "1", *UPKEEP[-4:]).status) == 2
    assert act(*INVOICE, "--from", "R9.4").status == 2
    told = act(*UPKEEP, "--amount", "16,000")
    assert (told.status, "16,500円 との差 −3.1%" in told.out, "残り9か月" in told.out) == (0, True, True), (
        told.out
    )
    lived(act, (*UPKEEP, "--amount", "16,400"))
    rest = (*UPKEEP[:5], "R9.7", "--until", "R10.3", *UPKEEP[-4:], "--amount", "50,000")
    told = act(*rest)
    assert (told.status, "そろいました（計 66,400円）" in told.out) == (0, True), told.out + told.err
    entry = (own / REGISTER / "K-024.yaml").read_text("utf-8")
    assert entry.count("請求令9-10") == 2
    assert "until: 2027-06, yen: 16_400" in entry
    assert "[R172]" in act(*UPKEEP, "--until", "R9.5", "--amount", "1").err
    assert (own / "profiles/kanagawa/journal.jsonl").read_text("utf-8").count("--item upkeep") == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--title", "均等割の非課税限度の基本額を上げる", "--business", "resident_tax"), "R154"),
        (
            (
                "--title",
                "何か",
                "--business",
                "medical_subsidy",
                "--point",
                "resident_tax.exemption.per_capita_base",
            ),
            "R154",
        ),
        (
            (
                "--title",
                "何か",
                "--business",
                "resident_tax",
                "--point",
                "resident_tax.exemption.per_capita_plus",
            ),
            "R153",
        ),
    ],
)
def test_a_request_stops_where_a_setting_suffices(
    own: Path, act: Act, words: tuple[str, ...], code: str
) -> None:
    """It says how to set it, for nothing."""
    before = files(own)
    said = act(*NEW[:1], *words, *NEW[5:-2])
    assert (said.status, f"[{code}]" in said.err) == (1, True), said.out + said.err
    assert code == "R153" or "uwanose set resident_tax.exemption.per_capita_base 値 --town" in said.err
    assert files(own) == before


def test_a_reason_goes_on_and_stays_in_the_register(own: Path, act: Act) -> None:
    """--anyway; what is free to set does not become content."""
    said = act("new", "--title", "均等割の非課税限度の基本額", "--business", "個人住民税", "--town", "開成町", "--on", "R8.6.5",
               "--document", "要望", "--from", "R9.4.1", "--anyway", "前年の額と比べて印字したい")  # fmt: skip
    assert said.status == 0, said.err
    assert "前年の額と比べて印字したい" in (own / REGISTER / "K-024.yaml").read_text("utf-8")
    assert typed("check", "--strict", "--workspace", own).status == 0


def test_a_request_names_what_was_asked_for_before(act: Act) -> None:
    """The same point: it could be adopted together."""
    said = act(*NEW)
    assert "近いもの: K-003" in said.out
    assert "近いもの: K-005" in said.out


def test_a_draft_has_no_effect(own: Path, act: Act, at: Callable[[int], None]) -> None:
    """Nothing of it is in force, nobody is charged."""
    at(6)
    shown = typed("show", "医療証の標題", "--town", "大井町", "--on", "R9.4.1", "--workspace", own)
    assert "足柄上郡医療証" not in shown.out
    lived(act, ADOPT)
    shown = typed("show", "医療証の標題", "--town", "大井町", "--on", "R9.4.1", "--workspace", own)
    assert "足柄上郡医療証" in shown.out


@pytest.mark.parametrize(
    "outcome", ["標準どおり", "運用で対応", "条例改正で対応", "見送り", "取下げ", "withdrawn", "条例改正"]
)
def test_every_outcome_is_recorded_and_reported(
    own: Path, act: Act, at: Callable[[int], None], outcome: str
) -> None:
    """The entry stays; it goes no further until it is decided anew."""
    at(1)
    lived(act, (*DECIDE, "--outcome", outcome))
    assert typed("check", "--strict", "--workspace", own).status == 0
    listed = typed("customization", "list", "--workspace", own)
    row = next(line for line in listed.out.splitlines() if line.startswith("K-024"))
    assert outcome == "withdrawn" or outcome in row
    assert "[R141]" in act(*QUOTE).err
    lived(act, DECIDE, QUOTE)


def test_a_join_is_told_before_and_charged_as_told(own: Path, act: Act, at: Callable[[int], None]) -> None:
    """二宮町 in July: 57 of 60 months are left; what it pays the two others get back."""
    at(10)
    told = typed("customization", "adopt", "K-024", "--town", "二宮町", "--from", "R9.7.1", "--preview", "--json",
                 "--workspace", own)  # fmt: skip
    assert told.status == 0, told.err
    now, then = told.data["now"], told.data["then"]
    assert then["ninomiya"]["one_off"] == 217_360
    assert now["oi"]["one_off"] - then["oi"]["one_off"] == 108_680
    assert sum(one["yearly"] for one in then.values()) == 66_000
    lived(
        act,
        ("consent", "K-024", "--town", "二宮町", "--on", "R9.5.2", "--document", "承諾", "--up-to", "217,360",
         "--yearly-up-to", "22,008", "--from", "R9.7.1"),
        ("adopt", "K-024", "--town", "二宮町"),
    )  # fmt: skip


def test_an_end_is_told_before_and_ends_every_adoption(own: Path, act: Act) -> None:
    """Saved a year, still owed; the last day still counts."""
    lived(act, NEW, DECIDE, (*QUOTE, "--spread"), *LIFE[3:])
    told = typed(
        "customization", "retire", "K-024", "--on", "R10.3.31", "--preview", "--json", "--workspace", own
    )
    assert told.data["towns"]["oi"] == {"saved": 33_000, "owed": 274_560, "owed_until": "2032-03"}
    before = files(own)
    assert act("retire", "K-024", "--on", "R10.3.31").status == 2  # no document
    assert files(own) == before
    lived(act, ("retire", "K-024", "--on", "R10.3.31", "--document", "組合決裁第40号"))
    assert typed("check", "--strict", "--workspace", own).status == 0
    for town in ("oi", "matsuda"):
        assert "until: 2028-03-31" in (own / f"profiles/kanagawa/towns/{town}.yaml").read_text("utf-8")
    for day, shown in (("R10.3.31", True), ("R10.4.1", False)):
        value = typed("show", "医療証の標題", "--town", "大井町", "--on", day, "--workspace", own)
        assert ("足柄上郡医療証" in value.out.splitlines()[0]) == shown or (
            "足柄上郡医療証" in value.out
        ) == shown
    assert "[R140]" in act(*INVOICE).err


def test_one_town_leaves_and_the_others_bear_more(own: Path, act: Act, at: Callable[[int], None]) -> None:
    """revert writes the last day; the other town's upkeep doubles."""
    at(10)
    told = typed("customization", "revert", "K-024", "--town", "松田町", "--until", "R10.3.31", "--preview", "--json",
                 "--workspace", own)  # fmt: skip
    assert {town: one["saved"] for town, one in told.data["towns"].items()} == {
        "oi": -33_000,
        "matsuda": 33_000,
    }
    lived(act, ("revert", "K-024", "--town", "松田町", "--until", "R10.3.31"))
    assert "[R148]" in act("revert", "K-024", "--town", "松田町", "--until", "R10.3.31").err


def stopped(own: Path) -> Path:
    """Make the change of April 2022 beneath K-006 unseen again, and return the town's file."""
    file = own / "profiles/kanagawa/towns/oi.yaml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    kept = [
        line for line in lines if not ("child_per_head_relief, from: 2022" in line and "seen" not in line)
    ]
    assert len(kept) == len(lines) - 1
    file.write_text("".join(kept), "utf-8")
    return file


def test_what_has_stopped_is_kept_by_somebody(own: Path, act: Act) -> None:
    """[R122] names the command; the entry says by whom and when, and the runs go on."""
    file = stopped(own)
    said = typed("check", "--workspace", own)
    assert "uwanose customization keep K-006 --town oi --on 日付" in said.out
    keep = ("keep", "K-006", "--town", "大井町", "--on", "R4.1.25")
    assert act(*keep).status == 2  # by whom
    lived(act, (*keep, "--by", "国保WG"))
    assert "decision: keep, by: 国保WG, on: 2022-01-25}" in file.read_text("utf-8")
    assert typed("check", "--strict", "--workspace", own).status == 0
    assert "[R152]" in act(*keep, "--by", "国保WG").err


def test_an_adoption_that_never_recorded_what_lies_beneath_gets_its_entries(own: Path, act: Act) -> None:
    """[R121]: one entry for each stretch, without a decision."""
    file = own / "profiles/kanagawa/towns/oi.yaml"
    text = file.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    at_entry = next(index for index, line in enumerate(lines) if "id: K-006" in line)
    begin = next(index for index in range(at_entry, len(lines)) if lines[index].strip() == "seen:")
    file.write_text("".join([*lines[:begin], *lines[begin + 3 :]]), "utf-8")
    assert "[R121]" in typed("check", "--workspace", own).out
    lived(act, ("keep", "K-006", "--town", "大井町", "--on", "R4.1.25", "--by", "国保WG"))
    assert file.read_text("utf-8").count("point: national_health_insurance.child_per_head_relief") == 2
    assert typed("check", "--strict", "--workspace", own).status == 0


def test_what_has_stopped_can_end_with_the_day_before(own: Path, act: Act) -> None:
    """revert without --until."""
    file = stopped(own)
    lived(act, ("revert", "K-006", "--town", "大井町"))
    assert "until: 2022-03-31" in file.read_text("utf-8")


def test_a_replacement_is_a_draft_with_the_content_of_the_former(own: Path, act: Act) -> None:
    """Values are copied; a program belongs to its number and is written anew."""
    lived(
        act,
        ("replace", "K-005", "--title", "標題（改）", "--town", "大磯町", "--on", "R8.9.1", "--document", "要望令8-07",
         "--from", "R9.4.1", "--set", "医療証の標題=こども医療証（改）"),
        ("replace", "K-006", "--title", "均等割（改）", "--town", "大井町", "--on", "R8.9.1", "--document", "要望令8-08",
         "--from", "R9.4.1"),
    )  # fmt: skip
    values, program = ((own / REGISTER / f"K-0{number}.yaml").read_text("utf-8") for number in (24, 25))
    assert "replaces: K-005\n" in values
    assert "  medical_subsidy.certificate.title: こども医療証（改）" in values
    assert "#   national_health_insurance.child_per_head_relief: {plugin:" in program
    assert typed("check", "--strict", "--workspace", own).status == 0


def test_a_replacement_ends_the_former_in_its_town_alone(own: Path, act: Act) -> None:
    """大磯町 goes on with the new entry, 開成町 with the old one; the act says so before it is written."""
    lived(
        act,
        ("replace", "K-005", "--title", "標題（改）", "--town", "大磯町", "--on", "R8.6.5", "--document", "要望", "--from",
         "R9.4.1", "--set", "医療証の標題=こども医療証（改）"),
        DECIDE, QUOTE, (*CONSENT, "--town", "大磯町", "--up-to", "660,000", "--yearly-up-to", "66,000"), APPROVE,
    )  # fmt: skip
    said = act("adopt", "K-024", "--town", "大磯町")
    assert said.status == 0, said.err
    assert "大磯町の K-005 は 2027-03-31 までで終わります" in said.out
    assert typed("check", "--strict", "--workspace", own).status == 0
    for town, title in (("大磯町", "こども医療証（改）"), ("開成町", "こども医療証")):
        shown = typed("show", "医療証の標題", "--town", town, "--on", "R9.4.1", "--workspace", own)
        assert f"」: {title}　" in shown.out


def test_the_prefecture_adopts_when_every_town_has_agreed(own: Path, act: Act) -> None:
    """[R145] names those who have not; then agreements move into its file."""
    pref = (*DECIDE, "--outcome", "県仕様")
    agree = ("consent", "K-024", "--on", "R8.11.2", "--document", "合意", "--town")
    adopt = ("adopt", "K-024", "--prefecture")
    new = (*NEW[:-2], "--set", "medical_subsidy.certificate.validity=有効期間をご確認ください")
    lived(act, new, pref, (*QUOTE, "--sharing", "kanagawa-2011"), (*agree, "葉山町"), APPROVE)
    said = act(*adopt, "--from", "R9.4.1")
    assert "[R145]" in said.err
    assert "清川村" in said.err
    assert "葉山町、" not in said.err
    lived(act, (*agree, "全町村"), ORDER, (*adopt, "--from", "R9.4.1"), ACCEPT, LIVE)
    assert typed("check", "--strict", "--workspace", own).status == 0
    assert "kiyokawa: {on: 2026-11-02, document: 合意}" in (
        own / "profiles/kanagawa/prefecture.yaml"
    ).read_text("utf-8")
    assert "agreements" not in (own / REGISTER / "K-024.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        (*DECIDE, "--outcome", "かもしれない"),
        (*QUOTE[:6],),
        (*DECIDE, "--document", " "),
        (*DECIDE, "--group", "　"),
        (*NEW, "--title", " "),
        ("adopt", "K-018", "--from", "R9.4.1"),
        ("adopt", "K-018", "--town", "大石町"),
        ("adopt", "K-018", "--town", "箱根町", "--from", "R9.13.1"),
        ("keep", "K-006", "--on", "R4.1.25", "--by", "国保WG"),
        ("revert", "K-006", "--town", "大井町"),
        ("new", "--title", "何か", "--business", "resident_tax", "--town", "大井町", "--on", "R8.6.5", "--document", "x", "--from",
         "R9.4.1", "--set", "値のない書き方"),
        ("adopt", "K-018", "--town", "箱根町", "--taken-over", "大井町"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_understood_is_wrong_use(
    own: Path, act: Act, at: Callable[[int], None], words: tuple[str, ...]
) -> None:
    """Exit status 2, one sentence, nothing written."""
    if words[1] == "K-024":
        at(2 if words[0] == "quote" else 1)
    before = files(own)
    said = act(*words)
    assert said.status == 2, said.out + said.err
    assert "Traceback" not in said.err
    assert files(own) == before


def test_every_act_speaks_english(act: Act) -> None:
    """--lang en."""
    for step in LIFE:
        said = act(*step, "--lang", "en")
        assert said.status == 0, said.err
        assert "Next: " in said.out
    assert "Against the quote of 660,000 yen: +4.0%" in said.out
