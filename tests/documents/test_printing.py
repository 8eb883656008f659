"""Papers as PDF: the font that was looked into, every letter checked, nothing fetched, the same bytes each time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT
from uwanose.documents.printing import Font, Page, find_font, print_pdf
from uwanose.documents.printing.pdf import missing_letters
from uwanose.errors import Refused

try:
    import weasyprint  # noqa: F401
except OSError as missing:
    pytest.skip(f"WeasyPrint does not find Pango: {missing}", allow_module_level=True)

HAS = "大井町葛\u3000 0123"


def made(folder: Path, letters: str = HAS, selectors: tuple[tuple[str, str], ...] = ()) -> Path:
    """Write a font that draws a square for each of some letters."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (900, 700), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    names = {letter: f"uni{ord(letter):04X}" for letter in letters}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(
        {ord(letter): name for letter, name in names.items()},
        uvs=[(ord(letter), ord(selector), None) for letter, selector in selectors],
    )
    builder.setupGlyf(dict.fromkeys([".notdef", *names.values()], pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (1000, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    file = folder / "squares.ttf"
    builder.save(file)
    return file


@pytest.fixture
def font(tmp_path: Path) -> Font:
    """The font of squares."""
    return find_font(made(tmp_path))


def page(text: str, head: str = "") -> Page:
    """Return a page that says something."""
    return Page(
        f"<html><head><title>題</title><style>p {{ color: #111 }}</style>{head}</head><body><p>{text}</p></body></html>",
        "甲",
    )


def test_the_same_papers_are_the_same_bytes(font: Font) -> None:
    """With the font embedded under a name of its own, and nothing of the day or the machine."""
    papers = [page("大井町 0123"), page("大井町&#12288;1")]
    first, again = print_pdf(papers, font), print_pdf(papers, font)
    assert first == again
    assert first.startswith(b"%PDF-")
    assert b"/FontFile2" in first or b"/ObjStm" in first
    assert b"CreationDate" not in first
    assert print_pdf(papers[:1], font) != first


def test_letters_without_a_glyph_are_listed_with_the_papers_they_stand_on(font: Font) -> None:
    """All of them in one go; what stands in the head, in a comment or in a tag is not printed."""
    papers = [
        page("大井町𠮷<!-- 髙 --><b title='﨑'>0</b>"),
        Page("<p>𠮷&#x9AD9;</p>", "乙"),
        Page("<p>町</p>", "丙"),
    ]
    with pytest.raises(Refused) as refused:
        print_pdf(papers, font)
    told = [finding.ja for finding in refused.value.findings]
    assert [finding.code for finding in refused.value.findings] == ["D104", "D104"]
    assert any("「𠮷」（U+20BB7）の字形がありません（甲、乙）" in one for one in told)
    assert any("「髙」（U+9AD9）の字形がありません（乙）" in one for one in told)


def test_a_variation_the_font_does_not_know_is_not_printed_as_another_shape(tmp_path: Path) -> None:
    """葛 with a selector: the pair must be in the font; joiners and line ends need no glyph."""
    plain, varied = "葛\U000e0100", "葛\U000e0101"
    font = find_font(made(tmp_path, selectors=(("葛", "\U000e0100"),)))
    assert list(missing_letters([page(f"{plain}\n\u200b")], font)) == []
    assert [finding.code for finding in missing_letters([page(varied)], font)] == ["D104"]


@pytest.mark.parametrize(
    "reach",
    [
        "<img src='https://example.com/a.png'>",
        "<img src='file:///etc/hostname'>",
        "<style>@import 'https://example.com/a.css';</style>",
        "<style>p { background: url(../a.png) }</style>",
    ],
)
def test_a_paper_reaches_neither_files_nor_the_network(font: Font, reach: str) -> None:
    """A relative address has no base to be resolved by: it reaches nothing either."""
    if "../" in reach:
        assert print_pdf([page("大井町" + reach)], font)
        return
    with pytest.raises(Refused) as refused:
        print_pdf([page("大井町" + reach)], font)
    assert {finding.code for finding in refused.value.findings} == {"D105"}


def test_without_any_font_the_three_ways_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Configured, system, wheel."""
    monkeypatch.setattr("uwanose.documents.printing.fonts._of_system", lambda: iter(()))
    monkeypatch.setattr("uwanose.documents.printing.fonts._of_wheel", lambda: None)
    with pytest.raises(Refused) as refused:
        find_font(None, {})
    [finding] = refused.value.findings
    assert finding.code == "D101"
    for way in ("UWANOSE_FONT", "fonts-noto-cjk", "pip install --no-deps matplotlib-fontja"):
        assert way in finding.remedy_ja
        assert way in finding.remedy_en


def test_without_weasyprint_the_way_to_it_is_said(font: Font, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pip line and the system's library."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(Refused) as refused:
        print_pdf([page("大井町")], font)
    [finding] = refused.value.findings
    assert (finding.code, "uwanose[pdf]" in finding.remedy_ja, "libpangoft2" in finding.remedy_en) == (
        "D103",
        True,
        True,
    )


def test_a_configured_font_comes_first(tmp_path: Path) -> None:
    """The option before the variable; what is no font is said."""
    file, other = made(tmp_path), tmp_path / "no.ttf"
    other.write_text("no font")
    assert find_font(None, {"UWANOSE_FONT": str(file)}).family == "Squares"
    assert find_font(file, {"UWANOSE_FONT": str(other)}).file == file
    with pytest.raises(Refused) as refused:
        find_font(None, {"UWANOSE_FONT": str(other)})
    assert [finding.code for finding in refused.value.findings] == ["D102"]


def test_a_statement_is_printed_and_bound(tmp_path: Path) -> None:
    """`charge statement --pdf --bind`, with a Japanese font of the system where there is one."""
    try:
        find_font()
    except Refused:
        pytest.skip("no Japanese font on this machine")
    line = (
        "charge",
        "statement",
        "R8-1",
        "--draft",
        "--town",
        "清川村",
        "-o",
        tmp_path,
        "--pdf",
        "--workspace",
        ROOT,
    )
    said = typed(*line, "--bind", tmp_path / "all.pdf")
    assert said.status == 0, said.err
    [paper] = tmp_path.glob("*清川村.pdf")
    assert paper.read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "all.pdf").read_bytes() == paper.read_bytes()
    assert str(tmp_path / "all.pdf") in said.out


def test_a_statement_with_a_letter_the_font_lacks_is_not_written(tmp_path: Path) -> None:
    """A finding with exit status 1, and no file."""
    line = ("charge", "statement", "R8-1", "--draft", "--town", "清川村", "-o", tmp_path / "out", "--pdf")
    said = typed(*line, "--font", made(tmp_path), "--workspace", ROOT)
    assert (said.status, "[D104]" in said.err, "（清川村）" in said.err) == (1, True, True)
    assert list((tmp_path / "out").iterdir()) == []
