"""Who counts each further kind of fact: one function a kind, in the order of ``kinds.py``."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from elearn.audit.ahead.counters import count_ahead
from elearn.audit.changed.counters import count_flows, count_hidden
from elearn.audit.cover.counters import count_cover
from elearn.audit.facts import Day, values_of
from elearn.audit.items import queries as items
from elearn.audit.kinds import MORE
from elearn.audit.plan.counters import count_judgements
from elearn.audit.priorities.queries import priority_facts
from elearn.audit.referred import queries as referred
from elearn.audit.referred.beside import count_beside
from elearn.audit.returned import queries as returned
from elearn.audit.withheld.counters import count_withheld

Counter = Callable[[Session, Day], Iterable[Any]]

COUNTERS: dict[str, Counter] = {
    "hidden": lambda session, day: [*count_hidden(session, day), *count_beside(session, day)],
    "flow": count_flows,
    "return": returned.return_facts,
    "provision": returned.provision_facts,
    "pulse": returned.pulse_facts,
    "cover": count_cover,
    "ahead": count_ahead,
    "judgement": count_judgements,
    "area": referred.areas,
    "referral": referred.referrals,
    "priority": priority_facts,
    "item": items.items,
    "choice": items.choices,
    "check": items.checks,
    "calibration": items.calibrations,
    "withheld": count_withheld,
    "gain": items.gains,
}


def count_more(session: Session, day: Day) -> Day:
    """The day with every further kind counted. A later kind is given what earlier ones found."""
    for kind in MORE:
        rows = COUNTERS[kind.name](session, day)
        ordered = tuple(sorted(rows, key=lambda row: values_of(row)[: kind.key]))
        facts = replace(day.facts, more={**day.facts.more, kind.name: ordered})
        day = replace(day, facts=facts)
    return day
