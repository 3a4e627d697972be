"""The tables of an edition beside coverage and knowledge, as they leave in its files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from elearn.audit.ahead.parts import AHEAD_FILE, ahead_table
from elearn.audit.changed import tables as changed
from elearn.audit.changed.shown import flows_in
from elearn.audit.cover.parts import COVER_FILE, cover_table
from elearn.audit.items.parts import TABLES as ITEMS
from elearn.audit.plan.parts import ACTIONS_FILE, actions_table
from elearn.audit.priorities import tables as first
from elearn.audit.referred import sheets as referred
from elearn.audit.returned.parts import TABLES as RETURNED
from elearn.audit.sheets import Names
from elearn.audit.shown import Shown
from elearn.audit.standardised import tables as standard
from elearn.reporting.columns import Report


@dataclass(frozen=True, slots=True)
class Part:
    """One table. ``name`` is its CSV file and its list in the JSON; ``machines`` has the columns of
    both, ``people`` makes those of the workbook's sheet; ``rows`` are what the reader may see."""

    name: str
    machines: Report[Any]
    people: Callable[[Names], Report[Any]]
    rows: Callable[[Shown], Iterable[Any]]


PARTS: tuple[Part, ...] = (
    *(Part(*table) for table in RETURNED),
    *(Part(*table) for table in ITEMS),
    Part("referrals", referred.MACHINES, referred.for_people, referred.lines_of),
    Part("changes", changed.MACHINES, changed.for_people, flows_in),
    Part("standardised", standard.MACHINES, standard.for_people, standard.lines_of),
    Part("priorities", first.MACHINES, first.for_people, first.lines_of),
    Part("topic_priorities", first.TOPIC_MACHINES, first.topics_for_people, first.topic_lines_of),
    Part("actions", ACTIONS_FILE, actions_table, lambda shown: shown.more.get("judgement", ())),
    Part("cover", COVER_FILE, cover_table, lambda shown: shown.more.get("cover", ())),
    Part("ahead", AHEAD_FILE, ahead_table, lambda shown: shown.more.get("ahead", ())),
)
