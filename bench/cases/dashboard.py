"""An agency of 5,000 beside one of 50: what the size of an agency costs its lead's pages."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from bench.cases import Bench
from bench.cases.pages import statements_of
from bench.crowd import Crowd, add_crowd, add_roles
from bench.forms import Browser, expect
from bench.instance import cookie, session_of, sign_in
from bench.load import NOISY, Load, middle, spread
from bench.rows import Fact, Results, Row
from bench.servers import Server
from elearn.models import Posting
from elearn.web.clock import today

SMALL, LARGE = 50, 5_000
PAGES = (("Agency dashboard", ""), ("Who is in date", "/completion"), ("People", "/people"))
WARM, TIMES = 4, 30
MOST_RATIO, MOST_SECONDS = 2.0, 0.5


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads an agency of some size, in their browser."""

    crowd: Crowd
    secret: str

    def path(self, page: str) -> str:
        return f"/agencies/{self.crowd.slug}{page}"


def run(bench: Bench) -> Results:
    """Each page of both agencies, in turn; then the lists of the large one as files."""
    own = bench.base.copy("dashboard")
    with session_of(own) as (app, session):
        roles = add_roles(session)
        leads = []
        for people in (SMALL, LARGE):
            crowd = add_crowd(session, people, roles, today())
            leads.append(Lead(crowd, sign_in(session, crowd.lead_id)))
        session.commit()
        counts = {page: [_statements(app, one, page) for one in leads] for _, page in PAGES}
        with own.served() as product:
            rows = tuple(
                _row(bench, product, app, leads, what, page, counts[page]) for what, page in PAGES
            )
            facts = (
                _first_look(session, product, app, leads[1]),
                _file(product, app, leads[1], "/people.csv", "All 5,000 people to CSV"),
                _file(product, app, leads[1], "/completion.csv", "Their 45,000 standings to CSV"),
            )
    return Results(rows=rows, facts=facts)


def _statements(app: Flask, lead: Lead, page: str) -> int:
    client = app.test_client(use_cookies=False)
    headers = {"Cookie": cookie(app, lead.secret)}
    client.get(lead.path(page), headers=headers)
    with statements_of() as asked:
        client.get(lead.path(page), headers=headers)
    return len(asked)


def _browser(server: Server, app: Flask, lead: Lead) -> Browser:
    name, _, value = cookie(app, lead.secret).partition("=")
    return Browser(server.port, {name: value})


def _row(
    bench: Bench,
    server: Server,
    app: Flask,
    leads: Sequence[Lead],
    what: str,
    page: str,
    statements: Sequence[int],
) -> Row:
    """The large agency's page as ours, the small one's as the limit; the ratio is of the server's
    processor time, in runs that followed one another."""
    runs = [[_load(server, app, lead, page) for lead in leads] for _ in range(bench.runs)]
    small, large = middle([one for one, _ in runs]), middle([one for _, one in runs])
    ratio = statistics.median(large.cpu_ms / small.cpu_ms for small, large in runs)
    same = statements[0] == statements[1]
    return Row(
        key=f"agency-{page.strip('/') or 'dashboard'}",
        what=f"{what}, {LARGE:,} people beside {SMALL}",
        ours=large,
        limit=small,
        ratio=ratio,
        most=MOST_RATIO,
        bar=f"as many statements: {statements[1]} and {statements[0]}",
        kept=ratio <= MOST_RATIO and same,
        noisy=spread([small.median_ms for small, _ in runs]) > NOISY,
    )


def _load(server: Server, app: Flask, lead: Lead, page: str) -> Load:
    browser, path = _browser(server, app, lead), lead.path(page)
    for _ in range(WARM):
        expect(browser.get(path), 200, path)
    took, before = [], server.cpu_seconds()
    for _ in range(TIMES):
        began = time.perf_counter()
        expect(browser.get(path), 200, path)
        took.append((time.perf_counter() - began) * 1000)
    used = server.cpu_seconds() - before
    browser.close()
    return Load(statistics.median(took), cpu_ms=used * 1000 / TIMES)


def _first_look(session: Session, server: Server, app: Flask, lead: Lead) -> Fact:
    """The dashboard after a write, when its figures are counted anew."""
    browser, path = _browser(server, app, lead), lead.path("")
    took = []
    for _ in range(5):
        own = update(Posting).where(Posting.person_id == lead.crowd.lead_id)
        session.execute(own.values(start=Posting.start))
        session.commit()
        began = time.perf_counter()
        expect(browser.get(path), 200, path)
        took.append(time.perf_counter() - began)
    browser.close()
    what = f"Agency dashboard of {LARGE:,}, first look after a change"
    return Fact(what, f"{statistics.median(took) * 1000:.0f} ms", "", kept=True)


def _file(server: Server, app: Flask, lead: Lead, page: str, what: str) -> Fact:
    """The median of three downloads, and the first byte of the last."""
    browser, path = _browser(server, app, lead), lead.path(page)
    took = []
    for _ in range(3):
        began = time.perf_counter()
        answer = expect(browser.get(path), 200, path)
        took.append(time.perf_counter() - began)
    browser.close()
    median = statistics.median(took)
    size = len(answer.body) / 1_000_000
    first = answer.first_byte
    return Fact(
        what,
        f"{median:.2f} s, {size:.1f} MB, first byte after {first:.2f} s",
        f"{MOST_SECONDS} s" if page == "/people.csv" else "first byte within 0.5 s",
        median <= MOST_SECONDS if page == "/people.csv" else first <= MOST_SECONDS,
    )
