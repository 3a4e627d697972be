"""What each staff template is given."""

from dataclasses import dataclass
from typing import Any

from elearn.records.places import AgencyName
from elearn.staff.actions.codes import Slip
from elearn.staff.queries.offers import OpenOffer


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that is one form. ``ask`` shows a box to tick where a doubt has to be settled."""

    title: str
    agency: AgencyName
    back: str
    back_href: str
    lede: str
    form: Any
    fields: tuple[str, ...]
    button: str
    more: str = ""
    person_href: str = ""
    waiting: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A posting or an absence with what can be done about it."""

    words: str
    note: str
    row_id: int
    is_going: bool
    may_keep: bool = False


@dataclass(frozen=True, slots=True)
class MergedLine:
    """A record that was put together with this one."""

    merge_id: int
    words: str
    may_undo: bool


@dataclass(frozen=True, slots=True)
class ManagePage:
    """Everything about one person that a lead may change."""

    title: str
    agency: AgencyName
    person: str
    is_here: bool
    postings: tuple[Line, ...]
    absences: tuple[Line, ...]
    signing_in: str
    may_invite: bool
    is_invited: bool
    may_have_code: bool
    roles: tuple[str, ...]
    merges: tuple[MergedLine, ...]


@dataclass(frozen=True, slots=True)
class AlikePage:
    """Who else may be the same person."""

    title: str
    agency: AgencyName
    person: str
    lede: str
    words: str
    rows: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two records side by side, and what would go over."""

    title: str
    agency: AgencyName
    kept: str
    merged: str
    kept_name: str
    rows: tuple[tuple[str, str, str], ...]
    moves: tuple[str, ...]
    refused: str
    form: Any


@dataclass(frozen=True, slots=True)
class SilentLine:
    """Somebody without an address in the list."""

    public_id: str
    name: str
    staff_number: str
    team: str
    state: str


@dataclass(frozen=True, slots=True)
class CodesPage:
    """For whom a sheet of slips is printed."""

    title: str
    agency: AgencyName
    lede: str
    words: str
    everybody: bool
    people: tuple[SilentLine, ...]
    more: str
    form: Any
    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class SlipsPage:
    """The sheet. It is shown once: only hashes of the codes are kept."""

    title: str
    agency: AgencyName
    address: str
    until: str
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role somebody holds at the agency; ``may_end`` where the reader may take it back."""

    grant_id: int
    name: str
    role: str
    since: str
    until: str
    given_by: str
    note: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class RolesPage:
    title: str
    agency: AgencyName
    lede: str
    roles: tuple[RoleLine, ...]
    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Another agency says that somebody works there."""

    title: str
    offer: OpenOffer | None
    start: str
    said: str
    form: Any
