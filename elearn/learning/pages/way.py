"""The way somebody took through a scenario, in words."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from elearn.learning.walk import Taken
from elearn.web.languages import N_, say, say_number

TAG_WORDS = {
    "safe": N_("Safe"),
    "right-referral": N_("Told the right people"),
    "missed-sign": N_("A sign was missed"),
    "unsafe-confrontation": N_("It put people at risk"),
    "delay": N_("Time was lost"),
    "consent-error": N_("Consent was not handled well"),
    "secrecy-promise": N_("A promise nobody can keep"),
    "wrong-interpreter": N_("The wrong person interpreted"),
}
ENDING_WORDS = {
    "good": N_("It went well"),
    "mixed": N_("It could have gone better"),
    "poor": N_("It went badly"),
}
# What the choices of a tag had in common, in the order it is said.
_IN_COMMON: Mapping[str, Callable[[int], str]] = {
    "unsafe-confrontation": lambda number: say_number(
        "one choice that could have warned the person in control",
        "%(number)s choices that could have warned the person in control",
        number,
    ),
    "missed-sign": lambda number: say_number(
        "one choice that missed what there was to notice",
        "%(number)s choices that missed what there was to notice",
        number,
    ),
    "delay": lambda number: say_number(
        "one choice that lost time", "%(number)s choices that lost time", number
    ),
    "consent-error": lambda number: say_number(
        "one choice that left out what the person wants or may decide",
        "%(number)s choices that left out what the person wants or may decide",
        number,
    ),
    "secrecy-promise": lambda number: say_number(
        "one choice that promised what nobody can keep",
        "%(number)s choices that promised what nobody can keep",
        number,
    ),
    "wrong-interpreter": lambda number: say_number(
        "one choice that let the wrong person interpret",
        "%(number)s choices that let the wrong person interpret",
        number,
    ),
}


def tag_words(taken: Taken) -> str:
    """What a choice came to."""
    return words_of_tag(taken.choice.tag)


def words_of_tag(tag: str) -> str:
    """What choices of a tag come to."""
    return say(TAG_WORDS[tag]) if tag in TAG_WORDS else tag.replace("-", " ").capitalize()


def in_a_sentence(taken: Iterable[Taken]) -> str:
    """The way that was taken, from the tags of its choices; empty before the first.

    >>> in_a_sentence([])
    ''
    """
    tags = Counter(one.choice.tag for one in taken)
    told = [words(tags[tag]) for tag, words in _IN_COMMON.items() if tags[tag]]
    if not told:
        return _all_good(tags.total()) if tags else ""
    listed = ", ".join(told[:-1])
    if listed:
        listed = say("%(several)s and %(last)s", several=listed, last=told[-1])
    return say("You made %(listed)s.", listed=listed or told[0])


def _all_good(number: int) -> str:
    return say_number(
        "The choice you made kept people safe or told the right people.",
        "All %(number)s choices you made kept people safe or told the right people.",
        number,
    )
