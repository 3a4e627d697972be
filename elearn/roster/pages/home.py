"""The page where a file is chosen, with the imports before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import LONDON, uk_date, uk_moment
from elearn.records.places import AgencyName
from elearn.roster.forms import UploadForm
from elearn.roster.pages.lines import FATES
from elearn.roster.queries import ImportRow

OLD_DAYS = 90


@dataclass(frozen=True, slots=True)
class PastImport:
    """An earlier import in the list."""

    number: int
    when: str
    filename: str
    by: str
    counts: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Where a file is chosen; the agency's imports below. ``remembered``: whether anything was
    said about the agency's files."""

    title: str
    agency: AgencyName
    lede: str
    form: UploadForm
    imports: tuple[PastImport, ...]
    people: int
    remembered: bool


def roster_lede(imports: Sequence[ImportRow], today: date) -> str:
    """How old the agency's list is, and what to do about it."""
    applied = [one.applied_at for one in imports if one.applied_at and not one.undone_at]
    if not applied:
        return "No list has been brought in yet. Choose the file that names everybody."
    on = max(applied).astimezone(LONDON).date()
    days = (today - on).days
    age = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    said = f"The list was last brought in {age}, on {uk_date(on)}."
    if days > OLD_DAYS:
        return f"{said} It is older than {OLD_DAYS} days: bring in a new one."
    return said


def past_import(one: ImportRow, href: str) -> PastImport:
    """An import as the list shows it."""
    shown = [
        f"{one.counts[fate]} {word.lower()}" for fate, word in FATES.items() if one.counts[fate]
    ]
    return PastImport(
        number=one.number,
        when=uk_moment(one.applied_at) if one.applied_at else "",
        filename=one.filename,
        by=one.by or "a command",
        counts=", ".join(shown) or "nobody",
        state="Undone" if one.undone_at else "Applied",
        href=href,
    )
