"""A partnership with returns of two agencies."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from elearn.audit.editions import SHELF
from elearn.domain.assessment import QUESTIONS
from elearn.models import (
    AssessmentAct,
    AssessmentAnswer,
    AssessmentDetail,
    AssessmentModeration,
    AssessmentState,
    SelfAssessment,
)


@dataclass(frozen=True)
class Returned:
    """Returns as acts and answers leave them."""

    make: Any

    def signed(self, agency, on, *, scores=None, details=None, default=2):
        """A return of the year of ``on``, answered and signed on that day; its row."""
        at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
        row = self.make._add(
            SelfAssessment(
                agency_id=agency.id, year=on.year, state=AssessmentState.SIGNED, opened_at=at,
                signed_at=at,
            )
        )  # fmt: skip
        for question in QUESTIONS:
            score = (scores or {}).get(question.number, default)
            self.answer(row, question.number, score, at, details=details)
        self.act(row, AssessmentState.SIGNED, at)
        return row

    def answer(self, row, question, score, at, *, revision=1, details=None):
        reason = "We run no such service." if score is None else ""
        answer = self.make._add(
            AssessmentAnswer(
                assessment_id=row.id, question=question, revision=revision, score=score,
                na_reason=reason, evidence="Policy." if question < 5 else "",
                confidence=None if score is None else "A", answered_at=at,
            )
        )  # fmt: skip
        for key, value in ((details or {}).get(question) or {}).items():
            self.make._add(AssessmentDetail(answer_id=answer.id, key=key, value=value))
        return answer

    def act(self, row, state, at):
        self.make._add(AssessmentAct(assessment_id=row.id, state=state, at=at))

    def moderated(self, answer, score, at):
        self.make._add(
            AssessmentModeration(
                assessment_id=answer.assessment_id, question=answer.question, answer_id=answer.id,
                score=score, note="Seen.", moderated_at=at,
            )
        )  # fmt: skip


@pytest.fixture
def returned(make) -> Returned:
    return Returned(make)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()
