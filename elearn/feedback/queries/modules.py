"""What was said of each module, as counts, and the comments: in whole tens of answers, and without
anything of who said it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from elearn.domain.feedback import ABOUT_MODULES, USED
from elearn.models import Module, ModuleFeedback, ModuleUse
from elearn.records.told import told

MOST_COMMENTS = 500


@dataclass(frozen=True, slots=True)
class ModuleSaid:
    """What was said of a module: question -> answer -> how many people (an empty answer: did not
    say), none of them shown to anybody before the engine decided."""

    slug: str
    code: str
    title: str
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def modules(session: Session, *, slug: str | None = None) -> tuple[ModuleSaid, ...]:
    """Every module of which anything was said, or the one of that slug, with it; by code."""
    wanted = (
        select(Module.id, Module.slug, Module.code, Module.title)
        .where(Module.id.in_(select(ModuleFeedback.module_id).union(select(ModuleUse.module_id))))
        .order_by(Module.code)
    )
    if slug is not None:
        wanted = wanted.where(Module.slug == slug)
    counts = _counts(session)
    return tuple(
        ModuleSaid(row.slug, row.code, row.title, counts.get(row.id, {}))
        for row in session.execute(wanted)
    )


def _counts(session: Session) -> dict[int, dict[str, dict[str, int]]]:
    found: dict[int, dict[str, dict[str, int]]] = defaultdict(dict)
    for table, keys in ((ModuleFeedback, ABOUT_MODULES[:-1]), (ModuleUse, (USED,))):
        rows = told(table).subquery()
        names: list[ColumnElement[Any]] = [rows.c[question.key] for question in keys]
        statement = (
            select(rows.c.module_id, func.count(), *names)
            .group_by(rows.c.module_id, *names)
            .order_by(rows.c.module_id, *names)
        )
        for module_id, number, *given in session.execute(statement):
            for question, answer in zip(keys, given, strict=True):
                of = found[module_id].setdefault(question.key, dict.fromkeys(question.answers, 0))
                of[answer] = of.get(answer, 0) + number
    return found


def comments(session: Session, *, slug: str) -> tuple[str, ...]:
    """The comments of those answers, in the order of their letters, which tells nothing of when."""
    rows = told(ModuleFeedback).subquery()
    statement = (
        select(rows.c.comment)
        .join(Module, Module.id == rows.c.module_id)
        .where(Module.slug == slug, rows.c.comment != "")
        .order_by(func.lower(rows.c.comment), rows.c.comment)
        .limit(MOST_COMMENTS)
    )
    return tuple(session.scalars(statement))
