"""What the certificate templates are given."""

from dataclasses import dataclass
from datetime import date

from elearn.certificates.queries import Earned, PublicCertificate
from elearn.domain.dates import expires_on, uk_date
from elearn.domain.evidence import evidence_label
from elearn.domain.identity import initials
from elearn.domain.standing import Standing
from elearn.domain.standing import standing as standing_of


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One certificate of the holder's list; a withdrawn one has no PDF."""

    title: str
    passed: str
    state: str
    word: str
    more: str
    code: str
    withdrawn: bool
    known: str


@dataclass(frozen=True, slots=True)
class CertificatesPage:
    """Every certificate somebody ever earned."""

    rows: tuple[CertificateRow, ...]
    title: str = "My certificates"


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


def certificate_row(earned: Earned, today: date) -> CertificateRow:
    """A certificate in the holder's list."""
    standing, words = _until(earned.completed_on, earned.refresh_months, today)
    state, word, more = "good", words, ""
    if earned.revoked_on:
        state, word, more = "act", "Withdrawn", f"Withdrawn on {uk_date(earned.revoked_on)}"
    elif standing is not Standing.IN_DATE:
        state, word, more = "watch" if standing.counts else "act", standing.label, words
    return CertificateRow(
        title=earned.title,
        passed=uk_date(earned.completed_on),
        state=state,
        word=word,
        more=more,
        code=earned.code,
        withdrawn=earned.revoked_on is not None,
        known=evidence_label(earned.grade),
    )


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
    state, words = _until(found.completed_on, found.refresh_months, today)
    facts = (
        ("Training", found.title),
        ("Passed on", uk_date(found.completed_on)),
        ("Initials of the holder", initials(found.name) if found.name else "No longer kept"),
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


def _until(completed_on: date, refresh_months: int | None, today: date) -> tuple[Standing, str]:
    state = standing_of(completed_on, refresh_months, today)
    ends = expires_on(completed_on, refresh_months)
    if ends is None:
        return state, "In date, with no end date"
    if not state.counts:
        return state, f"It ran out on {uk_date(ends)}"
    return state, f"In date until {uk_date(ends)}"
