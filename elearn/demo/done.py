"""What everybody did, as it is made up: ways through modules here, and what was done elsewhere."""

from dataclasses import dataclass, field
from datetime import date, datetime

from elearn.demo.people import Somebody
from elearn.demo.sittings import Anchors, Way
from elearn.models import Grade


@dataclass(frozen=True, slots=True)
class Told:
    """A completion that was not made here: imported, approved or attended."""

    person: str
    module: str
    on: date
    grade: Grade
    source: str
    recorded_at: datetime


@dataclass(slots=True)
class History:
    """``ways``: (public id of the person, their way through a module here). ``anchors``: by
    person, the anchor questions they answered so far."""

    ways: list[tuple[str, Way]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    anchors: dict[str, Anchors] = field(default_factory=dict)

    def keep(self, person: Somebody, way: Way) -> None:
        self.ways.append((person.public_id, way))
        if way.anchors:
            self.anchors[person.public_id] = {**way.elsewhere, **way.anchors}
