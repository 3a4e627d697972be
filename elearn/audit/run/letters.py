"""The words of the letters about a run. They name nobody but the one they go to."""

from dataclasses import dataclass
from datetime import date

from elearn.audit.run.facts import Answer, Asked
from elearn.domain.audit_tasks import TaskKind
from elearn.domain.dates import london_today, uk_date
from elearn.operations.invitations import Sender, Words

day_of = london_today

STILL = {
    TaskKind.PEOPLE: "confirm the list of your people, or your headcounts",
    TaskKind.ELSEWHERE: "bring in training done elsewhere, or say that there is none",
    TaskKind.ASSESSMENT: "answer and sign the self-assessment",
    TaskKind.SIGN: "sign off what you have given",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What every letter says of the audit."""

    name: str
    as_of: date
    return_by: date | None

    @property
    def until(self) -> str:
        return f" by {self.day}" if self.return_by else ""

    @property
    def day(self) -> str:
        """The last day to answer, blank for none."""
        return uk_date(self.return_by) if self.return_by else ""


def asked(sender: Sender, told: Told, name: str, agency: Asked) -> Words:
    """An audit has begun, and the agency is asked for four things."""
    return Words(
        f"Training audit: please answer for {agency.name}{told.until}",
        sender.signed(
            f"Dear {name},",
            f"The partnership counts who is trained as it is on {uk_date(told.as_of)} "
            f"({told.name}). Please do four things for {agency.name}{told.until}:",
            _list(list(TaskKind)),
            "What is on record already counts, so there may be little left to do. See what is "
            f"asked: {_link(sender, agency)}",
        ),
    )


def moved(sender: Sender, told: Told, name: str, agency: Asked) -> Words:
    """There is another last day to answer."""
    return Words(
        f"Training audit: the last day for {agency.name} is now {told.day}",
        sender.signed(
            f"Dear {name},",
            f"The coordinator has changed the last day to answer for {agency.name} in the training "
            f"audit {told.name}. It is now {told.day}. The day that is counted stays "
            f"{uk_date(told.as_of)}.",
            f"See what is still to do: {_link(sender, agency)}",
        ),
    )


def late(sender: Sender, told: Told, name: str, found: Answer) -> Words:
    """The day is past, and something is still to be done."""
    still = [task.kind for task in found.tasks if not task.is_done]
    agency = found.asked
    return Words(
        f"Training audit: {agency.name} has not signed yet",
        sender.signed(
            f"Dear {name},",
            f"We asked for the part of {agency.name} in the training audit {told.name}"
            f"{told.until}. This is still to do:",
            _list(still),
            "Until it is signed, your agency counts as one that has not returned. Do it here: "
            f"{_link(sender, agency)}",
            "If something stands in the way, tell the coordinator.",
        ),
    )


def _list(kinds: list[TaskKind]) -> str:
    return "\n".join(f"- {STILL[kind]}" for kind in kinds)


def _link(sender: Sender, agency: Asked) -> str:
    return f"{sender.base_url}/agencies/{agency.slug}/audit"
