"""What this process keeps of what it counted, until a write changes what it was counted from.

It is kept by the stamp that the database's own triggers draw anew in the transaction of every
change (``models.figures``), besides whatever else decides it: the day, the rules, who looks at
which part. A stamp is read before what it stands for: nothing kept is older than its stamp."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast
from weakref import WeakSet

from sqlalchemy import Engine, ScalarSelect, case, func, select
from sqlalchemy.orm import Session

from elearn.models import FiguresStamp
from elearn.models.figures import WANTED, triggers

MOST_KEPT = 512
Value = TypeVar("Value")

_kept: OrderedDict[Hashable, Any] = OrderedDict()
_noting: WeakSet[Engine] = WeakSet()


def kept(what: str, key: Hashable, stamp: int | None, count: Callable[[], Value]) -> Value:
    """What was counted under this stamp, or what ``count`` finds. Nothing is kept without one.

    The least used goes first once there are too many."""
    if stamp is None:
        return count()
    place = (what, key, stamp)
    if place in _kept:
        _kept.move_to_end(place)
        return cast("Value", _kept[place])
    found = _kept[place] = count()
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return found


def stamp_of(agency_id: Any) -> ScalarSelect[Any]:
    """The stamp of an agency; NULL where it has none or may not be relied on yet."""
    settled = func.max(FiguresStamp.settles_at) <= func.now()
    return (
        select(case((settled, func.sum(FiguresStamp.token))))
        .where(FiguresStamp.agency_id == agency_id)
        .scalar_subquery()
    )


def stamp_of_all() -> ScalarSelect[Any]:
    """The stamp of all agencies together, as ``stamp_of`` has it of one."""
    settled = func.max(FiguresStamp.settles_at) <= func.now()
    return select(case((settled, func.sum(FiguresStamp.token)))).scalar_subquery()


def is_noting(session: Session) -> bool:
    """Whether this database notes changes at all; asked until it does, then remembered."""
    engine = session.get_bind().engine
    if engine not in _noting and triggers(session.connection()) == WANTED:
        _noting.add(engine)
    return engine in _noting
