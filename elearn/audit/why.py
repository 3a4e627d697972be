"""Why counting an edition again may give other figures than it was frozen with."""

from collections.abc import Iterable
from dataclasses import fields

from elearn.audit.actions.prove import Difference
from elearn.audit.kinds import KINDS
from elearn.audit.queries.late import Late
from elearn.audit.words import counted

SHAPES = {kind.name: (kind.shape, kind.key) for kind in KINDS}


def said(difference: Difference, *, numbers: bool) -> str:
    """One difference as a line: the row and what differs in it, with ``numbers`` then and now.
    Numbers are unsuppressed: they are for the coordinator alone.

    >>> new = (3, 2, 0, 1, 0, None, "A")
    >>> said(Difference("coverage", ("fire", "R9", ""), None, new), numbers=False)
    'coverage fire R9: not there when frozen, now counted'
    """
    shape, width = SHAPES[difference.kind]
    row = " ".join(str(part) for part in difference.key if part != "") or "the partnership"
    if difference.frozen is None:
        return f"{difference.kind} {row}: not there when frozen, now counted"
    if difference.now is None:
        return f"{difference.kind} {row}: frozen, now not there"
    names = [field.name for field in fields(shape)][width:]
    changed = [
        f"{name} {_value(then)} then, {_value(now)} now" if numbers else name
        for name, then, now in zip(names, difference.frozen, difference.now, strict=True)
        if then != now
    ]
    return f"{difference.kind} {row}: {'; '.join(changed)}"


def _value(value: object) -> str:
    return "none" if value is None else str(value)


def reasons(late: Late) -> Iterable[str]:
    """What was recorded after the edition was frozen and bears on its day, where counting again
    gives other figures."""
    found = list(recorded(late))
    yield from found
    if not found:
        yield "nothing that carries a time: postings, the matrix or returns were edited"


def recorded(late: Late) -> Iterable[str]:
    """Each kind of thing that was recorded after the edition was frozen, with its number."""
    parts = (
        (late.completions, "completion", "came late"),
        (late.revocations, "revocation", "came late"),
        (late.erasures, "person", "was erased"),
        (late.imports, "roster import", "was applied or undone"),
        (late.answers, "attempt", "was handed in late"),
        (late.versions, "module version", "was published"),
    )
    for number, what, happened in parts:
        if number:
            many = "people" if what == "person" else f"{what}s"
            verb = happened if number == 1 else happened.replace("was ", "were ")
            yield f"{counted(number, what, many)} {verb}"
