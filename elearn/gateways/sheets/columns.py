"""Which heading is which column: matched without fuss about spelling, or as somebody said."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

_IGNORED = re.compile(r"[\s_\x00-\x1f\x7f\u200b\ufeff]+")


def folded(heading: str) -> str:
    """A heading as it is compared: without case, spaces and underscores.

    >>> folded("Staff Number") == folded("STAFF_NUMBER")
    True
    """
    return _IGNORED.sub("", heading).casefold()


def keys_of(headings: Iterable[str]) -> list[str]:
    """Headings as they are compared, told apart where one stands twice; empty stays empty.

    >>> keys_of(["Name", "name", ""])
    ['name', 'name(2)', '']
    """
    seen: Counter[str] = Counter()
    keys = []
    for heading in headings:
        key = folded(heading)
        seen[key] += 1
        keys.append(f"{key}({seen[key]})" if key and seen[key] > 1 else key)
    return keys


@dataclass(frozen=True)
class Columns:
    """The columns a kind of file has. ``needed`` must all be there and one of ``any_of``;
    ``instead`` names columns that together stand for one. ``mapping`` gives other headings, as
    they are compared, that stand for one of them, or for none where it says ''."""

    names: tuple[str, ...]
    needed: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    most_rows: int | None = None

    @cached_property
    def _own(self) -> Mapping[str, str]:
        extra = (name for names in self.instead.values() for name in names)
        return {folded(name): name for name in (*self.names, *extra)}

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Every heading that stands for a column of ours, as it is compared."""
        return {key: name for key, name in {**self._own, **self.mapping}.items() if name}

    @property
    def expected(self) -> str:
        """What to say where no usable header is found."""
        needed = ", ".join(self.needed)
        one_of = f" and one of {' and '.join(self.any_of)}" if self.any_of else ""
        verb = "are" if one_of or len(self.needed) > 1 else "is"
        return (
            f"The first line must name the columns: {', '.join(self.names)}. "
            f"{needed}{one_of} {verb} needed."
        )

    def column_of(self, heading: str) -> str | None:
        """The column a heading names, whatever its case, spaces and underscores.

        >>> Columns(("staff_number",), ()).column_of("Staff Number")
        'staff_number'
        """
        return self.spellings.get(folded(heading))

    def count_known(self, headings: Iterable[str]) -> int:
        """How many of the headings are ours."""
        return sum(self.column_of(heading.strip().strip('"')) is not None for heading in headings)

    def assigned(self, headings: Sequence[str]) -> list[str | None]:
        """The column each heading stands for. What somebody said counts before our own names."""
        keys = keys_of(headings)
        said = {self.mapping[key] for key in keys if self.mapping.get(key)}
        own = [self._own.get(folded(heading)) for heading in headings]
        return [
            self.mapping[key] or None if key in self.mapping else None if name in said else name
            for key, name in zip(keys, own, strict=True)
        ]

    def is_enough(self, found: Iterable[str | None]) -> bool:
        """Whether these columns are those that are needed."""
        there = {name for name in found if name}
        complete = all(
            name in there or (name in self.instead and there.issuperset(self.instead[name]))
            for name in self.needed
        )
        return complete and (not self.any_of or not there.isdisjoint(self.any_of))
