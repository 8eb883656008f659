"""What holds for every test: properties are tried on the same examples on every machine, however slow it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.explained import Finals

settings.register_profile(
    "repository",
    deadline=None,  # no test depends on a clock
    derandomize=True,  # what passes here passes there
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repository")


@pytest.fixture(scope="session")
def finals() -> Finals:
    """Explanations of every final result of every business, made once."""
    from tests.explained import Finals

    return Finals()
