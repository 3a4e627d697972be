"""The power is cut while learners answer: the disk forgets all that was not flushed to it."""

import os
import sqlite3
from contextlib import closing, suppress

import pytest

from tests.faults.disk import Disk, held_still
from tests.faults.house import House
from tests.faults.learners import answers_more, at_work, check_books
from tests.faults.postgres import Postgres

COMMITS = 300
CUTS = 3


@pytest.fixture
def disk():
    disk = Disk()
    yield disk
    disk.throw_away()


@pytest.fixture
def server(database, disk):
    """A PostgreSQL whose files are on the disk; None for SQLite."""
    server = Postgres(within=disk.folder).start() if database == "postgresql" else None
    yield server
    if server:
        server.forget()


@pytest.fixture
def house(server, disk):
    url = server.url if server else f"sqlite:///{disk.folder / 'elearn.db'}"
    return House.made(url, disk.folder)


@pytest.fixture
def product(house):
    product = house.product()
    yield product.start()
    product.kill()


def test_the_disk_forgets_what_was_not_flushed_and_keeps_what_was(disk):
    """Otherwise the others show nothing."""
    kept, lost = disk.folder / "kept", disk.folder / "lost"
    with kept.open("wb") as file:
        file.write(b"flushed")
        file.flush()
        os.fsync(file.fileno())
    lost.write_bytes(b"not flushed")
    disk.cut_power()
    with pytest.raises(OSError, match="Input/output error"):
        lost.read_bytes() and (disk.folder / "new").touch()
    disk.start_again()
    assert kept.read_bytes() == b"flushed"
    assert not lost.exists() or lost.read_bytes() == b""


@pytest.mark.fault("power cut", f"the power cut after {COMMITS} commits, by synchronous")
def test_a_setting_below_full_would_lose_commits_and_full_loses_none(disk, noted):
    kept = {}
    for setting in ("NORMAL", "FULL"):
        with closing(sqlite3.connect(disk.folder / f"{setting}.db", isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode = WAL")
            file.execute(f"PRAGMA synchronous = {setting}")
            file.execute("CREATE TABLE t (n INTEGER)")
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            for number in range(COMMITS):
                file.execute("INSERT INTO t VALUES (?)", (number,))
            disk.cut_power()
            with suppress(sqlite3.OperationalError):
                file.close()
        disk.start_again()
        with closing(sqlite3.connect(disk.folder / f"{setting}.db")) as file:
            kept[setting] = file.execute("SELECT count(*) FROM t").fetchone()[0]
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    noted(words=f"NORMAL kept {kept['NORMAL']}, FULL (ours) kept {kept['FULL']}")
    assert kept["NORMAL"] < kept["FULL"] == COMMITS


@pytest.mark.fault("power cut", f"the power cut under load, {CUTS} times")
def test_all_that_was_acknowledged_is_there_after_a_power_cut(disk, server, house, product, noted):
    with at_work(product.port, house.cookies) as heard:
        for _ in range(CUTS):
            answers_more(heard, 40)
            writers = [product.process.pid, *product.workers()]
            writers += [server.process.pid, *server.processes()] if server else []
            with held_still(writers):
                disk.cut_power()
                for one in filter(None, (product, server)):
                    one.kill()
            disk.start_again()
            if server:
                server.start()
            product.start()
        answers_more(heard, 20)
    noted(heard)
    assert not heard.not_saved
    check_books(house, heard)
