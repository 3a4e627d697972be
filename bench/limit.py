"""The limit program under the product's own server configuration."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.limit_app import PAGES, make_database
from bench.load import Ask
from bench.servers import Server, serving

FIRST_PAGE = "/page/page-0"
WALK = tuple(Ask(f"/page/page-{n}") for n in range(0, PAGES, 7))


@contextmanager
def limit_served(folder: Path) -> Iterator[Server]:
    """The limit program with a database of its own."""
    database = folder / "limit.db"
    if not database.exists():
        make_database(str(database))
    with serving(
        "the limit",
        "bench.limit_app:app",
        environ={"BENCH_LIMIT_DATABASE": str(database)},
        log=folder / "limit.log",
        first_page=FIRST_PAGE,
    ) as server:
        yield server
