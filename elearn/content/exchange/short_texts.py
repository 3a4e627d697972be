"""The texts that others accept for a short answer, as far as they can be accepted here."""

import re
from dataclasses import dataclass

from elearn.content.exchange.foreign import Foreign, Rich
from elearn.content.exchange.weighing import NEAR, WHOLE, UntakableError
from elearn.domain.typing_slips import canonical

MOST, LONGEST = 10, 100
_JOKER = re.compile(r"(?<!\\)\*")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The texts, the best first, and what is said to a right and to any other answer."""

    accepted: tuple[str, ...]
    right: Rich
    wrong: Rich


def accepted_of(foreign: Foreign, losses: list[str]) -> Accepted:
    """What may be typed. Raises UntakableError when nothing of it can be kept."""
    kept: dict[str, str] = {}
    right, wrong = foreign.right, foreign.wrong
    for answer in foreign.answers:
        text = " ".join(answer.text.text.split())
        if text == "*":
            wrong = answer.feedback if answer.feedback.text else wrong
            losses += ["any answer was worth something"] if answer.share > 0 else []
        elif problem := _problem(text, answer.share):
            losses.append(f'"{text}" is left out: {problem}')
        else:
            right = answer.feedback if answer.feedback.text and not kept else right
            plain = text.replace("\\*", "*")
            kept.setdefault(canonical(plain), plain)
    if not kept:
        raise UntakableError("no text that it accepts can be accepted here")
    texts = list(kept.values())
    losses += [f'"{text}" is left out: {MOST} texts are the most' for text in texts[MOST:]]
    return Accepted(tuple(texts[:MOST]), right, wrong)


def _problem(text: str, share: float) -> str:
    if share < WHOLE - NEAR:
        return f"it was worth {share:g}%"
    if _JOKER.search(text):
        return "it has a * in it that stands for anything"
    if len(text) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    return "" if canonical(text) else "it holds no letter and no digit"
