"""What was decided about personal data, as it stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.models import Agency, NameSharing, Person, RetentionRun, RetentionSetting
from elearn.privacy.policy import RULES


@dataclass(frozen=True, slots=True)
class Periods:
    """How long things are kept, by rule; and by agency where an agency has a time of its own."""

    kept: dict[str, int]
    of_agency: dict[tuple[str, int], int]

    def of(self, rule: str, agency_id: int | None = None) -> int:
        """The time in force, in the rule's unit."""
        own = self.of_agency.get((rule, agency_id)) if agency_id is not None else None
        return self.kept[rule] if own is None else own


@dataclass(frozen=True, slots=True)
class RunRow:
    began_at: datetime
    ended_at: datetime | None
    is_confirmed: bool
    done: dict[str, int]
    held: dict[str, int]


@dataclass(frozen=True, slots=True)
class SettingRow:
    rule: str
    agency: str | None
    kept: int
    reason: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class SharingRow:
    """Whether the partnership may see the names of an agency's people, and since when."""

    agency_id: int
    agency: str
    name: str
    is_on: bool
    reason: str
    set_at: datetime | None


def periods(session: Session) -> Periods:
    """The times in force: the latest setting of each rule within its bounds, else its default."""
    latest = select(func.max(RetentionSetting.id)).group_by(
        RetentionSetting.rule, RetentionSetting.agency_id
    )
    rows = session.execute(
        select(RetentionSetting.rule, RetentionSetting.agency_id, RetentionSetting.kept).where(
            RetentionSetting.id.in_(latest)
        )
    ).all()
    good = [one for one in rows if one.rule in RULES and _is_within(one.rule, one.kept)]
    kept = {key: rule.default for key, rule in RULES.items()}
    kept |= {one.rule: one.kept for one in good if one.agency_id is None}
    own = {(one.rule, one.agency_id): one.kept for one in good if one.agency_id is not None}
    return Periods(kept, own)


def _is_within(rule: str, kept: int) -> bool:
    """A bound may have been drawn in since somebody set the time."""
    return RULES[rule].low <= kept <= RULES[rule].high


def settings(session: Session, *, most: int = 50) -> tuple[SettingRow, ...]:
    """Who set which time, the latest first."""
    statement = (
        select(RetentionSetting, Agency.name, Person.full_name)
        .outerjoin(Agency, Agency.id == RetentionSetting.agency_id)
        .outerjoin(Person, Person.id == RetentionSetting.set_by_id)
        .order_by(RetentionSetting.id.desc())
        .limit(most)
    )
    return tuple(
        SettingRow(one.rule, agency, one.kept, one.reason, name or "a command", one.set_at)
        for one, agency, name in session.execute(statement)
    )


def runs(session: Session, *, most: int = 10) -> tuple[RunRow, ...]:
    """The latest runs, the latest first."""
    found = session.scalars(select(RetentionRun).order_by(RetentionRun.id.desc()).limit(most))
    return tuple(
        RunRow(one.began_at, one.ended_at, one.is_confirmed, one.done, one.held) for one in found
    )


def sharing(session: Session, agency_id: int | None = None) -> tuple[SharingRow, ...]:
    """Every agency (or one) and whether it lets the partnership see names; off unless it said so.
    By name."""
    latest = select(func.max(NameSharing.id)).group_by(NameSharing.agency_id)
    statement = (
        select(Agency.id, Agency.slug, Agency.name, NameSharing)
        .outerjoin(NameSharing, (NameSharing.agency_id == Agency.id) & NameSharing.id.in_(latest))
        .order_by(Agency.name, Agency.id)
    )
    if agency_id is not None:
        statement = statement.where(Agency.id == agency_id)
    return tuple(
        SharingRow(number, slug, name, bool(said and said.is_on), said.reason if said else "",
                   said.set_at if said else None)
        for number, slug, name, said in session.execute(statement)
    )  # fmt: skip


def agency_id(session: Session, slug: str) -> int | None:
    return session.scalar(select(Agency.id).where(Agency.slug == slug))


def agencies(session: Session) -> tuple[tuple[str, str], ...]:
    """Slug and name of every agency, by name."""
    rows = session.execute(select(Agency.slug, Agency.name).order_by(Agency.name, Agency.id))
    return tuple((slug, name) for slug, name in rows)
