"""What a roster may call a staff role: its code, its name, or a job title that was given one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from elearn.gateways.sheets import Sheet
from elearn.gateways.sheets.cells import CellError
from elearn.roster.cells import key_of

LONGEST_TITLE = 100
MOST_TITLES = 200


@dataclass(frozen=True, slots=True)
class RoleName:
    """A staff role by every name that a roster may give it."""

    role_id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Roles:
    """Role ids by what a roster may call them, those that somebody said apart; and what to write
    instead of anything else."""

    by_name: Mapping[str, int]
    said: Mapping[str, int]
    remedy: str

    def role_of(self, text: str) -> int:
        """The role a cell names. Raises CellError. A code or name of ours counts first."""
        key = key_of(text)
        role = self.by_name.get(key) or self.said.get(key)
        if role is None:
            raise CellError(self.remedy)
        return role


@dataclass(frozen=True, slots=True)
class Title:
    """A job title of a file: as it is compared and written, how many lines have it, and the role
    somebody gave it."""

    key: str
    shown: str
    lines: int
    role_id: int | None


@dataclass(frozen=True, slots=True)
class Titles:
    """The job titles of a file that are no role of ours: those nobody gave a role yet, the most
    frequent first, and those that have one. ``more`` is how many there are besides."""

    unknown: tuple[Title, ...] = ()
    said: tuple[Title, ...] = ()
    more: int = field(default=0)


def roles_of(roles: Iterable[RoleName], said: Mapping[str, int] | None = None) -> Roles:
    """Roles under their code and their name, whatever its case, and under titles given to them."""
    known = list(roles)
    codes = sorted((role.code for role in known), key=lambda code: (len(code), code))
    remedy = "No staff roles are set up yet. Ask your coordinator."
    if codes:
        remedy = f"Write a role's code, {codes[0]} to {codes[-1]}, or its name."
    by_name = {key_of(name): one.role_id for one in known for name in (one.name, one.code)}
    return Roles(by_name, said or {}, remedy)


def titles_of(sheet: Sheet, roles: Roles) -> Titles:
    """The distinct job titles in a file's role column, but for codes and names of ours."""
    place = sheet.places.get("role")
    if place is None:
        return Titles()
    cells = Counter(line.cells[place].strip() for line in sheet.lines if place < len(line.cells))
    found: dict[str, Title] = {}
    for text, lines in cells.items():
        key = key_of(text)
        if not key or key in roles.by_name or len(text) > LONGEST_TITLE or not text.isprintable():
            continue
        had = found.get(key)
        shown = had.shown if had else " ".join(text.split())
        found[key] = Title(key, shown, lines + (had.lines if had else 0), roles.said.get(key))
    unknown = sorted((one for one in found.values() if not one.role_id), key=_most_first)
    said = sorted((one for one in found.values() if one.role_id), key=lambda one: one.key)
    more = max(0, len(unknown) - MOST_TITLES)
    return Titles(tuple(unknown[:MOST_TITLES]), tuple(said), more)


def _most_first(one: Title) -> tuple[int, str]:
    return -one.lines, one.key
