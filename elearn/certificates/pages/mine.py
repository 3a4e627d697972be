"""The holder's list: every certificate with its state, withdrawn and replaced ones too."""

from dataclasses import dataclass
from datetime import date

from elearn.certificates.pages.until import until
from elearn.certificates.queries import Earned
from elearn.domain.dates import uk_date
from elearn.domain.evidence import evidence_label
from elearn.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One certificate of the holder's list. ``more`` says since when or until when it has its
    state, ``why`` the reason of a withdrawal; a withdrawn one has no PDF."""

    title: str
    passed: str
    version: str
    state: str
    word: str
    more: str
    why: str
    code: str
    withdrawn: bool
    known: str


@dataclass(frozen=True, slots=True)
class CertificatesPage:
    """Every certificate somebody ever earned. ``may_withdraw``: this person may withdraw
    anybody's, and is shown where."""

    rows: tuple[CertificateRow, ...]
    may_withdraw: bool = False
    title: str = "My certificates"


def certificate_row(earned: Earned, today: date) -> CertificateRow:
    """A certificate in the holder's list."""
    state, word, more = _state(earned, today)
    return CertificateRow(
        title=earned.title,
        passed=uk_date(earned.completed_on),
        version=f"Version {earned.version_number}" if earned.version_number else "",
        state=state,
        word=word,
        more=more,
        why=earned.reason if earned.revoked_on else "",
        code=earned.code,
        withdrawn=earned.revoked_on is not None,
        known=evidence_label(earned.grade),
    )


def _state(earned: Earned, today: date) -> tuple[str, str, str]:
    """Shape, word and more words. One that was replaced says so, whether it ran out or not."""
    standing, words = until(earned.completed_on, earned.refresh_months, today)
    if earned.revoked_on:
        return "act", "Withdrawn", f"Withdrawn on {uk_date(earned.revoked_on)}"
    if earned.replaced_on:
        return "unknown", "Replaced", f"You passed it again on {uk_date(earned.replaced_on)}"
    if standing is Standing.IN_DATE:
        return "good", words, ""
    return ("watch" if standing.counts else "act"), standing.label, words
