"""The holder's list: every certificate with its state, withdrawn and replaced ones too."""

from dataclasses import dataclass, field
from datetime import date

from elearn.certificates.pages.until import until
from elearn.certificates.queries import Earned
from elearn.domain.evidence import LADDER
from elearn.domain.standing import Standing
from elearn.web.languages import long_day, say


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
    title: str = field(default_factory=lambda: say("My certificates"))


def certificate_row(earned: Earned, today: date) -> CertificateRow:
    """A certificate in the holder's list."""
    state, word, more = _state(earned, today)
    return CertificateRow(
        title=earned.title,
        passed=long_day(earned.completed_on),
        version=say("Version %(version)s", version=earned.version_number)
        if earned.version_number
        else "",
        state=state,
        word=word,
        more=more,
        why=earned.reason if earned.revoked_on else "",
        code=earned.code,
        withdrawn=earned.revoked_on is not None,
        known=say(LADDER[earned.grade]),
    )


def _state(earned: Earned, today: date) -> tuple[str, str, str]:
    """Shape, word and more words. One that was replaced says so, whether it ran out or not."""
    standing, words = until(earned.completed_on, earned.refresh_months, today)
    if earned.revoked_on:
        return (
            "act",
            say("Withdrawn"),
            say("Withdrawn on %(day)s", day=long_day(earned.revoked_on)),
        )
    if earned.replaced_on:
        return (
            "unknown",
            say("Replaced"),
            say("You passed it again on %(day)s", day=long_day(earned.replaced_on)),
        )
    if standing is Standing.IN_DATE:
        return "good", words, ""
    return ("watch" if standing.counts else "act"), say(standing.label), words
