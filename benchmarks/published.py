"""Owns the published figures on the design of shares, and printing those found anew beside them."""

from __future__ import annotations

import sys
from fractions import Fraction

# the figures of the research, as it prints them; it prints 24.4 for the limit at ±10 %, the exact value is 24.3499
REFERENCE: dict[str, str] = {
    "limit": "31.9 28.3 24.3 14.9",
    "equal 100": "-18.9 kiyokawa 3 6 8",
    "equal 50 / population 50": "31.9 - 0 0 0",
    "equal 30 / population 70": "21.7 samukawa 0 0 6",
    "equal 20 / population 80": "16.6 samukawa 0 2 6",
    "equal 10 / population 90": "11.5 samukawa 0 2 6",
    "population 100": "6.4 samukawa 1 4 6",
    "twice the people, 1.5 times": "27.4 ninomiya 0 0 6",
    "equal saving": "31.9 - 0 0 0",
    "φ 0.3": "0.03 0.38",
    "φ 0.5": "0.27 0.62",
    "φ 0.7": "0.50 0.85",
    "the draw": "12.4 1 6",
    "floor 20%": "2 25.7 0.8",
    "floor 25%": "6 96.4 3.0",
    "floor 30%": "11 222.7 7.0",
    "floor 32%": "3,195,999,992 < 3,200,000,000",
    "A": "432 0 20.0",
    "largest agreed A": "24.2",
    "largest agreed A′": "22.4",
    "largest agreed B": "31.9",
    "largest agreed D": "31.9",
    "nucleolus A": "20.0",
    "nucleolus B": "31.9",
    "nucleolus C": "31.9",
    "nucleolus D": "24.7",
    "B": "0 7509 29.3",
    "C": "0 938 26.8",
    "D": "0 0 24.7",
    "incentive": "9.4",
}


class Table:
    """Prints each figure beside the published one and counts those that differ."""

    def __init__(self) -> None:
        self.different: list[str] = []

    def row(self, name: str, found: str, note: str = "") -> None:
        """Print one figure."""
        same = REFERENCE[name] == found
        if not same:
            self.different.append(name)
        mark = "" if same else f"   DIFFERENT, published: {REFERENCE[name]}"
        say(f"| {name} | {found} |{f' {note}' if note else ''}{mark}")

    def finish(self) -> int:
        """Tell how many figures are the published ones; return the exit status."""
        say(f"\n{len(REFERENCE) - len(self.different)} of {len(REFERENCE)} figures are the published ones.")
        return int(bool(self.different))


def heading(text: str) -> None:
    """Print the heading of a table."""
    say(f"\n### {text}\n")


def percent(ratio: Fraction | float) -> str:
    """Return a ratio in per cent, rounded to one decimal as the published tables are."""
    return f"{float(ratio) * 100:.1f}"


def say(line: str) -> None:
    """Write a line of the report."""
    sys.stdout.write(line + "\n")
