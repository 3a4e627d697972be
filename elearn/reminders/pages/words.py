"""Words and cells that the reminder pages share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elearn.domain.dates import uk_moment
from elearn.domain.reminding import ReminderKind
from elearn.domain.undelivered import meaning
from elearn.reminders.actions.chasing import Left
from elearn.reminders.letters import many
from elearn.reminders.queries.log import Fate, LetterRow

MARKING = "Marked OFFICIAL-SENSITIVE, for your agency only."
PURPOSE = "OFFICIAL-SENSITIVE. For the agency's own leads: reminding its own people."
LEFT_WORDS: Mapping[Left, tuple[str, str]] = {
    Left.LATELY: ("was reminded in the last three days", "were reminded in the last three days"),
    Left.NO_ADDRESS: ("has no e-mail address", "have no e-mail address"),
    Left.REFUSED: (
        "has an address that letters do not reach",
        "have addresses that letters do not reach",
    ),
    Left.SUSPENDED: ("has a suspended account", "have suspended accounts"),
    Left.AWAY: ("is on long leave", "are on long leave"),
}
KIND_WORDS: Mapping[ReminderKind, str] = {
    ReminderKind.OWN: "By date",
    ReminderKind.CHASE: "Sent by a lead",
    ReminderKind.MANAGER: "To a manager",
    ReminderKind.LEAD: "Weekly, to a lead",
}
FATE_WORDS: Mapping[Fate, tuple[str, str]] = {
    Fate.WAITS: ("watch", "Waiting"),
    Fate.SENT: ("good", "Sent"),
    Fate.FAILED: ("act", "Did not arrive"),
    Fate.WITHHELD: ("unknown", "Not needed"),
}


@dataclass(frozen=True, slots=True)
class StateCell:
    """A state in a table: shape, word, and a note."""

    state: str
    word: str
    note: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class LinkCell:
    """Words in a table that lead somewhere."""

    text: str
    href: str
    note: str = ""


Cell = str | int | StateCell | LinkCell


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter."""

    value: str
    text: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    options: tuple[Option, ...]


def left_words(left: Mapping[str, int]) -> tuple[str, ...]:
    """Who was left out and why, a sentence a reason.

    >>> left_words({"no-address": 2, "lately": 1})
    ('1 person was reminded in the last three days.', '2 people have no e-mail address.')
    """
    return tuple(
        f"{many(left[why.value], 'person', 'people')} {one if left[why.value] == 1 else more}."
        for why, (one, more) in LEFT_WORDS.items()
        if left.get(why.value)
    )


def what_happened(row: LetterRow) -> str:
    """What became of a letter, in plain words, with the server's own beside them."""
    if row.fate is Fate.SENT:
        return f"Sent on {uk_moment(row.sent_at)}." if row.sent_at else "Sent."
    if row.fate is Fate.WITHHELD:
        return row.answer
    if row.fate is Fate.WAITS:
        if not row.tries or not row.answer:
            return "It goes out within minutes."
        words = meaning(row.answer).words
        return f"{words} Tried {many(row.tries, 'time', 'times')}; next {uk_moment(row.next_at)}."
    tried = f" Tried {many(row.tries, 'time', 'times')}." if row.tries > 1 else ""
    return f"{meaning(row.answer).words}{tried} We do not try again by ourselves."


def addressee(row: LetterRow) -> str:
    """To whom a letter went: nobody is named who does not work here any more."""
    if row.name:
        return row.name
    return "A manager" if row.kind is ReminderKind.MANAGER else "Somebody who has left"


def options(choices: Sequence[tuple[str, str]], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, text, value == chosen) for value, text in choices)
