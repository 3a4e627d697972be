"""What each retention rule finds and what it does with it, in pieces that a database can take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, delete, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from elearn.domain.answers import pack, typed
from elearn.models import (
    Answer,
    Attempt,
    Erasure,
    FailedSignIn,
    Letter,
    LetterState,
    ModuleFeedback,
    Registration,
    RosterChange,
    RosterImport,
    ScenarioChoice,
    SignInSession,
)

PIECE = 500
Find = Callable[[datetime], Select[Any]]  # given the cutoff: the keys that are due, oldest first
Moment = ColumnElement[Any] | InstrumentedAttribute[Any]
Act = Callable[[Session, Sequence[Any]], None]


@dataclass(frozen=True, slots=True)
class Work:
    """One rule's work. ``total`` is what the cap is a share of."""

    rule: str
    find: Find
    total: Select[Any]
    act: Act


def _due(key: InstrumentedAttribute[Any], since: Moment, *where: ColumnElement[bool]) -> Find:
    def find(cutoff: datetime) -> Select[Any]:
        return select(key).where(since < cutoff, *where).order_by(since, key)

    return find


def _delete(key: InstrumentedAttribute[Any]) -> Act:
    def act(session: Session, keys: Sequence[Any]) -> None:
        for piece in pieces(keys):
            session.execute(
                delete(key.class_)
                .where(key.in_(piece))
                .execution_options(synchronize_session=False)
            )

    return act


def _set(key: InstrumentedAttribute[Any], **values: object) -> Act:
    def act(session: Session, keys: Sequence[Any]) -> None:
        for piece in pieces(keys):
            session.execute(
                update(key.class_)
                .where(key.in_(piece))
                .values(**values)
                .execution_options(synchronize_session=False)
            )

    return act


def pieces(keys: Sequence[Any]) -> list[Sequence[Any]]:
    """So many at a time that no statement has too many parameters."""
    return [keys[start : start + PIECE] for start in range(0, len(keys), PIECE)]


def _all(key: InstrumentedAttribute[Any]) -> Select[Any]:
    return select(func.count(key))


def _typed_answers(cutoff: datetime) -> Select[Any]:
    nothing = pack(typed(""))
    return (
        select(Answer.id)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(
            Attempt.submitted_at < cutoff, Answer.choice.startswith(nothing),
            Answer.choice != nothing,
        )
        .order_by(Attempt.submitted_at, Answer.id)
    )  # fmt: skip


def _old_changes(cutoff: datetime) -> Select[Any]:
    told = cast(RosterChange.after, String) != "{}"
    return (
        select(RosterChange.id)
        .join(RosterImport, RosterImport.id == RosterChange.import_id)
        .where(RosterImport.applied_at < cutoff, told)
        .order_by(RosterImport.applied_at, RosterChange.id)
    )


def _old_comments(cutoff: datetime) -> Select[Any]:
    return (
        select(ModuleFeedback.id)
        .where(ModuleFeedback.answered_on < cutoff.date(), ModuleFeedback.comment != "")
        .order_by(ModuleFeedback.answered_on, ModuleFeedback.id)
    )


_SENT = Letter.state.in_([LetterState.SENT, LetterState.FAILED])
ROWS = (
    Work(
        "sessions",
        _due(
            SignInSession.secret_hash,
            func.coalesce(SignInSession.ended_at, SignInSession.expires_at),
        ),
        _all(SignInSession.secret_hash),
        _delete(SignInSession.secret_hash),
    ),
    Work("tries", _due(FailedSignIn.id, FailedSignIn.at), _all(FailedSignIn.id),
         _delete(FailedSignIn.id)),
    Work("answers", _typed_answers, _all(Answer.id), _set(Answer.id, choice=pack(typed("")))),
    Work("walks", _due(ScenarioChoice.id, ScenarioChoice.chosen_at), _all(ScenarioChoice.id),
         _delete(ScenarioChoice.id)),
    Work(
        "letters",
        _due(Letter.id, func.coalesce(Letter.sent_at, Letter.created_at), _SENT, Letter.body != ""),
        _all(Letter.id),
        _set(Letter.id, body="", answer=""),
    ),
    Work("comments", _old_comments, _all(ModuleFeedback.id), _set(ModuleFeedback.id, comment="")),
    Work("rosters", _old_changes, _all(RosterChange.id),
         _set(RosterChange.id, before={}, after={})),
    Work(
        "registrations",
        _due(
            Registration.id,
            func.coalesce(Registration.decided_at, Registration.expires_at),
            or_(Registration.decided_at.is_not(None), Registration.proved_at.is_(None)),
        ),
        _all(Registration.id),
        _delete(Registration.id),
    ),
    Work("erasures", _due(Erasure.id, Erasure.erased_at), _all(Erasure.id), _delete(Erasure.id)),
)  # fmt: skip
