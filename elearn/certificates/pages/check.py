"""The public check: its form, and the least that answers it."""

from dataclasses import dataclass, field
from datetime import date

from elearn.certificates.pages.until import until
from elearn.certificates.queries import PublicCertificate
from elearn.domain.identity import initials
from elearn.web.languages import long_day, say


@dataclass(frozen=True, slots=True)
class VerifyFormPage:
    """The form of the public check."""

    code: str = ""
    error: str = ""
    title: str = field(default_factory=lambda: say("Check a certificate"))

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return ((self.error, "#code"),) if self.error else ()


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """What the public check says about a code; ``facts`` are empty when no certificate has it."""

    title: str
    words: str
    code: str
    state: str
    word: str
    facts: tuple[tuple[str, str], ...]


def holder(name: str | None) -> str:
    """What anybody may see of a holder's name; None for one that is no longer kept."""
    return (initials(name) or say("No letters")) if name else say("No longer kept")


def verify_page(code: str, found: PublicCertificate | None, today: date) -> VerifyPage:
    """The answer of the public check: as little as it can say and still be an answer."""
    if found is None:
        return VerifyPage(
            say("No certificate has this code"),
            say("Check the code letter by letter: it has 12 letters and digits, in three groups."),
            code,
            "unknown",
            say("Not found"),
            (),
        )
    state, words = until(found.completed_on, found.refresh_months, today)
    facts = (
        (say("Training"), found.title),
        (say("Passed on"), long_day(found.completed_on)),
        (say("Initials of the holder"), holder(found.name)),
        (say("Code"), code),
    )
    if found.revoked_on:
        said = say(
            "It was withdrawn on %(day)s. Do not rely on it.",
            day=long_day(found.revoked_on),
        )
        return VerifyPage(
            say("This certificate was withdrawn"), said, code, "act", say("Withdrawn"), facts
        )
    if not state.counts:
        said = f"{words}. {say('It was true when it was issued.')}"
        return VerifyPage(
            say("This certificate has run out"), said, code, "act", say(state.label), facts
        )
    return VerifyPage(
        say("This certificate is true and in date"),
        f"{words}.",
        code,
        "good",
        say("In date"),
        facts,
    )
