"""Owns rows on both sides of every border of a business: found from the values that are declared and what formulas do with them."""

from uwanose.engine.borders.check import Disagreement, disagreements
from uwanose.engine.borders.generate import BorderRows, Edge, border_rows
from uwanose.engine.borders.seats import Seats, plain_seats, seats_of
from uwanose.engine.borders.signals import Signal, signals

__all__ = [
    "BorderRows", "Disagreement", "Edge", "Seats", "Signal", "border_rows", "disagreements", "plain_seats", "seats_of",
    "signals",
]  # fmt: skip
