"""Everything of an edition as one reader may see it: coverage and knowledge, then what rests on
them, each kind through the engine."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from elearn.audit.facts import Facts
from elearn.audit.shown import Shown, as_shown
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience

Shower = Callable[[Facts, Shown, RuleSet], tuple[Any, ...]]

SHOWERS: dict[str, Shower] = {}


def show(facts: Facts, *, audience: Audience, rules: RuleSet, level_c: Collection[str]) -> Shown:
    """The edition for ``audience``. ``Shown.more`` holds the further kinds by name, each made from
    the facts, what is shown of coverage and knowledge, and the rules."""
    shown = as_shown(facts, audience=audience, rules=rules, level_c=level_c)
    return replace(
        shown, more={name: shower(facts, shown, rules) for name, shower in SHOWERS.items()}
    )
