"""Drawing a quiz from a bank, and when it may be tried again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

FREE_TRIES = 3
PAUSE_MINUTES = 10


class DrawError(ValueError):
    """The bank cannot fill the blueprint; the message names the topic."""


@dataclass(frozen=True, slots=True)
class BankItem:
    """A question that may be drawn. ``options`` are the ids of what it shows in an order of its
    own (options, right-hand sides, steps), as the author ordered them; none where one types."""

    key: str
    topic: str
    safety_critical: bool
    options: tuple[str, ...]
    fixed_order: bool = False


@dataclass(frozen=True, slots=True)
class BlueprintLine:
    """Take ``items`` from the topic, of which exactly ``safety`` are safety-critical."""

    topic: str
    items: int
    safety: int = 0


@dataclass(frozen=True, slots=True)
class DrawnItem:
    """A question as one learner is asked it: its ``options`` in the order they are shown."""

    key: str
    options: tuple[str, ...]


def _take(
    pool: list[BankItem], wanted: int, rng: Random, avoid: frozenset[str], what: str
) -> list[BankItem]:
    if len(pool) < wanted:
        raise DrawError(f"{what}: {wanted} wanted, {len(pool)} in the bank.")
    shuffled = rng.sample(pool, len(pool))
    return sorted(shuffled, key=lambda item: item.key in avoid)[:wanted]


def draw(
    bank: Iterable[BankItem],
    blueprint: Iterable[BlueprintLine],
    rng: Random,
    avoid: frozenset[str] = frozenset(),
) -> tuple[DrawnItem, ...]:
    """A fresh quiz. The same bank, blueprint, ``avoid`` and state of ``rng`` give the same one.

    Questions in ``avoid`` (asked in earlier attempts) are taken only when the others run out.

    >>> bank = [BankItem("q1", "T1", True, ("a", "b")), BankItem("q2", "T1", False, ("a", "b"))]
    >>> sorted(item.key for item in draw(bank, [BlueprintLine("T1", 2, safety=1)], Random(1)))
    ['q1', 'q2']
    """
    items = sorted(bank, key=lambda item: item.key)
    taken: list[BankItem] = []
    for line in blueprint:
        of_topic = [item for item in items if item.topic == line.topic]
        safety = [item for item in of_topic if item.safety_critical]
        other = [item for item in of_topic if not item.safety_critical]
        taken += _take(safety, line.safety, rng, avoid, f"{line.topic} safety-critical")
        taken += _take(other, line.items - line.safety, rng, avoid, f"{line.topic} other")
    rng.shuffle(taken)
    return tuple(DrawnItem(item.key, in_shown_order(item, rng)) for item in taken)


def in_shown_order(item: BankItem, rng: Random) -> tuple[str, ...]:
    """The options as they are shown: true before false stays, every other question's are
    shuffled."""
    return item.options if item.fixed_order else tuple(rng.sample(item.options, len(item.options)))


def _short(line: BlueprintLine, have: int, asked: int, kind: str, times: int) -> list[str]:
    wanted = asked * times
    if have >= wanted:
        return []
    missing = f"{line.topic}: a quiz takes {asked} {kind} and the bank has {have}."
    return [f"{missing} Write {wanted - have} more, so that {times} tries can differ."]


def _line_faults(items: Sequence[BankItem], line: BlueprintLine, times: int) -> list[str]:
    if line.items < 1 or not 0 <= line.safety <= line.items:
        return [f"{line.topic}: items must be 1 or more, and safety between 0 and items."]
    of_topic = [item for item in items if item.topic == line.topic]
    safety = sum(item.safety_critical for item in of_topic)
    return [
        *_short(line, safety, line.safety, "safety-critical", times),
        *_short(line, len(of_topic) - safety, line.items - line.safety, "other", times),
    ]


def blueprint_faults(
    bank: Iterable[BankItem], blueprint: Iterable[BlueprintLine], times: int = 3
) -> tuple[str, ...]:
    """Everything that stops ``times`` different draws, in sentences for the author.

    >>> blueprint_faults([], [BlueprintLine("T1", 1)], times=1)[0][:51]
    'T1: a quiz takes 1 other and the bank has 0. Write '
    """
    items, lines = list(bank), list(blueprint)
    topics = Counter(line.topic for line in lines)
    faults = [] if lines else ["The blueprint asks for no question."]
    faults += [f"{topic}: it stands twice." for topic, seen in sorted(topics.items()) if seen > 1]
    for line in lines:
        faults += _line_faults(items, line, times)
    return tuple(faults)


def pause_until(
    failed_at: Sequence[datetime],
    free_tries: int = FREE_TRIES,
    minutes: int = PAUSE_MINUTES,
) -> datetime | None:
    """When the next try opens: ten minutes after the third and each later failed attempt.

    ``failed_at`` holds the instant each failed attempt was handed in, in any order. None means
    that the next try is open at once.

    >>> noon = datetime(2026, 11, 22, 12)
    >>> pause_until([noon, noon]) is None
    True
    >>> pause_until([noon, noon, noon])
    datetime.datetime(2026, 11, 22, 12, 10)
    """
    if len(failed_at) < free_tries:
        return None
    return max(failed_at) + timedelta(minutes=minutes)
