"""What the command line says about a file: ``Their heading=column`` and ``Job title=role``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elearn.gateways.sheets import folded
from elearn.roster.cells import key_of
from elearn.roster.reading import COLUMNS, NAME_IN_TWO, Choices
from elearn.roster.titles import RoleName, Title, roles_of

OURS = (*COLUMNS, *NAME_IN_TWO)


class SaidError(ValueError):
    """What was said cannot be understood; the message says how to say it."""


@dataclass(frozen=True, slots=True)
class Words:
    """Columns by heading, as it is compared, with how it was written; role ids by job title."""

    columns: Mapping[str, tuple[str, str]]
    titles: Mapping[Title, int | None]

    def added_to(self, choices: Choices) -> Choices:
        """What was said before, with this added."""
        columns = {key: column for key, (_, column) in self.columns.items()}
        titles = {title.key: role for title, role in self.titles.items() if role}
        return Choices({**choices.columns, **columns}, {**choices.titles, **titles})


def words_of(maps: Sequence[str], titles: Sequence[str], roles: Sequence[RoleName]) -> Words:
    """The words of the command line. Raises SaidError."""
    named = roles_of(roles)
    columns, given = {}, {}
    for heading, column in map(_pair, maps):
        if column and column not in OURS:
            raise SaidError(f"{column} is no column of ours. They are: {', '.join(OURS)}.")
        columns[folded(heading)] = (heading, column)
    for title, role in map(_pair, titles):
        if key_of(role) not in named.by_name:
            raise SaidError(f"{role} is no role of ours. {named.remedy}")
        given[Title(key_of(title), title, 0, None)] = named.by_name[key_of(role)]
    return Words(columns, given)


def _pair(text: str) -> tuple[str, str]:
    theirs, sign, ours = text.rpartition("=")
    if not sign or not theirs.strip():
        raise SaidError(f'Write "theirs=ours", as in "Surname=last_name". This has no "=": {text}')
    return theirs.strip(), ours.strip()
