"""What holds for every test: properties are tried on the same examples on every machine, however slow it is."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "repository",
    deadline=None,  # no test depends on a clock
    derandomize=True,  # what passes here passes there
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repository")
