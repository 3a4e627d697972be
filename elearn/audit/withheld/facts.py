"""Decisions of the engine as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class WithheldFact:
    """What the partnership may not see of a row of knowledge, each with the reason
    (``suppression.Reason``), blank where it may: people assessed (``base``) and masters
    (``count``), and the shares that rest on people, on answers that came with a confidence
    (``asked``), on sure ones, and on safety-critical ones."""

    agency: str
    role: str
    topic: str
    level: str
    base: str
    count: str
    people: str
    asked: str
    sure: str
    safety: str
