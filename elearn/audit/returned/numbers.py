"""The counts of people in returns, as one reader may see them."""

from collections import defaultdict
from collections.abc import Mapping

from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import (
    Audience,
    Cell,
    Figure,
    Hidden,
    Margins,
    Policy,
    policy_for,
    protect_table,
)
from elearn.domain.suppression import Shown as Printed

LONE = Margins(rows=False, columns=False, whole=False)  # no total of several agencies is printed
IN_A_ROW = Margins(rows=True, columns=False, whole=False)
COUNTED = (
    "people",
    "not-employed",
    "trained-24",
    "trained-12",
    "trained-of",
    "referrers",
    "reports",
)
BASES = {"not-employed": "people", "people": "", "referrers": "", "reports": ""}
Counts = Mapping[str, int]
COMPLEMENT = Hidden("hidden: complement")


def protect_numbers(
    counts: Mapping[str, Counts], *, audience: Audience, rules: RuleSet
) -> dict[str, dict[str, Cell]]:
    """By agency and item. Agencies stand alone: no sum of theirs is printed anywhere, so none
    protects another.

    >>> said = {"a": {"trained-of": 48, "trained-24": 46, "trained-12": 30}}
    >>> shown = protect_numbers(said, audience=Audience.PARTNERSHIP, rules=RuleSet())["a"]
    >>> [isinstance(shown[item], Printed) for item in ("trained-of", "trained-24", "trained-12")]
    [True, False, True]
    """
    found: dict[str, dict[str, Cell]] = defaultdict(dict)
    for item, base in BASES.items():
        for agency, cell in _alone(counts, item, base, audience, rules).items():
            found[agency][item] = cell
    for agency, cells in _trained(counts, audience, rules).items():
        found[agency] |= cells
    return found


def _alone(
    counts: Mapping[str, Counts], item: str, base: str, audience: Audience, rules: RuleSet
) -> dict[str, Cell]:
    """One count of each agency that gave it; where its base was given, a part of that."""
    found: dict[str, Cell] = {}
    for with_base in (True, False):
        cells = {
            (agency, item): Figure(given[item], given[base] if with_base else None)
            for agency, given in counts.items()
            if item in given and (base in given) is with_base
        }
        if cells:
            decided = protect_table(cells, audience=audience, rules=rules, margins=LONE)
            found |= {agency: decided[agency, item].count for agency, _ in cells}
    return found


def _trained(
    counts: Mapping[str, Counts], audience: Audience, rules: RuleSet
) -> dict[str, dict[str, Cell]]:
    """Those trained in 12 months, in the 12 before those, and not at all make up those in scope:
    the engine decides of these three and their sum, and what is asked for is read off them."""
    policy = policy_for(audience, rules)
    found: dict[str, dict[str, Cell]] = {}
    cells: dict[tuple[str, str], Figure] = {}
    for agency, given in counts.items():
        if "trained-of" not in given or "trained-24" not in given:
            found[agency] = _one_of(agency, given, audience, rules)
        elif given["trained-of"] < policy.min_base:
            few = Hidden(f"hidden: fewer than {policy.min_base} people")
            items = ("trained-of", "trained-24", "trained-12")
            found[agency] = {item: few for item in items if item in given}
        else:
            cells |= _parts(agency, given, policy)
    if cells:
        decided = protect_table(cells, audience=audience, rules=rules, margins=IN_A_ROW)
        shown = {place: figure.count for place, figure in decided.items()}
        for agency in {agency for agency, _ in cells}:
            found[agency] = _as_asked(agency, shown, "trained-12" in counts[agency])
    return found


def _one_of(agency: str, given: Counts, audience: Audience, rules: RuleSet) -> dict[str, Cell]:
    """Where the farther or the whole was not said, one number only: a difference counts too."""
    item = next((one for one in ("trained-of", "trained-24", "trained-12") if one in given), "")
    cells = _alone({agency: given}, item, "", audience, rules)
    return {item: cells[agency]} if cells else {}


def _parts(agency: str, given: Counts, policy: Policy) -> dict[tuple[str, str], Figure]:
    """The split by year is left out where all who are trained are few: without it they are one
    hidden number."""
    of = given["trained-of"]
    in_24 = min(given["trained-24"], of)
    parts = {"not": of - in_24}
    if "trained-12" in given and not policy.is_few(in_24):
        in_12 = min(given["trained-12"], in_24)
        parts |= {"last": in_12, "before": in_24 - in_12}
    else:
        parts["any"] = in_24
    return {(agency, part): Figure(number) for part, number in parts.items()}


def _as_asked(agency: str, shown: Mapping[tuple[str, str], Cell], has_12: bool) -> dict[str, Cell]:
    """Those in 24 months are all but those not trained, hidden where these are."""
    of, not_trained = shown[agency, ""], shown[agency, "not"]
    cells: dict[str, Cell] = {"trained-of": of, "trained-24": COMPLEMENT}
    if isinstance(of, Printed) and isinstance(not_trained, Printed):
        cells["trained-24"] = Printed(max(0, of.value - not_trained.value))
    if has_12:
        cells["trained-12"] = shown.get((agency, "last"), COMPLEMENT)
    return cells
