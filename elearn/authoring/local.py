"""How far every agency is with the contacts of its own, for authors: states, never numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.content.local import LocalContact, LocalState
from elearn.domain.dates import uk_date
from elearn.reporting.table import Column, Report

SHAPES = {
    LocalState.NOT_ENTERED: ("act", "Not entered"),
    LocalState.NOT_VERIFIED: ("watch", "Not verified"),
    LocalState.STALE: ("watch", "Stale"),
    LocalState.READY: ("good", "Confirmed"),
}
LOCAL_CONTACTS: Report[LocalContact] = Report(
    title="Local contacts",
    purpose="OFFICIAL. Which agencies have entered and confirmed their own contacts.",
    columns=(
        Column("Agency", lambda row: row.agency),
        Column("Key", lambda row: row.key),
        Column("Contact", lambda row: row.title),
        Column("State", lambda row: SHAPES[row.state][1]),
        Column("Stale since", lambda row: row.stale_since),
    ),
)


@dataclass(frozen=True, slots=True)
class StateCell:
    """A state in a table: a shape, a word and, when stale, since when."""

    state: str
    word: str
    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LocalContactsPage:
    """One row an agency: its name, then a state for each contact of ``columns``."""

    title: str
    lede: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[str | StateCell, ...], ...]


def local_page(contacts: Sequence[LocalContact]) -> LocalContactsPage:
    """The page, from every local contact of every agency, agency by agency."""
    titles = {one.key: one.title for one in contacts}
    by_agency: dict[tuple[str, int], list[LocalContact]] = {}
    for one in contacts:
        by_agency.setdefault((one.agency, one.agency_id), []).append(one)
    return LocalContactsPage(
        title="Local contacts",
        lede=_lede(contacts, len(by_agency)),
        columns=("Agency", *titles.values()),
        keys=tuple(titles),
        rows=tuple(
            (name, *(_cell(one) for one in theirs)) for (name, _), theirs in by_agency.items()
        ),
    )


def _cell(contact: LocalContact) -> StateCell:
    shape, word = SHAPES[contact.state]
    since = contact.stale_since
    return StateCell(shape, word, note=f"since {uk_date(since)}" if since else "")


def _lede(contacts: Sequence[LocalContact], agencies: int) -> str:
    if not contacts:
        return "No contact in contacts.yaml is local, or there is no agency yet."
    ready = sum(one.is_ready for one in contacts)
    return (
        f"{ready} of {len(contacts)} are confirmed, in {agencies} agencies. Each agency's lead "
        "enters and rings its own. Until then its people read that it is not entered yet."
    )
