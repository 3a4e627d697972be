"""What an audit counts: which agencies, areas, roles and modules (audit-method C13 Run)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ALL, PUBLISHED = "all", "published"


@dataclass(frozen=True, slots=True)
class AuditScope:
    """Slugs and codes, each part sorted; an empty part limits nothing.

    An agency counts where both its own part and that of the areas let it in; agencies of the whole
    partnership belong to no area.

    >>> AuditScope(roles=("R1",)).has_role("R2"), AuditScope().has_role("R2")
    (False, True)
    """

    agencies: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it limits nothing."""
        return not (self.agencies or self.areas or self.roles or self.modules)

    def has_agency(self, slug: str, area: str) -> bool:
        """Whether an agency of that area (blank: the whole partnership) counts.

        >>> AuditScope(areas=("isle",)).has_agency("fire", "")
        False
        """
        named = not self.agencies or slug in self.agencies
        return named and (not self.areas or area in self.areas)

    def has_role(self, code: str) -> bool:
        return not self.roles or code in self.roles

    def has_module(self, slug: str) -> bool:
        return not self.modules or slug in self.modules

    def to_dict(self) -> dict[str, Any]:
        """The scope as plain values for a snapshot.

        >>> AuditScope().to_dict()
        {'agencies': 'all', 'areas': 'all', 'roles': 'all', 'modules': 'published'}
        """
        return {
            "agencies": list(self.agencies) or ALL,
            "areas": list(self.areas) or ALL,
            "roles": list(self.roles) or ALL,
            "modules": list(self.modules) or PUBLISHED,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "AuditScope":
        """The scope that was kept; what an older edition does not name limits nothing.

        >>> AuditScope.from_dict({"agencies": "all", "roles": ["R2", "R1"]}).roles
        ('R1', 'R2')
        """
        return cls(*(_part(kept.get(name, ALL)) for name in _PARTS))


_PARTS = ("agencies", "areas", "roles", "modules")


def _part(kept: str | Iterable[str]) -> tuple[str, ...]:
    return () if isinstance(kept, str) else tuple(sorted(set(kept)))


WHOLE = AuditScope()
