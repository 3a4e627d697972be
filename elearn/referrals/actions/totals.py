"""Writes referral totals down. A correction keeps the figure that stood before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Area, FormerReferral, Referral, ReferralKind
from elearn.operations.trail import note
from elearn.referrals.by import By, StaleError
from elearn.referrals.queries import totals as queries

CHANGED = (
    "Somebody changed a number of this quarter while you had the page open. Look at what stands "
    "here now, then save yours again if it is still right."
)
Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Total:
    """Referrals of one kind (nrm or dtn) in one area and quarter."""

    area_id: int
    quarter: str
    kind: str
    number: int

    @property
    def key(self) -> Key:
        return self.area_id, self.quarter, self.kind


def hold(session: Session) -> None:
    """Let one change at a time be made to referral totals, until the transaction ends."""
    session.execute(select(Area.id).order_by(Area.id).with_for_update()).all()


def standing(session: Session, quarters: Iterable[str]) -> dict[Key, Referral]:
    """The rows that stand, of those quarters."""
    statement = (
        select(Referral)
        .where(Referral.quarter.in_(sorted(set(quarters))))
        .execution_options(populate_existing=True)
    )
    return {(row.area_id, row.quarter, row.kind.value): row for row in session.scalars(statement)}


def save(session: Session, *, totals: Sequence[Total], by: By) -> dict[str, int]:
    """Write totals down; how many were new, replaced and the same. What a total of the same area,
    quarter and kind said before is kept."""
    hold(session)
    there = standing(session, (one.quarter for one in totals))
    fates = {"new": 0, "replaced": 0, "same": 0}
    for one in totals:
        row = there.get(one.key)
        if row is None:
            there[one.key] = Referral(
                area_id=one.area_id,
                quarter=one.quarter,
                kind=ReferralKind(one.kind),
                number=one.number,
            )
            session.add(there[one.key])
            fates["new"] += 1
        elif row.number == one.number:
            fates["same"] += 1
        else:
            _keep_former(session, row, by)
            row.number = one.number
            fates["replaced"] += 1
    session.flush()
    return fates


def save_quarter(
    session: Session, *, quarter: str, totals: Sequence[Total], seen: str, by: By
) -> bool:
    """Write the totals of one quarter down as a page sent them; False when the same stand there
    already. ``seen`` is the state of the quarter that the page showed. Raises StaleError on
    another."""
    hold(session)
    there = standing(session, [quarter])
    if all(one.key in there and there[one.key].number == one.number for one in totals):
        return False
    if seen != queries.state_of(session, quarter):
        raise StaleError(CHANGED)
    fates = save(session, totals=totals, by=by)
    note(
        session,
        action="referrals.saved",
        actor_id=by.person_id,
        subject_kind="quarter",
        subject_id=quarter,
        detail=fates,
        now=by.now,
    )
    return True


def take_away(session: Session, rows: Iterable[Referral], by: By) -> None:
    """Totals that were not there before leave for the history."""
    for row in rows:
        _keep_former(session, row, by)
        session.delete(row)
    session.flush()


def _keep_former(session: Session, row: Referral, by: By) -> None:
    session.add(
        FormerReferral(
            area_id=row.area_id,
            quarter=row.quarter,
            kind=row.kind,
            number=row.number,
            replaced_by_id=by.person_id,
            replaced_at=by.now,
        )
    )
