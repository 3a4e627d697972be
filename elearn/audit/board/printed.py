"""Anti-Slavery Day, staffing and finance in the annual report, each with its base and source."""

from elearn.audit.board.subjects import NOT_SAID, SUBJECTS
from elearn.audit.reports.given import Given, said
from elearn.audit.words import counted, number
from elearn.domain.dates import uk_date
from elearn.gateways.documents import ReportSection, ReportTable

NOT_PUBLIC = "What the coordinator says of it is for the partnership and is not published."
TITLES = {one.key: one.title for one in SUBJECTS}


def reach_section(given: Given) -> ReportSection:
    """Who was reached around 18 October: by the record, and what is said besides."""
    return said(
        "Anti-Slavery Day", f"{_recorded(given)} Besides the record: {_said(given, 'reach')}"
    )


def _recorded(given: Given) -> str:
    found = given.beside.reach
    if found is None:
        return "What the record holds is not counted: this edition is of a part of the partnership."
    held = f"{counted(found.briefings, 'briefing')} held"
    came = f", {number(found.came)} came" if found.briefings else ""
    return (
        f"From {uk_date(found.since)} to {uk_date(found.until)}, a week on either side of 18 "
        f"October: {number(found.people)} people finished training ({number(found.completions)} "
        f"completions); {held}{came}. Source: the record of training, as it was known when this "
        "edition was frozen."
    )


def means_section(given: Given) -> ReportSection:
    """What the coordinator said of staff and money."""
    rows = tuple((TITLES[key], _said(given, key)) for key in ("staffing", "finance"))
    table = ReportTable(
        "As said to the coordinator",
        ("Subject", "Said"),
        rows,
        wide=(1,),
        note="Not measured by this service, and not frozen with the edition.",
    )
    return ReportSection("Staffing and finance", tables=(table,))


def _said(given: Given, key: str) -> str:
    if given.is_public:
        return NOT_PUBLIC
    found = given.beside.said.get(key)
    return found.printed() if found else NOT_SAID
