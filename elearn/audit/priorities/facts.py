"""What an edition keeps of each agency's priority, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PriorityFact:
    """One agency; blank: the partnership. ``in_scope`` and ``in_date`` count a person once per
    required module, None where nothing came. ``assessed`` and ``masters`` are sums over the
    ``topics`` that its roles need; ``level_c`` are the modules it is asked that are judged harder.
    ``roles`` gives each role's weight in hundredths, ``weight`` is their sum over ``people``.
    ``referrals`` and ``population`` are of its area over twelve quarters, None where the
    multiplier is 1. The places are over all agencies that returned names; ``seed`` stands in the
    partnership's row."""

    agency: str
    in_scope: int | None
    in_date: int | None
    topics: str
    level_c: str
    assessed: int
    masters: int
    roles: str
    people: int
    weight: int
    referrals: int | None
    population: int | None
    volume_rank: int | None = None
    volume_best: int | None = None
    volume_worst: int | None = None
    volume_top: int | None = None
    intensity_rank: int | None = None
    intensity_best: int | None = None
    intensity_worst: int | None = None
    intensity_top: int | None = None
    seed: int | None = None

    @property
    def needed(self) -> tuple[str, ...]:
        """The topics that its roles need."""
        return tuple(self.topics.split())

    @property
    def harder(self) -> frozenset[str]:
        """The modules of level C that it is asked."""
        return frozenset(self.level_c.split())

    @property
    def weights(self) -> dict[str, float]:
        """What each of its roles weighs."""
        pairs = (one.split(":") for one in self.roles.split())
        return {role: int(hundredths) / 100 for role, hundredths in pairs}
