"""The anonymous staff survey: how often each answer was given, and nothing of who gave which.

No row here belongs to a person. Whoever opened or closed a survey is a plain number, as in the
trail."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class Survey(Base):
    """Open from ``opens_on`` until the end of ``closes_on``, or until it was closed before that.
    ``code`` lets in people without an account; ``once`` is the token of the form that opened it."""

    __tablename__ = "survey"
    __table_args__ = (CheckConstraint("closes_on >= opens_on", name="dates_in_order"),)

    id: Mapped[Id]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    closed_on: Mapped[date | None]
    code: Mapped[str] = mapped_column(String(8), unique=True)
    once: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None]


class SurveyCount(Base):
    """How many people of a group of roles, or of a kind of agency (``grouping``), gave an answer.
    Every row is made when the survey is opened, so that nothing tells in which order people
    answered."""

    __tablename__ = "survey_count"
    __table_args__ = (CheckConstraint("number >= 0", name="not_negative"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    grouping: Mapped[str] = mapped_column(String(8), primary_key=True)
    place: Mapped[str] = mapped_column(String(12), primary_key=True)
    question: Mapped[str] = mapped_column(String(12), primary_key=True)
    answer: Mapped[str] = mapped_column(String(12), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


class SurveyMark(Base):
    """That somebody has answered: a keyed hash, kept in its own order and deleted in the night
    after the survey is over. It names neither a person nor an answer."""

    __tablename__ = "survey_mark"
    __table_args__ = ({"sqlite_with_rowid": False},)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
