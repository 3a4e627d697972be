"""Editions as they were frozen: what each is, and the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from elearn.domain.audit_scope import WHOLE, AuditScope
from elearn.domain.coverage import RuleSet
from elearn.models import Audit, AuditRun, AuditState

A_PAGE = 10
MOST_LOOKED_AT = 20
SEALED = (AuditState.FROZEN, AuditState.PUBLISHED, AuditState.RESTATED)


@dataclass(frozen=True, slots=True)
class ModuleOf:
    """A module as the edition counted it."""

    slug: str
    code: str
    title: str
    level: str
    version: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A frozen audit without its fact rows. ``modules`` are in the order of their codes; ``roles``
    are names by code. ``restated_by`` is the edition that took its place, if one did."""

    id: int
    name: str
    as_of: date
    state: str
    frozen_at: datetime
    digest: str
    headline: str
    rules: RuleSet
    modules: tuple[ModuleOf, ...]
    roles: dict[str, str]
    manifest: dict[str, Any]
    scope: AuditScope = WHOLE
    restated_by: int | None = None

    @property
    def level_c(self) -> frozenset[str]:
        """The modules that are judged harder (C4)."""
        return frozenset(module.slug for module in self.modules if module.level == "C")

    @property
    def short_digest(self) -> str:
        """The first and last signs of the seal, as people compare them."""
        return f"{self.digest[:4]}…{self.digest[-4:]}"

    def module(self, slug: str) -> str:
        """The code and title of a module."""
        found = {module.slug: f"{module.code} {module.title}" for module in self.modules}
        return found.get(slug, slug)

    def role(self, code: str) -> str:
        """The code and name of a role."""
        return f"{code} {self.roles[code]}" if code in self.roles else code


def edition(session: Session, audit_id: int) -> Edition | None:
    """The edition of that number, or None when there is none or it is not frozen yet."""
    row = session.execute(_sealed().where(Audit.id == audit_id)).one_or_none()
    return _edition(*row) if row else None


def newest(session: Session, *, before: int | None = None, limit: int = A_PAGE) -> list[Edition]:
    """The newest editions first, by census date; ``before`` is the last id of the page before."""
    statement = _sealed().order_by(Audit.as_of.desc(), Audit.id.desc()).limit(limit)
    if before is not None:
        last = select(Audit.as_of).where(Audit.id == before).scalar_subquery()
        earlier = (Audit.as_of < last) | ((Audit.as_of == last) & (Audit.id < before))
        statement = statement.where(earlier)
    return [_edition(*row) for row in session.execute(statement)]


def before(session: Session, audit: Edition) -> Edition | None:
    """The edition of the same scope with the latest census date before this one's."""
    return before_day(session, audit.as_of, audit.scope)


def with_before(session: Session, audit_id: int) -> tuple[Edition | None, Edition | None]:
    """The edition of that number, and the one ``before`` gives for it, in one statement."""
    day = select(Audit.as_of).where(Audit.id == audit_id).scalar_subquery()
    statement = (
        _sealed()
        .where((Audit.id == audit_id) | (Audit.as_of < day))
        .order_by((Audit.id == audit_id).desc(), Audit.as_of.desc(), Audit.id.desc())
        .limit(MOST_LOOKED_AT + 1)
    )
    found = [_edition(*row) for row in session.execute(statement)]
    if not found or found[0].id != audit_id:
        return None, None
    first, *others = found
    return first, next((one for one in others if one.scope == first.scope), None)


def before_day(session: Session, on: date, scope: AuditScope) -> Edition | None:
    """The edition of that scope with the latest census date before a day."""
    statement = _sealed().where(Audit.as_of < on)
    statement = statement.order_by(Audit.as_of.desc(), Audit.id.desc()).limit(MOST_LOOKED_AT)
    earlier = (_edition(*row) for row in session.execute(statement))
    return next((one for one in earlier if one.scope == scope), None)


def earlier_ones(session: Session, audit: Edition, *, limit: int = A_PAGE) -> list[Edition]:
    """The editions of the same scope before this one's day, the latest first; one that another
    took the place of is left out."""
    statement = _sealed().where(Audit.as_of < audit.as_of, Audit.state != AuditState.RESTATED)
    statement = statement.order_by(Audit.as_of.desc(), Audit.id.desc()).limit(MOST_LOOKED_AT)
    found = (_edition(*row) for row in session.execute(statement))
    return [one for one in found if one.scope == audit.scope][:limit]


def around_day(session: Session, first: date, last: date) -> list[Edition]:
    """The editions with a census date from ``first`` to ``last``, in their order."""
    statement = _sealed().where(Audit.as_of.between(first, last)).order_by(Audit.as_of, Audit.id)
    return [_edition(*row) for row in session.execute(statement)]


def _sealed() -> Select[Any]:
    later = aliased(Audit)
    successor = (
        select(func.max(AuditRun.audit_id))
        .join(later, later.id == AuditRun.audit_id)
        .where(AuditRun.restates_id == Audit.id, later.state.in_(SEALED))
        .correlate(Audit)
    )
    return select(
        Audit.id,
        Audit.name,
        Audit.as_of,
        Audit.state,
        Audit.frozen_at,
        Audit.digest,
        Audit.rules,
        Audit.manifest,
        Audit.scope,
        successor.scalar_subquery(),
    ).where(Audit.state.in_(SEALED))


def _edition(
    number: int,
    name: str,
    as_of: date,
    state: AuditState,
    frozen_at: datetime,
    digest: str,
    rules: dict[str, Any],
    manifest: dict[str, Any],
    scope: dict[str, Any],
    restated_by: int | None,
) -> Edition:
    return Edition(
        id=number,
        name=name,
        as_of=as_of,
        state=state.value,
        frozen_at=frozen_at,
        digest=digest,
        headline=manifest.get("headline", ""),
        rules=RuleSet.from_dict(rules),
        modules=tuple(_modules(manifest["modules"])),
        roles=dict(manifest["roles"]),
        manifest=manifest,
        scope=AuditScope.from_dict(scope),
        restated_by=restated_by,
    )


def _modules(kept: Iterable[dict[str, Any]]) -> Iterable[ModuleOf]:
    for one in kept:
        yield ModuleOf(one["slug"], one["code"], one["title"], one["level"], one["version"])
