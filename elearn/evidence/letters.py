"""The words of the letters about certificates from elsewhere. They name nobody but the one they go
to, and say what became of what was sent."""

from collections.abc import Sequence
from datetime import date

from elearn.operations.invitations import Sender, Words
from elearn.operations.tongues import long_day, say


def approved(
    sender: Sender,
    *,
    name: str,
    course: str,
    done_on: date,
    modules: Sequence[str],
    to_pass: Sequence[str],
) -> Words:
    """The certificate counts, or will once a short quiz is passed. ``modules`` are those it
    completes, ``to_pass`` says module by module what is still to be passed."""
    counts = say("It counts as: %(modules)s.", modules=", ".join(modules)) if modules else ""
    begins = say("Before it counts you still need to pass a short quiz:") if to_pass else ""
    still = "\n".join([begins, *(f"- {one}" for one in to_pass)])
    return Words(
        say("Your certificate was approved"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "Your certificate of %(course)s, %(day)s, was approved.",
                course=course,
                day=long_day(done_on),
            ),
            *(one for one in (counts, still) if one),
            say("See %(address)s", address=f"{sender.base_url}/learn/elsewhere"),
        ),
    )


def refused(sender: Sender, *, name: str, course: str, done_on: date, reason: str) -> Words:
    """Why the certificate was not approved, and what can be done."""
    return Words(
        say("Your certificate was not approved"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "Your certificate of %(course)s, %(day)s, was not approved. "
                "Your lead gives this reason:",
                course=course,
                day=long_day(done_on),
            ),
            reason,
            say(
                "You can send another certificate, or take the module itself: %(address)s",
                address=f"{sender.base_url}/learn/elsewhere",
            ),
        ),
    )


def taken_back(sender: Sender, *, name: str, course: str, done_on: date, reason: str) -> Words:
    """An approval was a mistake and no longer counts."""
    return Words(
        say("Your certificate no longer counts"),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say(
                "The approval of your certificate of %(course)s, %(day)s, was taken back. "
                "What rested on it no longer counts. Your lead gives this reason:",
                course=course,
                day=long_day(done_on),
            ),
            reason,
            say("See what is asked of you at %(address)s", address=f"{sender.base_url}/learn"),
        ),
    )
