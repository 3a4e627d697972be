"""What a partnership may set of an audit's rules, and what is wrong with what it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from elearn.domain.coverage import RuleSet

HIGHEST_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that may be set: its name in ``RuleSet``, its words, and its least and most. Where
    ``whole`` is true only whole numbers are taken."""

    name: str
    label: str
    hint: str
    least: float
    most: float
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that belong together under a heading, with what they do."""

    title: str
    about: str
    rules: tuple[Rule, ...]


def _percent(name: str, label: str, hint: str = "Per cent") -> Rule:
    return Rule(name, label, hint, 0, HIGHEST_PERCENT)


STANDARD = RuleSet()  # what counts while a partnership has set nothing

GROUPS: tuple[Group, ...] = (
    Group(
        "Bands",
        "From which figure a measure is On track or to Watch. Below that it is Act.",
        (
            _percent("coverage_on_track", "Coverage is On track from"),
            _percent("coverage_watch", "Coverage is to Watch from"),
            _percent("level_c_on_track", "Level C modules are On track from"),
            _percent("level_c_watch", "Level C modules are to Watch from"),
            _percent("mastery_on_track", "Topic mastery is On track from"),
            _percent("mastery_watch", "Topic mastery is to Watch from"),
            _percent("confident_wrong_on_track", "Sure but wrong is On track up to"),
            _percent("confident_wrong_watch", "Sure but wrong is to Watch up to"),
            _percent("safety_on_track", "Safety-critical questions are On track from"),
            _percent("safety_watch", "Safety-critical questions are to Watch from"),
            _percent("quality_on_track", "Grade A headcounts are On track from"),
            _percent("quality_watch", "Grade A headcounts are to Watch from"),
        ),
    ),
    Group(
        "Small numbers",
        "What is hidden. These may be made stricter than the standard, never looser.",
        (
            Rule(
                "min_base",
                "No share of fewer people than",
                "",
                STANDARD.min_base,
                1_000,
                whole=True,
            ),
            Rule(
                "partnership_hidden_to",
                "Inside the partnership, hide counts from 1 to",
                "",
                STANDARD.partnership_hidden_to,
                100,
                whole=True,
            ),
            Rule(
                "public_hidden_to",
                "In public, hide counts from 1 to",
                "",
                STANDARD.public_hidden_to,
                100,
                whole=True,
            ),
            Rule(
                "public_round_to",
                "In public, round to",
                "",
                STANDARD.public_round_to,
                100,
                whole=True,
            ),
            Rule(
                "compare_base",
                "Compare shares of at least so many people",
                "",
                STANDARD.min_base,
                1_000,
                whole=True,
            ),
        ),
    ),
    Group(
        "Evidence",
        "How old a headcount may be, and what counts as recent.",
        (
            Rule("due_soon_days", "Due soon before expiry, in days", "", 0, 365, whole=True),
            Rule("list_days", "A list or HR count is grade A for, in days", "", 1, 366, True),
            Rule("manager_days", "A manager's count is grade B for, in days", "", 1, 731, True),
            Rule("knowledge_months", "Answers count for, in months", "", 1, 36, whole=True),
            Rule(
                "change_points",
                "A change is said from more than so many points",
                "And only where the intervals lie apart",
                0,
                50,
            ),
        ),
    ),
    Group(
        "Weights of priorities",
        "What exposure, an area's referrals and safety weigh. They are printed beside every score.",
        (
            Rule("weight_general", "General roles weigh", "", 0.1, 5),
            Rule("weight_contact", "Roles in regular contact weigh", "", 0.1, 5),
            Rule("weight_decision", "First Responder and decision roles weigh", "", 0.1, 5),
            Rule("risk_least", "An area's multiplier is at least", "", 0.1, 1),
            Rule("risk_most", "An area's multiplier is at most", "", 1, 5),
            Rule("safety_weight", "Topics of safety (T5 to T8) weigh", "", 1, 5),
            Rule(
                "shrink_weight",
                "Mastery is drawn towards the partnership's as by so many people",
                "K",
                0,
                1_000,
                whole=True,
            ),
            _percent("robust_share", "A place is firm in the top five from", "Per cent of draws"),
        ),
    ),
)
RULES: Mapping[str, Rule] = {rule.name: rule for group in GROUPS for rule in group.rules}

# Each pair must stand in this order, the first not above the second.
ORDERED = (
    ("coverage_watch", "coverage_on_track"),
    ("level_c_watch", "level_c_on_track"),
    ("mastery_watch", "mastery_on_track"),
    ("confident_wrong_on_track", "confident_wrong_watch"),
    ("safety_watch", "safety_on_track"),
    ("quality_watch", "quality_on_track"),
    ("min_base", "compare_base"),
    ("partnership_hidden_to", "public_hidden_to"),
    ("weight_general", "weight_contact"),
    ("weight_contact", "weight_decision"),
)


def hint(rule: Rule) -> str:
    """What stands under the label: the unit, and the standard.

    >>> hint(RULES["coverage_watch"]), hint(RULES["min_base"])
    ('Per cent. The standard is 75.', 'The standard is 10.')
    """
    standard = f"The standard is {said(getattr(STANDARD, rule.name))}."
    return f"{rule.hint}. {standard}" if rule.hint else standard


def said(value: float) -> str:
    """A number as people type it.

    >>> said(90.0), said(0.75)
    ('90', '0.75')
    """
    return f"{value:g}"


def faults(rules: RuleSet) -> dict[str, str]:
    """What is wrong with each rule, by its name; empty where nothing is.

    >>> faults(RuleSet())
    {}
    >>> faults(RuleSet(partnership_hidden_to=3))["partnership_hidden_to"]
    'Use 4 to 100'
    """
    found: dict[str, str] = {}
    for rule in RULES.values():
        value = getattr(rules, rule.name)
        if not rule.least <= value <= rule.most:
            found[rule.name] = f"Use {said(rule.least)} to {said(rule.most)}"
    for low, high in ORDERED:
        if low not in found and high not in found and getattr(rules, low) > getattr(rules, high):
            found[low] = f"This must not be above “{RULES[high].label}”"
    return found


def with_values(rules: RuleSet, values: Mapping[str, float]) -> RuleSet:
    """The rules with these set; whole numbers stay whole.

    >>> with_values(RuleSet(), {"min_base": 12.0, "coverage_watch": 70}).min_base
    12
    """
    kinds = {one.name: one.type for one in fields(RuleSet)}
    typed = {
        name: int(value) if kinds[name] is int else float(value) for name, value in values.items()
    }
    return replace(rules, **typed)  # type: ignore[arg-type]


def differences(before: RuleSet, after: RuleSet) -> tuple[tuple[str, str, str], ...]:
    """The rules that differ: words, what it was, what it is.

    >>> differences(RuleSet(), RuleSet(coverage_watch=70.0))
    (('Coverage is to Watch from', '75', '70'),)
    """
    return tuple(
        (rule.label, said(getattr(before, rule.name)), said(getattr(after, rule.name)))
        for rule in RULES.values()
        if getattr(before, rule.name) != getattr(after, rule.name)
    )
