"""The answers with which the pages of coverage and of knowledge begin."""

from elearn.audit import findings
from elearn.audit.sheets import Names
from elearn.audit.shown import Shown
from elearn.audit.words import counted, per_cent
from elearn.domain.coverage import Band


def coverage_title(shown: Shown) -> str:
    """How many agencies are in the band Act, among those that show a band."""
    bands = [row.band for row in shown.of_agencies if row.band not in (None, Band.UNKNOWN)]
    if not bands:
        return "No agency has a band of coverage yet"
    act = bands.count(Band.ACT)
    of = counted(len(bands), "agency", "agencies")
    return f"{act or 'None'} of {of} {'are' if act > 1 else 'is'} in the band Act for coverage"


def knowledge_title(shown: Shown, names: Names) -> str:
    """The topic that fewest have mastered."""
    known = [row for row in findings.topics(shown) if row.mastery is not None]
    if not known:
        return "Too few people were assessed to say what they know"
    return f"Fewest have mastered {names.topic(known[0].topic)}: {per_cent(known[0].mastery)}"
