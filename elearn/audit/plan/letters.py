"""The words of the letters about actions. They name nobody but the one they go to."""

from datetime import date

from elearn.domain.dates import uk_date
from elearn.operations.invitations import Sender, Words


def given(
    sender: Sender, *, name: str, ref: str, due_on: date, seats: int | None, agency_slug: str
) -> Words:
    """The agency has a new action, or seats in a session."""
    many = "" if seats is None else f"{seats} {'seat' if seats == 1 else 'seats'}"
    first = (
        f"Your agency has action {ref} of the partnership’s plan. It is due on {uk_date(due_on)}."
        if seats is None
        else f"Your agency is offered {many} in a live session on {uk_date(due_on)} ("
        f"action {ref}). "
        "Choose the people yourself: the page of the action leads to those who need it."
    )
    subject = f"Action {ref} for your agency" if seats is None else f"{many} for your agency"
    return Words(subject, _signed(sender, name, first, agency_slug))


def soon(sender: Sender, *, name: str, ref: str, due_on: date, agency_slug: str) -> Words:
    """An action is due in a few days."""
    first = f"Action {ref} of your agency is due on {uk_date(due_on)}. Say how it stands."
    return Words(f"Action {ref} is due soon", _signed(sender, name, first, agency_slug))


def late(sender: Sender, *, name: str, ref: str, due_on: date, agency_slug: str) -> Words:
    """An action was due."""
    first = (
        f"Action {ref} of your agency was due on {uk_date(due_on)} and is not done. Say how it "
        "stands, and what would help."
    )
    return Words(f"Action {ref} is late", _signed(sender, name, first, agency_slug))


def escalated(sender: Sender, *, name: str, ref: str, number: int) -> Words:
    """To the coordinator: an action slipped twice."""
    return Words(
        f"Action {ref} goes to the Steering Group",
        sender.signed(
            f"Dear {name},",
            f"Action {ref} has slipped twice. By the rules of the plan it goes to the Steering "
            "Group. Put it on the agenda of the next meeting.",
            f"See {sender.base_url}/actions/{number}",
        ),
    )


def _signed(sender: Sender, name: str, first: str, agency_slug: str) -> str:
    return sender.signed(
        f"Dear {name},", first, f"See {sender.base_url}/agencies/{agency_slug}/actions"
    )
