"""The pages on which somebody says how an agency's files are to be read."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elearn.gateways.sheets import Heading
from elearn.records.places import AgencyName
from elearn.roster.forms import ColumnsForm, FileForm
from elearn.roster.queries import Said
from elearn.roster.titles import RoleName, Title

A_PAGE = 50
LEFT_OUT = ("", "Not said yet: leave these lines out")


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """Which column of a file is which. ``is_new``: the file cannot be read before it is said."""

    title: str
    agency: AgencyName
    number: int
    filename: str
    lede: str
    form: ColumnsForm
    is_new: bool
    headings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TitleField:
    """One job title with the roles to choose from."""

    name: str
    words: str
    role: str


@dataclass(frozen=True, slots=True)
class TitlesPage:
    """Which role each job title is."""

    title: str
    agency: AgencyName
    number: int
    lede: str
    fields: tuple[TitleField, ...]
    roles: tuple[tuple[str, str], ...]
    start: int
    form: FileForm
    previous_href: str | None = None
    next_href: str | None = None


@dataclass(frozen=True, slots=True)
class MemoryPage:
    """What is remembered about an agency's files."""

    title: str
    agency: AgencyName
    columns: tuple[Said, ...]
    titles: tuple[Said, ...]
    form: FileForm


def heading_choices(headings: Sequence[Heading]) -> list[tuple[str, str]]:
    """The headings of a file to choose from, each with two of its values."""
    return [("", "Not in this file"), *((one.key, _with_examples(one)) for one in headings)]


def _with_examples(one: Heading) -> str:
    return f"{one.text}, such as {' or '.join(one.examples)}" if one.examples else one.text


def examples(headings: Sequence[Heading]) -> tuple[tuple[str, str], ...]:
    """The headings of a file beside two of their values."""
    return tuple((one.text, ", ".join(one.examples) or "nothing") for one in headings)


def columns_lede(is_new: bool) -> str:
    """Why it is asked."""
    if is_new:
        return (
            "The headings of this file are not the ones we know. Say which is which, once: "
            "the next file with the same headings is read in the same way."
        )
    return "Change how the headings of your files are read. It counts from this file on."


def field_name(title: Title) -> str:
    """The name of a job title's field: short, and the same whenever it is asked.

    >>> field_name(Title("nurse", "Nurse", 3, None))
    'title-781e5116'
    """
    return f"title-{hashlib.sha256(title.key.encode()).hexdigest()[:8]}"


def title_fields(titles: Iterable[Title], roles: Sequence[RoleName]) -> tuple[TitleField, ...]:
    """A field for each title."""
    codes = {role.role_id: role.code for role in roles}
    return tuple(
        TitleField(
            field_name(one),
            f"{one.shown} ({one.lines:,} {'line' if one.lines == 1 else 'lines'})",
            codes.get(one.role_id or 0, ""),
        )
        for one in titles
    )


def role_choices(roles: Sequence[RoleName]) -> tuple[tuple[str, str], ...]:
    """The roles to choose from, R1 to R15."""
    ordered = sorted(roles, key=lambda role: (len(role.code), role.code))
    return (LEFT_OUT, *((role.code, f"{role.code} {role.name}") for role in ordered))


def titles_title(unknown: int) -> str:
    """What there is to say."""
    if not unknown:
        return "How job titles are read"
    return f"{unknown:,} job {'title needs' if unknown == 1 else 'titles need'} a role"


def titles_lede(unknown: int, more: int) -> str:
    """Why it is asked; what else it may mean where there are very many."""
    said = (
        "Training depends on the role, so each job title has to be one of ours. You say it once: "
        "later files are read in the same way."
    )
    if more:
        return f"{said} So many different titles may mean that another column has the job titles."
    return said if unknown else "Every job title of this file has a role. You can change them here."
