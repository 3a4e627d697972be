"""The partnership's curriculum as data: topics, levels, roles, kinds of agency, planned modules and
the requirement matrix (curriculum.md B1 and B4), read from ``modules/curriculum.json``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from elearn.content.faults import ContentError, Fault

DEFAULT = Path(__file__).resolve().parents[2] / "modules" / "curriculum.json"


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """What somebody does at work. ``exposure`` is 0.5 general, 1.0 regular contact, 1.5 First
    Responder or decision roles (audit-method.md C7)."""

    code: str
    name: str
    level: str
    exposure: float


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """A kind of partner agency with the roles usually in its scope. ``first_responder`` and
    ``duty_to_notify`` (section 52) are None where they depend on the agency; ``note`` says how."""

    code: str
    name: str
    roles: tuple[str, ...]
    first_responder: bool | None
    duty_to_notify: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class PlannedModule:
    """A module of the curriculum, written yet or not."""

    code: str
    slug: str
    title: str
    level: str
    minutes: int
    refresh_months: int
    prerequisites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curriculum:
    """``matrix`` is role code -> module code -> R required, O offered or - not needed;
    ``grace_days`` is module code -> days a new starter has."""

    topics: Mapping[str, str]
    levels: Mapping[str, str]
    roles: tuple[RoleEntry, ...]
    agency_types: tuple[AgencyKind, ...]
    modules: tuple[PlannedModule, ...]
    matrix: Mapping[str, Mapping[str, str]]
    grace_days: Mapping[str, int]


@cache
def read_curriculum(path: Path = DEFAULT) -> Curriculum:
    """The curriculum of a file. Raises ContentError when the file is not what is needed."""
    file = f"{path.parent.name}/{path.name}"
    try:
        return _curriculum(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        raise ContentError([Fault(file, 1, 1, "", f"{path.name} is missing. Add it.")]) from None
    except json.JSONDecodeError as error:
        message = f"This is not JSON: {error.msg}."
        raise ContentError([Fault(file, error.lineno, error.colno, "", message)]) from None
    except (KeyError, TypeError, ValueError) as error:
        message = f"Something is missing or misspelt: {error}."
        raise ContentError([Fault(file, 1, 1, "", message)]) from None


def topics() -> Mapping[str, str]:
    """Topic code -> name."""
    return read_curriculum().topics


def levels() -> Mapping[str, str]:
    """Level letter -> name."""
    return read_curriculum().levels


def roles() -> tuple[RoleEntry, ...]:
    return read_curriculum().roles


def agency_types() -> tuple[AgencyKind, ...]:
    return read_curriculum().agency_types


def matrix() -> Mapping[str, Mapping[str, str]]:
    """Role code -> module code -> ``R``, ``O`` or ``-``."""
    return read_curriculum().matrix


def _curriculum(raw: dict[str, Any]) -> Curriculum:
    """Raises KeyError, TypeError or ValueError where the parts do not fit together."""
    role_rows = tuple(RoleEntry(**row) for row in raw["roles"])
    modules = tuple(
        PlannedModule(**{**row, "prerequisites": tuple(row["prerequisites"])})
        for row in raw["modules"]
    )
    kinds = tuple(
        AgencyKind(**{**row, "roles": tuple(row["roles"])}) for row in raw["agency_types"]
    )
    _check_matrix(raw["matrix"], {one.code for one in role_rows}, {one.code for one in modules})
    grace = raw["grace_days"]
    return Curriculum(
        topics=raw["topics"],
        levels=raw["levels"],
        roles=role_rows,
        agency_types=kinds,
        modules=modules,
        matrix=raw["matrix"],
        grace_days={one.code: grace.get(one.code, grace["default"]) for one in modules},
    )


def _check_matrix(matrix: dict[str, dict[str, str]], roles: set[str], modules: set[str]) -> None:
    if set(matrix) != roles:
        raise ValueError("the matrix has other roles than the list of roles")
    for role, needs in matrix.items():
        if set(needs) != modules or not set(needs.values()) <= {"R", "O", "-"}:
            raise ValueError(f"the matrix row of {role} needs R, O or - for every module")
