"""How we know that training was done: the evidence ladder (audit-method C13) in words."""

from collections.abc import Mapping

LADDER: Mapping[str, str] = {
    "E1": "Done here",
    "E2": "Imported from the agency’s system",
    "E3": "Outside certificate, approved",
    "E4": "Signed attendance",
    "E5": "Declared as a total, without names",
}


def evidence_label(grade: str) -> str:
    """A grade as everybody is shown it: its words, and the letter that audits use.

    >>> evidence_label("E2")
    'Imported from the agency’s system (E2)'
    """
    return f"{LADDER[grade]} ({grade})"
