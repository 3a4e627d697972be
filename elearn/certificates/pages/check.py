"""The public check: its form, and the least that answers it."""

from dataclasses import dataclass
from datetime import date

from elearn.certificates.pages.until import until
from elearn.certificates.queries import PublicCertificate
from elearn.domain.dates import uk_date
from elearn.domain.identity import initials


@dataclass(frozen=True, slots=True)
class VerifyFormPage:
    """The form of the public check."""

    code: str = ""
    error: str = ""
    title: str = "Check a certificate"

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
    return (initials(name) or "No letters") if name else "No longer kept"


def verify_page(code: str, found: PublicCertificate | None, today: date) -> VerifyPage:
    """The answer of the public check: as little as it can say and still be an answer."""
    if found is None:
        return VerifyPage(
            "No certificate has this code",
            "Check the code letter by letter: it has 12 letters and digits, in three groups.",
            code,
            "unknown",
            "Not found",
            (),
        )
    state, words = until(found.completed_on, found.refresh_months, today)
    facts = (
        ("Training", found.title),
        ("Passed on", uk_date(found.completed_on)),
        ("Initials of the holder", holder(found.name)),
        ("Code", code),
    )
    if found.revoked_on:
        said = f"It was withdrawn on {uk_date(found.revoked_on)}. Do not rely on it."
        return VerifyPage("This certificate was withdrawn", said, code, "act", "Withdrawn", facts)
    if not state.counts:
        said = f"{words}. It was true when it was issued."
        return VerifyPage("This certificate has run out", said, code, "act", state.label, facts)
    return VerifyPage(
        "This certificate is true and in date", f"{words}.", code, "good", "In date", facts
    )
