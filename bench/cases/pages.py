"""Every page as somebody who may open it: statements, bytes, time and what it costs the server."""

import gzip
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import event

from bench.cases import Bench
from bench.forms import Browser, expect
from bench.instance import add_learners, cookie, session_of
from bench.places import Somebody, people, places
from bench.rows import PageCost, Results
from bench.servers import Server
from elearn.extensions import db
from elearn.web.feature import Need

MOST_STATEMENTS = 12
WARM, TIMES = 4, 40
A_FILE = "<any("  # the twins of a listing: CSV, XLSX, PDF
NO_STATEMENT = ("SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "BEGIN", "PRAGMA")


@dataclass(frozen=True, slots=True)
class Opened:
    """A page, who opens it, and what it took in this process."""

    path: str
    who: Somebody
    statements: int
    html_bytes: int


def run(bench: Bench) -> Results:
    """Counts statements in this process, then times each page under the server."""
    own = bench.base.copy("pages")
    with session_of(own) as (app, session):
        learners = add_learners(session, 1)
        found, everybody = places(session, learners), people(session)
        session.commit()
        opened = list(_open_all(app, everybody, found))
        with own.served() as product:
            costs = tuple(_cost(product, app, page) for page in opened)
    return Results(pages=costs)


def _open_all(
    app: Flask, everybody: tuple[Somebody, ...], found: Mapping[str, object]
) -> Iterator[Opened]:
    """Each page of the product that answers with HTML, by the first of us who may open it."""
    adapter = app.url_map.bind("127.0.0.1")
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        need: Need | None = app.extensions["needs"].get(rule.endpoint)
        reads = "GET" in (rule.methods or ()) and A_FILE not in rule.rule
        if need is None or not reads or not rule.arguments <= found.keys():
            continue
        place = {name: found[name] for name in rule.arguments}
        path = adapter.build(rule.endpoint, place)
        at = str(place[need.at]) if need.at else None
        who = next((one for one in everybody if need.admits(one.actor, at)), None)
        if who is not None and (page := _open(app, path, who)):
            yield page


def _open(app: Flask, path: str, who: Somebody) -> Opened | None:
    """The page as that person gets it the second time; None for files and redirects."""
    client = app.test_client(use_cookies=False)
    headers = {"Cookie": cookie(app, who.secret)} if who.secret else {}
    client.get(path, headers=headers)
    with statements_of() as asked:
        answer = client.get(path, headers=headers)
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return None
    return Opened(path, who, len(asked), len(gzip.compress(answer.data, 6)))


@contextmanager
def statements_of() -> Iterator[list[str]]:
    """The statements that the database is asked while the block runs."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(NO_STATEMENT):
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def _cost(server: Server, app: Flask, page: Opened) -> PageCost:
    """The page over and over; fewer times than a page that limits requests allows in a minute."""
    name, _, value = cookie(app, page.who.secret).partition("=")
    browser = Browser(server.port, {name: value} if page.who.secret else {})
    for _ in range(WARM):
        expect(browser.get(page.path), 200, page.path)
    took, before = [], server.cpu_seconds()
    for _ in range(TIMES):
        began = time.perf_counter()
        expect(browser.get(page.path), 200, page.path)
        took.append((time.perf_counter() - began) * 1000)
    used = server.cpu_seconds() - before
    browser.close()
    return PageCost(
        who=page.who.name,
        path=page.path,
        statements=page.statements,
        html_bytes=page.html_bytes,
        median_ms=statistics.median(took),
        cpu_ms=used * 1000 / TIMES,
    )
