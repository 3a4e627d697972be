"""Changes between editions as plain values: flows, and what is hidden for the sake of both."""

from dataclasses import dataclass

from elearn.domain.changes import Flows


@dataclass(frozen=True, slots=True, order=True)
class HiddenFact:
    """A row of coverage (``area`` filled: an area's total) of which ``fields``, names with blanks
    between them, are hidden from the partnership: an edition shortly before differs by few. Where
    ``agency`` is ``*``: a number of referrals (``role`` the quarter, ``module`` the kind) that is
    hidden, and ``fields`` are readers with the reason each is given, ``partnership-fewer``."""

    agency: str
    role: str
    module: str
    area: str
    fields: str


@dataclass(frozen=True, slots=True, order=True)
class FlowFact:
    """Why people in date went from ``before`` (in the edition ``against``) to ``after``. Blank
    ``module``: all of them; blank ``agency``: the partnership. ``hidden_before`` are the readers
    from whom the earlier edition hides its number."""

    agency: str
    module: str
    against: int
    before: int
    trained: int
    renewed: int
    lapsed: int
    left: int
    joined: int
    moved: int
    rule: int
    late: int
    after: int
    hidden_before: str

    @property
    def flows(self) -> Flows:
        return Flows(
            self.trained,
            self.renewed,
            self.lapsed,
            self.left,
            self.joined,
            self.moved,
            self.rule,
            self.late,
        )
