"""Owns `uwanose audit`: does anything run, or is anything charged, that nobody approved? One line per question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from uwanose_cli import output
from uwanose_cli.frame import Command, Example
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.errors import Finding
