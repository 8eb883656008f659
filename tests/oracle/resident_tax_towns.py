"""Owns what the fourteen towns fix for resident tax, as the oracle has it: exemption amounts, grade, a sample's relief.

大磯町, 大井町, 開成町, 愛川町 and the base of 湯河原町 are published (towns' pages); the others stand on the reference amounts of
their grade (施行規則9条の21第2項), as the assumptions of the demonstration do. 大磯町 alone is published before 2021.
"""

from __future__ import annotations

from tests.oracle.resident_tax import Town

TOWNS = {
    "hayama": Town(350_000, 210_000, grade=1),
    "samukawa": Town(315_000, 189_000, grade=2),
    "oiso": Town(320_000, 190_000, grade=2),
    "ninomiya": Town(315_000, 189_000, grade=2),
    "nakai": Town(280_000, 168_000, grade=3),
    "oi": Town(320_000, 190_000, grade=2),
    "matsuda": Town(315_000, 189_000, grade=2),
    "yamakita": Town(280_000, 168_000, grade=3),
    "kaisei": Town(320_000, 190_000, grade=2, relief_from=2025),
    "hakone": Town(315_000, 189_000, grade=2),
    "manazuru": Town(315_000, 189_000, grade=2),
    "yugawara": Town(320_000, 190_000, grade=2),
    "aikawa": Town(280_000, 170_000, grade=3),
    "kiyokawa": Town(280_000, 168_000, grade=3),
}
PUBLISHED_BEFORE_2021 = "oiso"
TRIED_BEFORE_2021 = {  # what these towns fixed then is not known: settings of the test, one of each other grade
    "hayama": Town(350_000, 210_000, grade=1),
    "nakai": Town(280_000, 168_000, grade=3),
}
