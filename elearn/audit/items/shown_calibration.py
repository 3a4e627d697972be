"""What a reader may see of how sure people were, by topic, agency, role and level."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from elearn.audit.facts import Facts
from elearn.audit.items.facts import CalibrationFact, sure_sums
from elearn.audit.shown import Shown
from elearn.audit.shown_knowledge import KnowledgeKey
from elearn.domain.coverage import Band, RuleSet, band
from elearn.domain.sums import GUESS, bias_words
from elearn.domain.suppression import Audience, KnowledgePlace, Reason, policy_for
from elearn.domain.suppression.bases import few_answers, protect_bases

Places = dict[KnowledgePlace, CalibrationFact]
Why = dict[str, dict[str, dict[KnowledgePlace, str]]]
BASES: Mapping[str, Callable[[CalibrationFact], int]] = {
    "people": lambda fact: fact.people,
    "asked": lambda fact: fact.asked,
    "sure": lambda fact: fact.sure,
    "safety": lambda fact: fact.safety,
}


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """One topic as one reader may see it: shares of answers of those who answered, 0 to 1, and
    None is hidden or not asked. Of agencies shares only, to a whole per cent; the partnership's
    have one decimal and their bases (``answers``, ``asked``, ``sure``, ``safety``)."""

    agency: str
    role: str
    topic: str
    level: str
    facility: float | None
    corrected: float | None
    mean_confidence: float | None
    bias: float | None
    brier: float | None
    confident_wrong: float | None
    safety_facility: float | None
    safety_band: Band
    answers: int | None
    asked: int | None
    sure: int | None
    safety: int | None
    note: str

    @property
    def bias_words(self) -> str:
        """How sure they were against how right, in words; blank where it is hidden."""
        return "" if self.bias is None else bias_words(self.bias)


def calibration_rows(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[CalibrationRow, ...]:
    """Every row where knowledge has one. A share is told where the same row of knowledge is, where
    it rests on ten people and ten answers, and where neither of these can be worked out for
    another row that is hidden."""
    hidden = _frozen(facts, shown.audience, rules) or hidden_bases(facts, shown.audience, rules)
    rows = []
    for topic, places in _topics(facts).items():
        for place, fact in places.items():
            known = shown.knowledge.get(KnowledgeKey(place.agency, place.role, topic, place.level))
            gone = "hidden with its row" if known is None or known.is_hidden else ""
            reasons = {name: hidden.get(topic, {}).get(name, {}).get(place, "") for name in BASES}
            why = {name: gone or reasons["people"] or reasons[name] for name in BASES}
            rows.append(_row(fact, why, shown.audience, rules))
    return tuple(sorted(rows, key=lambda row: (row.agency, row.role, row.topic, row.level)))


def _topics(facts: Facts) -> dict[str, Places]:
    topics: dict[str, Places] = defaultdict(dict)
    for fact in facts.of("calibration"):
        topics[fact.topic][KnowledgePlace(fact.agency, fact.role, fact.level)] = fact
    return topics


def hidden_bases(facts: Facts, audience: Audience, rules: RuleSet) -> Why:
    """What the engine decides: by topic, base and place why a share is hidden, or nothing."""
    return {topic: _hidden(places, audience, rules) for topic, places in _topics(facts).items()}


def _frozen(facts: Facts, audience: Audience, rules: RuleSet) -> Why:
    """The same as the freeze decided it for the partnership; nothing where it did not."""
    found: Why = {}
    if audience is Audience.PARTNERSHIP:
        policy = few_answers(policy_for(audience, rules))
        for row in facts.of("withheld"):
            place = KnowledgePlace(row.agency, row.role, row.level)
            for name in BASES:
                if reason := getattr(row, name):
                    of_base = found.setdefault(row.topic, {}).setdefault(name, {})
                    of_base[place] = policy.words(Reason(reason))
    return found


def _hidden(
    places: Places, audience: Audience, rules: RuleSet
) -> dict[str, dict[KnowledgePlace, str]]:
    """Why each figure of one topic is hidden at each place."""
    return {
        name: protect_bases(
            {place: base(fact) for place, fact in places.items()}, audience=audience, rules=rules
        )
        for name, base in BASES.items()
    }


def _row(
    fact: CalibrationFact, why: Mapping[str, str], audience: Audience, rules: RuleSet
) -> CalibrationRow:
    policy = policy_for(audience, rules)
    whole, sums = not fact.agency, sure_sums(fact)
    digits = 3 if whole or not policy.hides else 2
    told = {name: not why[name] and BASES[name](fact) > 0 for name in BASES}

    def share(name: str, value: float | None) -> float | None:
        return round(value, digits) if told[name] and value is not None else None

    def base(name: str, number: int) -> int | None:
        return policy.rounded(number) if told[name] and (whole or not policy.hides) else None

    safe = fact.safety_right / fact.safety if fact.safety else None
    safety = share("safety", safe)
    answers = fact.answers or 1
    return CalibrationRow(
        fact.agency,
        fact.role,
        fact.topic,
        fact.level,
        facility=share("people", fact.right / answers),
        corrected=share("people", (GUESS * fact.right - fact.guess) / (GUESS * answers)),
        mean_confidence=share("asked", sums.mean_confidence),
        bias=share("asked", sums.bias),
        brier=share("asked", sums.brier),
        confident_wrong=share("sure", sums.confident_wrong),
        safety_facility=safety,
        safety_band=Band.UNKNOWN if safety is None else _safety_band(safety, rules),
        answers=base("people", fact.answers),
        asked=base("asked", fact.asked),
        sure=base("sure", fact.sure),
        safety=base("safety", fact.safety),
        note=next((words for words in why.values() if words), ""),
    )


def _safety_band(share: float, rules: RuleSet) -> Band:
    """By C4."""
    return band(100 * share, rules.safety_on_track, rules.safety_watch)
