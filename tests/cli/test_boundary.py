"""The edge of the program: a user's mistake becomes sentences and an exit status, never a traceback."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from tests.cli.typed import typed
from uwanose.errors import Finding, Place, Refused, UnknownName
from uwanose_cli.frame import Command, Group, argument, option
from uwanose_cli.session import Session
from uwanose_cli.text import Text

NO_TEXT = Text("", "")
FINDING = Finding(
    code="L104",
    ja="二つあります。",
    en="There are two.",
    remedy_ja="一つにします。",
    place=Place("towns/oi.yaml", 3, 5),
)


def _raises(error: Exception) -> click.Command:
    @click.pass_obj
    def callback(session: Session) -> None:
        del session
        raise error

    return Command("uwanose", callback=callback, summary=NO_TEXT)


def test_a_refusal_shows_each_finding_with_place_and_remedy_and_ends_with_1() -> None:
    """Exit status 1: errors were found in what the user wrote."""
    said = typed(command=_raises(Refused([FINDING])))
    assert said.status == 1
    assert said.err == "誤り [L104] 二つあります。\n  towns/oi.yaml:3:5\n  対処: 一つにします。\n"
    assert said.out == ""


def test_a_refusal_is_json_when_json_was_asked_for() -> None:
    """A program that reads standard output learns why."""
    said = typed("--json", command=_raises(Refused([FINDING])))
    assert said.status == 1
    assert said.data["findings"][0]["code"] == "L104"
    assert said.data["findings"][0]["places"] == ["towns/oi.yaml:3:5"]


def test_an_unknown_name_lists_what_is_near_and_ends_with_2() -> None:
    """Exit status 2: wrong use."""
    said = typed(command=_raises(UnknownName("町村", "municipality", "大囲町", ["大井町"])))
    assert (said.status, said.err) == (2, "誤り: 町村「大囲町」は見つかりません。近いもの: 大井町\n")


@pytest.mark.parametrize(("kind", "hinted"), [("point", True), ("row", False), ("statement", False)])
def test_find_is_recommended_for_what_it_finds_only(kind: str, hinted: bool) -> None:
    """`find` knows points and customizations, neither residents nor the numbers of papers."""
    said = typed(command=_raises(UnknownName("番号", kind, "x-001")))
    assert hinted == ("uwanose find" in said.err)


def test_a_missing_file_is_a_sentence() -> None:
    """No traceback for a file that is not there."""
    said = typed(command=_raises(FileNotFoundError(2, "No such file", "入力.csv")))
    assert (said.status, said.err) == (
        1,
        "誤り: 入力.csv が見つかりません（フォルダがないときも、こうなります）。\n",
    )


def test_a_pipe_nobody_reads_is_no_error() -> None:
    """`uwanose check | head -1` ends quietly."""
    assert typed(command=_raises(BrokenPipeError(32, "Broken pipe"))).status == 0


def test_control_c_stops_with_one_line() -> None:
    """130 is what shells expect of an interrupted command."""
    said = typed(command=_raises(KeyboardInterrupt()))  # type: ignore[arg-type]
    assert (said.status, said.err.strip()) == (130, "中止しました。")


def test_our_own_mistake_keeps_its_traceback() -> None:
    """Hiding it would hide the place to mend."""
    with pytest.raises(ZeroDivisionError):
        typed(command=_raises(ZeroDivisionError()))


@click.command("uwanose", cls=Command, summary=Text("試す", "Try"))
@argument("point", shown_as=Text("項目", "POINT"), text=Text("項目の名前", "the point"))
@option("--depth", type=int, text=Text("深さ", "the depth"))
def _tried(point: str, depth: int | None) -> None:
    click.echo(f"{point} {depth}")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ([], "誤り: 「項目」がありません（項目の名前）。"),
        (["a", "b"], "誤り: 引数が多すぎます（b）。"),
        (["a", "--depht", "1"], "誤り: --depht というオプションはありません。 近いもの: '--depth'"),
        (["a", "--depth"], "誤り: オプション --depth には値が要ります。"),
        (["a", "--depth", "浅い"], "誤り: '--depth'の値が正しくありません: 「浅い」を数として読めません。"),
        (
            ["a", "--lang", "fr"],
            "誤り: '--lang'の値が正しくありません: 「fr」は選べません。選べるもの: 'ja', 'en'",
        ),
    ],
)
def test_wrong_use_is_told_in_japanese_with_the_usage_and_where_help_is(
    line: list[str], message: str
) -> None:
    """click's own complaints included."""
    said = typed(*line, command=_tried)
    assert said.status == 2
    assert said.err.splitlines()[-2:] == [message, "使い方の説明: uwanose --help"]
    assert "Usage" not in said.err


def test_wrong_use_is_told_in_english_when_asked() -> None:
    """The language is known even when the line cannot be understood."""
    said = typed("--lang", "en", command=_tried)
    assert "Error: POINT is missing (the point)." in said.err
    assert "Usage: uwanose [OPTIONS] POINT" in said.err


def test_the_language_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """UWANOSE_LANG; the option wins over it."""
    monkeypatch.setenv("UWANOSE_LANG", "en")
    assert "is missing" in typed(command=_tried).err
    assert "ありません" in typed("--lang", "ja", command=_tried).err


@pytest.mark.parametrize("line", [["--json", "inner"], ["inner", "--json"]])
def test_common_options_stand_before_or_after_the_command(line: list[str], tmp_path: Path) -> None:
    """Nobody remembers on which side of the command an option belongs."""
    group = Group("uwanose", summary=NO_TEXT)

    @group.command(summary=NO_TEXT)
    @click.pass_obj
    def inner(session: Session) -> None:
        session.say("人へ", "for people")
        session.put({"フォルダ": session.directory})

    said = typed(*line, "--workspace", tmp_path, command=group)
    assert said.data == {"フォルダ": str(tmp_path)}


def test_help_is_japanese_and_names_arguments_options_and_common_options() -> None:
    """No English word of click is left in it."""
    said = typed("--help", command=_tried)
    assert said.status == 0
    assert said.out.startswith("使い方: uwanose [オプション] 項目\n\n  試す\n")
    for heading in ("引数:", "オプション:", "共通オプション:", "この説明を表示して終わります"):
        assert heading in said.out
    assert "Show" not in said.out
