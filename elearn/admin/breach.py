"""The report on an account in wrong hands: what is known, what is not, whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.admin.pages import counted, done, moment
from elearn.admin.queries import breach as queries
from elearn.admin.queries.breach import Account, ActCount, Between, HeldThen, SessionThen
from elearn.models import TrailEntry

PAGES = (
    "Pages that were opened are not in the trail. Nobody can say which records were looked at, so "
    "take it that every record a role opened was."
)
OWN = (
    "The trail tells accounts from one another, not browsers: what the person did themselves in "
    "this time is in these figures too."
)
FORGOTTEN = (
    "Sign-ins are forgotten some weeks after they end: a browser of long ago may be missing."
)
FILES = (
    "A file that was taken is counted by its rows where they were known beforehand; its contents "
    "are not kept."
)
NOT_KNOWN = (PAGES, OWN, FORGOTTEN, FILES)


@dataclass(frozen=True, slots=True)
class BreachReport:
    """Everything the report says. ``opened`` counts the people whose records a role opened,
    ``named`` those whom the trail names."""

    account: Account
    then: Between
    roles: tuple[HeldThen, ...]
    sessions: tuple[SessionThen, ...]
    acts: tuple[ActCount, ...]
    files: tuple[TrailEntry, ...]
    opened: int
    named: int

    @property
    def headline(self) -> str:
        if not (self.opened or self.named):
            return "No other person’s data was within reach"
        most = max(self.opened, self.named)
        return f"Data of up to {counted(most, 'person', 'people')} was within reach"


def report_on(session: Session, account: Account, start: datetime, end: datetime) -> BreachReport:
    """Put the report together: a fixed number of statements, however much there was."""
    then = Between(account.person_id, start, end)
    roles = tuple(queries.roles_then(session, then))
    return BreachReport(
        account=account,
        then=then,
        roles=roles,
        sessions=tuple(queries.sessions_then(session, then)),
        acts=tuple(queries.acts(session, then)),
        files=tuple(queries.lines(session, then, "file.taken")),
        opened=queries.reached_count(session, roles, then),
        named=queries.named_count(session, then),
    )


def role_words(one: HeldThen) -> tuple[str, str, str]:
    """A role, where it counted, and what it opened."""
    where = ", ".join(part for part in (one.team, one.agency) if part) or "The whole partnership"
    opens = "Opens counts, no names"
    if one.reads_names:
        opens = "Opens people’s records by name"
    elif one.reads_shared:
        opens = "Opens counts, and who proposed or signed where an agency lets names be seen"
    return (one.role.label, where, opens)


def act_words(one: ActCount) -> tuple[str, str, str, str]:
    """An act, how often, first and last."""
    return (done(one.action).capitalize(), f"{one.times:,}", moment(one.first), moment(one.last))


def file_words(one: TrailEntry) -> tuple[str, str, str, str]:
    """A file: when, of which page, its kind, its rows."""
    rows = one.detail.get("rows")
    of = one.subject_id.replace("_file", "").replace("_", " ").replace(".", ": ")
    where = one.detail.get("agency") or ""
    return (
        moment(one.at),
        f"{of} ({where})" if where else of,
        str(one.detail.get("kind", "")),
        f"{rows:,}" if isinstance(rows, int) else "Not known",
    )


def as_text(found: BreachReport) -> str:
    """The report for a terminal."""
    return "\n".join(_lines(found))


def _lines(found: BreachReport) -> Sequence[str]:
    sessions = [
        f"  {one.browser or 'A browser we do not know'}: from {moment(one.began_at)}, "
        f"ended {moment(one.ended_at) or 'not yet'}"
        for one in found.sessions
    ]
    return [
        f"{found.account.name}, account {found.account.person_id}",
        f"From {moment(found.then.start)} to {moment(found.then.end)}",
        found.headline + ".",
        (f"A role opened the records of {counted(found.opened, 'person', 'people')}; the trail "
        f"names {counted(found.named, 'person', 'people')}."),
        "Roles held:",
        *(f"  {'; '.join(role_words(one))}" for one in found.roles),
        "Browsers signed in:",
        *sessions,
        "Acts:",
        *(f"  {what}: {times} ({first} to {last})" for what, times, first, last in map(
            act_words, found.acts)),
        "Files taken:",
        *(f"  {at}: {of}, {kind}, rows: {rows}" for at, of, kind, rows in map(
            file_words, found.files)),
        "Not known:",
        *(f"  {one}" for one in NOT_KNOWN),
    ]  # fmt: skip
