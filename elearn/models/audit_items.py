"""Fact rows of frozen audits about questions, about how sure people were, and about what they
gained: whole numbers only, from which every share is worked out."""

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.models.base import Base, Id


class AuditItem(Base):
    """First answers to one question over the partnership. ``options`` is how many it can be
    guessed among (0: its kind is not corrected for guessing); rest: the share right at the other
    questions of the attempt, in 27,720ths."""

    __tablename__ = "audit_item"
    __table_args__ = (Index(None, "audit_id", "item"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    item: Mapped[str] = mapped_column(String(64))
    module: Mapped[str] = mapped_column(String(80))
    topic: Mapped[str] = mapped_column(String(8))
    level: Mapped[str] = mapped_column(String(1))
    type: Mapped[str] = mapped_column(String(20))
    safety_critical: Mapped[int]
    anchor: Mapped[int]
    options: Mapped[int]
    answers: Mapped[int]
    right: Mapped[int]
    others: Mapped[int]
    others_right: Mapped[int]
    rest: Mapped[int] = mapped_column(BigInteger)
    rest_squares: Mapped[int] = mapped_column(BigInteger)
    rest_right: Mapped[int] = mapped_column(BigInteger)
    asked: Mapped[int]
    asked_right: Mapped[int]
    confidence: Mapped[int]
    confidence_squares: Mapped[int]
    confidence_right: Mapped[int]
    sure: Mapped[int]
    sure_wrong: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class AuditChoice(Base):
    """How often one answer to a question was chosen. ``option`` is its id in the question as it
    was last published by the census date; with an ``@`` and a version, one that is gone since.
    Typed words are never kept: their option is ``=``."""

    __tablename__ = "audit_choice"
    __table_args__ = (Index(None, "audit_id", "item", "option"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    item: Mapped[str] = mapped_column(String(64))
    option: Mapped[str] = mapped_column(String(24))
    right: Mapped[int]
    chosen: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class AuditCheck(Base):
    """People who were asked as many questions in one version of a quiz or of the knowledge check:
    what the reliability is worked out of. ``drawn`` is how many different questions they had."""

    __tablename__ = "audit_check"
    __table_args__ = (Index(None, "audit_id", "module", "version", "items"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    module: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    items: Mapped[int]
    drawn: Mapped[int]
    people: Mapped[int]
    spread: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)
    squares: Mapped[int] = mapped_column(BigInteger)


class AuditCalibration(Base):
    """How sure people were against how right they were: a topic by agency, role and level, as in
    the rows of knowledge. ``guess`` sums what wrong answers weigh in the correction for guessing,
    in 60ths."""

    __tablename__ = "audit_calibration"
    __table_args__ = (Index(None, "audit_id", "agency", "role", "topic", "level"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    agency: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(8))
    topic: Mapped[str] = mapped_column(String(8))
    level: Mapped[str] = mapped_column(String(1))
    people: Mapped[int]
    answers: Mapped[int]
    right: Mapped[int]
    guess: Mapped[int] = mapped_column(BigInteger)
    asked: Mapped[int]
    asked_right: Mapped[int]
    confidence: Mapped[int]
    confidence_squares: Mapped[int]
    confidence_right: Mapped[int]
    sure: Mapped[int]
    sure_wrong: Mapped[int]
    safety: Mapped[int]
    safety_right: Mapped[int]


class AuditGain(Base):
    """What paired people gained between a pre-check and the quiz after it (``months`` 0), and what
    they kept so many months later. Blank ``module``: all of them; ``topic`` and ``item`` narrow a
    row down. ``asked`` is how many could have done the last of it, whoever did."""

    __tablename__ = "audit_gain"
    __table_args__ = (Index(None, "audit_id", "months", "module", "topic", "item"),)

    id: Mapped[Id]
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))
    months: Mapped[int]
    module: Mapped[str] = mapped_column(String(80))
    topic: Mapped[str] = mapped_column(String(8))
    item: Mapped[str] = mapped_column(String(64))
    asked: Mapped[int]
    pairs: Mapped[int]
    before: Mapped[int] = mapped_column(BigInteger)
    after: Mapped[int] = mapped_column(BigInteger)
    later: Mapped[int] = mapped_column(BigInteger)
    change_squares: Mapped[int] = mapped_column(BigInteger)
    rose: Mapped[int]
    fell: Mapped[int]
