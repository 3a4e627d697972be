"""Everything of an edition as one reader may see it: coverage and knowledge, then what rests on
them, each kind through the engine."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from elearn.audit.ahead.shown import show_ahead
from elearn.audit.changed.shown import show_flows
from elearn.audit.cover.shown import show_cover
from elearn.audit.facts import Facts
from elearn.audit.items.shown import check_rows, choice_rows, item_rows
from elearn.audit.items.shown_calibration import calibration_rows
from elearn.audit.items.shown_gain import gain_rows
from elearn.audit.plan.shown import show_judgements
from elearn.audit.priorities.shown import priority_rows
from elearn.audit.priorities.topics import topic_rows
from elearn.audit.referred.shown import area_rows, referral_rows
from elearn.audit.returned.provided import show_provision
from elearn.audit.returned.shown import show_disagreements, show_pulse, show_returns
from elearn.audit.shown import Shown, as_shown
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience

Shower = Callable[[Facts, Shown, RuleSet], tuple[Any, ...]]

SHOWERS: dict[str, Shower] = {
    "flow": show_flows,
    "return": show_returns,
    "provision": show_provision,
    "disagreement": show_disagreements,
    "pulse": show_pulse,
    "cover": show_cover,
    "ahead": show_ahead,
    "judgement": show_judgements,
    "area": area_rows,
    "referral": referral_rows,
    "priority": priority_rows,
    "item": item_rows,
    "choice": choice_rows,
    "check": check_rows,
    "calibration": calibration_rows,
    "gain": gain_rows,
    "topic_priority": topic_rows,
}


def show(facts: Facts, *, audience: Audience, rules: RuleSet, level_c: Collection[str]) -> Shown:
    """The edition for ``audience``. ``Shown.more`` holds the further kinds by name, each made from
    the facts, what is shown of coverage and knowledge, and the rules."""
    shown = as_shown(facts, audience=audience, rules=rules, level_c=level_c)
    return replace(
        shown, more={name: shower(facts, shown, rules) for name, shower in SHOWERS.items()}
    )
