"""What the benchmark reads from the machine, and that it stops what it started."""

import os
import time
from contextlib import closing

import pytest

from bench.forms import Browser
from bench.limit import FIRST_PAGE, limit_served
from bench.servers import ServerError, serving


@pytest.mark.slow
def test_the_limit_answers_costs_something_and_is_gone_afterwards(tmp_path):
    with limit_served(tmp_path) as server:
        assert len(server.workers) == 2
        with closing(Browser(server.port)) as browser:
            assert {browser.get(FIRST_PAGE).status for _ in range(100)} == {200}
        assert server.cpu_seconds() > 0
        assert server.memory_mib() > 10
        pids = [server.pid, *server.workers]
    time.sleep(0.1)
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.slow
def test_a_server_that_cannot_start_is_told_at_once(tmp_path):
    broken = serving(
        "broken",
        "bench.nothing:app",
        environ={},
        log=tmp_path / "server.log",
        first_page=FIRST_PAGE,
    )
    with pytest.raises(ServerError, match="stopped at its start"), broken:
        pass
