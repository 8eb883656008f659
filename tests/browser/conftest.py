"""One browser for all pages of a run: the Chromium of the system. Without it these tests are skipped, and say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.documents.site.made import files

from .watched import Watch

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; ``UWANOSE_TEST_BROWSER`` names another program than the one found on the path."""
    wanted = os.environ.get("UWANOSE_TEST_BROWSER")
    found = wanted or next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is installed: no page is looked at in a browser (apt-get install chromium)")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found)
        yield running
        running.close()


@pytest.fixture
def watch(browser: Browser) -> Iterator[Watch]:
    """Opens pages and writes down what a reader would not see: errors of the console, requests to anywhere else."""
    watch = Watch(browser)
    yield watch
    watch.close()
    assert watch.complaints == []


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report site of the sample, in a folder as on a USB stick; not made where nothing can open it."""
    folder = tmp_path_factory.mktemp("stick") / "報告サイト"
    for name, data in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
