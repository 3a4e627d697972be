"""Freezing an audit: the facts of a day and their manifest, all or nothing."""

import hashlib
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from elearn.audit.facts import values_of
from elearn.audit.findings import headline, partnership_figures, unheeded
from elearn.audit.items.shown import item_rows
from elearn.audit.kinds import KINDS
from elearn.audit.queries.facts import Counted, count
from elearn.audit.rules import current_rules
from elearn.audit.shown import Shown, as_shown
from elearn.audit.snapshot import digest, numbers_of_rows
from elearn.domain.audit_scope import WHOLE, AuditScope
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience
from elearn.models import (
    Agency,
    Audit,
    AuditAct,
    AuditActKind,
    AuditRequest,
    AuditRun,
    AuditState,
)
from elearn.operations.trail import note
from elearn.records.statistics import refresh_statistics

SOFTWARE = "elearn 0.1.0"


def freeze(
    session: Session,
    *,
    name: str,
    as_of: date,
    now: datetime,
    by: int | None,
    rules: RuleSet | None = None,
    scope: AuditScope = WHOLE,
) -> Audit:
    """Count everything as at a day and keep it: fact rows, manifest and hash, in the caller's
    transaction. A frozen edition is never changed afterwards."""
    audit = begin(session, name=name, as_of=as_of, now=now, by=by, rules=rules, scope=scope)
    seal(session, audit, count_for(session, audit.id), now=now, by=by)
    return audit


def begin(
    session: Session,
    *,
    name: str,
    as_of: date,
    now: datetime,
    by: int | None,
    rules: RuleSet | None = None,
    scope: AuditScope = WHOLE,
) -> Audit:
    """An audit that is open: what it will count, and by which rules (those in force on the census
    day). Nothing is counted yet."""
    audit = Audit(
        name=name,
        as_of=as_of,
        state=AuditState.OPEN,
        rules=(rules or current_rules(session, as_of)).to_dict(),
        scope=scope.to_dict(),
        manifest={},
        digest=None,
        seed=_seed(name, as_of),
        created_at=now,
        created_by_id=by,
        frozen_at=None,
    )
    session.add(audit)
    session.flush()
    return audit


def count_for(session: Session, audit_id: int) -> Counted:
    """What an audit counts, from the events, by its own rules and within its scope."""
    audit = session.get_one(Audit, audit_id)
    refresh_statistics(session)
    return count(
        session,
        audit.as_of,
        RuleSet.from_dict(audit.rules),
        seed=audit.seed,
        scope=AuditScope.from_dict(audit.scope),
        frozen_at=audit.frozen_at,
    )


def seal(
    session: Session, audit: Audit, counted: Counted, *, now: datetime, by: int | None
) -> None:
    """Freeze an audit with what was counted at ``now``. An edition that restates another says so
    in its manifest, and the other one is restated from then on."""
    rules = RuleSet.from_dict(audit.rules)
    sha = digest(counted.facts)
    shown = _as_the_partnership_sees(counted, rules)
    former = _restated(session, audit)
    audit.state, audit.frozen_at, audit.digest = AuditState.FROZEN, now, sha
    audit.manifest = {
        **_manifest(counted, audit=audit, now=now, sha=sha),
        **(_lineage(*former) if former else {}),
        **_answered(session, audit.id),
        "headline": headline(shown, rules=rules, on=audit.as_of),
        "partnership": partnership_figures(shown),
        "asks": unheeded(shown, item_rows(counted.facts, shown, rules)),
    }
    if former:
        former[0].state = AuditState.RESTATED
    session.flush()
    _keep(session, audit.id, counted)
    note(
        session,
        action="audit.frozen",
        actor_id=by,
        subject_kind="audit",
        subject_id=audit.id,
        detail={"as_of": audit.as_of.isoformat(), "sha256": sha},
        now=now,
    )


def _restated(session: Session, audit: Audit) -> tuple[Audit, str] | None:
    """The edition that this one takes the place of, and why."""
    run = session.get(AuditRun, audit.id)
    if run is None or run.restates_id is None:
        return None
    return session.get_one(Audit, run.restates_id), run.cause


def _answered(session: Session, audit_id: int) -> dict[str, Any]:
    """Which agencies were asked, and which of them signed; nothing where nobody was."""
    signed = exists().where(
        AuditAct.audit_id == audit_id,
        AuditAct.agency_id == Agency.id,
        AuditAct.kind == AuditActKind.SIGN,
    )
    statement = (
        select(Agency.slug, signed)
        .join(AuditRequest, AuditRequest.agency_id == Agency.id)
        .where(AuditRequest.audit_id == audit_id)
        .order_by(Agency.slug)
    )
    rows = session.execute(statement).all()
    if not rows:
        return {}
    return {"asked": [slug for slug, _ in rows], "signed": [slug for slug, has in rows if has]}


def _lineage(former: Audit, cause: str) -> dict[str, Any]:
    return {
        "edition": former.manifest["edition"] + 1,
        "restates": {"audit": former.id, "sha256": former.digest},
        "cause": cause,
    }


def _seed(name: str, as_of: date) -> int:
    """The same edition draws the same at random."""
    return int(hashlib.sha256(f"{name}:{as_of}".encode()).hexdigest()[:8], 16) & 0x7FFFFFFF


def _keep(session: Session, audit_id: int, counted: Counted) -> None:
    for kind in KINDS:
        rows = counted.facts.of(kind.name)
        if rows:
            names = ["audit_id", *(field.name for field in fields(kind.shape))]
            values = [dict(zip(names, (audit_id, *values_of(row)), strict=True)) for row in rows]
            # or every row with a blank would be a statement of its own
            session.execute(insert(kind.table), values, execution_options={"render_nulls": True})


def _as_the_partnership_sees(counted: Counted, rules: RuleSet) -> Shown:
    level_c = {module.slug for module in counted.modules if module.level == "C"}
    return as_shown(counted.facts, audience=Audience.PARTNERSHIP, rules=rules, level_c=level_c)


def _manifest(counted: Counted, *, audit: Audit, now: datetime, sha: str) -> dict[str, Any]:
    return {
        "census_date": audit.as_of.isoformat(),
        "frozen_at": now.isoformat(timespec="seconds"),
        "software": SOFTWARE,
        "edition": 1,
        "scope": audit.scope,
        "rules": audit.rules,
        "matrix_rules": counted.rules_in_matrix,
        "modules": [asdict(module) for module in counted.modules],
        "roles": counted.roles,
        "roster_imports": counted.roster_imports,
        "roster_dates": counted.roster_dates,
        "rows": numbers_of_rows(counted.facts),
        "seed": audit.seed,
        "sha256": sha,
    }
