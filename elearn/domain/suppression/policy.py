"""Who reads a figure, and what that reader may not see (audit-method.md C5 and C13)."""

from dataclasses import dataclass
from enum import StrEnum

from elearn.domain.coverage import RuleSet


class Audience(StrEnum):
    """The reader of an output; each has a threshold and a rounding base."""

    FULL = "full"
    PARTNERSHIP = "partnership"
    PUBLIC = "public"
    OWN_AGENCY = "own-agency"


class Reason(StrEnum):
    """Why a figure is hidden. A reader may know the reason, so it must not give the figure."""

    FEWER = "fewer"
    SMALL_BASE = "small-base"
    COMPLEMENT = "complement"
    PROTECTS = "protects"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Policy:
    """Counts 1 to ``hidden_to`` are hidden (0: none), the rest are rounded to ``round_to``, and
    nothing is said of fewer than ``min_base`` people."""

    hidden_to: int
    round_to: int
    min_base: int

    @property
    def hides(self) -> bool:
        """Whether this reader is kept from anything.

        >>> policy_for(Audience.OWN_AGENCY, RuleSet()).hides
        False
        """
        return self.hidden_to > 0

    def is_few(self, number: int) -> bool:
        """Whether a count could point at somebody; zero points at nobody.

        >>> [n for n in range(9) if policy_for(Audience.PUBLIC, RuleSet()).is_few(n)]
        [1, 2, 3, 4, 5, 6, 7]
        """
        return 1 <= number <= self.hidden_to

    def rounded(self, number: int) -> int:
        """The number as it is printed, halves away from zero.

        >>> policy_for(Audience.PUBLIC, RuleSet()).rounded(243)
        245
        """
        return (2 * number + self.round_to) // (2 * self.round_to) * self.round_to

    def words(self, reason: Reason) -> str:
        """The reason as the ``note`` column prints it.

        >>> policy_for(Audience.PARTNERSHIP, RuleSet()).words(Reason.FEWER)
        'hidden: fewer than 5'
        """
        if reason is Reason.FEWER:
            return f"hidden: fewer than {self.hidden_to + 1}"
        if reason is Reason.SMALL_BASE:
            return f"hidden: fewer than {self.min_base} people"
        if reason is Reason.COMPLEMENT:
            return "hidden: complement"
        if reason is Reason.EITHER:
            return "hidden: small, or protects another cell"
        return "hidden: protects another cell"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that may be printed, rounded where the reader's rule says so."""

    value: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """A figure that may not be printed, with the words that take its place in ``note``."""

    reason: str


Cell = Shown | Hidden


def policy_for(audience: Audience, rules: RuleSet) -> Policy:
    """The rule for one reader: an agency and the coordinator see everything exactly.

    >>> policy_for(Audience.PARTNERSHIP, RuleSet())
    Policy(hidden_to=4, round_to=1, min_base=10)
    """
    if audience is Audience.PARTNERSHIP:
        return Policy(rules.partnership_hidden_to, rules.partnership_round_to, rules.min_base)
    if audience is Audience.PUBLIC:
        return Policy(rules.public_hidden_to, rules.public_round_to, rules.min_base)
    return Policy(hidden_to=0, round_to=1, min_base=0)
