"""Freezing an audit: the facts of a day and their manifest, all or nothing."""

import hashlib
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from elearn.audit.findings import headline, partnership_figures
from elearn.audit.kinds import KINDS
from elearn.audit.queries.facts import Counted, count
from elearn.audit.shown import Shown, as_shown
from elearn.audit.snapshot import digest, numbers_of_rows
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience
from elearn.models import Audit, AuditState
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
) -> Audit:
    """Count everything as at a day and keep it: fact rows, manifest and hash, in the caller's
    transaction. A frozen edition is never changed afterwards."""
    rules = rules or RuleSet()
    refresh_statistics(session)
    seed = _seed(name, as_of)
    counted = count(session, as_of, rules, seed=seed)
    sha = digest(counted.facts)
    shown = _as_the_partnership_sees(counted, rules)
    audit = Audit(
        name=name,
        as_of=as_of,
        state=AuditState.FROZEN,
        rules=rules.to_dict(),
        scope={"agencies": "all", "roles": "all", "modules": "published"},
        manifest={
            **_manifest(counted, as_of=as_of, now=now, rules=rules, sha=sha, seed=seed),
            "headline": headline(shown, rules=rules, on=as_of),
            "partnership": partnership_figures(shown),
        },
        digest=sha,
        seed=seed,
        created_at=now,
        created_by_id=by,
        frozen_at=now,
    )
    session.add(audit)
    session.flush()
    _keep(session, audit.id, counted)
    note(
        session,
        action="audit.frozen",
        actor_id=by,
        subject_kind="audit",
        subject_id=audit.id,
        detail={"as_of": as_of.isoformat(), "sha256": sha},
        now=now,
    )
    return audit


def _seed(name: str, as_of: date) -> int:
    """The same edition draws the same at random."""
    return int(hashlib.sha256(f"{name}:{as_of}".encode()).hexdigest()[:8], 16) & 0x7FFFFFFF


def _keep(session: Session, audit_id: int, counted: Counted) -> None:
    for kind in KINDS:
        rows = counted.facts.of(kind.name)
        if rows:
            values = [{"audit_id": audit_id, **asdict(row)} for row in rows]
            # or every row with a blank would be a statement of its own
            session.execute(insert(kind.table), values, execution_options={"render_nulls": True})


def _as_the_partnership_sees(counted: Counted, rules: RuleSet) -> Shown:
    level_c = {module.slug for module in counted.modules if module.level == "C"}
    return as_shown(counted.facts, audience=Audience.PARTNERSHIP, rules=rules, level_c=level_c)


def _manifest(
    counted: Counted, *, as_of: date, now: datetime, rules: RuleSet, sha: str, seed: int
) -> dict[str, Any]:
    return {
        "census_date": as_of.isoformat(),
        "frozen_at": now.isoformat(timespec="seconds"),
        "software": SOFTWARE,
        "edition": 1,
        "rules": rules.to_dict(),
        "matrix_rules": counted.rules_in_matrix,
        "modules": [asdict(module) for module in counted.modules],
        "roles": counted.roles,
        "roster_imports": counted.roster_imports,
        "roster_dates": counted.roster_dates,
        "rows": numbers_of_rows(counted.facts),
        "seed": seed,
        "sha256": sha,
    }
