"""What returns come to in a few figures, for pages about the whole edition."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from elearn.audit.returned.facts import ReturnFact
from elearn.audit.shown import Shown
from elearn.domain.assessment import Score, Theme, ThemeScore, theme_scores


@dataclass(frozen=True, slots=True)
class AgencyReturned:
    """One agency's return. ``own`` and ``moderated`` are scores by theme, in the order of
    ``THEMES``; ``looked_at`` is how many answers the coordinator scored."""

    agency: str
    facts: tuple[ReturnFact, ...]
    own: tuple[ThemeScore, ...]
    moderated: tuple[ThemeScore, ...]
    looked_at: int

    @property
    def first(self) -> ReturnFact:
        """Any of its rows, for its year and day."""
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class ReturnsHeadline:
    """``weakest`` is the theme with the lowest mean over the agencies that returned, and that mean
    after moderation; None without any."""

    agencies: int
    returned: int
    disagreements: int
    weakest: Theme | None
    mean: float | None


def returned_agencies(shown: Shown) -> tuple[AgencyReturned, ...]:
    """Who returned, in the order of their slugs."""
    rows: dict[str, list[ReturnFact]] = defaultdict(list)
    for fact in shown.more.get("return", ()):
        rows[fact.agency].append(fact)
    return tuple(_agency(agency, facts) for agency, facts in sorted(rows.items()))


def _agency(agency: str, facts: Iterable[ReturnFact]) -> AgencyReturned:
    kept = tuple(facts)
    return AgencyReturned(
        agency=agency,
        facts=kept,
        own=theme_scores({one.question: one.score for one in kept}),
        moderated=theme_scores({one.question: final(one) for one in kept}),
        looked_at=sum(one.is_moderated for one in kept),
    )


def final(fact: ReturnFact) -> Score:
    """The coordinator's score where there is one, else the agency's."""
    return fact.moderated if fact.is_moderated else fact.score


def returns_headline(shown: Shown) -> ReturnsHeadline:
    """The figures of returns that a report of the edition needs."""
    returned = returned_agencies(shown)
    means: dict[Theme, list[float]] = defaultdict(list)
    for one in returned:
        for score in one.moderated:
            if score.mean is not None:
                means[score.theme].append(score.mean)
    over_all = [(sum(some) / len(some), theme) for theme, some in means.items()]
    mean, weakest = min(over_all, key=lambda pair: pair[0], default=(None, None))
    return ReturnsHeadline(
        agencies=len(shown.agencies),
        returned=len(returned),
        disagreements=len(shown.more.get("disagreement", ())),
        weakest=weakest,
        mean=mean,
    )
