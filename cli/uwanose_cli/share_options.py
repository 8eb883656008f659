"""Owns the options the commands of `uwanose shares` have in common."""

from __future__ import annotations

from uwanose_cli.frame import option
from uwanose_cli.text import Text

__all__ = ["BASELINE", "FORMULA", "STUDY", "STUDY_TEXT"]

STUDY = Text("検討", "STUDY")
STUDY_TEXT = Text(
    "検討の識別名（sharing/ のファイル名。1つしかなければ省略できます）",
    "the study: the name of a file of sharing/ (not needed when there is one)",
)
FORMULA = Text("算定式", "FORMULA")
BASELINE = option(
    "--baseline",
    default="",
    shown_as=Text("名前", "NAME"),
    text=Text("単独導入の費用（省略時は検討の定め）", "the stand-alone costs (else the study's own choice)"),
)
