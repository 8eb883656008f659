"""Owns `uwanose find`: labels, articles and the whole register, refused entries included."""

from __future__ import annotations
