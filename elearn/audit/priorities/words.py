"""Priorities in words: why an agency stands where it does, and what to do about it."""

from collections.abc import Iterable

from elearn.audit.priorities.shown import PriorityRow
from elearn.audit.sheets import Names
from elearn.audit.words import counted, number, per_cent
from elearn.domain.advice import Act, Advice
from elearn.domain.coverage import RuleSet
from elearn.domain.ranks import DRAWS, Place, Ranked

NOT_COUNTED = "This edition was frozen before priorities were counted."
CAUTION = (
    "Referrals show what was recognised, not how much exploitation there is: a low figure can mean "
    "a hidden need, so no area weighs less than the least of the multiplier. Training and "
    "referrals move together for many reasons. This is association, not effect."
)
PLAIN = {
    Act.ASK_LIST: "Ask for a person list or a headcount: nothing is known",
    Act.ASK_LEAD: "Ask its lead to look: its numbers are too small to show here",
    Act.ASK_NAMES: "Ask for names: nobody in a headcount can be evidenced",
    Act.FRESH_LIST: "Ask for a fresh list first: its headcount is an estimate",
    Act.KEEP: "Keep going: nothing stands out",
}


def action(advice: Advice, names: Names) -> str:
    """One action as a sentence without its full stop."""
    if advice.act in PLAIN:
        return PLAIN[advice.act]
    if advice.act is Act.LIVE_SESSION:
        module = names.module(advice.module)
        if advice.sessions == 1:
            return f"A live session of {counted(advice.seats, 'seat')}: {module}"
        return f"{advice.sessions} live sessions, {advice.seats:,} seats together: {module}"
    if advice.act is Act.REMIND:
        who = counted(advice.seats, "person", "people")
        return f"Remind {who} of {names.module(advice.module)}"
    topic = names.topic(advice.topic)
    if advice.act is Act.CONTENT:
        return f"Look at the content of {topic}: too many sure answers are wrong"
    return f"A briefing on {topic}: few have mastered it"


def place(found: Place) -> str:
    """The rank and how far chance could move it.

    >>> place(Place(3, 2, 4, 990))
    '3 (2 to 4)'
    """
    return f"{found.rank} ({found.best} to {found.worst})"


def firm(found: Place, rules: RuleSet) -> str:
    """The word for a robust place in the top five.

    >>> firm(Place(3, 2, 4, 990), RuleSet())
    'Firm'
    """
    return "Firm" if found.is_firm(rules) else "Not firm"


def why(row: PriorityRow, rules: RuleSet) -> tuple[str, ...]:
    """Every factor of a row with its numbers, in the order in which they are multiplied."""
    ranked = row.ranked
    if ranked is None:
        return ()
    return (*_ready(row, ranked), _weight(row, ranked, rules), _risk(row), *_result(ranked, rules))


def _ready(row: PriorityRow, ranked: Ranked) -> Iterable[str]:
    score = ranked.score
    yield (
        f"{number(row.in_scope)} people and modules are in scope (each person once for each module "
        f"asked). {per_cent(row.coverage)} are in date."
    )
    if row.returned == "mixed":
        yield "Some of its roles are a headcount only: nobody there can be evidenced."
    yield _mastery(row, ranked)
    yield (
        f"So {per_cent(100 * score.ready)} count as ready and {score.unready:,.0f} do not: whoever "
        "is out of date is taken as not ready."
    )


def _mastery(row: PriorityRow, ranked: Ranked) -> str:
    used, share = ranked.score.mastery, row.judged.share
    if used is None:
        return "Nobody was assessed anywhere, so whoever is in date is taken as ready."
    of_topics = counted(row.topics, "topic that its roles need", "topics that its roles need")
    if share is None:
        return (
            f"Its mastery of the {of_topics} is not shown, so the partnership's is used: "
            f"{per_cent(100 * used)}."
        )
    assessed, _ = row.judged.each
    shown = (
        ""
        if row.judged.topics == row.topics
        else f" Of {row.topics} topics {row.judged.topics} are shown."
    )
    return (
        f"Mastery of the {of_topics} is {per_cent(100 * share)}, with {assessed:,.0f} people "
        f"assessed a topic on average. Drawn towards the partnership's it is used as "
        f"{per_cent(100 * used)}.{shown}"
    )


def _weight(row: PriorityRow, ranked: Ranked, rules: RuleSet) -> str:
    shown = ""
    if row.weighed < row.roles:
        shown = f" {row.weighed} of its {row.roles} roles show their numbers."
    return (
        f"Exposure weighs {ranked.score.weight:.2f} on average ({rules.weight_general:g} general, "
        f"{rules.weight_contact:g} regular contact, {rules.weight_decision:g} decision roles)."
        f"{shown}"
    )


def _risk(row: PriorityRow) -> str:
    risk = row.risk
    if risk.rate is None or risk.rate_of_all is None:
        where = "Its area has no rate that can be used" if row.area else "It covers every area"
        return f"{where}: multiplier 1."
    return (
        f"Its area had {risk.rate:.1f} referrals per 100,000 people in three years, the "
        f"partnership {risk.rate_of_all:.1f}: multiplier {risk.multiplier:.2f}."
    )


def _result(ranked: Ranked, rules: RuleSet) -> Iterable[str]:
    score, volume, intensity = ranked.score, ranked.volume, ranked.intensity
    yield (
        f"Volume: {score.unready:,.0f} × {score.weight:.2f} × {score.risk:.2f} = "
        f"{score.volume:,.0f}, which is {score.volume_index:.0f} of the largest's 100."
    )
    yield (
        f"Intensity: {100 * (1 - score.ready):.1f} × {score.weight:.2f} × {score.risk:.2f} = "
        f"{score.intensity:.1f}, which is {score.intensity_index:.0f} of the deepest's 100."
    )
    yield (
        f"In {DRAWS:,} draws it was in the top five by volume in {volume.top_share:.0f}% and by "
        f"intensity in {intensity.top_share:.0f}%. Firm means {rules.robust_share:g}% or more."
    )
