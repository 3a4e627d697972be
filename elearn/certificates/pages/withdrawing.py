"""Withdrawing a certificate: finding it by its code, and saying why. Nobody is named here."""

from dataclasses import dataclass

from elearn.certificates.forms import WithdrawForm
from elearn.certificates.pages.check import holder
from elearn.certificates.queries import CertificateFound, Withdrawn
from elearn.domain.dates import uk_date


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    """One withdrawal of the list."""

    title: str
    code: str
    passed: str
    withdrawn: str
    why: str


@dataclass(frozen=True, slots=True)
class FindPage:
    """The form for a code, and the latest withdrawals."""

    rows: tuple[WithdrawnRow, ...]
    code: str = ""
    error: str = ""
    title: str = "Withdraw a certificate"

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return ((self.error, "#code"),) if self.error else ()


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    """One certificate, with the form, or what became of it."""

    title: str
    code: str
    facts: tuple[tuple[str, str], ...]
    is_withdrawn: bool
    form: WithdrawForm
    errors: tuple[tuple[str, str], ...]


def withdrawn_row(one: Withdrawn) -> WithdrawnRow:
    """A withdrawal in the list."""
    return WithdrawnRow(
        title=one.title,
        code=one.code,
        passed=uk_date(one.completed_on),
        withdrawn=uk_date(one.revoked_on),
        why=one.reason,
    )


def withdraw_page(found: CertificateFound, form: WithdrawForm) -> WithdrawPage:
    """The page of one certificate: the least by which it can be told from another."""
    facts = [
        ("Training", found.title),
        ("Passed on", uk_date(found.completed_on)),
        ("Initials of the holder", holder(found.name)),
        ("Code", found.code),
    ]
    if found.revoked_on:
        facts += [("Withdrawn on", uk_date(found.revoked_on)), ("Reason", found.reason)]
    done = "This certificate is withdrawn"
    return WithdrawPage(
        title=done if found.revoked_on else "Withdraw this certificate?",
        code=found.code,
        facts=tuple(facts),
        is_withdrawn=found.revoked_on is not None,
        form=form,
        errors=tuple((str(error), "#reason") for error in form.reason.errors),
    )
