"""The rules of a briefing: what it counts for, how long its room is open, code and questions."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from random import Random

from elearn.domain.join_codes import LETTERS, LONGEST_TYPED
from elearn.domain.quiz import BankItem, DrawnItem, in_shown_order

OPEN_FOR = timedelta(hours=4)
UNDO_FOR = timedelta(days=30)
QUESTIONS = 5
FEWEST_TO_SHOW = 5  # answers of fewer people would tell what one of them said
CODE_LENGTH = 6
COUNTS_AT = "A"


class AttendanceWay(StrEnum):
    """How somebody came onto the list: by their number or address, by being signed in, ticked by
    the facilitator, as a guest with a name, or with a number that nobody here has."""

    NUMBER = "number"
    SIGNED_IN = "signed-in"
    TICKED = "ticked"
    GUEST = "guest"
    UNKNOWN = "unknown"


def counts_as_training(level: str) -> bool:
    """Whether having been there completes a module of that level.

    >>> counts_as_training("A"), counts_as_training("B")
    (True, False)
    """
    return level == COUNTS_AT


def new_room_code(choose: Callable[[str], str]) -> str:
    """The code of a room, each letter chosen by ``choose``; about 29 bits, for four hours.

    >>> new_room_code(lambda letters: letters[0])
    'AAAAAA'
    """
    return "".join(choose(LETTERS) for _ in range(CODE_LENGTH))


def read_room_code(text: str) -> str | None:
    """A code as it is compared, however it was typed; None when it cannot be one.

    >>> read_room_code(" h7k-q9w "), read_room_code("H7KQ90")
    ('H7KQ9W', None)
    """
    if len(text) > LONGEST_TYPED or not text.isascii():
        return None
    code = "".join(filter(str.isalnum, text.upper()))
    return code if len(code) == CODE_LENGTH and set(code) <= set(LETTERS) else None


def shown_room_code(code: str) -> str:
    """A code as it stands on the wall.

    >>> shown_room_code("H7KQ9W")
    'H7K-Q9W'
    """
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def draw_five(bank: Iterable[BankItem], safety: int, rng: Random) -> tuple[DrawnItem, ...]:
    """Five questions, or all there are: as many about safety as the module's quiz asks, the others
    from as many topics as can be.

    >>> bank = [BankItem(f"q{n}", "T1", n < 3, ("a", "b")) for n in range(9)]
    >>> drawn = draw_five(bank, 2, Random(1))
    >>> len(drawn), sum(one.key in ("q0", "q1", "q2") for one in drawn)
    (5, 2)
    """
    items = sorted(bank, key=lambda item: item.key)
    rng.shuffle(items)
    safe = [item for item in items if item.safety_critical]
    other = _topics_in_turn([item for item in items if not item.safety_critical])
    first = safe[: min(safety, QUESTIONS)]
    taken = (first + other + safe[len(first) :])[:QUESTIONS]
    rng.shuffle(taken)
    return tuple(DrawnItem(item.key, in_shown_order(item, rng)) for item in taken)


def _topics_in_turn(items: Sequence[BankItem]) -> list[BankItem]:
    """The first question of every topic, then the second of every topic, and so on."""
    seen: dict[str, int] = {}
    turns = []
    for item in items:
        seen[item.topic] = seen.get(item.topic, 0) + 1
        turns.append((seen[item.topic], item))
    return [item for _turn, item in sorted(turns, key=lambda one: one[0])]
