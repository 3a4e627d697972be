"""Who counts each further kind of fact: one function a kind, in the order of ``kinds.py``."""

from collections.abc import Callable, Iterable
from dataclasses import astuple, replace
from typing import Any

from sqlalchemy.orm import Session

from elearn.audit.facts import Day
from elearn.audit.kinds import MORE

Counter = Callable[[Session, Day], Iterable[Any]]

COUNTERS: dict[str, Counter] = {}


def count_more(session: Session, day: Day) -> Day:
    """The day with every further kind counted. A later kind is given what earlier ones found."""
    for kind in MORE:
        rows = COUNTERS[kind.name](session, day)
        ordered = tuple(sorted(rows, key=lambda row: astuple(row)[: kind.key]))
        facts = replace(day.facts, more={**day.facts.more, kind.name: ordered})
        day = replace(day, facts=facts)
    return day
