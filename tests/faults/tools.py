"""Programs that a fault needs and the product does not: from this machine or bin/fault-tools."""

import os
import shutil
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / ".test-tools"
FOLDERS = [str(TOOLS / "usr" / name) for name in ("sbin", "bin")]
EVERYWHERE = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", *FOLDERS])


def program(name: str) -> str:
    """Where it is; the test is skipped where it is not."""
    found = shutil.which(name, path=EVERYWHERE)
    if not found:
        pytest.skip(f"no {name} here: bin/fault-tools fetches it")
    return found


def library(name: str) -> str:
    """The file of a shared library of that name; the test is skipped where there is none."""
    for root in (Path("/"), TOOLS):
        for file in (root / "usr" / "lib").glob(f"*-linux-gnu*/**/{name}"):
            return str(file)
    pytest.skip(f"no {name} here: bin/fault-tools fetches it")


def surroundings() -> dict[str, str]:
    """The environment in which a fetched program finds its libraries."""
    folders = [str(one) for one in (TOOLS / "usr" / "lib").glob("*-linux-gnu*")]
    return os.environ | {"LD_LIBRARY_PATH": os.pathsep.join(folders)}
