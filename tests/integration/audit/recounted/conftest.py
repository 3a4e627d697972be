"""Both editions, what each says, and the files that everything is counted from again."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from elearn.audit.editions import read
from elearn.audit.facts import Facts
from elearn.audit.files import csv_files
from elearn.audit.queries.editions import edition
from elearn.audit.queries.facts import frozen
from elearn.domain.suppression import Audience
from elearn.models import (
    Agency,
    Answer,
    AssessmentAct,
    Audit,
    Completion,
    Item,
    Module,
    ModuleFeedback,
    ModuleUse,
    SelfAssessment,
    SpacedCheck,
)
from tests.integration.audit.recounted.again import Again
from tests.integration.audit.recounted.world import AUTUMN, SPRING, build
from tests.integration.audit.standing import fixtures_of
from tests.integration.interop.test_data_export import export

standing, session = fixtures_of(build)
NOT_EXPORTED = (
    Agency, Answer, AssessmentAct, Completion, Item, Module, ModuleFeedback, ModuleUse,
    SelfAssessment, SpacedCheck,
)  # fmt: skip


@dataclass(frozen=True)
class Recounted:
    """What was frozen of both days, and the same counted by hand. ``files`` are the texts of the
    later edition's files, with nothing hidden, by name."""

    before: Facts
    facts: Facts
    spring: Again
    autumn: Again
    files: dict[str, str]
    seed: int


@pytest.fixture(scope="module")
def recounted(standing, tmp_path_factory) -> Recounted:
    folder = tmp_path_factory.mktemp("recounted") / "out"
    with standing.anew() as session:
        export(session, folder)
        session.info.pop("read_only", None)
        tables = rows_of(session)
        world = standing.made
        audit = session.get_one(Audit, world.second)
        opened = read(
            session, edition(session, audit.id), audience=Audience.FULL, now=audit.frozen_at
        )
        return Recounted(
            before=frozen(session, world.first),
            facts=frozen(session, world.second),
            spring=Again(folder, SPRING, tables),
            autumn=Again(folder, AUTUMN, tables),
            files=dict(csv_files(opened)),
            seed=audit.seed,
        )


def rows_of(session) -> dict[str, list[dict[str, Any]]]:
    """Tables as they are, of which the export says less than an edition counts."""
    found = defaultdict(list)
    for model in NOT_EXPORTED:
        for row in session.execute(select(model.__table__)).mappings():
            found[model.__tablename__].append(dict(row))
    return found
