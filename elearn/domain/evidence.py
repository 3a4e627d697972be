"""How we know that training was done: the evidence ladder (audit-method C13) in words."""

from collections.abc import Mapping

LADDER: Mapping[str, str] = {
    "E1": "Done here",
    "E2": "Imported from the agency’s system",
    "E3": "Outside certificate, approved",
    "E4": "Signed attendance",
    "E5": "Declared as a total, without names",
}
_TOLD: Mapping[str, str] = {
    "E1": "Passed {}",
    "E2": "Done elsewhere on {}, recorded by your agency",
    "E3": "Done elsewhere on {}, certificate approved",
    "E4": "Attended {}",
}


def evidence_label(grade: str) -> str:
    """A grade as everybody is shown it: its words, and the letter that audits use.

    >>> evidence_label("E2")
    'Imported from the agency’s system (E2)'
    """
    return f"{LADDER[grade]} ({grade})"


def evidence_told(grade: str, day: str) -> str:
    """The same to the person whose training it is, with the day as pages print it.

    >>> evidence_told("E3", "2 May 2026")
    'Done elsewhere on 2 May 2026, certificate approved'
    """
    return _TOLD.get(grade, "Done on {}").format(day)
