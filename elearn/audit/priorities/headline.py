"""The answers that priorities give, as sentences: for their page, and for reports."""

from collections.abc import Sequence

from elearn.audit.priorities.shown import NO_NAMES, PriorityRow
from elearn.audit.priorities.topics import TopicRow
from elearn.audit.sheets import Names
from elearn.audit.shown import NO_RETURN
from elearn.audit.words import counted, per_cent
from elearn.domain.coverage import RuleSet

WHAT_THEY_ARE = (
    "Volume shows where most unready people are. Intensity shows where gaps are deepest. 100 is "
    "the largest of each."
)


def headline(rows: Sequence[PriorityRow], names: Names) -> str:
    """Who comes first, in one sentence."""
    known = [(row.ranked, names.agency(row.agency)) for row in rows if row.ranked]
    if not known:
        return "No agency can be put in order yet"
    most = min(known, key=lambda pair: pair[0].volume.rank)[1]
    deepest = min(known, key=lambda pair: pair[0].intensity.rank)[1]
    if most == deepest:
        return f"{most} comes first: most unready people and the deepest gap"
    return f"{most} has most unready people, {deepest} the deepest gap"


def introduction(rows: Sequence[PriorityRow], rules: RuleSet) -> list[str]:
    """What the scores mean, how firm they are, and who is not among them."""
    ranked = [row.ranked for row in rows if row.ranked]
    said = [WHAT_THEY_ARE]
    if ranked:
        by_volume = sum(one.volume.is_firm(rules) for one in ranked)
        by_intensity = sum(one.intensity.is_firm(rules) for one in ranked)
        said.append(
            f"{by_volume or 'No'} {'place is' if by_volume == 1 else 'places are'} firm by "
            f"volume, {by_intensity or 'none'} by intensity."
        )
    if silent := sum(not row.is_known for row in rows):
        said.append(f"{counted(silent, 'agency', 'agencies')} returned nothing: not known.")
    if unnamed := sum(row.note == NO_NAMES for row in rows):
        said.append(f"{counted(unnamed, 'agency', 'agencies')} gave a headcount without names.")
    if hidden := sum(row.note not in ("", NO_RETURN, NO_NAMES) for row in rows):
        said.append(f"{counted(hidden, 'agency', 'agencies')} cannot be shown.")
    return said


def topic_answer(rows: Sequence[TopicRow], names: Names) -> str:
    """The topic to begin with."""
    if not rows or rows[0].priority is None:
        return "No topic can be put in order yet: too few people were assessed."
    first = rows[0]
    return (
        f"Begin with {names.topic(first.topic)}: {per_cent(first.confident_wrong)} of sure answers "
        f"were wrong and {per_cent(100 - (first.mastery or 0.0))} of those assessed have not "
        f"mastered it. Priority is the one times the other, times the weight."
    )


def weights(rules: RuleSet) -> tuple[tuple[str, str], ...]:
    """What the scores of this edition rest on, as it was frozen."""
    return (
        ("General roles weigh", f"{rules.weight_general:g}"),
        ("Roles in regular contact weigh", f"{rules.weight_contact:g}"),
        ("First Responder and decision roles weigh", f"{rules.weight_decision:g}"),
        ("Multiplier of an area", f"{rules.risk_least:g} to {rules.risk_most:g}"),
        ("Topics of safety (T5 to T8) weigh", f"{rules.safety_weight:g}, others 1"),
        ("Mastery is drawn towards the partnership's as by", f"{rules.shrink_weight} people"),
        ("Firm", f"in the top five in {rules.robust_share:g}% of draws or more"),
    )
