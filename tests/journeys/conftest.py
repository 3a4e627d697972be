"""Journeys run in a real Chromium against the product as it is started: gunicorn and a database."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.screens import Tab

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = (
    os.environ.get("CHROMIUM", ""),
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
PATIENCE_SECONDS = 90


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@dataclass(frozen=True)
class House:
    """The running product: its address and its folder."""

    address: str
    instance: Path
    environment: dict

    def flask(self, *words):
        """What a command of the product prints."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="package")
def house(tmp_path_factory):
    """The product with a small demonstration partnership, started as `bin/run` starts it."""
    instance = tmp_path_factory.mktemp("instance")
    port = free_port()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("ELEARN_")},
        "ELEARN_ENV": "demo",
        "ELEARN_INSTANCE": str(instance),
        "ELEARN_DATABASE_URL": f"sqlite:///{instance / 'elearn.db'}",
        "ELEARN_BASE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }
    house = House(f"http://127.0.0.1:{port}", instance, environment)
    house.flask("db", "upgrade")
    house.flask("demo", "seed", "--people", "150")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.py", "wsgi:app"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(house.address + "/healthz", server)
    yield house
    server.terminate()
    server.wait(timeout=30)


def wait_for(address, server):
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "the server stopped while it was starting"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answered at {address}")


@pytest.fixture(scope="package")
def chromium():
    path = next((found for name in NAMES if name and (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("NO CHROMIUM HERE: journeys not run. Install chromium, or set CHROMIUM=")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_tab(chromium, house):
    """Opens a browser of its own: ``open_tab(phone=True, script=False)``."""
    contexts = []

    def opened(*, phone=False, script=True):
        context = chromium.new_context(
            base_url=house.address,
            viewport=PHONE if phone else DESK,
            java_script_enabled=script,
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Tab(context.new_page(), script)

    yield opened
    for context in contexts:
        context.close()
