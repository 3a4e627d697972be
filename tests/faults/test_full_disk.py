"""A disk of a few megabytes that fills up while learners answer, and one that turns read-only."""

import os
import subprocess
from contextlib import suppress

import pytest

from tests.faults.house import House
from tests.faults.learners import answers_more, at_work, check_books, wait_for
from tests.support.product import Browser

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a disk")


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def house(disk):
    return House.made(f"sqlite:///{disk / 'elearn.db'}", disk)


@pytest.fixture
def product(house):
    product = house.product()
    yield product.start()
    product.kill()


def fill(file):
    """Take all the room there is."""
    with file.open("ab", buffering=0) as out, suppress(OSError):
        while True:
            out.write(b"x" * 4096)


@pytest.mark.fault("H19", "disk full, twice")
def test_with_a_full_disk_it_says_not_saved_and_goes_on_when_there_is_room(
    disk, house, product, noted
):
    filler = disk / "filler"
    with at_work(product.port, house.cookies) as heard:
        for _ in range(2):
            answers_more(heard, 20)
            said = heard.not_saved
            fill(filler)
            wait_for(lambda before=said: heard.not_saved >= before + 20, 40)
            with Browser(product.port, house.cookies[0]) as browser:
                assert browser.get("/signs").status == 200
                assert browser.get("/learn").status == 200
            filler.unlink()
        answers_more(heard, 20)
    noted(heard)
    assert heard.no_answer == 0
    check_books(house, heard)
