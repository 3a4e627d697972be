"""A module's screen, signed in, against a bare Flask page on the same server."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask

from bench.cases import Bench
from bench.forms import Browser, expect
from bench.instance import Learners, add_learners, cookie, session_of
from bench.limit import WALK, limit_served
from bench.load import NOISY, Ask, Load, middle, spread, with_wrk
from bench.rows import Fact, Results, Row
from bench.servers import Server

LEARNERS = 60
ALONE, TOGETHER = 1, 16


def run(bench: Bench) -> Results:
    """Both servers side by side, in turn, once with one learner at a time and once with 16."""
    own = bench.base.copy("screens")
    with session_of(own) as (app, session):
        learners = add_learners(session, LEARNERS)
        with limit_served(bench.folder) as limit, own.served() as product:
            check(product, app, learners)
            alone = _in_turn(bench, limit, product, app, learners, ALONE)
            together = _in_turn(bench, limit, product, app, learners, TOGETHER)
            facts = _memory(limit, product)
    return Results(rows=(_alone(alone), _together(together)), facts=facts)


def asks(app: Flask, learners: Learners) -> list[Ask]:
    """Every learner at every screen, in an order in which neighbours differ in both."""
    base = f"/learn/{learners.module.slug}"
    cookies = [cookie(app, secret) for secret in learners.secrets]
    return [
        Ask(f"{base}/{learners.pages[n % len(learners.pages)]}", cookies[n % len(cookies)])
        for n in range(len(cookies) * len(learners.pages))
    ]


def check(product: Server, app: Flask, learners: Learners) -> None:
    """Each address answers with a page, not with a redirect to the sign-in page."""
    for ask in asks(app, learners)[: len(learners.pages)]:
        name, _, value = ask.cookie.partition("=")
        browser = Browser(product.port, {name: value})
        expect(browser.get(ask.path), 200, ask.path)
        browser.close()


@dataclass(frozen=True, slots=True)
class Turns:
    """The runs of both programs; ratios are of runs that followed one another."""

    limit: Sequence[Load]
    ours: Sequence[Load]

    @property
    def by_median(self) -> float:
        pairs = zip(self.ours, self.limit, strict=True)
        return statistics.median(ours.median_ms / limit.median_ms for ours, limit in pairs)

    @property
    def by_rate(self) -> float:
        pairs = zip(self.ours, self.limit, strict=True)
        return statistics.median(limit.per_second / ours.per_second for ours, limit in pairs)

    @property
    def noisy(self) -> bool:
        return spread([run.median_ms for run in self.limit]) > NOISY


def _in_turn(
    bench: Bench, limit: Server, product: Server, app: Flask, learners: Learners, connections: int
) -> Turns:
    first, second = [], []
    for _ in range(bench.runs):
        first.append(with_wrk(limit, WALK, connections=connections, seconds=bench.seconds))
        fresh = asks(app, learners)  # a cookie older than a minute is renewed at every answer
        second.append(with_wrk(product, fresh, connections=connections, seconds=bench.seconds))
    return Turns(first, second)


def _alone(turns: Turns) -> Row:
    ours, limit = middle(turns.ours), middle(turns.limit)
    return Row(
        key="screen-1",
        what="Module screen, signed in, one at a time",
        ours=ours,
        limit=limit,
        ratio=turns.by_median,
        most=6,
        bar="5 ms, CPU 4 ms",
        kept=turns.by_median <= 6 and ours.median_ms <= 5 and ours.cpu_ms <= 4,
        noisy=turns.noisy,
    )


def _together(turns: Turns) -> Row:
    ours, limit = middle(turns.ours), middle(turns.limit)
    return Row(
        key="screen-16",
        what="Module screen, signed in, 16 at once",
        ours=ours,
        limit=limit,
        ratio=turns.by_rate,
        most=6,
        bar="400 a second, 99 of 100 within 150 ms",
        kept=turns.by_rate <= 6 and ours.per_second >= 400 and ours.p99_ms <= 150,
        noisy=turns.noisy,
    )


def _memory(limit: Server, product: Server) -> tuple[Fact, ...]:
    mine, least = product.memory_mib(), limit.memory_mib()
    return (
        Fact(
            "Memory after load (two workers and their master, shared pages counted once)",
            f"{mine:.0f} MiB, {mine / least:.1f} times the limit's {least:.0f}",
            "140 MiB, 1.8 times",
            mine <= 140 and mine / least <= 1.8,
        ),
    )
