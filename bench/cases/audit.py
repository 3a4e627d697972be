"""Freezing an audit of the demonstration, against one statement written by hand."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.cases import Bench
from bench.instance import session_of
from bench.load import NOISY, Load, spread
from bench.rows import Results, Row
from bench.servers import ServerError
from elearn.audit.actions import freeze
from elearn.domain.dates import london_today

# The least an audit has to count as at a day, from the events: coverage by agency, role and module,
# and knowledge by agency, role and topic from first attempts.
BY_HAND = text("""
WITH asked AS (
  SELECT p.person_id, p.agency_id, p.role_id, r.module_id, r.refresh_months
  FROM posting p
  JOIN requirement r ON r.role_id = p.role_id AND r.need = 'R' AND r.agency_id IS NULL
  WHERE p.start <= :day AND (p."end" IS NULL OR p."end" > :day)
    AND r.start <= :day AND (r."end" IS NULL OR r."end" > :day)
    AND r.module_id IN (SELECT module_id FROM module_version)),
done AS (
  SELECT person_id, module_id, max(completed_on) AS completed_on
  FROM completion WHERE completed_on <= :day GROUP BY person_id, module_id),
knew AS (
  SELECT t.person_id, i.topic, count(*) AS answered, sum(a.correct) AS was_right
  FROM answer a JOIN attempt t ON t.id = a.attempt_id JOIN item i ON i.id = a.item_id
  WHERE t.first AND t.submitted_at < date(:day, '+1 day') AND a.answered_at > :since
  GROUP BY t.person_id, i.topic)
SELECT asked.agency_id, asked.role_id, asked.module_id, count(*),
       sum(CASE WHEN date(done.completed_on, '+' || coalesce(asked.refresh_months, 24) || ' months')
                     > :day THEN 1 ELSE 0 END)
FROM asked LEFT JOIN done ON done.person_id = asked.person_id
                         AND done.module_id = asked.module_id
GROUP BY asked.agency_id, asked.role_id, asked.module_id
UNION ALL
SELECT posts.agency_id, posts.role_id, knew.topic, count(*),
       sum(CASE WHEN knew.was_right >= knew.answered * 0.8 THEN 1 ELSE 0 END)
FROM knew JOIN (SELECT DISTINCT person_id, agency_id, role_id FROM asked) posts
            ON posts.person_id = knew.person_id
GROUP BY posts.agency_id, posts.role_id, knew.topic
""")
KNOWLEDGE_DAYS = timedelta(days=365)
TURNS = 5


def run(bench: Bench) -> Results:
    """In turn: the statement; then the freeze, which counts, protects, seals and keeps."""
    with session_of(bench.base.copy("audit")) as (_, session):
        now = datetime.now(UTC)
        day = london_today(now)

        def frozen() -> None:
            freeze(session, name="Benchmark", as_of=day, now=now, by=None)

        def by_hand() -> None:
            since = (day - KNOWLEDGE_DAYS).isoformat()
            if not session.execute(BY_HAND, {"day": day.isoformat(), "since": since}).all():
                raise ServerError("the statement counted nobody")

        turns = max(bench.runs, TURNS)
        pairs = [(_timed(session, by_hand), _timed(session, frozen)) for _ in range(turns)]
    ratio = statistics.median(mine / least for least, mine in pairs)
    least = [one for one, _ in pairs]
    row = Row(
        key="audit",
        what="Audit of the demonstration frozen",
        ours=Load(statistics.median(mine for _, mine in pairs)),
        limit=Load(statistics.median(least)),
        ratio=ratio,
        most=3,
        bar="",
        kept=ratio <= 3,
        noisy=spread(least) > NOISY,
    )
    return Results(rows=(row,))


def _timed(session: Session, act: Callable[[], None]) -> float:
    """Milliseconds that the act took, which is undone."""
    began = time.perf_counter()
    act()
    took = (time.perf_counter() - began) * 1000
    session.rollback()
    return took
