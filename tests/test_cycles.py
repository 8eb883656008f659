"""Pausing the collector of cycles."""

from __future__ import annotations

import gc

import pytest

from uwanose.cycles import uncollected


@pytest.mark.parametrize("before", [True, False])
def test_the_collector_is_left_as_it_was_found(before: bool) -> None:
    """Also when something goes wrong meanwhile."""
    found = gc.isenabled()
    try:
        (gc.enable if before else gc.disable)()
        with pytest.raises(ValueError, match="wrong"), uncollected():
            assert not gc.isenabled()
            raise ValueError("wrong")
        assert gc.isenabled() is before
    finally:
        (gc.enable if found else gc.disable)()
