"""An audit of a large partnership, counted from the record, against one statement by hand."""

import resource
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.cases import Bench
from bench.instance import session_of
from bench.large import SIZES, build
from bench.load import NOISY, Load, spread
from bench.rows import Fact, Results, Row
from bench.servers import ServerError
from elearn.audit.actions import freeze
from elearn.audit.queries.coverage import coverage_counts
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import london_today

SIZE = SIZES["1m"]
TURNS = 3
# The least that coverage by agency, role and module costs: what everybody last completed, beside
# what their role is asked for.
BY_HAND = text("""
SELECT p.agency_id, p.role_id, r.module_id, count(*),
       sum(CASE WHEN date(done.completed_on, '+24 months') > :day THEN 1 ELSE 0 END)
FROM posting p
JOIN requirement r ON r.role_id = p.role_id AND r.need = 'R' AND r.agency_id IS NULL
LEFT JOIN (SELECT person_id, module_id, max(completed_on) AS completed_on
           FROM completion WHERE completed_on <= :day GROUP BY person_id, module_id) done
       ON done.person_id = p.person_id AND done.module_id = r.module_id
WHERE p.start <= :day AND (p."end" IS NULL OR p."end" > :day)
GROUP BY p.agency_id, p.role_id, r.module_id
""")


def run(bench: Bench) -> Results:
    """In turn: the statement; then coverage as an audit counts it. Then one whole freeze."""
    with session_of(bench.base.copy("large")) as (_, session):
        now = datetime.now(UTC)
        day = london_today(now)
        build(session, SIZE, on=day)
        rules = RuleSet()

        def by_hand() -> None:
            if not session.execute(BY_HAND, {"day": day.isoformat()}).all():
                raise ServerError("the statement counted nobody")

        def counted() -> None:
            coverage_counts(session, day, rules)

        def frozen() -> None:
            freeze(session, name="Benchmark", as_of=day, now=now, by=None)

        pairs = [(_timed(session, by_hand), _timed(session, counted)) for _ in range(TURNS)]
        before = _memory()
        whole = _timed(session, frozen)
        grown = _memory() - before
    return Results(rows=(_row(pairs),), facts=_facts(whole, grown))


def _row(pairs: list[tuple[float, float]]) -> Row:
    least = [one for one, _ in pairs]
    ratio = statistics.median(ours / limit for limit, ours in pairs)
    return Row(
        key="large",
        what=f"Coverage of {SIZE.words}",
        ours=Load(statistics.median(ours for _, ours in pairs)),
        limit=Load(statistics.median(least)),
        ratio=ratio,
        most=3,
        bar="",
        kept=ratio <= 3,
        noisy=spread(least) > NOISY,
    )


def _facts(whole: float, grown: float) -> tuple[Fact, ...]:
    """The freeze counts every kind of fact, protects, seals and keeps them."""
    said = f"{whole / 1000:.0f} s"
    return (
        Fact(f"The same frozen whole, with {SIZE.people * 10:,} answers", said, "", kept=True),
        Fact("Memory that freezing it took", f"{grown:.0f} MiB", "200 MiB", kept=grown <= 200),
    )


def _memory() -> float:
    """The most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(session: Session, act: Callable[[], None]) -> float:
    """Milliseconds that the act took, which is undone."""
    began = time.perf_counter()
    act()
    took = (time.perf_counter() - began) * 1000
    session.rollback()
    return took
