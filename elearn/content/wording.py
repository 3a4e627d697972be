"""What must not stand in text for learners: typed numbers and addresses, unknown tokens; and
words better not used (design/README.md, section 2; conventions.md D2)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from elearn.content.placeholders import CONTACT

_TOKEN = re.compile(r"\{[^{}\n]*\}")
_LINK_TARGET = re.compile(r"(?<=\]\()[^)\n]*")
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s)>\]]*[^\s)>\].,;:!?]", re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"(?<![\w£.,-])(?:999|112|101|111|116[ -]?\d{3}|18000)(?![\w%-]|[.,]\d)")
_NUMBER = re.compile(
    r"(?<![\w£.,-])(?:\+\d{2}[ -]?(?:\(0\)[ -]?)?|\(?0)\d(?:[ ()-]{0,2}\d){6,12}(?![\w-])"
)
_DATE = re.compile(r"\d{1,2}-\d{1,2}-\d{4}")

_BETTER = (
    (r"slaves?", "person who was exploited"),
    (
        r"illegals?|illegal (?:im)?migrants?|illegal aliens?",
        "person without immigration permission",
    ),
    (r"(?<!fire and )(?<!fire & )rescu(?:e[sdr]?|ers|ing)", "help, or find a safe way out"),
    (r"child prostitut(?:e|es|ion)", "child who is sexually exploited"),
    (r"prostitutes?", "person who is sexually exploited, or who sells sex"),
    (r"(?:sex|human) traffick victims?|slave masters?|slave drivers?", "exploiter"),
    (r"pimps?", "exploiter"),
    (r"click here", "words that say where the link goes"),
)
# Names in law and of services keep their words.
_NAMES = re.compile(r"Illegal Migration|Fire and Rescue|Search and Rescue|Rescue Service", re.I)
# Most texts hold none of these: one look at all of them first is seven times faster.
_ANY_WORD = re.compile("|".join(rf"\b(?:{pattern})\b" for pattern, _ in _BETTER), re.IGNORECASE)
_WORDS = [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), better) for pattern, better in _BETTER]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something found in a text: the words, what to do, and whether it is only a warning."""

    start: int
    found: str
    message: str
    warning: bool = False


def remarks(text: str, contacts: Mapping[str, str | None]) -> Iterator[Remark]:
    """All that is wrong with the wording of a learner's text, in no particular order.

    ``contacts`` are the keys of contacts.yaml with their numbers.
    """
    prose = _LINK_TARGET.sub(lambda found: " " * len(found[0]), text)
    yield from _tokens(prose, contacts)
    prose = _TOKEN.sub(lambda found: " " * len(found[0]), prose)
    yield from _numbers(prose, contacts)
    for found in _ADDRESS.finditer(prose):
        yield Remark(
            found.start(),
            found[0],
            f"{found[0]} is a typed web address. For a service write its {{contact:…}}; for a "
            "page write a link with words: [words](https://…).",
        )
    yield from _words(prose)


def _tokens(text: str, contacts: Mapping[str, str | None]) -> Iterator[Remark]:
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token == "{agency-card}":  # noqa: S105 a placeholder, no secret
            message = "The agency's card is a box of its own: ::: my-agency, and ::: below it."
        elif match := CONTACT.fullmatch(token):
            if match[1] in contacts:
                continue
            close = get_close_matches(match[1], contacts, 1)
            hint = (
                f"Did you mean {{contact:{close[0]}}}?"
                if close
                else "Its keys are: " + (", ".join(contacts) or "none yet") + "."
            )
            message = f"contacts.yaml has no {match[1]}. {hint}"
        else:
            message = f"{token} means nothing here. A contact is {{contact:key}}, without spaces."
        yield Remark(found.start(), token, message)


def _numbers(text: str, contacts: Mapping[str, str | None]) -> Iterator[Remark]:
    for pattern in (_NUMBER, _SHORT_NUMBER):
        for found in pattern.finditer(text):
            if _DATE.fullmatch(found[0]):
                continue
            key = _key_of(found[0], contacts)
            remedy = (
                f"Write {{contact:{key}}} instead."
                if key
                else "Add it to contacts.yaml and write its {contact:…} instead."
            )
            yield Remark(
                found.start(),
                found[0],
                f"{found[0]} is a typed phone number, which goes out of date unseen. {remedy}",
            )
        text = pattern.sub(lambda found: " " * len(found[0]), text)


def _key_of(number: str, contacts: Mapping[str, str | None]) -> str | None:
    wanted = _digits(number)
    return next((key for key, one in contacts.items() if one and _digits(one) == wanted), None)


def _words(text: str) -> Iterator[Remark]:
    if not _ANY_WORD.search(text):
        return
    prose = _NAMES.sub(lambda found: " " * len(found[0]), text)
    for pattern, better in _WORDS:
        for found in pattern.finditer(prose):
            yield Remark(
                found.start(), found[0], f'"{found[0]}" is better not used: {better}.', True
            )


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdecimal())
