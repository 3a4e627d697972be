"""Writes headcounts and declared totals down. A correction keeps what was said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Agency, Declared, FormerFigure, Headcount, HeadcountGrade
from elearn.operations.trail import note
from elearn.returns.by import By, StaleError

CHANGED = (
    "Somebody changed this figure while you had the page open. Look at what stands here now, then "
    "save yours again if it is still right."
)

Key = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Count:
    """People of a role as at a day. ``grade`` is A, B or C (audit-method C3.1)."""

    role_id: int
    number: int
    as_at: date
    source: str
    grade: str


@dataclass(frozen=True, slots=True)
class Total:
    """People of a role who hold a module as at a day, declared without names (E5)."""

    role_id: int
    module_id: int
    number: int
    as_at: date
    source: str


def hold_agency(session: Session, agency_id: int) -> None:
    """Let one change at a time be made to what an agency reports, until the transaction ends."""
    session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update()).all()


def save_counts(
    session: Session, *, agency_id: int, counts: Sequence[Count], by: By
) -> dict[str, int]:
    """Write counts down, signed by whoever does it; how many were new, replaced and the same.

    A count of the same role and day is replaced, and what it said is kept as a former figure.
    """
    hold_agency(session, agency_id)
    there = _counts_of(session, agency_id)
    fates = {"new": 0, "replaced": 0, "same": 0}
    for one in counts:
        facts = {
            "number": one.number,
            "source": one.source,
            "grade": HeadcountGrade(one.grade),
        }
        row = there.get((one.role_id, one.as_at))
        if row is None:
            key = {"agency_id": agency_id, "role_id": one.role_id, "as_at": one.as_at}
            added = Headcount(**key, **facts, **_signed(by))
            session.add(added)
            there[one.role_id, one.as_at] = added
            fates["new"] += 1
        else:
            fates["replaced" if _replace(session, row, facts, by) else "same"] += 1
    session.flush()
    if fates["new"] or fates["replaced"]:
        _note(session, "headcount.saved", agency_id, by, _detail(counts, fates))
    return fates


def _counts_of(session: Session, agency_id: int) -> dict[Key, Headcount]:
    statement = (
        select(Headcount)
        .where(Headcount.agency_id == agency_id)
        .execution_options(populate_existing=True)
    )
    return {(row.role_id, row.as_at): row for row in session.scalars(statement)}


def save_count(session: Session, *, agency_id: int, count: Count, seen: int, by: By) -> bool:
    """Write one count down; False when the same stands there already. ``seen`` is the number of
    figures, former ones too, that the page knew of this role. Raises StaleError on another."""
    hold_agency(session, agency_id)
    row = _counts_of(session, agency_id).get((count.role_id, count.as_at))
    if row and _says(row, count.number, count.source, HeadcountGrade(count.grade)):
        return False
    if seen != figures_known(session, agency_id=agency_id, role_id=count.role_id):
        raise StaleError(CHANGED)
    save_counts(session, agency_id=agency_id, counts=[count], by=by)
    return True


def figures_known(session: Session, *, agency_id: int, role_id: int) -> int:
    """How many headcounts of a role there are and were: it only ever grows."""
    there = select(Headcount.id).where(
        Headcount.agency_id == agency_id, Headcount.role_id == role_id
    )
    former = select(FormerFigure.id).where(
        FormerFigure.agency_id == agency_id,
        FormerFigure.role_id == role_id,
        FormerFigure.module_id.is_(None),
    )
    return len(session.scalars(there).all()) + len(session.scalars(former).all())


def save_total(session: Session, *, agency_id: int, total: Total, by: By) -> bool:
    """Write a declared total down, signed by whoever does it; False when the same stands there
    already. One of the same role, module and day is replaced, and what it said is kept."""
    hold_agency(session, agency_id)
    key = {
        "agency_id": agency_id,
        "role_id": total.role_id,
        "module_id": total.module_id,
        "as_at": total.as_at,
    }
    row = session.scalar(
        select(Declared).filter_by(**key).execution_options(populate_existing=True)
    )
    facts = {"number": total.number, "source": total.source}
    if row is None:
        session.add(Declared(**key, **facts, **_signed(by)))
    elif not _replace(session, row, facts, by):
        return False
    session.flush()
    detail = {"role": total.role_id, "module": total.module_id, "number": total.number}
    _note(session, "declared.saved", agency_id, by, detail | {"as_at": total.as_at.isoformat()})
    return True


def _says(row: Headcount, number: int, source: str, grade: HeadcountGrade) -> bool:
    return (row.number, row.source, row.grade) == (number, source, grade)


def _replace(session: Session, row: Headcount | Declared, facts: dict[str, Any], by: By) -> bool:
    """Put other facts in a row and keep those it had; False when they are the same."""
    if all(getattr(row, name) == value for name, value in facts.items()):
        return False
    session.add(
        FormerFigure(
            agency_id=row.agency_id,
            role_id=row.role_id,
            module_id=row.module_id if isinstance(row, Declared) else None,
            number=row.number,
            as_at=row.as_at,
            source=row.source,
            grade=row.grade if isinstance(row, Headcount) else None,
            signed_by_id=row.signed_by_id,
            signed_at=row.signed_at,
            replaced_by_id=by.person_id,
            replaced_at=by.now,
        )
    )
    for name, value in (facts | _signed(by)).items():
        setattr(row, name, value)
    return True


def _signed(by: By) -> dict[str, Any]:
    return {"signed_by_id": by.person_id, "signed_at": by.now}


def _detail(counts: Sequence[Count], fates: dict[str, int]) -> dict[str, Any]:
    if len(counts) > 1:
        return dict(fates)
    [one] = counts
    said = {"role": one.role_id, "number": one.number, "grade": one.grade}
    return said | {"as_at": one.as_at.isoformat()} | fates


def _note(session: Session, action: str, agency_id: int, by: By, detail: dict[str, Any]) -> None:
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind="agency",
        subject_id=agency_id,
        detail=detail,
        now=by.now,
    )
